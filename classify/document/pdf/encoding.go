package pdf

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// encoding is what the codes of a font stand for, each a few characters; empty where it is not known.
type encoding [256]string

// The encodings that a font can name (ISO 32000, annex D).
var (
	winAnsi  = encodingOf(charmap.Windows1252)
	macRoman = encodingOf(charmap.Macintosh)
	standard = standardEncoding()
)

// encodingOf is an encoding as a table. A control character stands for nothing.
func encodingOf(c *charmap.Charmap) *encoding {
	var e encoding
	for code := ' '; code < 256; code++ {
		if r := c.DecodeByte(byte(code)); r != utf8.RuneError && (r < 0x7f || r > 0x9f) {
			e[code] = string(r)
		}
	}
	return &e
}

// standardEncoding is Adobe's oldest one: ASCII with other quotes, and some marks above.
func standardEncoding() *encoding {
	var e encoding
	for code := ' '; code < 0x7f; code++ {
		e[code] = string(code)
	}
	e['\''], e['`'] = "’", "‘"
	code := 161
	for r := range strings.SplitSeq("¡ ¢ £ ⁄ ¥ ƒ § ¤ ' “ « ‹ › fi fl _ – † ‡ · _ ¶ • ‚ „ ” » … ‰ _ ¿ _ ` ´ ˆ ˜ ¯ ˘ ˙ ¨ _ ˚ ¸ _ ˝ ˛ ˇ —", " ") {
		if r != "_" {
			e[code] = r
		}
		code++
	}
	for code, r := range map[int]string{225: "Æ", 227: "ª", 232: "Ł", 233: "Ø", 234: "Œ", 235: "º", 241: "æ", 245: "ı", 248: "ł", 249: "ø", 250: "œ", 251: "ß"} {
		e[code] = r
	}
	return &e
}

// glyphs is the characters that glyphs are named after, where the name is not the character itself, not a letter with an
// accent, and not a number of Unicode (Adobe Glyph List, the part that Latin and Greek texts use).
var glyphs = pairs(`space   exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright ) asterisk *
plus + comma , hyphen - minus − period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 colon : semicolon ;
less < equal = greater > question ? at @ bracketleft [ backslash \ bracketright ] asciicircum ^ underscore _ grave ` + "`" + ` braceleft { bar |
braceright } asciitilde ~ exclamdown ¡ cent ¢ sterling £ fraction ⁄ yen ¥ florin ƒ section § currency ¤ quotedblleft “ guillemotleft «
guilsinglleft ‹ guilsinglright › fi fi fl fl ff ff ffi ffi ffl ffl endash – dagger † daggerdbl ‡ periodcentered · middot · paragraph ¶ bullet •
quotesinglbase ‚ quotedblbase „ quotedblright ” guillemotright » ellipsis … perthousand ‰ questiondown ¿ quoteleft ‘ quoteright ’ acute ´
circumflex ˆ tilde ˜ macron ¯ breve ˘ dotaccent ˙ dieresis ¨ ring ˚ cedilla ¸ hungarumlaut ˝ ogonek ˛ caron ˇ emdash — AE Æ ordfeminine ª
Lslash Ł Oslash Ø OE Œ ordmasculine º ae æ dotlessi ı lslash ł oslash ø oe œ germandbls ß Eth Ð eth ð Thorn Þ thorn þ Dcroat Đ dcroat đ
Hbar Ħ hbar ħ Tbar Ŧ tbar ŧ Eng Ŋ eng ŋ kgreenlandic ĸ longs ſ Euro € trademark ™ copyright © registered ® degree ° mu µ multiply × divide ÷
plusminus ± logicalnot ¬ brokenbar ¦ onehalf ½ onequarter ¼ threequarters ¾ onesuperior ¹ twosuperior ² threesuperior ³ nbspace   sfthyphen -
softhyphen - hyphentwo ‐ figuredash ‒ afii00208 ― quotereversed ‛ minute ′ second ″ estimated ℮ lozenge ◊ notequal ≠ lessequal ≤ greaterequal ≥
approxequal ≈ infinity ∞ summation ∑ product ∏ radical √ integral ∫ partialdiff ∂ Delta Δ Omega Ω pi π arrowright → arrowleft ← arrowup ↑
arrowdown ↓ Alpha Α Beta Β Gamma Γ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ
Upsilon Υ Phi Φ Chi Χ Psi Ψ alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ nu ν xi ξ omicron ο rho ρ
sigma σ sigma1 ς tau τ upsilon υ phi φ chi χ psi ψ omega ω commaaccent , dotlessj ȷ quoteleftbase ‚ bulletoperator ∙ filledbox ■ circle ○
squaresolid ■ checkmark ✓ visiblespace ␣ suppress _`)

