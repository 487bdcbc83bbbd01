package table

import (
	"bytes"
	"io"
	"strings"
)

// readTSV reads tab-separated values: a header, then lines of as many fields. There is no quoting and no
// escaping: a quote or a backslash is itself, and no field can hold a tab or a line end.
func readTSV(file string, r io.Reader) (*Table, error) {
	lines := newLines(file, r)
	header, err := lines.nextFilled()
	if err == io.EOF {
		return nil, lines.empty()
	}
	if err != nil {
		return nil, err
	}
	table, err := newTable(file, lines.number, strings.Split(string(header), "\t"))
	for err == nil {
		var line []byte
		if line, err = lines.nextFilled(); err == nil {
			err = table.addLine(lines.number, line)
		}
	}
	if err != io.EOF {
		return nil, err
	}
	return table, nil
}

// addLine appends a line of tab-separated values. It counts them before it makes room for them.
func (t *Table) addLine(number int, line []byte) error {
	if found := bytes.Count(line, []byte("\t")) + 1; found != len(t.Columns) {
		return t.ragged(number, found, "every line has as many tabs as the first; no field can hold a tab")
	}
	return t.add(number, strings.Split(string(line), "\t"))
}
