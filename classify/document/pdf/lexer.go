package pdf

import (
	"bytes"
	"math"
	"strconv"
)

// A value of a PDF file is nil, a bool, an int, a float64, a string, a name, an array, a dict, a *stream or a ref. An
// operator of a content stream is a keyword.
type (
	name    string
	keyword string
	array   []any
	dict    map[name]any
)

// ref refers to an object by its number.
type ref int

// stream is a dict and bytes.
type stream struct {
	dict dict
	raw  []byte // still packed
}

// end is what stands behind the last token.
const end = keyword("")

// Limits of one value.
const (
	maxNesting = 100
	maxValues  = 1 << 20
)

// lexer parses values.
type lexer struct {
	src    []byte
	at     int
	refs   bool // "1 0 R" is a reference; not so in content streams
	values int  // so far in the present value
}

// value parses the next value or keyword. What is damaged gives values that make no sense, but never an error.
func (l *lexer) value() any {
	l.values = 0
	return l.nested(0)
}

// nested parses a value at some depth.
func (l *lexer) nested(depth int) any {
	token := l.token()
	switch token {
	case keyword("["):
		return l.array(depth)
	case keyword("<<"):
		return l.dict(depth)
	case keyword("true"):
		return true
	case keyword("false"):
		return false
	case keyword("null"):
		return nil
	}
	if number, ok := token.(int); ok && l.refs {
		return l.reference(number)
	}
	return token
}

// reference parses the rest of "1 0 R"; what is none stays for the next value.
func (l *lexer) reference(number int) any {
	before := l.at
	if _, ok := l.token().(int); ok && l.token() == keyword("R") && number >= 0 {
		return ref(number)
	}
	l.at = before
	return number
}

// keep tells whether a value is kept: beyond the limits none is.
func (l *lexer) keep(depth int) bool {
	l.values++
	return l.values <= maxValues && depth <= maxNesting
}

// array parses the rest of an array.
func (l *lexer) array(depth int) array {
	a := array{}
	for {
		if depth >= maxNesting {
			return a
		}
		switch v := l.nested(depth + 1); v {
		case keyword("]"), end, keyword("endobj"):
			return a
		default:
			if l.keep(depth) {
				a = append(a, v)
			}
		}
	}
}

// dict parses the rest of a dict.
func (l *lexer) dict(depth int) dict {
	d := dict{}
	for {
		if depth >= maxNesting {
			return d
		}
		switch key := l.token().(type) {
		case keyword:
			if key == ">>" || key == end || key == "endobj" {
				return d
			}
		case name:
			before := l.at
			v := l.nested(depth + 1)
			if v == keyword(">>") || v == end {
				l.at = before
			} else if l.keep(depth) {
				d[key] = v
			}
		}
	}
}

// token parses the next token.
func (l *lexer) token() any {
	l.skipSpace()
	if l.at >= len(l.src) {
		return end
	}
	c := l.src[l.at]
	switch {
	case c == '/':
		return l.name()
	case c == '(':
		return l.literal()
	case c == '<' && l.peek(1) != '<':
		return l.hex()
	case c == '<', c == '>' && l.peek(1) == '>':
		l.at += 2
		return keyword([]byte{c, c})
	case isDelimiter(c):
		l.at++
		return keyword([]byte{c})
	}
	start := l.at
	for l.at < len(l.src) && !isDelimiter(l.src[l.at]) && !isSpace(l.src[l.at]) {
		l.at++
	}
	return word(l.src[start:l.at])
}

// peek is a byte further on, 0 behind the end.
func (l *lexer) peek(n int) byte {
	if l.at+n >= len(l.src) {
		return 0
	}
	return l.src[l.at+n]
}

// skipSpace skips white space and comments.
func (l *lexer) skipSpace() {
	for l.at < len(l.src) {
		switch c := l.src[l.at]; {
		case c == '%':
			i := bytes.IndexAny(l.src[l.at:], "\r\n")
			if i < 0 {
				i = len(l.src) - l.at
			}
			l.at += i
		case isSpace(c):
			l.at++
		default:
			return
		}
	}
}

// word is a number, or else a keyword.
func word(b []byte) any {
	if c := b[0]; c != '+' && c != '-' && c != '.' && (c < '0' || '9' < c) || len(b) > 40 {
		return keyword(b[:min(len(b), 40)])
	}
	if n, err := strconv.Atoi(string(b)); err == nil {
		return n
	}
	if x, err := strconv.ParseFloat(string(b), 64); err == nil && !math.IsInf(x, 0) && !math.IsNaN(x) {
		return x
	}
	return keyword(b)
}

// name parses a name. #41 in it is the byte 0x41.
func (l *lexer) name() name {
	l.at++
	start := l.at
	for l.at < len(l.src) && !isDelimiter(l.src[l.at]) && !isSpace(l.src[l.at]) {
		l.at++
	}
	b := l.src[start:min(l.at, start+200)]
	if bytes.IndexByte(b, '#') < 0 {
		return name(b)
	}
	var out []byte
	for i := 0; i < len(b); i++ {
		if b[i] == '#' && i+2 < len(b) && isHex(b[i+1]) && isHex(b[i+2]) {
			out = append(out, unhex(b[i+1])<<4|unhex(b[i+2]))
			i += 2
		} else {
			out = append(out, b[i])
		}
	}
	return name(out)
}

// hex parses a string between angle brackets.
func (l *lexer) hex() string {
	l.at++
	var out []byte
	half, digits := byte(0), 0
	for ; l.at < len(l.src) && l.src[l.at] != '>'; l.at++ {
		c := l.src[l.at]
		if !isHex(c) {
			continue
		}
		half = half<<4 | unhex(c)
		if digits++; digits%2 == 0 {
			out = append(out, half)
		}
	}
	l.at++
	if digits%2 == 1 {
		out = append(out, half<<4)
	}
	return string(out)
}

// literal parses a string between parentheses, which may hold pairs of such.
func (l *lexer) literal() string {
	var out []byte
	depth := 0
	for ; l.at < len(l.src); l.at++ {
		c := l.src[l.at]
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				l.at++
				return string(out)
			}
		case '\\':
			l.at++
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return string(out)
}

// escape appends what stands behind a backslash, and stays on its last byte.
func (l *lexer) escape(out []byte) []byte {
	c := l.peek(0)
	switch c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b', 'f', '\n':
		return out
	case '\r':
		if l.peek(1) == '\n' {
			l.at++
		}
		return out
	}
	if c < '0' || '7' < c {
		return append(out, c)
	}
	octal := int(c - '0')
	for range 2 {
		if d := l.peek(1); '0' <= d && d <= '7' {
			octal = octal<<3 | int(d-'0')
			l.at++
		}
	}
	return append(out, byte(octal))
}

func isSpace(c byte) bool {
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&0xf + 9
}
