package features

import (
	"slices"

	"github.com/cespare/xxhash/v2"
)

// Collector numbers the features of a training corpus.
type Collector struct {
	minRows int
	ids     map[uint64]uint32
	names   []string // by feature; empty until a feature is met a second time, when it begins to matter
	kinds   []Kind   // by feature
	base    []uint32 // by feature: what it is the copy for one target of; itself where it is none
	row     Row      // memory that is used again for the next row
}

// Count is how much of one feature a row has.
type Count struct {
	Feature uint32
	Weight  float32 // sum of the weights of its occurrences
}

// Row is the features of one row of training, by ascending feature number.
type Row []Count

// NewCollector returns an empty collector. Features in fewer than minRows rows will be left out.
func NewCollector(minRows int) *Collector {
	return &Collector{minRows: minRows, ids: make(map[uint64]uint32)}
}

// Add extracts one row.
func (c *Collector) Add(e *Extractor, in Input) Row {
	row, shared := c.row[:0], uint32(0)
	e.Each(in, func(f Feature) {
		id := c.number(f)
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
func (c *Collector) number(f Feature) uint32 {
	hash := xxhash.Sum64(f.Name)
	id, known := c.ids[hash]
	if !known {
		id = uint32(len(c.names))
		c.ids[hash] = id
		c.names = append(c.names, "")
		c.kinds = append(c.kinds, f.Kind)
		c.base = append(c.base, id)
	}
	if c.names[id] == "" && (known || c.minRows <= 1) {
		c.names[id] = string(f.Name)
	}
	return id
}

// merge sorts a row by feature and adds up what belongs to one feature. The sort is not stable, but the same
// row is always sorted, and so added up, in the same way.
func merge(row Row) Row {
	slices.SortFunc(row, func(a, b Count) int { return int(a.Feature) - int(b.Feature) })
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
