package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// A session is text as a terminal shows it: command lines that begin with "$ ", each followed by what it
// writes. Documents hold sessions (docs_test.go) and so do scripts (script_test.go).

// step is one command of a session.
type step struct {
	command string
	shown   []string // lines as they stand in the session, the command's among them
	want    []string // what the command writes, a line each, with "exit status N" where N is not 0
	blank   []string // blank lines after that
}

// steps takes a session apart. A command that ends in a backslash goes on in the next line.
func steps(lines []string) []step {
	var all []step
	open := false
	for _, line := range lines {
		command, begins := strings.CutPrefix(line, "$ ")
		switch {
		case begins:
			all = append(all, step{command: command, shown: []string{line}})
		case len(all) == 0:
			continue
		case open:
			last := &all[len(all)-1]
			last.command = strings.TrimSuffix(last.command, `\`) + strings.TrimSpace(line)
			last.shown = append(last.shown, line)
		default:
			all[len(all)-1].want = append(all[len(all)-1].want, strings.TrimRight(line, " "))
		}
		open = (begins || open) && strings.HasSuffix(line, `\`)
	}
	for i := range all {
		want := trimBlank(all[i].want)
		all[i].want, all[i].blank = want, all[i].want[len(want):]
	}
	return all
}

// trimBlank takes away blank lines at the end.
func trimBlank(lines []string) []string {
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// shell runs a command line in a folder. The program rhetor is the one that TestMain makes.
func shell(folder, command string, env ...string) (status int, stdout, stderr []byte, err error) {
	var out, errs bytes.Buffer
	run := exec.Command("sh", "-c", command)
	run.Dir = folder
	run.Env = append(os.Environ(), append([]string{"LC_ALL=C"}, env...)...)
	run.Stdout, run.Stderr = &out, &errs
	if err := run.Run(); run.ProcessState == nil {
		return 0, nil, nil, err
	}
	return run.ProcessState.ExitCode(), out.Bytes(), errs.Bytes(), nil
}

// written is what a terminal shows of a command: what it wrote and, where it is not 0, its exit status.
func written(status int, stdout, stderr []byte) []string {
	lines := strings.Split(string(stdout)+string(stderr), "\n")
	lines = trimBlank(lines)
	if status != 0 {
		lines = append(lines, fmt.Sprintf("exit status %d", status))
	}
	return lines
}

// took is the part of a line that differs from run to run.
var took = regexp.MustCompile(`, in [0-9.]+ s$`)

// matches tells whether lines are as wanted. A wanted line "..." stands for any number of lines.
func matches(want, got []string) bool {
	if len(want) == 0 {
		return len(got) == 0
	}
	if want[0] != "..." {
		return len(got) > 0 && took.ReplaceAllString(want[0], "") == took.ReplaceAllString(got[0], "") && matches(want[1:], got[1:])
	}
	for skip := range len(got) + 1 {
		if matches(want[1:], got[skip:]) {
			return true
		}
	}
	return false
}

func TestSessionSteps(t *testing.T) {
	got := steps(strings.Split("before\n$ one \\\n   two\nout\n\nput \n\n$ three\n", "\n"))
	if len(got) != 2 || got[0].command != "one two" || strings.Join(got[0].want, "/") != "out//put" ||
		len(got[0].shown) != 2 || got[1].command != "three" || len(got[1].want) > 0 {
		t.Errorf("%+v", got)
	}
}

func TestSessionMatches(t *testing.T) {
	for _, c := range []struct {
		want, got string
		match     bool
	}{
		{"a/b", "a/b", true},
		{"a/b", "a", false},
		{"a", "a/b", false},
		{"...", "a/b", true},
		{"...", "", true},
		{"a/.../c", "a/c", true},
		{"a/.../c", "a/b/b/c", true},
		{"a/.../c", "a/b/c/d", false},
		{"a/.../b/.../d", "a/b/c/b/d", true},
		{"wrote x, in 0.1 s", "wrote x, in 12.0 s", true},
		{"wrote x, in 0.1 s", "wrote y, in 0.1 s", false},
	} {
		split := func(s string) []string { return strings.FieldsFunc(s, func(r rune) bool { return r == '/' }) }
		if got := matches(split(c.want), split(c.got)); got != c.match {
			t.Errorf("matches(%q, %q) = %v", c.want, c.got, got)
		}
	}
}
