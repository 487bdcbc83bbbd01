package classify

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"rhetor/classify/result"
	"rhetor/features"
)

// WordEvidence is the kind of evidence that is all that lies within one word where it stands: its stem, its
// form and its character n-grams. Apart, these say little to a reader.
const WordEvidence = "word"

// piece is a piece of evidence before it is written out.
type piece struct {
	amount     float64
	occurrence int  // the only one, or the first
	word       bool // all that lies within one word
}

// evidence is what spoke for and against a label, the strongest first, at most so many pieces (below 0: all).
// All that lies within a word is one piece; every other occurrence of a feature is a piece of its own.
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
		kind, feature := string(o.Kind), v.Names[o.Column]
		if p.word {
			kind, feature = WordEvidence, o.Of(text)
		}
		evidence[i] = result.Evidence{
			Feature: strings.TrimPrefix(feature, string(o.Kind)+":"), Kind: kind, Contribution: p.amount,
			Start: begin + o.Start, End: begin + o.End,
		}
	}
	return evidence
}

// pieces adds up what belongs together. Words are known by their character n-grams, which follow one another.
func (t *Task) pieces(v *features.Vocabulary, occurrences []features.Occurrence, label int) []piece {
	pieces, words := make([]piece, 0, len(occurrences)), map[features.Span]int{}
	for i := range occurrences {
		if o := &occurrences[i]; o.Kind == features.Chars && !v.Columns[o.Column].Crossed {
			if _, known := words[o.Span]; !known {
				words[o.Span] = len(pieces)
				pieces = append(pieces, piece{occurrence: i, word: true})
			}
		}
	}
	for i := range occurrences {
		o := &occurrences[i]
		amount := contribution(t.Linear.Row(o.Column)[label], o.Value)
		if at, known := words[o.Span]; known && isOfWords(o.Kind) && !v.Columns[o.Column].Crossed {
			pieces[at].amount += amount
			continue
		}
		pieces = append(pieces, piece{amount: amount, occurrence: i})
	}
	return pieces
}

// isOfWords tells whether features of a kind are made of words.
func isOfWords(kind features.Kind) bool {
	return kind == features.Stem || kind == features.Form || kind == features.Chars
}
