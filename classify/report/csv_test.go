package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"rhetor/classify/document"
	"rhetor/classify/result"
)

// records reads a CSV or TSV back.
func records(t *testing.T, format Format, text string) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	if format == TSV {
		r.Comma = '\t'
	}
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// cell returns the cell of a column in the first row.
func cell(t *testing.T, all [][]string, column string) string {
	t.Helper()
	for i, name := range all[0] {
		if name == column {
			return all[1][i]
		}
	}
	t.Fatalf("no column %s in %q", column, all[0])
	return ""
}

func TestGuard(t *testing.T) {
	harmless := []string{"", "plain", "a=b", "-5", "+1.5", "-1,5", "'tis", "3 - 2", "#1", " "}
	for _, text := range harmless {
		if got := guard(text); got != text {
			t.Errorf("guard(%q) = %q", text, got)
		}
	}
	formulas := []string{"=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\rx", "\nx", "  =1", " \t=1", "＝1", "－x", "--", "\u00a0=1"}
	for _, text := range formulas {
		if got := guard(text); got != "'"+text {
			t.Errorf("guard(%q) = %q", text, got)
		}
	}
}

func TestCSVDisarmsFormulas(t *testing.T) {
	s := one("=HYPERLINK(\"http://x\")", "=HYPERLINK")
	s.Document, s.Target = "@a.txt", "+target"
	s.Metadata = document.Fields{{Name: "=meta", Value: "=1"}}
	for _, format := range []Format{CSV, TSV} {
		for _, row := range records(t, format, written(t, Options{Format: format}, s)) {
			for _, cell := range row {
				if guard(cell) != cell {
					t.Errorf("%s: a spreadsheet would run %q", format, cell)
				}
			}
		}
	}
}

func TestCSVReadsBack(t *testing.T) {
	s := one("He said: \"a,\tb\";\n\n\"c\" | d\\")
	all := records(t, CSV, written(t, Options{Format: CSV}, s))
	if got := cell(t, all, "text"); got != s.Text {
		t.Errorf("%q", got)
	}
}

func TestTSVIsOneLineASentence(t *testing.T) {
	got := written(t, Options{Format: TSV}, one("a\tb\r\nc\rd\ne"), one("f"))
	if strings.Count(got, "\n") != 3 || !strings.Contains(got, "a b c d e") {
		t.Errorf("%q", got)
	}
}

func TestCSVEvidenceIsTheStrongestThree(t *testing.T) {
	s := one("A vile lie.")
	for feature, contribution := range []float64{0.1, -0.9, 0.5, 0.2} {
		s.Tasks[0].Evidence = append(s.Tasks[0].Evidence,
			result.Evidence{Feature: string(rune('a' + feature)), Contribution: contribution})
	}
	all := records(t, CSV, written(t, Options{Format: CSV}, s))
	if got := cell(t, all, "stance_evidence"); got != "b (-0.90); c (+0.50); d (+0.20)" {
		t.Errorf("%q", got)
	}
}

func TestCSVColumnNamesAreUnique(t *testing.T) {
	s := one("x")
	s.Metadata = document.Fields{{Name: "text", Value: "1"}, {Name: "meta_text", Value: "2"}, {Name: "tone", Value: "3"}}
	s.Tasks = append(s.Tasks, predict("voice", "a", 0.9, []string{"a", "b"}))
	all := records(t, CSV, written(t, Options{Format: CSV}, s))
	for column, want := range map[string]string{
		"text": "x", "meta_text": "1", "meta_meta_text": "2", "meta_tone": "3", "voice": "author", "task_voice": "a"} {
		if got := cell(t, all, column); got != want {
			t.Errorf("%s = %q, want %q", column, got, want)
		}
	}
}

func TestCSVLaterSentenceMayHaveLess(t *testing.T) {
	first, second := rows()[0], rows()[1]
	second.Tasks, second.Metadata = second.Tasks[:1], nil
	all := records(t, CSV, written(t, Options{Format: CSV}, first, second))
	if len(all[2]) != len(all[0]) {
		t.Errorf("%q", all[2])
	}
}

func TestCSVLaterSentenceMustNotHaveMore(t *testing.T) {
	more := map[string]func(*result.Sentence){
		"metadata":  func(s *result.Sentence) { s.Metadata = document.Fields{{Name: "new", Value: "x"}} },
		"duplicate": func(s *result.Sentence) { s.Metadata = append(s.Metadata, s.Metadata[0]) },
		"task":      func(s *result.Sentence) { s.Tasks[0].Task = "new" },
		"label":     func(s *result.Sentence) { s.Tasks[0].Probabilities[0].Label = "new" },
	}
	for name, change := range more {
		t.Run(name, func(t *testing.T) {
			w, err := New(&bytes.Buffer{}, Options{Format: CSV})
			if err != nil {
				t.Fatal(err)
			}
			s := rows()[1]
			change(&s)
			if err := w.Write(rows()[0]); err != nil {
				t.Fatal(err)
			}
			var hint interface{ Hint() string }
			if err := w.Write(s); !errors.As(err, &hint) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestCSVHasTheMetadataOfAllDocuments(t *testing.T) {
	plain, row := one("A."), one("B.")
	row.Metadata = document.Fields{{Name: "outlet", Value: "Post"}}
	all := records(t, CSV, written(t, Options{Format: CSV, Metadata: []string{"outlet", "page"}}, plain, row))
	last := len(all[0]) - 2
	for i, want := range [][]string{{"outlet", "page"}, {"", ""}, {"Post", ""}} {
		if got := all[i][last:]; got[0] != want[0] || got[1] != want[1] {
			t.Errorf("row %d ends in %q, want %q", i, got, want)
		}
	}
}

func TestCSVTasksNamedAsFixedColumnsEnd(t *testing.T) {
	s := one("We agree.")
	s.Tasks = []result.Prediction{{Task: "text", Label: "a"}, {Task: "loaded", Label: "b"}}
	all := records(t, CSV, written(t, Options{Format: CSV}, s))
	if cell(t, all, "task_text") != "a" || cell(t, all, "task_loaded") != "b" || cell(t, all, "text") != "We agree." {
		t.Errorf("%q", all)
	}
}
