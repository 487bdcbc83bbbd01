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
	draws := make([][]float64, Resamples)
	Parallel(Resamples, func(draw int) {
		draws[draw] = measure(drawTimes(units, rand.New(rand.NewPCG(seed, uint64(draw)))))
	})
	intervals := make([]Interval, len(draws[0]))
	for m := range intervals {
		values := make([]float64, Resamples)
		for draw := range draws {
			values[draw] = draws[draw][m]
		}
		slices.Sort(values)
		intervals[m] = Interval{
			Low:  stat.Quantile(0.025, stat.Empirical, values, nil),
			High: stat.Quantile(0.975, stat.Empirical, values, nil),
		}
	}
	return intervals
}

// drawTimes draws n units out of n with replacement and counts how often each came.
func drawTimes(n int, random *rand.Rand) []int {
	times := make([]int, n)
	for range n {
		times[random.IntN(n)]++
	}
	return times
}
