package features

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// place is a spot in a paragraph where a sentence may end, with what a rule looks at.
type place struct {
	text   string
	start  int    // where the sentence under way begins
	end    int    // where it would end
	next   int    // where the next would begin
	cut    bool   // whether Punkt ends a sentence here
	before string // the last word, marks included: Gen.  asked?”
	after  string // the next word, marks included
	bare   string // before without the quotes and brackets around it: Gen.
	stem   string // bare without its last marks, lower case: gen
}

// verdict is a rule's opinion of a place.
type verdict int

const (
	pass verdict = iota // no opinion: ask the next rule
	stay                // the sentence goes on
	stop                // the sentence ends here
)

// repairs are the rules that correct Punkt, in order: the first opinion counts, and Punkt's own where
// no rule has one.
var repairs = []func(*place) verdict{
	(*place).glued,
	(*place).item,
	(*place).ruler,
	(*place).strayMark,
	(*place).emoticon,
	(*place).ellipsis,
	(*place).parenthesis,
	(*place).attribution,
	(*place).aside,
	(*place).address,
	(*place).title,
	(*place).reference,
	(*place).timeOfDay,
	(*place).suffix,
	(*place).initial,
	(*place).number,
	(*place).name,
	(*place).closed,
	(*place).footnote,
	(*place).unmarked,
}

// judge tells whether a sentence ends at a place.
func judge(p *place) bool {
	for _, rule := range repairs {
		if v := rule(p); v != pass {
			return v == stop
		}
	}
	return p.cut
}

// when is the verdict v where a condition holds, and no opinion where it does not.
func when(condition bool, v verdict) verdict {
	if condition {
		return v
	}
	return pass
}

// either is stop where a condition holds, and stay where it does not.
func either(condition bool) verdict {
	if condition {
		return stop
	}
	return stay
}

// glued ends a sentence after a wide mark, and where the space was forgotten ("the end.Then"), and nowhere
// else within a word.
func (p *place) glued() verdict {
	if strings.ContainsRune("．。！？", lastRune(p.before)) {
		return stop
	}
	if p.next != p.end || p.end == len(p.text) {
		return pass
	}
	word := p.before + p.after
	return either(forgottenSpace(p.bare, p.after) && !strings.ContainsAny(word, "/@=&_"))
}

// forgottenSpace tells whether a small word with its mark, and a word glued to it, belong to two
// sentences: quality.You  tomorrow?then  3,000.That. Names of hosts and files do not.
func forgottenSpace(bare, after string) bool {
	left := strings.TrimRight(bare, terminators)
	next := strings.TrimLeft(after, openers)
	if len(next) < 2 && next != "I" || strings.ContainsAny(left, ".:") {
		return false
	}
	if strings.HasSuffix(bare, "?") || strings.HasSuffix(bare, "!") {
		return len(left) > 1 && endsLower(left) && isLetter(next[:1])
	}
	if !isCapitalized(next) || hasHostDot(next) || hosts[foldWord(next)] {
		return false
	}
	return isNumeric(left) || endsLower(left) && !isAbbreviation(strings.ToLower(left))
}

// item keeps an item's number, or the label of a sentence, with what follows: "1. The", "Q. Who", "P.S. I".
func (p *place) item() verdict {
	if p.end-p.start > 12 {
		return pass
	}
	for word := range strings.FieldsSeq(p.text[p.start:p.end]) {
		_, ok := parseEnumerator(word)
		if !ok && strings.Trim(word, bullets) != "" && !openings[strings.ToLower(strings.TrimRight(word, "."))] {
			return pass
		}
	}
	return stay
}

// ruler ends a sentence after a line drawn with characters: ***, =====.
func (p *place) ruler() verdict {
	return when(p.before != "" && rulerLen(p.before) == len(p.before), stop)
}

// strayMark keeps marks that stand apart with the sentence before them: "Really ?", "(so they say. )".
func (p *place) strayMark() verdict {
	switch r := firstRune(p.after); {
	case strings.ContainsRune(")]},;:!?”’»›", r):
		return when(strings.Trim(p.after, ")]},;:!?”’»›\"'.…") == "", stay)
	case p.after == `"`:
		last := p.next+1 == len(p.text)
		return when(last || strings.Count(p.text[max(p.start, p.end-pairWindow):p.end], `"`)%2 == 1, stay)
	}
	return pass
}

