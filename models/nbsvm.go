package models

import "math"

// NBSVM is an SVM over features scaled by their naive Bayes log-count ratio: Wang and Manning, "Baselines
// and bigrams: simple, good sentiment and topic classification", ACL 2012. As there, the ratio counts the rows
// that have a feature. The scaling is folded back into the weights, so that the model stays linear in the
// features as they come.
type NBSVM struct {
	Cost      float64 // C of the SVM
	Smoothing float64 // added to every feature's number of rows in both classes
}

// Binary is false: values count.
func (NBSVM) Binary() bool { return false }

// Fit learns the model.
func (s NBSVM) Fit(p *Problem) (*Linear, error) {
	return oneAgainstRest(p, func(class int) ([]float64, float64) {
		scale := logCountRatios(p, class, s.Smoothing)
		for j, ratio := range scale {
			scale[j] = ratio * ratio
		}
		return separateSVM(p, class, s.Cost, scale)
	}), nil
}

// logCountRatios is, for each feature, log((p/|p|) / (q/|q|)) with p the smoothed weight of the rows of the class
// that have the feature, q of the others, and |.| the sum over all features.
func logCountRatios(p *Problem, class int, smoothing float64) []float64 {
	inside, outside := make([]float64, p.Columns), make([]float64, p.Columns)
	for i, row := range p.Rows {
		side := outside
		if p.Class[i] == class {
			side = inside
		}
		for _, column := range row.Index {
			side[column] += p.weight(i)
		}
	}
	insideTotal, outsideTotal := smooth(inside, smoothing), smooth(outside, smoothing)
	for j := range inside {
		inside[j] = math.Log(inside[j]/insideTotal) - math.Log(outside[j]/outsideTotal)
	}
	return inside
}

// smooth adds smoothing to every count and returns their sum.
func smooth(counts []float64, smoothing float64) float64 {
	total := 0.0
	for j := range counts {
		counts[j] += smoothing
		total += counts[j]
	}
	return total
}
