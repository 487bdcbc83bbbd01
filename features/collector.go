package features

import (
	"slices"

	"github.com/cespare/xxhash/v2"
)

// Collector numbers the features of a training corpus, in the order in which they are met.
type Collector struct {
	minRows int
	numbers hashTable // by hash of the name
	names   []byte    // of all features, one after the other
	ends    []int     // by feature: where its name ends
	kinds   []Kind    // by feature
	base    []uint32  // by feature: what it is the copy for one target of; itself where it is none
	row     Row       // memory that is used again for the next row
}

// Count is how much of one feature a row has.
type Count struct {
	Feature uint32
	Weight  float32 // sum of the weights of its occurrences
}

// Row is the features of one row of training, by ascending feature number.
type Row []Count

// NewCollector returns an empty collector. Features in fewer than minRows rows will be left out.
func NewCollector(minRows int) *Collector { return &Collector{minRows: minRows} }

// Add extracts one row.
func (c *Collector) Add(e *Extractor, in Input) Row {
	row, shared := c.row[:0], uint32(0)
	e.Each(in, func(f Feature) {
		id := c.number(f.Name, f.Kind)
		if !f.Crossed {
			shared = id
		}
		c.base[id] = shared
		row = append(row, Count{Feature: id, Weight: float32(f.Weight)})
	})
	c.row = row
	return merge(row)
}

// number returns the feature's number, a new one if it is new.
func (c *Collector) number(name []byte, kind Kind) uint32 {
	hash := xxhash.Sum64(name)
	id, known := c.numbers.get(hash)
	if !known {
		id = uint32(len(c.kinds))
		c.numbers.put(hash, id)
		c.names = append(c.names, name...)
		c.ends = append(c.ends, len(c.names))
		c.kinds = append(c.kinds, kind)
		c.base = append(c.base, id)
	}
	return id
}

// name is the name of a feature.
func (c *Collector) name(id uint32) []byte {
	if id == 0 {
		return c.names[:c.ends[0]]
	}
	return c.names[c.ends[id-1]:c.ends[id]]
}

// Append takes over the features of the rows that another collector has extracted, and renumbers the rows. The
// numbers are then those that Add would have given, had it extracted these rows after its own.
func (c *Collector) Append(other *Collector, rows []Row) {
	numbers := make([]uint32, len(other.kinds))
	for id := range numbers {
		numbers[id] = c.number(other.name(uint32(id)), other.kinds[id])
		c.base[numbers[id]] = numbers[other.base[id]] // what it is a copy of was met before it
	}
	for _, row := range rows {
		for i := range row {
			row[i].Feature = numbers[row[i].Feature]
		}
		sortRow(row)
	}
}

// merge sorts a row by feature and adds up what belongs to one feature. The sort is not stable, but the same
// row is always sorted, and so added up, in the same way.
func merge(row Row) Row {
	sortRow(row)
	out := row[:0]
	for _, count := range row {
		if last := len(out) - 1; last >= 0 && out[last].Feature == count.Feature {
			out[last].Weight += count.Weight
			continue
		}
		out = append(out, count)
	}
	return slices.Clone(out)
}

func sortRow(row Row) {
	slices.SortFunc(row, func(a, b Count) int { return int(a.Feature) - int(b.Feature) })
}
