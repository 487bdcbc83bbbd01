package features

import (
	"strings"
	"sync"

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
