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
	column    map[uint64]uint32 // by hash of the name
}

// Vocabulary names the columns of a space.
func (c *Collector) Vocabulary(s *Space, weighting Weighting) *Vocabulary {
	names, idf := make([]string, len(s.Columns)), make([]float32, len(s.Columns))
	for i, column := range s.Columns {
		names[i], idf[i] = c.names[column.Feature], column.IDF
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
	v := &Vocabulary{Names: names, Weighting: weighting, column: make(map[uint64]uint32, len(names))}
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
		if _, twice := v.column[hash]; twice {
			return nil, fmt.Errorf("feature %q stands twice", name)
		}
		v.column[hash] = uint32(i)
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
	e.Each(in, func(f Feature) {
		at, known := v.column[xxhash.Sum64(f.Name)]
		if !known {
			return
		}
		squares += float64(f.Weight * v.Columns[at].square())
		dst = append(dst, Occurrence{Column: at, Kind: f.Kind, Value: f.Weight, Span: f.Span})
	})
	if v.Weighting == Presence {
		shareOut(dst[begin:])
		return dst
	}
	length := lengthOf(squares)
	for i := begin; i < len(dst); i++ {
		dst[i].Value = v.Columns[dst[i].Column].value(dst[i].Value, v.Weighting, length)
	}
	return dst
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
