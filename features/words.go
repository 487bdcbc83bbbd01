package features

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a token that n-grams and lexicons see, with what they need to know of it.
type word struct {
	Token
	stem         string
	quoted       bool // inside quotation marks
	clauseBefore bool // punctuation other than a hyphen or a quotation mark stands before it
}

// wordsOf picks the words out of the tokens of a sentence. quotes are in the same offsets as the tokens.
func wordsOf(dst []word, tokens []Token, quotes []Span, stems *stems) []word {
	clause := false
	for _, token := range tokens {
		switch {
		case token.Kind == Punct, token.Kind == Symbol:
			clause = clause || endsClause(token.Norm)
			continue
		case !fitsName(token.Norm):
			continue
		}
		dst = append(dst, word{
			Token:        token,
			stem:         stemOfToken(token, stems),
			quoted:       inside(quotes, token.Start),
			clauseBefore: clause,
		})
		clause = false
	}
	return dst
}

// fitsName tells whether a word can stand in the name of a feature. Some words of damaged text cannot, nor
// can the sign × where it is an emoji: it would read as the mark of a feature's copy for one target.
func fitsName(norm string) bool {
	return norm != "×" && utf8.ValidString(norm) && !strings.ContainsFunc(norm, unicode.IsControl)
}

// stemOfToken stems words; numbers keep only their shape, so that 2021 and 2024 are one feature.
func stemOfToken(token Token, stems *stems) string {
	switch token.Kind {
	case Word:
		return stems.of(token.Norm)
	case Number:
		return numberShape(token.Norm)
	default:
		return token.Norm
	}
}

// numberShape writes every digit as 0.
func numberShape(norm string) string {
	shape := []byte(norm)
	for i, c := range shape {
		if c >= '1' && c <= '9' {
			shape[i] = '0'
		}
	}
	return string(shape)
}

// key is what lexicons know the word by: its stem, but a number as it stands.
func (w *word) key() string {
	if w.Kind == Number {
		return w.Norm
	}
	return w.stem
}

// endsClause tells whether a mark parts what stands before it from what follows. Two hyphens are a dash.
func endsClause(mark string) bool {
	return mark != "-" && strings.Trim(mark, "'\"`«»‹›‚‐*_$£€%") != ""
}

// inside tells whether the offset lies in one of the spans, which are in order.
func inside(spans []Span, at int) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].End > at })
	return i < len(spans) && spans[i].Start <= at
}
