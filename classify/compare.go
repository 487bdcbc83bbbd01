package classify

import (
	"fmt"
	"slices"

	"rhetor/classify/corpus"
	"rhetor/models"
)

// Comparison is how one task's labels were predicted by two models, A and B, on the same rows. Differences are
// B - A, by the paired bootstrap over rows, or over groups where rows are grouped.
type Comparison struct {
	Task     string            `json:"task"`
	Multi    bool              `json:"multi"`
	Rows     int               `json:"rows"`
	A        Compared          `json:"a"`
	B        Compared          `json:"b"`
	MacroF1  models.Difference `json:"macro_f1_difference"`
	Accuracy models.Difference `json:"accuracy_difference"`
	McNemar  models.McNemar    `json:"mcnemar"` // of the accuracy; takes rows to be independent, grouped or not
	Verdict  Verdict           `json:"verdict"`
}

// Compared is one model's measures, as its Evaluation has them.
type Compared struct {
	MacroF1  float64  `json:"macro_f1"`
	Accuracy float64  `json:"accuracy"` // of a multi-label task: share of rows with exactly the right set
	Average  []string `json:"average"`  // the labels that the macro-F1 is the mean over
	Unseen   []string `json:"unseen"`   // labels of the corpus that the model never saw; their rows count as errors
}

// Verdict says which of two models has the higher macro-F1.
type Verdict string

// The verdicts. A model is better where the interval of the difference of macro-F1 does not hold 0.
const (
	BetterA         Verdict = "A is better"
	BetterB         Verdict = "B is better"
	NoneShownBetter Verdict = "~"
)

// Compare measures two models on the same labelled rows, task by task. A task of the corpus that one of them
// does not have, or that is multi-label in one only, is an error. average is as in Evaluate. The draws of the
// bootstrap come from the smaller of the two seeds, so that A and B may change places.
func Compare(a, b *Model, c *corpus.Corpus, average []string, progress Progress) ([]*Comparison, error) {
	ofA, err := a.outcomes(c, average, func(done, total int) { progress.report(done, 2*total) })
	if err != nil {
		return nil, fmt.Errorf("model A: %w", err)
	}
	ofB, err := b.outcomes(c, average, func(done, total int) { progress.report(total+done, 2*total) })
	if err != nil {
		return nil, fmt.Errorf("model B: %w", err)
	}
	var comparisons []*Comparison
	for i := range ofA {
		comparisons = append(comparisons, compare(ofA[i], ofB[i]))
	}
	return comparisons, nil
}

// compare sets two outcomes on the same rows beside each other.
func compare(a, b *outcome) *Comparison {
	averageA, averageB := a.averaged(a.tally(nil)), b.averaged(b.tally(nil))
	unit, units := a.units()
	differences := models.PairedBootstrap(units, min(a.seed, b.seed), func(times []int) (ofA, ofB []float64) {
		drawn := func(row int) int { return times[unit[row]] }
		return a.overall(drawn, averageA), b.overall(drawn, averageB)
	})
	return &Comparison{
		Task: a.task, Multi: a.multi, Rows: len(a.truth),
		A: a.compared(averageA), B: b.compared(averageB),
		MacroF1: differences[0], Accuracy: differences[1],
		McNemar: models.NewMcNemar(a.right(), b.right()), Verdict: verdictOf(differences[0]),
	}
}

// overall is the macro-F1 and the accuracy with every row counted so many times.
func (o *outcome) overall(times func(row int) int, average []int) []float64 {
	tally := o.tally(times)
	return []float64{tally.MacroF1(average), tally.Accuracy()}
}

// compared is an outcome's own half of a comparison.
func (o *outcome) compared(average []int) Compared {
	overall := o.overall(nil, average)
	return Compared{MacroF1: overall[0], Accuracy: overall[1], Average: o.names(average), Unseen: o.unseen()}
}

// right tells for each row whether its predicted labels are the true ones.
func (o *outcome) right() []bool {
	right := make([]bool, len(o.truth))
	for row, truth := range o.truth {
		right[row] = slices.Equal(truth, o.predicted[row])
	}
	return right
}

// verdictOf names the better model, where the difference shows one.
func verdictOf(d models.Difference) Verdict {
	switch {
	case d.Low > 0:
		return BetterB
	case d.High < 0:
		return BetterA
	}
	return NoneShownBetter
}
