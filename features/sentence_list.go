package features

import "strings"

// enumerator numbers an item of a list that stands inside running text: 1. (2) c) iv.)
type enumerator struct {
	open, number, close string
}

// parseEnumerator reads a word as an enumerator.
func parseEnumerator(word string) (enumerator, bool) {
	word = strings.TrimLeft(word, bullets)
	body := strings.TrimPrefix(word, "(")
	number := strings.TrimRight(body, ".)")
	e := enumerator{word[:len(word)-len(body)], number, body[len(number):]}
	switch e.close {
	case ".", ")", ".)":
		return e, isDigits(number) && len(number) <= 3 || isLetter(number) || romanOf(number) > 0
	}
	return e, false
}

// follows tells whether e numbers the item after the one that before numbers.
func (e enumerator) follows(before enumerator) bool {
	if e.open != before.open || e.close != before.close || before.number == "" {
		return false
	}
	switch {
	case isDigits(e.number) && isDigits(before.number):
		return decimal(e.number) == decimal(before.number)+1
	case isLetter(e.number) && isLetter(before.number) && e.number[0] == before.number[0]+1:
		return true
	}
	return romanOf(e.number) > 0 && romanOf(e.number) == romanOf(before.number)+1
}

// openItem ends the sentence before the word at a place where that word opens an item: a bullet, a ruler, or
// the next enumerator of a list. Only an enumerator at the start of a sentence begins a list.
func (s *splitter) openItem(p *place) {
	if len(p.before) == longestWord {
		return
	}
	at := p.end - len(p.before)
	first := strings.Trim(s.text[s.start:at], bullets+" \t") == ""
	e, ok := enumerator{}, false
	if len(p.before) <= 8 {
		e, ok = parseEnumerator(p.before)
	}
	opens := rulerLen(p.before) > 0 || strings.ContainsRune(bullets, firstRune(p.before)) || ok && e.follows(s.list)
	if ok && (first || opens) {
		s.list = e
	}
	if opens && !first {
		s.cut(at)
		p.start = at
	}
}

// romanOf is the value of a small roman number in one case, 0 where it is none.
func romanOf(s string) int {
	for i, numeral := range romans {
		if strings.EqualFold(s, numeral) && (s == numeral || s == strings.ToUpper(numeral)) {
			return i + 1
		}
	}
	return 0
}

var romans = strings.Fields("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv")

// decimal is the value of a short run of digits.
func decimal(s string) int {
	n := 0
	for i := range len(s) {
		n = 10*n + int(s[i]-'0')
	}
	return n
}

// isDigits tells whether s is one ASCII digit or more and nothing else.
func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isLetter tells whether s is one ASCII letter.
func isLetter(s string) bool {
	return len(s) == 1 && ('a' <= s[0] && s[0] <= 'z' || 'A' <= s[0] && s[0] <= 'Z')
}
