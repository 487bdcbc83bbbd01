package models

import "math"

// Decision picks labels by their probabilities, so that macro-F1 is as high as can be expected. The most probable
// label is the best guess for a row, but where labels are rare it leaves most of their rows unfound. Of a
// single-label task a row's label is the one with the largest log probability plus offset; of a multi-label task
// a row has every label whose log odds plus offset is not below 0.
type Decision struct {
	Offset []float64 `json:"offset"` // one a label; none at all: every offset is 0
}

// Offsets are looked for on a grid, and moved only for a gain that is more than rounding.
const (
	offsetStep  = 0.05
	offsetReach = 60 // steps to either side
	offsetGain  = 1e-4
)

// Choose is the label of a row, by its probabilities; the first of equals.
func (d Decision) Choose(probabilities []float64) int {
	best, highest := 0, math.Inf(-1)
	for label, p := range probabilities {
		if value := math.Log(p) + d.offset(label); value > highest {
			best, highest = label, value
		}
	}
	return best
}

// ChooseMulti is the labels of a row of a multi-label task, ascending.
func (d Decision) ChooseMulti(probabilities []float64) []int {
	chosen := []int{}
	for label, p := range probabilities {
		if logOdds(p)+d.offset(label) >= 0 {
			chosen = append(chosen, label)
		}
	}
	return chosen
}

func (d Decision) offset(label int) float64 {
	if d.Offset == nil {
		return 0
	}
	return d.Offset[label]
}

func logOdds(p float64) float64 { return math.Log(p) - math.Log(1-p) }

// Decide finds the decision of a single-label task from calibrated probabilities, by row and label, of rows that
// the model was not learned from. It goes up the expected macro-F1, one offset after the other. The expectation is
// taken from the probabilities themselves and not from the rows' labels (Ye, Chai, Lee and Chieu, "Optimizing
// F-measure: a tale of two approaches", ICML 2012): it is smoother, and few rows do not lead it astray.
// weight holds the rows' weights; nil: all 1.
func Decide(probabilities [][]float64, weight []float64) Decision {
	probabilities, weight = thin(probabilities), thin(weight)
	logs := make([][]float64, len(probabilities))
	for row, p := range probabilities {
		logs[row] = make([]float64, len(p))
		for label := range p {
			logs[row][label] = math.Log(p[label])
		}
	}
	d := Decision{Offset: make([]float64, len(probabilities[0]))}
	best := expectedMacroF1(probabilities, logs, weight, d.Offset)
	for moved := true; moved; {
		moved = false
		for label := 1; label < len(d.Offset); label++ { // only differences count: the first stays at 0
			found, gain := bestOffset(best, d.Offset[label], func(offset float64) float64 {
				trial := append([]float64(nil), d.Offset...)
				trial[label] = offset
				return expectedMacroF1(probabilities, logs, weight, trial)
			})
			moved = moved || gain > 0
			d.Offset[label], best = found, best+gain
		}
	}
	return d
}

// DecideMulti finds the decision of a multi-label task, label by label.
func DecideMulti(probabilities [][]float64, weight []float64) Decision {
	probabilities, weight = thin(probabilities), thin(weight)
	d := Decision{Offset: make([]float64, len(probabilities[0]))}
	pairs, logs := make([][]float64, len(probabilities)), make([][]float64, len(probabilities))
	for label := range d.Offset {
		for row, p := range probabilities {
			pairs[row] = []float64{1 - p[label], p[label]}
			logs[row] = []float64{math.Log(1 - p[label]), math.Log(p[label])}
		}
		expected := func(offset float64) float64 {
			return expectedF1(pairs, logs, weight, []float64{0, offset})[1]
		}
		d.Offset[label], _ = bestOffset(expected(0), 0, expected)
	}
	return d
}

// decisionRows is how many rows are enough to decide by: the mean of so many is surer than a step of the grid.
const decisionRows = 20_000

// thin keeps every second, third, ... row, so that no more than decisionRows are left.
func thin[T any](rows []T) []T {
	every := (len(rows) + decisionRows - 1) / decisionRows
	if every <= 1 {
		return rows
	}
	var kept []T
	for row := 0; row < len(rows); row += every {
		kept = append(kept, rows[row])
	}
	return kept
}

// bestOffset tries the offsets of the grid and returns the best, with what it gains over the present one, at which
// the measure is now.
func bestOffset(now, present float64, measure func(offset float64) float64) (offset, gain float64) {
	offset = present
	for step := -offsetReach; step <= offsetReach; step++ {
		trial := float64(step) * offsetStep
		if value := measure(trial); value-now > gain+offsetGain {
			offset, gain = trial, value-now
		}
	}
	return offset, gain
}

// expectedMacroF1 is the mean over the labels of expectedF1.
func expectedMacroF1(probabilities, logs [][]float64, weight, offset []float64) float64 {
	sum := 0.0
	for _, f1 := range expectedF1(probabilities, logs, weight, offset) {
		sum += f1
	}
	return sum / float64(len(offset))
}

// expectedF1 is, for each label, twice the expected number of rows that have it and are given it over the expected
// number that have it plus the number that are given it.
func expectedF1(probabilities, logs [][]float64, weight, offset []float64) []float64 {
	n := len(offset)
	right, size := make([]float64, n), make([]float64, n)
	for row, p := range probabilities {
		w := weightOf(weight, row)
		best, highest := 0, math.Inf(-1)
		for label, value := range logs[row] {
			if value += offset[label]; value > highest {
				best, highest = label, value
			}
			size[label] += float64(w * p[label])
		}
		size[best] += w
		right[best] += float64(w * p[best])
	}
	for label := range right {
		if size[label] > 0 {
			right[label] *= 2 / size[label]
		}
	}
	return right
}
