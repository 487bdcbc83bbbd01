package document

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rhetor/classify/table"
)

// files is a folder of files by path.
type files map[string]string

// write writes the files into a new working directory.
func (f files) write(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, content := range f {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// batch is all that was read.
type batch struct {
	Documents []Document
	Notices   []string
	Skipped   int
}

// read reads all documents at some paths.
func read(paths []string, stdin io.Reader, opt Options) (*batch, error) {
	b := &batch{}
	in, err := Find(paths, opt, func(notice string) { b.Notices = append(b.Notices, notice) })
	if err != nil {
		return b, err
	}
	err = in.Each(stdin, func(d Document) error {
		b.Documents = append(b.Documents, d)
		return nil
	})
	b.Skipped = in.Skipped
	return b, err
}

// readStdin reads standard input, which must succeed.
func readStdin(t *testing.T, input string, opt Options) *batch {
	t.Helper()
	batch, err := read([]string{"-"}, strings.NewReader(input), opt)
	if err != nil {
		t.Fatal(err)
	}
	return batch
}

// wantDocuments compares documents.
func wantDocuments(t *testing.T, got []Document, want ...Document) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("documents\n got %+v\nwant %+v", got, want)
	}
}

// wantNotices compares notices and the number of inputs skipped.
func wantNotices(t *testing.T, b *batch, skipped int, want ...string) {
	t.Helper()
	if b.Skipped != skipped || !reflect.DeepEqual(b.Notices, want) {
		t.Errorf("skipped %d, notices\n got %s\nwant %s", b.Skipped, strings.Join(b.Notices, "\n     "), strings.Join(want, "\n     "))
	}
}

// wantError compares an error's message and hint.
func wantError(t *testing.T, err error, msg, hint string) {
	t.Helper()
	var e *table.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %#v, want %s", err, msg)
	}
	if e.Error() != msg || e.Hint != hint {
		t.Errorf("\n got %s\nhint %s\nwant %s\nhint %s", e, e.Hint, msg, hint)
	}
}

