package table

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf8"
)

// lines reads checked lines: bounded, valid UTF-8, without NUL.
type lines struct {
	file   string
	r      *bufio.Reader
	number int // of the line read last, from 1
}

func newLines(file string, r io.Reader) *lines {
	return &lines{file: file, r: bufio.NewReaderSize(LimitLines(file, r), 64<<10)}
}

// next returns the next line with its end, or io.EOF after the last one.
func (l *lines) next() ([]byte, error) {
	line, err := l.r.ReadBytes('\n')
	if err != nil && err != io.EOF {
		return nil, FileError(l.file, err)
	}
	if len(line) == 0 {
		return nil, io.EOF
	}
	l.number++
	if l.number == 1 {
		line = bytes.TrimPrefix(line, []byte("\ufeff"))
	}
	return line, l.check(line)
}

// nextFilled returns the next line that is not empty, without its end, or io.EOF after the last one.
func (l *lines) nextFilled() ([]byte, error) {
	for {
		line, err := l.next()
		if err != nil {
			return nil, err
		}
		if line = trimEnd(line); len(line) > 0 {
			return line, nil
		}
	}
}

// check refuses a line that is not text.
func (l *lines) check(line []byte) error {
	if bytes.IndexByte(line, 0) >= 0 {
		return &Error{File: l.file, Line: l.number, Msg: "NUL byte: looks like a binary file"}
	}
	if !utf8.Valid(line) {
		return &Error{File: l.file, Line: l.number, Msg: "invalid UTF-8", Hint: "save the file as UTF-8"}
	}
	return nil
}

// empty is the error for a file that holds nothing.
func (l *lines) empty() error {
	return &Error{File: l.file, Msg: "is empty"}
}

// trimEnd returns a line without its LF or CRLF.
func trimEnd(line []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
}
