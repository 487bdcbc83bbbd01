package models

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"
)

// Calibration turns scores into probabilities that can be taken at their word: of the sentences given 0.8,
// about eight in ten are right. It is learned on scores of rows that the model was not learned from.
//
// Of a single-label task it is bias-corrected temperature scaling, p = softmax(Slope[0] score + Offset):
// Alexandari, Kundaje and Shrikumar, "Maximum likelihood with bias-corrected calibration is hard-to-beat at
// label shift adaptation", ICML 2020. Of a multi-label task it is, label by label,
// p = 1/(1+exp(-(Slope score + Offset))): Platt, "Probabilistic outputs for support vector machines", 1999.
type Calibration struct {
	Multi  bool      `json:"multi"`
	Slope  []float64 `json:"slope"`  // one; one a label where Multi
	Offset []float64 `json:"offset"` // one a label
}

// Probabilities is the probability of every label. They sum to 1 unless Multi.
func (c Calibration) Probabilities(scores []float64) []float64 {
	out := make([]float64, len(scores))
	if c.Multi {
		for i, score := range scores {
			out[i] = logistic(float64(c.Slope[i]*score) + c.Offset[i])
		}
		return out
	}
	for i, score := range scores {
		out[i] = float64(c.Slope[0]*score) + c.Offset[i]
	}
	softmax(out)
	return out
}

// softmax replaces logits by exp(logit) over their sum.
func softmax(logits []float64) {
	most, sum := logits[Best(logits)], 0.0
	for i, logit := range logits {
		logits[i] = math.Exp(logit - most)
		sum += logits[i]
	}
	for i := range logits {
		logits[i] /= sum
	}
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// Priors keep few rows from making anything certain. The square of each offset, and of the slope's logarithm
// from its start, weighs so much of one row's loss. With them ten rows, all told apart rightly, are given a
// probability of about 0.97 and not of 0.9997; a thousand rows hardly feel them.
const (
	offsetPrior = 0.01
	slopePrior  = 1.0
)

// Calibrate fits a single-label calibration: scores of each row, its true class, its weight (nil: 1).
func Calibrate(scores [][]float64, classes []int, weight []float64) (Calibration, error) {
	labels := len(scores[0])
	start := startSlope(scores)
	x, err := minimize(func(x, gradient []float64) float64 {
		loss := temperatureLoss(x, gradient, scores, classes, weight)
		return loss + prior(x, gradient, start)
	}, start, labels)
	if err != nil {
		return Calibration{}, err
	}
	return Calibration{Slope: []float64{math.Exp(x[0])}, Offset: x[1:]}, nil
}

// CalibrateMulti fits a multi-label calibration: has(row, label) tells a row's true labels.
func CalibrateMulti(scores [][]float64, has func(row, label int) bool, weight []float64) (Calibration, error) {
	c := Calibration{Multi: true}
	for label := range scores[0] {
		pairs, classes := make([][]float64, len(scores)), make([]int, len(scores))
		for row := range scores {
			pairs[row] = []float64{0, scores[row][label]}
			if has(row, label) {
				classes[row] = 1
			}
		}
		one, err := Calibrate(pairs, classes, weight)
		if err != nil {
			return Calibration{}, err
		}
		c.Slope = append(c.Slope, one.Slope[0])
		c.Offset = append(c.Offset, one.Offset[1]-one.Offset[0])
	}
	return c, nil
}

// startSlope is the logarithm of the slope that brings the scores to a spread of about 1, whatever the
// learner's scale. Scores that differ by no more than rounding have no spread to bring to anything.
func startSlope(scores [][]float64) float64 {
	sum, squares, n := 0.0, 0.0, 0
	for _, row := range scores {
		mean := 0.0
		for _, score := range row {
			mean += score / float64(len(row))
		}
		for _, score := range row {
			sum += (score - mean) * (score - mean)
			squares += score * score
			n++
		}
	}
	if sum <= 1e-20*squares {
		return 0
	}
	return -0.5 * math.Log(sum/float64(n))
}

// temperatureLoss is the weighted log loss at x = (log slope, offsets...), and its gradient.
func temperatureLoss(x, gradient []float64, scores [][]float64, classes []int, weight []float64) float64 {
	slope, loss := math.Exp(x[0]), 0.0
	clear(gradient)
	p := make([]float64, len(x)-1)
	for row, class := range classes {
		w := 1.0
		if weight != nil {
			w = weight[row]
		}
		for k, score := range scores[row] {
			p[k] = float64(slope*score) + x[k+1]
		}
		softmax(p)
		loss -= w * math.Log(max(p[class], 1e-300))
		p[class]--
		for k, residual := range p {
			gradient[0] += w * residual * slope * scores[row][k]
			gradient[k+1] += w * residual
		}
	}
	return loss
}

// prior is the penalty of moving x from (start, 0, ...); it adds its own slope to gradient.
func prior(x, gradient []float64, start float64) float64 {
	penalty := 0.0
	for k, value := range x {
		weight := offsetPrior
		if k == 0 {
			value, weight = value-start, slopePrior
		}
		penalty += weight * value * value
		gradient[k] += 2 * weight * value
	}
	return penalty
}

// minimize runs gonum's BFGS from log slope = start and offsets 0.
func minimize(loss func(x, gradient []float64) float64, start float64, labels int) ([]float64, error) {
	spare := make([]float64, labels+1)
	problem := optimize.Problem{
		Func: func(x []float64) float64 { return loss(x, spare) },
		Grad: func(gradient, x []float64) { loss(x, gradient) },
	}
	x := make([]float64, labels+1)
	x[0] = start
	result, err := optimize.Minimize(problem, x, &optimize.Settings{MajorIterations: 200}, &optimize.BFGS{})
	if result == nil {
		return nil, fmt.Errorf("calibrate: %w", err)
	}
	return result.X, nil // a line search that can go no lower reports an error at the minimum: its X is good
}
