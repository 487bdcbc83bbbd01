package pdf

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// matrix maps points: x' = a x + c y + e, y' = b x + d y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

// times is the map that does m first, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d,
		m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

// matrixOf makes a matrix of six numbers; the identity of anything else.
func matrixOf(v []float64) matrix {
	if len(v) != 6 {
		return identity
	}
	return matrix{v[0], v[1], v[2], v[3], v[4], v[5]}
}

// graphics is the state that operators q and Q save and restore.
type graphics struct {
	ctm                              matrix // from the page's unit to that of the paper
	font                             *font
	size, leading, rise              float64
	charSpace, wordSpace, horizontal float64
}

// interpreter runs the operators of a page that show text.
type interpreter struct {
	*file
	lines     *lineMaker
	state     graphics
	saved     []graphics
	text      matrix // of the next glyph
	line      matrix // of the begin of the line
	resources any
	marked    []mark // content that is marked, from the outside in
	forms     int    // that are open
	numbers   [6]float64
	unknown   int // glyphs that the font does not tell
}

// mark is marked content.
type mark struct {
	artifact bool    // is no part of the text, such as a page number
	actual   *actual // what it says that it means
}

// actual is text that stands for glyphs, all together.
type actual struct {
	text  string
	shown bool
}

// Limits of a page.
const (
	maxSaved = 1000
	maxForms = 8 // in one another
)

// lines is the lines of a page, and the number of glyphs that its fonts do not tell.
func (f *file) lines(p leaf) (page, int) {
	in := interpreter{file: f, lines: &lineMaker{}, resources: p.resources, state: graphics{ctm: identity, horizontal: 1}}
	in.run(f.contents(p))
	return in.lines.page(), in.unknown
}

// run runs a content stream.
func (in *interpreter) run(content []byte) {
	l := lexer{src: content}
	var operands array
	for {
		before := l.at
		v := l.value()
		in.spend(l.at - before)
		k, ok := v.(keyword)
		switch {
		case v == end:
			return
		case k == "BI":
			skipImage(&l)
		case ok:
			in.operator(k, operands)
		case len(operands) < 100:
			operands = append(operands, v)
			continue
		}
		if ok {
			operands = operands[:0]
		}
	}
}

// skipImage skips an image that stands in the content: up to EI between white space.
func skipImage(l *lexer) {
	for {
		i := bytes.Index(l.src[l.at:], []byte("EI"))
		if i < 0 {
			l.at = len(l.src)
			return
		}
		l.at += i + 2
		if i > 0 && isSpace(l.src[l.at-3]) && (l.at == len(l.src) || isSpace(l.src[l.at])) {
			return
		}
	}
}

// operator runs one operator.
func (in *interpreter) operator(k keyword, operands array) {
	n := in.numbers[:]
	for i := range n {
		n[i] = 0
		if i < len(operands) {
			n[i], _ = number(operands[i])
		}
	}
	switch k {
	case "q":
		if len(in.saved) < maxSaved {
			in.saved = append(in.saved, in.state)
		}
	case "Q":
		if last := len(in.saved) - 1; last >= 0 {
			in.state, in.saved = in.saved[last], in.saved[:last]
		}
	case "cm":
		in.state.ctm = matrixOf(n).times(in.state.ctm)
	case "BT":
		in.text, in.line = identity, identity
	case "Tf":
		called, _ := first(operands).(name)
		in.state.font, in.state.size = in.file.font(in.resources, called), n[1]
	case "Tc":
		in.state.charSpace = n[0]
	case "Tw":
		in.state.wordSpace = n[0]
	case "Tz":
		in.state.horizontal = n[0] / 100
	case "TL":
		in.state.leading = n[0]
	case "Ts":
		in.state.rise = n[0]
	case "Do":
		called, _ := first(operands).(name)
		in.form(called)
	default:
		in.textOperator(k, operands, n)
	}
}

// textOperator runs an operator that moves the pen or shows text.
func (in *interpreter) textOperator(k keyword, operands array, n []float64) {
	switch k {
	case "Td":
		in.move(n[0], n[1])
	case "TD":
		in.state.leading = -n[1]
		in.move(n[0], n[1])
	case "Tm":
		in.text = matrixOf(n)
		in.line = in.text
	case "T*":
		in.move(0, -in.state.leading)
	case "Tj":
		in.show(operands)
	case "'":
		in.move(0, -in.state.leading)
		in.show(operands)
	case "\"":
		in.state.wordSpace, in.state.charSpace = n[0], n[1]
		in.move(0, -in.state.leading)
		in.show(operands[min(2, len(operands)):])
	case "TJ":
		if a, ok := first(operands).(array); ok {
			in.show(a)
		}
	case "BMC", "BDC":
		in.begin(operands)
	case "EMC":
		if last := len(in.marked) - 1; last >= 0 {
			in.marked = in.marked[:last]
		}
	}
}

