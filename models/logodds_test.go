package models

import (
	"math"
	"testing"
)

// Two things, counted 8 and 2 times in the part, 10 times each in the whole. A prior of 2 adds 1 to every
// count: odds of 9:3 in the part and 3:9 in the rest, so delta = ln 3 - ln 1/3 = ln 9, with variance
// 1/9 + 1/3 = 4/9.
func TestCompareCountsWorkedByHand(t *testing.T) {
	got := CompareCounts([]float64{8, 2}, []float64{10, 10}, 2)
	for i, sign := range []float64{1, -1} {
		delta, z := sign*math.Log(9), sign*math.Log(9)/(2./3)
		if math.Abs(got[i].Delta-delta) > 1e-12 || math.Abs(got[i].Z-z) > 1e-12 {
			t.Errorf("thing %d: %+v, want %v and %v", i, got[i], delta, z)
		}
	}
}

// The figures are of the formulas written down in another language.
func TestCompareCountsAgreesWithAnother(t *testing.T) {
	got := CompareCounts([]float64{6, 0, 3, 11}, []float64{7, 5, 30, 38}, 16)
	for i, want := range []LogOdds{
		{2.0712495707652474, 2.7883088315112414}, {-1.0986122886681096, -1.0171173387060601},
		{-0.8339197344410276, -2.217572518149539}, {0.2461185732662624, 0.8560183888138926},
	} {
		if math.Abs(got[i].Delta-want.Delta) > 1e-12 || math.Abs(got[i].Z-want.Z) > 1e-12 {
			t.Errorf("thing %d: %+v, want %+v", i, got[i], want)
		}
	}
}

// What is as frequent in the part as in the rest marks neither; a larger prior draws everything toward that.
func TestCompareCountsPrior(t *testing.T) {
	for _, odds := range CompareCounts([]float64{5, 10, 1}, []float64{10, 20, 2}, 7) {
		if math.Abs(odds.Delta) > 1e-12 || math.Abs(odds.Z) > 1e-12 {
			t.Errorf("the same share is %+v", odds)
		}
	}
	last := math.Inf(1)
	for _, prior := range []float64{0.1, 1, 10, 1000} {
		odds := CompareCounts([]float64{5, 10}, []float64{6, 100}, prior)[0]
		if !(odds.Delta > 0 && odds.Delta < last) {
			t.Errorf("prior %v: %+v, after %v", prior, odds, last)
		}
		last = odds.Delta
	}
}

func TestCompareCountsOfPartsThatAreAllOrNothing(t *testing.T) {
	for _, part := range [][]float64{{0, 0}, {3, 4}} {
		for _, odds := range CompareCounts(part, []float64{3, 4}, 1) {
			if math.Abs(odds.Delta) > 1e-12 {
				t.Errorf("part %v: %+v", part, odds)
			}
		}
	}
	if odds := CompareCounts([]float64{2}, []float64{5}, 1)[0]; odds.Z > 0 {
		t.Errorf("one thing alone: %+v", odds)
	}
}
