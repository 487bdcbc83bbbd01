package features

import "math"

// lexiconScale sets the weight of a lexicon hit beside the words, which together have a length of about 1,
// less in short sentences.
const lexiconScale = 0.7

// eachLexiconHit emits the category of every hit, with its strength, over the root of the sentence's
// number of words. A negated or quoted hit is a feature of its own, and so is a strength below 0.
func (e *Extractor) eachLexiconHit() {
	scale := lexiconScale / math.Sqrt(float64(max(1, len(e.words))))
	for _, hit := range e.hits {
		e.begin(LexiconHit)
		if hit.Negated {
			e.name = append(e.name, "not "...)
		}
		if hit.Quoted {
			e.name = append(e.name, "quoted "...)
		}
		e.name = append(e.name, hit.Entry.Category...)
		if hit.Entry.Weight < 0 {
			e.name = append(e.name, " below 0"...)
		}
		e.send(LexiconHit, scale*math.Abs(hit.Entry.Weight), hit.Span)
	}
}
