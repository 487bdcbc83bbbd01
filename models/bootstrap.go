package models

import (
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Interval is a 95 % interval.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Resamples is how many times Bootstrap draws.
const Resamples = 1000

// Bootstrap draws n of n units with replacement, Resamples times, and returns for each measure the interval
// between its 2.5th and 97.5th percentile: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
// chapter 13. measure gets how many times each unit was drawn, and is called on several cores at once;
// units are rows, or groups of rows that do not vary independently.
func Bootstrap(units int, seed uint64, measure func(times []int) []float64) []Interval {
	drawn := resample(units, seed, measure)
	intervals := make([]Interval, len(drawn))
	for m, values := range drawn {
		intervals[m] = Interval{
			Low:  stat.Quantile(0.025, stat.Empirical, values, nil),
			High: stat.Quantile(0.975, stat.Empirical, values, nil),
		}
	}
	return intervals
}

// resample draws Resamples times and returns the values of each measure, ascending.
func resample(units int, seed uint64, measure func(times []int) []float64) [][]float64 {
	draws := make([][]float64, Resamples)
	Parallel(Resamples, func(draw int) {
		draws[draw] = measure(drawTimes(units, rand.New(rand.NewPCG(seed, uint64(draw)))))
	})
	drawn := make([][]float64, len(draws[0]))
	for m := range drawn {
		drawn[m] = make([]float64, Resamples)
		for draw := range draws {
			drawn[m][draw] = draws[draw][m]
		}
		slices.Sort(drawn[m])
	}
	return drawn
}

// drawTimes draws n units out of n with replacement and counts how often each came.
func drawTimes(n int, random *rand.Rand) []int {
	times := make([]int, n)
	for range n {
		times[random.IntN(n)]++
	}
	return times
}

// Difference is by how much a second measure is above a first, with its 95 % interval and its two-sided p.
// The interval holds 0 exactly where p is 0.05 or more.
type Difference struct {
	Value float64 `json:"value"`
	Interval
	P float64 `json:"p"`
}

// PairedBootstrap compares two things measured on the same units: Bootstrap of the differences b - a, both
// measured on the same draw. The interval is between the 25th value of 1000 from below and from above, so
// that a and b changed about mirror it. p is the share of draws that are not on the side of zero where
// most are, doubled; one draw is added to both counts, so that it is never 0 (Davison and Hinkley,
// "Bootstrap Methods and their Application", 1997, section 4.4).
func PairedBootstrap(units int, seed uint64, measure func(times []int) (a, b []float64)) []Difference {
	apart := func(times []int) []float64 {
		a, b := measure(times)
		differences := make([]float64, len(a))
		for m := range a {
			differences[m] = b[m] - a[m]
		}
		return differences
	}
	all := apart(slices.Repeat([]int{1}, units))
	out := make([]Difference, len(all))
	for m, values := range resample(units, seed, apart) {
		out[m] = Difference{Value: all[m], Interval: middle(values), P: twoSided(values)}
	}
	return out
}

// middle is what lies between the outermost 2.5 % of ascending values on either side.
func middle(values []float64) Interval {
	rank := len(values) / 40
	return Interval{Low: values[rank-1], High: values[len(values)-rank]}
}

// twoSided is the p of values being on either side of zero.
func twoSided(values []float64) float64 {
	below, above := 0, 0 // a value of zero is on both sides
	for _, value := range values {
		if value <= 0 {
			below++
		}
		if value >= 0 {
			above++
		}
	}
	return min(1, 2*float64(1+min(below, above))/float64(len(values)+1))
}
