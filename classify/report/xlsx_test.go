package report

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"rhetor/classify/document"
)

// sheetXML is the sheet of a workbook as it is stored.
func sheetXML(t *testing.T, content string) string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := archive.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestXLSXRunsNoText(t *testing.T) {
	content := written(t, Options{Format: XLSX}, hostileSentences()...)
	if sheet := sheetXML(t, content); strings.Contains(sheet, "<f>") || strings.Contains(sheet, "<f ") {
		t.Error("there is a formula")
	}
	got := columnsOf(t, tableOf(t, XLSX, content), "text")
	for i, s := range hostileSentences() {
		if want := cellText(s.Text); got[i] != want {
			t.Errorf("%q, want %q", got[i], want)
		}
	}
	for text, want := range map[string]string{
		"=cmd()": "=cmd()", "\x1b[31mred": "[31mred", "a\x00b": "ab", "\v": " ", "\u202eback": "back", "a\tb\n": "a\tb\n", "\xff": "\ufffd",
	} {
		if got := cellText(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestXLSXCellsAreNumbersOrTexts(t *testing.T) {
	s := one("-5")
	s.Row, s.Metadata = 7, document.Fields{{Name: "n", Value: "12"}}
	content := written(t, Options{Format: XLSX}, s)
	book, err := excelize.OpenReader(strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	header, err := book.GetRows(sheetName)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range header[0] {
		cell, err := excelize.CoordinatesToCellName(i+1, 2)
		if err != nil {
			t.Fatal(err)
		}
		kind, err := book.GetCellType(sheetName, cell)
		if err != nil {
			t.Fatal(err)
		}
		isNumber := kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber
		wantNumber := strings.Contains(name, "_p") || name == "row" || name == "paragraph" || name == "sentence" || name == "start" || name == "end"
		if value, _ := book.GetCellValue(sheetName, cell); value != "" && isNumber != wantNumber {
			t.Errorf("%s is %q of type %v", name, value, kind)
		}
	}
}

func TestXLSXLimits(t *testing.T) {
	fits := strings.Repeat("é", excelize.TotalCellChars)
	if got := columnsOf(t, tableOf(t, XLSX, written(t, Options{Format: XLSX}, one(fits))), "text"); got[0] != fits {
		t.Errorf("%d bytes", len(got[0]))
	}
	for text, want := range map[string]string{
		strings.Repeat("é", 40000): "a.txt: sentence 1: text has 40000 characters, and a cell of xlsx holds no more than 32767",
		strings.Repeat("😀", 20000): "a.txt: sentence 1: text has 40000 characters, and a cell of xlsx holds no more than 32767",
	} {
		w, err := New(&bytes.Buffer{}, Options{Format: XLSX})
		if err != nil {
			t.Fatal(err)
		}
		s := one(text)
		s.Document = "a.txt"
		err = w.Write(s)
		var limit *limitError
		if !errors.As(err, &limit) || err.Error() != want || limit.Hint() == "" {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestXLSXRowLimit(t *testing.T) {
	w, err := New(io.Discard, Options{Format: XLSX})
	if err != nil {
		t.Fatal(err)
	}
	w.(*workbook).most = 3
	sentences := many(3)
	for i, s := range sentences {
		err = w.Write(s)
		if (err != nil) != (i == 2) {
			t.Errorf("sentence %d: %v", i+1, err)
		}
	}
	if want := "d0.txt: sentence 3: a sheet of xlsx holds no more than 2 sentences"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if got, _ := newWorkbook(nil, Options{}); got.(*workbook).most != 1048576 {
		t.Error(got.(*workbook).most)
	}
}

func TestXLSXColumnLimit(t *testing.T) {
	var names []string
	for i := range 16384 {
		names = append(names, fmt.Sprint("c", i))
	}
	w, err := New(io.Discard, Options{Format: XLSX, Metadata: names})
	if err == nil {
		err = w.Write(one("A."))
	}
	if err == nil || !strings.Contains(err.Error(), "and a sheet of xlsx holds no more than 16384") {
		t.Error(err)
	}
}

func TestXLSXPartLimit(t *testing.T) {
	part := &boundedPart{part: io.Discard, left: 10}
	if _, err := part.Write(make([]byte, 10)); err != nil {
		t.Error(err)
	}
	if _, err := part.Write([]byte{1}); err == nil {
		t.Error("a part is larger than it can be")
	}
}

// Another program reads the same.
func TestXLSXInPython(t *testing.T) {
	s := one("=cmd() and a \"quote\"\nline")
	s.Row, s.Target = 7, "@SUM(A1)"
	s.Metadata = document.Fields{{Name: "a, b", Value: "é"}}
	content := written(t, Options{Format: XLSX}, s)
	got := python(t, "openpyxl", `
import sys, openpyxl
rows = list(openpyxl.load_workbook(sys.argv[1])["sentences"].iter_rows())
row = {head.value: cell for head, cell in zip(rows[0], rows[1])}
for name in ["row", "stance_probability", "text", "target", "a, b"]:
    print(row[name].data_type, repr(row[name].value))
`, content, "a.xlsx")
	// The type is s for a text, n for a number, f for a formula.
	want := "n 7\nn 0.9\ns '=cmd() and a \"quote\"\\nline'\ns '@SUM(A1)'\ns 'é'\n"
	if got != want {
		t.Errorf("got %swant %s", got, want)
	}
}

func TestXLSXInPandas(t *testing.T) {
	got := python(t, "pandas, openpyxl", `
import sys, pandas
frame = pandas.read_excel(sys.argv[1])
print(len(frame), frame["start"].dtype, frame["stance_probability"].dtype, round(frame["stance_probability"].sum(), 6))
print(frame["text"][0], sorted(frame["stance"]))
`, written(t, Options{Format: XLSX}, articles()...), "a.xlsx")
	want := "5 int64 float64 3.67\nThe council will vote on the new ferry line on Tuesday. ['against', 'favor', 'favor', 'neutral', 'uncertain']\n"
	if got != want {
		t.Errorf("got %swant %s", got, want)
	}
}
