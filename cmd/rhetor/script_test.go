package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// update rewrites what scripts and documents expect: go test ./cmd/rhetor -update, then read the difference.
var update = flag.Bool("update", false, "rewrite the expected outputs of scripts and documents")

// TestMain makes rhetor a program that scripts can run: it is this test binary under another name.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"rhetor":      main,
		"interrupted": interrupted,
	})
}

// giveCorpus puts a small corpus, whose labels are easy to learn, into a script's folder.
func giveCorpus(env *testscript.Env) error {
	content, err := os.ReadFile("testdata/harbour.csv")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(env.WorkDir, "harbour.csv"), content, 0o666)
}

// TestScripts runs the scripts of testdata/script, one for each verb and each family of faults. Beside the
// commands of testscript there are those below.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Condition:     condition,
		Setup:         giveCorpus,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"session": session,
			"mask":    mask,
			"bytes":   writeBytes,
			"repeat":  repeat,
			"patch":   patch,
			"link":    link,
			"sums":    sums,
			"jsonsum": jsonSum,
			"json":    validJSON,
		},
	})
}

// condition adds [root] and [full]: there is /dev/full.
func condition(name string) (bool, error) {
	switch name {
	case "root":
		return os.Geteuid() == 0, nil
	case "full":
		_, err := os.Stat("/dev/full")
		return err == nil, nil
	}
	return false, fmt.Errorf("unknown condition %q", name)
}

// session runs the session in a file and leaves what comes in the file got: "session FILE", then "cmp got FILE".
// Every line that is written to standard error must be a sentence of rhetor's. "session -faults FILE" wants
// of each command that it fails, writes nothing to standard output, and leaves no file behind.
func session(ts *testscript.TestScript, _ bool, args []string) {
	var got []string
	for _, s := range steps(strings.Split(ts.ReadFile(args[len(args)-1]), "\n")) {
		before := filesIn(ts)
		status, stdout, stderr := inShell(ts, s.command)
		checkMessages(ts, s.command, string(stderr))
		if args[0] == "-faults" && (status == 0 || len(stdout) > 0 || before != filesIn(ts)) {
			ts.Fatalf("$ %s\n%s%s\nstatus %d, or output, or new files:\n%s", s.command, stdout, stderr, status, filesIn(ts))
		}
		lines := written(status, stdout, stderr)
		for i := range lines {
			lines[i] = took.ReplaceAllString(lines[i], "")
		}
		got = slices.Concat(got, s.shown, lines, s.blank)
	}
	ts.Check(os.WriteFile(ts.MkAbs("got"), []byte(strings.Join(trimBlank(got), "\n")+"\n"), 0o666))
}

// filesIn lists the script's files, but for what the commands of scripts write.
func filesIn(ts *testscript.TestScript) string {
	var names []string
	ts.Check(filepath.WalkDir(ts.MkAbs("."), func(path string, entry fs.DirEntry, err error) error {
		if name := entry.Name(); name != "got" {
			names = append(names, path)
		}
		return err
	}))
	return strings.Join(names, "\n")
}

// inShell runs a command line in the script's folder.
func inShell(ts *testscript.TestScript, command string) (status int, stdout, stderr []byte) {
	status, stdout, stderr, err := shell(ts.MkAbs("."), command, "PATH="+ts.Getenv("PATH"))
	ts.Check(err)
	return status, stdout, stderr
}

// message is a line on standard error: "rhetor: ", no capital after it, no full stop at the end.
var message = regexp.MustCompile(`^rhetor: (hint: )?[^A-Z ].*[^.]$`)

// checkMessages wants every line of standard error to be a message.
func checkMessages(ts *testscript.TestScript, command, stderr string) {
	for line := range strings.Lines(stderr) {
		if line = strings.TrimSuffix(line, "\n"); !message.MatchString(line) {
			ts.Fatalf("$ %s\nsays on standard error: %s", command, line)
		}
	}
}

// writeBytes writes a file whose content is a Go string: bytes FILE '"text\n\x00"'.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	content, err := strconv.Unquote(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(content), 0o666))
}

// repeat writes a Go string many times: repeat FILE TIMES '"x"' ['"before"'].
func repeat(ts *testscript.TestScript, _ bool, args []string) {
	times, err := strconv.Atoi(args[1])
	ts.Check(err)
	content, err := strconv.Unquote(args[2])
	ts.Check(err)
	before := ""
	if len(args) > 3 {
		before, err = strconv.Unquote(args[3])
		ts.Check(err)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(before+strings.Repeat(content, times)), 0o666))
}

