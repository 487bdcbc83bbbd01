package models

import "testing"

// Three sentences, classes 0 and 1; bins are 1/15 wide, so 0.9 is in bin 13 and 0.6 in bin 9 (0.6 * 15).
//
//	0.9 0.1  truth 0   right   Brier 0.1^2 + 0.1^2 = 0.02
//	0.9 0.1  truth 1   wrong   Brier 0.9^2 + 0.9^2 = 1.62
//	0.4 0.6  truth 1   right   Brier 0.4^2 + 0.4^2 = 0.32
//
// ECE = 2/3 |0.9 - 1/2| + 1/3 |0.6 - 1| = 0.4.
func TestReliabilityByHand(t *testing.T) {
	r := ReliabilityOf([][]float64{{0.9, 0.1}, {0.9, 0.1}, {0.4, 0.6}}, []int{0, 1, 1})
	near(t, "ECE", r.ECE, 0.4, 1e-12)
	near(t, "Brier", r.Brier, (0.02+1.62+0.32)/3, 1e-12)
}

// A class never seen is as wrong as can be: the whole of what it was not given, plus what others were.
func TestReliabilityOfClassNeverSeen(t *testing.T) {
	r := ReliabilityOf([][]float64{{1, 0}, {0.5, 0.5}}, []int{-1, -1})
	near(t, "ECE", r.ECE, 0.75, 1e-12)
	near(t, "Brier", r.Brier, (2+1.5)/2, 1e-12)
}

// Two sentences, two labels, each a yes or no; 0.05 is in bin 0, 1 in the last.
//
//	0.05  no    0.05^2
//	1     yes   0
//	0.05  yes   0.95^2
//	1     no    1
//
// ECE = 2/4 |0.05 - 1/2| + 2/4 |1 - 1/2| = 0.475.
func TestReliabilityOfMultiByHand(t *testing.T) {
	r := ReliabilityOfMulti([][]float64{{0.05, 1}, {0.05, 1}}, func(row, label int) bool { return row != label })
	near(t, "ECE", r.ECE, 0.475, 1e-12)
	near(t, "Brier", r.Brier, (0.0025+0+0.9025+1)/4, 1e-12)
	near(t, "ECE of nothing", ReliabilityOf(nil, nil).ECE, 0, 0)
}
