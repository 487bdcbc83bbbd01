package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// layOut makes paragraphs of the lines of all pages.
func layOut(pages []page) string {
	cutHeads(pages)
	p := paragraphs{words: wordsOf(pages)}
	for _, lines := range pages {
		p.pitch = usualPitch(lines)
		for i, one := range lines {
			if isContents.MatchString(one.text) {
				continue
			}
			p.add(one, rightEdge(lines, i), i == 0)
		}
	}
	return string(p.text)
}

// isContents is a line of a table of contents: dots that lead to a number.
var isContents = regexp.MustCompile(`(\. ?){5,}\s*[0-9ivxlc]*$`)

// paragraphs joins lines.
type paragraphs struct {
	text  []byte
	words map[string]bool // of the document, with hyphens
	pitch float64         // from line to line of the present page
	last  line
	right float64 // up to where the last line could have gone
	left  float64 // of the lines of the present paragraph but the first
	count int     // lines of the present paragraph
}

// add adds a line.
func (p *paragraphs) add(one line, right float64, newPage bool) {
	switch {
	case p.count == 0:
	case p.joins(one, newPage) || p.isInitial(one):
		p.join(one)
		p.left = one.left
		p.count++
		p.last, p.right = one, right
		return
	default:
		p.text = append(p.text, "\n\n"...)
	}
	p.text = append(p.text, one.text...)
	p.last, p.right, p.left, p.count = one, right, one.left, 1
}

// isInitial tells whether the last line was the large first letter of this one.
func (p *paragraphs) isInitial(one line) bool {
	return p.count == 1 && utf8.RuneCountInString(p.last.text) == 1 && p.last.size > 1.5*one.size && startsLower(one.text) &&
		math.Abs(p.last.right-one.left) < 2*one.size
}

// joins tells whether a line goes on with the paragraph.
func (p *paragraphs) joins(one line, newPage bool) bool {
	size := p.last.size
	fall := p.last.y - one.y
	open := !endsSentence(p.last.text) && (startsLower(one.text) || strings.HasSuffix(p.last.text, "-"))
	switch {
	case max(size, one.size) > 1.15*min(size, one.size):
		return false
	case newPage || fall < -0.5*size: // or another column
		return open
	case fall < 0.5*size || fall > 1.3*max(p.pitch, size):
		return false
	case item.MatchString(one.text) && (!open || bullet.MatchString(one.text)):
		return false
	case p.count > 1 && math.Abs(one.left-p.left) > 0.8*size:
		return false
	case p.count == 1 && one.left < p.last.left-8*size:
		return false
	}
	return open || !p.isShort(one)
}

// isShort tells whether the last line ended early: the first word of the next one would have fitted on it.
func (p *paragraphs) isShort(next line) bool {
	word, _, _ := strings.Cut(next.text, " ")
	width := float64(utf8.RuneCountInString(word)) / float64(utf8.RuneCountInString(next.text)) * (next.right - next.left)
	return p.last.right+width+0.6*p.last.size < p.right
}

// Begins of items of a list.
var (
	bullet = regexp.MustCompile(`^[•‣▪●○■□➢✓·◦]|^[-–—*] `)
	item   = regexp.MustCompile(`^[•‣▪●○■□➢✓·◦]|^[-–—*] |^\(?([0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})[.)] `)
)

// join joins a line to the paragraph, and mends a word that is broken at its end. The hyphen stays where the document has
// the word with one elsewhere, and not without.
func (p *paragraphs) join(one line) {
	before := p.last.text
	trimmed := strings.TrimRight(before, "-\u00ad‐")
	next, _ := utf8.DecodeRuneInString(one.text)
	switch {
	case utf8.RuneCountInString(p.last.text) == 1 && p.last.size > 1.5*one.size:
	case strings.HasSuffix(before, "—") || strings.HasSuffix(before, "/"):
	case len(trimmed) == len(before) || len(trimmed) == 0 || before[len(trimmed)-1] == ' ':
		p.text = append(p.text, ' ')
	case strings.HasSuffix(before, "\u00ad") || unicode.IsLower(next) && !p.hasHyphen(lastWord(trimmed), firstWord(one.text)):
		p.text = p.text[:len(p.text)-len(before)+len(trimmed)]
	}
	p.text = append(p.text, one.text...)
}

