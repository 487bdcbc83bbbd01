package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ArraySeparator joins the strings of an array in JSONL into one value.
const ArraySeparator = "|"

const objectHint = `every line is one flat object, such as {"text": "We agree.", "stance": "favor"}`

// readJSONL reads JSON lines (jsonlines.org, also NDJSON): one flat object on each line. Its columns are
// the members of all objects in order of first appearance; a row is empty in a column it does not have.
//
// A string is its text (a lone surrogate becomes U+FFFD); a number, true and false are their literal text;
// null is empty; an array of strings is its strings joined by ArraySeparator. A nested object, an array of
// anything else, and a member that appears twice are errors.
func readJSONL(file string, r io.Reader) (*Table, error) {
	o := objects{lines: newLines(file, r), columns: newColumns(file)}
	for {
		line, err := o.lines.nextFilled()
		if err == io.EOF {
			return o.table()
		}
		if err != nil {
			return nil, err
		}
		if err := o.add(line); err != nil {
			return nil, err
		}
	}
}

// eachJSONL reads the same, object by object.
func eachJSONL(file string, r io.Reader, emit Emit) error {
	lines, some := newLines(file, r), false
	for {
		line, err := lines.nextFilled()
		if err == io.EOF && !some {
			return lines.empty()
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		some = true
		o := objects{lines: lines, columns: newColumns(file)}
		members, err := o.parse(line)
		if err != nil {
			return err
		}
		head := &Table{File: file, Columns: o.columns.names}
		row := Row{Line: lines.number, Values: object{members: members}.values(len(members))}
		if err := emit(head, row); err != nil {
			return err
		}
	}
}

// objects collects the rows of a JSONL file. They stay sparse until all columns are known.
type objects struct {
	lines   *lines
	columns *columns
	last    []int // for each column: the line it was seen on last
	rows    []object
	bytes   int // length of all lines
	members int // number of members of all rows
}

// object is one row: its members as they were read.
type object struct {
	line    int
	members []member
}

// member is one value of a row.
type member struct {
	column int
	value  string
}

// add reads the object on the present line.
func (o *objects) add(line []byte) error {
	if len(bytes.TrimSpace(line)) == 0 {
		return nil
	}
	members, err := o.parse(line)
	if err != nil {
		return err
	}
	o.rows = append(o.rows, object{o.lines.number, members})
	o.bytes += len(line)
	o.members += len(members)
	return nil
}

// parse reads one whole object.
func (o *objects) parse(line []byte) ([]member, error) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return nil, o.malformed(err, "not a JSON object")
	}
	var members []member
	for d.More() {
		m, err := o.member(d)
		if err != nil {
			return nil, err
		}
		members = append(members, m)
	}
	if _, err := d.Token(); err != nil {
		return nil, o.malformed(err, "")
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, o.malformed(nil, "something follows the object")
	}
	return members, nil
}

// member reads a name and its value.
func (o *objects) member(d *json.Decoder) (member, error) {
	token, err := d.Token()
	if err != nil {
		return member{}, o.malformed(err, "")
	}
	column, err := o.column(token.(string)) // the decoder lets nothing but a string be a name
	if err != nil {
		return member{}, err
	}
	value, err := o.value(d, o.columns.names[column])
	return member{column, value}, err
}

// column returns the index of a member's column, and refuses a member the object has already.
func (o *objects) column(name string) (int, error) {
	i, err := o.columns.add(o.lines.number, name)
	if err != nil {
		return -1, err
	}
	if i == len(o.last) {
		o.last = append(o.last, 0)
	}
	if o.last[i] == o.lines.number {
		return -1, o.columns.twice(o.lines.number, i)
	}
	o.last[i] = o.lines.number
	return i, nil
}

// value reads the value of a column as text.
func (o *objects) value(d *json.Decoder, column string) (string, error) {
	token, err := d.Token()
	if err != nil {
		return "", o.malformed(err, "")
	}
	switch v := token.(type) {
	case string:
		return o.checked(v, column)
	case nil:
		return "", nil
	case json.Delim:
		if v == '[' {
			return o.array(d, column)
		}
		return "", o.fail(column, "holds an object")
	}
	return fmt.Sprint(token), nil
}

// array reads the rest of an array of strings.
func (o *objects) array(d *json.Decoder, column string) (string, error) {
	var all []string
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return "", o.malformed(err, "")
		}
		s, ok := token.(string)
		if !ok {
			return "", o.fail(column, "holds an array of something other than strings")
		}
		if strings.Contains(s, ArraySeparator) {
			return "", o.fail(column, `holds an array with a string that contains "|"`)
		}
		all = append(all, s)
	}
	if _, err := d.Token(); err != nil {
		return "", o.malformed(err, "")
	}
	return o.checked(strings.Join(all, ArraySeparator), column)
}

// checked refuses a value that holds an escaped NUL.
func (o *objects) checked(value, column string) (string, error) {
	if strings.Contains(value, "\x00") {
		return "", o.fail(column, "holds a NUL character")
	}
	return value, nil
}

// fail is the error for a value that has no place in a table.
func (o *objects) fail(column, msg string) error {
	return &Error{File: o.lines.file, Line: o.lines.number, Msg: Quote(column) + " " + msg}
}

// malformed is the error for a line that is not one JSON object: msg, or what the decoder found.
func (o *objects) malformed(err error, msg string) error {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		msg = "the line ends within the JSON object"
	case err != nil:
		msg = "not valid JSON: " + err.Error()
	}
	return &Error{File: o.lines.file, Line: o.lines.number, Msg: msg, Hint: objectHint}
}

// table fills the rows up to all columns. A file of small objects that have nothing in common would fill
// memory with empty values, so there may be no more of these than the file has bytes, and a million.
func (o *objects) table() (*Table, error) {
	if len(o.rows) == 0 {
		return nil, o.lines.empty()
	}
	width := len(o.columns.names)
	if len(o.rows)*width-o.members > o.bytes+1<<20 {
		msg := fmt.Sprintf("%d objects with %d different members have too little in common", len(o.rows), width)
		return nil, &Error{File: o.lines.file, Msg: msg, Hint: objectHint}
	}
	table := &Table{File: o.lines.file, Columns: o.columns.names, Rows: make([]Row, len(o.rows))}
	for i, row := range o.rows {
		table.Rows[i] = Row{Line: row.line, Values: row.values(width)}
	}
	return table, nil
}

// values returns the row's value in every column.
func (o object) values(width int) []string {
	values := make([]string, width)
	for _, m := range o.members {
		values[m.column] = m.value
	}
	return values
}
