package models

import (
	"fmt"
	"sort"
	"strings"
)

// Problem is what a learner learns from: rows of features, each with one class and a weight.
type Problem struct {
	Rows    []Vector
	Columns int       // number of features; every column of Rows is below it
	Class   []int     // class of each row, from 0
	Classes int       // number of classes, at least 2
	Weight  []float64 // weight of each row, above 0; nil where all weigh 1
	Seed    uint64    // for learners that visit rows in random order
}

// weight of row i.
func (p *Problem) weight(i int) float64 { return weightOf(p.Weight, i) }

// weightOf is the weight of row i: 1 where rows have none.
func weightOf(weight []float64, i int) float64 {
	if weight == nil {
		return 1
	}
	return weight[i]
}

// Subset is the problem restricted to some rows.
func (p *Problem) Subset(rows []int) *Problem {
	sub := *p
	sub.Rows, sub.Class, sub.Weight = Pick(p.Rows, rows), Pick(p.Class, rows), Pick(p.Weight, rows)
	return &sub
}

// Pick takes the values of some rows; nil of nil.
func Pick[T any](values []T, rows []int) []T {
	if values == nil {
		return nil
	}
	out := make([]T, len(rows))
	for i, row := range rows {
		out[i] = values[row]
	}
	return out
}

// Learner fits a linear model to a problem. The same problem always gives the same model.
type Learner interface {
	// Fit learns one weight for each feature and class, and one bias for each class.
	Fit(p *Problem) (*Linear, error)
	// Binary tells that the learner sees only whether a feature is there, not how much of it.
	Binary() bool
}

// learners holds every learner by the name a user gives it.
var learners = map[string]func() Learner{
	"logistic":  func() Learner { return Logistic{Cost: 1} },
	"svm":       func() Learner { return SVM{Cost: 0.1} },
	"nbsvm":     func() Learner { return NBSVM{Cost: 0.3, Smoothing: 0.1} },
	"bayes":     func() Learner { return Bayes{Smoothing: 0.1} },
	"bernoulli": func() Learner { return Bernoulli{} },
}

// mixture is the learners that the learner "mixture" is made of: each is the best of them on some corpus, and
// what it is worth on the corpus at hand is learned (mixture.go). The best smoothing of an NBSVM depends on the
// corpus: 0.1 where single words decide, as in reviews, 1 where signs are many and weak, as in the news.
var mixture = []Learner{
	NBSVM{Cost: 0.3, Smoothing: 0.1},
	NBSVM{Cost: 0.1, Smoothing: 1},
	SVM{Cost: 0.1},
	Bayes{Smoothing: 0.1},
}

// NewMembers returns the learners behind a name, with their default settings: one, or those of a mixture.
func NewMembers(name string) ([]Learner, error) {
	if name == "mixture" {
		return mixture, nil
	}
	if make, ok := learners[name]; ok {
		return []Learner{make()}, nil
	}
	return nil, fmt.Errorf("no learner is named %q: there are %s", name, strings.Join(LearnerNames(), ", "))
}

// LearnerNames lists the learners, sorted.
func LearnerNames() []string {
	names := []string{"mixture"}
	for name := range learners {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// oneAgainstRest learns one binary separator for each class, classes side by side on the cores there are.
// With two classes the second separator is the first one's mirror image and is not learned again.
func oneAgainstRest(p *Problem, separate func(class int) ([]float64, float64)) *Linear {
	model := NewLinear(p.Classes, p.Columns)
	if p.Classes == 2 {
		weights, bias := separate(1)
		model.setClass(1, weights, bias)
		for j := range weights {
			weights[j] = -weights[j]
		}
		model.setClass(0, weights, -bias)
		return model
	}
	Parallel(p.Classes, func(class int) {
		weights, bias := separate(class)
		model.setClass(class, weights, bias)
	})
	return model
}
