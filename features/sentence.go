package features

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/jdkato/prose/v3/segment"
)

// Split finds all sentences of a text, in order, with their paragraph, voice and quotations.
//
// Offsets are bytes of text. Sentences are trimmed of white space, never overlap, and together cover
// every byte that is not white space exactly once. A sentence never runs over the end of its paragraph.
func Split(text string) []Sentence {
	var sentences []Sentence
	for i, paragraph := range Paragraphs(text) {
		body := paragraph.Of(text)
		spans := splitParagraph(body)
		quotes := quotations(body)
		for _, span := range spans {
			quotes = dropBefore(quotes, span.Start)
			sentences = append(sentences, newSentence(body, span, quotes, paragraph.Start, i))
		}
	}
	return sentences
}

// dropBefore drops the spans that end at or before an offset from the front of a list.
func dropBefore(spans []Span, offset int) []Span {
	for len(spans) > 0 && spans[0].End <= offset {
		spans = spans[1:]
	}
	return spans
}

// newSentence describes one sentence of a paragraph that begins at offset of the whole text.
func newSentence(paragraph string, span Span, quotes []Span, offset, number int) Sentence {
	inside := clipQuotes(paragraph, quotes, span)
	s := Sentence{Paragraph: number, Voice: voiceOf(paragraph, span, inside)}
	for i := range inside {
		inside[i] = inside[i].shifted(offset)
	}
	s.Span, s.Quotes = span.shifted(offset), inside
	return s
}

// shifted is the span moved by an offset in bytes.
func (s Span) shifted(by int) Span { return Span{s.Start + by, s.End + by} }

// segmenter is the Punkt segmenter for English, which everything here mends. Its model is embedded.
var segmenter = sync.OnceValue(func() *segment.Segmenter {
	s, err := segment.New()
	if err != nil {
		panic("features: embedded sentence model: " + err.Error())
	}
	return s
})

// splitter walks through a paragraph from place to place and cuts it into sentences.
type splitter struct {
	text  string
	base  []segment.Sentence // what Punkt says, sentences begun before the current place dropped
	start int                // where the sentence under way begins
	list  enumerator         // the last item's, inside a numbered list
	spans []Span
}

// splitParagraph finds the sentences of one paragraph.
func splitParagraph(paragraph string) []Span {
	s := splitter{text: paragraph, base: segmenter().Segment(paragraph)}
	for at := 0; at < len(paragraph); {
		p := s.placeAfter(at)
		s.openItem(p)
		if judge(p) {
			s.cut(p.next)
		}
		at = p.next
	}
	s.cut(len(paragraph))
	return s.spans
}

// cut ends the sentence under way before the offset where the next one begins.
func (s *splitter) cut(next int) {
	if span := trimSpan(s.text, Span{s.start, next}); span.Len() > 0 {
		s.spans = append(s.spans, span)
		s.start = next
	}
}

// placeAfter is the first place at or after an offset where a sentence may end.
func (s *splitter) placeAfter(at int) *place {
	mark := nextMark(s.text, at)
	for len(s.base) > 0 && s.base[0].Start <= at {
		s.base = s.base[1:]
	}
	if len(s.base) > 0 && s.base[0].Start <= mark {
		next := s.base[0].Start
		return s.newPlace(trimSpan(s.text, Span{at, next}).End, next)
	}
	end := s.afterAddress(mark, mark+marksLen(s.text[mark:]))
	return s.newPlace(end, end+spaceLen(s.text[end:]))
}

// afterAddress is the end of the web or mail address around a mark, or end where there is none.
func (s *splitter) afterAddress(mark, end int) int {
	if spaceLen(s.text[end:]) > 0 {
		return end
	}
	from := wordStart(s.text, s.start, mark)
	to := mark + wordLen(s.text[mark:])
	if !isAddress(s.text[from:to]) {
		return end
	}
	return max(to, end)
}

