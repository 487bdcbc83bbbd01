package models

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"
)

// loss is the loss of one row at its margin, and the loss's derivative.
type loss func(margin float64) (value, slope float64)

func squaredHinge(margin float64) (float64, float64) {
	short := max(0, 1-margin)
	return short * short, -2 * short
}

func logLoss(margin float64) (float64, float64) {
	if margin < 0 {
		return -margin + math.Log1p(math.Exp(margin)), -1 / (1 + math.Exp(margin))
	}
	return math.Log1p(math.Exp(-margin)), -math.Exp(-margin) / (1 + math.Exp(-margin))
}

// objective is what a separator of class from the rest minimises, at x = (weights..., bias):
// 1/2 |x|^2 + cost sum_i weight_i loss(margin_i). It fills gradient, written without a line of the learners'.
func objective(p *Problem, class int, cost float64, of loss, x, gradient []float64) float64 {
	sum := floats.Dot(x, x) / 2
	copy(gradient, x)
	for i, row := range p.Rows {
		sign, weight, score := -1.0, 1.0, x[p.Columns]
		if p.Class[i] == class {
			sign = 1
		}
		if p.Weight != nil {
			weight = p.Weight[i]
		}
		for j, column := range row.Index {
			score += x[column] * float64(row.Value[j])
		}
		value, slope := of(sign * score)
		sum += cost * weight * value
		for j, column := range row.Index {
			gradient[column] += cost * weight * slope * sign * float64(row.Value[j])
		}
		gradient[p.Columns] += cost * weight * slope * sign
	}
	return sum
}

// optimum is the objective's minimum as gonum finds it, and where it is.
func optimum(t *testing.T, p *Problem, class int, cost float64, of loss) (float64, []float64) {
	t.Helper()
	spare := make([]float64, p.Columns+1)
	problem := optimize.Problem{
		Func: func(x []float64) float64 { return objective(p, class, cost, of, x, spare) },
		Grad: func(gradient, x []float64) { objective(p, class, cost, of, x, gradient) },
	}
	result, _ := optimize.Minimize(problem, make([]float64, p.Columns+1), nil, &optimize.LBFGS{})
	value := objective(p, class, cost, of, result.X, spare)
	if norm := floats.Norm(spare, 2); norm > 1e-4 {
		t.Fatalf("the oracle stopped at a gradient of length %g", norm)
	}
	return value, result.X
}

// TestOptimum compares SVM and Logistic with gonum's L-BFGS on the primal objective, which neither of them
// computes. Tolerances are shares: how far the objective may be above its minimum, and the weights from the
// optimal ones. Logistic gets as near as its 32-bit weights tell. SVM stops at liblinear's loose tolerance;
// measured here: 6e-4 and 2 % at most at its default cost, 3e-3 and 3 % at ten times that.
func TestOptimum(t *testing.T) {
	for _, c := range []struct {
		learner       Learner
		cost          float64
		loss          loss
		above, astray float64
	}{
		{SVM{Cost: 0.1}, 0.1, squaredHinge, 1e-3, 0.05},
		{SVM{Cost: 1}, 1, squaredHinge, 1e-2, 0.05},
		{Logistic{Cost: 0.1}, 0.1, logLoss, 1e-5, 2e-3},
		{Logistic{Cost: 1}, 1, logLoss, 1e-5, 2e-3},
	} {
		for seed := range uint64(8) {
			s := synthetic{rows: 80, columns: 120, classes: 2 + int(seed)%2, nonZero: 10, weighted: seed >= 4}
			p := stretched(s.problem(seed))
			model := fit(t, c.learner, p)
			for class := range p.Classes {
				least, at := optimum(t, p, class, c.cost, c.loss)
				x := dense(model, class)
				reached := objective(p, class, c.cost, c.loss, x, make([]float64, len(x)))
				if above := reached/least - 1; above < -1e-9 || above > c.above {
					t.Errorf("%+v, %+v: class %d is at %g, %g above the minimum", c.learner, s, class, reached, above)
				}
				if astray := floats.Distance(x, at, 2) / floats.Norm(at, 2); astray > c.astray {
					t.Errorf("%+v, %+v: class %d has weights %g from the optimal ones", c.learner, s, class, astray)
				}
			}
		}
	}
}

// stretched gives the rows lengths from 0.2 to 2.2.
func stretched(p *Problem) *Problem {
	for i, row := range p.Rows {
		for j := range row.Value {
			row.Value[j] *= 0.2 + float32(i%5)/2
		}
	}
	return p
}

// dense is a class's weights and, last, its bias.
func dense(m *Linear, class int) []float64 {
	x := make([]float64, 0, m.Columns+1)
	for column := range m.Columns {
		x = append(x, float64(m.Row(uint32(column))[class]))
	}
	return append(x, m.Bias[class])
}
