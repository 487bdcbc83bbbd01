package table

import (
	"io"
	"slices"
	"strings"

	"rhetor/classify/table/xlsx"
)

// eachXLSX reads the first sheet of a workbook in Office Open XML (ECMA-376), as Excel and LibreOffice save it. The
// first row that is not empty holds the column names. Cells at the end of a row may be missing.
//
// A text is itself and a formula what it came to when the workbook was saved. A number has the digits that a sheet
// shows, whatever its format; one that is shown as a date or a time is ISO 8601. A truth value is true or false.
//
// The format is read from its end: the file is held in memory, no more than MaxHeld bytes of it, and so are its texts.
func eachXLSX(file string, r io.Reader, emit Emit) error {
	data, err := readHeld(file, r)
	if err != nil {
		return err
	}
	sheet, err := xlsx.Open(data)
	if err == xlsx.ErrOld {
		return &Error{File: file, Msg: err.Error(), Hint: "save it as .xlsx, without a password"}
	}
	if err != nil {
		return &Error{File: file, Msg: err.Error()}
	}
	var rows *heldRows
	var refused error // by this function or by emit
	err = sheet.Each(func(values []string) error {
		if rows == nil {
			rows, refused = beginSheet(file, sheet.Row(), values, emit)
		} else {
			refused = addSheetRow(rows, sheet.Row(), values)
		}
		return refused
	})
	switch {
	case refused != nil:
		return refused
	case err != nil:
		return &Error{File: file, Line: sheet.Row(), Msg: err.Error()}
	case rows == nil:
		return &Error{File: file, Msg: "its first sheet is empty"}
	}
	return nil
}

// beginSheet makes a table of the column names.
func beginSheet(file string, line int, names []string, emit Emit) (*heldRows, error) {
	head, err := newTable(file, line, names)
	if err == nil {
		err = emit(head, Row{})
	}
	return newHeldRows(head, emit), err
}

// addSheetRow hands on a row.
func addSheetRow(rows *heldRows, line int, values []string) error {
	columns := len(rows.head.Columns)
	if len(values) > columns {
		return rows.head.ragged(line, len(values), "every column has a name in the first row")
	}
	if slices.ContainsFunc(values, func(value string) bool { return strings.Contains(value, "\x00") }) {
		return &Error{File: rows.head.File, Line: line, Msg: "holds a NUL character"}
	}
	return rows.add(line, append(values, make([]string, columns-len(values))...))
}
