package pdf

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// font tells what codes show and how far they move the pen.
type font struct {
	composite bool      // codes have more than one byte
	unicode   *cmap     // what codes stand for; nil where the font does not say
	encoding  *encoding // the same of a simple font, by its encoding
	widths    map[int]float64
	width     float64 // of all other codes
	unit      float64 // of widths, in text space
}

// font is the font that a page calls by some name.
func (f *file) font(resources any, called name) *font {
	value := any(nil)
	switch fonts := f.get(resources, "Font").(type) {
	case dict:
		value = fonts[called]
	}
	r, isRef := value.(ref)
	if known := f.fonts[r]; isRef && known != nil {
		return known
	}
	made := f.newFont(f.resolve(value))
	if isRef {
		f.fonts[r] = made
	}
	return made
}

// newFont reads a font.
func (f *file) newFont(v any) *font {
	made := &font{unit: 0.001, widths: map[int]float64{}}
	if s, ok := f.get(v, "ToUnicode").(*stream); ok {
		made.unicode = f.newCMap(s)
	}
	if f.get(v, "Subtype") == name("Type0") {
		f.composite(made, v)
		return made
	}
	if f.get(v, "Subtype") == name("Type3") {
		if matrix := numbers(f.get(v, "FontMatrix")); len(matrix) == 6 && matrix[0] != 0 {
			made.unit = matrix[0]
		}
	}
	made.encoding = f.encoding(v)
	f.simpleWidths(made, v)
	return made
}

// encoding is the encoding of a simple font: one that is named, or that of the font itself, with what differs from it.
func (f *file) encoding(v any) *encoding {
	e := *f.ownEncoding(v)
	var differences any
	switch given := f.get(v, "Encoding").(type) {
	case name:
		return namedEncoding(given, &e)
	case dict:
		base, _ := f.get(given, "BaseEncoding").(name)
		e = *namedEncoding(base, &e)
		differences = f.get(given, "Differences")
	}
	code := 0
	for _, d := range list(differences) {
		switch d := f.resolve(d).(type) {
		case int:
			code = d
		case name:
			if 0 <= code && code < 256 {
				e[code] = glyphText(string(d))
			}
			code++
		}
	}
	return &e
}

// namedEncoding is the encoding of a name, or else another.
func namedEncoding(n name, other *encoding) *encoding {
	switch n {
	case "WinAnsiEncoding":
		return winAnsi
	case "MacRomanEncoding":
		return macRoman
	case "StandardEncoding":
		return standard
	}
	return other
}

// put is an entry of the encoding that the program of a Type 1 font holds.
var put = regexp.MustCompile(`dup\s+(\d{1,3})\s*/(\S{1,40})\s+put`)

// ownEncoding is the encoding that a simple font has itself: that of its program where it can be read, else by its kind.
// Symbols stand for nothing.
func (f *file) ownEncoding(v any) *encoding {
	base, _ := f.get(v, "BaseFont").(name)
	if symbols.MatchString(string(base)) {
		return &encoding{0xb7: "•"}
	}
	if f.get(v, "Subtype") == name("TrueType") {
		return winAnsi
	}
	s, ok := f.get(f.get(v, "FontDescriptor"), "FontFile").(*stream)
	if !ok {
		return standard
	}
	program := f.unpack(s)
	if i := bytes.Index(program, []byte("eexec")); i >= 0 {
		program = program[:i]
	}
	var e encoding
	entries := put.FindAllSubmatch(program[:min(len(program), 64<<10)], 256)
	if entries == nil {
		return standard
	}
	for _, entry := range entries {
		if code, _ := strconv.Atoi(string(entry[1])); code < 256 {
			e[code] = glyphText(string(entry[2]))
		}
	}
	return &e
}

// symbols is the names of fonts that have no letters.
var symbols = regexp.MustCompile(`(?i)^([A-Z]{6}\+)?(symbol|zapf|.*dingbats|wingdings)`)

// simpleWidths reads the widths of a simple font.
func (f *file) simpleWidths(made *font, v any) {
	made.width, _ = number(f.get(f.get(v, "FontDescriptor"), "MissingWidth"))
	first, _ := f.get(v, "FirstChar").(int)
	widths := list(f.get(v, "Widths"))
	for i, w := range widths[:min(len(widths), 256)] {
		if width, ok := number(f.resolve(w)); ok {
			made.widths[first+i] = width
		}
	}
	if len(widths) > 0 {
		return
	}
	base, _ := f.get(v, "BaseFont").(name)
	made.width = 550
	for code, text := range made.encoding {
		if text != "" {
			made.widths[code] = usualWidth(string(base), text)
		}
	}
}

// The widths of the characters from space to tilde of the fonts that every reader has, in thousandths of the size.
var (
	helvetica = [...]uint16{278, 278, 355, 556, 556, 889, 667, 222, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 222, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584}
	times     = [...]uint16{250, 333, 408, 500, 500, 833, 778, 333, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541}
)

// usualWidth is about how wide a character is in a font that gives no widths.
func usualWidth(base, text string) float64 {
	r := []rune(norm.NFD.String(text))[0]
	switch {
	case strings.Contains(base, "Courier") || strings.Contains(base, "Mono"):
		return 600
	case r < ' ' || '~' < r:
		return 500
	case strings.Contains(base, "Times") || strings.Contains(base, "Serif"):
		return float64(times[r-' '])
	}
	return float64(helvetica[r-' '])
}

// composite reads the widths of a font with many characters: [1 [500 600] 7 9 250] gives 1 and 2 theirs, 7 to 9 the same.
func (f *file) composite(made *font, v any) {
	made.composite = true
	made.width = 1000
	below := f.resolve(first(list(f.get(v, "DescendantFonts"))))
	if w, ok := number(f.get(below, "DW")); ok {
		made.width = w
	}
	widths := list(f.get(below, "W"))
	for given := 0; len(widths) >= 2 && given < maxWidths; {
		code, _ := f.resolve(widths[0]).(int)
		switch second := f.resolve(widths[1]).(type) {
		case array:
			for i, w := range second {
				made.widths[code+i], _ = number(f.resolve(w))
			}
			given, widths = given+len(second), widths[2:]
		case int:
			w, _ := number(f.resolve(first(widths[2:])))
			for c := code; c <= second && given < maxWidths; c++ {
				made.widths[c] = w
				given++
			}
			widths = widths[min(3, len(widths)):]
		default:
			widths = widths[1:]
		}
	}
	f.spend(100 * len(made.widths))
}

// maxWidths is how many widths a font gives.
const maxWidths = 1 << 17

// first is the first value of an array, nil where it is empty.
func first(a array) any {
	if len(a) == 0 {
		return nil
	}
	return a[0]
}

// number is a value as a number.
func number(v any) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// numbers is an array as numbers.
func numbers(v any) []float64 {
	var out []float64
	for _, v := range list(v) {
		x, _ := number(v)
		out = append(out, x)
	}
	return out
}

// next takes the first code off a string. The text is empty where the font does not tell it.
func (n *font) next(s string) (code int, text string, size int) {
	code, size = int(s[0]), 1
	if n.composite {
		size = min(n.unicode.codeSize(s), len(s))
		for i := 1; i < size; i++ {
			code = code<<8 | int(s[i])
		}
	}
	if n.unicode != nil {
		text = n.unicode.text(code)
	}
	if text == "" && n.encoding != nil {
		text = n.encoding[code]
	}
	return code, text, size
}

// advance is how far a code moves the pen, in units of the size.
func (n *font) advance(code int) float64 {
	w, ok := n.widths[code]
	if !ok {
		w = n.width
	}
	return w * n.unit
}
