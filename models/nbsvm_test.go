package models

import (
	"math"
	"testing"
)

// Class 1 has the rows (2,0,1) and, weighing 2, (1,1,0); the rest is (0,1,1). With smoothing 1:
//
//	class 1: (1+2, 2, 1) + 1     = (4, 3, 2), in all 9
//	rest:    (0, 1, 1) + 1       = (1, 2, 2), in all 5
func TestLogCountRatios(t *testing.T) {
	p := &Problem{
		Rows:    []Vector{vectorOf(2, 0, 1), vectorOf(0, 1, 1), vectorOf(1, 1, 0)},
		Class:   []int{1, 0, 1},
		Weight:  []float64{1, 1, 2},
		Columns: 3, Classes: 2,
	}
	got := logCountRatios(p, 1, 1)
	for column, want := range []float64{(4.0 / 9) / (1.0 / 5), (3.0 / 9) / (2.0 / 5), (2.0 / 9) / (2.0 / 5)} {
		near(t, "ratio", got[column], math.Log(want), 1e-12)
	}
	for column, opposite := range logCountRatios(p, 0, 1) {
		near(t, "opposite ratio", opposite, -got[column], 1e-12)
	}
}

// TestNBSVMIsScaledSVM multiplies every feature by its ratio, learns a plain SVM and multiplies its weights
// back. Tolerance: the scaled features are rounded to 32 bits.
func TestNBSVMIsScaledSVM(t *testing.T) {
	for _, s := range []synthetic{
		{rows: 150, columns: 300, classes: 2, nonZero: 12},
		{rows: 150, columns: 300, classes: 3, nonZero: 12, weighted: true},
	} {
		p := s.problem(7)
		model := fit(t, NBSVM{Cost: 0.5, Smoothing: 0.2}, p)
		for class := range p.Classes {
			ratio := logCountRatios(p, class, 0.2)
			scaled := *p
			scaled.Rows = scaledRows(p.Rows, ratio)
			want := dense(fit(t, SVM{Cost: 0.5}, &scaled), class)
			for column, got := range dense(model, class) {
				scale := 1.0 // of the bias
				if column < p.Columns {
					scale = ratio[column]
				}
				near(t, "weight", got, want[column]*scale, 1e-5)
			}
		}
	}
}

func scaledRows(rows []Vector, scale []float64) []Vector {
	out := make([]Vector, len(rows))
	for i, row := range rows {
		out[i].Index = row.Index
		for j, column := range row.Index {
			out[i].Value = append(out[i].Value, float32(float64(row.Value[j])*scale[column]))
		}
	}
	return out
}
