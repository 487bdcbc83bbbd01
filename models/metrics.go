package models

import "slices"

// Tally counts true and predicted labels over rows. A row has a set of labels; of a single-label task,
// exactly one.
type Tally struct {
	Both      []float64 // by label: rows that truly have it and for which it was predicted
	Predicted []float64 // by label: rows for which it was predicted
	Support   []float64 // by label: rows that truly have it
	Right     float64   // rows whose predicted set is the true one
	Rows      float64
}

// NewTally returns an empty tally for so many labels.
func NewTally(labels int) *Tally {
	return &Tally{
		Both:      make([]float64, labels),
		Predicted: make([]float64, labels),
		Support:   make([]float64, labels),
	}
}

// Add counts a row so many times. Both sets are ascending.
func (t *Tally) Add(truth, predicted []int, times float64) {
	t.Rows += times
	if slices.Equal(truth, predicted) {
		t.Right += times
	}
	for _, label := range predicted {
		t.Predicted[label] += times
	}
	for _, label := range truth {
		t.Support[label] += times
		if slices.Contains(predicted, label) {
			t.Both[label] += times
		}
	}
}

// Precision is the share of rows predicted to have the label that do have it. What has an empty
// denominator is 0, here and below, as in scikit-learn.
func (t *Tally) Precision(label int) float64 { return ratio(t.Both[label], t.Predicted[label]) }

// Recall is the share of rows with the label for which it was predicted.
func (t *Tally) Recall(label int) float64 { return ratio(t.Both[label], t.Support[label]) }

// F1 is the harmonic mean of precision and recall.
func (t *Tally) F1(label int) float64 {
	return ratio(2*t.Both[label], t.Predicted[label]+t.Support[label])
}

// Accuracy is the share of rows whose predicted labels are the true ones.
func (t *Tally) Accuracy() float64 { return ratio(t.Right, t.Rows) }

// MacroF1 is the mean F1 over the labels listed. Rows of other labels count only as errors.
func (t *Tally) MacroF1(labels []int) float64 {
	sum := 0.0
	for _, label := range labels {
		sum += t.F1(label)
	}
	return ratio(sum, float64(len(labels)))
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
