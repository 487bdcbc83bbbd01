package features

import "math"

// Vector is a sparse vector: Value[i] stands in column Index[i], columns ascending.
type Vector struct {
	Index []uint32
	Value []float32
}

// Weighting says what a feature's value is.
type Weighting string

const (
	// IDF weights each occurrence of a feature made of words by its inverse document frequency, and divides by
	// the sentence's length: the root of the sum of their squares and of a constant. Values add up occurrence
	// by occurrence, and so do contributions to a score. Other kinds of feature count with their own weight.
	IDF Weighting = "idf"
	// Presence is 1 for a feature that is there, however often.
	Presence Weighting = "presence"
)

// Space is the columns of a model: the features that enough rows have, with how each is weighted.
type Space struct {
	column  []int32  // column by feature number of the collector; -1 where it is left out
	Columns []Column // by column
}

// Column is one feature of a model.
type Column struct {
	Feature uint32  // number in the collector
	IDF     float32 // inverse document frequency; 1 for kinds that are not normed
	Normed  bool    // divided by the length that the normed features of a sentence have together
	Crossed bool    // the copy for one target, which does not add to the length
}

// Space keeps the features that at least minRows of the rows have.
func (c *Collector) Space(rows []Row) *Space {
	found := make([]int, len(c.kinds))
	for _, row := range rows {
		for _, count := range row {
			found[count.Feature]++
		}
	}
	s := &Space{column: make([]int32, len(c.kinds))}
	for id, n := range found {
		s.column[id] = -1
		if n > 0 && n >= c.minRows {
			s.column[id] = int32(len(s.Columns))
			s.Columns = append(s.Columns, c.newColumn(uint32(id), found, len(rows)))
		}
	}
	return s
}

// newColumn weights a feature: idf = log((1+rows)/(1+rows with it)) + 1, of what it is a copy of.
func (c *Collector) newColumn(id uint32, found []int, rows int) Column {
	column := Column{Feature: id, IDF: 1, Normed: c.kinds[id].normed(), Crossed: c.base[id] != id}
	if column.Normed {
		column.IDF = float32(math.Log(float64(1+rows)/float64(1+found[c.base[id]])) + 1)
	}
	return column
}

// Vector is the row's vector in the space.
func (s *Space) Vector(row Row, weighting Weighting) Vector {
	v := Vector{Index: make([]uint32, 0, len(row)), Value: make([]float32, 0, len(row))}
	squares := 0.0
	for _, count := range row {
		at := s.column[count.Feature]
		if at < 0 {
			continue
		}
		squares += float64(float64(count.Weight) * s.Columns[at].square())
		v.Index = append(v.Index, uint32(at))
		v.Value = append(v.Value, count.Weight)
	}
	length := lengthOf(squares)
	for i, at := range v.Index {
		v.Value[i] = float32(s.Columns[at].value(float64(v.Value[i]), weighting, length))
	}
	return v
}

// shortness is added to the squared length of every sentence. An average word adds some 500. Without it the few
// features of a sentence of two or three words would each count as much as a whole sentence of others.
const shortness = 1000

// lengthOf is the length that a sentence's normed features are divided by.
func lengthOf(squares float64) float64 { return math.Sqrt(squares + shortness) }

// square is what one occurrence adds to the squared length of a sentence.
func (c Column) square() float64 {
	if !c.Normed || c.Crossed {
		return 0
	}
	return float64(c.IDF) * float64(c.IDF)
}

// value is the value of occurrences that weigh so much together, in a sentence of that length.
func (c Column) value(weight float64, weighting Weighting, length float64) float64 {
	switch {
	case weighting == Presence:
		return 1
	case c.Normed:
		return weight * float64(c.IDF) / length
	}
	return weight
}
