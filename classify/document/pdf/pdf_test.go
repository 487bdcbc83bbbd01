package pdf

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// fileOf is a PDF of some objects, from number 1: a catalog first, all in a cross-reference table and a trailer.
func fileOf(objects ...string) string {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	var places []int
	for i, object := range objects {
		places = append(places, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, place := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return b.String()
}

// streamOf is a stream with some entries in its dict.
func streamOf(entries, content string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(content), content)
}

// pageOf is a file of one page that shows some content, with further objects from number 5.
func pageOf(content string, more ...string) string {
	if more == nil {
		more = []string{helveticaFont}
	}
	return fileOf(append([]string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >> >>", streamOf("", content)}, more...)...)
}

const helveticaFont = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"

// linesOf shows lines of text at 12 points, 14 points below each other.
func linesOf(lines ...string) string {
	content := "BT /F1 12 Tf 14 TL 72 700 Td\n"
	for _, one := range lines {
		content += "(" + strings.NewReplacer("(", `\(`, ")", `\)`).Replace(one) + ") Tj T*\n"
	}
	return content + "ET\n"
}

// wantText reads a file.
func wantText(t *testing.T, file, want string) {
	t.Helper()
	doc, err := Read([]byte(file), 64<<20)
	if err != nil {
		t.Errorf("%v, want %q", err, want)
	} else if doc.Text != want {
		t.Errorf("\n got %q\nwant %q", doc.Text, want)
	}
}

// wantError reads a file that cannot be read.
func wantError(t *testing.T, file string, want error) {
	t.Helper()
	if doc, err := Read([]byte(file), 1<<20); !errors.Is(err, want) {
		t.Errorf("got %v, %+v, want %v", err, doc, want)
	}
}

func TestLinesAreJoinedToParagraphs(t *testing.T) {
	wantText(t, pageOf(linesOf(
		"On the first Monday of September the council voted to lease the harbour to a com-",
		"pany for sixty years. The well-known mayor had a plan, and it was a well-",
		"known plan. So be it.",
		"Nobody had read the contract, it seems, which runs to three hundred pages and more.")),
		"On the first Monday of September the council voted to lease the harbour to a company for sixty years. "+
			"The well-known mayor had a plan, and it was a well-known plan. So be it.\n\n"+
			"Nobody had read the contract, it seems, which runs to three hundred pages and more.")
}

func TestParagraphsAreParted(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"by space", "BT /F1 12 Tf 72 700 Td (We agree with them, all) Tj 0 -14 Td (of us do, and we do so) Tj 0 -14 Td (all the time, in the end.) Tj 0 -28 Td (They do not agree.) Tj ET",
			"We agree with them, all of us do, and we do so all the time, in the end.\n\nThey do not agree."},
		{"by indent", "BT /F1 12 Tf 90 700 Td (We agree with them, all) Tj -18 -14 Td (of us do, and we do so all) Tj 0 -14 Td (the time, in the end, we do.) Tj 18 -14 Td (They do not agree with us) Tj -18 -14 Td (and never will.) Tj ET",
			"We agree with them, all of us do, and we do so all the time, in the end, we do.\n\nThey do not agree with us and never will."},
		{"by size", "BT /F1 18 Tf 72 700 Td (The toll must go and) Tj /F1 12 Tf 0 -20 Td (We agree with them.) Tj ET", "The toll must go and\n\nWe agree with them."},
		{"items", linesOf("We want:", "• a bridge that is free to all of us,", "• a road that is free, too, for all who", "come here;", "1. and so on, for ever and ever, for us"),
			"We want:\n\n• a bridge that is free to all of us,\n\n• a road that is free, too, for all who come here;\n\n1. and so on, for ever and ever, for us"},
		{"columns", "BT /F1 12 Tf 72 700 Td (We agree with them, all) Tj 0 -14 Td (of us do, and we do so) Tj 300 14 Td (every day and every night) Tj 0 -14 Td (of the year. It is so.) Tj ET",
			"We agree with them, all of us do, and we do so every day and every night of the year. It is so."},
		{"cells", "BT /F1 12 Tf 72 700 Td (One.) Tj 200 0 Td (Two.) Tj -200 -14 Td (Three.) Tj 200 0 Td (Four.) Tj ET", "One.\n\nTwo.\n\nThree.\n\nFour."},
		{"a large first letter", "BT /F1 36 Tf 72 676 Td (T) Tj /F1 12 Tf 22 24 Td (he council voted.) Tj ET", "The council voted."},
	} {
		t.Run(c.name, func(t *testing.T) { wantText(t, pageOf(strings.ReplaceAll(c.content, "•", "\x95")), c.want) })
	}
}

func TestWordsAreParted(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"by a space", "(We agree.) Tj", "We agree."},
		{"by a gap", "[(We) -300 (ag) 20 (r) -20 (ee.)] TJ", "We agree."},
		{"by moving", "(We) Tj 25 0 Td (agree.) Tj", "We agree."},
		{"by the space of characters", "3 Tc (ew) Tj 0 Tc 18 0 Td (e) Tj", "e we"},
		{"not by letters set apart", "3 Tc (BRIDGE TOLL) Tj", "BRIDGE TOLL"},
		{"not where it is drawn twice", "(Bold) Tj ET BT /F1 12 Tf 72.3 700 Td (Bold) Tj", "Bold"},
		{"not by twins", "(wi) Tj 11.33 0 Td (l) Tj 2.66 0 Td (l) Tj", "will"},
		{"operators of lines", "12 TL (We) ' 0 1 (agree) \" T* (now.) Tj", "We agree now."},
		{"escapes", `(\(We\) \141gree\056\
 \\ \r\z) Tj <57e9 2> Tj`, "(We) agree. \\ zWé"},
		{"notes", "(We agree) Tj /F1 7 Tf 4 Ts (12) Tj 0 Ts /F1 12 Tf (. The 3) Tj /F1 7 Tf 4 Ts (rd) Tj", "We agree. The 3rd"},
		{"artifact", "/Artifact << /Type /Pagination >> BDC (No) Tj EMC (Yes) Tj /P BMC (, so.) Tj EMC", "Yes, so."},
		{"actual text", "/Span << /ActualText <feff0066006600690063> >> BDC (xx) Tj (yy) Tj EMC (e.) Tj", "ffice."},
		{"image", "ET BI /W 1 /H 1 ID (No) Tj \x00 EI BT /F1 12 Tf 72 700 Td (Yes) Tj", "Yes"},
		{"turned by 45 degrees", "(Yes, we do.) Tj ET BT /F1 12 Tf 0.7 0.7 -0.7 0.7 0 0 Tm (DRAFT) Tj", "Yes, we do."},
		{"upright", "ET BT /F1 12 Tf 0 1 -1 0 500 100 Tm 14 TL (We agree and so do they) Tj T* (all.) Tj", "We agree and so do they all."},
		{"numbers that are none", "1.2.3 --5 Td 1e999 0 Td (We agree.) Tj", "We agree."},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantText(t, pageOf("BT /F1 12 Tf 72 700 Td "+c.content+" ET"), c.want)
		})
	}
}

