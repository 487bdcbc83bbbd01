package models

import (
	"math"
	"slices"
	"testing"
)

// Three columns, "tax", "cut" and "aid", and four rows:
//
//	class 0: tax tax cut | tax aid      tax 3, cut 1, aid 1: 5 in all
//	class 1: aid aid cut | aid          aid 3, cut 1:        4 in all
//
// With smoothing 1, class 0 gives (3+1)/(5+3), (1+1)/(5+3), (1+1)/(5+3) and class 1 gives (0+1)/(4+3),
// (1+1)/(4+3), (3+1)/(4+3). Half of the rows are of each class.
func TestBayesByHand(t *testing.T) {
	p := &Problem{
		Rows:    []Vector{vectorOf(2, 1, 0), vectorOf(1, 0, 1), vectorOf(0, 1, 2), vectorOf(0, 0, 1)},
		Class:   []int{0, 0, 1, 1},
		Columns: 3, Classes: 2,
	}
	model := fit(t, Bayes{Smoothing: 1}, p)
	scores := model.Scores(vectorOf(1, 0, 2)) // tax aid aid
	near(t, "log p(0, tax aid aid)", scores[0], math.Log(0.5*(4.0/8)*(2.0/8)*(2.0/8)), 1e-6)
	near(t, "log p(1, tax aid aid)", scores[1], math.Log(0.5*(1.0/7)*(4.0/7)*(4.0/7)), 1e-6)

	p.Weight = []float64{1, 1, 1, 3} // the last row three times: aid 5, cut 1: 6 in all; 4 of 6 rows
	scores = fit(t, Bayes{Smoothing: 1}, p).Scores(vectorOf(1, 0, 1))
	near(t, "log p(0, tax aid)", scores[0], math.Log(2.0/6*(4.0/8)*(2.0/8)), 1e-6)
	near(t, "log p(1, tax aid)", scores[1], math.Log(4.0/6*(1.0/9)*(6.0/9)), 1e-6)
}

// TestClassWithoutRows: where groups are held out together, a rare class may have no row left. Every
// learner still gives it a score that can be centered and compared, and gives it to no row; Bernoulli says
// why it cannot.
func TestClassWithoutRows(t *testing.T) {
	p := synthetic{rows: 60, columns: 80, classes: 2, nonZero: 10}.problem(3)
	p.Classes = 3
	for name, newLearner := range learners {
		model, err := newLearner().Fit(p)
		if name == "bernoulli" {
			if err == nil || err.Error() != "learner bernoulli has no row of class 2 to learn from" {
				t.Errorf("bernoulli: %v", err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		model.Center()
		for _, row := range p.Rows {
			scores := model.Scores(row)
			if slices.ContainsFunc(scores, func(s float64) bool { return math.IsNaN(s) || math.IsInf(s, 0) }) {
				t.Fatalf("%s: scores %v", name, scores)
			}
			if Best(scores) == 2 {
				t.Fatalf("%s gives a row to the class without rows: %v", name, scores)
			}
		}
	}
}
