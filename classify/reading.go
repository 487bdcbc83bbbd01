package classify

import (
	"math"

	"rhetor/features"
)

// reading is a sentence as a model sees it: its words, each with all that lies within it summed up, and the features
// that do not lie within one word. What lies within a word is the same wherever the word stands, but for the length
// that the sentence's features are divided by. So it is summed once, and a word that comes again costs one lookup,
// its stem, form and character n-grams and all.
type reading struct {
	model     *Model
	extractor *features.Extractor
	words     []*wordSum
	across    []features.Occurrence
	scale     float64 // 1 over the length of the sentence
	within    []features.Occurrence
}

// wordSum is all that lies within one word.
type wordSum struct {
	squares  float64     // what it adds to the squared length
	features bool        // the model knows some of it
	scores   [][]float64 // by task, by label: what it adds to the score, times the length
}

func newReading(m *Model) *reading {
	return &reading{
		model:     m,
		extractor: features.NewExtractor(m.Settings.Features, m.Lexicon, m.Crossed),
	}
}

// read takes in the next sentence.
func (r *reading) read(in features.Input) {
	r.words, r.within = r.words[:0], r.within[:0]
	if r.model.Vocabulary.Weighting == features.Presence {
		// What a word adds depends on the other words of the sentence: nothing can be summed beforehand.
		r.across, r.scale = r.model.Vocabulary.Occurrences(r.across[:0], r.extractor, in), 1
		return
	}
	r.extractor.Begin(in)
	squares := 0.0
	for i := range r.extractor.Words() {
		memo := r.extractor.Memo(i)
		sum, known := (*memo).(*wordSum)
		if !known {
			sum = r.sum(i)
			*memo = sum
		}
		r.words = append(r.words, sum)
		squares += sum.squares
	}
	r.across, r.scale = r.model.Vocabulary.Across(r.across[:0], r.extractor, squares)
}

// sum sums up a word of the sentence.
func (r *reading) sum(i int) *wordSum {
	sum := &wordSum{}
	r.within, sum.squares = r.model.Vocabulary.Within(r.within[:0], r.extractor, i)
	sum.features = len(r.within) > 0
	for t := range r.model.Tasks {
		scores := make([]float64, len(r.model.Tasks[t].Labels))
		for _, o := range r.within {
			for label, weight := range r.model.Tasks[t].Linear.Row(o.Column) {
				scores[label] += float64(float64(weight) * o.Value)
			}
		}
		sum.scores = append(sum.scores, scores)
	}
	return sum
}

// scores is every label's bias plus its contributions: those of words, and those of all other features.
func (r *reading) scores(task int) []float64 {
	t := &r.model.Tasks[task]
	scores := make([]float64, len(t.Labels))
	for label, bias := range t.Linear.Bias {
		scores[label] = onGrid(bias)
	}
	for _, word := range r.words {
		if word.features {
			for label, sum := range word.scores[task] {
				scores[label] += onGrid(sum * r.scale)
			}
		}
	}
	for i := range r.across {
		o := &r.across[i]
		for label, weight := range t.Linear.Row(o.Column) {
			scores[label] += contribution(weight, o.Value)
		}
	}
	return scores
}

// contribution is what one occurrence of a feature adds to a score.
func contribution(weight float32, value float64) float64 {
	return onGrid(float64(weight) * value)
}

// grid is what every contribution is a multiple of. Sums of such numbers below 2^20 are exact in float64,
// so contributions add up to the score to the last bit, in whatever order they are added.
const grid = 1.0 / (1 << 32)

func onGrid(x float64) float64 { return float64(math.RoundToEven(x*(1/grid)) * grid) }