// move moves to the next line.
func (in *interpreter) move(x, y float64) {
	in.line = matrix{1, 0, 0, 1, x, y}.times(in.line)
	in.text = in.line
}

// begin begins marked content. Content within what is left out is so too.
func (in *interpreter) begin(operands array) {
	m := mark{}
	if last := len(in.marked) - 1; last >= 0 {
		m = in.marked[last]
	}
	if first(operands) == name("Artifact") {
		m.artifact = true
	}
	if len(operands) > 1 && m.actual == nil {
		properties := operands[1]
		if called, ok := properties.(name); ok {
			properties = in.get(in.get(in.resources, "Properties"), called)
		}
		if s, ok := in.get(properties, "ActualText").(string); ok {
			m.actual = &actual{text: textString(s)}
		}
	}
	if len(in.marked) < maxSaved {
		in.marked = append(in.marked, m)
	}
}

// form runs a form: content that several pages may show.
func (in *interpreter) form(called name) {
	s, ok := in.get(in.get(in.resources, "XObject"), called).(*stream)
	if !ok || in.get(s, "Subtype") != name("Form") || in.forms == maxForms {
		return
	}
	state, saved, marked, resources := in.state, in.saved, in.marked, in.resources
	in.state.ctm = matrixOf(numbers(in.get(s, "Matrix"))).times(in.state.ctm)
	if own := in.get(s, "Resources"); own != nil {
		in.resources = own
	}
	in.saved, in.marked = nil, slices.Clone(in.marked)
	in.forms++
	in.run(in.unpack(s))
	in.forms--
	in.state, in.saved, in.marked, in.resources = state, saved, marked, resources
}

// show shows strings. A number between them moves the pen back, in thousandths of the size.
func (in *interpreter) show(parts array) {
	for _, v := range parts {
		if s, ok := v.(string); ok {
			in.string(s)
		} else if n, ok := number(v); ok {
			in.forward(-n / 1000 * in.state.size * in.state.horizontal)
		}
	}
}

// forward moves the pen along the line.
func (in *interpreter) forward(by float64) {
	in.text.e += by * in.text.a
	in.text.f += by * in.text.b
}

// string shows a string. Wide space between the glyphs of a short one parts words; in a longer one it is style.
func (in *interpreter) string(s string) {
	f := in.state.font
	if f == nil {
		return
	}
	parted := in.state.charSpace > wordGap*math.Abs(in.state.size) && len(s) <= 6
	var b strings.Builder
	moved := 0.0
	for len(s) > 0 {
		code, text, size := f.next(s)
		s = s[size:]
		by := f.advance(code)*in.state.size + in.state.charSpace
		if code == ' ' && size == 1 {
			by += in.state.wordSpace
		}
		moved += by * in.state.horizontal
		if text == "" {
			in.unknown++
		} else {
			b.WriteString(plain(text))
		}
		if parted || len(s) == 0 {
			in.put(b.String(), moved-in.state.charSpace*in.state.horizontal)
			in.forward(moved)
			b.Reset()
			moved = 0
		}
	}
}

// put adds a run of glyphs to the lines.
func (in *interpreter) put(text string, moved float64) {
	if last := len(in.marked) - 1; last >= 0 {
		m := in.marked[last]
		if m.artifact {
			return
		}
		if m.actual != nil {
			text = ""
			if !m.actual.shown {
				text, m.actual.shown = m.actual.text, true
			}
		}
	}
	in.spend(len(text))
	m := in.text.times(in.state.ctm)
	along := math.Hypot(m.a, m.b)
	start := matrix{1, 0, 0, 1, 0, in.state.rise}.times(m)
	in.lines.add(run{text: text, x: start.e, y: start.f, cos: m.a / along, sin: m.b / along,
		width: moved * along, size: math.Abs(in.state.size) * math.Hypot(m.c, m.d)})
}

// plain is the text of a glyph as text has it: ligatures as letters. What fonts use for themselves is left out, but for the
// bullet of Symbol.
func plain(text string) string {
	if text[0] < utf8.RuneSelf {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == 0xf0b7:
			return '•'
		case 0xe000 <= r && r <= 0xf8ff || r == utf8.RuneError:
			return -1
		}
		return r
	}, ligatures.Replace(text))
}

var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")
