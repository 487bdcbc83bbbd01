package models

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/floats"
)

// honest makes up scores whose softmax is the truth: each row's class is drawn with just those
// probabilities.
func honest(rows, labels int, seed uint64) (scores [][]float64, classes []int) {
	random := rand.New(rand.NewPCG(seed, 0))
	for range rows {
		row := make([]float64, labels)
		for k := range row {
			row[k] = 2 * random.NormFloat64()
		}
		p := append([]float64(nil), row...)
		softmax(p)
		class, left := 0, random.Float64()-p[0]
		for left > 0 && class < labels-1 {
			class++
			left -= p[class]
		}
		scores, classes = append(scores, row), append(classes, class)
	}
	return scores, classes
}

// moved is every score times a factor plus a shift.
func moved(scores [][]float64, factor, shift float64) [][]float64 {
	out := make([][]float64, len(scores))
	for i, row := range scores {
		for _, score := range row {
			out[i] = append(out[i], factor*score+shift)
		}
	}
	return out
}

// calibrated is every row's probabilities.
func calibrated(c Calibration, scores [][]float64) [][]float64 {
	out := make([][]float64, len(scores))
	for i, row := range scores {
		out[i] = c.Probabilities(row)
	}
	return out
}

// calibrate fits a mixture of one member, and takes its weight for the slope.
func calibrate(t *testing.T, scores [][]float64, classes []int, weight []float64) Calibration {
	t.Helper()
	weights, c, err := Mix([][][]float64{scores}, classes, weight)
	if err != nil {
		t.Fatal(err)
	}
	return Calibration{Slope: weights, Offset: c.Offset}
}

// calibrateMulti is the same for a multi-label task.
func calibrateMulti(t *testing.T, scores [][]float64, has func(row, label int) bool, weight []float64) Calibration {
	t.Helper()
	weights, c, err := MixMulti([][][]float64{scores}, has, weight)
	if err != nil {
		t.Fatal(err)
	}
	for label := range weights {
		c.Slope[label] = weights[label][0]
	}
	return c
}

// TestCalibrateOptimum differentiates the loss numerically, written here by its definition, where the fit
// ended. Its gradient must be gone but for what rounding leaves: 1e-2 of one row's, of 300 rows.
func TestCalibrateOptimum(t *testing.T) {
	for labels := 2; labels <= 4; labels++ {
		for _, weighted := range []bool{false, true} {
			scores, classes := honest(300, labels, uint64(labels))
			scores = moved(scores, 7, -40)
			var weight []float64
			if weighted {
				random := rand.New(rand.NewPCG(1, 1))
				for range scores {
					weight = append(weight, 0.1+3*random.Float64())
				}
			}
			start := startWeight(scores)
			loss := func(x []float64) float64 {
				c := Calibration{Slope: []float64{math.Exp(x[0])}, Offset: x[1:]}
				sum := weightPrior*(x[0]-start)*(x[0]-start) + offsetPrior*floats.Dot(x[1:], x[1:])
				for i, p := range calibrated(c, scores) {
					if weighted {
						sum -= weight[i] * math.Log(p[classes[i]])
					} else {
						sum -= math.Log(p[classes[i]])
					}
				}
				return sum
			}
			c := calibrate(t, scores, classes, weight)
			x := append([]float64{math.Log(c.Slope[0])}, c.Offset...)
			gradient := fd.Gradient(nil, loss, x, &fd.Settings{Formula: fd.Central})
			if norm := floats.Norm(gradient, 2); norm > 1e-2 {
				t.Errorf("%d labels, weighted %v: the gradient has length %g at the end", labels, weighted, norm)
			}
		}
	}
}

// TestMixGradient compares the gradients that the fit uses with numeric ones, away from the optimum.
func TestMixGradient(t *testing.T) {
	scores, classes := honest(50, 3, 9)
	weight := make([]float64, 50)
	for i := range weight {
		weight[i] = 0.5 + float64(i%3)
	}
	other, _ := honest(50, 3, 10)
	m := mixing{members: [][][]float64{scores, other}, classes: classes, weight: weight, start: []float64{0.7, -0.2}}
	loss := func(x, gradient []float64) float64 { return m.loss(x, gradient) + m.prior(x, gradient) }
	x, got, spare := []float64{0.3, -0.5, -1, 0.5, 2}, make([]float64, 5), make([]float64, 5)
	loss(x, got)
	want := fd.Gradient(nil, func(x []float64) float64 { return loss(x, spare) }, x, &fd.Settings{Formula: fd.Central})
	for i := range x {
		near(t, "slope of the loss", got[i], want[i], 1e-5*math.Abs(want[i])+1e-6)
	}
}

// TestCalibrateHonestScores leaves honest scores as they are: slope 1 and offsets 0 within three standard
// errors of 5,000 rows, and a calibration error no larger than chance makes it.
func TestCalibrateHonestScores(t *testing.T) {
	scores, classes := honest(5000, 3, 1)
	c := calibrate(t, scores, classes, nil)
	near(t, "slope", c.Slope[0], 1, 0.08)
	for _, offset := range c.Offset {
		near(t, "offset", offset, 0, 0.1)
	}
	fresh, truth := honest(5000, 3, 2)
	r := ReliabilityOf(calibrated(c, fresh), truth)
	near(t, "ECE", r.ECE, 0, 0.02)
	if raw := ReliabilityOf(calibrated(c, moved(fresh, 5, 0)), truth); raw.ECE < 5*r.ECE {
		t.Errorf("scores five times too large have ECE %g, hardly above %g", raw.ECE, r.ECE)
	}
}

