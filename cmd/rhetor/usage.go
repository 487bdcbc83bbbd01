package main

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// errUsage is an error of how the command was called.
type errUsage struct {
	error
	hint string
}

// Hint says what to do about it.
func (e errUsage) Hint() string { return e.hint }

// showHelp writes the list of commands.
func showHelp(w io.Writer) {
	defer func() { _ = recover() }() // kong asks to exit when it has written the help
	newParser(&console{}, w, w).Parse([]string{"--help"})
}

// helpAsFlag takes "help COMMAND" for "COMMAND --help", and "--version" for "version".
func helpAsFlag(args []string) []string {
	switch args[0] {
	case "help":
		return append(slices.Clone(args[1:]), "--help")
	case "--version":
		return append([]string{"version"}, args[1:]...)
	}
	return args
}

// AfterApply refuses a flag or an argument that is there but empty, as a shell makes of a variable that is not
// set: it would pass for one that was left out.
func (*commands) AfterApply(context *kong.Context) error {
	for _, path := range context.Path {
		switch {
		case path.Flag != nil && hasEmpty(path.Flag.Target):
			return fmt.Errorf("--%s is empty", path.Flag.Name)
		case path.Positional != nil && path.Positional.Name != "text" && hasEmpty(path.Positional.Target):
			return fmt.Errorf("<%s> is empty", path.Positional.Name)
		}
	}
	return nil
}

// hasEmpty tells whether a string, or one of several, is empty.
func hasEmpty(value reflect.Value) bool {
	switch v := value.Interface().(type) {
	case string:
		return v == ""
	case []string:
		return slices.Contains(v, "")
	}
	return false
}

// rewordings turn what kong says into what the rest of rhetor says.
var rewordings = []struct {
	kong *regexp.Regexp
	ours string
}{
	{regexp.MustCompile(`^(--\S+): expected .* value but got "EOL".*`), `$1 needs a value`},
	{regexp.MustCompile(`^(--\S+): expected .* value but got (".*") \(.*flag\).*`), `$1 needs a value, and $2 looks like a flag; if it is none, write $1=$2`},
	{regexp.MustCompile(`^(--\S+): expected a valid .* bit u?int but got (".*")$`), `$1 is $2, and must be a whole number`},
	{regexp.MustCompile(`^(--\S+): expected a float but got (".*") \(.*\)$`), `$1 is $2, and must be a number`},
	{regexp.MustCompile(`^(\S+) must be one of (".*") but got (".*")$`), `$1 is $3, and must be one of $2`},
	{regexp.MustCompile(`^expected "(<[^>]*>).*"$`), `$1 is missing`},
	{regexp.MustCompile(`","`), `", "`},
}

// explainUsage is an error of the command line as the user reads it.
func explainUsage(err error) error {
	message := err.Error()
	for _, r := range rewordings {
		message = r.kong.ReplaceAllString(message, r.ours)
	}
	var parse *kong.ParseError
	if !errors.As(err, &parse) {
		return errUsage{error: errors.New(message)}
	}
	return withUsageHint(errUsage{error: errors.New(message)}, parse.Context)
}

// withUsageHint adds to an error of usage where help is.
func withUsageHint(err error, context *kong.Context) error {
	var usage errUsage
	if !errors.As(err, &usage) || usage.hint != "" {
		return err
	}
	command := context.Selected()
	switch {
	case command == nil:
		usage.hint = "rhetor --help lists the commands"
	case command.Name == "explain" && strings.HasPrefix(err.Error(), "unexpected argument"):
		usage.hint = `put the sentence in quotes: rhetor explain "We must act now."`
	default:
		usage.hint = command.FullPath() + " --help shows how it is called"
	}
	return usage
}
