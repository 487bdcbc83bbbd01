package report

import (
	"strings"

	"rhetor/classify/result"
	"rhetor/features"
)

// paint is a stretch of a cell to be shown in a style.
type paint struct {
	features.Span
	style style
}

// style is the number of an ANSI "select graphic rendition" sequence.
type style string

// The styles in use.
const (
	bold    style = "1"
	dim     style = "2"
	red     style = "31"
	green   style = "32"
	yellow  style = "33"
	magenta style = "35"
)

// palette holds the styles of well-known labels; others are shown plain.
var palette = map[string]style{
	"favor":          green,
	"against":        red,
	"neutral":        dim,
	result.Uncertain: yellow,
}

// labelPaint is how a label of a task is shown: as the palette says, and any other tone in magenta.
func labelPaint(task, label string) []paint {
	ink, known := palette[label]
	if !known && task == toneTask {
		ink, known = magenta, true
	}
	if !known {
		return nil
	}
	return []paint{{features.Span{End: len(label)}, ink}}
}

// decorate returns a line of a cell with its painted stretches passed through draw and the rest through plain.
func decorate(cell string, line features.Span, paints []paint, draw func(string, style) string, plain func(string) string) string {
	var out strings.Builder
	at := line.Start
	for _, p := range paints {
		start, end := max(p.Start, at), min(p.End, line.End)
		if start >= end {
			continue
		}
		out.WriteString(plain(cell[at:start]))
		out.WriteString(draw(cell[start:end], p.style))
		at = end
	}
	out.WriteString(plain(cell[at:line.End]))
	return out.String()
}

// ansi shows text in a style, and ends the style with it.
func ansi(text string, ink style) string { return "\x1b[" + string(ink) + "m" + text + "\x1b[0m" }
