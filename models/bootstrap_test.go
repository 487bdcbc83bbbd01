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

// twoCoins makes n units on which two things are each right or wrong, with the probabilities given, and the
// two measures "share that is right" and 0.
func twoCoins(n int, p, q float64, random *rand.Rand) func(times []int) (a, b []float64) {
	_, first := coin(n, p, random)
	_, second := coin(n, q, random)
	return func(times []int) (a, b []float64) {
		return []float64{first(times)[0], 0}, []float64{second(times)[0], 0}
	}
}

// TestPairedBootstrapMirrors: with the two changed about, everything changes its sign and p stays.
func TestPairedBootstrapMirrors(t *testing.T) {
	for seed := range uint64(20) {
		measure := twoCoins(80, 0.5, 0.6, rand.New(rand.NewPCG(seed, 0)))
		there := PairedBootstrap(80, seed, measure)
		back := PairedBootstrap(80, seed, func(times []int) (a, b []float64) { b, a = measure(times); return a, b })
		for m, d := range there {
			if want := (Difference{0 - d.Value, Interval{0 - d.High, 0 - d.Low}, d.P}); back[m] != want {
				t.Errorf("there %+v, back %+v", d, back[m])
			}
		}
		if same := (Difference{P: 1}); there[1] != same {
			t.Errorf("of two that are the same, the difference is %+v", there[1])
		}
		if d := there[0]; (d.Low <= 0 && d.High >= 0) != (d.P >= 0.05) {
			t.Errorf("interval and p do not agree: %+v", d)
		}
	}
}

// TestPairedBootstrapCovers: of 200 pairs of coins that are the same, about 10 look different at 95 %; of
// 200 pairs that are as far apart as 0.3 and 0.6, on 100 units each, nearly all do.
func TestPairedBootstrapCovers(t *testing.T) {
	random, alike, apart := rand.New(rand.NewPCG(4, 0)), 0, 0
	for seed := range uint64(200) {
		if PairedBootstrap(100, seed, twoCoins(100, 0.4, 0.4, random))[0].P < 0.05 {
			alike++
		}
		if PairedBootstrap(100, seed, twoCoins(100, 0.3, 0.6, random))[0].P < 0.05 {
			apart++
		}
	}
	if alike < 3 || alike > 22 || apart < 185 {
		t.Errorf("of 200 pairs, %d of the same and %d of different coins look different", alike, apart)
	}
}

// TestPairedBootstrapAgainstNormal compares with the normal approximation of the mean of paired differences:
// 1000 units, of which the first alone is right on 60 and the second alone on 90.
func TestPairedBootstrapAgainstNormal(t *testing.T) {
	const n, onlyA, onlyB = 1000, 60, 90
	d := PairedBootstrap(n, 5, func(times []int) (a, b []float64) {
		sumA, sumB := 0, 0
		for i, drawn := range times[:onlyA+onlyB] {
			if i < onlyA {
				sumA += drawn
			} else {
				sumB += drawn
			}
		}
		return []float64{float64(sumA) / n}, []float64{float64(sumB) / n}
	})[0]
	mean := float64(onlyB-onlyA) / n
	deviation := math.Sqrt((float64(onlyA+onlyB)/n - mean*mean) / n)
	near(t, "difference", d.Value, mean, 1e-12)
	near(t, "lower bound, in deviations", (d.Low-mean)/deviation, -1.96, 0.2)
	near(t, "upper bound, in deviations", (d.High-mean)/deviation, 1.96, 0.2)
	near(t, "p", d.P, math.Erfc(mean/deviation/math.Sqrt2), 0.012)
}

// TestMiddleAndTwoSided: of the values 1 to 1000 less 30, 30 are at zero or below.
func TestMiddleAndTwoSided(t *testing.T) {
	values := make([]float64, 1000)
	for i := range values {
		values[i] = float64(i + 1 - 30)
	}
	if got, want := middle(values), (Interval{25 - 30, 976 - 30}); got != want {
		t.Errorf("interval is %v; want %v", got, want)
	}
	near(t, "p", twoSided(values), 2*31.0/1001, 1e-15)
}
