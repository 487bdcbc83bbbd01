// Package table reads tables: CSV, TSV, JSONL, XLSX and Parquet, each in a file of its own of one shape.
//
// The way of a table through the package:
//
//	bytes -> LimitLines (no line over MaxLine) -> lines (UTF-8, no NUL, numbered) -> eachCSV, eachTSV, eachJSONL -> rows
//	bytes -> readHeld (no file over MaxHeld) -> eachXLSX, eachParquet -> heldRows (no more than maxContent) -> rows
//
// Each hands the rows on one by one, Read collects them.
//
// The first three formats share these rules: the text is UTF-8, with or without a byte order mark; lines end in
// LF or CRLF; empty lines are skipped, wherever they stand; white space around a column's name is dropped;
// a value keeps its bytes, but CSV turns CRLF inside a quoted field into LF. Memory grows with the bytes read, never
// with a number found in them.
//
// XLSX and Parquet are packed, and are read from their end: the file is held in memory. Empty rows are skipped, and
// the number of a row stands for its line. Every error of any format is an *Error.
package table

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Table is one table in memory.
type Table struct {
	File    string   // the name it was read under
	Header  int      // line of the column names, from 1; 0 in JSONL and Parquet, which have none
	Columns []string // distinct, none of them empty
	Rows    []Row
}

// Row is one row of a table.
type Row struct {
	Line   int      // line of the file the row starts on, from 1
	Values []string // one for each column: valid UTF-8 without NUL
}

// Extensions lists the file name extensions of tables, as hints show them.
const Extensions = ".csv, .tsv, .tab, .jsonl, .ndjson, .xlsx, .parquet"

// Emit takes one row. The head is the table without its rows. In CSV and TSV it is the same for every row; in JSONL
// it is each row's own, with the members that the row has.
type Emit func(head *Table, row Row) error

// format is how one format is read: row by row, and whole.
type format struct {
	each func(file string, r io.Reader, emit Emit) error
	read func(file string, r io.Reader) (*Table, error)
}

// formats maps an extension without its dot, which is also the format's name, to its readers.
var formats = map[string]format{
	"csv":     {eachCSV, collect(eachCSV)},
	"tsv":     {eachTSV, collect(eachTSV)},
	"tab":     {eachTSV, collect(eachTSV)},
	"jsonl":   {eachJSONL, readJSONL},
	"ndjson":  {eachJSONL, readJSONL},
	"xlsx":    {eachXLSX, collect(eachXLSX)},
	"parquet": {eachParquet, collect(eachParquet)},
}

// collect makes a reader of whole tables.
func collect(each func(string, io.Reader, Emit) error) func(string, io.Reader) (*Table, error) {
	return func(file string, r io.Reader) (*Table, error) {
		var table *Table
		err := each(file, r, func(head *Table, row Row) error {
			table = head
			if row.Values != nil {
				head.Rows = append(head.Rows, row)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		return table, nil
	}
}

// IsTable reports whether the extension of a file's name is a table's.
func IsTable(name string) bool {
	return formats[extension(name)].read != nil
}

// Read reads a table in the format its name's extension tells. The name is not opened; errors show it.
func Read(name string, r io.Reader) (*Table, error) {
	if !IsTable(name) {
		return nil, &Error{File: name, Msg: "unknown extension " + Quote(filepath.Ext(name)), Hint: "tables are " + Extensions}
	}
	return ReadAs(extension(name), name, r)
}

// ReadAs reads a table in a named format: csv, tsv, tab, jsonl, ndjson, xlsx or parquet.
func ReadAs(format, name string, r io.Reader) (*Table, error) {
	f, known := formats[format]
	if !known {
		return nil, unknownFormat(name, format)
	}
	return f.read(name, r)
}

// Each reads a table in a named format row by row, in memory that does not grow with their number (XLSX and Parquet: beyond what
// their file has). An error of emit
// ends the reading and is returned as it is.
func Each(format, name string, r io.Reader, emit Emit) error {
	f, known := formats[format]
	if !known {
		return unknownFormat(name, format)
	}
	return f.each(name, r, func(head *Table, row Row) error {
		if row.Values == nil {
			return nil
		}
		return emit(head, row)
	})
}

func unknownFormat(name, format string) error {
	return &Error{File: name, Msg: "unknown format " + Quote(format), Hint: "formats are csv, tsv and jsonl"}
}

// extension returns the extension of a name in lower case, without its dot.
func extension(name string) string {
	return strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))
}

// Column returns the index of a column, -1 when there is none of that name.
func (t *Table) Column(name string) int {
	for i, column := range t.Columns {
		if column == name {
			return i
		}
	}
	return -1
}

// Require returns the index of a column that must be there. The error's hint lists the columns there
// are, then gives the advice, such as "choose one with --text-column".
func (t *Table) Require(name, advice string) (int, error) {
	if i := t.Column(name); i >= 0 {
		return i, nil
	}
	hint := "the columns are " + QuoteList(t.Columns) + "; " + advice
	return -1, &Error{File: t.File, Line: t.Header, Msg: "no column " + Quote(name), Hint: hint}
}

// newTable starts a table with the column names of its header line.
func newTable(file string, line int, names []string) (*Table, error) {
	columns := newColumns(file)
	for _, name := range names {
		before := len(columns.names)
		i, err := columns.add(line, name)
		if err != nil {
			return nil, err
		}
		if i < before {
			return nil, columns.twice(line, i)
		}
	}
	return &Table{File: file, Header: line, Columns: columns.names}, nil
}

// commaHint says what makes a row of CSV ragged.
func commaHint(tooMany bool) string {
	if tooMany {
		return "put a field that holds a comma in quotes"
	}
	return "a field may be empty, but its comma must be there"
}

// ragged is the error for a row with the wrong number of fields.
func (t *Table) ragged(line, found int, hint string) error {
	return &Error{File: t.File, Line: line, Msg: fmt.Sprintf("number of fields is %d, expected %d", found, len(t.Columns)), Hint: hint}
}
