package models

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"
)

// A mixture is a weighted sum of linear models over the same features, and so a linear model itself. Its
// weights and its calibration are learned together, on scores of rows that the members were not learned
// from: Wolpert, "Stacked generalization", Neural Networks 5, 1992. With one member only the calibration is
// left to learn.

// Priors keep few rows from making anything certain. The square of each offset, and of each weight's logarithm
// from its start, counts so much of one row's loss. With them ten rows, all told apart rightly, are given a
// probability of about 0.97 and not of 0.9997; a thousand rows hardly feel them.
const (
	offsetPrior = 0.01
	weightPrior = 1.0
)

// mixtureGrid is what the logarithms of weights and the offsets are rounded to, so that the last bits of the
// minimiser, which differ from processor to processor, do not show.
const mixtureGrid = 1.0 / (1 << 14)

// Mix fits the mixture of a single-label task. members holds each member's scores, by row and class; classes
// the true class of each row; weight the rows' weights (nil: all 1). It returns each member's weight, above
// 0, and the calibration of the weighted sum.
func Mix(members [][][]float64, classes []int, weight []float64) ([]float64, Calibration, error) {
	m := mixing{members: members, classes: classes, weight: weight}
	for _, scores := range members {
		m.start = append(m.start, startWeight(scores)-math.Log(float64(len(members))))
	}
	for _, start := range m.start {
		if math.IsNaN(start) || math.IsInf(start, 0) {
			return nil, Calibration{}, fmt.Errorf("calibrate: the scores are no finite numbers")
		}
	}
	x, err := m.minimize(len(members[0][0]))
	if err != nil {
		return nil, Calibration{}, err
	}
	for i := range x {
		x[i] = math.Round(x[i]/mixtureGrid) * mixtureGrid
	}
	weights := make([]float64, len(members))
	for i := range weights {
		weights[i] = float64(float32(math.Exp(x[i])))
	}
	return weights, Calibration{Slope: []float64{1}, Offset: x[len(weights):]}, nil
}

// MixMulti fits the mixture of a multi-label task, label by label: has(row, label) tells a row's true labels.
// It returns each member's weight by label.
func MixMulti(members [][][]float64, has func(row, label int) bool, weight []float64) ([][]float64, Calibration, error) {
	labels := len(members[0][0])
	weights, c := make([][]float64, labels), Calibration{Multi: true}
	for label := range labels {
		pairs, classes := make([][][]float64, len(members)), make([]int, len(members[0]))
		for m := range members {
			for _, scores := range members[m] {
				pairs[m] = append(pairs[m], []float64{0, scores[label]})
			}
		}
		for row := range classes {
			if has(row, label) {
				classes[row] = 1
			}
		}
		one, calibration, err := Mix(pairs, classes, weight)
		if err != nil {
			return nil, Calibration{}, err
		}
		weights[label] = one
		c.Slope = append(c.Slope, 1)
		c.Offset = append(c.Offset, calibration.Offset[1]-calibration.Offset[0])
	}
	return weights, c, nil
}

// Combine is the weighted sum of models: weights by class, then by member.
func Combine(members []*Linear, weights [][]float64) *Linear {
	sum := NewLinear(members[0].Classes, members[0].Columns)
	for class := range sum.Classes {
		for m, member := range members {
			sum.Bias[class] += float64(weights[class][m] * member.Bias[class])
		}
	}
	for i := range sum.Weight {
		class, total := i%sum.Classes, 0.0
		for m, member := range members {
			total += float64(weights[class][m] * float64(member.Weight[i]))
		}
		sum.Weight[i] = float32(total)
	}
	return sum
}

// startWeight is the logarithm of the weight that brings the scores to a spread of about 1, whatever the
// learner's scale. Scores that differ by no more than rounding have no spread to bring to anything.
func startWeight(scores [][]float64) float64 {
	sum, squares, n := 0.0, 0.0, 0
	for _, row := range scores {
		mean := 0.0
		for _, score := range row {
			mean += score / float64(len(row))
		}
		for _, score := range row {
			sum += float64((score - mean) * (score - mean))
			squares += float64(score * score)
			n++
		}
	}
	if sum <= 1e-20*squares {
		return 0
	}
	return -0.5 * math.Log(sum/float64(n))
}

// mixing is the minimisation behind Mix, over x = (logarithms of the members' weights, offsets of the classes).
type mixing struct {
	members [][][]float64
	classes []int
	weight  []float64
	start   []float64 // where the logarithms of the weights start
}

// loss is the weighted log loss at x, and its gradient.
func (m *mixing) loss(x, gradient []float64) float64 {
	loss, p, n := 0.0, make([]float64, len(x)-len(m.members)), len(m.members)
	clear(gradient)
	weights := make([]float64, n)
	for i := range weights {
		weights[i] = math.Exp(x[i])
	}
	for row, class := range m.classes {
		w := weightOf(m.weight, row)
		copy(p, x[n:])
		for i, scores := range m.members {
			for k, score := range scores[row] {
				p[k] += float64(weights[i] * score)
			}
		}
		softmax(p)
		loss -= float64(w * math.Log(max(p[class], 1e-300)))
		p[class]--
		for k, residual := range p {
			gradient[n+k] += float64(w * residual)
			for i, scores := range m.members {
				gradient[i] += float64(w * residual * weights[i] * scores[row][k])
			}
		}
	}
	return loss
}

// prior is the penalty of moving x from where it starts; it adds its own slope to gradient.
func (m *mixing) prior(x, gradient []float64) float64 {
	penalty := 0.0
	for i, value := range x {
		strength := offsetPrior
		if i < len(m.start) {
			value, strength = value-m.start[i], weightPrior
		}
		penalty += float64(strength * value * value)
		gradient[i] += float64(2 * strength * value)
	}
	return penalty
}

// minimize runs gonum's BFGS from the start, offsets 0.
func (m *mixing) minimize(labels int) ([]float64, error) {
	spare := make([]float64, len(m.start)+labels)
	evaluate := func(x, gradient []float64) float64 { return m.loss(x, gradient) + m.prior(x, gradient) }
	problem := optimize.Problem{
		Func: func(x []float64) float64 { return evaluate(x, spare) },
		Grad: func(gradient, x []float64) { evaluate(x, gradient) },
	}
	x := append(append([]float64(nil), m.start...), make([]float64, labels)...)
	result, err := optimize.Minimize(problem, x, &optimize.Settings{MajorIterations: 200}, &optimize.BFGS{})
	if result == nil {
		return nil, fmt.Errorf("calibrate: %w", err)
	}
	return result.X, nil // a line search that can go no lower reports an error at the minimum: its X is good
}
