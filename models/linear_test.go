package models

import (
	"math/rand/v2"
	"testing"
)

// randomLinear is a model with normal weights, all of one class far from 0.
func randomLinear(classes, columns int, seed uint64) *Linear {
	random, m := rand.New(rand.NewPCG(seed, 0)), NewLinear(classes, columns)
	for i := range m.Weight {
		m.Weight[i] = float32(random.NormFloat64() - 3)
	}
	for class := range m.Bias {
		m.Bias[class] = random.NormFloat64() - 100
	}
	return m
}

func TestScoresByHand(t *testing.T) {
	m := NewLinear(2, 3)
	m.setClass(0, []float64{1, 2, 3}, 10)
	m.setClass(1, []float64{-1, 0, 0.5}, -10)
	scores := m.Scores(vectorOf(2, 0, 4))
	near(t, "score of 0", scores[0], 10+2*1+4*3, 0)
	near(t, "score of 1", scores[1], -10-2*1+4*0.5, 0)
	if m.Bias[0] != 10 {
		t.Error("Scores changed the bias")
	}
}

func TestBestTakesTheFirstOfEquals(t *testing.T) {
	for want, scores := range [][]float64{{2, 1, 2}, {1, 2, 2}, {-3, -2, -1}} {
		if got := Best(scores); got != want {
			t.Errorf("Best(%v) = %d, want %d", scores, got, want)
		}
	}
}

// TestCenter: softmax and argmax stay, and each feature's weights sum to 0.
func TestCenter(t *testing.T) {
	p := synthetic{rows: 200, columns: 300, classes: 4, nonZero: 12}.problem(1)
	m := randomLinear(4, 300, 1)
	before := make([][]float64, len(p.Rows))
	for i, row := range p.Rows {
		before[i] = m.Scores(row)
	}
	m.Center()
	for i, row := range p.Rows {
		after := m.Scores(row)
		if Best(after) != Best(before[i]) {
			t.Errorf("row %d: class %d became %d", i, Best(before[i]), Best(after))
		}
		softmax(after)
		softmax(before[i])
		for class := range after {
			near(t, "probability", after[class], before[i][class], 1e-5)
		}
	}
	for column := range uint32(300) {
		sum := 0.0
		for _, weight := range m.Row(column) {
			sum += float64(weight)
		}
		near(t, "sum of weights", sum, 0, 1e-5)
	}
	near(t, "sum of biases", m.Bias[0]+m.Bias[1]+m.Bias[2]+m.Bias[3], 0, 1e-9)
}