// emoticon ends a sentence after an emoticon, and never before one: "I love her. :) We", "so fun :) Now".
func (p *place) emoticon() verdict {
	if isEmoticon(p.after) {
		return stay
	}
	return when(isEmoticon(p.before) && startsUpper(p.after), stop)
}

// ellipsis goes on before a small letter, and before "I", whose capital tells nothing. Spaced dots stay
// together: with the words before them, or with those behind where a dot of its own has ended the sentence
// ("It burned. . . . The wind").
func (p *place) ellipsis() verdict {
	dots := p.bare == "."
	if strings.Trim(p.after, ".…"+closers) == "" && strings.IndexAny(p.after, ".…") == 0 {
		rest := strings.TrimLeft(p.text[p.next:min(len(p.text), p.next+20)], ". ")
		return either(p.after == "." && !dots && strings.HasSuffix(p.before, ".") && startsUpper(rest))
	}
	if dots && p.end-p.start < 20 && strings.Trim(p.text[p.start:p.end], ". ") == "" {
		return stay
	}
	if !dots && !strings.HasSuffix(p.bare, "..") && !strings.HasSuffix(p.bare, "…") {
		return pass
	}
	if startsLower(p.after) || foldWord(p.after) == "i" {
		return stay
	}
	return when(startsUpper(p.after), stop)
}

// pairWindow is how far, in bytes, a rule looks back and ahead for the other half of a pair.
const pairWindow = 300

// parenthesis goes on inside brackets that opened within the sentence.
func (p *place) parenthesis() verdict {
	from := max(p.start, p.end-pairWindow)
	open := strings.LastIndexByte(p.text[from:p.end], '(')
	if open < 0 || from+open == p.start || strings.IndexByte(p.text[from+open:p.end], ')') >= 0 {
		return pass
	}
	ahead := p.text[p.next:min(len(p.text), p.next+pairWindow)]
	shut, reopen := strings.IndexByte(ahead, ')'), strings.IndexByte(ahead, '(')
	return when(shut >= 0 && (reopen < 0 || shut < reopen), stay)
}

// attribution keeps a quotation with the words that tell who said it: “Why?” he asked.
func (p *place) attribution() verdict {
	quoted := strings.ContainsRune(`"'”’»`, lastRune(p.before))
	mark := lastRune(strings.TrimRight(p.before, closers))
	if quoted && startsLower(p.after) {
		return stay
	}
	asked := mark == '?' || mark == '!'
	return when(asked && (quoted || startsLower(p.after)) && p.saidNext(), stay)
}

// saidNext tells whether the next words are a speaker of up to three words and a verb of speech.
func (p *place) saidNext() bool {
	ahead := p.text[p.next:min(len(p.text), p.next+60)]
	i := 0
	for word := range strings.FieldsSeq(ahead) {
		bare := strings.TrimRight(word, ".,:;")
		if i > 0 && sayings[bare] {
			return true
		}
		if i++; i > 3 || bare != word || i > 1 && !startsUpper(word) {
			return false
		}
	}
	return false
}

// aside goes on over a dash: "and -- voila! -- you have it".
func (p *place) aside() verdict {
	if strings.Trim(p.after, "-–—") != "" {
		return pass
	}
	return when(startsLower(strings.TrimLeft(p.text[p.next:min(len(p.text), p.next+20)], "-–— ")), stay)
}

// address ends a sentence after an address with a dot behind it, and between bare addresses.
func (p *place) address() verdict {
	if !isAddress(p.bare) || strings.HasSuffix(p.bare, "!") || strings.HasSuffix(p.bare, "?") {
		return pass
	}
	if strings.HasSuffix(p.bare, ".") {
		return when(!startsLower(p.after), stop)
	}
	return either(isAddress(p.after) || p.starterNext())
}

// title keeps a title, or an abbreviation that stands before something, with what follows.
func (p *place) title() verdict {
	return when(p.abbreviated() && (inner[p.stem] || titles[p.stem] && startsUpper(p.bare)), stay)
}

