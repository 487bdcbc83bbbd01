package features

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Tokenize finds the tokens of a text, in order. Offsets are bytes of the text passed.
//
// Every byte that is not white space lies in exactly one token, and no token holds white space.
// Words are split at hyphens, but for names such as ISIS-K, F-16 and COVID-19.
func Tokenize(text string) []Token {
	return AppendTokens(make([]Token, 0, len(text)/5+1), text)
}

// AppendTokens appends the tokens of a text to dst, so that callers can reuse its memory. See Tokenize.
func AppendTokens(dst []Token, text string) []Token {
	s := tokenScanner{text: text, words: words.FromString("")}
	for at := spaceLen(text); at < len(text); at += spaceLen(text[at:]) {
		t := s.token(at)
		dst = append(dst, t)
		at = t.End
	}
	return dst
}

// tokenScanner finds the token that begins at an offset of a text.
type tokenScanner struct {
	text  string
	words *words.Iterator[string]
}

// token is the token at an offset where no white space stands. Invisible characters around it belong to it.
func (s *tokenScanner) token(at int) Token {
	if end := plainWord(s.text, at); end > at {
		return Token{Span{at, end}, Word, lowerASCII(s.text[at:end])}
	}
	end, kind := at+invisibleLen(s.text[at:]), Symbol
	if end == len(s.text) || spaceLen(s.text[end:]) == 0 {
		end, kind = s.scan(end)
		end += invisibleLen(s.text[end:])
	}
	return Token{Span{at, end}, kind, normalForm(s.text[at:end], kind)}
}

// scan finds the end and kind of the token at an offset.
func (s *tokenScanner) scan(at int) (end int, kind TokenKind) {
	if at == len(s.text) {
		return at, Symbol
	}
	for _, special := range specials {
		if n := special.length(s.text, at); n > 0 {
			return at + n, special.kind
		}
	}
	end = s.baseWord(at)
	switch r := firstRune(s.text[at:]); {
	case isEmoji(s.text[at:end]):
		return end, Emoji
	case unicode.IsLetter(r):
		return s.word(at, end)
	case unicode.IsNumber(r):
		return s.number(end), Number
	}
	return s.marks(at, end)
}

// specials are the tokens known by how they begin, each with the length of the one at an offset, or 0.
var specials = []struct {
	kind   TokenKind
	length func(text string, at int) int
}{
	{URL, urlLen},
	{URL, mailLen},
	{Hashtag, hashtagLen},
	{Mention, mentionLen},
	{Emoji, emoticonLen},
}

// baseWord is the end of the word at an offset by the Unicode standard (UAX 29), which takes some spaces
// for parts of words. Words of more than longestWord bytes are cut.
func (s *tokenScanner) baseWord(at int) int {
	ahead := s.text[at:]
	if isASCIIMark[ahead[0]] && (len(ahead) == 1 || ahead[1] < utf8.RuneSelf) {
		return at + 1
	}
	s.words.SetText(ahead[:wholeRunes(ahead, wordLen(ahead))])
	s.words.Next()
	base := s.words.Value()
	if i := strings.IndexFunc(base, unicode.IsSpace); i > 0 {
		return at + i
	}
	return at + len(base)
}

// wholeRunes is the greatest length up to n that cuts no code point of s in two.
func wholeRunes(s string, n int) int {
	for i := n; i > 0 && i > n-utf8.UTFMax; i-- {
		if i == len(s) || utf8.RuneStart(s[i]) {
			return i
		}
	}
	return n
}

// word mends a word by the standard: U.S. with its last dot, ISIS-K in one, end.Then apart.
func (s *tokenScanner) word(at, end int) (int, TokenKind) {
	end = at + len(strings.TrimRight(s.text[at:end], "_"))
	if i := strings.IndexByte(s.text[at:end], ':'); i > 0 {
		return at + i, Word
	}
	if i := strings.IndexByte(s.text[at:end], '.'); i > 0 {
		return s.dotted(at, end)
	}
	return s.compound(at, end), Word
}

