package document

import (
	"fmt"
	"strings"
	"testing"
)

// epub is a small book of a package file and chapters, names and contents by turns.
func epub(t testing.TB, opf string, chapters ...string) string {
	return zipped(t, append([]string{"mimetype", "application/epub+zip",
		"META-INF/container.xml", `<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>`,
		"OEBPS/book.opf", opf}, chapters...)...)
}

// opf is a package file of some items and references to them.
func opf(items, spine string) string {
	return `<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The toll</dc:title>
<dc:creator>Ann Lee</dc:creator><dc:creator>Ben</dc:creator><dc:date>2024-05-17</dc:date></metadata><manifest>` + items + `</manifest><spine>` + spine + `</spine></package>`
}

const xhtml = ` media-type="application/xhtml+xml"/>`

var bookFacts = []Field{{"title", "The toll"}, {"author", "Ann Lee"}, {"date", "2024-05-17"}}

// Chapters come in the order of the spine, each once; the table of contents and what is outside the order do not.
func TestEpubIsRead(t *testing.T) {
	items := `<item id="b" href="text/b%20b.xhtml"` + xhtml + `<item id="a" href="a.xhtml"` + xhtml + `<item id="c" href="c.xhtml"` + xhtml + `<item id="nav" properties="nav" href="nav.xhtml"` + xhtml +
		`<item id="x" href="x.svg" media-type="image/svg+xml"/><item id="e" href="../../../etc/passwd"` + xhtml + `<item id="n" href="n.xhtml"` + xhtml
	spine := `<itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/><itemref idref="a"/><itemref idref="x"/><itemref idref="gone"/><itemref idref="c" linear="no"/>`
	wantRead(t, "a.epub", epub(t, opf(items, spine),
		"OEBPS/text/b b.xhtml", `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><h1>Two</h1><p>They lied.</p></body></html>`,
		"OEBPS/a.xhtml", `<html xmlns:epub="http://www.idpf.org/2007/ops"><head><title>NO</title></head><body><section><h1>One</h1><p>We agree<a epub:type="noteref" href="n.xhtml#1">1</a>.<br/>So</p></section></body></html>`,
		"OEBPS/c.xhtml", "<p>NO", "OEBPS/nav.xhtml", "<p>NO"), "One\n\nWe agree.\nSo\n\nTwo\n\nThey lied.", bookFacts...)
}

func TestEpubFaults(t *testing.T) {
	chapter, spine := `<item id="a" href="a.xhtml"`+xhtml, `<itemref idref="a"/>`
	wantRefused(t, "a.epub", epub(t, opf(chapter, spine)), `no "OEBPS/a.xhtml" in it: no .epub file, or a damaged one`)
	wantRefused(t, "a.epub", epub(t, opf(chapter, spine), "OEBPS/a.xhtml", "<p>a", "META-INF/encryption.xml", `<encryption><CipherReference URI="OEBPS/a.xhtml"/></encryption>`),
		"encrypted: its publisher allows it to be read by certain programs only")
	wantRefused(t, "a.epub", epub(t, opf(chapter, ""), "OEBPS/a.xhtml", "<p>a"), "is empty")
	wantRefused(t, "a.epub", epub(t, opf(chapter, spine), "OEBPS/a.xhtml", "\x89PNG\x00"), `damaged: "OEBPS/a.xhtml": NUL byte: looks like a binary file`)
	wantRefused(t, "a.epub", epub(t, opf(`<item id="a" href="../../../../etc/passwd"`+xhtml, spine)), `no "../../../etc/passwd" in it: no .epub file, or a damaged one`)
	wantRefused(t, "a.epub", zipped(t, "META-INF/container.xml", "<container/>"), `no "" in it: no .epub file, or a damaged one`)
	contents := strings.Replace(opf(chapter, spine), "</package>", `<guide><reference type="toc" href="a.xhtml"/></guide></package>`, 1)
	wantRefused(t, "a.epub", epub(t, contents, "OEBPS/a.xhtml", "<p>a"), "is empty")
	wantRead(t, "a.epub", epub(t, opf(chapter, strings.Repeat(spine, 10_000)), "OEBPS/a.xhtml", strings.Repeat("<div>", 10_000)+"We agree."), "We agree.", bookFacts...)
}

// The chapters together may be no larger than a document.
func TestEpubOfManyChapters(t *testing.T) {
	var items, spine strings.Builder
	var chapters []string
	for i := range 30 {
		fmt.Fprintf(&items, `<item id="i%d" href="%d.xhtml"`+xhtml, i, i)
		fmt.Fprintf(&spine, `<itemref idref="i%d"/>`, i)
		chapters = append(chapters, fmt.Sprintf("OEBPS/%d.xhtml", i), strings.Repeat("<p>We agree.", 10_000))
	}
	book := epub(t, opf(items.String(), spine.String()), chapters...)
	if b, err := readFile(t, "a.epub", book, Options{}); err != nil || strings.Count(b.Documents[0].Text, "We agree.") != 300_000 {
		t.Error(err)
	}
	_, err := readFile(t, "a.epub", book, Options{MaxSize: 1 << 20})
	wantError(t, err, "a.epub: document is larger than 1048576 bytes, unpacked", "raise --max-document-size")
}

func FuzzEpub(f *testing.F) {
	f.Add([]byte(epub(f, opf(`<item id="a" href="a.xhtml"`+xhtml, `<itemref idref="a"/>`), "OEBPS/a.xhtml", "<p>a<br/>b")), false)
	fuzzReader(f, ".epub")
}

// FuzzEpubXML changes the package file and a chapter, which the packing hides from the fuzzer.
func FuzzEpubXML(f *testing.F) {
	f.Add(opf(`<item id="a" href="a.xhtml"`+xhtml, `<itemref idref="a"/>`), "<p>a<br/>b")
	f.Fuzz(func(t *testing.T, opf, chapter string) {
		if b, err := readFile(t, "a.epub", epub(t, opf, "OEBPS/a.xhtml", chapter), Options{}); err == nil {
			wantText(t, b.Documents[0], false)
		} else {
			wantLine(t, err.Error())
		}
	})
}
