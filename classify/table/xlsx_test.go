package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// workbook is a workbook whose first sheet, Sheet1, a function fills.
func workbook(t testing.TB, fill func(book *excelize.File)) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	fill(book)
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// grid is a workbook with these cells from A1.
func grid(t testing.TB, rows ...[]any) string {
	return workbook(t, func(book *excelize.File) {
		for i, row := range rows {
			setRow(t, book, fmt.Sprintf("A%d", i+1), row...)
		}
	})
}

func setRow(t testing.TB, book *excelize.File, cell string, values ...any) {
	t.Helper()
	if err := book.SetSheetRow("Sheet1", cell, &values); err != nil {
		t.Fatal(err)
	}
}

// archive is a ZIP archive of parts, given as names and contents by turns.
func archive(t testing.TB, parts ...string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		part, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// sheetOf is the least workbook around a sheet's rows.
func sheetOf(t testing.TB, rows string, more ...string) string {
	return sheetXML(t, "<worksheet><sheetData>"+rows+"</sheetData></worksheet>", more...)
}

func sheetXML(t testing.TB, sheet string, more ...string) string {
	parts := []string{
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="s"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="y" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", sheet,
	}
	for _, name := range []string{"xl/sharedStrings.xml", "xl/styles.xml"} {
		if !slices.Contains(more, name) {
			parts = append(parts, name, "<none/>")
		}
	}
	return archive(t, append(parts, more...)...)
}

func TestXLSXReadsWhatASheetShows(t *testing.T) {
	book := workbook(t, func(book *excelize.File) {
		setRow(t, book, "A1", "text", "n", "share", "day", "truth", "sum")
		setRow(t, book, "A2", "We agree.", 12345678901, 0.25, time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), true)
		setRow(t, book, "A3", " two\nlines ", 0.1, 1)
		for cell, format := range map[string]int{"C2": 9, "D2": 14} { // percent, the short date
			style, err := book.NewStyle(&excelize.Style{NumFmt: format})
			if err == nil {
				err = book.SetCellStyle("Sheet1", cell, cell, style)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := book.SetCellFormula("Sheet1", "F2", "1+1"); err != nil {
			t.Fatal(err)
		}
	})
	wantRows(t, read(t, "a.xlsx", book),
		Row{2, []string{"We agree.", "12345678901", "0.25", "2024-05-01", "true", ""}},
		Row{3, []string{" two\nlines ", "0.1", "1", "", "", ""}})
}

func TestXLSXRowsAreNumberedAsTheSheetNumbersThem(t *testing.T) {
	table := read(t, "a.xlsx", workbook(t, func(book *excelize.File) {
		setRow(t, book, "A3", " text ", "stance")
		setRow(t, book, "A4", "", "")
		setRow(t, book, "A7", "Yes.", "favor")
		setRow(t, book, "A8", nil, "")
		setRow(t, book, "A900", "No.")
	}))
	if table.Header != 3 || table.Columns[0] != "text" {
		t.Errorf("header on line %d: %q", table.Header, table.Columns)
	}
	wantRows(t, table, Row{7, []string{"Yes.", "favor"}}, Row{900, []string{"No.", ""}})
}

func TestXLSXReadsTheFirstSheetOnly(t *testing.T) {
	book := workbook(t, func(book *excelize.File) {
		setRow(t, book, "A1", "text")
		setRow(t, book, "A2", "first")
		if _, err := book.NewSheet("Other"); err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellStr("Other", "A1", "other"); err != nil {
			t.Fatal(err)
		}
		book.SetActiveSheet(1)
	})
	wantRows(t, read(t, "a.xlsx", book), Row{2, []string{"first"}})
}

func TestXLSXSharedAndInlineTexts(t *testing.T) {
	shared := `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>text</t></si><si><r><t>rich </t></r><r><t xml:space="preserve">text </t></r></si></sst>`
	book := sheetOf(t, `<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>`+
		`<row><c t="inlineStr"><is><t>a &lt;b&gt; _x0041_ &#233;</t></is></c></row>`, "xl/sharedStrings.xml", shared)
	wantRows(t, read(t, "a.xlsx", book), Row{2, []string{"rich text "}}, Row{3, []string{"a <b> A é"}})
}

func TestXLSXHeaderAndRowErrors(t *testing.T) {
	for _, c := range []struct {
		book, want string
	}{
		{grid(t), "a.xlsx: its first sheet is empty"},
		{grid(t, []any{"text", "", "stance"}), "a.xlsx:1: a column has no name"},
		{grid(t, []any{"text", " text"}), `a.xlsx:1: column "text" appears twice`},
		{grid(t, []any{"text"}, []any{"Yes.", "", "favor"}), "a.xlsx:2: number of fields is 3, expected 1"},
		{sheetOf(t, `<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>_x0000_</t></is></c></row>`),
			"a.xlsx:2: holds a NUL character"},
	} {
		wantError(t, "a.xlsx", c.book, c.want)
	}
}

func TestXLSXHeaderAloneIsATableWithoutRows(t *testing.T) {
	if table := read(t, "a.xlsx", grid(t, []any{"text"})); len(table.Columns) != 1 || len(table.Rows) != 0 {
		t.Errorf("%+v", table)
	}
}

// What breaks off, or is out of order, must not pass for a smaller table.
func TestXLSXDamageIsNoticed(t *testing.T) {
	row := `<row r="2"><c r="A2" t="inlineStr"><is><t>Yes.</t></is></c></row>`
	whole := sheetOf(t, strings.Repeat(" ", 100)+row)
	for name, c := range map[string]struct{ book, want string }{
		"no archive":      {"PK", "a.xlsx: not a workbook, or cut short"},
		"cut short":       {whole[:len(whole)-100], "a.xlsx: not a workbook, or cut short"},
		"no workbook":     {archive(t, "a.txt", "text"), `a.xlsx: the workbook has no part "_rels/.rels"`},
		"part breaks off": {sheetXML(t, "<worksheet><sheetData>"+row+"<row><c"), `a.xlsx:3: part "xl/worksheets/sheet1.xml" is damaged: XML syntax error on line 1: unexpected EOF`},
		"part ends early": {sheetXML(t, "<worksheet><sheetData>"+row), `a.xlsx:2: part "xl/worksheets/sheet1.xml" is damaged: it ends early`},
		"control":         {sheetXML(t, "<worksheet><sheetData>"+row+"<row>\x01</row>"), `a.xlsx:3: part "xl/worksheets/sheet1.xml" is damaged: XML syntax error on line 1: illegal character code U+0001`},
		"entity":          {sheetXML(t, `<!DOCTYPE a [<!ENTITY lol "lol">]><worksheet>&lol;</worksheet>`), `a.xlsx: part "xl/worksheets/sheet1.xml" is damaged: XML syntax error on line 1: invalid character entity &lol;`},
		"crossed":         {sheetXML(t, "<worksheet><sheetData>"+row+"</worksheet></sheetData>"), `a.xlsx:2: part "xl/worksheets/sheet1.xml" is damaged: a tag ends that did not begin`},
		"rows":            {sheetOf(t, row+row), `a.xlsx:3: the row is out of order`},
		"cells":           {sheetOf(t, `<row r="1"><c r="B1"/><c r="A1"/></row>`), `a.xlsx:1: cell "A1" is out of order`},
		"other row":       {sheetOf(t, `<row r="1"><c r="A2"/></row>`), `a.xlsx:1: cell "A2" is out of order`},
		"far row":         {sheetOf(t, `<row r="1048577"/>`), `a.xlsx:1048577: a sheet has no more than 1048576 rows`},
		"twice":           {sheetOf(t, "", "XL/worksheets\\sheet1.xml", "<worksheet/>"), `a.xlsx: the workbook has two parts named "XL/worksheets\\sheet1.xml"`},
		"nested":          {sheetXML(t, "<worksheet>"+strings.Repeat("<a>", 1000)), `a.xlsx: part "xl/worksheets/sheet1.xml" is damaged: tags nest more than 64 deep`},
	} {
		t.Run(name, func(t *testing.T) { wantError(t, "a.xlsx", c.book, c.want) })
	}
	_, err := Read("a.xlsx", strings.NewReader("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"))
	var e *Error
	if !errors.As(err, &e) || e.Hint != "save it as .xlsx, without a password" {
		t.Error(err)
	}
}

func TestXLSXAChangedByteOfAPartIsNoticed(t *testing.T) {
	var out bytes.Buffer
	old := sheetOf(t, `<row><c t="inlineStr"><is><t>text</t></is></c></row><row><c t="inlineStr"><is><t>as it was</t></is></c></row>`)
	archive, err := zip.NewReader(strings.NewReader(old), int64(len(old)))
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(&out)
	for _, part := range archive.File { // the same, not packed
		stored, err := w.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(stored, r)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	wantRows(t, read(t, "a.xlsx", out.String()), Row{2, []string{"as it was"}})
	wantError(t, "a.xlsx", strings.Replace(out.String(), "as it was", "as it is,", 1),
		`a.xlsx:2: part "xl/worksheets/sheet1.xml" is damaged: zip: checksum error`)
}

// claiming is a workbook whose sheet has 100,000 bytes and says that it has another number.
func claiming(t *testing.T, size uint64) string {
	t.Helper()
	whole := sheetXML(t, strings.Repeat(" ", 100000))
	old, err := zip.NewReader(strings.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range old.File {
		if strings.HasSuffix(part.Name, "sheet1.xml") {
			part.UncompressedSize64 = size
		}
		if err := w.Copy(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestXLSXBombsAreRefused(t *testing.T) {
	wantError(t, "a.xlsx", claiming(t, 1<<30+1), `a.xlsx: part "xl/worksheets/sheet1.xml" has more than 1024 MiB, unpacked`)
	wantError(t, "a.xlsx", claiming(t, 1<<60), `a.xlsx: part "xl/worksheets/sheet1.xml" has more than 1024 MiB, unpacked`)
	wantError(t, "a.xlsx", claiming(t, 10), `a.xlsx: part "xl/worksheets/sheet1.xml" is damaged: zip: not a valid zip file`)
	long := strings.Repeat("a", 2<<20)
	for rows, want := range map[string]string{
		`<row><c t="str"><v>` + long + `</v></c></row>`:                                 `a.xlsx:1: column A: part "xl/worksheets/sheet1.xml" is damaged: more than 1024 KiB without a tag`,
		`<row r="1" a="` + long + `"/>`:                                                 `a.xlsx: part "xl/worksheets/sheet1.xml" is damaged: more than 1024 KiB without a tag`,
		`<row><c t="str"><v>` + strings.Repeat(long[:9e5]+"<a/>", 2) + `</v></c></row>`: `a.xlsx:1: column A: a text has more than 1024 KiB`,
	} {
		wantError(t, "a.xlsx", sheetOf(t, rows), want)
	}
}

// One text, shared by many cells, is as large as all of them.
func TestXLSXManyTimesOneLongTextIsBounded(t *testing.T) {
	long := `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>text</t></si><si><t>` + strings.Repeat("a", 1<<20-100) + `</t></si></sst>`
	rows := `<row><c t="s"><v>0</v></c></row>` + strings.Repeat(`<row><c t="s"><v>1</v></c></row>`, 2000)
	err := Each("xlsx", "a.xlsx", strings.NewReader(sheetOf(t, rows, "xl/sharedStrings.xml", long)), func(*Table, Row) error { return nil })
	if err == nil || err.Error() != "a.xlsx:1026: the rows up to here have more than 1024 MiB" {
		t.Error(err)
	}
}

func TestXLSXWritesNothingToDisk(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	text := strings.Repeat("a", 1000)
	rows := `<row><c t="inlineStr"><is><t>text</t></is></c></row>` + strings.Repeat(`<row><c t="inlineStr"><is><t>`+text+`</t></is></c></row>`, 20000)
	if table := read(t, "a.xlsx", sheetOf(t, rows)); len(table.Rows) != 20000 {
		t.Errorf("%d rows", len(table.Rows))
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Error(left, err)
	}
}

func TestFilesHeldInMemoryAreBounded(t *testing.T) {
	for _, name := range []string{"a.xlsx", "a.parquet"} {
		_, err := Read(name, io.LimitReader(blank{}, MaxHeld+1))
		if want := name + ": file is larger than 256 MiB"; err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		wantError(t, name, "", name+": is empty")
	}
}

// blank is blanks without end.
type blank struct{}

func (blank) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// An error of who takes the rows is no fault of the file.
func TestHeldRowsErrorsOfTheTakerPass(t *testing.T) {
	for format, input := range map[string]string{"xlsx": grid(t, []any{"text"}, []any{"a"}), "parquet": parquetOf(t, []oneText{{"a"}})} {
		if err := Each(format, "a", strings.NewReader(input), func(*Table, Row) error { return io.ErrClosedPipe }); err != io.ErrClosedPipe {
			t.Errorf("%s: %v", format, err)
		}
	}
}
