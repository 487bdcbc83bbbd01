package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
)

// eachCSV reads comma-separated values as RFC 4180 defines them: a header, then records of as many fields.
// A field that holds a comma, a quote or a line end stands in double quotes, each quote inside doubled.
func eachCSV(file string, r io.Reader, emit Emit) error {
	records := newRecords(file, r)
	names, line, err := records.next()
	if err == io.EOF {
		return records.lines.empty()
	}
	if err != nil {
		return err
	}
	head, err := newTable(file, line, names)
	if err == nil {
		err = emit(head, Row{})
	}
	for err == nil {
		var values []string
		if values, line, err = records.next(); err != nil {
			break
		}
		if len(values) != len(head.Columns) {
			return head.ragged(line, len(values), commaHint(len(values) > len(head.Columns)))
		}
		err = emit(head, Row{Line: line, Values: values})
	}
	if err != io.EOF {
		return err
	}
	return nil
}

// records reads CSV records. It feeds the parser one line at a time, so that it can measure the record
// being parsed: a quote that is never closed must not swallow the rest of a large file.
type records struct {
	lines  *lines
	parser *csv.Reader
	rest   []byte // of the present line, not yet fed
	start  int    // line on which the record starts
	size   int    // bytes of the record so far
	commas int    // commas of the record so far, between fields and inside them
}

// maxCommas bounds the memory for a record's fields: 16 MiB of nothing but commas took 2 GB.
const maxCommas = 1 << 20

func newRecords(file string, r io.Reader) *records {
	records := &records{lines: newLines(file, r)}
	records.parser = csv.NewReader(records)
	records.parser.FieldsPerRecord = -1
	return records
}

// next returns the fields of the next record and the line it starts on, or io.EOF after the last one.
func (r *records) next() ([]string, int, error) {
	r.size, r.commas = 0, 0
	fields, err := r.parser.Read()
	if err != nil {
		return nil, 0, r.explain(err)
	}
	return fields, r.start, nil
}

// Read feeds the parser from the present line, and never from two lines at once.
func (r *records) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if err := r.fill(); err != nil {
			return 0, err
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// fill takes the next line, and adds it to the record unless it is empty and stands before one.
func (r *records) fill() error {
	line, err := r.lines.next()
	if err != nil {
		return err
	}
	if r.size == 0 {
		r.start = r.lines.number
	}
	if r.size > 0 || len(trimEnd(line)) > 0 {
		r.size += len(line)
	}
	r.commas += bytes.Count(line, []byte(","))
	r.rest = line
	return r.checkSize()
}

// checkSize refuses a record that is too large.
func (r *records) checkSize() error {
	var e *Error
	switch {
	case r.size > MaxLine+len("\n"):
		e = tooLong(r.lines.file, r.start, "record")
	case r.commas > maxCommas:
		e = &Error{File: r.lines.file, Line: r.start, Msg: fmt.Sprintf("record has more than %d commas", maxCommas)}
	default:
		return nil
	}
	e.Hint = "look for a quote that is never closed"
	return e
}

const quoteHint = `put a field that holds a quote in quotes, and double the quote inside: "she said ""no"""`

// explain turns the parser's error into one that says what to do.
func (r *records) explain(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err
	}
	e := &Error{File: r.lines.file, Line: parse.StartLine, Hint: quoteHint}
	switch {
	case errors.Is(parse.Err, csv.ErrBareQuote):
		e.Line, e.Msg = parse.Line, "stray quote in a field without quotes"
	case parse.Line == parse.StartLine:
		e.Msg = "stray or unclosed quote"
	default:
		e.Msg = fmt.Sprintf("stray or unclosed quote, noticed on line %d", parse.Line)
	}
	return e
}
