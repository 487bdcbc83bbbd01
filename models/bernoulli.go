package models

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"sort"
	"strconv"

	"github.com/sjwhitworth/golearn/base"
	"github.com/sjwhitworth/golearn/naive"
)

// Bernoulli is Bernoulli naive Bayes, as golearn learns it: a feature is there or not, and its absence
// counts too. What golearn learned is written down again as a linear model, which scores the same and can
// be explained: log p(class) + sum_f log(1-p_f) is the bias, log(p_f/(1-p_f)) the weight of feature f.
//
// golearn visits every feature of every row, so only the bernoulliColumns most frequent features are
// learned from. Given the class, features are independent, so they are learned a block at a time: golearn's
// Fit copies its list of features once for every feature (on 3k x 100k, 20,000 at once: 1.4 s of processor
// time and 3.3 GB allocated; in blocks 0.15 s and 0.2 GB, the same bits).
type Bernoulli struct{}

const (
	bernoulliColumns = 20000
	bernoulliBlock   = 1000
)

// Binary is true: only whether a feature is there counts.
func (Bernoulli) Binary() bool { return true }

// Fit learns the model. golearn supports no row weights and no class without a row: both are errors.
func (Bernoulli) Fit(p *Problem) (*Linear, error) {
	if p.Weight != nil {
		return nil, fmt.Errorf("learner bernoulli takes no row weights")
	}
	model := NewLinear(p.Classes, p.Columns)
	for class, size := range classSizes(p) {
		if size == 0 {
			return nil, fmt.Errorf("learner bernoulli has no row of class %d to learn from", class)
		}
		model.Bias[class] = math.Log(float64(size) / float64(len(p.Rows)))
	}
	for columns := range slices.Chunk(frequentColumns(p, bernoulliColumns), bernoulliBlock) {
		classifier := naive.NewBernoulliNBClassifier()
		if err := classifier.Fit(newPresenceGrid(p, columns)); err != nil {
			return nil, fmt.Errorf("golearn: %w", err)
		}
		if err := addBernoulli(model, classifier, p, columns); err != nil {
			return nil, err
		}
	}
	return model, nil
}

// addBernoulli writes golearn's conditional probabilities of some columns as weights, and adds to the
// biases. The probabilities are an unexported field, which reflection may read; golearn's only other way
// out is a file.
func addBernoulli(model *Linear, classifier *naive.BernoulliNBClassifier, p *Problem, columns []uint32) error {
	learned := reflect.ValueOf(classifier).Elem().FieldByName("condProb")
	if !learned.IsValid() || learned.Kind() != reflect.Map {
		return fmt.Errorf("golearn: no conditional probabilities in %T", classifier)
	}
	for class, size := range classSizes(p) {
		given := learned.MapIndex(reflect.ValueOf(strconv.Itoa(class)))
		if !given.IsValid() || given.Len() != len(columns)+1 {
			return fmt.Errorf("golearn: class %d was not learned", class)
		}
		for i, column := range columns {
			present := given.Index(i).Float()
			absent := 1 - present
			if absent == 0 { // golearn's own smoothing of a feature that every row of the class has
				absent = 1 / float64(size+1)
			}
			model.Row(column)[class] = float32(math.Log(present) - math.Log(absent))
			model.Bias[class] += math.Log(absent)
		}
	}
	return nil
}

func classSizes(p *Problem) []int {
	sizes := make([]int, p.Classes)
	for _, class := range p.Class {
		sizes[class]++
	}
	return sizes
}

// frequentColumns is the n columns that the most rows have, ascending.
func frequentColumns(p *Problem, n int) []uint32 {
	count := make([]int, p.Columns)
	for _, row := range p.Rows {
		for _, column := range row.Index {
			count[column]++
		}
	}
	columns := make([]uint32, p.Columns)
	for i := range columns {
		columns[i] = uint32(i)
	}
	sort.SliceStable(columns, func(a, b int) bool { return count[columns[a]] > count[columns[b]] })
	columns = columns[:min(n, len(columns))]
	sort.Slice(columns, func(a, b int) bool { return columns[a] < columns[b] })
	return columns
}

// presenceGrid shows some columns of a problem to golearn as a grid of binary attributes, without storing
// the zeros. Its last attribute is there in every row: golearn panics on a class whose rows have no
// attribute at all, and an attribute that is always there adds log 1 = 0 to every score.
type presenceGrid struct {
	problem   *Problem
	attribute []int // by column, its attribute's number from 1; 0 for none
	features  []base.Attribute
	label     *base.CategoricalAttribute
}

func newPresenceGrid(p *Problem, columns []uint32) *presenceGrid {
	grid := &presenceGrid{problem: p, attribute: make([]int, p.Columns), label: base.NewCategoricalAttribute()}
	grid.label.SetName("class")
	for class := range p.Classes {
		grid.label.GetSysValFromString(strconv.Itoa(class))
	}
	for i, column := range columns {
		grid.attribute[column] = i + 1
		grid.features = append(grid.features, base.NewBinaryAttribute(strconv.Itoa(int(column))))
	}
	grid.features = append(grid.features, base.NewBinaryAttribute("always"))
	return grid
}

// MapOverRows hands golearn every row's attributes in order, one byte each.
func (g *presenceGrid) MapOverRows(_ []base.AttributeSpec, do func([][]byte, int) (bool, error)) error {
	absent, present := []byte{0}, []byte{1}
	cells := slices.Repeat([][]byte{absent}, len(g.features))
	cells[len(cells)-1] = present
	for i, row := range g.problem.Rows {
		g.mark(cells, row, present)
		if more, err := do(cells, i); err != nil || !more {
			return err
		}
		g.mark(cells, row, absent)
	}
	return nil
}

// mark sets the cells of the attributes that a row has.
func (g *presenceGrid) mark(cells [][]byte, row Vector, as []byte) {
	for _, column := range row.Index {
		if attribute := g.attribute[column]; attribute > 0 {
			cells[attribute-1] = as
		}
	}
}

// Get is asked for the class only.
func (g *presenceGrid) Get(_ base.AttributeSpec, row int) []byte {
	return g.label.GetSysValFromString(strconv.Itoa(g.problem.Class[row]))
}

// GetAttribute returns an empty specification: MapOverRows knows the order itself.
func (g *presenceGrid) GetAttribute(base.Attribute) (base.AttributeSpec, error) {
	return base.AttributeSpec{}, nil
}

// AllAttributes lists the features and the class.
func (g *presenceGrid) AllAttributes() []base.Attribute {
	return append(g.features[:len(g.features):len(g.features)], g.label)
}

// AllClassAttributes is the class alone.
func (g *presenceGrid) AllClassAttributes() []base.Attribute { return []base.Attribute{g.label} }

// AddClassAttribute is refused: the grid is read only.
func (g *presenceGrid) AddClassAttribute(base.Attribute) error { return errReadOnly }

// RemoveClassAttribute is refused: the grid is read only.
func (g *presenceGrid) RemoveClassAttribute(base.Attribute) error { return errReadOnly }

// RowString names a row.
func (g *presenceGrid) RowString(row int) string { return strconv.Itoa(row) }

// Size is the number of attributes and of rows.
func (g *presenceGrid) Size() (int, int) { return len(g.features) + 1, len(g.problem.Rows) }

var errReadOnly = fmt.Errorf("the grid is read only")
