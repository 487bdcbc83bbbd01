package models

import "math"

// Bayes is multinomial naive Bayes over feature values taken as counts: Manning, Raghavan and Schütze,
// "Introduction to Information Retrieval", 2008, section 13.2. Its scores are log joint probabilities.
type Bayes struct {
	Smoothing float64 // added to every feature's count in every class
}

// Binary is false: values count.
func (Bayes) Binary() bool { return false }

// Fit learns the model.
func (b Bayes) Fit(p *Problem) (*Linear, error) {
	counts, priors := make([][]float64, p.Classes), make([]float64, p.Classes)
	for class := range counts {
		counts[class] = make([]float64, p.Columns)
	}
	total := 0.0
	for i, row := range p.Rows {
		row.addScaled(counts[p.Class[i]], p.weight(i), nil)
		priors[p.Class[i]] += p.weight(i)
		total += p.weight(i)
	}
	model := NewLinear(p.Classes, p.Columns)
	for class, count := range counts {
		sum := smooth(count, b.Smoothing)
		for j := range count {
			count[j] = math.Log(count[j] / sum)
		}
		// A class with no row, as can be in a fold, gets the prior of half a row and not of none.
		model.setClass(class, count, math.Log(max(priors[class], 0.5)/max(total, 1)))
	}
	return model, nil
}
