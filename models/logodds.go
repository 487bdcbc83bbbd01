package models

import "math"

// LogOdds is how much more often something is counted in one part of a whole than in the rest of it.
type LogOdds struct {
	Delta float64 // log-odds in the part less log-odds in the rest
	Z     float64 // Delta over its standard deviation; not a number where there is but one thing to count
}

// CompareCounts compares the counts of a part with those of the rest, thing by thing: the log-odds ratio with
// an informative Dirichlet prior of Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 2008,
// section 3.4. part and whole are counts by thing, each above 0 in the whole and not above the whole in the
// part. The prior is the whole's counts scaled to a total of prior, which is above 0; it draws what is rare
// toward 0.
func CompareCounts(part, whole []float64, prior float64) []LogOdds {
	partTotal, wholeTotal := total(part), total(whole)
	odds := make([]LogOdds, len(part))
	for i := range odds {
		a := float64(prior * whole[i] / wholeTotal)
		y, rest := part[i]+a, whole[i]-part[i]+a
		delta := math.Log(y/(partTotal+prior-y)) - math.Log(rest/(wholeTotal-partTotal+prior-rest))
		odds[i] = LogOdds{Delta: delta, Z: delta / math.Sqrt(1/y+1/rest)}
	}
	return odds
}

// total is the sum of counts.
func total(counts []float64) float64 {
	sum := 0.0
	for _, n := range counts {
		sum += n
	}
	return sum
}
