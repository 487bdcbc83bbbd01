package models

import "github.com/x448/float16"

// Linear is a linear model: the score of a class is its bias plus, for each feature, weight times value.
type Linear struct {
	Classes int
	Columns int
	Bias    []float64 // one a class
	Weight  []float32 // weight of column c for class k at [c*Classes+k], so that one lookup serves all classes
}

// NewLinear returns a model with all weights 0.
func NewLinear(classes, columns int) *Linear {
	return &Linear{
		Classes: classes,
		Columns: columns,
		Bias:    make([]float64, classes),
		Weight:  make([]float32, classes*columns),
	}
}

// setClass stores one class's weights and bias.
func (m *Linear) setClass(class int, weights []float64, bias float64) {
	m.Bias[class] = bias
	for column, weight := range weights {
		m.Weight[column*m.Classes+class] = float32(weight)
	}
}

// Round rounds every weight to a number of 16 bits (IEEE 754 binary16), as model files hold it: a relative error of at
// most 0.05 %, which moves no figure of accuracy in its third decimal, and half the size.
func (m *Linear) Round() {
	const largest = 65504
	for i, weight := range m.Weight {
		m.Weight[i] = float16.Fromfloat32(max(-largest, min(largest, weight))).Float32()
	}
}

// Row is the weights of one feature, one a class.
func (m *Linear) Row(column uint32) []float32 {
	at := int(column) * m.Classes
	return m.Weight[at : at+m.Classes]
}

// Scores is the score of every class for one vector.
func (m *Linear) Scores(v Vector) []float64 {
	scores := append([]float64(nil), m.Bias...)
	for i, column := range v.Index {
		for class, weight := range m.Row(column) {
			scores[class] += float64(float64(weight) * float64(v.Value[i]))
		}
	}
	return scores
}

// Best is the number of the largest score; the first of equals.
func Best(scores []float64) int {
	best := 0
	for i, score := range scores {
		if score > scores[best] {
			best = i
		}
	}
	return best
}

// Center takes from each feature's weights their mean over the classes, and likewise from the biases. What
// softmax makes of the scores stays as it is; a weight now says how much the feature speaks for a class
// against the other classes.
func (m *Linear) Center() {
	mean := 0.0
	for _, bias := range m.Bias {
		mean += bias / float64(m.Classes)
	}
	for class := range m.Bias {
		m.Bias[class] -= mean
	}
	for column := range m.Columns {
		row, mean := m.Row(uint32(column)), 0.0
		for _, weight := range row {
			mean += float64(weight) / float64(m.Classes)
		}
		for class, weight := range row {
			row[class] = float32(float64(weight) - mean)
		}
	}
}
