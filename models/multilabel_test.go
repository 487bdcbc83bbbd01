package models

import (
	"math"
	"slices"
	"testing"
)

// TestFitMulti compares each label with a binary problem made by hand. Label 3 is in no row, label 4 in all.
func TestFitMulti(t *testing.T) {
	p := synthetic{rows: 120, columns: 200, classes: 3, nonZero: 12}.problem(4)
	sets := make([][]int, len(p.Rows))
	for i, class := range p.Class {
		if sets[i] = []int{4}; i%5 != 0 {
			sets[i] = []int{class, 4}
		}
	}
	eachLearner(t, func(t *testing.T, learner Learner) {
		model, err := FitMulti(learner, p, sets, 5)
		if err != nil {
			t.Fatal(err)
		}
		for label := range 3 {
			binary := *p
			binary.Classes, binary.Class = 2, make([]int, len(p.Rows))
			for i, set := range sets {
				if set[0] == label {
					binary.Class[i] = 1
				}
			}
			byHand := fit(t, learner, &binary)
			for _, row := range p.Rows {
				pair := byHand.Scores(row)
				near(t, "score", model.Scores(row)[label], pair[1]-pair[0], 1e-4)
			}
		}
		for _, row := range p.Rows {
			scores := model.Scores(row)
			near(t, "score of the label in no row", scores[3], math.Log(0.5/120.5), 1e-12)
			near(t, "score of the label in all rows", scores[4], math.Log(120.5/0.5), 1e-12)
		}
	})
	if !slices.Equal(p.Class[:3], []int{0, 1, 2}) || p.Classes != 3 {
		t.Error("FitMulti changed the problem")
	}
}

func TestFitMultiFails(t *testing.T) {
	p := synthetic{rows: 20, columns: 30, classes: 2, nonZero: 4, weighted: true}.problem(4)
	sets := make([][]int, 20)
	sets[3] = []int{1}
	model, err := FitMulti(Bernoulli{}, p, sets, 2)
	if model != nil || err == nil || err.Error() != "learner bernoulli takes no row weights" {
		t.Errorf("model %v, error %v", model, err)
	}
}