// pairs makes a table of words and what follows each.
func pairs(s string) map[string]string {
	words := strings.Split(strings.ReplaceAll(s, "\n", " "), " ")
	table := map[string]string{}
	for i := 0; i < len(words); i++ {
		if words[i] == "" {
			continue
		}
		if i+1 < len(words) && words[i+1] == "" { // a space stands for itself
			table[words[i]] = " "
			i += 2
			continue
		}
		table[words[i]] = words[i+1]
		i++
	}
	return table
}

// accents is the ends of the names of letters with accents, and the accents, which join the letter before them.
var accents = []struct{ name, mark string }{
	{"grave", "\u0300"}, {"acute", "\u0301"}, {"circumflex", "\u0302"}, {"tilde", "\u0303"}, {"macron", "\u0304"}, {"breve", "\u0306"},
	{"dotaccent", "\u0307"}, {"dieresis", "\u0308"}, {"ring", "\u030a"}, {"hungarumlaut", "\u030b"}, {"caron", "\u030c"},
	{"commaaccent", "\u0326"}, {"cedilla", "\u0327"}, {"ogonek", "\u0328"},
}

// glyphText is what a glyph of some name shows; empty where the name does not say.
func glyphText(glyph string) string {
	glyph, _, _ = strings.Cut(glyph, ".") // .sc, .oldstyle: another form of the same
	if text, ok := glyphs[glyph]; ok {
		return text
	}
	if utf8.RuneCountInString(glyph) == 1 {
		return glyph
	}
	if first, rest, ok := strings.Cut(glyph, "_"); ok && first != "" && len(rest) < 40 { // a ligature
		return glyphText(first) + glyphText(rest)
	}
	for _, digits := range []string{strings.TrimPrefix(glyph, "uni"), strings.TrimPrefix(glyph, "u")} {
		if len(digits) < len(glyph) && 4 <= len(digits) && len(digits) <= 6 {
			if n, err := strconv.ParseUint(digits, 16, 32); err == nil && utf8.ValidRune(rune(n)) {
				return string(rune(n))
			}
		}
	}
	for _, accent := range accents {
		base, ok := strings.CutSuffix(glyph, accent.name)
		if base == "dotless" {
			base = "i"
		}
		if ok && len(base) == 1 {
			return norm.NFC.String(base + accent.mark)
		}
	}
	return ""
}

// textString is a string that people read: UTF-16 or UTF-8 with a byte order mark, or else nearly Latin-1.
func textString(v any) string {
	s, _ := v.(string)
	switch {
	case strings.HasPrefix(s, "\xfe\xff"):
		return utf16BE(s[2:])
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		return s[3:]
	}
	var b strings.Builder
	for i := range len(s) {
		b.WriteString(docEncoding(s[i]))
	}
	return b.String()
}

// docEncoding is the character of a byte of a string that people read (PDFDocEncoding).
func docEncoding(c byte) string {
	const low, high = "˘ˇˆ˙˝˛˚˜", "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž"
	switch {
	case 0x18 <= c && c < 0x20:
		return string([]rune(low)[c-0x18])
	case 0x80 <= c && c < 0x9f:
		return string([]rune(high)[c-0x80])
	case c == 0xa0:
		return "€"
	}
	return string(rune(c))
}

// utf16BE decodes UTF-16.
func utf16BE(s string) string {
	units := make([]uint16, len(s)/2)
	for i := range units {
		units[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return string(utf16.Decode(units))
}