func TestFolder(t *testing.T) {
	files{
		"news/b.txt":          "B.",
		"news/a/z.TXT":        "Z.",
		"news/a.txt":          "A.",
		"news/README":         "Read me.",
		"news/rows.csv":       "text,by\nOne.,Ann\nTwo.,Ben\n",
		"news/other.csv":      "body\nOne.\n",
		"news/photo.png":      "\x89PNG",
		"news/program":        "\x7fELF\n\x00",
		"news/blank.txt":      " \n",
		"news/.hidden.txt":    "No.",
		"news/.git/HEAD":      "No.",
		"news/a/.cache/x.txt": "No.",
		"far/away.txt":        "No.",
	}.write(t)
	for link, to := range map[string]string{"news/link.txt": "a.txt", "news/far": "../far", "news/gone.txt": "nowhere"} {
		if err := os.Symlink(to, link); err != nil {
			t.Skip(err)
		}
	}
	batch, err := read([]string{"news/"}, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantDocuments(t, batch.Documents,
		Document{Name: "news/README", Text: "Read me."},
		Document{Name: "news/a.txt", Text: "A."},
		Document{Name: "news/a/z.TXT", Text: "Z."},
		Document{Name: "news/b.txt", Text: "B."},
		Document{Name: "news/link.txt", Text: "A."},
		Document{Name: "news/rows.csv", Row: 1, Text: "One.", Metadata: Fields{{"by", "Ann"}}},
		Document{Name: "news/rows.csv", Row: 2, Text: "Two.", Metadata: Fields{{"by", "Ben"}}},
	)
	wantNotices(t, batch, 6,
		"news/blank.txt: skipped: is empty",
		"news/far: skipped: a symbolic link to a folder",
		"news/gone.txt: skipped: no such file or directory",
		`news/other.csv:1: skipped: no column "text"`,
		"news/photo.png: skipped: not a document this version reads",
		"news/program:2: skipped: NUL byte: looks like a binary file",
	)
}

func TestPathsAreNamedAsGivenAndReadOnce(t *testing.T) {
	files{"a/b.txt": "B.", "c.txt": "C.", "d/e.txt": "E."}.write(t)
	if err := os.Symlink("a", "link"); err != nil {
		t.Skip(err)
	}
	batch, err := read([]string{"./c.txt", "-", "a//", ".", "link"}, strings.NewReader("In."), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range batch.Documents {
		names = append(names, d.Name)
	}
	if want := []string{"./c.txt", "-", "a/b.txt", "./d/e.txt", "link/b.txt"}; !reflect.DeepEqual(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
}

func TestPathErrors(t *testing.T) {
	files{"photo.png": "\x89PNG", "bad.txt": "Fine.\nNot\x00fine.", "none/photo.png": "\x89PNG", "a.txt": "A.", "blank.txt": "\ufeff\n", "head.csv": "text\n"}.write(t)
	for _, c := range []struct {
		paths     []string
		msg, hint string
	}{
		{nil, "no document to classify", ""},
		{[]string{"gone.txt"}, "gone.txt: no such file or directory", ""},
		{[]string{"photo.png"}, "photo.png: not a document this version reads", "documents are " + Extensions},
		{[]string{"bad.txt"}, "bad.txt:2: NUL byte: looks like a binary file", ""},
		{[]string{"none"}, "none: no document in this folder can be read", "documents are " + Extensions},
		{[]string{"a.txt", "a.txt"}, "a.txt: given twice", ""},
		{[]string{"a.txt", "./a.txt"}, "./a.txt: given twice", ""},
		{[]string{"blank.txt"}, "blank.txt: is empty", ""},
		{[]string{"head.csv"}, "head.csv: is empty", ""},
		{[]string{"-"}, "standard input: is empty", ""},
		{[]string{"blank.txt", "head.csv"}, "no document to classify", ""},
	} {
		_, err := read(c.paths, strings.NewReader(""), Options{})
		wantError(t, err, c.msg, c.hint)
	}
	_, err := read([]string{"-"}, strings.NewReader(""), Options{StdinFormat: "xml"})
	wantError(t, err, `standard input: unknown format "xml"`, "formats are text, csv, tsv and jsonl")
}

func TestNoticesComeWithAnError(t *testing.T) {
	files{"none/photo.png": "\x89PNG"}.write(t)
	batch, err := read([]string{"none"}, nil, Options{})
	if err == nil {
		t.Fatal("no error")
	}
	wantNotices(t, batch, 1, "none/photo.png: skipped: not a document this version reads")
}

func TestEmptyFileBesideOthersIsSkipped(t *testing.T) {
	files{"a.txt": "A.", "blank.txt": "\n", "head.csv": "text\n"}.write(t)
	batch, err := read([]string{"blank.txt", "a.txt", "head.csv"}, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantDocuments(t, batch.Documents, Document{Name: "a.txt", Text: "A."})
	wantNotices(t, batch, 2, "blank.txt: skipped: is empty", "head.csv: skipped: is empty")
}

// What is damaged beside other inputs is skipped, and what stands before the damage is kept; not so with Strict.
func TestDamagedInputBesideOthersIsSkipped(t *testing.T) {
	files{"a.txt": "A.", "bad.csv": "text\nOne.\nTwo.\n\"\"\nFour.\n", "none/photo.png": "\x89PNG"}.write(t)
	batch, err := read([]string{"bad.csv", "none", "a.txt"}, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantDocuments(t, batch.Documents,
		Document{Name: "bad.csv", Row: 1, Text: "One."}, Document{Name: "bad.csv", Row: 2, Text: "Two."}, Document{Name: "a.txt", Text: "A."})
	wantNotices(t, batch, 3, "bad.csv:4: skipped: text is empty",
		"none/photo.png: skipped: not a document this version reads", "none: skipped: no document in this folder can be read")
	_, err = read([]string{"a.txt", "bad.csv"}, nil, Options{Strict: true})
	wantError(t, err, "bad.csv:4: text is empty", "")
}

func TestTooLargeDocument(t *testing.T) {
	files{"a.txt": "0123456789"}.write(t)
	if _, err := read([]string{"a.txt"}, nil, Options{MaxSize: 10}); err != nil {
		t.Error(err)
	}
	_, err := read([]string{"a.txt"}, nil, Options{MaxSize: 9})
	wantError(t, err, "a.txt: document is larger than 9 bytes", "raise --max-document-size, or read it line by line with --no-split")
}

// Rows of JSONL have the columns that they have; the target may be missing after the first.
func TestJSONLRowsDiffer(t *testing.T) {
	batch := readStdin(t, `{"text":"One.","on":"tax","by":"Ann"}`+"\n"+`{"date":"May","text":"Two."}`+"\n", Options{StdinFormat: "jsonl", TargetColumn: "on"})
	wantDocuments(t, batch.Documents,
		Document{Name: "-", Row: 1, Text: "One.", Target: "tax", Metadata: Fields{{"by", "Ann"}}},
		Document{Name: "-", Row: 2, Text: "Two.", Metadata: Fields{{"date", "May"}}})
}

// A text far larger than the sample that tells its encoding is read to the last line, whatever the encoding.
func TestLongTextIsReadLineByLine(t *testing.T) {
	const lines = 40_000
	for _, c := range []struct{ name, line, want string }{
		{"UTF-8", "\u00c7a va, dit-elle, et s'en va.\n", "Ça va, dit-elle, et s'en va."},
		{"windows-1252", "\xc7a va, dit-elle, et s'en va.\r\n", "Ça va, dit-elle, et s'en va."},
	} {
		batch := readStdin(t, strings.Repeat(c.line, lines), Options{NoSplit: true})
		if n := len(batch.Documents); n != lines || batch.Documents[n-1].Text != c.want || batch.Documents[n-1].Row != lines {
			t.Errorf("%s: %d documents, the last %+v", c.name, n, batch.Documents[n-1])
		}
	}
}

func TestTableRows(t *testing.T) {
	const input = "id,text,target,by\n1,\" One. Two. \", the bill ,Ann\n2,Three.,,\n"
	batch := readStdin(t, input, Options{StdinFormat: "csv"})
	wantDocuments(t, batch.Documents,
		Document{Name: "-", Row: 1, Text: " One. Two. ", Target: "the bill", Metadata: Fields{{"id", "1"}, {"by", "Ann"}}},
		Document{Name: "-", Row: 2, Text: "Three.", Metadata: Fields{{"id", "2"}, {"by", ""}}})
	batch = readStdin(t, "by\tbody\ttopic\nAnn\tOne.\ttax\n", Options{StdinFormat: "tsv", TextColumn: "body", TargetColumn: "topic"})
	wantDocuments(t, batch.Documents, Document{Name: "-", Row: 1, Text: "One.", Target: "tax", Metadata: Fields{{"by", "Ann"}}})
}

func TestTableErrors(t *testing.T) {
	for _, c := range []struct {
		input     string
		opt       Options
		msg, hint string
	}{
		{"id,body\n1,Yes.\n", Options{}, `standard input:1: no column "text"`, `the columns are "id", "body"; choose one with --text-column`},
		{"text\nYes.\n", Options{TargetColumn: "topic"}, `standard input:1: no column "topic"`, `the columns are "text"; choose one with --target-column`},
		{"text\nYes.\n\n\"\n\"\n", Options{}, "standard input:4: text is empty", ""},
		{"text\nYes.,No.\n", Options{}, "standard input:2: number of fields is 2, expected 1", "put a field that holds a comma in quotes"},
	} {
		c.opt.StdinFormat = "csv"
		_, err := read([]string{"-"}, strings.NewReader(c.input), c.opt)
		wantError(t, err, c.msg, c.hint)
	}
}

func TestNoSplitMakesASentenceOfEveryLineOrRow(t *testing.T) {
	batch := readStdin(t, "One. Still one.\r\n \n\nTwo.", Options{NoSplit: true})
	wantDocuments(t, batch.Documents,
		Document{Name: "-", Row: 1, Text: "One. Still one.", Whole: true},
		Document{Name: "-", Row: 4, Text: "Two.", Whole: true})
	batch = readStdin(t, "{\"text\":\"One.\"}\n", Options{NoSplit: true, StdinFormat: "jsonl"})
	wantDocuments(t, batch.Documents, Document{Name: "-", Row: 1, Text: "One.", Whole: true})
}

func TestFieldsAreAnObjectInOrder(t *testing.T) {
	got, err := json.Marshal(Fields{{"source", "a \"b\""}, {"author", "Ann"}})
	if want := `{"source":"a \"b\"","author":"Ann"}`; err != nil || string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
