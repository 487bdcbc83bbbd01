package table

import (
	"bytes"
	"io"
)

// MaxLine is the length in bytes, without its end, of the longest line (or CSV record) that is read: 16 MiB.
const MaxLine = 16 << 20

// LimitLines returns a reader that passes r on until a line is longer than MaxLine, and fails there with an
// *Error, having read no more than a buffer beyond. It looks at line feeds only, so any bytes may pass.
func LimitLines(file string, r io.Reader) io.Reader {
	return &limiter{file: file, r: r, line: 1}
}

// limiter counts the bytes of the present line.
type limiter struct {
	file string
	r    io.Reader
	line int // number of the present line, from 1
	size int // bytes of it so far
}

// Read reads from the reader beneath and measures every line that passes. It holds back what it has of a
// line that is too long.
func (l *limiter) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	for rest := p[:n]; len(rest) > 0; {
		line, _, ended := bytes.Cut(rest, []byte("\n"))
		if l.size+len(line) > MaxLine {
			return n - len(rest), tooLong(l.file, l.line, "line")
		}
		if !ended {
			l.size += len(line)
			break
		}
		l.line, l.size, rest = l.line+1, 0, rest[len(line)+1:]
	}
	return n, err
}

// tooLong is the error for a line or record over the limit.
func tooLong(file string, line int, what string) *Error {
	return &Error{File: file, Line: line, Msg: what + " is longer than 16 MiB"}
}
