package models

import "gonum.org/v1/gonum/stat/distuv"

// McNemar counts the rows that exactly one of two models gets right. P is how probable it is, were both right
// equally often, that the counts are as far apart as these or farther.
type McNemar struct {
	OnlyA int     `json:"only_a"` // rows that only the first gets right
	OnlyB int     `json:"only_b"` // rows that only the second gets right
	P     float64 `json:"p"`
}

// NewMcNemar compares two models row by row by McNemar's exact test (McNemar, "Note on the sampling error of
// the difference between correlated proportions or percentages", Psychometrika 12, 1947, with the binomial
// instead of the normal distribution). It takes rows to be independent: where they come in groups, its p is
// too small.
func NewMcNemar(rightA, rightB []bool) McNemar {
	test := McNemar{}
	for row, a := range rightA {
		switch b := rightB[row]; {
		case a && !b:
			test.OnlyA++
		case b && !a:
			test.OnlyB++
		}
	}
	test.P = evenly(test.OnlyA, test.OnlyB)
	return test
}

// evenly is the two-sided p of a coin that is fair having fallen so many times on each side.
func evenly(b, c int) float64 {
	if b == c { // the binomial needs a toss; and half of all outcomes, doubled, are all
		return 1
	}
	coin := distuv.Binomial{N: float64(b + c), P: 0.5}
	return min(1, 2*coin.CDF(float64(min(b, c))))
}
