package features

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normalForm is a token's normal form: lower case, compatibility forms folded (NFKC), straight quotes, nothing
// invisible. An address is "url". It is never empty and holds no white space.
func normalForm(token string, kind TokenKind) string {
	switch {
	case kind == URL:
		return "url"
	case kind == Emoji:
		return orElse(strings.ReplaceAll(token, "\uFE0F", ""), token)
	case isASCII(token):
		return lowerASCII(token)
	}
	folded := norm.NFKC.String(strings.ToValidUTF8(token, "\uFFFD"))
	return orElse(strings.Map(foldRune, norm.NFKC.String(strings.ToLower(folded))), token)
}

// foldRune straightens quotes and drops what is invisible, and the spaces that folding makes.
func foldRune(r rune) rune {
	switch r {
	case '’', '‘', '‛', 'ʼ', '′':
		return '\''
	case '“', '”', '„', '‟', '″':
		return '"'
	}
	if isInvisible(r) || unicode.IsSpace(r) {
		return -1
	}
	return r
}

// isInvisible tells whether a character has no width: soft hyphens, joiners, marks of direction.
func isInvisible(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, r == 0x180E, r == 0x2060, r == 0xFEFF:
		return true
	}
	return 0x200B <= r && r <= 0x200F || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069
}

// invisibleLen is the length of the invisible characters s begins with.
func invisibleLen(s string) int {
	n := 0
	for n < len(s) && s[n] >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !isInvisible(r) {
			break
		}
		n += size
	}
	return n
}

// lowerASCII is an ASCII string in lower case: the string itself where it is.
func lowerASCII(s string) string {
	for i := range len(s) {
		if 'A' <= s[i] && s[i] <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}

// isASCII tells whether a string is all ASCII.
func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// orElse is s, or the other string where s is empty.
func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
