package features

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Widths, in code points, between which the longest line of hard-wrapped prose lies.
const (
	wrapMin = 40
	wrapMax = 100
)

// Paragraphs finds the paragraphs of a text, in order, each trimmed of surrounding white space.
//
// A blank line always ends a paragraph. A single line break does not when the prose was wrapped there:
// when the next line's first word would not have fitted, or the sentence plainly runs on. List items,
// headlines and lines far longer than any wrapping are paragraphs of their own.
func Paragraphs(text string) []Span {
	var paragraphs, lines []Span
	for rest := 0; rest < len(text); {
		end := lineEnd(text, rest)
		if line := trimSpan(text, Span{rest, end}); line.Len() > 0 {
			lines = append(lines, line)
		} else {
			paragraphs = appendBlock(paragraphs, text, lines)
			lines = lines[:0]
		}
		rest = afterBreak(text, end)
	}
	return appendBlock(paragraphs, text, lines)
}

// lineEnd is the offset of the first line break at or after start, or the end of the text.
func lineEnd(text string, start int) int {
	if i := strings.IndexAny(text[start:], "\n\r"); i >= 0 {
		return start + i
	}
	return len(text)
}

// afterBreak is the offset behind the line break (\n, \r\n or \r) at end.
func afterBreak(text string, end int) int {
	if strings.HasPrefix(text[end:], "\r\n") {
		return end + 2
	}
	return end + 1
}

// trimSpan takes white space off both ends of a span.
func trimSpan(text string, s Span) Span {
	s.End = s.Start + len(strings.TrimRightFunc(s.Of(text), unicode.IsSpace))
	s.Start = s.End - len(strings.TrimLeftFunc(s.Of(text), unicode.IsSpace))
	return s
}

// block is a run of lines with no blank line between them.
type block struct {
	text       string
	lines      []Span
	width      int  // the longest line, in code points
	unfinished bool // no line ends a sentence: headlines, menus, lists of names
}

// appendBlock appends the paragraphs of a block of lines.
func appendBlock(paragraphs []Span, text string, lines []Span) []Span {
	if len(lines) < 2 {
		return append(paragraphs, lines...)
	}
	b := newBlock(text, lines)
	paragraphs = append(paragraphs, lines[0])
	for i := 1; i < len(lines); i++ {
		if b.runsOn(i) {
			paragraphs[len(paragraphs)-1].End = lines[i].End
		} else {
			paragraphs = append(paragraphs, lines[i])
		}
	}
	return paragraphs
}

// newBlock measures a block of lines.
func newBlock(text string, lines []Span) block {
	b := block{text: text, lines: lines, unfinished: true}
	lower := 0
	for _, line := range lines {
		b.width = max(b.width, utf8.RuneCountInString(line.Of(text)))
		b.unfinished = b.unfinished && !endsSentence(line.Of(text))
		if startsLower(line.Of(text)) {
			lower++
		}
	}
	b.unfinished = b.unfinished && (lower == 0 || b.width < wrapMin)
	return b
}

// runsOn tells whether line i goes on with what line i-1 began.
func (b block) runsOn(i int) bool {
	above, below := b.lines[i-1].Of(b.text), b.lines[i].Of(b.text)
	switch {
	case b.beginsItem(i), b.unfinished && !startsItem(b.lines[0].Of(b.text)):
		return false
	case endsOpen(above), startsLower(below) && !endsSentence(above):
		return true
	}
	return b.wrapped() && !b.fits(above, below)
}

// wrapped tells whether the block may be hard-wrapped prose.
func (b block) wrapped() bool { return wrapMin <= b.width && b.width <= wrapMax }

// fits tells whether the first word below would still have fitted on the line above.
func (b block) fits(above, below string) bool {
	word, _, _ := strings.Cut(below, " ")
	return utf8.RuneCountInString(above)+1+utf8.RuneCountInString(word) <= b.width
}

// beginsItem tells whether line i begins a list item. A dash or a number at the start of a line may be
// chance; it counts where the list is under way or the line above was left short or ended.
func (b block) beginsItem(i int) bool {
	above, below := b.lines[i-1].Of(b.text), b.lines[i].Of(b.text)
	if !startsItem(below) {
		return false
	}
	return strings.ContainsRune(bullets, firstRune(below)) || startsItem(b.lines[0].Of(b.text)) ||
		endsSentence(above) || !b.wrapped() || b.fits(above, below)
}

// bullets open list items and nothing else.
const bullets = "•‣⁃◦▪●○■□➢►✓✔"

// startsItem tells whether a line starts like a list item: "• ", "- ", "* ", "1. ", "(b) ".
func startsItem(line string) bool {
	if strings.ContainsRune(bullets, firstRune(line)) {
		return true
	}
	mark, _, found := strings.Cut(line, " ")
	if !found {
		return false
	}
	switch mark {
	case "-", "*", "–", "—", "+", "·", "o":
		return true
	}
	_, ok := parseEnumerator(mark)
	return ok
}

// endsSentence tells whether a line ends with a sentence's last mark, closing quotes and brackets apart.
func endsSentence(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, closers))
	return strings.ContainsRune(terminators, last)
}

// endsOpen tells whether a line ends with a mark after which a sentence always goes on.
func endsOpen(line string) bool { return strings.HasSuffix(line, ",") }

// startsLower tells whether a line's first letter is lower case.
func startsLower(line string) bool { return unicode.IsLower(firstRune(line)) }

// firstRune is the first code point of a string, U+FFFD where there is none.
func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
