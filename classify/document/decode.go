package document

import (
	"bytes"
	"fmt"
	unicodes "unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"rhetor/classify/table"
)

// decode turns the bytes of a file into text. UTF-8 is kept as it is, but for a byte order mark; UTF-16 and the encodings
// of one byte a letter that charsetOf tells are decoded, which the notice says. All else is an error.
func decode(file string, raw []byte) (text, notice string, err error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return decodeUTF16(file, raw, unicode.LittleEndian)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return decodeUTF16(file, raw, unicode.BigEndian)
	}
	if found, ok := unmarkedUTF16(raw); ok {
		text, err := found.NewDecoder().Bytes(raw)
		return string(text), "decoded as " + found.name, err
	}
	if err := refuseNUL(file, raw); err != nil {
		return "", "", err
	}
	content := bytes.TrimPrefix(raw, []byte("\ufeff"))
	if utf8.Valid(content) {
		return string(content), "", nil
	}
	if c, ok := charsetOf(raw); ok && len(content) == len(raw) {
		text, err := c.NewDecoder().Bytes(raw)
		return string(text), "decoded as " + c.name, err
	}
	i := firstInvalid(raw)
	return "", "", undecodable(file, raw[i], i, lineOf(raw, i), "UTF-8")
}

// decoderOf decodes what decode has said not to be UTF-8.
func decoderOf(raw []byte) transform.Transformer {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	}
	if found, ok := unmarkedUTF16(raw); ok {
		return found.NewDecoder()
	}
	c, _ := charsetOf(raw)
	return c.NewDecoder()
}

// namedEncoding is an encoding with the name that notices give it.
type namedEncoding struct {
	name string
	encoding.Encoding
}

// minUnits is the number of UTF-16 units without which nothing is told.
const minUnits = 16

// unmarkedUTF16 tells UTF-16 without a byte order mark: in one order of bytes, and one only, everything is text of
// Europe, with at least a blank or a line end.
func unmarkedUTF16(raw []byte) (namedEncoding, bool) {
	if len(raw)%2 != 0 || len(raw) < 2*minUnits || bytes.IndexByte(raw, 0) < 0 {
		return namedEncoding{}, false
	}
	switch {
	case isEuropean(raw[1:], raw):
		return namedEncoding{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}, true
	case isEuropean(raw, raw[1:]):
		return namedEncoding{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}, true
	}
	return namedEncoding{}, false
}

// isEuropean reports whether UTF-16 units, each from every second byte of both slices, are Latin, Greek or Cyrillic text.
func isEuropean(high, low []byte) bool {
	unit := func(i int) rune { return rune(high[i])<<8 | rune(low[i]) }
	words, blanks, last := 0, 0, len(high)-1
	for i := 0; i < len(low) && i <= last; i += 2 {
		switch r := unit(i); {
		case r == ' ' || r == '\n' || r == '\r' || r == '\t':
			blanks++
		case utf16.IsSurrogate(r):
			if i += 2; i > last || i >= len(low) || utf16.DecodeRune(r, unit(i)) == utf8.RuneError {
				return false
			}
		case !isEuropeanRune(r):
			return false
		case unicodes.IsLetter(r) || unicodes.IsDigit(r):
			words++
		}
	}
	return blanks > 0 && words > len(low)/4
}

// isEuropeanRune reports whether a character is Latin, Greek or Cyrillic, or a mark that stands beside them.
func isEuropeanRune(r rune) bool {
	const noBreakSpace, softHyphen = 0xa0, 0xad
	marks := r >= 0x2000 && r < 0x2200 // punctuation, currencies, arrows
	return (r < 0x530 || marks) && unicodes.IsPrint(r) || r == noBreakSpace || r == softHyphen
}

// decodeUTF16 decodes UTF-16 with a byte order mark. Damage shows where encoding again gives other bytes; of
// no text at all the encoder makes no mark.
func decodeUTF16(file string, raw []byte, endian unicode.Endianness) (string, string, error) {
	marked := unicode.UTF16(endian, unicode.UseBOM)
	text, err := marked.NewDecoder().Bytes(raw)
	if err != nil {
		return "", "", table.FileError(file, err)
	}
	again, err := marked.NewEncoder().Bytes(text)
	if err != nil {
		return "", "", table.FileError(file, err)
	}
	if i := mismatch(raw, again); len(text) > 0 && i < len(raw) {
		before, _ := marked.NewDecoder().Bytes(raw[:i&^1])
		return "", "", undecodable(file, raw[i], i, lineOf(before, len(before)), "UTF-16")
	}
	return string(text), "decoded as UTF-16", refuseNUL(file, text)
}

// mismatch returns the offset of the first byte of a that b does not have there, or the length of a.
func mismatch(a, b []byte) int {
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return i
		}
	}
	return len(a)
}

// firstInvalid returns the offset of the first byte that is not UTF-8, or the length of the text.
func firstInvalid(raw []byte) int {
	i := 0
	for i < len(raw) {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		i += size
	}
	return i
}

// undecodable is the error for a byte that an encoding has no place for. The offset counts from 0.
func undecodable(file string, b byte, offset, line int, encoding string) error {
	msg := fmt.Sprintf("byte 0x%02x at offset %d is not %s", b, offset, encoding)
	return &table.Error{File: file, Line: line, Msg: msg, Hint: "convert it to UTF-8, for instance with iconv"}
}

// refuseNUL refuses bytes that no text has.
func refuseNUL(file string, text []byte) error {
	i := bytes.IndexByte(text, 0)
	if i < 0 {
		return nil
	}
	return &table.Error{File: file, Line: lineOf(text, i), Msg: "NUL byte: looks like a binary file"}
}

// lineOf returns the number of the line that an offset is in, from 1.
func lineOf(text []byte, offset int) int {
	return 1 + bytes.Count(text[:offset], []byte("\n"))
}
