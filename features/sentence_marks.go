package features

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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
