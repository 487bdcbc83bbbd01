package models

import "math"

// Calibration turns scores into probabilities that can be taken at their word: of the sentences given 0.8,
// about eight in ten are right. It is learned on scores of rows that the model was not learned from.
//
// Of a single-label task it is bias-corrected temperature scaling, p = softmax(Slope[0] score + Offset):
// Alexandari, Kundaje and Shrikumar, "Maximum likelihood with bias-corrected calibration is hard-to-beat at
// label shift adaptation", ICML 2020. Of a multi-label task it is, label by label,
// p = 1/(1+exp(-(Slope score + Offset))): Platt, "Probabilistic outputs for support vector machines", 1999.
type Calibration struct {
	Multi  bool      `json:"multi"`
	Slope  []float64 `json:"slope"`  // one; one a label where Multi
	Offset []float64 `json:"offset"` // one a label
}

// Probabilities is the probability of every label. They sum to 1 unless Multi.
func (c Calibration) Probabilities(scores []float64) []float64 {
	out := make([]float64, len(scores))
	if c.Multi {
		for i, score := range scores {
			out[i] = logistic(float64(c.Slope[i]*score) + c.Offset[i])
		}
		return out
	}
	for i, score := range scores {
		out[i] = float64(c.Slope[0]*score) + c.Offset[i]
	}
	softmax(out)
	return out
}

// softmax replaces logits by exp(logit) over their sum.
func softmax(logits []float64) {
	most, sum := logits[Best(logits)], 0.0
	for i, logit := range logits {
		logits[i] = math.Exp(logit - most)
		sum += logits[i]
	}
	for i := range logits {
		logits[i] /= sum
	}
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
