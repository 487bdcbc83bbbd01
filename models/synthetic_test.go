package models

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// synthetic describes a made-up problem that looks like text: a few columns are very frequent, most are
// rare, and each class has columns of its own among the rest.
type synthetic struct {
	rows, columns, classes, nonZero int
	weighted                        bool
}

// problem makes it up. The same seed always gives the same problem, with every class in it.
func (s synthetic) problem(seed uint64) *Problem {
	random := rand.New(rand.NewPCG(seed, 0))
	zipf := rand.NewZipf(random, 1.1, 10, uint64(s.columns-1))
	p := &Problem{Columns: s.columns, Classes: s.classes, Seed: seed}
	for i := range s.rows {
		class := random.IntN(s.classes)
		if i < s.classes {
			class = i
		}
		p.Rows = append(p.Rows, s.row(class, random, zipf))
		p.Class = append(p.Class, class)
		if s.weighted {
			p.Weight = append(p.Weight, 0.2+2*random.Float64())
		}
	}
	return p
}

// row is a vector of unit length. One draw in eight is moved to a column of the row's class.
func (s synthetic) row(class int, random *rand.Rand, zipf *rand.Zipf) Vector {
	counts := map[uint32]float64{}
	for range s.nonZero {
		column := uint32(zipf.Uint64())
		if random.IntN(8) == 0 {
			column = min(column/uint32(s.classes)*uint32(s.classes)+uint32(class), uint32(s.columns-1))
		}
		counts[column]++
	}
	var v Vector
	length := 0.0
	for column, count := range counts {
		v.Index = append(v.Index, column)
		length += count * count
	}
	slices.Sort(v.Index)
	for _, column := range v.Index {
		v.Value = append(v.Value, float32(counts[column]/math.Sqrt(length)))
	}
	return v
}

// vectorOf makes a dense row sparse.
func vectorOf(dense ...float32) Vector {
	var v Vector
	for column, value := range dense {
		if value != 0 {
			v.Index, v.Value = append(v.Index, uint32(column)), append(v.Value, value)
		}
	}
	return v
}

// onCores calls do with so many cores in use.
func onCores(n int, do func()) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
	do()
}

// fit fails the test where the learner fails.
func fit(t testing.TB, learner Learner, p *Problem) *Linear {
	t.Helper()
	model, err := learner.Fit(p)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

// near fails the test unless got is want, give or take tolerance.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %v, want %v (± %g)", what, got, want, tolerance)
	}
}
