package classify

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"rhetor/classify/result"
	"rhetor/features"
)

// piece is a piece of evidence before it is written out: an occurrence, or all character n-grams of a word.
type piece struct {
	amount     float64
	occurrence int // the first of them
}

// evidence is what spoke for and against a label, the strongest first, at most so many pieces (below 0: all).
// Every occurrence of a feature is a piece of its own, but for the character n-grams of a word: these say
// something only together and are added up.
func (t *Task) evidence(v *features.Vocabulary, occurrences []features.Occurrence, label int, text string, begin, most int) []result.Evidence {
	if most == 0 {
		return []result.Evidence{}
	}
	pieces := t.pieces(v, occurrences, label)
	slices.SortFunc(pieces, func(a, b piece) int {
		return cmp.Or(cmp.Compare(math.Abs(b.amount), math.Abs(a.amount)), a.occurrence-b.occurrence)
	})
	if most > 0 && len(pieces) > most {
		pieces = pieces[:most]
	}
	evidence := make([]result.Evidence, len(pieces))
	for i, p := range pieces {
		o := &occurrences[p.occurrence]
		evidence[i] = result.Evidence{
			Feature: featureText(v, o, text), Kind: string(o.Kind), Contribution: p.amount,
			Start: begin + o.Start, End: begin + o.End,
		}
	}
	return evidence
}

// pieces adds up what belongs together. The character n-grams of one word follow one another.
func (t *Task) pieces(v *features.Vocabulary, occurrences []features.Occurrence, label int) []piece {
	pieces, word := make([]piece, 0, len(occurrences)), -1
	for i := range occurrences {
		o := &occurrences[i]
		amount := contribution(t.Linear.Row(o.Column)[label], o.Value)
		if isShared := !v.Columns[o.Column].Crossed; o.Kind == features.Chars && isShared {
			if word >= 0 && occurrences[pieces[word].occurrence].Span == o.Span {
				pieces[word].amount += amount
				continue
			}
			word = len(pieces)
		}
		pieces = append(pieces, piece{amount: amount, occurrence: i})
	}
	return pieces
}

// featureText is what a reader is shown of a feature: its name without the kind; of character n-grams, the
// word that they stand in.
func featureText(v *features.Vocabulary, o *features.Occurrence, text string) string {
	if o.Kind == features.Chars && !v.Columns[o.Column].Crossed {
		return o.Of(text)
	}
	return strings.TrimPrefix(v.Names[o.Column], string(o.Kind)+":")
}
