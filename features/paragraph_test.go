package features

import (
	"slices"
	"strings"
	"testing"
)

func TestParagraphs(t *testing.T) {
	wrapped := "The council met on Tuesday to talk about the budget, which has grown\n" +
		"every year since the mill closed, and to hear from the people who live\n" +
		"beside the river."
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", nil},
		{"only white space", " \n\t\r\n ", nil},
		{"one line", "  One line.  ", []string{"One line."}},
		{"blank lines separate", "One.\n\nTwo.\n \t\n\nThree.", []string{"One.", "Two.", "Three."}},
		{"Windows line ends", "One.\r\n\r\nTwo.", []string{"One.", "Two."}},
		{"old Macintosh line ends", "One.\r\rTwo.", []string{"One.", "Two."}},
		{"hard-wrapped prose is joined", wrapped, []string{wrapped}},
		{"hard-wrapped with Windows line ends", strings.ReplaceAll(wrapped, "\n", "\r\n"),
			[]string{strings.ReplaceAll(wrapped, "\n", "\r\n")}},
		{"a sentence that runs on is joined", "It rained \nall night.", []string{"It rained \nall night."}},
		{"headlines stand alone", "Mayor Resigns\nBridge Reopens After Flood\nSchools Closed",
			[]string{"Mayor Resigns", "Bridge Reopens After Flood", "Schools Closed"}},
		{"a menu in small letters stands alone", "news\nsport, weather\nabout us",
			[]string{"news", "sport, weather", "about us"}},
		{"a headline above prose", "Mayor Resigns\n" + wrapped, []string{"Mayor Resigns", wrapped}},
		{"bullets", "• bread\n• milk and\nhoney", []string{"• bread", "• milk and\nhoney"}},
		{"dashes", "We need:\n- bread\n- milk", []string{"We need:", "- bread", "- milk"}},
		{"numbers", "1. Bread.\n2. Milk.\n10) Tea.", []string{"1. Bread.", "2. Milk.", "10) Tea."}},
		{"one paragraph a line", strings.Repeat("Long lines are paragraphs of their own. ", 4) + "\nSo is this.",
			[]string{strings.TrimSpace(strings.Repeat("Long lines are paragraphs of their own. ", 4)), "So is this."}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := textsOf(test.text, Paragraphs(test.text)); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// A dash or number that wrapping has put at the start of a line begins no item.
func TestParagraphsChanceDash(t *testing.T) {
	text := "They spent all summer at the lake and came back on the last slow train\n" +
		"- late, as they always were - to a house that had been empty, since May\n" +
		"1998. It was cold."
	if got := Paragraphs(text); len(got) != 1 {
		t.Errorf("got %q", textsOf(text, got))
	}
}

// textsOf are the texts that spans cover.
func textsOf(text string, spans []Span) []string {
	var texts []string
	for _, s := range spans {
		texts = append(texts, s.Of(text))
	}
	return texts
}
