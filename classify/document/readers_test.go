package document

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rhetor/classify/table"
)

// readFile reads one file of some content and name.
func readFile(t testing.TB, name, content string, opt Options) (*batch, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	b := &batch{}
	in, err := Find([]string{path}, opt, func(notice string) { b.Notices = append(b.Notices, strings.TrimPrefix(notice, path+": ")) })
	if err != nil {
		t.Fatal(err)
	}
	err = in.Each(nil, func(d Document) error {
		d.Name = name
		b.Documents = append(b.Documents, d)
		return nil
	})
	var e *table.Error
	if errors.As(err, &e) {
		e.File = name
	}
	return b, err
}

// wantRead reads a file, which must hold one document.
func wantRead(t *testing.T, name, content, text string, facts ...Field) *batch {
	t.Helper()
	b, err := readFile(t, name, content, Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantDocuments(t, b.Documents, Document{Name: name, Text: text, Metadata: facts})
	return b
}

// wantRefused reads a file that is refused with a message.
func wantRefused(t *testing.T, name, content, msg string) {
	t.Helper()
	_, err := readFile(t, name, content, Options{})
	if err == nil || err.Error() != name+": "+msg {
		t.Errorf("got %v, want %s", err, msg)
	}
}

// zipped is an archive of names and contents by turns.
func zipped(t testing.TB, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// fuzzReader checks that no bytes panic a reader, that all it says fits on a line, and that what it reads is text and
// metadata that it has announced.
func fuzzReader(f *testing.F, extension string) {
	known := formats[extension]
	names, _ := known.names("", nil, Options{})
	f.Fuzz(func(t *testing.T, data []byte, noSplit bool) {
		in := &input{name: "a" + extension, r: bytes.NewReader(data), opt: Options{NoSplit: noSplit, MaxSize: 1 << 20}}
		in.notice = func(msg string) { wantLine(t, msg) }
		in.emit = func(d Document) error {
			wantText(t, d, noSplit)
			for _, fact := range d.Metadata {
				if !slices.Contains(names, fact.Name) || fact.Value == "" || len(fact.Value) > maxFact+3 {
					t.Errorf("%q", fact)
				}
				wantLine(t, fact.Value)
			}
			return nil
		}
		if err := known.read(in); err != nil {
			wantLine(t, table.FileError(in.name, err).Error())
		}
	})
}

// wantLine checks that a message may be shown on a terminal.
func wantLine(t *testing.T, s string) {
	if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || 0x7f <= r && r < 0xa0 }) {
		t.Errorf("%q", s)
	}
}

// Extensions names every extension that there is a reader for, and no other.
func TestExtensionsAreComplete(t *testing.T) {
	listed := strings.FieldsFunc(Extensions, func(r rune) bool { return strings.ContainsRune(",; ", r) })
	for _, extension := range listed {
		if _, known := formats[extension]; !known && strings.HasPrefix(extension, ".") {
			t.Errorf("no reader of %s", extension)
		}
	}
	for extension, f := range formats {
		if f.read != nil && extension != "" && !slices.Contains(listed, extension) {
			t.Errorf("%s is not listed", extension)
		}
	}
}

// The metadata that documents have are known without reading them.
func TestMetadataNamesOfDocuments(t *testing.T) {
	files{"a.eml": "", "b.html": "", "c.md": ""}.write(t)
	in, err := Find([]string{"."}, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := in.MetadataNames(nil); !slices.Equal(got, []string{"subject", "from", "date", "title", "author"}) {
		t.Errorf("%q", got)
	}
}

// With --no-split each paragraph is a sentence, and the metadata stay.
func TestNoSplitOfDocuments(t *testing.T) {
	b, err := readFile(t, "a.md", "---\ntitle: T\n---\n# One.\n\nTwo. Still\ntwo.\n", Options{NoSplit: true})
	if err != nil {
		t.Fatal(err)
	}
	facts := Fields{{"title", "T"}}
	wantDocuments(t, b.Documents, Document{Name: "a.md", Row: 1, Text: "One.", Whole: true, Metadata: facts},
		Document{Name: "a.md", Row: 3, Text: "Two. Still two.", Whole: true, Metadata: facts})
}

// A document that is too large is refused before it is parsed. Of a document of parts the parts count (see TestZipBombs).
func TestTooLargeDocuments(t *testing.T) {
	for _, name := range []string{"a.md", "a.html", "a.eml", "a.pdf"} {
		_, err := readFile(t, name, strings.Repeat("a", 101), Options{MaxSize: 100})
		if err == nil || !strings.Contains(err.Error(), "larger than 100 bytes") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A file of another kind is refused by every reader.
func TestFilesOfTheWrongKind(t *testing.T) {
	const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"
	for name, msg := range map[string]string{
		"a.md":   "NUL byte: looks like a binary file",
		"a.html": "NUL byte: looks like a binary file",
		"a.eml":  "not a mail message: no header of one",
		"a.docx": "zip archive is damaged or of another format",
		"a.odt":  "zip archive is damaged or of another format",
		"a.epub": "zip archive is damaged or of another format",
		"a.pdf":  "not a PDF file",
	} {
		_, err := readFile(t, name, png, Options{})
		if err == nil || !strings.HasSuffix(err.Error(), ": "+msg) && !strings.HasSuffix(err.Error(), ":3: "+msg) {
			t.Errorf("%v, want %s", err, msg)
		}
	}
	old := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	wantRefused(t, "a.docx", old, "an older Office file, or one with a password")
	wantRefused(t, "a.epub", zipped(t, "x", ""), `no "META-INF/container.xml" in it: no .epub file, or a damaged one`)
	wantRefused(t, "a.odt", zipped(t, "x", ""), `no "content.xml" in it: no .odt file, or a damaged one`)
	wantRefused(t, "a.docx", zipped(t, "x", ""), `no "word/document.xml" in it: no .docx file, or a damaged one`)
}

// A long value of metadata is cut, as every sentence repeats it.
func TestLongMetadataIsCut(t *testing.T) {
	b, err := readFile(t, "a.md", "---\ntitle: "+strings.Repeat("é", 10_000)+"\n---\nText.", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Documents[0].Metadata[0].Value; got != strings.Repeat("é", 250)+"…" {
		t.Errorf("%d bytes: %q", len(got), got)
	}
}

func TestDay(t *testing.T) {
	for date, want := range map[string]string{"2024-05-17T10:30:00Z": "2024-05-17", "D:20240517103000+02'00'": "2024-05-17",
		" 2024-05-17 ": "2024-05-17", "2024-13-17": "2024-13-17", "May 2024": "May 2024", "2024": "2024", "": ""} {
		if got := day(date); got != want {
			t.Errorf("%q: got %q, want %q", date, got, want)
		}
	}
}

func TestProse(t *testing.T) {
	var p prose
	p.end()
	p.add("\n One\u00a0 two\tthree")
	p.add(" ")
	p.add("four\u00adfive\x00\x1b\u009b.")
	p.newLine()
	p.add("Six.")
	p.newLine()
	p.newLine()
	p.add("Seven \xff\xed\xa0\x80.")
	p.end()
	p.end()
	p.lines("Eight.\r\nNine.\n\n\nTen.")
	p.end()
	if got, want := p.String(), "One two three fourfive.\nSix.\n\nSeven \ufffd.\n\nEight.\nNine.\n\nTen."; got != want {
		t.Errorf("%q", got)
	}
}