// reference keeps "Fig.", "No." and their like with their number.
func (p *place) reference() verdict {
	if !p.abbreviated() || !references[p.stem] {
		return pass
	}
	if unicode.IsDigit(firstRune(strings.TrimLeft(p.after, openers))) {
		return stay
	}
	return when(p.stem == "no" && p.starterNext(), stop)
}

// timeOfDay ends a sentence after "a.m." before a capital, unless the date goes on or the time has but
// opened the sentence.
func (p *place) timeOfDay() verdict {
	if p.stem != "a.m" && p.stem != "p.m" {
		return pass
	}
	opening := p.end-p.start < 30 && len(strings.Fields(p.text[p.start:p.end])) <= 3
	return either(startsUpper(p.after) && !opening && !hours[foldWord(p.after)])
}

// suffix ends a sentence after an abbreviation that may stand last only where the next word plainly
// begins another: "Harrow & Co. It", but "the U.S. Senate", "(D-Calif.) Monday".
func (p *place) suffix() verdict {
	stem := p.stem[strings.LastIndexByte(p.stem, '-')+1:]
	proper := startsUpper(p.bare) && (calendar[stem] || states[stem])
	if !p.abbreviated() || !proper && !suffixes[stem] {
		return pass
	}
	r := firstRune(p.after)
	switch {
	case unicode.IsLower(r), unicode.IsDigit(r):
		return stay
	case p.starterNext(), strings.ContainsRune(`"“‘«„`, r), p.stem == "etc":
		return stop
	}
	return when(!strings.Contains(p.stem, "."), stay)
}

// initial keeps a name's letter with the name: "Maria T. Olsen", but "you and I. Did".
func (p *place) initial() verdict {
	if len(p.bare) != 2 || p.bare[1] != '.' || !startsUpper(p.bare) {
		return pass
	}
	if p.starterNext() {
		return stop
	}
	return when(p.bare != "I.", stay)
}

// number ends a sentence after a figure and a dot before a capital: "It cost $100.00. We".
func (p *place) number() verdict {
	figure := strings.TrimRight(p.bare, terminators)
	return when(p.abbreviated() && isNumeric(figure) && startsUpper(p.after), stop)
}

// name goes on where a name carries the mark: "at Zowie! in the".
func (p *place) name() verdict {
	if !strings.HasSuffix(p.before, "!") || !startsUpper(p.before) || !startsLower(p.after) {
		return pass
	}
	return when(p.end-len(p.before) > p.start && strings.Trim(p.after, "abcdefghijklmnopqrstuvwxyz") == "", stay)
}

// closed ends a sentence after a mark and a closing quote or bracket before a capital.
func (p *place) closed() verdict {
	closing := strings.TrimRight(p.text[p.start:p.end], closers+" ")
	if len(closing) == p.end-p.start || !strings.ContainsRune(terminators, lastRune(closing)) {
		return pass
	}
	return when(startsUpper(strings.TrimLeft(p.after, `"'“‘«„`)), stop)
}

// footnote ends a sentence after its mark and the numbers of footnotes: "since 1931.[4] Then".
func (p *place) footnote() verdict {
	text := strings.TrimRight(p.before, "[0123456789]")
	if text == "" || !strings.HasSuffix(p.before, "]") {
		return pass
	}
	return when(strings.ContainsRune(terminators, lastRune(text)) && startsUpper(p.after), stop)
}

// unmarked goes on where no mark ends the last word: Punkt takes marks inside a word for its end.
func (p *place) unmarked() verdict {
	mark := lastRune(strings.TrimRight(p.before, closers))
	return when(mark != utf8.RuneError && !strings.ContainsRune(terminators, mark), stay)
}

// abbreviated tells whether the last word ends with one dot.
func (p *place) abbreviated() bool {
	return strings.HasSuffix(p.bare, ".") && len(p.bare) == len(p.stem)+1
}

// starterNext tells whether the next word is one that begins sentences, with a capital.
func (p *place) starterNext() bool {
	return startsUpper(strings.TrimLeft(p.after, openers)) && starters[foldWord(p.after)]
}
