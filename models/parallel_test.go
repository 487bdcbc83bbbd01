package models

import (
	"slices"
	"testing"
)

func TestOrderedKeepsOrder(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 500} {
		got := slices.Collect(Ordered(n, func(i int) int { return i * i }))
		if len(got) != n {
			t.Fatalf("%d values of %d", len(got), n)
		}
		for i, value := range got {
			if value != i*i {
				t.Errorf("value %d of %d is %d", i, n, value)
			}
		}
	}
	for value := range Ordered(100, func(i int) int { return i }) {
		if value == 3 {
			break
		}
	}
}