// dotted mends a word with dots inside it.
func (s *tokenScanner) dotted(at, end int) (int, TokenKind) {
	word := s.text[at:end]
	if isAcronym(word) && strings.HasPrefix(s.text[end:], ".") {
		return end + 1 + possessiveLen(s.text[end+1:]), Word
	}
	if hasHostEnding(word) {
		return end + pathLen(s.text[end:]), URL
	}
	for i := range len(word) {
		if word[i] == '.' && endsLower(word[:i]) && startsUpper(word[i+1:]) {
			return at + i, Word
		}
	}
	return end, Word
}

// isAcronym tells whether a word is made of letters with dots between: U.S  e.g  Ph.D
func isAcronym(word string) bool {
	pieces := 0
	for piece := range strings.SplitSeq(word, ".") {
		if n := utf8.RuneCountInString(piece); n != 1 && (n != 2 || pieces > 0) {
			return false
		}
		pieces++
	}
	return pieces > 1
}

// possessiveLen is the length of 's at the start of s.
func possessiveLen(s string) int {
	for _, suffix := range []string{"'s", "’s"} {
		if strings.HasPrefix(s, suffix) && !unicode.IsLetter(firstRune(s[len(suffix):])) {
			return len(suffix)
		}
	}
	return 0
}

// compound is the end of a word and of the hyphen and single capital, or short number, that belong to it:
// ISIS-K’s, F-16s, COVID-19.
func (s *tokenScanner) compound(at, end int) int {
	rest := s.text[end:]
	if len(rest) < 2 || rest[0] != '-' || !startsUpper(s.text[at:]) {
		return end
	}
	stop := s.baseWord(end + 1)
	right := strings.TrimRight(s.text[end+1:stop], "_")
	right = right[:len(right)-suffixLen(right)]
	letter := len(right) == 1 && 'A' <= right[0] && right[0] <= 'Z'
	digits := runLen(right, isDigitByte)
	if letter || digits > 0 && digits <= 3 && len(right) <= digits+1 {
		return end + 1 + len(right) + possessiveLen(s.text[end+1+len(right):])
	}
	return end
}

// suffixLen is the length of 's at the end of s.
func suffixLen(s string) int {
	for _, suffix := range []string{"'s", "’s"} {
		if strings.HasSuffix(s, suffix) {
			return len(suffix)
		}
	}
	return 0
}

// number is the end of a number and of what belongs to it: 9/11, 10:30, 50%.
func (s *tokenScanner) number(end int) int {
	for {
		rest := s.text[end:]
		if len(rest) < 2 || rest[0] != '/' && rest[0] != ':' || rest[1] < '0' || rest[1] > '9' {
			break
		}
		end = s.baseWord(end + 1)
	}
	if strings.HasPrefix(s.text[end:], "%") {
		end++
	}
	return end
}

// marks is the end and kind of a run of one mark, or of ! and ?. The first reaches to end at least.
func (s *tokenScanner) marks(at, end int) (int, TokenKind) {
	first, size := utf8.DecodeRuneInString(s.text[at:])
	stop := at + size
	for stop < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[stop:])
		if r != first && !(isShout(first) && isShout(r)) {
			break
		}
		stop += size
	}
	if first != '_' {
		stop = max(stop, end)
	}
	if unicode.IsPunct(first) {
		return stop, Punct
	}
	return stop, Symbol
}

// isShout tells whether a mark is one of those that mix in runs: ?!
func isShout(r rune) bool { return r == '!' || r == '?' }

// plainWord is the end of the word at an offset where it is all ASCII letters and nothing behind it could
// belong to it; otherwise the offset itself. Most words are.
func plainWord(text string, at int) int {
	end := at
	for end < len(text) && isASCIILetter[text[end]] {
		end++
	}
	switch {
	case end == len(text), endsPlain[text[end]]:
		return end
	case text[end] == '.' && end > at+1 && (end+1 == len(text) || isBlank(text[end+1])):
		return end
	}
	return at
}

// isASCIILetter and endsPlain are sets of bytes: letters, and what ends a word beyond doubt.
var isASCIILetter, endsPlain = byteSet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), byteSet(" \t\r\n,;!?()[]{}\"")

// isASCIIMark is the set of ASCII marks that join no word, where nothing is attached to them.
var isASCIIMark = byteSet("!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~")

// byteSet is the set of the bytes of a string.
func byteSet(bytes string) (set [256]bool) {
	for i := range len(bytes) {
		set[bytes[i]] = true
	}
	return set
}
