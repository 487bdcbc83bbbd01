package features

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// foldWord is a word in lower case, without marks and without what follows an apostrophe.
func foldWord(word string) string {
	word = strings.TrimFunc(word, func(r rune) bool {
		return strings.ContainsRune(openers+closers+terminators+",;:", r)
	})
	if i := strings.IndexAny(word, "'’"); i > 0 {
		word = word[:i]
	}
	return strings.ToLower(word)
}

// isAddress tells whether a word is a web or mail address.
func isAddress(word string) bool {
	word = strings.TrimLeft(word, openers)
	return strings.HasPrefix(word, "www.") || strings.Contains(word, "://") ||
		strings.IndexByte(word, '@') > 0 && hasHostDot(word)
}

// hasHostDot tells whether a dot stands inside a word.
func hasHostDot(word string) bool {
	return strings.ContainsRune(strings.TrimRight(word, terminators+closers), '.')
}

// isEmoticon tells whether a word is an emoticon such as :) ;-) :D
func isEmoticon(word string) bool {
	if len(word) < 2 || len(word) > 4 || strings.IndexByte(":;=", word[0]) < 0 {
		return false
	}
	face := strings.TrimLeft(word[1:], "-^'")
	return face != "" && strings.Trim(face, ")(DPp|/") == ""
}

// isNumeric tells whether a word is a figure, with its separators, sign and currency.
func isNumeric(word string) bool {
	figure := strings.Trim(word, "$€£¥%#-+")
	return figure != "" && strings.Trim(figure, "0123456789.,") == "" && unicode.IsDigit(lastRune(figure))
}

// isCapitalized tells whether a word is I, or begins with a capital and goes on with small letters.
func isCapitalized(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	second := firstRune(word[size:])
	return unicode.IsUpper(first) && (unicode.IsLower(second) || first == 'I' && !unicode.IsLetter(second))
}

// startsUpper tells whether a string's first code point is a capital.
func startsUpper(s string) bool { return unicode.IsUpper(firstRune(s)) }

// endsLower tells whether a string's last two code points are small letters.
func endsLower(s string) bool {
	last, size := utf8.DecodeLastRuneInString(s)
	return unicode.IsLower(last) && unicode.IsLower(lastRune(s[:len(s)-size]))
}

// lastRune is the last code point of a string, U+FFFD where there is none.
func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