// TestCalibrateAnyScale: whatever a learner's scale and origin, the same probabilities come out, and they
// sum to 1.
func TestCalibrateAnyScale(t *testing.T) {
	scores, classes := honest(400, 3, 3)
	want := calibrated(calibrate(t, scores, classes, nil), scores)
	for _, m := range []struct{ factor, shift float64 }{{1e-6, 0}, {1e-3, 1}, {30, -800}, {1e5, 1e6}} {
		other := moved(scores, m.factor, m.shift)
		for i, p := range calibrated(calibrate(t, other, classes, nil), other) {
			near(t, "sum of probabilities", floats.Sum(p), 1, 1e-12)
			for k := range p {
				near(t, "probability", p[k], want[i][k], 1e-4)
			}
		}
	}
}

// TestCalibrateEqualScores: scores that say nothing, whatever their size and rounding, give every row the
// shares of the classes; the slope stays 1 for scores that do say something.
func TestCalibrateEqualScores(t *testing.T) {
	for labels := 2; labels <= 7; labels++ {
		for _, score := range []float64{0, 0.1, -800.1, 1e6 + 0.1} {
			scores, classes := make([][]float64, 100), make([]int, 100)
			for i := range scores {
				scores[i] = make([]float64, labels)
				for k := range scores[i] {
					scores[i][k] = score
				}
				if i%4 == 0 {
					classes[i] = 1
				}
			}
			c := calibrate(t, scores, classes, nil)
			near(t, "slope", c.Slope[0], 1, 1e-6)
			p := c.Probabilities(scores[0])
			near(t, "probability of the common class", p[0], 0.75, 0.005)
			near(t, "probability of the rare class", p[1], 0.25, 0.005)
		}
	}
}

// TestCalibrateSeparableScores: scores that are always right give no certainty, and more rows give more.
// Measured: 0.9997 for 10 rows, 0.99997 for 100, 0.9999997 for 1,000.
func TestCalibrateSeparableScores(t *testing.T) {
	last := 0.5
	for _, rows := range []int{10, 100, 1000} {
		var scores [][]float64
		var classes []int
		for i := range rows {
			scores, classes = append(scores, []float64{float64(i % 2), 1 - float64(i%2)}), append(classes, 1-i%2)
		}
		c := calibrate(t, scores, classes, nil)
		p := c.Probabilities(scores[0])[1]
		if p <= last || p > 0.9999999 || math.IsInf(c.Slope[0], 0) {
			t.Errorf("%d rows: slope %g, probability %g, of fewer rows %g", rows, c.Slope[0], p, last)
		}
		last = p
	}
}

// TestCalibrateOneClass: a class that was never true keeps a chance.
func TestCalibrateOneClass(t *testing.T) {
	scores, _ := honest(100, 3, 4)
	for _, p := range calibrated(calibrate(t, scores, make([]int, 100), nil), scores) {
		if p[1] <= 0 || p[2] <= 0 || p[0] >= 1 || math.IsNaN(p[0]) {
			t.Fatalf("probabilities %v", p)
		}
	}
}

// TestCalibrateMulti calibrates two labels: one by honest log odds a hundred times too large and moved, the
// other true in every row.
func TestCalibrateMulti(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 0))
	var scores [][]float64
	var has []bool
	for range 4000 {
		odds := 2*random.NormFloat64() - 1
		scores = append(scores, []float64{100*odds + 50, random.NormFloat64()})
		has = append(has, random.Float64() < logistic(odds))
	}
	truth := func(row, label int) bool { return label == 1 || has[row] }
	c := calibrateMulti(t, scores, truth, nil)
	near(t, "slope", c.Slope[0], 0.01, 0.0008)
	near(t, "offset", c.Offset[0], -0.5, 0.1)
	if p := c.Probabilities(scores[0]); p[1] < 0.99 || p[1] >= 1 {
		t.Errorf("a label true in every row has probability %g", p[1])
	}
	if r := ReliabilityOfMulti(calibrated(c, scores), truth); r.ECE > 0.01 {
		t.Errorf("ECE %g", r.ECE)
	}
}

// TestCalibrateMultiIsBinary: the Platt form of a label says what the two-class form says of it.
func TestCalibrateMultiIsBinary(t *testing.T) {
	pairs, classes := honest(300, 2, 6)
	scores, weight := make([][]float64, 300), make([]float64, 300)
	for i, pair := range pairs {
		pair[0], weight[i] = 0, 0.5+float64(i%2)
		scores[i] = []float64{pair[1]}
	}
	single := calibrate(t, pairs, classes, weight)
	multi := calibrateMulti(t, scores, func(row, _ int) bool { return classes[row] == 1 }, weight)
	for i := range scores {
		near(t, "probability", multi.Probabilities(scores[i])[0], single.Probabilities(pairs[i])[1], 1e-12)
	}
}
