package models

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// coin makes n units, each true with probability p, and the measure "share of true units" over them.
func coin(n int, p float64, random *rand.Rand) (share float64, measure func(times []int) []float64) {
	units := make([]float64, n)
	for i := range units {
		if random.Float64() < p {
			units[i] = 1
			share += 1 / float64(n)
		}
	}
	return share, func(times []int) []float64 {
		sum := 0.0
		for i, unit := range units {
			sum += unit * float64(times[i])
		}
		return []float64{sum / float64(n), 1}
	}
}

// TestBootstrapCovers draws 200 samples of 100 from a coin of 0.3. A 95 % interval misses the truth in 10
// of them, give or take 3; percentile intervals of so few units miss a little more. Widths are compared
// with the normal approximation, 2 * 1.96 sqrt(p(1-p)/n).
func TestBootstrapCovers(t *testing.T) {
	random, missed, width, normal := rand.New(rand.NewPCG(1, 0)), 0, 0.0, 0.0
	for sample := range uint64(200) {
		share, measure := coin(100, 0.3, random)
		interval := Bootstrap(100, sample, measure)[0]
		if interval.Low > 0.3 || interval.High < 0.3 {
			missed++
		}
		if interval.Low > share || interval.High < share {
			t.Errorf("the share %g is outside its interval %v", share, interval)
		}
		width += interval.High - interval.Low
		normal += 2 * 1.96 * math.Sqrt(share*(1-share)/100)
	}
	if missed < 3 || missed > 22 {
		t.Errorf("%d of 200 intervals missed the truth", missed)
	}
	near(t, "width over that of the normal approximation", width/normal, 1, 0.03)
}

func TestBootstrapSameOnAnyCores(t *testing.T) {
	_, measure := coin(300, 0.6, rand.New(rand.NewPCG(2, 0)))
	var one, two []Interval
	onCores(1, func() { one = Bootstrap(300, 7, measure) })
	onCores(2, func() { two = Bootstrap(300, 7, measure) })
	if !slices.Equal(one, two) {
		t.Errorf("one core gives %v, two give %v", one, two)
	}
	if slices.Equal(one, Bootstrap(300, 8, measure)) {
		t.Error("another seed gives the same intervals")
	}
	if want := (Interval{1, 1}); one[1] != want {
		t.Errorf("a measure that is always 1 has the interval %v", one[1])
	}
}

// TestDrawTimes: as many draws as units.
func TestDrawTimes(t *testing.T) {
	for n := range 20 {
		sum := 0
		for _, times := range drawTimes(n, rand.New(rand.NewPCG(3, uint64(n)))) {
			sum += times
		}
		if sum != n {
			t.Errorf("%d units were drawn %d times", n, sum)
		}
	}
}
