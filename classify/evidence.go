package classify

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"rhetor/classify/result"
)

// WordEvidence is the kind of evidence that is all that lies within one word where it stands: its stem, its
// form and its character n-grams. Apart, these say little to a reader.
const WordEvidence = "word"

// piece is a piece of evidence before it is written out.
type piece struct {
	amount float64
	at     int // number of its word; behind the words, of its occurrence
}

// evidence is what spoke for and against a label, the strongest first, at most so many pieces (below 0: all).
// All that lies within a word is one piece; every other occurrence of a feature is a piece of its own.
func (r *reading) evidence(task, label int, text string, begin, most int) []result.Evidence {
	if most == 0 {
		return []result.Evidence{}
	}
	pieces := r.pieces(task, label)
	slices.SortFunc(pieces, func(a, b piece) int {
		return cmp.Or(cmp.Compare(math.Abs(b.amount), math.Abs(a.amount)), a.at-b.at)
	})
	if most > 0 && len(pieces) > most {
		pieces = pieces[:most]
	}
	evidence := make([]result.Evidence, len(pieces))
	for i, p := range pieces {
		evidence[i] = r.written(p, text)
		evidence[i].Start += begin
		evidence[i].End += begin
	}
	return evidence
}

// pieces is every contribution to a label's score.
func (r *reading) pieces(task, label int) []piece {
	pieces := make([]piece, 0, len(r.words)+len(r.across))
	for i, word := range r.words {
		if word.features {
			pieces = append(pieces, piece{onGrid(word.scores[task][label] * r.scale), i})
		}
	}
	linear := r.model.Tasks[task].Linear
	for i := range r.across {
		o := &r.across[i]
		pieces = append(pieces, piece{contribution(linear.Row(o.Column)[label], o.Value), len(r.words) + i})
	}
	return pieces
}

// written is a piece with its name and place in the sentence.
func (r *reading) written(p piece, text string) result.Evidence {
	if p.at < len(r.words) {
		span := r.extractor.Word(p.at)
		return result.Evidence{Feature: span.Of(text), Kind: WordEvidence, Contribution: p.amount, Start: span.Start, End: span.End}
	}
	o := &r.across[p.at-len(r.words)]
	name := strings.TrimPrefix(r.model.Vocabulary.Names[o.Column], string(o.Kind)+":")
	return result.Evidence{Feature: name, Kind: string(o.Kind), Contribution: p.amount, Start: o.Start, End: o.End}
}
