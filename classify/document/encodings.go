package document

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	icu "github.com/gogs/chardet"
	mozilla "github.com/wlynxg/chardet"
	"golang.org/x/text/encoding/charmap"
)

// charset is an encoding of one byte a letter, by the name that notices give it.
type charset struct {
	name string
	*charmap.Charmap
}

var (
	windows1252 = charset{"windows-1252", charmap.Windows1252}
	iso885915   = charset{"ISO-8859-15", charmap.ISO8859_15}
)

// family is encodings of one script that have nearly all letters in common. Detectors tell the family; its member is
// the one that makes the most sense of a text, the first of several.
type family struct {
	script  *unicode.RangeTable
	members []charset
}

var (
	greek = family{unicode.Greek, []charset{{"ISO-8859-7", charmap.ISO8859_7}, {"windows-1253", charmap.Windows1253}}}
	koi8  = family{unicode.Cyrillic, []charset{{"KOI8-R", charmap.KOI8R}, {"KOI8-U", charmap.KOI8U}}}
	ansi  = family{unicode.Cyrillic, []charset{{"windows-1251", charmap.Windows1251}}}

	cyrillicISO   = family{unicode.Cyrillic, []charset{{"ISO-8859-5", charmap.ISO8859_5}}}
	centralEurope = family{unicode.Latin, []charset{{"ISO-8859-2", charmap.ISO8859_2}, {"windows-1250", charmap.Windows1250}}}
	turkish       = family{unicode.Latin, []charset{{"windows-1254", charmap.Windows1254}}}
)

// scripts maps what Mozilla's detector says to what it may be. It takes windows-1251 for x-mac-cyrillic at times: they
// have the small letters in common.
var scripts = map[string]family{
	"ISO-8859-7": greek, "Windows-1253": greek, "KOI8-R": koi8, "ISO-8859-5": cyrillicISO,
	"Windows-1251": ansi, "x-mac-cyrillic": ansi,
}

const (
	scriptSize    = 64 << 10 // bytes of text that Mozilla's detector is shown
	trigramSize   = 8 << 10  // and ICU's
	minHigh       = 20       // bytes above ASCII without which nothing is told
	minMozilla    = 0.8      // confidence, from 0 to 1
	minTrigrams   = 30       // confidence, from 0 to 100
	trigramMargin = 1.35     // by which it is more than that of any other family
)

// charsetOf tells the encoding of a text that is not UTF-8: windows-1252, unless there is good evidence of another.
// There is none where a byte has no letter in any that is likely.
func charsetOf(text []byte) (charset, bool) {
	sample, high := highLines(text)
	if high >= minHigh {
		of := ofTrigrams
		if isRuns(sample, high) {
			of = ofScript
		}
		if c, ok := of(sample); ok && c.fits(text) {
			return c, true
		}
	}
	if hasLatin9(text, sample, high) && iso885915.fits(text) {
		return iso885915, true
	}
	return windows1252, windows1252.fits(text)
}

// highLines returns the first lines that hold bytes above ASCII, and the number of these bytes.
func highLines(text []byte) (sample []byte, high int) {
	for line := range bytes.Lines(text) {
		n := 0
		for _, b := range line {
			if b >= utf8.RuneSelf {
				n++
			}
		}
		if n == 0 {
			continue
		}
		sample, high = append(sample, line[:min(len(line), scriptSize)]...), high+n
		if len(sample) >= scriptSize {
			break
		}
	}
	return sample, high
}

// isRuns reports whether most bytes above ASCII follow one another. In Latin text they stand alone.
func isRuns(sample []byte, high int) bool {
	pairs := 0
	for i := 1; i < len(sample); i++ {
		if sample[i-1] >= utf8.RuneSelf && sample[i] >= utf8.RuneSelf {
			pairs++
		}
	}
	return pairs*2 > high
}

// ofScript tells encodings of Cyrillic and Greek by the pairs of letters, as Mozilla's universal charset detector does.
// Words must be of that script throughout: letters with marks among Latin ones are no Cyrillic.
func ofScript(sample []byte) (c charset, ok bool) {
	defer func() {
		if recover() != nil { // the detector failed: it has told nothing
			c, ok = charset{}, false
		}
	}()
	found := mozilla.Detect(sample)
	family, known := scripts[found.Charset]
	if !known || found.Confidence < minMozilla {
		return charset{}, false
	}
	c = family.best(sample)
	return c, c.wordsAre(family.script, sample)
}

