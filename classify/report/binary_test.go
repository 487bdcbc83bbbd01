package report

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rhetor/classify/document"
	"rhetor/classify/result"
)

var binaryFormats = []Format{Parquet, XLSX, SQLite}

// hostile is texts that have done harm somewhere.
var hostile = []string{
	"=cmd()", "+1+1", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "'quoted'", "\"", "a,b;c\td", "two\r\nlines\n",
	"\x1b[31mred\x1b[0m", "bell\a, \x01, \x7f, \u009b2J", "\v\f", "\u202eback\u202c", "_x0041_ and _x005F_", "<b>&amp;</b> ]]>",
	"DROP TABLE sentences;--", "') OR 1=1", "é 😀 \u2028 \ufffe", "\xff\xfe no text", "NUL \x00 and more", " blanks ", "",
}

// hostileSentences has every hostile text in every place.
func hostileSentences() []result.Sentence {
	var all []result.Sentence
	for i, text := range hostile {
		s := say("a.csv", i+1, text, "favor", 0.75, "alarm", 0.5)
		s.Document, s.Target, s.Row = "a"+text, text, i+1
		s.Tasks[0].Evidence = []result.Evidence{{Feature: text, Kind: "word", Contribution: 1.5, Start: 1, End: 2}}
		s.Loaded = []result.Term{{Term: text, Category: text}}
		s.Metadata = document.Fields{{Name: "note, or two", Value: text}}
		all = append(all, s)
	}
	return all
}

// python runs a program in Python with a file as its argument, and skips the test where there is no Python, or no
// module.
func python(t *testing.T, module, program string, content string, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, interpreter := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(interpreter, "-c", "import "+module).Run() != nil {
			continue
		}
		return run(t, interpreter, "-c", program, path)
	}
	t.Skipf("no Python that has the module %s", module)
	return ""
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	command := exec.Command(name, args...)
	command.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8")
	var problems bytes.Buffer
	command.Stderr = &problems
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, problems.String())
	}
	return string(out)
}

func TestBinaryFormatsAreTheSameBytesEachTime(t *testing.T) {
	for _, format := range binaryFormats {
		opt := Options{Format: format, Metadata: []string{"note, or two", "outlet", "text"}}
		sentences := append(append(rows(), articles()...), hostileSentences()...)
		first, second := written(t, opt, sentences...), written(t, opt, sentences...)
		if first != second {
			t.Errorf("%s: different bytes", format)
		}
	}
}

func TestBinaryFormatsLeaveNoFileBehind(t *testing.T) {
	for _, format := range binaryFormats {
		for _, given := range []string{"up", "closed", "twice"} {
			folder := t.TempDir()
			t.Setenv("TMPDIR", folder)
			var out bytes.Buffer
			w, err := New(&out, Options{Format: format, Selection: Selection{Only: []Condition{{Task: "stance", Labels: []string{"favor"}}}}})
			if err != nil {
				t.Fatal(err)
			}
			s := one(strings.Repeat("a", 30000), "stance")
			s.Tasks[0].Label = "favor"
			for range 1000 {
				if err := w.Write(s); err != nil {
					t.Fatal(err)
				}
			}
			if given != "up" {
				if err := w.Close(); err != nil {
					t.Fatal(err)
				}
			}
			if given != "closed" {
				Discard(w)
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
				t.Errorf("%s, given %s: %v, %v", format, given, left, err)
			}
		}
	}
}

func TestTemporaryFileThatCannotBeMade(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "nosuch"))
	if _, err := New(&bytes.Buffer{}, Options{Format: SQLite}); err == nil || !strings.HasPrefix(err.Error(), "a temporary file cannot be made: ") {
		t.Error(err)
	}
}

// many makes so many sentences that bounds within the writers are passed.
func many(n int) []result.Sentence {
	all := make([]result.Sentence, n)
	for i := range all {
		all[i] = say(fmt.Sprintf("d%d.txt", i/100), i%100+1, fmt.Sprintf("Sentence %d.", i), "favor", 0.5, "alarm", 0.25)
	}
	return all
}

func BenchmarkFormats(b *testing.B) {
	sentences := many(10000)
	for i := range sentences {
		s := &sentences[i]
		s.Text += strings.Repeat(" word", 16)
		for task := range s.Tasks {
			for e := range 5 {
				s.Tasks[task].Evidence = append(s.Tasks[task].Evidence, result.Evidence{
					Feature: fmt.Sprintf("word%d", (i*7+e)%5000), Kind: "word", Contribution: float64(i%100) / 7, Start: 1, End: 2})
			}
		}
	}
	for _, format := range []Format{CSV, JSONL, Parquet, XLSX, SQLite} {
		b.Run(string(format), func(b *testing.B) {
			for b.Loop() {
				var out bytes.Buffer
				w, err := New(&out, Options{Format: format})
				if err != nil {
					b.Fatal(err)
				}
				for _, s := range sentences {
					if err := w.Write(s); err != nil {
						b.Fatal(err)
					}
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(out.Len())/float64(len(sentences)), "bytes/sentence")
			}
			b.ReportMetric(float64(b.N*len(sentences))/b.Elapsed().Seconds(), "sentences/s")
		})
	}
}