// Heads, feet and page numbers are no part of the text, and a sentence goes on behind them.
func TestHeadsAreCut(t *testing.T) {
	kids, objects := "", []string{"<< /Type /Catalog /Pages 2 0 R >>", "", helveticaFont}
	names, verbs := []string{"Ann", "Ben", "the others", "the mayor"}, []string{"ask", "write", "vote", "come"}
	for i := range 4 {
		kids += fmt.Sprintf("%d 0 R ", len(objects)+1)
		content := fmt.Sprintf("BT /F1 9 Tf 72 760 Td (The Toll Must Go, part %d) Tj ET BT /F1 12 Tf 72 700 Td (We agree with %s, all) Tj 0 -14 Td (and we say so, in these) Tj 0 -14 Td (words, to all who %s) Tj ET BT /F1 12 Tf 300 30 Td (%d) Tj ET", i, names[i], verbs[i], 17+i)
		objects = append(objects, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Contents %d 0 R >>", len(objects)+2), streamOf("", content))
	}
	objects[1] = "<< /Type /Pages /Count 4 /Resources << /Font << /F1 3 0 R >> >> /Kids [" + kids + "] >>"
	want := ""
	for i := range 4 {
		want += fmt.Sprintf("\n\nWe agree with %s, all and we say so, in these words, to all who %s", names[i], verbs[i])
	}
	wantText(t, fileOf(objects...), want[2:])
}

// The filters are undone, also one upon the other, and with predictors.
func TestFilters(t *testing.T) {
	content := linesOf("We agree with them, all of us.")
	var flate, weak, eightyFive bytes.Buffer
	z := zlib.NewWriter(&flate)
	_, _ = z.Write([]byte(content))
	_ = z.Close()
	l := lzw.NewWriter(&weak, lzw.MSB, 8)
	_, _ = l.Write([]byte(strings.Repeat(" \n", 2000) + content))
	_ = l.Close()
	a := ascii85.NewEncoder(&eightyFive)
	_, _ = a.Write(flate.Bytes())
	_ = a.Close()
	for name, stream := range map[string]string{
		"flate":             streamOf("/Filter /FlateDecode", flate.String()),
		"flate, cut":        streamOf("/Filter /FlateDecode", flate.String()[:flate.Len()-3]),
		"LZW":               streamOf("/Filter [/LZWDecode] /DecodeParms [<< /EarlyChange 0 >>]", weak.String()),
		"hexadecimal":       streamOf("/Filter /AHx", hex.EncodeToString([]byte(content))+">"),
		"two":               streamOf("/Filter [/ASCII85Decode /FlateDecode]", "<~"+eightyFive.String()+"~>"),
		"run length":        streamOf("/Filter /RunLengthDecode", runLengths(content)),
		"wrong length":      strings.Replace(streamOf("", content), "/Length ", "/Length 1", 1),
		"length by another": strings.Replace(streamOf("", content), "/Length ", "/Length 9 0 R /L", 1),
	} {
		t.Run(name, func(t *testing.T) {
			file := strings.Replace(pageOf("XXX"), streamOf("", "XXX"), stream, 1)
			wantText(t, file, "We agree with them, all of us.")
		})
	}
	wantError(t, strings.Replace(pageOf("XXX"), streamOf("", "XXX"), streamOf("/Filter /DCTDecode", content), 1), ErrNoText)
}

func runLengths(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		n := min(len(s), 100)
		b.WriteByte(byte(n - 1))
		b.WriteString(s[:n])
		s = s[n:]
	}
	return b.String() + "\xfea\x80"
}

