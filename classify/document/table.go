package document

import (
	"cmp"
	"errors"
	"io"
	"strings"

	"rhetor/classify/table"
)

// rowsOf returns a reader of tables in a format: each row is a document.
func rowsOf(format string) reader {
	return func(in *input) error {
		var rows rows
		return table.Each(format, in.name, in.r, func(head *table.Table, row table.Row) error {
			d, err := rows.document(head, row, in.opt)
			if err != nil {
				return err
			}
			return in.emit(d)
		})
	}
}

// tableOf is a format of tables.
func tableOf(kind string) format {
	return format{read: rowsOf(kind), names: metadataOf(kind)}
}

// errEnough ends the reading of a table of which no more is needed.
var errEnough = errors.New("enough")

// metadataOf returns what names the metadata that the rows of a table have. Of a table with a header only that is read.
func metadataOf(kind string) func(string, io.Reader, Options) ([]string, error) {
	return func(name string, r io.Reader, opt Options) ([]string, error) {
		var names []string
		known := map[string]bool{}
		var rows rows
		err := table.Each(kind, name, r, func(head *table.Table, row table.Row) error {
			rows.number++
			if err := rows.findColumns(head, row.Line, opt); err != nil {
				return err
			}
			for _, field := range metadata(head.Columns, row.Values, rows.text, rows.target) {
				if !known[field.Name] {
					known[field.Name] = true
					names = append(names, field.Name)
				}
			}
			if kind == "jsonl" {
				return nil
			}
			return errEnough
		})
		if err == errEnough {
			err = nil
		}
		return names, err
	}
}

// rows makes documents of a table's rows.
type rows struct {
	head         *table.Table // of the row before
	text, target int          // its columns; target is -1 where there is none
	number       int          // of the row before
}

// document makes a document of a row: its text, its target, and all other columns as metadata.
func (r *rows) document(head *table.Table, row table.Row, opt Options) (Document, error) {
	r.number++
	if head != r.head {
		if err := r.findColumns(head, row.Line, opt); err != nil {
			return Document{}, err
		}
	}
	d := Document{Name: head.File, Row: r.number, Text: row.Values[r.text], Whole: opt.NoSplit}
	if strings.TrimSpace(d.Text) == "" {
		return Document{}, &table.Error{File: head.File, Line: row.Line, Msg: head.Columns[r.text] + " is empty"}
	}
	if r.target >= 0 {
		d.Target = strings.TrimSpace(row.Values[r.target])
	}
	d.Metadata = metadata(head.Columns, row.Values, r.text, r.target)
	return d, nil
}

// findColumns finds the columns of text and target. A row of JSONL has no header: its own line is to blame.
func (r *rows) findColumns(head *table.Table, line int, opt Options) (err error) {
	if head.Header == 0 {
		head.Header = line
	}
	r.head = head
	if r.text, err = head.Require(cmp.Or(opt.TextColumn, "text"), "choose one with --text-column"); err != nil {
		return err
	}
	if opt.TargetColumn == "" || r.number > 1 {
		r.target = head.Column(cmp.Or(opt.TargetColumn, "target"))
		return nil
	}
	r.target, err = head.Require(opt.TargetColumn, "choose one with --target-column")
	return err
}

// metadata returns all columns but those of text and target, in order.
func metadata(columns, values []string, text, target int) Fields {
	var fields Fields
	for i, name := range columns {
		if i != text && i != target {
			fields = append(fields, Field{name, values[i]})
		}
	}
	return fields
}
