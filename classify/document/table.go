package document

import (
	"cmp"
	"io"
	"strings"

	"rhetor/classify/table"
)

// rowsOf returns a reader of tables in a format: each row is a document.
func rowsOf(format string) reader {
	return func(name string, r io.Reader, opt Options) ([]Document, string, error) {
		t, err := table.ReadAs(format, name, r)
		if err != nil {
			return nil, "", err
		}
		documents, err := readRows(t, opt)
		return documents, "", err
	}
}

// readRows makes a document of every row: its text, its target, and all other columns as metadata.
func readRows(t *table.Table, opt Options) ([]Document, error) {
	text, target, err := findColumns(t, opt)
	if err != nil {
		return nil, err
	}
	documents := make([]Document, len(t.Rows))
	for i, row := range t.Rows {
		d := Document{Name: t.File, Row: i + 1, Text: row.Values[text], Whole: opt.NoSplit}
		if strings.TrimSpace(d.Text) == "" {
			return nil, &table.Error{File: t.File, Line: row.Line, Msg: t.Columns[text] + " is empty"}
		}
		if target >= 0 {
			d.Target = strings.TrimSpace(row.Values[target])
		}
		d.Metadata = metadata(t.Columns, row.Values, text, target)
		documents[i] = d
	}
	return documents, nil
}

// findColumns returns the indices of the columns of text and target; the latter is -1 when there is none.
func findColumns(t *table.Table, opt Options) (text, target int, err error) {
	text, err = t.Require(cmp.Or(opt.TextColumn, "text"), "choose one with --text-column")
	if err != nil {
		return -1, -1, err
	}
	if opt.TargetColumn == "" {
		return text, t.Column("target"), nil
	}
	target, err = t.Require(opt.TargetColumn, "choose one with --target-column")
	return text, target, err
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
