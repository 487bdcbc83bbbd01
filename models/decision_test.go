package models

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// drawn makes up calibrated probabilities, each label's softmax score with a mean of its own, and draws each
// row's class with them.
func drawn(rows int, means []float64, seed uint64) (probabilities [][]float64, classes []int) {
	random := rand.New(rand.NewPCG(seed, 0))
	for range rows {
		p := make([]float64, len(means))
		for label, mean := range means {
			p[label] = mean + 1.5*random.NormFloat64()
		}
		softmax(p)
		class, left := 0, random.Float64()-p[0]
		for left > 0 && class < len(means)-1 {
			class++
			left -= p[class]
		}
		probabilities, classes = append(probabilities, p), append(classes, class)
	}
	return probabilities, classes
}

// trueF1 counts the F1 of each label over rows of known class.
func trueF1(d Decision, probabilities [][]float64, classes []int) []float64 {
	n := len(probabilities[0])
	right, size := make([]float64, n), make([]float64, n)
	for row, class := range classes {
		chosen := d.Choose(probabilities[row])
		size[chosen]++
		size[class]++
		if chosen == class {
			right[class] += 2
		}
	}
	for label := range right {
		right[label] /= size[label]
	}
	return right
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, value := range values {
		sum += value
	}
	return sum / float64(len(values))
}

// checkGrid fails the test unless every offset is one of the grid: a multiple of 0.05 from -3 to 3.
func checkGrid(t *testing.T, d Decision, labels int) {
	t.Helper()
	if len(d.Offset) != labels {
		t.Errorf("%d offsets; want one for each of %d labels", len(d.Offset), labels)
	}
	for label, offset := range d.Offset {
		if !(math.Abs(offset) <= 3) || offset != math.Round(offset/0.05)*0.05 {
			t.Errorf("offset of label %d is %v; want a multiple of 0.05 from -3 to 3", label, offset)
		}
	}
}

// Without offsets a row has its most probable label, or every label that it rather has than not.
func TestDecisionWithoutOffsets(t *testing.T) {
	plain, none := Decision{}, Decision{Offset: make([]float64, 4)}
	probabilities, _ := drawn(500, []float64{0, 0, -1, 1}, 1)
	probabilities = append(probabilities, []float64{0.25, 0.25, 0.25, 0.25}, []float64{0, 0.5, 0.5, 0}, []float64{0, 0, 0, 1})
	for _, p := range probabilities {
		best, half := slices.Index(p, slices.Max(p)), []int{}
		for label := range p {
			if p[label] >= 0.5 {
				half = append(half, label)
			}
		}
		for _, d := range []Decision{plain, none} {
			if got := d.Choose(p); got != best {
				t.Errorf("label of %v is %d; want %d", p, got, best)
			}
			if got := d.ChooseMulti(p); !slices.Equal(got, half) || got == nil {
				t.Errorf("labels of %v are %v; want %v", p, got, half)
			}
		}
	}
}

func TestDecisionWithOffsets(t *testing.T) {
	d := Decision{Offset: []float64{0, 0.45}}
	for _, test := range []struct {
		p     []float64
		label int
		multi []int
	}{
		{[]float64{0.6, 0.4}, 1, []int{0, 1}}, // log(0.4/0.6) = -0.41
		{[]float64{0.7, 0.3}, 0, []int{0}},    // log(0.3/0.7) = -0.85
		{[]float64{0.4, 0.6}, 1, []int{1}},
		{[]float64{1, 0}, 0, []int{0}},
		{[]float64{0, 1}, 1, []int{1}},
	} {
		if label, multi := d.Choose(test.p), d.ChooseMulti(test.p); label != test.label || !slices.Equal(multi, test.multi) {
			t.Errorf("%v is given %d, and %v; want %d, and %v", test.p, label, multi, test.label, test.multi)
		}
	}
}

