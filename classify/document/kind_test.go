package document

import (
	"strings"
	"testing"
)

// kindOf is the name of the kind that a content is told to be; empty where it is not told.
func kindOf(t *testing.T, content string) string {
	t.Helper()
	in := &input{name: "a", r: strings.NewReader(content), opt: Options{}}
	k, found, err := in.kind([]byte(content[:min(len(content), headSize)]))
	if err != nil {
		t.Fatal(err)
	}
	if !found {
		return ""
	}
	return k.name
}

func TestKinds(t *testing.T) {
	header := tarArchive(packedFile{"a.txt", "A."})
	for _, c := range []struct{ content, want string }{
		{gzipped("A."), "gzip"}, {zstandard("A."), "zstd"}, {header, "tar"}, {zipArchive(packedFile{"a.txt", "A."}), "zip"}, {zipArchive(), "zip"},
		{"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"}, {"PAR1\x15\x04\x15", "Parquet"},
		{"<!DOCTYPE html>\n<p>A.", "HTML"}, {"<html>", "HTML"}, {"\ufeff \r\n<!-- saved -->\n<HTML lang=\"en\">", "HTML"},
		{"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\">", "HTML"},
		{zipArchive(packedFile{"[Content_Types].xml", "<Types/>"}, packedFile{"word/document.xml", "<x/>"}), "DOCX"},
		{zipArchive(packedFile{"xl/workbook.xml", "<x/>"}), "XLSX"},
		{zipArchive(packedFile{"mimetype", "application/epub+zip"}), "EPUB"},
		{zipArchive(packedFile{"mimetype", "application/vnd.oasis.opendocument.text\n"}), "ODT"},

		{"", ""}, {"We must vote.", ""}, {"PK is no archive.", ""}, {"PAR1 is a school.", ""}, {"%PDF-1.7 is what PDF begins with.", ""},
		{"<htmlx>", ""}, {"<p>A.</p>", ""}, {"<!doctype htmlx>", ""}, {"See <html> for it.", ""}, {"<?xml version=\"1.0\"?><feed>", ""},
		{"\x1f\x8b as such", ""}, {"(\xb5/", ""}, {header[:300], ""}, {"b" + header[1:], ""}, {strings.Repeat("ustar ", 99), ""},
		{zipArchive(packedFile{"[Content_Types].xml", "<Types/>"}, packedFile{"ppt/presentation.xml", "<x/>"}), ""},
		{zipArchive(packedFile{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}), ""},
	} {
		if got := kindOf(t, c.content); got != c.want {
			t.Errorf("%.40q is told to be %q, want %q", c.content, got, c.want)
		}
	}
}

func TestContentBeliesTheExtension(t *testing.T) {
	files{
		"a":       gzipped("A."),
		"b.txt":   zstandard("B."),
		"c.gz":    tarArchive(packedFile{"c.csv", "text\nC.\n"}),
		"d.csv":   zipArchive(packedFile{"d.txt", "D."}),
		"e.tar":   gzipped(tarArchive(packedFile{"e.txt", "E."})),
		"f.txt":   "PK is text.",
		"g.jar":   zipArchive(packedFile{"g.txt", "G."}),
		"h.cache": gzipped("H."),
	}.write(t)
	batch, err := read([]string{"."}, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantDocuments(t, batch.Documents,
		Document{Name: "./a", Text: "A."},
		Document{Name: "./b.txt", Text: "B."},
		Document{Name: "./c.gz/c.csv", Row: 1, Text: "C."},
		Document{Name: "./d.csv/d.txt", Text: "D."},
		Document{Name: "./e.tar/e.txt", Text: "E."},
		Document{Name: "./f.txt", Text: "PK is text."},
	)
	wantNotices(t, batch, 2,
		"./a: read as gzip, which its content is", "./b.txt: read as zstd, which its content is", "./c.gz: read as tar, which its content is",
		"./d.csv: read as zip, which its content is", "./e.tar: read as gzip, which its content is",
		"./g.jar: skipped: not a document this version reads", "./h.cache: skipped: not a document this version reads")
}

func TestHTMLByAnotherName(t *testing.T) {
	if _, known := formats[".html"]; !known {
		t.Skip("HTML is not read")
	}
	const page = "<!doctype html><html><head><title>T</title></head><body><article><p>We must vote for the bridge at once.</p></article></body></html>"
	files{"notes.txt": page, "page.php": page, "in.txt.gz": gzipped(page)}.write(t)
	for _, name := range []string{"notes.txt", "page.php", "in.txt.gz"} {
		batch, err := read([]string{name}, nil, Options{})
		if err != nil || len(batch.Documents) != 1 || strings.Contains(batch.Documents[0].Text, "<") ||
			len(batch.Notices) == 0 || batch.Notices[0] != name+": read as HTML, which its content is" {
			t.Errorf("%s: %+v, %v", name, batch, err)
		}
	}
}

// FuzzKind checks that the kind of no bytes panics, and that UTF-8 without control characters is a text or HTML or PDF.
func FuzzKind(f *testing.F) {
	for _, seed := range []string{
		gzipped("A."), zstandard("A."), tarArchive(packedFile{"a", "A."}), zipArchive(packedFile{"mimetype", "application/epub+zip"}), "%PDF-1.4\n", "<html>", "PAR1\x15",
		"<!--" + strings.Repeat("-->", 99), "<?xml <!--", "\ufeff<!doctype html>",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		in := &input{name: "a", r: strings.NewReader(string(content)), opt: Options{MaxSize: 1 << 16}}
		k, found, err := in.kind(content[:min(len(content), headSize)])
		if (err != nil || found) && k.name != "HTML" && k.name != "PDF" && !strings.ContainsFunc(string(content), func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("%q is %q, %v", content, k.name, err)
		}
	})
}
