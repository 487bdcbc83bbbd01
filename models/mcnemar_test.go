package models

import (
	"math/big"
	"testing"
)

// rows makes rows of which both, only the first, only the second and neither are right so often.
func rows(both, onlyA, onlyB, neither int) (a, b []bool) {
	for _, r := range []struct {
		n    int
		a, b bool
	}{{both, true, true}, {onlyA, true, false}, {onlyB, false, true}, {neither, false, false}} {
		for range r.n {
			a, b = append(a, r.a), append(b, r.b)
		}
	}
	return a, b
}

// TestMcNemarWorkedByHand: of 10 rows that one model gets right, 2 are the first one's. 10 tosses fall 2 times
// or less on one side in 1 + 10 + 45 of 1024 cases, so p = 2 * 56/1024.
func TestMcNemarWorkedByHand(t *testing.T) {
	got := NewMcNemar(rows(30, 2, 8, 5))
	near(t, "p", got.P, 112.0/1024, 1e-14)
	if got.OnlyA != 2 || got.OnlyB != 8 {
		t.Errorf("counts are %+v; want 2 and 8", got)
	}
	if swapped := NewMcNemar(rows(30, 8, 2, 5)); swapped.P != got.P {
		t.Errorf("p is %v one way and %v the other", got.P, swapped.P)
	}
}

// TestMcNemarAgainstSum compares with the sum of binomial terms, in whole numbers.
func TestMcNemarAgainstSum(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 20, 101, 1000} {
		for b := 0; b <= n; b += 1 + n/25 {
			sum, term := new(big.Int), new(big.Int)
			for k := range min(b, n-b) + 1 {
				sum.Add(sum, term.Binomial(int64(n), int64(k)))
			}
			p, _ := new(big.Rat).SetFrac(sum.Lsh(sum, 1), new(big.Int).Lsh(big.NewInt(1), uint(n))).Float64()
			near(t, "p over the sum", evenly(b, n-b)/min(1, p), 1, 1e-10)
		}
	}
}

func TestMcNemarOfNothing(t *testing.T) {
	for _, none := range []McNemar{NewMcNemar(nil, nil), NewMcNemar(rows(3, 0, 0, 2)), NewMcNemar(rows(0, 4, 4, 0))} {
		if none.P != 1 {
			t.Errorf("%+v: p is not 1", none)
		}
	}
}
