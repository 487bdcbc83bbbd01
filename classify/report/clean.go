package report

import (
	"strings"
	"unicode"
)

// clean makes a stranger's text safe to show on one line: every run of white space becomes one space,
// and the characters that steer a terminal or reorder what is read are taken out.
func clean(text string) string {
	var last rune
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			r = ' '
		}
		if steers(r) || r == ' ' && last == ' ' {
			return -1
		}
		last = r
		return r
	}, text)
}

// harmless takes the characters out that steer a terminal or reorder what is read, but for tabs and line ends.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		if steers(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// steers reports whether r is a control character (C0, DEL, C1) or a bidirectional override or isolate.
func steers(r rune) bool {
	return unicode.IsControl(r) || '\u202A' <= r && r <= '\u202E' || '\u2066' <= r && r <= '\u2069'
}
