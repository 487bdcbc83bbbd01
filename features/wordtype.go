package features

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordType is what is the same of all words of one normal form and kind. It is found out once.
type wordType struct {
	stem     string          // a number's shape; of what is neither word nor number, the normal form
	key      string          // what lexicons know it by: its stem, but a number as it stands
	nameable bool            // it can stand in the name of a feature
	person   string          // the person that a pronoun speaks of
	modal    string          // the modality of a modal verb
	starts   *starts         // terms of the lexicon of which it may be the first word; nil: not looked for yet
	memo     any             // kept for the user of the extractor
	crossed  map[string]*any // the same, for targets that have features of their own
}

// wordTypes remembers the word types it has met. It is not safe for use by several goroutines.
type wordTypes struct {
	known map[typeName]*wordType
}

type typeName struct {
	norm string
	kind TokenKind
}

// mostWordTypes bounds the memory: text can be made of endlessly many words.
const mostWordTypes = 1 << 17

func newWordTypes() *wordTypes { return &wordTypes{known: make(map[typeName]*wordType)} }

// of is the type of a token.
func (w *wordTypes) of(token *Token) *wordType {
	if t, known := w.known[typeName{token.Norm, token.Kind}]; known {
		return t
	}
	if len(w.known) >= mostWordTypes {
		clear(w.known)
	}
	t := newWordType(token)
	w.known[typeName{token.Norm, token.Kind}] = t
	return t
}

// memoOf is the place to keep something about the type, for one target or, where it is empty, for all others.
func (t *wordType) memoOf(crossing string) *any {
	if crossing == "" {
		return &t.memo
	}
	if t.crossed == nil {
		t.crossed = map[string]*any{}
	}
	if t.crossed[crossing] == nil {
		t.crossed[crossing] = new(any)
	}
	return t.crossed[crossing]
}

func newWordType(token *Token) *wordType {
	t := &wordType{stem: token.Norm, nameable: fitsName(token.Norm), person: personOf[token.Norm], modal: modalOf[token.Norm]}
	switch token.Kind { // numbers keep only their shape, so that 2021 and 2024 are one feature
	case Word:
		t.stem = stemOf(token.Norm)
	case Number:
		t.stem = numberShape(token.Norm)
	}
	t.key = t.stem
	if token.Kind == Number {
		t.key = token.Norm
	}
	return t
}

// fitsName tells whether a word can stand in the name of a feature. Some words of damaged text cannot, nor
// can the sign × where it is an emoji: it would read as the mark of a feature's copy for one target.
func fitsName(norm string) bool {
	return norm != "×" && utf8.ValidString(norm) && !strings.ContainsFunc(norm, unicode.IsControl)
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
