package pdf

import (
	"math"
	"strings"
)

// run is glyphs that are shown together.
type run struct {
	text     string
	x, y     float64 // where it begins
	cos, sin float64 // of its direction
	width    float64 // along it
	size     float64
}

// line is runs that stand on one line. Its places are those that it would have if it ran to the right.
type line struct {
	text      string
	direction int // quarters of a turn, counterclockwise
	left      float64
	right     float64
	y         float64 // of the feet of its letters; falls from line to line
	size      float64
}

// page is the lines of a page, in the order in which it draws them.
type page []line

// maxPageLines bounds the memory for a page.
const maxPageLines = 20_000

// How far apart runs of one line stand, in sizes.
const (
	wordGap = 0.15 // more parts words
	cellGap = 3    // more parts columns
	overlap = 0.5  // more to the left begins another line
	rise    = 0.6  // up or down: more is another line
)

// lineMaker makes lines of runs.
type lineMaker struct {
	lines page
	text  strings.Builder
	now   line // the line that is being made, but for its text
	last  run  // of it
}

// add adds a run. One without text takes room only.
func (l *lineMaker) add(r run) {
	direction, ok := direction(r)
	x, y := r.x*r.cos+r.y*r.sin, r.y*r.cos-r.x*r.sin
	if !ok || math.IsNaN(x+y+r.width+r.size) || math.IsInf(x+y+r.width+r.size, 0) || r.size == 0 {
		return
	}
	if l.text.Len() == 0 || !l.goesOn(direction, x, y, r) {
		l.end()
		l.now = line{direction: direction, left: x, right: x, y: y, size: r.size}
	}
	switch {
	case l.text.Len() > 0 && l.repeats(x, y, r):
		return // drawn twice to look bold
	case r.size < 0.85*l.now.size && y-l.now.y > 0.15*l.now.size && isNote(r.text):
		r.text = ""
	case x-l.now.right > wordGap*min(r.size, l.now.size) && l.text.Len() > 0:
		l.text.WriteByte(' ')
	}
	if r.size > 1.2*l.now.size { // what came before was raised
		l.now.y, l.now.size = y, r.size
	}
	l.text.WriteString(r.text)
	l.now.right = max(l.now.right, x+r.width)
	if r.text != "" {
		l.last = run{text: r.text, x: x, y: y}
	}
}

// direction is the quarter of the turn that a run is written in; slanted ones, such as watermarks, have none.
func direction(r run) (quarter int, ok bool) {
	switch {
	case r.cos > 0.99:
		return 0, true
	case r.sin > 0.99:
		return 1, true
	case r.cos < -0.99:
		return 2, true
	case r.sin < -0.99:
		return 3, true
	}
	return 0, false
}

// goesOn tells whether a run stands on the present line.
func (l *lineMaker) goesOn(direction int, x, y float64, r run) bool {
	size := max(r.size, l.now.size)
	gap := x - l.now.right
	return direction == l.now.direction && math.Abs(y-l.now.y) < rise*size && gap < cellGap*size && (gap > -overlap*size || l.repeats(x, y, r))
}

// repeats tells whether a run is drawn where the last one was.
func (l *lineMaker) repeats(x, y float64, r run) bool {
	return r.text == l.last.text && math.Abs(x-l.last.x) < min(0.3*r.size, 0.5*r.width) && math.Abs(y-l.last.y) < 0.3*r.size
}

// isNote tells whether a raised text is the number of a note.
func isNote(text string) bool {
	return strings.Trim(text, "0123456789,*†‡§[]() ") == ""
}

// end ends the present line.
func (l *lineMaker) end() {
	text := strings.TrimSpace(l.text.String())
	l.text.Reset()
	l.last = run{}
	if text != "" && len(l.lines) < maxPageLines {
		l.now.text = text
		l.lines = append(l.lines, l.now)
	}
}

// page is the lines that run in the direction of most of the text.
func (l *lineMaker) page() page {
	l.end()
	var text [4]int
	for _, one := range l.lines {
		text[one.direction] += len(one.text)
	}
	most := 0
	for direction := range text {
		if text[direction] > text[most] {
			most = direction
		}
	}
	var lines page
	for _, one := range l.lines {
		if one.direction == most {
			lines = append(lines, one)
		}
	}
	return lines
}