// LZW as PDF has it grows its codes one early. The example is that of ISO 32000, 7.4.4.2.
func TestLZW(t *testing.T) {
	f := file{most: 1 << 20, left: 1 << 20}
	got := f.undo(name("LZWDecode"), nil, []byte("\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"))
	if want := []byte{45, 45, 45, 45, 45, 65, 45, 45, 45, 66}; !bytes.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Each row of three bytes is preceded by its predictor: none, left, above, their mean, the nearest of three.
func TestPredictors(t *testing.T) {
	f := file{most: 1 << 20, left: 1 << 20}
	data := []byte{0, 10, 20, 30, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1}
	got := f.unpredict(data, dict{"Predictor": 15, "Columns": 3})
	// above: 1 2 3 -> 2 3 4; mean: 1+2/2=2, 1+(2+3)/2=3, 1+(3+4)/2=4; nearest: 2+1=3, 3+3-2=4 -> 3 and 3, 4: 3+1=4...
	if want := []byte{10, 20, 30, 1, 2, 3, 2, 3, 4, 2, 3, 4, 3, 4, 5}; !bytes.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestFonts(t *testing.T) {
	cmap := func(body string) string {
		return streamOf("", "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange "+body+" endcmap end end")
	}
	const twoBytes = "<0000> <ffff> endcodespacerange "
	for _, c := range []struct {
		name, content string
		objects       []string
		want          string
	}{
		{"WinAnsi", `(\223caf\351\224 5 \200 \225) Tj`, []string{helveticaFont}, "“café” 5 € •"},
		{"MacRoman", `(\322caf\216\323) Tj`, []string{"<< /Subtype /TrueType /Encoding /MacRomanEncoding >>"}, "“café”"},
		{"standard", "(`don't\\256\\247) Tj", []string{"<< /Subtype /Type1 /BaseFont /Times-Roman >>"}, "‘don’tfi§"},
		{"differences", "(\\001\\002\\003\\004\\005\\006\\007x) Tj", []string{"<< /Subtype /Type1 /Encoding << /Differences [1 /W /eacute /ffi /f_l /uni0416 /a.sc /Zcaron 120 /quotedblright] >> >>"}, "WéffiflЖaŽ”"},
		{"its own", "(\\013x) Tj", []string{"<< /Subtype /Type1 /FontDescriptor << /FontFile 6 0 R >> >>", streamOf("", "/Encoding 256 array\ndup 11 /ff put\ndup 120/eight put\nreadonly def\neexec dup 120 /no put")}, "ff8"},
		{"symbols", "(\\267 x) Tj /F1 12 Tf", []string{"<< /Subtype /Type1 /BaseFont /ABCDEF+Symbol >>"}, "•"},
		{"a map to Unicode", "(\\001\\002\\003\\020\\021) Tj", []string{"<< /Subtype /Type1 /ToUnicode 6 0 R >>", cmap("<00> <ff> endcodespacerange 2 beginbfchar <01> <0057> <02> <006600660069> endbfchar 2 beginbfrange <03> <05> [<0041> <0042>] <10> <20> <0061> endbfrange")}, "WffiAab"},
		{"two bytes", "<000100020003> Tj", []string{"<< /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<< /DW 500 /W [1 [600 300] 3 9 700] >>] >>", cmap(twoBytes + "1 beginbfrange <0001> <0003> <d83dde00> endbfrange")}, "😀😁😂"},
		{"private characters", "<00010002> Tj", []string{"<< /Subtype /Type0 /ToUnicode 6 0 R >>", cmap(twoBytes + "2 beginbfchar <0001> <f0b7> <0002> <e123> endbfchar")}, "•"},
		{"glyphs that draw themselves", "(a) Tj 0.6 0 Td (b) Tj", []string{"<< /Subtype /Type3 /FontMatrix [0.05 0 0 0.05 0 0] /FirstChar 97 /Widths [1 1] /Encoding << /Differences [97 /a /b] >> >>"}, "ab"},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantText(t, pageOf("BT /F1 12 Tf 72 700 Td "+c.content+" ET", c.objects...), c.want)
		})
	}
	wantError(t, pageOf("BT /F1 12 Tf <0001> Tj ET", "<< /Subtype /Type0 /Encoding /Identity-H >>"), ErrNoUnicode)
	wantError(t, pageOf("BT /F1 12 Tf 3 Tr ET"), ErrNoText)
}

