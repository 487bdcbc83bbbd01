package table

import (
	"errors"
	"strings"
	"testing"
)

func TestCSVLinesCountQuotedLineEnds(t *testing.T) {
	table := read(t, "a.csv", "\"the\ntext\",stance\n\"She said \"\"no\"\",\r\nand left.\",against\n\nFine.,favor\n")
	if table.Columns[0] != "the\ntext" || table.Header != 1 {
		t.Errorf("%q, header on line %d", table.Columns, table.Header)
	}
	wantRows(t, table,
		Row{3, []string{"She said \"no\",\nand left.", "against"}},
		Row{6, []string{"Fine.", "favor"}})
}

func TestCSVKeepsWhatAFieldHolds(t *testing.T) {
	wantRows(t, read(t, "a.csv", "a,b\n x ,\"\"\n"), Row{2, []string{" x ", ""}})
}

func TestCSVQuoteErrors(t *testing.T) {
	for _, c := range []struct{ input, want string }{
		{"text,stance\nShe said \"no\".,against\n", "a.csv:2: stray quote in a field without quotes"},
		{"text\n\"two\nlines\"\n5\" pipes\n", "a.csv:4: stray quote in a field without quotes"},
		{"text\n\"No\" they said.\n", "a.csv:2: stray or unclosed quote"},
		{"text\nYes.\n\"No.\nMaybe.\nNever.\n", "a.csv:3: stray or unclosed quote, noticed on line 5"},
		{"text\n\"No.", "a.csv:2: stray or unclosed quote"},
	} {
		wantError(t, "a.csv", c.input, c.want)
	}
	_, err := Read("a.csv", strings.NewReader("text\na\"b\n"))
	var e *Error
	if !errors.As(err, &e) || e.Hint != `put a field that holds a quote in quotes, and double the quote inside: "she said ""no"""` {
		t.Errorf("hint %+v", e)
	}
}

func TestCSVUnclosedQuoteDoesNotSwallowTheFile(t *testing.T) {
	for _, text := range []string{"a line of text\n", "\n"} {
		input := &endless{t: t, text: text}
		_, err := Read("a.csv", readers("text,stance\nYes.,favor\n\"No.,against\n", input))
		var e *Error
		if !errors.As(err, &e) || e.Error() != "a.csv:3: record is longer than 16 MiB" {
			t.Fatal(err)
		}
		if e.Hint != "look for a quote that is never closed" {
			t.Errorf("hint %q", e.Hint)
		}
	}
}

func TestCSVRecordOfCommasIsRefused(t *testing.T) {
	wantError(t, "a.csv", "text\n"+strings.Repeat(",", MaxLine), "a.csv:2: record has more than 1048576 commas")
}
