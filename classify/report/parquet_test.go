package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"rhetor/classify/document"
	"rhetor/classify/table"
)

// tableOf reads a report as a table of texts.
func tableOf(t *testing.T, format Format, content string) *table.Table {
	t.Helper()
	read, err := table.ReadAs(string(format), "a", strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// columnsOf is the cells of some columns of all rows.
func columnsOf(t *testing.T, from *table.Table, columns ...string) (all []string) {
	t.Helper()
	for _, row := range from.Rows {
		for _, column := range columns {
			i := from.Column(column)
			if i < 0 {
				t.Fatalf("no column %q in %q", column, from.Columns)
			}
			all = append(all, row.Values[i])
		}
	}
	return all
}

// The columns of Parquet and XLSX are those of the CSV.
func TestColumnsAreThoseOfTheCSV(t *testing.T) {
	for _, format := range []Format{Parquet, XLSX} {
		for _, opt := range []Options{{}, {Metadata: []string{"outlet", "text", "page, or so"}}, {Columns: []string{"text", "row", "stance_p_against", "stance"}},
			{Metadata: []string{"outlet", "text"}, First: articles()[0]}} {
			opt.Format = CSV
			want := records(t, CSV, written(t, opt, rows()...))
			opt.Format = format
			got := tableOf(t, format, written(t, opt, rows()...))
			if !slices.Equal(got.Columns, want[0]) {
				t.Errorf("%s: columns %q, want %q", format, got.Columns, want[0])
			}
			for i, column := range got.Columns {
				if strings.Contains(column, "_p") {
					continue // numbers in full
				}
				for j, row := range got.Rows {
					if row.Values[i] != strings.TrimPrefix(want[j+1][i], "'") {
						t.Errorf("%s: %s is %q, want %q", format, column, row.Values[i], want[j+1][i])
					}
				}
			}
		}
	}
}

func TestParquetTypesAndNulls(t *testing.T) {
	content := written(t, Options{Format: Parquet, Metadata: []string{"outlet", "text"}}, append(rows(), articles()[0])...)
	file, err := parquet.OpenFile(bytes.NewReader([]byte(content)), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	for _, column := range file.Root().Columns() {
		types = append(types, column.Name()+" "+column.Type().String())
	}
	for _, want := range []string{"document STRING", "row INT(64,true)", "stance STRING", "stance_probability DOUBLE", "stance_p_favor DOUBLE", "outlet STRING"} {
		if !slices.Contains(types, want) {
			t.Errorf("no column %s in %q", want, types)
		}
	}
	if file.NumRows() != 3 {
		t.Errorf("%d rows", file.NumRows())
	}
	rows := make([]parquet.Row, 3)
	if n, err := parquet.NewReader(file).ReadRows(rows); n != 3 || err != nil && err != io.EOF {
		t.Fatal(n, err)
	}
	last := len(types) - 1
	if rows[0][1].Int64() != 3 || !rows[2][1].IsNull() || rows[2][last].IsNull() != true || rows[0][last].String() != "ours too" {
		t.Errorf("%v\n%v", rows[0], rows[2])
	}
}

func TestParquetKeepsNumbersInFull(t *testing.T) {
	s := one("A.")
	s.Tasks[0].Probability, s.Tasks[0].Probabilities[0].Probability = 0.12345678901234566, 1e-9
	s.Start = 1 << 40
	for _, format := range []Format{Parquet, XLSX} {
		got := columnsOf(t, tableOf(t, format, written(t, Options{Format: format}, s)), "stance_probability", "stance_p_favor", "start")
		want := []string{"0.12345678901234566", "1e-09", "1099511627776"}
		if format == XLSX { // which has 15 digits
			want[0] = "0.123456789012345"
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", format, got, want)
		}
	}
}

func TestParquetKeepsHostileTexts(t *testing.T) {
	sentences := hostileSentences()
	var raw []string
	content := written(t, Options{Format: Parquet}, sentences...)
	file, err := parquet.OpenFile(bytes.NewReader([]byte(content)), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	names := file.Root().Columns()
	buffer := make([]parquet.Row, len(sentences))
	if n, err := parquet.NewReader(file).ReadRows(buffer); n != len(sentences) {
		t.Fatal(n, err)
	}
	for _, row := range buffer {
		raw = append(raw, row[len(names)-2].String())
	}
	for i, s := range sentences {
		if raw[i] != valid(s.Text) {
			t.Errorf("%q, want %q", raw[i], s.Text)
		}
	}
}

func TestParquetLongTextsAndManyRows(t *testing.T) {
	long := strings.Repeat("é", 40000)
	if got := columnsOf(t, tableOf(t, Parquet, written(t, Options{Format: Parquet}, one(long))), "text"); got[0] != long {
		t.Errorf("%d bytes", len(got[0]))
	}
	n := groupRows + 10
	all := columnsOf(t, tableOf(t, Parquet, written(t, Options{Format: Parquet}, many(n)...)), "text")
	if len(all) != n || all[n-1] != fmt.Sprintf("Sentence %d.", n-1) {
		t.Errorf("%d rows, the last %q", len(all), all[len(all)-1])
	}
}

func TestParquetAndXLSXWithoutSentences(t *testing.T) {
	for _, format := range []Format{Parquet, XLSX} {
		got := tableOf(t, format, written(t, Options{Format: format, First: articles()[0]}))
		if len(got.Rows) != 0 || got.Column("stance_p_against") < 0 {
			t.Errorf("%s: %d rows, columns %q", format, len(got.Rows), got.Columns)
		}
	}
}

func TestParquetAndXLSXLoseNothing(t *testing.T) {
	for _, format := range []Format{Parquet, XLSX} {
		w, err := New(&bytes.Buffer{}, Options{Format: format})
		if err != nil {
			t.Fatal(err)
		}
		s := rows()[1]
		s.Metadata = document.Fields{{Name: "new", Value: "x"}}
		if err := w.Write(rows()[0]); err != nil {
			t.Fatal(err)
		}
		var lost *columnError
		if err := w.Write(s); !errors.As(err, &lost) {
			t.Errorf("%s: %v", format, err)
		}
		Discard(w)
	}
}

func TestParquetAndXLSXUnknownColumn(t *testing.T) {
	for _, format := range []Format{Parquet, XLSX} {
		var choice *choiceError
		if _, err := New(&bytes.Buffer{}, Options{Format: format, First: articles()[0], Columns: []string{"nosuch"}}); !errors.As(err, &choice) {
			t.Errorf("%s: %v", format, err)
		}
	}
}

// Another program reads the same.
func TestParquetInPython(t *testing.T) {
	s := one("=cmd() and a \"quote\"")
	s.Metadata = document.Fields{{Name: "a, b", Value: "é"}}
	got := python(t, "pyarrow.parquet", `
import sys, pyarrow.parquet
table = pyarrow.parquet.read_table(sys.argv[1])
print(table.schema.field("stance_probability").type, table.schema.field("start").type, table.schema.field("text").type)
print(table.to_pylist()[0]["text"], table.to_pylist()[0]["a, b"], table.to_pylist()[0]["row"])
`, written(t, Options{Format: Parquet}, s), "a.parquet")
	if want := "double int64 string\n=cmd() and a \"quote\" é None\n"; got != want {
		t.Errorf("got %swant %s", got, want)
	}
}
