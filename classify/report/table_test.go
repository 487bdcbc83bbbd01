package report

import (
	"regexp"
	"strings"
	"testing"

	"rhetor/classify/result"
)

// one is a sentence of a given text, with nothing else to it.
func one(text string, terms ...string) result.Sentence {
	return say("a.txt", 1, text, "neutral", 0.9, "neutral", 0.9, terms...)
}

// sentencesOnly shows no summary.
func sentencesOnly(format Format) Options { return Options{Format: format, Width: 80, Sentences: true} }

// widest is the width of the widest line.
func widest(text string) int {
	width := 0
	for line := range strings.Lines(text) {
		width = max(width, cells(strings.TrimSuffix(line, "\n")))
	}
	return width
}

func TestTableColor(t *testing.T) {
	opt := everything(Table)
	opt.Color = true
	colored := written(t, opt, articles()...)
	golden(t, "color.table", colored)
	plain := regexp.MustCompile("\x1b\\[[0-9]+m").ReplaceAllString(colored, "")
	if plain != written(t, everything(Table), articles()...) {
		t.Error("colour moves text")
	}
}

func TestTableStripsEscapeSequences(t *testing.T) {
	s := one("Red \x1b[31malert\x1b[0m \u009b2J\x07\x7f here.")
	s.Document = "\x1b]0;owned\x07.txt"
	s.Target = "\x1b[2J"
	got := written(t, everything(Table), s, one("Next."))
	if strings.ContainsFunc(got, func(r rune) bool { return r != '\n' && steers(r) }) {
		t.Errorf("steers the terminal: %q", got)
	}
	if !strings.Contains(got, "Red [31malert[0m 2J here.") {
		t.Errorf("text lost: %q", got)
	}
}

func TestTableStripsBidi(t *testing.T) {
	got := written(t, sentencesOnly(Table), one("a\u202Eb\u202Cc\u2066d\u2069e\u2028f\u2029g"))
	if !strings.Contains(got, "abcde f g") {
		t.Errorf("%q", got)
	}
}

func TestTableFoldsWhiteSpace(t *testing.T) {
	got := written(t, sentencesOnly(Table), one("one\r\n  two\t\u00a0three"))
	if !strings.Contains(got, "one two three") {
		t.Errorf("%q", got)
	}
}

func TestTableBreaksLongWords(t *testing.T) {
	text := "See https://example.org/" + strings.Repeat("a", 200) + "/b and " + strings.Repeat("“ha”", 60) + "."
	got := written(t, sentencesOnly(Table), one(text, "example"))
	if widest(got) > 80 {
		t.Errorf("%d columns:\n%s", widest(got), got)
	}
}

func TestTableMeasuresEmoji(t *testing.T) {
	text := strings.Repeat("👩‍👩‍👧", 40) + strings.Repeat("漢字", 40) + " e\u0301" + strings.Repeat("🇫🇷 ", 40)
	got := written(t, sentencesOnly(Table), one(text))
	if widest(got) > 80 {
		t.Errorf("%d columns:\n%s", widest(got), got)
	}
	if !strings.Contains(strings.ReplaceAll(got, "\n", ""), "👩‍👩‍👧👩‍👩‍👧") {
		t.Errorf("a character was broken:\n%s", got)
	}
}

func TestTableOnNarrowTerminal(t *testing.T) {
	for width := range 60 {
		opt := everything(Table)
		opt.Width = width
		written(t, opt, articles()...)
	}
}

func TestTableKeepsPipes(t *testing.T) {
	if got := written(t, sentencesOnly(Table), one("a | b")); !strings.Contains(got, "a | b") {
		t.Errorf("%q", got)
	}
}

func TestTableMarksOverlappingTermsOnce(t *testing.T) {
	got := written(t, sentencesOnly(Table), one("A vile smear campaign.", "smear", "vile smear", "smear campaign"))
	if !strings.Contains(got, "A *vile smear campaign*.") {
		t.Errorf("%q", got)
	}
}

func TestTableSurvivesOffsetsOutside(t *testing.T) {
	s := one("Short.")
	s.Loaded = []result.Term{{Start: 0, End: 5}, {Start: 998, End: 1003}, {Start: 1004, End: 9999}, {Start: 1005, End: 1002}}
	if got := written(t, sentencesOnly(Table), s); !strings.Contains(got, "*Sho*r*t.*") {
		t.Errorf("%q", got)
	}
}

func TestTableMultiLabel(t *testing.T) {
	golden(t, "topics.table", written(t, everything(Table), topics("prices", "traffic"), topics(), topics("prices")))
}

func TestTableSummaryOnly(t *testing.T) {
	got := written(t, Options{Summary: true}, articles()...)
	if strings.Contains(got, "council") || strings.Contains(got, "probability") || !strings.HasPrefix(got, "labels of stance") {
		t.Errorf("%s", got)
	}
}

func TestTableNumbersRowsAndTheirSentences(t *testing.T) {
	all := rows()
	again := all[0]
	again.Sentence = 2
	got := written(t, sentencesOnly(Table), all[0], again, all[1])
	for _, number := range []string{"3.1  ", "3.2  ", "4.1  "} {
		if !strings.Contains(got, number) {
			t.Errorf("no %s in\n%s", number, got)
		}
	}
}
