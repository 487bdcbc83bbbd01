package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// The examples in README.md and docs/*.md are run, and what they show is compared with what comes out.
//
// Rules for authors:
//
//   - An example is an indented block (four blanks) or a fenced one in which lines begin with "$ ". Below each
//     command stands what it writes, standard output first, then standard error.
//   - Commands that begin with rhetor, or with a program of helpers below, are run by sh, so pipes, quotes and
//     redirections work. The commands of notRun are left alone. Any other is an error.
//   - The commands of one document are run in order, in one folder that begins as a copy of testdata and seeds.
//     So an example can use what an earlier one wrote.
//   - A line "..." stands for any lines, none among them. Numbers that depend on the embedded model change when it
//     does: hide them behind "...", or run the tests with -update then.
//   - Where nothing is shown below a command, it has only to succeed.
//   - A last line "exit status N" says that the command ends with that status. Without one it must succeed.
//   - A command may go on in the next line after a backslash.
//   - go test ./cmd/rhetor -run TestDocs -update rewrites what differs. It writes all lines: shorten them again.

// helpers are the programs beside rhetor that an example may begin with.
var helpers = []string{"rhetor", "printf", "echo", "cat", "head", "tail", "wc", "ls", "cut", "grep", "sort", "cmp", "mkdir", "rm"}

// notRun are the programs whose commands are left alone.
var notRun = []string{"go", "git", "cd", "source", "sudo", "brew", "curl", "python", "python3", "Rscript", "jq", "eval", "."}

func TestDocs(t *testing.T) {
	paths, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append([]string{"../../README.md"}, paths...) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			content, err := os.ReadFile(path)
			if os.IsNotExist(err) {
				t.Skip("not there yet")
			}
			if err != nil {
				t.Fatal(err)
			}
			testDocument(t, path, string(content))
		})
	}
}

// testDocument runs the examples of a document, and with -update rewrites it.
func testDocument(t *testing.T, path, content string) {
	if runtime.GOOS == "windows" {
		t.Skip("examples are run by sh")
	}
	changed, faults := runExamples(docsFolder(t), content)
	if *update && changed != content {
		if err := os.WriteFile(path, []byte(changed), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, fault := range faults {
		t.Error(fault)
	}
}

// docsFolder is a folder with copies of testdata and seeds.
func docsFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"testdata", "seeds"} {
		if err := os.CopyFS(filepath.Join(folder, name), os.DirFS(filepath.Join("../..", name))); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// block is the lines of an example, from one line of a document up to another, and what stands before each.
type block struct {
	from, to int
	indent   string
}

// blocks finds the examples of a document: fenced and indented blocks with a line that begins with "$ ".
func blocks(lines []string) []block {
	var all []block
	for i := 0; i < len(lines); i++ {
		b := block{from: i, to: i}
		fence := strings.TrimLeft(lines[i], " ")
		if strings.HasPrefix(fence, "```") {
			b.indent = lines[i][:len(lines[i])-len(fence)]
			b.from, b.to = i+1, i+1
			for b.to < len(lines) && !strings.HasPrefix(strings.TrimLeft(lines[b.to], " "), "```") {
				b.to++
			}
			i = b.to
		} else if strings.HasPrefix(lines[i], "    ") {
			b.indent = "    "
			for b.to < len(lines) && (lines[b.to] == "" || strings.HasPrefix(lines[b.to], b.indent)) {
				b.to++
			}
			for lines[b.to-1] == "" {
				b.to--
			}
			i = b.to - 1
		}
		if slices.ContainsFunc(lines[b.from:b.to], func(l string) bool { return strings.HasPrefix(l, b.indent+"$ ") }) {
			all = append(all, b)
		}
	}
	return all
}

// runExamples runs the examples of a document in a folder. It returns the document with the outputs that came,
// and what was wrong with those that it had.
func runExamples(folder, content string) (changed string, faults []string) {
	lines := strings.Split(content, "\n")
	var out []string
	at := 0
	for _, b := range blocks(lines) {
		out = append(out, lines[at:b.from]...)
		at = b.to
		var bare []string
		for _, line := range lines[b.from:b.to] {
			bare = append(bare, strings.TrimPrefix(line, b.indent))
		}
		now, wrong := runBlock(folder, bare)
		for _, fault := range wrong {
			faults = append(faults, fmt.Sprintf("line %d and after: %s", b.from+1, fault))
		}
		for _, line := range now {
			out = append(out, strings.TrimRight(b.indent+line, " "))
		}
	}
	return strings.Join(append(out, lines[at:]...), "\n"), faults
}

// runBlock runs the commands of one example. Where all is as it should be the lines stay what they are.
func runBlock(folder string, lines []string) (now, faults []string) {
	all := steps(lines)
	same := true
	for i := range all {
		got, fault := runExample(folder, &all[i])
		if fault != "" {
			faults = append(faults, fault)
		}
		same = same && got == nil
		if got == nil {
			got = all[i].want
		}
		now = slices.Concat(now, all[i].shown, got, all[i].blank)
	}
	if same {
		return lines, faults
	}
	return now, faults
}

// runExample runs one command. Where its output is not what is wanted it returns what it is, and says so.
func runExample(folder string, s *step) (got []string, fault string) {
	program, _, _ := strings.Cut(s.command, " ")
	switch {
	case slices.Contains(notRun, program):
		return nil, ""
	case !slices.Contains(helpers, program):
		return nil, fmt.Sprintf("$ %s\nis neither run nor known not to be: see the rules in docs_test.go", s.command)
	}
	status, stdout, stderr, err := shell(folder, s.command)
	if err != nil {
		return nil, err.Error()
	}
	got = written(status, stdout, stderr)
	if len(s.want) == 0 && status == 0 || matches(s.want, got) {
		return nil, ""
	}
	return got, fmt.Sprintf("$ %s\ngot:\n%s\nwant:\n%s", s.command, strings.Join(got, "\n"), strings.Join(s.want, "\n"))
}

// TestDocsExample runs the mechanism on documents made for it: one that is right, and one that is wrong in
// every way, beside what -update makes of it.
func TestDocsExample(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("examples are run by sh")
	}
	read := func(name string) string {
		content, err := fs.ReadFile(os.DirFS("testdata/docs"), name)
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	right := read("right.md")
	changed, faults := runExamples(docsFolder(t), right)
	if changed != right || len(faults) > 0 {
		t.Errorf("right.md: %s\n%s", strings.Join(faults, "\n"), changed)
	}
	changed, faults = runExamples(docsFolder(t), read("wrong.md"))
	if want := read("mended.md"); changed != want {
		t.Errorf("wrong.md became\n%s\nwant\n%s", changed, want)
	}
	if len(faults) != 5 {
		t.Errorf("%d faults\n%s", len(faults), strings.Join(faults, "\n"))
	}
	if again, faults := runExamples(docsFolder(t), changed); again != changed || len(faults) != 1 {
		t.Errorf("mended.md: %s\n%s", strings.Join(faults, "\n"), again)
	}
}
