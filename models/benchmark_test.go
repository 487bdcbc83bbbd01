package models

import (
	"maps"
	"slices"
	"testing"
)

// benchmarked is of the size and shape of a corpus of 10,000 sentences.
var benchmarked = synthetic{rows: 10000, columns: 100000, classes: 3, nonZero: 75}

func BenchmarkFit(b *testing.B) {
	p := benchmarked.problem(1)
	for _, name := range slices.Sorted(maps.Keys(learners)) {
		learner := learners[name]()
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				fit(b, learner, p)
			}
		})
	}
}

func BenchmarkScores(b *testing.B) {
	p := benchmarked.problem(1)
	model := fit(b, SVM{Cost: 0.1}, p)
	for i := 0; b.Loop(); i++ {
		model.Scores(p.Rows[i%len(p.Rows)])
	}
}
