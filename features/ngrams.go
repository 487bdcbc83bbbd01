package features

import "unicode/utf8"

// findUnits lists what n-grams run over: the words, and the marks of punctuation that part clauses. A mark is often
// what tells a verdict from a report: the commas of "a funny, touching, smart film", a dash, an ellipsis. Counting
// them raised accuracy on SUBJ from 93.2 to 93.6 % and cost nothing elsewhere. Quotation marks and hyphens are left
// out, so that "so-called" and “heinous” plan stay n-grams.
func (e *Extractor) findUnits() {
	e.units = e.units[:0]
	words := e.words
	for _, token := range e.tokens {
		switch {
		case len(words) > 0 && words[0].Start == token.Start:
			e.units = append(e.units, words[0])
			words = words[1:]
		case token.Kind == Punct && endsClause(token.Norm) && fitsName(token.Norm):
			token.Norm = markName(token.Norm)
			e.units = append(e.units, word{Token: token, wordType: e.types.of(&token)})
		}
	}
}

// markName is what a mark is known by: all dashes alike, and an ellipsis however long.
func markName(mark string) string {
	switch punctMark(mark) {
	case "dash":
		return "--"
	case "ellipsis":
		return "..."
	}
	return mark
}

// eachStemNgram emits every run of stems and marks, up to the longest.
func (e *Extractor) eachStemNgram() {
	e.eachNgram(Stem, e.settings.Stems, func(w *word) string { return w.stem })
}

// eachFormNgram emits the runs of words and marks as they stand, where stemming has taken something away.
func (e *Extractor) eachFormNgram() {
	e.eachNgram(Form, e.settings.Forms, func(w *word) string { return w.Norm })
}

// eachNgram emits every run of 2 to longest units, and every mark, but for runs that say no more than their stems do.
func (e *Extractor) eachNgram(kind Kind, longest int, part func(*word) string) {
	for first := range e.units {
		says := kind == Stem
		e.begin(kind)
		for last := first; last < min(first+longest, len(e.units)); last++ {
			unit := &e.units[last]
			if last > first {
				e.name = append(e.name, ' ')
			}
			e.name = append(e.name, part(unit)...)
			says = says || unit.stem != unit.Norm
			if !says || last == first && unit.Kind != Punct {
				continue
			}
			name := len(e.name)
			e.send(kind, 1, Span{Start: e.units[first].Start, End: unit.End})
			e.name = e.name[:name]
		}
	}
}

// charNgrams emits the character n-grams of a word, its edges marked by _.
func (e *Extractor) charNgrams(w *word) {
	e.padded = append(append(append(e.padded[:0], '_'), w.Norm...), '_')
	for start := 0; start < len(e.padded); start += runeLen(e.padded[start:]) {
		e.charNgramsFrom(e.padded[start:], w.Span)
	}
}

// charNgramsFrom emits the n-grams that begin where rest begins.
func (e *Extractor) charNgramsFrom(rest []byte, span Span) {
	end := 0
	for n := 1; n <= e.settings.CharMax && end < len(rest); n++ {
		end += runeLen(rest[end:])
		if n < e.settings.CharMin {
			continue
		}
		e.begin(Chars)
		e.name = append(e.name, rest[:end]...)
		e.send(Chars, 1, span)
	}
}

// runeLen is the length in bytes of the first rune; 1 for a byte that begins none.
func runeLen(text []byte) int {
	if text[0] < utf8.RuneSelf {
		return 1
	}
	_, size := utf8.DecodeRune(text)
	return size
}