// Forms show text, with fonts of their own or of the page.
func TestForms(t *testing.T) {
	form := streamOf("/Type /XObject /Subtype /Form /Matrix [1 0 0 1 0 -14]", "BT /F1 12 Tf 72 700 Td (of them.) Tj ET")
	wantText(t, pageOf(linesOf("We agree with all")+"q 1 0 0 1 0 0 cm /X1 Do Q", helveticaFont, form), "We agree with all of them.")
}

// Objects may lie in streams, be updated behind, and have no table at all.
func TestFileStructure(t *testing.T) {
	font, pages := helveticaFont, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
	packed := fmt.Sprintf("2 0 5 %d ", len(pages)+1)
	file := "junk\n%PDF-2.0\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n" +
		"7 0 obj " + streamOf(fmt.Sprintf("/Type /ObjStm /N 2 /First %d", len(packed)), packed+pages+" "+font) + " endobj\n" +
		"3 0 obj <</Type/Page/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>> endobj\n" +
		"4 0 obj " + streamOf("", linesOf("Old.")) + " endobj\n"
	update := "4 0 obj " + streamOf("", linesOf("We agree.")) + " endobj\n"
	reference := "9 0 obj " + streamOf("/Type /XRef /Root 1 0 R /W [1 2 1] /Size 9", "") + " endobj\nstartxref\n0\n%%EOF"
	wantText(t, file+reference, "Old.")
	wantText(t, file+reference+update, "We agree.")
	wantText(t, file+update, "We agree.")                                           // no trailer at all
	wantText(t, strings.Replace(file, "[3 0 R]", "[8 0 R]", 1)+update, "We agree.") // no tree of pages
}

