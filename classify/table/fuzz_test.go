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
