package document

import (
	"strings"
	"testing"
)

// odt is a small OpenDocument text: the body given, with the parts that LibreOffice writes beside it.
func odt(t testing.TB, body string) string {
	return zipped(t, "mimetype", "application/vnd.oasis.opendocument.text",
		"META-INF/manifest.xml", `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>`,
		"meta.xml", `<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><meta:initial-creator>Ann Lee</meta:initial-creator><dc:creator>Ben</dc:creator>
<meta:creation-date>2024-05-17T10:00:00.5</meta:creation-date><dc:date>2025-01-01T00:00:00</dc:date><dc:title>The toll</dc:title></office:meta></office:document-meta>`,
		"styles.xml", `<text:p>Header</text:p>`,
		"content.xml", `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">
<office:automatic-styles/><office:body><office:text>`+body+`</office:text></office:body></office:document-content>`)
}

func TestOpenDocumentIsRead(t *testing.T) {
	for _, c := range []struct{ name, body, text string }{
		{"paragraphs", `<text:h text:outline-level="1">The toll</text:h><text:p>We <text:span>must</text:span> vote.</text:p><text:p/><text:list><text:list-item><text:p>One.</text:p></text:list-item></text:list>`, "The toll\n\nWe must vote.\n\nOne."},
		{"marks", `<text:p>One<text:tab/>two<text:s text:c="999999999"/>three<text:line-break/>four
 <text:soft-page-break/>five</text:p>`, "One two three\nfour five"},
		{"tracked changes", `<text:tracked-changes><text:changed-region><text:deletion><text:p>NO</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>We <text:change text:change-id="1"/>agree.</text:p>`, "We agree."},
		{"notes and comments", `<text:p>We agree<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>NO</text:p></text:note-body></text:note>.<office:annotation><dc:creator>NO</dc:creator><text:p>NO</text:p></office:annotation></text:p>`, "We agree."},
		{"contents", `<text:table-of-content><text:index-body><text:p>NO</text:p></text:index-body></text:table-of-content><text:p>Yes.</text:p><text:alphabetical-index><text:p>NO</text:p></text:alphabetical-index>`, "Yes."},
		{"table", `<table:table><table:table-row><table:table-cell><text:p>One.</text:p></table:table-cell><table:table-cell><text:p>Two.</text:p></table:table-cell></table:table-row></table:table>`, "One.\n\nTwo."},
		{"text box", `<text:p>We <draw:frame><draw:text-box><text:p>A box.</text:p></draw:text-box><svg:title>NO</svg:title></draw:frame>agree.</text:p><text:p>End.</text:p>`, "We agree.\n\nA box.\n\nEnd."},
		{"hidden section", `<text:section text:display="none"><text:p>NO</text:p></text:section><text:section><text:p>Yes.</text:p></text:section>`, "Yes."},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantRead(t, "a.odt", odt(t, c.body), c.text, Field{"title", "The toll"}, Field{"author", "Ann Lee"}, Field{"date", "2024-05-17"})
		})
	}
	wantRefused(t, "a.odt", odt(t, "<text:p/>"), "is empty")
	wantRefused(t, "a.odt", zipped(t, "META-INF/manifest.xml", "<a><manifest:encryption-data/></a>", "content.xml", "\x00"), "needs a password")
	box := strings.Repeat("<text:p><draw:text-box>", 100) + "NO" + strings.Repeat("</draw:text-box></text:p>", 100)
	if _, err := readFile(t, "a.odt", odt(t, box), Options{}); err != nil && err.Error() != "a.odt: is empty" {
		t.Error(err)
	}
}

func FuzzOpenDocument(f *testing.F) {
	f.Add([]byte(odt(f, `<text:h>a</text:h><text:p>b<text:s/><text:note><text:p>c</text:p></text:note></text:p>`)), false)
	f.Add([]byte(odt(f, `<text:p>a<draw:text-box><text:p>b</text:p></draw:text-box></text:p>`)), true)
	fuzzReader(f, ".odt")
}

// FuzzOpenDocumentXML changes the XML, which the packing hides from the fuzzer.
func FuzzOpenDocumentXML(f *testing.F) {
	f.Add(`<text:p xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">a<text:s/><text:note>b</text:note></text:p>`)
	f.Add(`<d:text-box xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><p>a</p></d:text-box>`)
	f.Fuzz(func(t *testing.T, xml string) {
		if b, err := readFile(t, "a.odt", zipped(t, "content.xml", xml), Options{}); err == nil {
			wantText(t, b.Documents[0], false)
		} else {
			wantLine(t, err.Error())
		}
	})
}