func TestInformation(t *testing.T) {
	file := strings.Replace(pageOf(linesOf("We agree.")), "/Root 1 0 R", "/Root 1 0 R /Info << /Title <feff00540068006500200074006f006c006c> /Author (Ann L\\351e \\205) /CreationDate (D:20240517103000+02'00') >>", 1)
	doc, err := Read([]byte(file), 1<<20)
	if err != nil || doc.Title != "The toll" || doc.Author != "Ann Lée –" || doc.Date != "D:20240517103000+02'00'" {
		t.Errorf("%v %+v", err, doc)
	}
}

// Files on which readers hang, crash or take all memory are read or refused at once.
func TestHostileFiles(t *testing.T) {
	repeat := strings.Repeat
	packed := func(content string) string {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		_, _ = z.Write([]byte(content))
		_ = z.Close()
		return streamOf("/Filter /FlateDecode", b.String())
	}
	with := func(content string) string {
		return strings.Replace(pageOf("XXX"), streamOf("", "XXX"), content, 1)
	}
	good := pageOf(linesOf("We agree."))
	forms := []string{helveticaFont}
	for i := range 7 {
		forms = append(forms, streamOf(fmt.Sprintf("/Subtype /Form /Resources << /XObject << /X1 %d 0 R >> >>", 7+i), repeat("/X1 Do ", 100)))
	}
	start := time.Now()
	for name, c := range map[string]struct {
		file string
		want error // nil: it is read
	}{
		"a string cut in the content":   {pageOf("BT /F1 12 Tf (We agree.) Tj <41"), nil},
		"a comment at the end":          {pageOf("BT /F1 12 Tf (We agree.) Tj %"), nil},
		"a page that is its own parent": {strings.Replace(good, "/Parent 2 0 R", "/Parent 3 0 R", 1), nil},
		"pages that hold themselves":    {strings.Replace(good, "/Kids [3 0 R]", "/Kids [2 0 R 3 0 R 2 0 R 3 0 R]", 1), nil},
		"pages that hold one often":     {strings.Replace(good, "/Kids [3 0 R]", "/Kids ["+repeat("3 0 R ", 100_000)+"]", 1), nil},
		"a table that comes before":     {strings.Replace(good, "/Root", "/Prev 9 /Root", 1), nil},
		"a table of a great number":     {strings.Replace(good, "0 6\n", "3000000000 1\n0000000000 00000 n \n0 6\n", 1), nil},
		"references in a ring":          {strings.Replace(good, "/Contents 4 0 R", "/Contents 9 0 R", 1) + "9 0 obj 10 0 R endobj 10 0 obj 9 0 R endobj", ErrNoText},
		"a stream of objects in itself": {good + "4 0 obj " + streamOf("/Type /ObjStm /N 1 /First 4", "4 0 1 0 R") + " endobj", ErrNoText},
		"streams of objects in a ring":  {good + "8 0 obj " + streamOf("/Type /ObjStm /N 2 /First 8", "9 0 4 0 9 0 R") + " endobj 9 0 obj " + streamOf("/Type /ObjStm /N 2 /First 8", "8 0 4 0 8 0 R") + " endobj", ErrNoText},
		"a great number of objects":     {good + repeat("1 0 obj ", 100_000), nil},
		"strings without end":           {good + repeat("9 0 obj ((((", 50_000), nil},
		"streams without end":           {good + repeat("9 0 obj <<>> stream\n", 50_000), nil},
		"nested arrays":                 {good + "9 0 obj " + repeat("[", 100_000), nil},
		"nested arrays in the content":  {pageOf(linesOf("We agree.") + repeat("[", 100_000) + repeat("<<", 100_000)), nil},
		"saved states":                  {pageOf(repeat("q ", 200_000) + linesOf("We agree.")), nil},
		"marked content":                {pageOf(repeat("/P BMC ", 200_000) + linesOf("We agree.")), nil},
		"a form in itself":              {pageOf(linesOf("We agree.")+"/X1 Do", helveticaFont, streamOf("/Subtype /Form", "/X1 Do /X1 Do")), nil},
		"forms of forms of forms":       {pageOf(linesOf("We agree.")+"/X1 Do", forms...), ErrTooLarge},
		"a bomb":                        {with(packed("BT (" + repeat("a", 10<<20) + ") Tj ET")), ErrTooLarge},
		"a bomb in a bomb":              {with(strings.Replace(packed(packed(repeat("a", 10<<20))), "/FlateDecode", "[/FlateDecode /FlateDecode]", 1)), ErrNoText},
		"a row of a great size":         {with(streamOf("/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 999999999999 >>", "x")), ErrNoText},
		"widths of a great range":       {pageOf(linesOf("")+"BT /F1 12 Tf <0041> Tj ET", "<< /Subtype /Type0 /DescendantFonts [<< /W ["+repeat("0 65534 9 ", 100_000)+"] >>] >>"), ErrNoUnicode},
		"a map of a great range":        {pageOf("BT /F1 12 Tf (A) Tj ET", "<< /Subtype /Type1 /ToUnicode 6 0 R >>", streamOf("", "1 beginbfrange <00000000> <ffffffff> <0041> endbfrange")), nil},
		"a great number of lines":       {pageOf("BT /F1 12 Tf 72 700 Td (We agree.) Tj " + repeat("0 -14 Td (a) Tj ", 60_000)), nil},
		"encrypted":                     {strings.Replace(good, "/Root", "/Encrypt << /Filter /Standard >> /Root", 1), ErrEncrypted},
		"a picture":                     {pageOf("q 100 0 0 100 0 0 cm /X1 Do Q", helveticaFont, streamOf("/Subtype /Image /Filter /DCTDecode", "\xff\xd8")), ErrNoText},
		"no page":                       {fileOf("<< /Type /Catalog >>"), ErrNoText},
		"only a header":                 {"%PDF-1.7\n", ErrNoText},
		"another kind":                  {"\x89PNG", ErrNotPDF},
		"nothing":                       {"", ErrNotPDF},
	} {
		begin := time.Now()
		_, err := Read([]byte(c.file), 4<<20)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %v", took)
	}
}

