package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"syscall"

	"github.com/alecthomas/kong"
	kongcompletion "github.com/jotaen/kong-completion"

	"rhetor/classify/table"
)

// commands is the command line: a field for each verb, in the order of the help.
type commands struct {
	Classify   classifyCommand           `cmd:"" help:"Label every sentence of documents with stance and tone."`
	Train      trainCommand              `cmd:"" help:"Learn a model from labelled sentences."`
	Evaluate   evaluateCommand           `cmd:"" help:"Measure a model on labelled sentences."`
	Explain    explainCommand            `cmd:"" help:"Explain the labels of one sentence."`
	Inspect    inspectCommand            `cmd:"" help:"Show a model's card: settings, data, metrics, strongest features."`
	Lexicon    lexiconCommand            `cmd:"" help:"List the lexicons in force, check a lexicon file, or mine one from a corpus."`
	Version    versionCommand            `cmd:"" help:"Show the version."`
	Completion kongcompletion.Completion `cmd:"" help:"Show the shell code that turns on tab completion."`
}

// Exit statuses.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitSkipped = 3 // finished, but some inputs were left out
)

// console is where a command reads and writes.
type console struct {
	stdin  io.Reader
	stdout *bufio.Writer
	stderr io.Writer
	color  bool                   // standard output takes colours
	width  int                    // columns of standard output
	begun  bool                   // a table has been written
	heeds  bool                   // signals are heeded: heedSignals
	beside atomic.Pointer[string] // file that becomes the output when it is whole
}

// errSkipped ends a run that left out inputs. What was left out has been said.
var errSkipped = errors.New("some inputs were skipped")

// exitRequest is how kong ends a run, after --help: caught again in run.
type exitRequest int

// run runs one command line and returns its exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) (status int) {
	defer func() {
		switch fault := recover().(type) {
		case nil:
		case exitRequest:
			status = int(fault)
		default:
			fmt.Fprintf(stderr, "rhetor: internal error: %v\n%s", fault, debug.Stack())
			status = exitFailed
		}
	}()
	out := bufio.NewWriterSize(stdout, 64<<10)
	c := &console{stdin: stdin, stdout: out, stderr: stderr, color: wantsColor(stdout), width: widthOf(stdout)}
	if len(args) == 0 {
		showHelp(stderr)
		return exitUsage
	}
	context, err := newParser(c, stdout, stderr).Parse(helpAsFlag(args))
	if err != nil {
		return tell(stderr, explainUsage(err))
	}
	err = withUsageHint(context.Run(), context)
	return tell(stderr, finish(err, out))
}

// finish writes out what is left. Where standard output fails, that is what went wrong, and said once.
func finish(err error, out *bufio.Writer) error {
	failed := out.Flush()
	switch {
	case failed == nil:
		return err
	case err != nil && !errors.Is(err, failed):
		return errors.Join(err, failed)
	case errors.Is(failed, syscall.EPIPE):
		return failed
	}
	return fileError("standard output", failed)
}

// newParser is what takes a command line apart.
func newParser(c *console, stdout, stderr io.Writer) *kong.Kong {
	return kong.Must(&commands{}, kong.Name("rhetor"), kong.Bind(c),
		kong.Description("Labels sentences with their stance and rhetorical tone, and says why."),
		kong.Writers(stdout, stderr), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Exit(func(code int) { panic(exitRequest(code)) }))
}

// tell says what went wrong and returns the exit status for it.
func tell(stderr io.Writer, err error) int {
	var stopped interruption
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errSkipped):
		return exitSkipped
	case errors.As(err, &stopped):
		fmt.Fprintf(stderr, "rhetor: %v\n", err)
		return stopped.status()
	case errors.Is(err, syscall.EPIPE): // whoever read the output has read enough
		return exitDone
	}
	fmt.Fprintf(stderr, "rhetor: %s\n", strings.ReplaceAll(err.Error(), "\n", "; "))
	if hint := hintOf(err); hint != "" {
		fmt.Fprintf(stderr, "rhetor: hint: %s\n", hint)
	}
	var usage errUsage
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailed
}

// hintOf is what the user can do about an error; empty where there is nothing to say.
func hintOf(err error) string {
	var input *table.Error
	var hinted interface{ Hint() string }
	switch {
	case errors.As(err, &input):
		return input.Hint
	case errors.As(err, &hinted):
		return hinted.Hint()
	}
	return ""
}
