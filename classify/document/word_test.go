package document

import (
	"strings"
	"testing"
)

// docx is a small Word document: the body given, with the parts that Word writes beside it.
func docx(t testing.TB, body string) string {
	return zipped(t,
		"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"docProps/core.xml", `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>The toll</dc:title><dc:creator>Ann
 Lee</dc:creator><cp:lastModifiedBy>Ben</cp:lastModifiedBy><dcterms:created>2024-05-17T10:00:00Z</dcterms:created></cp:coreProperties>`,
		"word/header1.xml", `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>Header</w:t></w:r></w:p></w:hdr>`,
		"word/footnotes.xml", `<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>Note</w:t></w:r></w:p></w:footnotes>`,
		"word/document.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">
<w:body>`+body+`<w:sectPr><w:headerReference/></w:sectPr></w:body></w:document>`)
}

var wordFacts = []Field{{"title", "The toll"}, {"author", "Ann Lee"}, {"date", "2024-05-17"}}

func TestWordIsRead(t *testing.T) {
	for _, c := range []struct{ name, body, text string }{
		{"runs", `<w:p><w:r><w:t>We </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">must </w:t></w:r><w:r><w:t>vote.</w:t></w:r></w:p>
<w:p/><w:p><w:r><w:t>They lied.</w:t></w:r></w:p>`, "We must vote.\n\nThey lied."},
		{"marks", `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:noBreakHyphen/><w:t>four</w:t><w:softHyphen/><w:t>five</w:t><w:cr/></w:r></w:p>`, "One two\nthree-fourfive"},
		{"tracked changes", `<w:p><w:r><w:t>We </w:t></w:r><w:del><w:r><w:delText>never </w:delText><w:t>NO</w:t></w:r></w:del><w:ins><w:r><w:t>always </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>NO</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>agree.</w:t></w:r></w:moveTo></w:p>`, "We always agree."},
		{"notes and comments", `<w:p><w:r><w:t>We agree</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r><w:commentRangeStart/><w:r><w:t>.</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>`, "We agree."},
		{"fields", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:hyperlink><w:r><w:t>They say</w:t></w:r></w:hyperlink><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> so.</w:t></w:r></w:p>`, "They say so."},
		{"hidden", `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>NO</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Yes.</w:t></w:r></w:p>`, "Yes."},
		{"table", `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>One.</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Two.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`, "One.\n\nTwo."},
		{"contents", `<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>Chapter 3</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Chapter</w:t></w:r></w:p>`, "Chapter"},
		{"text box", `<w:p><w:r><w:t xml:space="preserve">We </w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>A box.</w:t></w:r></w:p><w:p><w:r><w:t>Two.</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice>
<mc:Fallback><v:textbox><w:txbxContent><w:p><w:r><w:t>A box.</w:t></w:r></w:p></w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>agree.</w:t></w:r></w:p><w:p><w:r><w:t>End.</w:t></w:r></w:p>`, "We agree.\n\nA box.\n\nTwo.\n\nEnd."},
		{"formula and drawing", `<w:p><w:r><w:t>We agree.</w:t></w:r><m:oMath><m:r><m:t>NO</m:t></m:r></m:oMath><w:r><w:drawing><a:t>NO</a:t></w:drawing></w:r></w:p>`, "We agree."},
		{"entities", `<w:p><w:r><w:t>A &amp; B &#8212; “C”</w:t></w:r></w:p>`, "A & B — “C”"},
	} {
		t.Run(c.name, func(t *testing.T) { wantRead(t, "a.docx", docx(t, c.body), c.text, wordFacts...) })
	}
}

// The main part may be named otherwise, and be of the stricter standard. What is said of the document may be missing or
// damaged.
func TestWordParts(t *testing.T) {
	const strict = `<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>We agree.</w:t></w:r></w:p></w:body></w:document>`
	const rels = `<Relationships><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>`
	wantRead(t, "a.docx", zipped(t, "_rels/.rels", rels, "word/document2.xml", strict, "docProps/core.xml", "<a><title>T</title><"), "We agree.", Field{"title", "T"})
	wantRead(t, "a.docx", zipped(t, "word/document.xml", strict), "We agree.")
	wantRefused(t, "a.docx", docx(t, "<w:p/>"), "is empty")
	box := strings.Repeat("<w:p><w:r><w:txbxContent>", 100) + "<w:p><w:r><w:t>NO</w:t></w:r></w:p>" + strings.Repeat("</w:txbxContent></w:r></w:p>", 100)
	wantRead(t, "a.docx", docx(t, box+"<w:p><w:r><w:t>We agree.</w:t></w:r></w:p>"), "We agree.", wordFacts...)
}

func FuzzWord(f *testing.F) {
	f.Add([]byte(docx(f, `<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>a</w:t><w:tab/></w:r><w:del><w:r><w:t>b</w:t></w:r></w:del></w:p>`)), false)
	f.Add([]byte(docx(f, `<w:p><w:r><w:txbxContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:txbxContent></w:r></w:p>`)), true)
	fuzzReader(f, ".docx")
}

// FuzzWordXML changes the XML, which the packing hides from the fuzzer.
func FuzzWordXML(f *testing.F) {
	f.Add(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>a</w:t><w:br/></w:r></w:p></w:document>`)
	f.Add(`<w:txbxContent xmlns:w="/wordprocessingml/main"><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r></w:p></w:txbxContent>`)
	f.Fuzz(func(t *testing.T, xml string) {
		if b, err := readFile(t, "a.docx", zipped(t, "word/document.xml", xml), Options{}); err == nil {
			wantText(t, b.Documents[0], false)
		} else {
			wantLine(t, err.Error())
		}
	})
}
