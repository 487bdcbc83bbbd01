package models

import "math"

// Reliability measures how far probabilities can be taken at their word.
type Reliability struct {
	ECE   float64 `json:"ece"`   // expected calibration error, 0 to 1
	Brier float64 `json:"brier"` // Brier score, 0 to 2
}

// reliabilityBins is the number of equally wide bins of the expected calibration error.
const reliabilityBins = 15

// ReliabilityOf measures the probabilities of single-label predictions: one row of probabilities a
// sentence, and its true class; a class below 0 is one the model never saw, and is always an error.
//
// ECE is the mean distance between the probability of the predicted class and the share of right
// predictions, over bins of that probability, weighted by their size (Guo, Pleiss, Sun and Weinberger, "On
// calibration of modern neural networks", ICML 2017). The Brier score is the mean squared distance between
// the probabilities and the truth, summed over classes (Brier, 1950).
func ReliabilityOf(probabilities [][]float64, classes []int) Reliability {
	var byBin bins
	brier := 0.0
	for row, p := range probabilities {
		best := Best(p)
		byBin.add(p[best], best == classes[row])
		for k, probability := range p {
			truth := 0.0
			if k == classes[row] {
				truth = 1
			}
			brier += float64((probability - truth) * (probability - truth))
		}
		if classes[row] < 0 {
			brier++
		}
	}
	return Reliability{ECE: byBin.error(), Brier: ratio(brier, float64(len(classes)))}
}

// ReliabilityOfMulti measures multi-label probabilities: every row and label is one yes-or-no prediction of
// the label being there.
func ReliabilityOfMulti(probabilities [][]float64, has func(row, label int) bool) Reliability {
	var byBin bins
	brier, n := 0.0, 0.0
	for row, p := range probabilities {
		for label, probability := range p {
			truth := 0.0
			if has(row, label) {
				truth = 1
			}
			byBin.add(probability, truth == 1)
			brier += float64((probability - truth) * (probability - truth))
			n++
		}
	}
	return Reliability{ECE: byBin.error(), Brier: ratio(brier, n)}
}

// bins sums probabilities and outcomes by bin of probability.
type bins struct {
	probability, right, n [reliabilityBins]float64
}

func (b *bins) add(probability float64, right bool) {
	bin := min(int(max(probability, 0)*reliabilityBins), reliabilityBins-1)
	b.probability[bin] += probability
	b.n[bin]++
	if right {
		b.right[bin]++
	}
}

// error is the mean distance of probability and outcome, weighted by the bins' sizes.
func (b *bins) error() float64 {
	sum, n := 0.0, 0.0
	for bin := range b.n {
		sum += math.Abs(b.probability[bin] - b.right[bin])
		n += b.n[bin]
	}
	return ratio(sum, n)
}
