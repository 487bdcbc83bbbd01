package table

import (
	"fmt"
	"io"
)

// MaxHeld is how many bytes a file may have that is held in memory while it is read: 256 MiB.
const MaxHeld = 256 << 20

// maxContent is how much a table may grow when it is unpacked: 1 GiB for all its values, each with what memory keeps
// of it beside its text.
const (
	maxContent = 1 << 30
	perValue   = 16
)

// readHeld reads a file whole.
func readHeld(file string, r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxHeld+1))
	switch {
	case err != nil:
		return nil, FileError(file, err)
	case len(data) > MaxHeld:
		return nil, &Error{File: file, Msg: "file is larger than 256 MiB", Hint: "split it, or save it as CSV, which has no such limit"}
	case len(data) == 0:
		return nil, &Error{File: file, Msg: "is empty"}
	}
	return data, nil
}

// heldRows hands on the rows of a file that is held in memory, and measures what they grow to: few bytes of a packed
// file may stand for any number of values.
type heldRows struct {
	head    *Table
	emit    Emit
	content int
	refused error // by emit
}

func newHeldRows(head *Table, emit Emit) *heldRows { return &heldRows{head: head, emit: emit} }

// add hands on a row, unless all its values are empty.
func (h *heldRows) add(line int, values []string) error {
	size := 0
	for _, value := range values {
		size += len(value)
	}
	h.content += size + len(values)*perValue
	switch {
	case size > MaxLine:
		h.refused = tooLong(h.head.File, line, "row")
	case h.content > maxContent:
		h.refused = &Error{File: h.head.File, Line: line, Msg: fmt.Sprintf("the rows up to here have more than %d MiB", maxContent>>20), Hint: "split the file, or save it as CSV, which has no such limit"}
	case size > 0:
		h.refused = h.emit(h.head, Row{Line: line, Values: values})
	}
	return h.refused
}
