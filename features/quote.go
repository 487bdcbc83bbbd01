package features

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// quoteMarks are the marks that open a quotation, and how each is closed.
var quoteMarks = map[rune]struct {
	closes string                                 // closing marks, the proper ones first
	opens  func(paragraph string, mark Span) bool // whether the mark opens a quotation here
	ends   func(paragraph string, mark Span) bool // whether a mark ends one here
}{
	'“':  {`”"`, always, endsQuote},
	'„':  {`“”"`, always, endsQuote},
	'«':  {`»`, always, always},
	'"':  {`"”`, opensStraight, endsStraight},
	'”':  {`”`, opensWrong, always},
	'‘':  {`’`, opensSingle, endsSingle},
	'\'': {`'`, opensApostrophe, endsApostrophe},
}

// beginsMark is the set of the first bytes of all quotation marks.
var beginsMark = byteSet("\"'\xC2\xE2")

// quotations finds what stands inside quotation marks in a paragraph, marks left out, in order.
// A quotation inside a quotation is part of the outer one.
func quotations(paragraph string) []Span {
	var quotes []Span
	for at := 0; at < len(paragraph); {
		mark, ok := nextOpening(paragraph, at)
		if !ok {
			break
		}
		inside, next := quotation(paragraph, mark)
		if inside = trimSpan(paragraph, inside); inside.Len() > 0 {
			quotes = append(quotes, inside)
		}
		at = next
	}
	return quotes
}

// nextOpening finds the first mark at or after an offset that opens a quotation.
func nextOpening(paragraph string, at int) (Span, bool) {
	for i := at; i < len(paragraph); i++ {
		if !beginsMark[paragraph[i]] {
			continue
		}
		r, size := utf8.DecodeRuneInString(paragraph[i:])
		mark := Span{i, i + size}
		if kind, ok := quoteMarks[r]; ok && kind.opens(paragraph, mark) {
			return mark, true
		}
	}
	return Span{}, false
}

// quotation is what the quotation that mark opens holds, and the offset where the next may begin. A mark
// that another opening mark of its kind follows before it is closed opens nothing.
func quotation(paragraph string, mark Span) (inside Span, next int) {
	end, ok := closing(paragraph, mark)
	switch {
	case end.Len() > 0:
		return Span{mark.End, end.Start}, end.End
	case ok && leftOpen(paragraph, mark):
		return Span{mark.End, len(paragraph)}, len(paragraph)
	}
	return Span{mark.End, mark.End}, mark.End
}

// closing finds the mark that closes a quotation: the first proper one, or else the first other. It looks
// no further than the next mark that opens one of the same kind; ok tells that there is none.
func closing(paragraph string, mark Span) (end Span, ok bool) {
	opener := firstRune(mark.Of(paragraph))
	kind := quoteMarks[opener]
	proper := firstRune(kind.closes)
	for i := mark.End; i < len(paragraph); i++ {
		if !beginsMark[paragraph[i]] {
			continue
		}
		r, size := utf8.DecodeRuneInString(paragraph[i:])
		at := Span{i, i + size}
		closes := strings.ContainsRune(kind.closes, r) && kind.ends(paragraph, at)
		switch {
		case closes && r == proper:
			return at, true
		case closes && end.Len() == 0:
			end = at
		case r == opener && kind.opens(paragraph, at):
			return end, false
		}
	}
	return end, true
}

// leftOpen tells whether a quotation that is never closed goes on to the end of its paragraph: a curly mark
// that opens the paragraph, or follows a colon or comma. The next paragraph opens it again.
func leftOpen(paragraph string, mark Span) bool {
	if m := mark.Of(paragraph); m != "“" && m != "„" {
		return false
	}
	before := strings.TrimRight(paragraph[:mark.Start], " ")
	return before == "" || strings.HasSuffix(before, ":") || strings.HasSuffix(before, ",")
}

// always takes a mark for what it looks like.
func always(string, Span) bool { return true }

// endsQuote takes a curly mark for what it looks like, a straight one where words end.
func endsQuote(paragraph string, mark Span) bool {
	return mark.Of(paragraph) != `"` || endsStraight(paragraph, mark)
}

// opensStraight tells whether a straight mark can open a quotation: a space or bracket before it.
func opensStraight(paragraph string, mark Span) bool {
	before := lastRune(paragraph[:mark.Start])
	if mark.Start > 0 && !unicode.IsSpace(before) && !strings.ContainsRune("([{-–—'‘“:/*_>", before) {
		return false
	}
	return mark.End < len(paragraph)
}

