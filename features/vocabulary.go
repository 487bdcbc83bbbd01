package features

import (
	"fmt"
	"math"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// Vocabulary is the features of a trained model: their names, and how each is weighted.
type Vocabulary struct {
	Names     []string // by column
	Columns   []Column // by column; Feature is the column itself
	Weighting Weighting
	column    hashTable // by hash of the name
}

// Vocabulary names the columns of a space.
func (c *Collector) Vocabulary(s *Space, weighting Weighting) *Vocabulary {
	names, idf := make([]string, len(s.Columns)), make([]float32, len(s.Columns))
	for i, column := range s.Columns {
		names[i], idf[i] = string(c.name(column.Feature)), column.IDF
	}
	v, err := NewVocabulary(names, idf, weighting)
	if err != nil {
		panic(err) // the collector never gives two features one name
	}
	return v
}

// NewVocabulary makes a vocabulary of names and inverse document frequencies, one each a column. Names that
// are of no kind, or that stand twice, are an error, and so is a frequency that is no number above 0.
func NewVocabulary(names []string, idf []float32, weighting Weighting) (*Vocabulary, error) {
	if len(names) != len(idf) {
		return nil, fmt.Errorf("%d features have %d inverse document frequencies", len(names), len(idf))
	}
	if weighting != IDF && weighting != Presence {
		return nil, fmt.Errorf("weighting %q is not known", weighting)
	}
	v := &Vocabulary{Names: names, Weighting: weighting, column: newHashTable(len(names))}
	v.Columns = make([]Column, len(names))
	for i, name := range names {
		kind, err := KindOf(name)
		if err != nil {
			return nil, err
		}
		if !(idf[i] > 0) || math.IsInf(float64(idf[i]), 0) {
			return nil, fmt.Errorf("feature %q has inverse document frequency %v", name, idf[i])
		}
		hash := xxhash.Sum64String(name)
		if _, twice := v.column.get(hash); twice {
			return nil, fmt.Errorf("feature %q stands twice", name)
		}
		v.column.put(hash, uint32(i))
		v.Columns[i] = Column{Feature: uint32(i), IDF: idf[i], Normed: kind.normed(), Crossed: strings.Contains(name, crossMark)}
	}
	return v, nil
}

// KindOf is the kind that a feature's name begins with.
func KindOf(name string) (Kind, error) {
	prefix, _, found := strings.Cut(name, ":")
	switch kind := Kind(prefix); kind {
	case Stem, Form, Chars, LexiconHit, Style, Target:
		if found {
			return kind, nil
		}
	}
	return "", fmt.Errorf("feature %q is of no known kind", name)
}

// Occurrence is a feature of the vocabulary where it stands in a sentence. The values of all occurrences of
// a column add up to its value in the sentence's vector.
type Occurrence struct {
	Column uint32
	Kind   Kind
	Value  float64
	Span
}

// Occurrences appends what the extractor finds in a sentence that the vocabulary knows.
func (v *Vocabulary) Occurrences(dst []Occurrence, e *Extractor, in Input) []Occurrence {
	begin, squares := len(dst), 0.0
	take := func(f Feature) { dst, squares = v.take(dst, squares, &f) }
	e.Each(in, take)
	if v.Weighting == Presence {
		shareOut(dst[begin:])
		return dst
	}
	v.weight(dst[begin:], 1/lengthOf(squares))
	return dst
}

// take appends a feature that the vocabulary knows, with its weight as its value, and adds to the squared length.
func (v *Vocabulary) take(dst []Occurrence, squares float64, f *Feature) ([]Occurrence, float64) {
	at, known := v.column.get(xxhash.Sum64(f.Name))
	if !known {
		return dst, squares
	}
	return append(dst, Occurrence{Column: at, Kind: f.Kind, Value: f.Weight, Span: f.Span}),
		squares + float64(f.Weight*v.Columns[at].square())
}

// weight makes values of the weights of occurrences, in a sentence of which scale is 1 over the length.
func (v *Vocabulary) weight(occurrences []Occurrence, scale float64) {
	for i := range occurrences {
		occurrences[i].Value *= v.scale(occurrences[i].Column, scale)
	}
}

// scale is what the weight of an occurrence is multiplied by.
func (v *Vocabulary) scale(column uint32, scale float64) float64 {
	c := &v.Columns[column]
	if !c.Normed {
		return 1
	}
	return float64(c.IDF) * scale
}

// Within appends what lies within one word of the sentence that the extractor has begun: with values that are yet to
// be multiplied by the scale that Across returns. It returns what the word adds to the squared length too.
func (v *Vocabulary) Within(dst []Occurrence, e *Extractor, word int) ([]Occurrence, float64) {
	begin, squares := len(dst), 0.0
	e.EachWithin(word, func(f Feature) { dst, squares = v.take(dst, squares, &f) })
	v.weight(dst[begin:], 1)
	return dst, squares
}

// Across appends the rest of the sentence, with its values. within is what its words add to the squared length. It
// returns the scale: 1 over the length of the sentence.
func (v *Vocabulary) Across(dst []Occurrence, e *Extractor, within float64) ([]Occurrence, float64) {
	begin, squares := len(dst), within
	e.EachAcross(func(f Feature) { dst, squares = v.take(dst, squares, &f) })
	scale := 1 / lengthOf(squares)
	v.weight(dst[begin:], scale)
	return dst, scale
}

// shareOut gives every occurrence an equal share of its column's value of 1.
func shareOut(occurrences []Occurrence) {
	count := make(map[uint32]float64, len(occurrences))
	for _, o := range occurrences {
		count[o.Column]++
	}
	for i := range occurrences {
		occurrences[i].Value = 1 / count[occurrences[i].Column]
	}
}
