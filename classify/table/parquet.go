package table

import (
	"io"

	"rhetor/classify/table/parquet"
)

// eachParquet reads a flat Parquet file (parquet.apache.org): rows of columns, none of which holds lists or records.
// The line of a row is its number, from 1.
//
// A text is itself, a number its decimal digits, a truth value true or false, a date or a point in time ISO 8601, and
// what is missing is empty. Bytes that are not UTF-8 are an error.
//
// The format is read from its end: the file is held in memory, no more than MaxHeld bytes of it.
func eachParquet(file string, r io.Reader, emit Emit) error {
	data, err := readHeld(file, r)
	if err != nil {
		return err
	}
	open, err := parquet.Open(data)
	if err != nil {
		return &Error{File: file, Msg: err.Error()}
	}
	head, err := newTable(file, 0, open.Columns())
	if err == nil {
		err = emit(head, Row{})
	}
	if err != nil {
		return err
	}
	rows := newHeldRows(head, emit)
	line := 0
	err = open.Each(func(values []string) error {
		line++
		return rows.add(line, values)
	})
	if err != nil && rows.refused == nil {
		return &Error{File: file, Line: line + 1, Msg: err.Error()}
	}
	return err
}
