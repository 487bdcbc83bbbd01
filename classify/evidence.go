package classify

import (
	"math"
	"slices"
	"strings"

	"rhetor/classify/result"
	"rhetor/features"
)

// evidence is what spoke for and against a label, the strongest first, at most so many pieces (below 0: all).
// Every occurrence of a feature is a piece of its own, but for the character n-grams of a word: these say
// something only together and are added up.
func (t *Task) evidence(v *features.Vocabulary, occurrences []features.Occurrence, label int, text string, begin, most int) []result.Evidence {
	pieces := []result.Evidence{}
	if most == 0 {
		return pieces
	}
	chars := map[features.Span]int{}
	for _, o := range occurrences {
		amount := contribution(t.Linear.Row(o.Column)[label], o.Value)
		name := v.Names[o.Column]
		if o.Kind == features.Chars && !v.Columns[o.Column].Crossed {
			if at, seen := chars[o.Span]; seen {
				pieces[at].Contribution += amount
				continue
			}
			chars[o.Span] = len(pieces)
			name = o.Of(text)
		}
		pieces = append(pieces, result.Evidence{
			Feature: strings.TrimPrefix(name, string(o.Kind)+":"), Kind: string(o.Kind),
			Contribution: amount, Start: begin + o.Start, End: begin + o.End,
		})
	}
	return strongest(pieces, most)
}

// strongest sorts evidence by the size of its contribution and keeps the first so many; below 0, all.
func strongest(pieces []result.Evidence, most int) []result.Evidence {
	slices.SortStableFunc(pieces, func(a, b result.Evidence) int {
		x, y := math.Abs(a.Contribution), math.Abs(b.Contribution)
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	if most >= 0 && len(pieces) > most {
		pieces = pieces[:most]
	}
	return pieces
}
