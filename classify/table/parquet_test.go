package table

import (
	"bytes"
	"strings"
	"testing"

	writer "github.com/parquet-go/parquet-go"
)

// parquetOf is a Parquet file of rows.
func parquetOf[T any](t testing.TB, rows []T) string {
	t.Helper()
	var out bytes.Buffer
	w := writer.NewGenericWriter[T](&out)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

type oneText struct {
	Text string `parquet:"text"`
}

func TestParquetReadsRows(t *testing.T) {
	type row struct {
		Text   string  `parquet:" text "`
		Stance *string `parquet:"stance,optional"`
		Weight float64 `parquet:"weight"`
		Year   *int32  `parquet:"year,optional"`
	}
	favor, year := "favor", int32(2024)
	table := read(t, "a.parquet", parquetOf(t, []row{{"We agree.", &favor, 0.5, &year}, {"It\nrains.", nil, 1, nil}}))
	if table.Header != 0 || table.Columns[0] != "text" {
		t.Errorf("header %d, columns %q", table.Header, table.Columns)
	}
	wantRows(t, table, Row{1, []string{"We agree.", "favor", "0.5", "2024"}}, Row{2, []string{"It\nrains.", "", "1", ""}})
}

func TestParquetEmptyRowsAreSkippedButCounted(t *testing.T) {
	wantRows(t, read(t, "a.parquet", parquetOf(t, []oneText{{""}, {"a"}, {""}, {"b"}})), Row{2, []string{"a"}}, Row{4, []string{"b"}})
}

func TestParquetErrors(t *testing.T) {
	type twice struct {
		A string `parquet:"a"`
		B string `parquet:" a"`
	}
	type nested struct {
		Text string   `parquet:"text"`
		Tags []string `parquet:"tags"`
	}
	type raw struct {
		Text []byte `parquet:"text"`
	}
	whole := parquetOf(t, []oneText{{"a"}})
	for input, want := range map[string]string{
		"PK":                       "a.parquet: not a Parquet file",
		whole[:len(whole)-1]:       "a.parquet: not a whole Parquet file: its end is missing",
		parquetOf(t, []twice{{}}):  `a.parquet: column "a" appears twice`,
		parquetOf(t, []nested{{}}): `a.parquet: column "tags" is nested, and a table is flat`,
		parquetOf(t, []raw{{[]byte("a")}, {[]byte("\xff")}}): `a.parquet:2: column "text": holds bytes that are no text in UTF-8`,
	} {
		wantError(t, "a.parquet", input, want)
	}
}

// A value that stands once in a file may be that of any number of rows.
func TestParquetManyTimesOneLongTextIsBounded(t *testing.T) {
	type row struct {
		Text string `parquet:"text,dict"`
	}
	long := make([]row, 2000)
	text := strings.Repeat("a", 1<<20)
	for i := range long {
		long[i].Text = text
	}
	input := parquetOf(t, long)
	err := Each("parquet", "a.parquet", strings.NewReader(input), func(*Table, Row) error { return nil })
	if err == nil || err.Error() != "a.parquet:1024: the rows up to here have more than 1024 MiB" {
		t.Errorf("%d bytes: %v", len(input), err)
	}
}
