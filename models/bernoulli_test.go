package models

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/sjwhitworth/golearn/base"
	"github.com/sjwhitworth/golearn/naive"
)

// Two columns, a and b, and four rows: class 0 has {a} and {a b}, class 1 has {b} and {}. golearn smooths
// by (rows with the feature + 1) / (rows + 1), and takes 1/(rows + 1) for the absence of what is always there:
//
//	p(a|0) = 3/3, absent 1/3    p(b|0) = 2/3, absent 1/3
//	p(a|1) = 1/3, absent 2/3    p(b|1) = 2/3, absent 1/3
func TestBernoulliByHand(t *testing.T) {
	p := &Problem{
		Rows:    []Vector{vectorOf(1, 0), vectorOf(1, 1), vectorOf(0, 1), vectorOf(0, 0)},
		Class:   []int{0, 0, 1, 1},
		Columns: 2, Classes: 2,
	}
	model := fit(t, Bernoulli{}, p)
	for _, c := range []struct {
		row  Vector
		want [2]float64
	}{
		{vectorOf(0, 0), [2]float64{0.5 * 1 / 3 * 1 / 3, 0.5 * 2 / 3 * 1 / 3}},
		{vectorOf(1, 0), [2]float64{0.5 * 1 * 1 / 3, 0.5 * 1 / 3 * 1 / 3}},
		{vectorOf(1, 1), [2]float64{0.5 * 1 * 2 / 3, 0.5 * 1 / 3 * 2 / 3}},
	} {
		for class, score := range model.Scores(c.row) {
			near(t, "score", score, math.Log(c.want[class]), 1e-6)
		}
	}
}

// TestBernoulliPredictsAsGolearn compares with golearn's own predictions, learned from all features at once
// in golearn's own dense storage, on more than two blocks of features. golearn takes any one of equal
// scores, so rows whose two best scores are equal but for rounding are left out.
func TestBernoulliPredictsAsGolearn(t *testing.T) {
	for _, classes := range []int{2, 3} {
		train, fresh := presenceProblem(40, classes, 1), presenceProblem(60, classes, 2)
		model := fit(t, Bernoulli{}, train)
		golearn := naive.NewBernoulliNBClassifier()
		if err := golearn.Fit(denseInstances(train)); err != nil {
			t.Fatal(err)
		}
		predicted, err := golearn.Predict(denseInstances(fresh))
		if err != nil {
			t.Fatal(err)
		}
		compared, seen := 0, map[int]bool{}
		for i, row := range fresh.Rows {
			scores := model.Scores(row)
			best := Best(scores)
			if slices.Sort(scores); scores[classes-1]-scores[classes-2] < 1e-3 {
				continue
			}
			if want := base.GetClass(predicted, i); strconv.Itoa(best) != want {
				t.Errorf("%d classes, row %d: class %d, golearn says %s (scores %v)", classes, i, best, want, scores)
			}
			compared++
			seen[best] = true
		}
		if compared < 50 || len(seen) < classes {
			t.Errorf("only %d rows compared, of %d classes", compared, len(seen))
		}
	}
}

// presenceProblem has 2,100 columns: every row of class 1 has column 0 and no other row has; the others are
// there at random, those of a number divisible by the classes a little more often in their class.
func presenceProblem(rows, classes int, seed uint64) *Problem {
	random := rand.New(rand.NewPCG(seed, 9))
	p := &Problem{Columns: 2*bernoulliBlock + 100, Classes: classes}
	for i := range rows {
		class, dense := i%classes, make([]float32, p.Columns)
		for column := 1; column < p.Columns; column++ {
			if random.Float64() < 0.05 || column%classes == class && random.Float64() < 0.01 {
				dense[column] = 1
			}
		}
		if class == 1 {
			dense[0] = 1
		}
		p.Rows, p.Class = append(p.Rows, vectorOf(dense...)), append(p.Class, class)
	}
	return p
}

// denseInstances is a problem in golearn's storage, every cell set one by one.
func denseInstances(p *Problem) *base.DenseInstances {
	instances := base.NewDenseInstances()
	specs := make([]base.AttributeSpec, p.Columns)
	for column := range specs {
		specs[column] = instances.AddAttribute(base.NewBinaryAttribute("column " + strconv.Itoa(column)))
	}
	label := base.NewCategoricalAttribute()
	label.SetName("label")
	labelSpec := instances.AddAttribute(label)
	instances.AddClassAttribute(label)
	instances.Extend(len(p.Rows))
	for i, row := range p.Rows {
		for _, column := range row.Index {
			instances.Set(specs[column], i, []byte{1})
		}
		instances.Set(labelSpec, i, label.GetSysValFromString(strconv.Itoa(p.Class[i])))
	}
	return instances
}

// TestBernoulliClassWithoutFeatures: golearn panics on a class whose rows have no feature; Bernoulli gives
// such a class every feature with probability 1/(rows+1).
func TestBernoulliClassWithoutFeatures(t *testing.T) {
	p := &Problem{
		Rows:    []Vector{vectorOf(0, 0), vectorOf(0, 0), vectorOf(0, 0), vectorOf(1, 1), vectorOf(1, 0)},
		Class:   []int{0, 0, 0, 1, 1},
		Columns: 2, Classes: 2,
	}
	scores := fit(t, Bernoulli{}, p).Scores(vectorOf(1, 0))
	near(t, "log p(0, a)", scores[0], math.Log(3.0/5*(1.0/4)*(3.0/4)), 1e-6)
	near(t, "log p(1, a)", scores[1], math.Log(2.0/5*1*(1.0/3)), 1e-6)
	defer func() {
		if recover() == nil {
			t.Error("golearn no longer panics: the attribute that is always there can go")
		}
	}()
	naive.NewBernoulliNBClassifier().Fit(denseInstances(p))
}

func TestBernoulliRefusesWeights(t *testing.T) {
	p := synthetic{rows: 10, columns: 20, classes: 2, nonZero: 4, weighted: true}.problem(1)
	if _, err := (Bernoulli{}).Fit(p); err == nil || err.Error() != "learner bernoulli takes no row weights" {
		t.Errorf("error %v", err)
	}
}

func TestFrequentColumns(t *testing.T) {
	p := &Problem{Rows: []Vector{vectorOf(1, 0, 1, 1), vectorOf(0, 0, 0, 1), vectorOf(1, 0, 1, 0)}, Columns: 4}
	for n, want := range [][]uint32{{}, {0}, {0, 2}, {0, 2, 3}, {0, 1, 2, 3}, {0, 1, 2, 3}} {
		if got := frequentColumns(p, n); !slices.Equal(got, want) {
			t.Errorf("the %d most frequent columns are %v, want %v", n, got, want)
		}
	}
	even := make([]float32, 1000) // of equally frequent columns, the first are taken
	for column := 0; column < 1000; column += 2 {
		even[column] = 1
	}
	for i, column := range frequentColumns(&Problem{Rows: []Vector{vectorOf(even...)}, Columns: 1000}, 250) {
		if int(column) != 2*i {
			t.Fatalf("column %d is number %d of the most frequent", column, i)
		}
	}
}