// endsStraight tells whether a mark can close a quotation that a straight one opened. A mark after a
// digit is one for inches where another follows that can only close.
func endsStraight(paragraph string, mark Span) bool {
	if mark.Of(paragraph) != `"` || isSpaced(paragraph, mark) {
		return true
	}
	before := lastRune(paragraph[:mark.Start])
	if unicode.IsSpace(before) {
		return false
	}
	i := strings.IndexByte(paragraph[mark.End:], '"')
	if !unicode.IsDigit(before) || i < 0 {
		return true
	}
	next := Span{mark.End + i, mark.End + i + 1}
	return opensStraight(paragraph, next) || isSpaced(paragraph, next)
}

// isSpaced tells whether a mark has white space, or the paragraph's edge, on both sides.
func isSpaced(paragraph string, mark Span) bool {
	before, after := lastRune(paragraph[:mark.Start]), firstRune(paragraph[mark.End:])
	return (mark.Start == 0 || unicode.IsSpace(before)) && (mark.End == len(paragraph) || unicode.IsSpace(after))
}

// opensWrong tells whether a closing mark stands where only an opening one can.
func opensWrong(paragraph string, mark Span) bool {
	after := firstRune(paragraph[mark.End:])
	return opensStraight(paragraph, mark) && (unicode.IsLetter(after) || unicode.IsDigit(after))
}

// opensApostrophe tells whether a straight single mark opens a quotation: before a word, and no apostrophe.
func opensApostrophe(paragraph string, mark Span) bool {
	return opensStraight(paragraph, mark) && opensSingle(paragraph, mark) &&
		unicode.IsLetter(firstRune(paragraph[mark.End:]))
}

// endsApostrophe tells whether a straight single mark closes a quotation: only right behind another mark,
// as in 'Never again,' he said.
func endsApostrophe(paragraph string, mark Span) bool {
	before, after := lastRune(paragraph[:mark.Start]), firstRune(paragraph[mark.End:])
	return strings.ContainsRune(".,!?…", before) && !unicode.IsLetter(after) && !unicode.IsDigit(after)
}

// opensSingle tells whether ‘ opens a quotation and is no apostrophe: ‘90s, ‘em.
func opensSingle(paragraph string, mark Span) bool {
	before, after := lastRune(paragraph[:mark.Start]), paragraph[mark.End:]
	if mark.Start > 0 && (unicode.IsLetter(before) || unicode.IsDigit(before)) {
		return false
	}
	word := after[:wordLen(after)]
	return !unicode.IsDigit(firstRune(word)) && !clippedWords[foldWord(word)]
}

// clippedWords are words that begin with an apostrophe.
var clippedWords = wordSet(`em til till tis twas cause bout round n nuff neath kay tween`)

// endsSingle tells whether ’ closes a quotation and is no apostrophe: no letter or digit behind it, and
// no plural's s before it unless the next such mark comes after another quotation has opened.
func endsSingle(paragraph string, mark Span) bool {
	before, after := lastRune(paragraph[:mark.Start]), firstRune(paragraph[mark.End:])
	if unicode.IsLetter(after) || unicode.IsDigit(after) {
		return false
	}
	return before != 's' || !closesLater(paragraph[mark.End:])
}

// closesLater tells whether a ’ that can only be a closing one comes before the next ‘, and soon.
func closesLater(rest string) bool {
	rest = rest[:min(len(rest), pairWindow)]
	if i := strings.Index(rest, "‘"); i >= 0 {
		rest = rest[:i]
	}
	for {
		i := strings.Index(rest, "’")
		if i < 0 {
			return false
		}
		before, after := lastRune(rest[:i]), firstRune(rest[i+len("’"):])
		if before != 's' && !unicode.IsLetter(after) && !unicode.IsDigit(after) {
			return true
		}
		rest = rest[i+len("’"):]
	}
}

// clipQuotes is what of the quotations lies within a sentence, trimmed of white space.
func clipQuotes(paragraph string, quotes []Span, sentence Span) []Span {
	var inside []Span
	for _, q := range quotes {
		if q.Start >= sentence.End {
			break
		}
		q = Span{max(q.Start, sentence.Start), min(q.End, sentence.End)}
		if q.Start < q.End {
			if q = trimSpan(paragraph, q); q.Len() > 0 {
				inside = append(inside, q)
			}
		}
	}
	return inside
}

// voiceOf is Quoted where more than half of a sentence's letters stand inside quotation marks.
func voiceOf(paragraph string, sentence Span, quotes []Span) Voice {
	quoted := 0
	for _, q := range quotes {
		quoted += countLetters(q.Of(paragraph))
	}
	if quoted > 0 && 2*quoted > countLetters(sentence.Of(paragraph)) {
		return Quoted
	}
	return Author
}

// countLetters counts the letters of a string.
func countLetters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
