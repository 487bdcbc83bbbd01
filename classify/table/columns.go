package table

import "strings"

// columns collects the distinct column names of a table, in order of first appearance.
type columns struct {
	file  string
	names []string
	index map[string]int
}

func newColumns(file string) *columns {
	return &columns{file: file, index: map[string]int{}}
}

// add returns the index of a column, which is new when the index is the number of columns before.
func (c *columns) add(line int, name string) (int, error) {
	name = strings.TrimSpace(name)
	if i, ok := c.index[name]; ok {
		return i, nil
	}
	if err := c.check(line, name); err != nil {
		return -1, err
	}
	c.index[name] = len(c.names)
	c.names = append(c.names, name)
	return len(c.names) - 1, nil
}

// check refuses a name that is empty or holds a character that only damage puts there.
func (c *columns) check(line int, name string) error {
	switch {
	case name == "":
		return &Error{File: c.file, Line: line, Msg: "a column has no name", Hint: "every column needs a name of its own"}
	case strings.Contains(name, "\r"):
		return &Error{File: c.file, Line: line, Msg: "carriage return in a column name", Hint: "save the file with LF or CRLF line ends"}
	case strings.Contains(name, "\x00"):
		return &Error{File: c.file, Line: line, Msg: "NUL character in a column name"}
	}
	return nil
}

// twice is the error for a name that is there already.
func (c *columns) twice(line, i int) error {
	return &Error{File: c.file, Line: line, Msg: "column " + Quote(c.names[i]) + " appears twice"}
}
