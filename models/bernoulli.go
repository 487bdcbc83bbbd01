package models

import (
	"fmt"
	"math"
	"reflect"
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
// learned from.
type Bernoulli struct{}

const bernoulliColumns = 20000

// Binary is true: only whether a feature is there counts.
func (Bernoulli) Binary() bool { return true }

// Fit learns the model. Row weights are not supported by golearn and are an error.
func (Bernoulli) Fit(p *Problem) (*Linear, error) {
	if p.Weight != nil {
		return nil, fmt.Errorf("learner bernoulli takes no row weights")
	}
	columns := frequentColumns(p, bernoulliColumns)
	grid := newPresenceGrid(p, columns)
	classifier := naive.NewBernoulliNBClassifier()
	if err := classifier.Fit(grid); err != nil {
		return nil, fmt.Errorf("golearn: %w", err)
	}
	return collapseBernoulli(classifier, p, columns)
}

// collapseBernoulli writes golearn's conditional probabilities as weights and biases. The probabilities
// are an unexported field, which reflection may read; golearn's only other way out is a file.
func collapseBernoulli(classifier *naive.BernoulliNBClassifier, p *Problem, columns []uint32) (*Linear, error) {
	learned := reflect.ValueOf(classifier).Elem().FieldByName("condProb")
	if !learned.IsValid() || learned.Kind() != reflect.Map {
		return nil, fmt.Errorf("golearn: no conditional probabilities in %T", classifier)
	}
	model, sizes := NewLinear(p.Classes, p.Columns), classSizes(p)
	for class, size := range sizes {
		given := learned.MapIndex(reflect.ValueOf(strconv.Itoa(class)))
		if !given.IsValid() || given.Len() != len(columns)+1 {
			return nil, fmt.Errorf("golearn: class %d was not learned", class)
		}
		weights, bias := make([]float64, p.Columns), math.Log(float64(size)/float64(len(p.Rows)))
		for i, column := range columns {
			present := given.Index(i).Float()
			absent := 1 - present
			if absent == 0 { // golearn's own smoothing of a feature that every row of the class has
				absent = 1 / float64(size+1)
			}
			weights[column] = math.Log(present) - math.Log(absent)
			bias += math.Log(absent)
		}
		model.setClass(class, weights, bias)
	}
	return model, nil
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

// presenceGrid shows a problem to golearn as a grid of binary attributes without storing the zeros. Its
// last attribute is there in every row: golearn panics on a class whose rows have no attribute at all, and
// an attribute that is always there adds log 1 = 0 to every score.
type presenceGrid struct {
	rows     [][]int // per row, the attributes that are there
	class    []int
	features []base.Attribute
	label    *base.CategoricalAttribute
}

func newPresenceGrid(p *Problem, columns []uint32) *presenceGrid {
	attribute := make(map[uint32]int, len(columns))
	grid := &presenceGrid{class: p.Class, label: base.NewCategoricalAttribute()}
	grid.label.SetName("class")
	for class := range p.Classes {
		grid.label.GetSysValFromString(strconv.Itoa(class))
	}
	for i, column := range columns {
		attribute[column] = i
		grid.features = append(grid.features, base.NewBinaryAttribute(strconv.Itoa(int(column))))
	}
	grid.features = append(grid.features, base.NewBinaryAttribute("always"))
	for _, row := range p.Rows {
		present := []int{len(columns)}
		for _, column := range row.Index {
			if i, ok := attribute[column]; ok {
				present = append(present, i)
			}
		}
		grid.rows = append(grid.rows, present)
	}
	return grid
}

// MapOverRows hands golearn every row's attributes in order, one byte each.
func (g *presenceGrid) MapOverRows(_ []base.AttributeSpec, do func([][]byte, int) (bool, error)) error {
	absent, present := []byte{0}, []byte{1}
	cells := make([][]byte, len(g.features))
	for i := range cells {
		cells[i] = absent
	}
	for i, row := range g.rows {
		for _, attribute := range row {
			cells[attribute] = present
		}
		if more, err := do(cells, i); err != nil || !more {
			return err
		}
		for _, attribute := range row {
			cells[attribute] = absent
		}
	}
	return nil
}

// Get is asked for the class only.
func (g *presenceGrid) Get(_ base.AttributeSpec, row int) []byte {
	return g.label.GetSysValFromString(strconv.Itoa(g.class[row]))
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
func (g *presenceGrid) Size() (int, int) { return len(g.features) + 1, len(g.rows) }

var errReadOnly = fmt.Errorf("the grid is read only")
