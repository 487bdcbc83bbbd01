package pdf

import (
	"cmp"
	"slices"
)

// cmap maps codes to text, as fonts give it for copying.
type cmap struct {
	sizes  [5]bool // how many bytes codes have
	ranges []codes // by their first code
}

// codes is a run of codes that stand for characters in a row, or one code that stands for some characters.
type codes struct {
	first, last int
	text        []rune // of the first; the last of its characters grows with the code
}

// Limits of a map.
const (
	maxRanges   = 1 << 17
	maxOperands = 1 << 16
	maxText     = 32 // characters that one code stands for
)

// newCMap reads a map: the parts of the PostScript program that give ranges of codes.
func (f *file) newCMap(s *stream) *cmap {
	m := &cmap{}
	l := lexer{src: f.unpack(s)}
	var operands array
	for v := l.value(); v != end && len(m.ranges) < maxRanges; v = l.value() {
		k, ok := v.(keyword)
		if !ok && len(operands) < maxOperands {
			operands = append(operands, v)
		}
		if !ok {
			continue
		}
		switch k {
		case "endcodespacerange":
			m.addSizes(operands)
		case "endbfchar":
			m.addChars(operands)
		case "endbfrange":
			m.addRanges(operands)
		}
		operands = operands[:0]
	}
	f.spend(200 * len(m.ranges))
	slices.SortStableFunc(m.ranges, func(a, b codes) int { return cmp.Compare(a.first, b.first) })
	return m
}

func (m *cmap) addSizes(operands array) {
	for _, v := range operands {
		if s, ok := v.(string); ok && 1 <= len(s) && len(s) <= 4 {
			m.sizes[len(s)] = true
		}
	}
}

func (m *cmap) addChars(operands array) {
	for i := 0; i+1 < len(operands); i += 2 {
		m.add(codeOf(operands[i]), codeOf(operands[i]), operands[i+1])
	}
}

func (m *cmap) addRanges(operands array) {
	for i := 0; i+2 < len(operands); i += 3 {
		low, high := codeOf(operands[i]), codeOf(operands[i+1])
		each, ok := operands[i+2].(array)
		if !ok {
			m.add(low, high, operands[i+2])
			continue
		}
		for j, text := range each[:min(len(each), max(0, high-low+1))] {
			m.add(low+j, low+j, text)
		}
	}
}

// codeOf is a code that is given as a string of bytes; -1 for what is none.
func codeOf(v any) int {
	s, ok := v.(string)
	if !ok || len(s) > 4 {
		return -1
	}
	code := 0
	for i := range len(s) {
		code = code<<8 | int(s[i])
	}
	return code
}

// add adds a run of codes.
func (m *cmap) add(low, high int, text any) {
	s, ok := text.(string)
	if !ok || low < 0 || high < low || len(m.ranges) >= maxRanges {
		return
	}
	runes := []rune(utf16BE(s[:min(len(s), 2*maxText)]))
	if len(s) == 1 {
		runes = []rune{rune(s[0])}
	}
	if len(runes) > 0 {
		m.ranges = append(m.ranges, codes{low, high, runes})
	}
}

// codeSize is how many bytes the next code has: two where the map does not say.
func (m *cmap) codeSize(s string) int {
	if m == nil || m.sizes[2] {
		return 2
	}
	for size, used := range m.sizes {
		if used {
			return size
		}
	}
	return 2
}

// text is what a code stands for; empty where the map does not say.
func (m *cmap) text(code int) string {
	i, _ := slices.BinarySearchFunc(m.ranges, code+1, func(c codes, code int) int { return cmp.Compare(c.first, code) })
	if i == 0 || m.ranges[i-1].last < code {
		return ""
	}
	c := m.ranges[i-1]
	last := len(c.text) - 1
	return string(c.text[:last]) + string(c.text[last]+rune(code-c.first))
}
