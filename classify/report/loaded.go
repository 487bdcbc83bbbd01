package report

import (
	"slices"
	"strings"

	"rhetor/classify/result"
	"rhetor/features"
)

// marked is a sentence fit to show, with where its loaded terms stand in it, marks included.
type marked struct {
	text  string
	terms []features.Span
}

// markLoaded cleans a sentence's text and puts mark on both sides of every loaded term.
func markLoaded(s result.Sentence, mark string) marked {
	var out strings.Builder
	var m marked
	at := 0
	for _, term := range loadedSpans(s) {
		out.WriteString(clean(s.Text[at:term.Start]))
		start := out.Len()
		out.WriteString(mark + clean(term.Of(s.Text)) + mark)
		m.terms = append(m.terms, features.Span{Start: start, End: out.Len()})
		at = term.End
	}
	out.WriteString(clean(s.Text[at:]))
	m.text = out.String()
	return m
}

// loadedSpans returns where loaded terms stand in s.Text, in order, overlapping ones made one.
func loadedSpans(s result.Sentence) []features.Span {
	var spans []features.Span
	for _, term := range s.Loaded {
		start, end := max(term.Start-s.Start, 0), min(term.End-s.Start, len(s.Text))
		if start < end {
			spans = append(spans, features.Span{Start: start, End: end})
		}
	}
	slices.SortFunc(spans, func(a, b features.Span) int { return a.Start - b.Start })
	return merged(spans)
}

// merged joins spans that overlap; they come in order of their start.
func merged(spans []features.Span) []features.Span {
	var out []features.Span
	for _, span := range spans {
		if last := len(out) - 1; last >= 0 && span.Start < out[last].End {
			out[last].End = max(out[last].End, span.End)
		} else {
			out = append(out, span)
		}
	}
	return out
}

// quoted reports whether a term stands inside quotation marks.
func quoted(s result.Sentence, term result.Term) bool {
	return slices.ContainsFunc(s.Quotes, func(q features.Span) bool {
		return q.Start <= term.Start && term.End <= q.End
	})
}
