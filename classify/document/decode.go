package document

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"rhetor/classify/table"
)

// decode turns the bytes of a file into text. UTF-8 is kept as it is, but for a byte order mark; UTF-16
// with a byte order mark and windows-1252 are decoded, which the notice says. All else is an error.
func decode(file string, raw []byte) (text, notice string, err error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return decodeUTF16(file, raw, unicode.LittleEndian)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return decodeUTF16(file, raw, unicode.BigEndian)
	}
	if err := refuseNUL(file, raw); err != nil {
		return "", "", err
	}
	content := bytes.TrimPrefix(raw, []byte("\ufeff"))
	if utf8.Valid(content) {
		return string(content), "", nil
	}
	if len(content) == len(raw) && isWindows1252(raw) {
		return decodeWindows1252(raw)
	}
	i := firstInvalid(raw)
	return "", "", undecodable(file, raw[i], i, lineOf(raw, i), "UTF-8")
}

// decoderOf decodes what decode has said not to be UTF-8.
func decoderOf(raw []byte) transform.Transformer {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	}
	return charmap.Windows1252.NewDecoder()
}

// decodeUTF16 decodes UTF-16 with a byte order mark. Damage shows where encoding again gives other bytes; of
// no text at all the encoder makes no mark.
func decodeUTF16(file string, raw []byte, endian unicode.Endianness) (string, string, error) {
	utf16 := unicode.UTF16(endian, unicode.UseBOM)
	text, err := utf16.NewDecoder().Bytes(raw)
	if err != nil {
		return "", "", table.FileError(file, err)
	}
	again, err := utf16.NewEncoder().Bytes(text)
	if err != nil {
		return "", "", table.FileError(file, err)
	}
	if i := mismatch(raw, again); len(text) > 0 && i < len(raw) {
		before, _ := utf16.NewDecoder().Bytes(raw[:i&^1])
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

// isWindows1252 reports whether the text has none of the five bytes that windows-1252 leaves undefined.
func isWindows1252(raw []byte) bool {
	for _, undefined := range []byte{0x81, 0x8D, 0x8F, 0x90, 0x9D} {
		if bytes.IndexByte(raw, undefined) >= 0 {
			return false
		}
	}
	return true
}

// decodeWindows1252 decodes windows-1252.
func decodeWindows1252(raw []byte) (string, string, error) {
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	return string(text), "decoded as windows-1252", err
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
