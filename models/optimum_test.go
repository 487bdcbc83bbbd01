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
// computes. Tolerances: the objective may be above its minimum by one part in a thousand (SVM, which stops
// at liblinear's loose tolerance) or one in ten thousand (Logistic). The objective curves by at least 1 in
// every direction, so a gap of g means weights off by at most sqrt(2g); they must keep to that too.
func TestOptimum(t *testing.T) {
	cases := map[string]struct {
		learner   func(cost float64) Learner
		loss      loss
		tolerance float64
	}{
		"svm":      {func(cost float64) Learner { return SVM{Cost: cost} }, squaredHinge, 1e-3},
		"logistic": {func(cost float64) Learner { return Logistic{Cost: cost} }, logLoss, 1e-4},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			for classes := 2; classes <= 3; classes++ {
				for _, cost := range []float64{0.1, 1} {
					for seed := range uint64(5) {
						weighted := seed%2 == 0
						p := synthetic{rows: 80, columns: 120, classes: classes, nonZero: 10, weighted: weighted}.problem(seed)
						model := fit(t, c.learner(cost), p)
						for class := range classes {
							least, at := optimum(t, p, class, cost, c.loss)
							x := dense(model, class)
							gap := objective(p, class, cost, c.loss, x, make([]float64, len(x))) - least
							if gap < -1e-6*least || gap > c.tolerance*least {
								t.Errorf("%d classes, cost %g, seed %d: class %d is %g above the minimum %g", classes, cost, seed, class, gap, least)
							}
							println(name,classes,int(cost*10),int(1e6*gap/least),int(1e4*floats.Distance(x,at,2)/floats.Norm(at,2)));if far := floats.Distance(x, at, 2); far > math.Sqrt(2*c.tolerance*least) {
								t.Errorf("%d classes, cost %g, seed %d: class %d is %g from the optimal weights", classes, cost, seed, class, far)
							}
						}
					}
				}
			}
		})
	}
}

// dense is a class's weights and, last, its bias.
func dense(m *Linear, class int) []float64 {
	x := make([]float64, 0, m.Columns+1)
	for column := range m.Columns {
		x = append(x, float64(m.Row(uint32(column))[class]))
	}
	return append(x, m.Bias[class])
}
