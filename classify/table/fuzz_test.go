package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzCSV(f *testing.F) {
	f.Add([]byte("\ufefftext,stance\r\n\"She said \"\"no\"\"\n\",against\n"))
	f.Add([]byte("a\n\n\"b\r"))
	fuzz(f, "csv")
}

func FuzzTSV(f *testing.F) {
	f.Add([]byte("text\tstance\r\nYes.\t\"favor\n"))
	fuzz(f, "tsv")
}

func FuzzJSONL(f *testing.F) {
	f.Add([]byte("{\"text\":\"a\\ud800\",\"n\":-1.5e3,\"l\":[\"a\",\"b\"],\"x\":null}\n{\"y\":true}"))
	fuzz(f, "jsonl")
}

// fuzz checks that a format never panics, fails with an *Error that names its file, and else keeps its promises.
func fuzz(f *testing.F, format string) {
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := ReadAs(format, "a", bytes.NewReader(data))
		if err != nil {
			wantWellFormed(t, err)
			return
		}
		last := table.Header
		for _, row := range table.Rows {
			if row.Line <= last {
				t.Errorf("line %d after line %d", row.Line, last)
			}
			last = row.Line
			wantValues(t, table, row)
		}
		if format == "jsonl" {
			wantJSON(t, data)
		}
	})
}

func wantWellFormed(t *testing.T, err error) {
	var e *Error
	if !errors.As(err, &e) || e.File != "a" || e.Msg == "" {
		t.Fatalf("%#v", err)
	}
	if strings.ContainsAny(e.Error(), "\n\r\x00\x1b") || !utf8.ValidString(e.Error()) {
		t.Errorf("%q", e.Error())
	}
}

func wantValues(t *testing.T, table *Table, row Row) {
	if len(row.Values) != len(table.Columns) {
		t.Errorf("line %d: %d values, %d columns", row.Line, len(row.Values), len(table.Columns))
	}
	for _, value := range row.Values {
		if !utf8.ValidString(value) || strings.Contains(value, "\x00") {
			t.Errorf("line %d: %q", row.Line, value)
		}
	}
}

// wantJSON checks that what was accepted is valid JSON on every line.
func wantJSON(t *testing.T, data []byte) {
	for line := range bytes.Lines(bytes.TrimPrefix(data, []byte("\ufeff"))) {
		if len(bytes.TrimSpace(line)) > 0 && !json.Valid(line) {
			t.Errorf("accepted %q", line)
		}
	}
}

func FuzzXLSX(f *testing.F) {
	f.Add([]byte(grid(f, []any{"text", "n"}, []any{"We agree.", 0.5}, []any{nil, true})))
	f.Add([]byte(sheetOf(f, `<row r="2"><c r="B2" t="inlineStr"><is><t>a_x000D_</t></is></c></row><row><c t="s"><v>0</v></c></row>`,
		"xl/sharedStrings.xml", "<sst><si><t>text</t></si></sst>")))
	fuzz(f, "xlsx")
}

// FuzzSheet reads any XML as a sheet: what is packed is seldom changed into what unpacks.
func FuzzSheet(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c t="b"><v>1</v></c></row></sheetData></worksheet>`, `<sst><si><t>text</t></si></sst>`)
	f.Add(`<worksheet><sheetData><row><c t="inlineStr" s="1"><is><r><t>a</t></r></is></c></row><row r="9"><c t="d"><v>2024-05-01</v></c></row></sheetData></worksheet>`,
		`<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm;@"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>`)
	f.Fuzz(func(t *testing.T, sheet, other string) {
		table, err := ReadAs("xlsx", "a", strings.NewReader(sheetXML(t, sheet, "xl/sharedStrings.xml", other, "xl/styles.xml", other)))
		if err != nil {
			wantWellFormed(t, err)
			return
		}
		for _, row := range table.Rows {
			wantValues(t, table, row)
		}
	})
}

func FuzzParquet(f *testing.F) {
	type row struct {
		Text   string  `parquet:"text"`
		Stance *string `parquet:"stance,optional,dict"`
		Year   int64   `parquet:"year,delta"`
	}
	stance := "favor"
	f.Add([]byte(parquetOf(f, []row{{"We agree.", &stance, 1}, {"It rains.", nil, 2}})))
	f.Add([]byte(parquetOf(f, []oneText{{"a"}})))
	fuzz(f, "parquet")
}
