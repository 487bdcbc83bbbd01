package document

import (
	"strings"
	"testing"
)

// pdfOf is a small PDF whose only page has some content. It has no table of its objects: the reader looks for them.
func pdfOf(content string) string {
	return "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n" +
		"3 0 obj <</Type/Page/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>> endobj\n" +
		"4 0 obj <<>> stream\n" + content + "\nendstream endobj\n5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj\n" +
		"6 0 obj <</Title(The toll)/Author(Ann Lee)/CreationDate(D:20240517103000Z)>> endobj\ntrailer <</Root 1 0 R/Info 6 0 R>>\n%%EOF\n"
}

func TestPDFIsRead(t *testing.T) {
	wantRead(t, "a.pdf", pdfOf(`BT /F1 12 Tf 14 TL 72 700 Td (On Monday the council voted to lease the har-) Tj T* (bour to a company for \223sixty\224 years.) Tj 0 -30 Td (Nobody had read the contract.) Tj ET`),
		"On Monday the council voted to lease the harbour to a company for “sixty” years.\n\nNobody had read the contract.",
		Field{"title", "The toll"}, Field{"author", "Ann Lee"}, Field{"date", "2024-05-17"})
}

func TestPDFThatIsNotRead(t *testing.T) {
	const text = "BT /F1 12 Tf (We agree.) Tj ET"
	for _, c := range []struct{ file, msg, hint string }{
		{pdfOf("q 1 0 0 1 0 0 cm /X1 Do Q"), "no text: a scan?", "read its pictures with a program for optical character recognition first"},
		{strings.Replace(pdfOf(text), "/Root", "/Encrypt 7 0 R/Root", 1), "encrypted", "save it without a password and restrictions"},
		{strings.Replace(pdfOf("BT /F1 12 Tf <0001> Tj ET"), "/Type1", "/Type0", 1), "no text: its fonts do not say which characters they show", ""},
		{"We agree.", "not a PDF file", ""},
	} {
		_, err := readFile(t, "a.pdf", c.file, Options{})
		wantError(t, err, "a.pdf: "+c.msg, c.hint)
	}
	_, err := readFile(t, "a.pdf", strings.Replace(pdfOf(strings.Repeat("81 20 ", 100_000)), "<<>> stream", "<</Filter[/AHx/RL]>> stream", 1), Options{MaxSize: 1 << 20})
	wantError(t, err, "a.pdf: too large when unpacked, or refers to itself again and again", "raise --max-document-size")
}

func FuzzPDF(f *testing.F) {
	f.Add([]byte(pdfOf("BT /F1 12 Tf 72 700 Td (a b-) Tj 0 -14 Td (c) Tj ET")), false)
	f.Add([]byte(pdfOf("BT /F1 12 Tf [(a\\205) -500 (\\000\\033[31m)] TJ ET")), true)
	fuzzReader(f, ".pdf")
}