// Four rows, of which the most probable label is 0: with 0.6, 0.6, 0.9 and 0.9.
//
//	rows given label 1   F1 of label 0     F1 of label 1     mean
//	none                 2*3/(3+4)         0                 0.43
//	the first two        2*1.8/(3+2)       2*0.8/(1+2)       0.63
//	all                  0                 2*1/(1+4)         0.20
//
// The first two are given label 1 by an offset above log(0.6/0.4) = 0.405, and the others by one above
// log(0.9/0.1) = 2.2. The least of the grid between them is 0.45.
func TestDecideByHand(t *testing.T) {
	probabilities := [][]float64{{0.6, 0.4}, {0.6, 0.4}, {0.9, 0.1}, {0.9, 0.1}}
	d := Decide(probabilities, nil)
	checkGrid(t, d, 2)
	near(t, "offset of label 0", d.Offset[0], 0, 0)
	near(t, "offset of label 1", d.Offset[1], 0.45, 1e-12)
	for row, want := range []int{1, 1, 0, 0} {
		if got := d.Choose(probabilities[row]); got != want {
			t.Errorf("row %d is given label %d; want %d", row, got, want)
		}
	}
}

// The first label is that of TestDecideByHand, where the F1 of label 1 alone is best for the first two rows too.
// The second is best found by plain halves: F1 is 2*1.8/(2+2) with them, and 2*2/(2+4) if all rows have it.
func TestDecideMultiByHand(t *testing.T) {
	d := DecideMulti([][]float64{{0.4, 0.9}, {0.4, 0.9}, {0.1, 0.1}, {0.1, 0.1}}, nil)
	checkGrid(t, d, 2)
	near(t, "offset of the first label", d.Offset[0], 0.45, 1e-12)
	near(t, "offset of the second label", d.Offset[1], 0, 0)
}

// A rare label is found more often, and what is gained is so on rows that the decision was not made for.
func TestDecideRaisesF1OfRareLabel(t *testing.T) {
	means := []float64{0, 0, -2.5}
	probabilities, _ := drawn(3000, means, 1)
	d := Decide(probabilities, nil)
	checkGrid(t, d, 3)
	unseen, classes := drawn(20000, means, 2)
	before, after := trueF1(Decision{}, unseen, classes), trueF1(d, unseen, classes)
	if after[2] < before[2]+0.05 {
		t.Errorf("F1 of the rare label is %.3f, and was %.3f; want at least 0.05 more", after[2], before[2])
	}
	if mean(after) < mean(before)+0.01 {
		t.Errorf("macro-F1 is %.3f, and was %.3f; want at least 0.01 more", mean(after), mean(before))
	}
}

// Where labels are as frequent as one another, the most probable one is as good as it gets.
func TestDecideLeavesBalancedLabelsAlone(t *testing.T) {
	probabilities, _ := drawn(3000, []float64{0, 0, 0}, 1)
	d := Decide(probabilities, nil)
	checkGrid(t, d, 3)
	for label, offset := range d.Offset {
		if math.Abs(offset) > 0.151 {
			t.Errorf("offset of label %d is %v; want nearly 0", label, offset)
		}
	}
	unseen, classes := drawn(20000, []float64{0, 0, 0}, 2)
	near(t, "macro-F1", mean(trueF1(d, unseen, classes)), mean(trueF1(Decision{}, unseen, classes)), 0.005)
}

// Each label of a multi-label task is decided as if it were alone.
func TestDecideMultiLabelByLabel(t *testing.T) {
	probabilities, _ := drawn(400, []float64{0, -1, -2, 1}, 3)
	together := DecideMulti(probabilities, nil)
	checkGrid(t, together, 4)
	for label, want := range together.Offset {
		var alone [][]float64
		for _, p := range probabilities {
			alone = append(alone, []float64{p[label]})
		}
		near(t, "offset of a label alone", DecideMulti(alone, nil).Offset[0], want, 0)
	}
}

func TestDecideWeightsCountAsRepeatedRows(t *testing.T) {
	probabilities, _ := drawn(200, []float64{0, -1, -2}, 4)
	var weight []float64
	var repeated [][]float64
	for row, p := range probabilities {
		times := row % 4 // 0 leaves a row out
		weight = append(weight, float64(times))
		for range times {
			repeated = append(repeated, p)
		}
	}
	if got, want := Decide(probabilities, weight), Decide(repeated, nil); !reflect.DeepEqual(got, want) {
		t.Errorf("decision by weights is %v; by repeated rows %v", got, want)
	}
	if got, want := DecideMulti(probabilities, weight), DecideMulti(repeated, nil); !reflect.DeepEqual(got, want) {
		t.Errorf("decision of a multi-label task by weights is %v; by repeated rows %v", got, want)
	}
}

