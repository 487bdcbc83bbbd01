package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// prose gathers the text of a document that has more in it than text. Between two paragraphs stands a blank line;
// within one, each run of white space is one space.
type prose struct {
	text strings.Builder
	gap  gap // what stands between the text so far and what comes next
}

// gap is white space, from the least to the most that it parts.
type gap int

const (
	none gap = iota
	space
	line
	paragraph
)

var gaps = [...]string{none: "", space: " ", line: "\n", paragraph: "\n\n"}

// add adds text to the present paragraph. White space within it is no more than a space. Control characters and soft
// hyphens are left out; bytes that are not UTF-8 become U+FFFD.
func (p *prose) add(s string) {
	for len(s) > 0 {
		word := strings.IndexFunc(s, steersOrParts)
		switch {
		case word > 0:
			p.word(s[:word])
			s = s[word:]
		case word < 0:
			p.word(s)
			return
		default:
			r, size := utf8.DecodeRuneInString(s)
			if unicode.IsSpace(r) {
				p.part(space)
			}
			s = s[size:]
		}
	}
}

// steersOrParts tells what no word has: white space, control characters, soft hyphens.
func steersOrParts(r rune) bool {
	if ' ' < r && r <= '~' {
		return false
	}
	return r == '\u00ad' || unicode.IsSpace(r) || unicode.IsControl(r)
}

// word writes what has no white space, after the gap before it.
func (p *prose) word(s string) {
	if p.text.Len() > 0 {
		p.text.WriteString(gaps[p.gap])
	}
	p.gap = none
	p.text.WriteString(strings.ToValidUTF8(s, "\ufffd"))
}

// lines adds text that keeps its line ends: two in a row part paragraphs.
func (p *prose) lines(s string) {
	for i, one := range strings.Split(s, "\n") {
		if i > 0 {
			p.newLine()
		}
		p.add(one)
	}
}

// newLine ends the line; where nothing came since the last one, it ends the paragraph.
func (p *prose) newLine() {
	if p.gap >= line {
		p.gap = paragraph
	} else {
		p.gap = line
	}
}

// part parts what comes next from the text so far by no less than a gap.
func (p *prose) part(by gap) { p.gap = max(p.gap, by) }

// end ends the paragraph.
func (p *prose) end() { p.part(paragraph) }

// String is the text so far.
func (p *prose) String() string { return p.text.String() }

// level is the main text, or that of a text box.
type level struct {
	*prose
	boxes *prose // text of the boxes that hang on the present paragraph
}

func newLevel() level { return level{&prose{}, &prose{}} }

// maxBoxes is how deep text boxes may lie in one another; what is deeper is left out.
const maxBoxes = 5

// endWithBoxes ends the paragraph. The boxes that hang on it follow.
func (l *level) endWithBoxes() {
	l.end()
	l.lines(l.boxes.String())
	l.end()
	l.boxes = &prose{}
}

// hang hangs a text box on the present paragraph.
func (l level) hang(box level) level {
	l.boxes.end()
	l.boxes.lines(box.String())
	return l
}