// hasHyphen tells whether the document has a word with a hyphen, and not without.
func (p *paragraphs) hasHyphen(before, after string) bool {
	return p.words[before+"-"+after] && !p.words[before+after]
}

// maxWords bounds the memory for a document's words.
const maxWords = 200_000

// wordsOf is the words of a document in lower case, but for those that a line's end may break.
func wordsOf(pages []page) map[string]bool {
	words := map[string]bool{}
	for _, lines := range pages {
		for _, one := range lines {
			fields := strings.Fields(one.text)
			for _, field := range fields[min(1, len(fields)):max(1, len(fields)-1)] {
				if word := bare(field); len(words) < maxWords && len(word) < 50 {
					words[word] = true
				}
			}
		}
	}
	return words
}

// bare is a word in lower case without the marks around it.
func bare(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }))
}

// lastWord is the last word of a text, firstWord the first.
func lastWord(s string) string  { return bare(s[strings.LastIndexByte(s, ' ')+1:]) }
func firstWord(s string) string { word, _, _ := strings.Cut(s, " "); return bare(word) }

// endsSentence tells whether a line ends with a sentence's last mark.
func endsSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"'”’»)]0123456789"))
	return strings.ContainsRune(".!?…:", last)
}

// startsLower tells whether a line begins with a letter in lower case.
func startsLower(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(first)
}

// usualPitch is how far below each other the lines of most paragraphs of a page stand, 0 where none do.
func usualPitch(lines page) float64 {
	var falls []float64
	for i := 1; i < len(lines); i++ {
		above, below := lines[i-1], lines[i]
		fall := above.y - below.y
		if above.size == below.size && 0.8*above.size < fall && fall < 3*above.size {
			falls = append(falls, fall)
		}
	}
	if len(falls) == 0 {
		return 0
	}
	slices.Sort(falls)
	return falls[len(falls)/2]
}

// rightEdge is up to where a line could go: as far as the widest of its neighbours that begin near where it does.
func rightEdge(lines page, i int) float64 {
	const near = 12
	edge := lines[i].right
	for _, other := range lines[max(0, i-near):min(len(lines), i+near+1)] {
		if math.Abs(other.left-lines[i].left) < 6*lines[i].size && max(other.size, lines[i].size) < 1.15*min(other.size, lines[i].size) {
			edge = max(edge, other.right)
		}
	}
	return edge
}

// cutHeads cuts off what stands at the top and the bottom of pages and is no part of the text: page numbers, and lines that
// stand there on three pages, or on two of five or more, but for their numbers.
func cutHeads(pages []page) {
	counts := map[string]int{}
	for _, lines := range pages {
		for _, i := range outer(lines) {
			counts[masked(lines[i].text)]++
		}
	}
	for at, lines := range pages {
		cut := map[int]bool{}
		for _, i := range outer(lines) {
			n := counts[masked(lines[i].text)]
			cut[i] = pageNumber.MatchString(lines[i].text) || n >= 3 || n == 2 && len(pages) > 4
		}
		var kept page
		for i, one := range lines {
			if !cut[i] {
				kept = append(kept, one)
			}
		}
		pages[at] = kept
	}
}

// outer is the lines of a page that stand on the two highest and the two lowest levels.
func outer(lines page) []int {
	var levels []float64
	for _, one := range lines {
		levels = append(levels, one.y)
	}
	slices.Sort(levels)
	levels = slices.CompactFunc(levels, func(a, b float64) bool { return math.Abs(a-b) < 2 })
	var at []int
	for i, one := range lines {
		if len(levels) <= 4 || one.y < levels[2]-0.01 || one.y > levels[len(levels)-2]-0.01 {
			at = append(at, i)
		}
	}
	return at
}

// pageNumber is a line that is no more than a page's number.
var pageNumber = regexp.MustCompile(`^(?i:page )?[-–— \[|]*([0-9]{1,4}|[ivxlc]{1,7})( ?(/|of) ?[0-9]{1,4})?[-–— \]|]*$`)

// masked is a line with its numbers made alike.
func masked(s string) string {
	return digits.ReplaceAllString(s[:min(len(s), 200)], "#")
}

var digits = regexp.MustCompile(`[0-9]+`)