// Probabilities of just 0 and 1, labels that no row has, and weights of 0 give offsets that are numbers.
func TestDecideOfCertainRows(t *testing.T) {
	for _, test := range []struct {
		name          string
		probabilities [][]float64
		weight        []float64
	}{
		{"certain", [][]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, nil},
		{"a label that no row has", [][]float64{{1, 0, 0}, {0, 1, 0}, {0.5, 0.5, 0}}, nil},
		{"one label has all", [][]float64{{1, 0, 0}, {1, 0, 0}}, nil},
		{"none", [][]float64{{0, 0, 0}}, nil},
		{"all", [][]float64{{1, 1, 1}}, nil},
		{"certain and not", [][]float64{{1, 0, 0}, {0.7, 0.2, 0.1}, {0.6, 0.4, 0}}, nil},
		{"weights of 0", [][]float64{{1, 0, 0}, {0.6, 0.4, 0}}, []float64{0, 0}},
	} {
		t.Run(test.name, func(t *testing.T) {
			single, multi := Decide(test.probabilities, test.weight), DecideMulti(test.probabilities, test.weight)
			checkGrid(t, single, 3)
			checkGrid(t, multi, 3)
			for _, p := range test.probabilities {
				if label := single.Choose(p); p[label] == 0 && slices.Max(p) > 0 {
					t.Errorf("%v is given label %d, which it cannot have", p, label)
				}
				for label, value := range p {
					if has := slices.Contains(multi.ChooseMulti(p), label); has && value == 0 || !has && value == 1 {
						t.Errorf("%v: has label %d is %v", p, label, has)
					}
				}
			}
		})
	}
}

// expectedOf is the expected F1 of label 1 and the mean of both labels', of rows that have label 1 with
// probabilities p and are given it where chosen says so: plain sums.
func expectedOf(p []float64, chosen []bool) (f1, macro float64) {
	var right, size [2]float64
	for row := range p {
		given := 0
		if chosen[row] {
			given = 1
		}
		both := [2]float64{1 - p[row], p[row]}
		right[given] += 2 * both[given]
		size[given]++
		size[0] += both[0]
		size[1] += both[1]
	}
	return right[1] / size[1], (right[0]/size[0] + right[1]/size[1]) / 2
}

// TestDecideAgainstEveryOffset tries all offsets of the grid on two labels: none is better by more than the gain
// for which an offset is moved.
func TestDecideAgainstEveryOffset(t *testing.T) {
	for seed := range uint64(20) {
		pairs, _ := drawn(12, []float64{0, -1}, seed)
		var p []float64
		var column [][]float64
		for _, pair := range pairs {
			p, column = append(p, pair[1]), append(column, pair[1:])
		}
		single, multi := Decide(pairs, nil), DecideMulti(column, nil)
		given, had := make([]bool, len(p)), make([]bool, len(p))
		for row := range p {
			given[row] = single.Choose(pairs[row]) == 1
			had[row] = len(multi.ChooseMulti(column[row])) == 1
		}
		_, macro := expectedOf(p, given)
		f1, _ := expectedOf(p, had)
		bestF1, bestMacro := everyOffset(p)
		if !(macro >= bestMacro-1e-4-1e-12) {
			t.Errorf("seed %d: expected macro-F1 is %v, and could be %v", seed, macro, bestMacro)
		}
		if !(f1 >= bestF1-1e-4-1e-12) {
			t.Errorf("seed %d: expected F1 is %v, and could be %v", seed, f1, bestF1)
		}
	}
}

// everyOffset is the best that the offsets of the grid can do.
func everyOffset(p []float64) (f1, macro float64) {
	for step := -60; step <= 60; step++ {
		chosen := make([]bool, len(p))
		for row := range p {
			chosen[row] = p[row] >= 1/(1+math.Exp(float64(step)/20))
		}
		one, both := expectedOf(p, chosen)
		f1, macro = max(f1, one), max(macro, both)
	}
	return f1, macro
}