// newPlace describes the place between the offsets end and next.
func (s *splitter) newPlace(end, next int) *place {
	p := &place{text: s.text, start: s.start, end: end, next: next}
	p.cut = len(s.base) > 0 && s.base[0].Start == next
	p.before = p.text[wordStart(p.text, s.start, end):end]
	p.after = p.text[next : next+wordLen(p.text[next:])]
	p.bare = strings.TrimLeft(strings.TrimRight(p.before, closers), openers)
	p.stem = strings.ToLower(strings.TrimRight(p.bare, terminators))
	return p
}

const (
	terminators = ".!?…．。！？"    // end sentences
	closers     = `"'”’)]}»›“‘` // may follow a terminator (“ closes in „German“ quotes)
	openers     = `"'“‘([{«‹„‚*_`
)

// isMark flags the bytes with which a mark may begin that ends a sentence, numbers an item or draws a line.
var isMark = byteSet(".!?)*_=#~-\xE2\xE3\xEF")

// nextMark is the offset of the first mark at or after another that may end a sentence, number an item or
// open one, or of the next line drawn with characters; the end of the text where there is none.
func nextMark(text string, at int) int {
	for i := at; i < len(text); i++ {
		if isMark[text[i]] && isMarkAt(text, i) {
			return i
		}
	}
	return len(text)
}

// isMarkAt tells whether a mark stands at an offset, or a line begins there.
func isMarkAt(text string, i int) bool {
	if strings.IndexByte(rulers, text[i]) >= 0 {
		return (i == 0 || isBlank(text[i-1])) && rulerLen(text[i:]) > 0
	}
	return text[i] < utf8.RuneSelf || strings.ContainsRune(terminators+bullets, firstRune(text[i:]))
}

// marksLen is the length of the marks s begins with: a line drawn with characters, or a mark of any other
// kind and then terminators, closing marks and footnote numbers in brackets.
func marksLen(s string) int {
	if n := rulerLen(s); n > 0 {
		return n
	}
	_, n := utf8.DecodeRuneInString(s)
	for n < len(s) {
		if note := noteLen(s[n:]); note > 0 {
			n += note
			continue
		}
		r, size := utf8.DecodeRuneInString(s[n:])
		if !strings.ContainsRune(terminators+closers, r) || opensQuote(s, n) {
			return n
		}
		n += size
	}
	return n
}

// rulers draw lines across a page when repeated.
const rulers = "*_=#~-"

// rulerLen is the length of the word s begins with where it is a line drawn with one character.
func rulerLen(s string) int {
	if s == "" || strings.IndexByte(rulers, s[0]) < 0 {
		return 0
	}
	n := 1
	for n < len(s) && s[n] == s[0] {
		n++
	}
	if n < 3 || n < 5 && s[0] == '-' || n < len(s) && !isBlank(s[n]) {
		return 0
	}
	return n
}

// opensQuote tells whether the “ or ‘ at offset i opens a quotation: a letter or number follows.
func opensQuote(s string, i int) bool {
	r, size := utf8.DecodeRuneInString(s[i:])
	if r != '“' && r != '‘' {
		return false
	}
	next := firstRune(s[i+size:])
	return unicode.IsLetter(next) || unicode.IsDigit(next)
}

// noteLen is the length of a footnote number in brackets, such as [12], at the start of s.
func noteLen(s string) int {
	if len(s) < 3 || s[0] != '[' {
		return 0
	}
	digits := runLen(s[1:min(len(s), 5)], isDigitByte)
	if digits == 0 || digits > 3 || !strings.HasPrefix(s[1+digits:], "]") {
		return 0
	}
	return digits + 2
}

var isDigitByte = byteSet("0123456789")

// spaceLen is the length of the white space s begins with.
func spaceLen(s string) int { return len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace)) }

// longestWord is how far, in bytes, a word is looked at.
const longestWord = 500

// wordLen is the length of what stands before the first ASCII white space of s, or longestWord.
func wordLen(s string) int {
	n := 0
	for n < len(s) && n < longestWord && !isBlank(s[n]) {
		n++
	}
	return n
}

// wordStart is where the word that ends at end begins, not before start and longestWord bytes back at most.
func wordStart(s string, start, end int) int {
	start = max(start, end-longestWord)
	for end > start && !isBlank(s[end-1]) {
		end--
	}
	return end
}

// isBlank tells whether a byte is ASCII white space.
func isBlank(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }
