package table

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Error is what is wrong with an input, and where.
type Error struct {
	File string // as the user named it; "-" for standard input; "" when no file is to blame
	Line int    // from 1; 0 when no line is to blame
	Msg  string // lower case, no full stop; names the column where there is one
	Hint string // what the user can do about it; may be empty
}

// Error returns "file:line: msg", leaving out a line of 0; the file "-" is called standard input. A file name that would disturb a terminal is quoted.
func (e *Error) Error() string {
	where := printable(e.File)
	if e.File == "-" {
		where = "standard input"
	}
	if where == "" {
		return e.Msg
	}
	if e.Line > 0 {
		where += ":" + strconv.Itoa(e.Line)
	}
	return where + ": " + e.Msg
}

// FileError returns what went wrong in opening or reading a file as an *Error; one that is such already is kept.
func FileError(file string, err error) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return &Error{File: file, Msg: err.Error()}
}

// maxQuoted is the number of runes of an input's content that a message shows.
const maxQuoted = 60

// Quote returns s as messages show it: in double quotes, escaped, cut after 60 runes.
func Quote(s string) string {
	runes := 0
	for i := range s {
		if runes == maxQuoted {
			return strconv.Quote(s[:i]) + "..."
		}
		runes++
	}
	return strconv.Quote(s)
}

// maxListed is the number of names that a message lists.
const maxListed = 20

// QuoteList returns names as messages show them: quoted, separated by commas, cut after 20.
func QuoteList(names []string) string {
	if len(names) > maxListed {
		return fmt.Sprintf("%s and %d more", QuoteList(names[:maxListed]), len(names)-maxListed)
	}
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = Quote(name)
	}
	return strings.Join(quoted, ", ")
}

// printable returns a file name as it is, or quoted when it holds what a terminal may obey.
func printable(name string) string {
	for _, r := range name {
		if r == utf8.RuneError || !strconv.IsPrint(r) {
			return strconv.Quote(name)
		}
	}
	return name
}

// FileErrorOrNil is FileError of an error, and nil of none.
func FileErrorOrNil(file string, err error) error {
	if err == nil {
		return nil
	}
	return FileError(file, err)
}
