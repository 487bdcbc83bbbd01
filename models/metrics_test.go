package models

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/sjwhitworth/golearn/evaluation"
)

// TestTallyAsGolearn cross-checks all measures of single-label predictions with golearn's. The last label
// is never predicted and the one before it never true; golearn answers NaN there where we answer 0.
func TestTallyAsGolearn(t *testing.T) {
	const labels = 5
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 0))
		tally, confusion := NewTally(labels), evaluation.ConfusionMatrix{}
		for range 1 + random.IntN(60) {
			truth, predicted := random.IntN(labels-1), random.IntN(labels-1)
			if truth == labels-2 {
				truth = labels - 1
			}
			times := 1 + random.IntN(3)
			tally.Add([]int{truth}, []int{predicted}, float64(times))
			name := strconv.Itoa(truth)
			if confusion[name] == nil {
				confusion[name] = map[string]int{}
			}
			confusion[name][strconv.Itoa(predicted)] += times
		}
		near(t, "accuracy", tally.Accuracy(), evaluation.GetAccuracy(confusion), 1e-12)
		sum := 0.0
		for label := range labels {
			name := strconv.Itoa(label)
			sum += orZero(evaluation.GetF1Score(name, confusion))
			near(t, "precision "+name, tally.Precision(label), orZero(evaluation.GetPrecision(name, confusion)), 1e-12)
			near(t, "recall "+name, tally.Recall(label), orZero(evaluation.GetRecall(name, confusion)), 1e-12)
			near(t, "F1 "+name, tally.F1(label), orZero(evaluation.GetF1Score(name, confusion)), 1e-12)
		}
		near(t, "macro-F1", tally.MacroF1(Identity(labels)), sum/labels, 1e-12)
	}
}

func orZero(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return x
}

// Four rows; truth and prediction:
//
//	{0 1}  {0 1}    right
//	{0}    {0 2}    2 is one too many
//	{}     {}       right
//	{2}    {}       2 is missed
func TestTallyOfSets(t *testing.T) {
	tally := NewTally(3)
	tally.Add([]int{0, 1}, []int{0, 1}, 1)
	tally.Add([]int{0}, []int{0, 2}, 1)
	tally.Add(nil, []int{}, 1)
	tally.Add([]int{2}, nil, 1)
	near(t, "accuracy", tally.Accuracy(), 2.0/4, 0)
	for label, want := range []float64{1, 1, 0} {
		near(t, "F1", tally.F1(label), want, 0)
	}
	near(t, "macro-F1 of 0 and 2", tally.MacroF1([]int{0, 2}), 0.5, 0)
	near(t, "accuracy of nothing", NewTally(1).Accuracy(), 0, 0)
}
