package table

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
)

// read reads a table from a string.
func read(t *testing.T, name, input string) *Table {
	t.Helper()
	table, err := Read(name, strings.NewReader(input))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// wantRows compares a table's rows, line numbers and all.
func wantRows(t *testing.T, table *Table, want ...Row) {
	t.Helper()
	if !reflect.DeepEqual(table.Rows, want) {
		t.Errorf("rows\n got %+v\nwant %+v", table.Rows, want)
	}
}

// wantError reads a table that must fail with this message.
func wantError(t *testing.T, name, input, want string) {
	t.Helper()
	_, err := Read(name, strings.NewReader(input))
	var e *Error
	if !errors.As(err, &e) || e.Error() != want {
		t.Errorf("%.60q\n got %v\nwant %v", input, err, want)
	}
}

func TestSameTableInEveryFormat(t *testing.T) {
	for name, input := range map[string]string{
		"a.csv":    "id,text,stance\n1,We back the bill.,favor\n2,They oppose it.,against\n",
		"a.CSV":    "\ufeffid,text,stance\r\n1,We back the bill.,favor\r\n2,They oppose it.,against",
		"a.tsv":    "id\ttext\tstance\n1\tWe back the bill.\tfavor\n2\tThey oppose it.\tagainst\n",
		"a.tab":    "\ufeffid\ttext\tstance\r\n1\tWe back the bill.\tfavor\r\n2\tThey oppose it.\tagainst",
		"a.jsonl":  "{\"id\":1,\"text\":\"We back the bill.\",\"stance\":\"favor\"}\n{\"stance\":\"against\",\"id\":\"2\",\"text\":\"They oppose it.\"}\n",
		"a.ndjson": "\ufeff{\"id\":1,\"text\":\"We back the bill.\",\"stance\":\"favor\"}\r\n{\"id\":2,\"text\":\"They oppose it.\",\"stance\":\"against\"}",
	} {
		table := read(t, name, input)
		if want := []string{"id", "text", "stance"}; !reflect.DeepEqual(table.Columns, want) {
			t.Errorf("%s: columns %q, want %q", name, table.Columns, want)
		}
		for i, want := range [][]string{{"1", "We back the bill.", "favor"}, {"2", "They oppose it.", "against"}} {
			if got := table.Rows[i].Values; !reflect.DeepEqual(got, want) {
				t.Errorf("%s: row %d is %q, want %q", name, i, got, want)
			}
		}
	}
}

func TestErrorsOfEveryFormat(t *testing.T) {
	for _, c := range []struct{ name, input, want string }{
		{"a.csv", "", "a.csv: is empty"},
		{"a.tsv", "\n\r\n", "a.tsv: is empty"},
		{"a.jsonl", "\ufeff", "a.jsonl: is empty"},
		{"a.csv", "text,stance\nYes.,favor\nN\xf6.,against\n", "a.csv:3: invalid UTF-8"},
		{"a.tsv", "text\tstance\nYes.\tfavor\nN\xf6.\tagainst\n", "a.tsv:3: invalid UTF-8"},
		{"a.jsonl", "{\"text\":\"Yes.\"}\n{\"text\":\"N\xf6.\"}\n", "a.jsonl:2: invalid UTF-8"},
		{"a.csv", "text\n\"two\nl\x00nes\"\n", "a.csv:3: NUL byte: looks like a binary file"},
		{"a.tsv", "te\x00xt\n", "a.tsv:1: NUL byte: looks like a binary file"},
		{"a.jsonl", "{\"text\":\"\x00\"}\n", "a.jsonl:1: NUL byte: looks like a binary file"},
		{"a.csv", "text,stance\nYes.\n", "a.csv:2: number of fields is 1, expected 2"},
		{"a.tsv", "text\tstance\n\nYes.\tfavor\t\n", "a.tsv:3: number of fields is 3, expected 2"},
		{"a.csv", "text,stance,text\n", `a.csv:1: column "text" appears twice`},
		{"a.tsv", "text\t text\n", `a.tsv:1: column "text" appears twice`},
		{"a.jsonl", `{"text":"a","text":"b"}`, `a.jsonl:1: column "text" appears twice`},
		{"a.csv", "text, ,stance\n", "a.csv:1: a column has no name"},
		{"a.tsv", "text\t\n", "a.tsv:1: a column has no name"},
		{"a.jsonl", `{"":1}`, "a.jsonl:1: a column has no name"},
		{"a.csv", "text\rYes.\rNo.\r", "a.csv:1: carriage return in a column name"},
		{"a.docx", "PK", `a.docx: unknown extension ".docx"`},
		{"a\x1b[2J.csv", "", `"a\x1b[2J.csv": is empty`},
	} {
		wantError(t, c.name, c.input, c.want)
	}
}

func TestEmptyLinesAreSkippedButCounted(t *testing.T) {
	for name, input := range map[string]string{
		"a.csv": "\ntext\n\r\nYes.\n\n\nNo.\n\n",
		"a.tsv": "\ntext\n\r\nYes.\n\n\nNo.\n\n",
	} {
		wantRows(t, read(t, name, input), Row{4, []string{"Yes."}}, Row{7, []string{"No."}})
	}
	wantRows(t, read(t, "a.jsonl", "\n{\"text\":\"Yes.\"}\n \t\n{\"text\":\"No.\"}\n"),
		Row{2, []string{"Yes."}}, Row{4, []string{"No."}})
}

func TestAHeaderAloneIsATableWithoutRows(t *testing.T) {
	for _, name := range []string{"a.csv", "a.tsv"} {
		if table := read(t, name, "text"); len(table.Columns) != 1 || len(table.Rows) != 0 {
			t.Errorf("%s: %+v", name, table)
		}
	}
}

func TestRequireSaysWhichColumnsThereAre(t *testing.T) {
	table := read(t, "a.csv", "\nid,body\n1,Yes.\n")
	if i, err := table.Require("body", ""); i != 1 || err != nil {
		t.Errorf("got %d, %v", i, err)
	}
	_, err := table.Require("text", "choose one with --text-column")
	var e *Error
	if !errors.As(err, &e) || e.Error() != `a.csv:2: no column "text"` {
		t.Fatal(err)
	}
	if want := `the columns are "id", "body"; choose one with --text-column`; e.Hint != want {
		t.Errorf("hint %q, want %q", e.Hint, want)
	}
}

func TestIsTable(t *testing.T) {
	for name, want := range map[string]bool{"a.csv": true, "b/c.TSV": true, "a.b.ndjson": true, "a.txt": false, "csv": false, "": false} {
		if IsTable(name) != want {
			t.Errorf("IsTable(%q) is not %v", name, want)
		}
	}
}

func TestReadAsTakesTheFormatByName(t *testing.T) {
	if _, err := ReadAs("tsv", "-", strings.NewReader("a\tb\n")); err != nil {
		t.Error(err)
	}
	_, err := ReadAs("xml", "-", strings.NewReader(""))
	if err == nil || err.Error() != `standard input: unknown format "xml"` {
		t.Error(err)
	}
}

func TestMessagesCutWhatTheyQuote(t *testing.T) {
	if got, want := Quote(strings.Repeat("ä", 61)), `"`+strings.Repeat("ä", 60)+`"...`; got != want {
		t.Errorf("got %s", got)
	}
	if got, want := Quote("a\x1b\u202eb"), `"a\x1b\u202eb"`; got != want {
		t.Errorf("got %s", got)
	}
	if got, want := QuoteList(strings.Split(strings.Repeat("a", 22), "")), strings.Repeat(`"a", `, 19)+`"a" and 2 more`; got != want {
		t.Errorf("got %s", got)
	}
}

// endless repeats its text for ever, and fails the test when far more than the limit is read.
type endless struct {
	t    *testing.T
	text string
	read int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.read > 64<<20 {
		e.t.Fatal("read past 64 MiB")
	}
	n := 0
	for n+len(e.text) <= len(p) {
		n += copy(p[n:], e.text)
	}
	e.read += n
	return n, nil
}

func TestEndlessLineIsNotReadWhole(t *testing.T) {
	for _, name := range []string{"a.csv", "a.tsv", "a.jsonl"} {
		_, err := Read(name, io.MultiReader(strings.NewReader("\n"), &endless{t: t, text: "aaaaaaaa"}))
		if want := name + ":2: line is longer than 16 MiB"; err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestLimitIsExact(t *testing.T) {
	longest := strings.Repeat("a", MaxLine)
	for _, name := range []string{"a.csv", "a.tsv"} {
		table := read(t, name, "text\n"+longest+"\n"+longest)
		if len(table.Rows) != 2 || len(table.Rows[1].Values[0]) != MaxLine {
			t.Errorf("%s: %d rows", name, len(table.Rows))
		}
		wantError(t, name, "text\n"+longest+"a\n", name+":2: line is longer than 16 MiB")
		wantError(t, name, "text\n"+longest+"a", name+":2: line is longer than 16 MiB")
	}
}

func TestReadErrorNamesTheFile(t *testing.T) {
	_, err := Read("a.csv", io.MultiReader(strings.NewReader("text\n"), failing{}))
	if err == nil || err.Error() != "a.csv: the disk is gone" {
		t.Error(err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }
