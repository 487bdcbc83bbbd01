package table

import (
	"bytes"
	"io"
	"strings"
)

// eachTSV reads tab-separated values: a header, then lines of as many fields. There is no quoting and no
// escaping: a quote or a backslash is itself, and no field can hold a tab or a line end.
func eachTSV(file string, r io.Reader, emit Emit) error {
	lines := newLines(file, r)
	header, err := lines.nextFilled()
	if err == io.EOF {
		return lines.empty()
	}
	if err != nil {
		return err
	}
	head, err := newTable(file, lines.number, strings.Split(string(header), "\t"))
	if err == nil {
		err = emit(head, Row{})
	}
	for err == nil {
		var line []byte
		if line, err = lines.nextFilled(); err != nil {
			break
		}
		if found := bytes.Count(line, []byte("\t")) + 1; found != len(head.Columns) { // counted before there is room made for them
			return head.ragged(lines.number, found, "every line has as many tabs as the first; no field can hold a tab")
		}
		err = emit(head, Row{Line: lines.number, Values: strings.Split(string(line), "\t")})
	}
	if err != io.EOF {
		return err
	}
	return nil
}
