package models

import (
	"math"
	"math/rand/v2"
)

// Logistic is logistic regression with L2 penalty, one class against the rest, learned by dual coordinate
// ascent: Yu, Huang and Lin, "Dual coordinate descent methods for logistic regression and maximum entropy
// models", Machine Learning 85, 2011.
type Logistic struct {
	Cost float64 // C: how much the rows' loss counts against the length of the weights
}

// Binary is false: values count.
func (Logistic) Binary() bool { return false }

// Fit learns the model.
func (l Logistic) Fit(p *Problem) (*Linear, error) {
	return oneAgainstRest(p, func(class int) ([]float64, float64) {
		return separateLogistic(p, class, l.Cost)
	}), nil
}

// logisticTolerance ends the ascent: the largest relative move of a dual variable in a round.
const logisticTolerance = 1e-3

// separateLogistic learns to tell class from the rest. It minimises
//
//	1/2 |w|^2 + 1/2 bias^2 + C sum_i weight_i log(1 + exp(-y_i (w.x_i + bias)))
//
// through its dual: each row has a variable alpha_i in (0, C weight_i), and w = sum_i alpha_i y_i x_i.
func separateLogistic(p *Problem, class int, cost float64) ([]float64, float64) {
	n := len(p.Rows)
	signs := signsOf(p.Class, class)
	w, bias := make([]float64, p.Columns), 0.0
	alpha, curvature := make([]float64, n), make([]float64, n)
	for i, row := range p.Rows {
		curvature[i] = row.squaredLength(nil) + 1
		alpha[i] = min(1e-3*cost*p.weight(i), 1e-8)
		row.addScaled(w, signs[i]*alpha[i], nil)
		bias += float64(signs[i] * alpha[i])
	}
	random, order := rand.New(rand.NewPCG(p.Seed, uint64(class))), Identity(n)
	for range dualEpochs {
		shuffle(random, order)
		largest := 0.0
		for _, i := range order {
			limit := cost * p.weight(i)
			margin := float64(signs[i] * (p.Rows[i].dot(w) + bias))
			next := dualLogisticStep(alpha[i], limit, margin, curvature[i])
			step := float64(signs[i] * (next - alpha[i]))
			largest = max(largest, math.Abs(next-alpha[i])/limit)
			alpha[i] = next
			p.Rows[i].addScaled(w, step, nil)
			bias += step
		}
		if largest <= logisticTolerance {
			break
		}
	}
	return w, bias
}

// dualLogisticStep finds the dual variable a in (0, limit) that minimises, the others fixed,
//
//	1/2 curvature (a-old)^2 + margin (a-old) + a log a + (limit-a) log(limit-a)
//
// by Newton steps kept inside a shrinking bracket.
func dualLogisticStep(old, limit, margin, curvature float64) float64 {
	low, high := 0.0, limit
	a := old
	for range 50 {
		slope := float64(curvature*(a-old)) + margin + math.Log(a/(limit-a))
		if slope > 0 {
			high = a
		} else {
			low = a
		}
		next := a - slope/(curvature+limit/float64(a*(limit-a)))
		if next <= low || next >= high {
			next = (low + high) / 2
		}
		if math.Abs(next-a) <= 1e-10*limit {
			return clampOpen(next, limit)
		}
		a = next
	}
	return clampOpen(a, limit)
}

// clampOpen keeps a strictly inside (0, limit), where its logarithms exist.
func clampOpen(a, limit float64) float64 {
	return min(max(a, 1e-12*limit), limit*(1-1e-12))
}