// A file that ends early is read as far as it goes, wherever it ends.
func TestTruncatedFiles(t *testing.T) {
	whole := pageOf(linesOf("We agree.", "They do not."))
	for size := range len(whole) {
		doc, err := Read([]byte(whole[:size]), 1<<20)
		if err == nil && !strings.HasPrefix("We agree. They do not.", doc.Text) {
			t.Errorf("%d bytes: %q", size, doc.Text)
		}
	}
}

func FuzzRead(f *testing.F) {
	form := streamOf("/Subtype /Form", "BT /F1 9 Tf (x) Tj ET")
	f.Add([]byte(pageOf(linesOf("We agree.", "They (do) not."), helveticaFont, form)))
	f.Add([]byte(pageOf("BT /F1 12 Tf 1 0 0 1 72 700 Tm [(a) -300 (b)] TJ /X1 Do /Span << /ActualText (c) >> BDC (d) ' EMC BI ID EI ET", "<< /Subtype /Type0 /ToUnicode 6 0 R /DescendantFonts [<< /W [1 [2] 3 4 5] >>] >>", streamOf("", "1 beginbfrange <01> <05> <0041> endbfrange"))))
	f.Add([]byte("%PDF-1.5\n1 0 obj <</Type/ObjStm/N 1/First 4>> stream\n3 0 <</Type/Page>> endstream endobj trailer <</Root 3 0 R>>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(data, 1<<16)
		if err == nil && strings.TrimSpace(doc.Text) == "" {
			t.Error("no text")
		}
	})
}

// FuzzContent changes the content of a page and its font.
func FuzzContent(f *testing.F) {
	f.Add(linesOf("We agree.", "They do not."), helveticaFont, "1 beginbfrange <01> <05> <0041> endbfrange")
	f.Add("BT /F1 12 Tf 3 Tc 50 Tz 2 Tw 14 TL (a) ' 1 2 (b) \" [(c) 9 <64>] TJ T* /X1 Do q cm Q EMC", "<< /Subtype /Type3 /FontMatrix [1 0 0 1 0 0] /Widths [1] /ToUnicode 6 0 R >>", "<00> <ff> endcodespacerange <41> <d83dde00> endbfchar")
	f.Add("BT /F1 12 Tf <00410042> Tj", "<< /Subtype /Type0 /ToUnicode 6 0 R /DescendantFonts [<< /DW 9 /W [1 [2] 3 4 5] >>] >>", "<0000> <ffff> endcodespacerange")
	f.Fuzz(func(t *testing.T, content, font, other string) {
		_, _ = Read([]byte(pageOf(content, font, streamOf("/Subtype /Form", other))), 1<<16)
	})
}
