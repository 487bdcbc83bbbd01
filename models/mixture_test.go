package models

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestMixTrustsTheBetterMember mixes honest scores with noise: the noise counts for next to nothing, and the
// mixture is as well calibrated as the honest member alone.
func TestMixTrustsTheBetterMember(t *testing.T) {
	scores, classes := honest(3000, 3, 1)
	random, noise := rand.New(rand.NewPCG(2, 2)), make([][]float64, len(scores))
	for i := range noise {
		noise[i] = []float64{random.NormFloat64(), random.NormFloat64(), random.NormFloat64()}
	}
	weights, _, err := Mix([][][]float64{scores, noise}, classes, nil)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "weight of the honest member", weights[0], 1, 0.1)
	near(t, "weight of the noise", weights[1], 0, 0.1)
}

// TestMixBeatsItsMembers: two members that each see half of the evidence are better together.
func TestMixBeatsItsMembers(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	var left, right [][]float64
	var classes []int
	for range 4000 {
		a, b := 2*random.NormFloat64(), 2*random.NormFloat64()
		class := 0
		if random.Float64() < logistic(a+b) {
			class = 1
		}
		left, right, classes = append(left, []float64{0, a}), append(right, []float64{0, 10 * b}), append(classes, class)
	}
	weights, c, err := Mix([][][]float64{left, right}, classes, nil)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "weight of the left half", weights[0], 1, 0.15)
	near(t, "weight of the right half", weights[1], 0.1, 0.015)
	mixed := make([][]float64, len(classes))
	for i := range mixed {
		mixed[i] = []float64{0, weights[0]*left[i][1] + weights[1]*right[i][1]}
	}
	both, alone := ReliabilityOf(calibrated(c, mixed), classes), ReliabilityOf(calibrated(calibrate(t, left, classes, nil), left), classes)
	if both.Brier > 0.9*alone.Brier {
		t.Errorf("Brier score %.3f together, %.3f alone", both.Brier, alone.Brier)
	}
}

// TestCombineScores: the scores of a combination are the weighted sums of its members' scores.
func TestCombineScores(t *testing.T) {
	p := synthetic{rows: 80, columns: 60, classes: 3, nonZero: 12}.problem(4)
	members := []*Linear{fit(t, SVM{Cost: 1}, p), fit(t, Bayes{Smoothing: 1}, p)}
	weights := [][]float64{{1, 0.5}, {2, 0}, {0.25, 3}}
	sum := Combine(members, weights)
	for _, row := range p.Rows {
		got, a, b := sum.Scores(row), members[0].Scores(row), members[1].Scores(row)
		for class := range got {
			want := weights[class][0]*a[class] + weights[class][1]*b[class]
			near(t, "score", got[class], want, 1e-5*(1+math.Abs(want)))
		}
	}
}

// TestMixRefusesScoresThatAreNoNumbers: they once passed for a fit.
func TestMixRefusesScoresThatAreNoNumbers(t *testing.T) {
	bad := math.NaN()
	if _, _, err := Mix([][][]float64{{{bad, 1}, {1, bad}, {0, 1}}}, []int{0, 1, 1}, nil); err == nil {
		t.Error("no error")
	}
}