// patch changes a file's bytes: "patch FILE cut 100" keeps 100, "patch FILE flip 100" inverts the byte at 100
// (from the end where negative), "patch FILE replace OLD NEW" replaces a string.
func patch(ts *testscript.TestScript, _ bool, args []string) {
	content := []byte(ts.ReadFile(args[0]))
	switch args[1] {
	case "replace":
		content = bytes.Replace(content, []byte(args[2]), []byte(args[3]), 1)
	default:
		at, err := strconv.Atoi(args[2])
		ts.Check(err)
		if at < 0 {
			at += len(content)
		}
		if args[1] == "cut" {
			content = content[:at]
		} else {
			content[at] ^= 0xff
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), content, 0o666))
}

// link makes a hard link: link OLD NEW.
func link(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.Link(ts.MkAbs(args[0]), ts.MkAbs(args[1])))
}

// figures are the probabilities and measures in a table.
var figures = regexp.MustCompile(`\b[01]\.[0-9]{2,}\b`)

// mask sets the figures in a file to zero, so that it does not depend on how good a model is: mask FILE.
func mask(ts *testscript.TestScript, _ bool, args []string) {
	masked := figures.ReplaceAllStringFunc(ts.ReadFile(args[0]), func(figure string) string {
		return "0." + strings.Repeat("0", len(figure)-2)
	})
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(masked), 0o666))
}

// sums reads the tables of rhetor explain from a file, and wants the contributions and the bias of each to
// add up to its score, but for the rounding of what is shown.
func sums(ts *testscript.TestScript, _ bool, args []string) {
	total, rows, tables := 0.0, 0, 0
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		number, err := strconv.ParseFloat(fields[0], 64)
		switch {
		case err != nil:
		case fields[1] != "score":
			total, rows = total+number, rows+1
		default:
			if off := total - number; off > 0.00005*float64(rows+1) || off < -0.00005*float64(rows+1) {
				ts.Fatalf("%d contributions add up to %v, and the score is %v", rows, total, number)
			}
			total, rows, tables = 0, 0, tables+1
		}
	}
	if want := args[1]; strconv.Itoa(tables) != want {
		ts.Fatalf("%d tables, want %s", tables, want)
	}
}

// jsonSum wants of rhetor explain --format json that the contributions and the bias of every label add up to
// its score: exactly.
func jsonSum(ts *testscript.TestScript, _ bool, args []string) {
	var explained struct {
		Tasks []struct {
			Scores []struct {
				Label         string
				Score, Bias   float64
				Contributions []struct{ Contribution float64 }
			}
		}
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &explained))
	labels := 0
	for _, task := range explained.Tasks {
		for _, score := range task.Scores {
			labels++
			total := new(big.Rat).SetFloat64(score.Bias)
			for _, c := range score.Contributions {
				total.Add(total, new(big.Rat).SetFloat64(c.Contribution))
			}
			if exact := new(big.Rat).SetFloat64(score.Score); total.Cmp(exact) != 0 {
				ts.Fatalf("%s: the sum is %s, the score %s", score.Label, total.FloatString(30), exact.FloatString(30))
			}
		}
	}
	if want := args[1]; strconv.Itoa(labels) != want {
		ts.Fatalf("%d labels, want %s", labels, want)
	}
}

// validJSON wants a file of so many JSON values: json FILE COUNT.
func validJSON(ts *testscript.TestScript, _ bool, args []string) {
	decoder := json.NewDecoder(strings.NewReader(ts.ReadFile(args[0])))
	count := 0
	for {
		var value map[string]any
		err := decoder.Decode(&value)
		if err == io.EOF {
			break
		}
		ts.Check(err)
		count++
	}
	if want := args[1]; strconv.Itoa(count) != want {
		ts.Fatalf("%d values, want %s", count, want)
	}
}

// interrupted is a program that gets the interrupt key while it writes the file named by its argument.
func interrupted() {
	c := &console{stdout: bufio.NewWriter(os.Stdout), stderr: os.Stderr}
	err := c.writeOutput(os.Args[1], nil, func(w io.Writer) error {
		fmt.Fprintln(w, "half a result")
		self, err := os.FindProcess(os.Getpid())
		if err != nil {
			return err
		}
		if err := self.Signal(os.Interrupt); err != nil {
			return err
		}
		time.Sleep(10 * time.Second)
		return nil
	})
	os.Exit(tell(os.Stderr, err))
}
