package features

import (
	"sort"
	"strings"
)

// word is a token that n-grams and lexicons see, with what they need to know of it.
type word struct {
	Token
	*wordType
	quoted       bool // inside quotation marks
	clauseBefore bool // punctuation other than a hyphen or a quotation mark stands before it
}

// wordsOf picks the words out of the tokens of a sentence. quotes are in the same offsets as the tokens.
func wordsOf(dst []word, tokens []Token, quotes []Span, types *wordTypes) []word {
	clause := false
	for i := range tokens {
		token := &tokens[i]
		if token.Kind == Punct || token.Kind == Symbol {
			clause = clause || endsClause(token.Norm)
			continue
		}
		kind := types.of(token)
		if !kind.nameable {
			continue
		}
		dst = append(dst, word{
			Token:        *token,
			wordType:     kind,
			quoted:       inside(quotes, token.Start),
			clauseBefore: clause,
		})
		clause = false
	}
	return dst
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
