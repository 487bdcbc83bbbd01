package features

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// urlLen is the length of the web address at an offset, known by its scheme or www.
func urlLen(text string, at int) int {
	if c := text[at] | 0x20; c != 'h' && c != 'w' && c != 'f' {
		return 0
	}
	rest := text[at:]
	for _, scheme := range []string{"https://", "http://", "ftp://", "www."} {
		if len(rest) > len(scheme) && strings.EqualFold(rest[:len(scheme)], scheme) {
			if n := addressLen(rest); n > len(scheme) {
				return n
			}
		}
	}
	return 0
}

// addressLen is the length of an address up to white space, a quote or an angle bracket, without the
// marks of the sentence it stands in.
func addressLen(s string) int {
	end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`<>"“”«»`, r) })
	if end < 0 {
		end = len(s)
	}
	const marks = ".,;:!?…'’‘*_]}"
	address := strings.TrimRight(s[:end], marks)
	surplus := strings.Count(address, ")") - strings.Count(address, "(")
	for ; surplus > 0 && strings.HasSuffix(address, ")"); surplus-- {
		address = strings.TrimRight(address[:len(address)-1], marks)
	}
	return len(address)
}

// pathLen is the length of the path behind a host's name.
func pathLen(s string) int {
	if !strings.HasPrefix(s, "/") {
		return 0
	}
	return addressLen(s)
}

// hasHostEnding tells whether a word with dots ends like a host's name.
func hasHostEnding(word string) bool {
	return hostEndings[strings.ToLower(word[strings.LastIndexByte(word, '.')+1:])]
}

// hostEndings are the top-level domains under which a bare name is taken for an address.
var hostEndings = wordSet(`com org net edu gov mil int info biz io co uk eu us ca au de fr ru cn ua tv me ly news app ai`)

// mailLen is the length of the mail address at an offset.
func mailLen(text string, at int) int {
	local := runLen(text[at:min(len(text), at+65)], isMailByte)
	if local == 0 || at+local == len(text) || text[at+local] != '@' {
		return 0
	}
	host := text[at+local+1:]
	host = strings.TrimRight(host[:runLen(host[:min(len(host), 254)], isHostByte)], ".-")
	dot := strings.LastIndexByte(host, '.')
	if dot < 1 || len(host)-dot < 3 || strings.Trim(host[dot+1:], letterBytes) != "" {
		return 0
	}
	return local + 1 + len(host)
}

const letterBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// isMailByte and isHostByte are the bytes that mail addresses hold before and behind the @.
var isMailByte, isHostByte = byteSet(letterBytes + "0123456789._%+-"), byteSet(letterBytes + "0123456789.-")

// runLen is the number of bytes at the start of s that are in a set.
func runLen(s string, set [256]bool) int {
	n := 0
	for n < len(s) && set[s[n]] {
		n++
	}
	return n
}

// hashtagLen is the length of the hashtag at an offset: letters, digits and _, a letter among them.
func hashtagLen(text string, at int) int {
	if text[at] != '#' {
		return 0
	}
	letter := false
	end := strings.IndexFunc(text[at+1:], func(r rune) bool {
		letter = letter || unicode.IsLetter(r)
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '_'
	})
	if end < 0 {
		end = len(text) - at - 1
	}
	if !letter {
		return 0
	}
	return end + 1
}

// mentionLen is the length of the user name with @ at an offset.
func mentionLen(text string, at int) int {
	if text[at] != '@' {
		return 0
	}
	n := runLen(text[at+1:], isNameByte)
	if n == 0 {
		return 0
	}
	return n + 1
}

// isNameByte is the set of bytes of user names.
var isNameByte = byteSet(letterBytes + "0123456789_")

// emoticonLen is the length of the emoticon at an offset, which stands alone: :) ;-) :D
func emoticonLen(text string, at int) int {
	if at > 0 && !isBlank(text[at-1]) {
		return 0
	}
	face := text[at : at+wordLen(text[at:min(len(text), at+5)])]
	face = strings.TrimRight(face, ".,!?")
	if !isEmoticon(face) {
		return 0
	}
	return len(face)
}

// isEmoji tells whether a token is an emoji: a pictograph, a flag, a keycap, or a sign that a variation
// selector turns into a picture.
func isEmoji(token string) bool {
	r, size := utf8.DecodeRuneInString(token)
	if r < 0x80 {
		return strings.HasSuffix(token, "\u20E3")
	}
	return unicode.Is(pictographs, r) || strings.HasPrefix(token[size:], "\uFE0F") && !unicode.IsLetter(r)
}

// pictographs are the characters shown as pictures. Signs that are text unless a selector says
// otherwise, as © and ↔, are not among them.
var pictographs = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x231A, 0x231B, 1}, {0x23E9, 0x23FA, 1}, {0x25FD, 0x25FE, 1}, {0x2600, 0x26FF, 1},
		{0x2702, 0x2712, 1}, {0x2728, 0x2728, 1}, {0x274C, 0x274E, 1}, {0x2753, 0x2757, 1},
		{0x2763, 0x2764, 1}, {0x2795, 0x2797, 1}, {0x27B0, 0x27BF, 15}, {0x2B1B, 0x2B1C, 1},
		{0x2B50, 0x2B55, 5},
	},
	R32: []unicode.Range32{{0x1F000, 0x1FAFF, 1}},
}
