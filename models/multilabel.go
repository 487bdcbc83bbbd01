package models

import (
	"math"
	"slices"
)

// FitMulti learns a multi-label task as one binary problem a label: rows that have it against rows that
// have not. sets holds each row's labels, numbered from 0 to labels-1. The score of a label is above 0
// where the learner thinks that a row has it.
func FitMulti(learner Learner, p *Problem, sets [][]int, labels int) (*Linear, error) {
	model := NewLinear(labels, p.Columns)
	failures := make([]error, labels)
	Parallel(labels, func(label int) {
		failures[label] = fitLabel(model, label, learner, p, sets)
	})
	for _, err := range failures {
		if err != nil {
			return nil, err
		}
	}
	return model, nil
}

func fitLabel(model *Linear, label int, learner Learner, p *Problem, sets [][]int) error {
	binary, with := *p, 0
	binary.Classes, binary.Class = 2, make([]int, len(p.Rows))
	for i, set := range sets {
		if slices.Contains(set, label) {
			binary.Class[i] = 1
			with++
		}
	}
	if with == 0 || with == len(p.Rows) { // nothing to tell apart: the smoothed share is all there is to say
		model.Bias[label] = math.Log((float64(with) + 0.5) / (float64(len(p.Rows)-with) + 0.5))
		return nil
	}
	fitted, err := learner.Fit(&binary)
	if err != nil {
		return err
	}
	model.Bias[label] = fitted.Bias[1] - fitted.Bias[0]
	for column := range p.Columns {
		row := fitted.Row(uint32(column))
		model.Weight[column*model.Classes+label] = row[1] - row[0]
	}
	return nil
}
