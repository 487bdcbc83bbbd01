package report

import (
	"strings"

	"github.com/rivo/uniseg"

	"rhetor/features"
)

// cells is the number of terminal cells that text takes up, white space at its end left out.
func cells(text string) int { return uniseg.StringWidth(strings.TrimRight(text, " ")) }

// wrap cuts text into lines of at most width cells, and returns them as spans of text.
func wrap(text string, width int) []features.Span {
	var lines []features.Span
	var line features.Span
	used := 0
	for _, piece := range pieces(text, width) {
		if line.Len() > 0 && used+cells(piece.Of(text)) > width {
			lines = append(lines, line)
			line.Start, used = piece.Start, 0
		}
		line.End = piece.End
		used += uniseg.StringWidth(piece.Of(text))
	}
	return append(lines, line)
}

// pieces cuts text where a line may break (Unicode annex 14), and what is still too wide between characters.
func pieces(text string, width int) []features.Span {
	var all []features.Span
	for start, rest, state := 0, text, -1; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		end := start + len(segment)
		if cells(segment) > width {
			all = append(all, characters(segment, start)...)
		} else {
			all = append(all, features.Span{Start: start, End: end})
		}
		start = end
	}
	return all
}

// characters cuts a segment that begins at start into what a reader takes for single characters.
func characters(segment string, start int) []features.Span {
	var all []features.Span
	for graphemes := uniseg.NewGraphemes(segment); graphemes.Next(); {
		from, to := graphemes.Positions()
		all = append(all, features.Span{Start: start + from, End: start + to})
	}
	return all
}