// ofTrigrams tells the encodings of Central Europe and Turkey from those of Western Europe by frequent trigrams, as ICU
// does. At least one byte in fifty must be above ASCII, as it is in these languages.
func ofTrigrams(sample []byte) (charset, bool) {
	if _, high := highLines(sample); high*50 < len(sample) {
		return charset{}, false
	}
	results, err := icu.NewTextDetector().DetectAll(sample[:min(len(sample), trigramSize)])
	if err != nil {
		return charset{}, false
	}
	confidence := map[string]int{}
	for _, r := range results {
		confidence[r.Charset] = r.Confidence
	}
	western := max(confidence["ISO-8859-1"], confidence["windows-1252"])
	central := max(confidence["ISO-8859-2"], confidence["windows-1250"])
	turkey := max(confidence["ISO-8859-9"], confidence["windows-1254"])
	switch {
	case outdoes(central, western, turkey):
		return centralEurope.best(sample), true
	case outdoes(turkey, western, central):
		return turkish.best(sample), true
	}
	return charset{}, false
}

// outdoes reports whether a confidence is high, and far higher than others.
func outdoes(confidence int, others ...int) bool {
	for _, other := range others {
		if float64(confidence) < trigramMargin*float64(other) {
			return false
		}
	}
	return confidence >= minTrigrams
}

// best returns the member under which the most bytes above ASCII are letters. A capital behind a small letter counts
// against one, and a control character rules it out.
func (f family) best(sample []byte) charset {
	best, most := f.members[0], -1
	for _, c := range f.members {
		if sense := c.sense(sample); c.fits(sample) && sense > most {
			best, most = c, sense
		}
	}
	return best
}

// sense counts the letters above ASCII, less those that are capitals within a word.
func (c charset) sense(sample []byte) int {
	sense, small := 0, false
	for _, b := range sample {
		r := c.DecodeByte(b)
		if b >= utf8.RuneSelf && unicode.IsLetter(r) {
			sense++
		}
		if b >= utf8.RuneSelf && unicode.IsUpper(r) && small {
			sense -= 2
		}
		small = unicode.IsLower(r)
	}
	return sense
}

// fits reports whether every byte stands for a character, and none above ASCII for a control character.
func (c charset) fits(text []byte) bool {
	var wrong [256]bool
	for b := utf8.RuneSelf; b < 256; b++ {
		r := c.DecodeByte(byte(b))
		wrong[b] = r == utf8.RuneError || unicode.IsControl(r)
	}
	for _, b := range text {
		if wrong[b] {
			return false
		}
	}
	return true
}

// wordsAre reports whether nearly all letters above ASCII are of a script, and nearly all words with one are whole: they
// have no letter of another script, and no capital behind a small letter.
func (c charset) wordsAre(script *unicode.RangeTable, sample []byte) bool {
	var letters, strange, words, broken int
	own, other, small := false, false, false // of the present word
	for _, b := range append(bytes.Clone(sample), '\n') {
		r := c.DecodeByte(b)
		switch {
		case unicode.Is(script, r):
			own, letters = true, letters+1
			other = other || small && unicode.IsUpper(r)
		case unicode.IsLetter(r):
			other = true
			if r >= utf8.RuneSelf {
				strange++
			}
		default:
			if own {
				words++
			}
			if own && other {
				broken++
			}
			own, other = false, false
		}
		small = unicode.IsLower(r)
	}
	return letters > 0 && strange*50 <= letters && broken*20 <= words
}

// hasLatin9 reports whether a text uses one of the characters that ISO-8859-15 has and ISO-8859-1 has not, where the
// other makes no sense: a ligature within a word ("c\xbdur"), the euro sign at a number ("5 \xa4"). At least four in five
// letters must be ASCII, as in the languages of Western Europe.
func hasLatin9(text []byte, sample []byte, high int) bool {
	if high*5 > len(sample) {
		return false
	}
	for i, b := range text {
		before, after := at(text, i-1), at(text, i+1)
		if before == ' ' {
			before = at(text, i-2)
		}
		switch {
		case b == 0xbd && isLatin1Letter(at(text, i-1)) && isLatin1Letter(after):
			return true
		case b == 0xa4 && (isDigit(before) && !isLatin1Letter(after) || isDigit(after)):
			return true
		}
	}
	return false
}

// at returns a byte of a text, a line end where there is none.
func at(text []byte, i int) byte {
	if i < 0 || i >= len(text) {
		return '\n'
	}
	return text[i]
}

func isLatin1Letter(b byte) bool { return unicode.IsLetter(rune(b)) }

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
