package classify

import (
	"reflect"
	"slices"
	"testing"

	"rhetor/classify/corpus"
	"rhetor/models"
)

func compareModels(t testing.TB, a, b *Model, c *corpus.Corpus, average ...string) []*Comparison {
	t.Helper()
	comparisons, err := Compare(a, b, c, average, nil)
	if err != nil {
		t.Fatal(err)
	}
	return comparisons
}

// misled is a model that learned each label of the corpus' first task as the next one.
func misled(t testing.TB, c *corpus.Corpus) *Model {
	labels := c.Labels(0)
	for i := range c.Examples {
		learned := (slices.Index(labels, c.Examples[i].Labels[0][0]) + 1) % len(labels)
		c.Examples[i].Labels[0] = []string{labels[learned]}
	}
	return train(t, c, nil, small("nbsvm"))
}

// Ten rows of two labels, worked out by hand. True labels, and those of the models A and B:
//
//	truth a a a a a b b b b b
//	A     a a a b b b b b a a   a: 3 right of 5 and 5, b: 3 of 5 and 5: F1 0.6 and 0.6
//	B     a a a a b b b b b a   4 of 5: F1 0.8 and 0.8
//
// B alone is right on two rows, A alone on none: p is 2 * 1/4.
func TestComparisonWorkedByHand(t *testing.T) {
	a := outcome{
		task: "tone", labels: []string{"a", "b"}, known: 2, seed: 2,
		truth:       [][]int{{0}, {0}, {0}, {0}, {0}, {1}, {1}, {1}, {1}, {1}},
		predictions: predictions{predicted: [][]int{{0}, {0}, {0}, {1}, {1}, {1}, {1}, {1}, {0}, {0}}},
	}
	b := a
	b.predicted = [][]int{{0}, {0}, {0}, {0}, {1}, {1}, {1}, {1}, {1}, {0}}
	got := compare(&a, &b)
	if !near(got.A.MacroF1, 0.6) || !near(got.B.MacroF1, 0.8) || !near(got.MacroF1.Value, 0.2) || !near(got.Accuracy.Value, 0.2) {
		t.Errorf("comparison is %+v", got)
	}
	if want := (models.McNemar{OnlyB: 2, P: 0.5}); got.McNemar != want {
		t.Errorf("McNemar's test is %+v; want %+v", got.McNemar, want)
	}
	// A draw without either of the two rows has no difference: (8/10)^10 of draws, 0.107, doubled.
	if p := got.Accuracy.P; p < 0.16 || p > 0.27 || got.Accuracy.Low != 0 || got.Verdict != NoneShownBetter {
		t.Errorf("accuracy differs by %+v, verdict %s", got.Accuracy, got.Verdict)
	}
	// In two groups of five rows each, every draw has one row of the two for each group it draws.
	a.groups = []string{"x", "x", "x", "x", "x", "y", "y", "y", "y", "y"}
	if d := compare(&a, &b).Accuracy; !near(d.Low, 0.2) || !near(d.High, 0.2) {
		t.Errorf("of groups that are alike, accuracy differs by %+v", d)
	}
}

// A model is neither better nor worse than itself, at any task.
func TestCompareWithItself(t *testing.T) {
	m := train(t, everything(180), lexiconOfTests, small("nbsvm"))
	for _, c := range compareModels(t, m, reread(t, m), everything(70)) {
		none := models.Difference{P: 1}
		if c.MacroF1 != none || c.Accuracy != none || c.McNemar != (models.McNemar{P: 1}) || c.Verdict != NoneShownBetter {
			t.Errorf("comparison is %+v", c)
		}
	}
}

// Each model's own measures are those of its evaluation.
func TestCompareAgreesWithEvaluate(t *testing.T) {
	a, b := train(t, everything(180), lexiconOfTests, small("nbsvm")), train(t, everything(90), nil, small("bayes"))
	average := []string{"favor", "against"}
	c := everything(70)
	ofA, ofB := evaluate(t, a, c, average...), evaluate(t, b, c, average...)
	for i, got := range compareModels(t, a, b, c, average...) {
		for _, half := range []struct {
			got  Compared
			want *Evaluation
		}{{got.A, ofA[i]}, {got.B, ofB[i]}} {
			want := Compared{half.want.MacroF1.Value, half.want.Accuracy.Value, half.want.Average, half.want.Unseen}
			if !reflect.DeepEqual(half.got, want) {
				t.Errorf("%s: %+v; the evaluation has %+v", got.Task, half.got, want)
			}
		}
	}
}

// Changing A and B about mirrors every number and the verdict, though the seeds of the models differ.
func TestCompareMirrors(t *testing.T) {
	other := small("bayes")
	other.Seed = 9
	a, b := train(t, everything(90), lexiconOfTests, small("nbsvm")), train(t, everything(60), nil, other)
	opposite := map[Verdict]Verdict{BetterA: BetterB, BetterB: BetterA, NoneShownBetter: NoneShownBetter}
	mirrored := func(d models.Difference) models.Difference {
		return models.Difference{Value: 0 - d.Value, Interval: models.Interval{Low: 0 - d.High, High: 0 - d.Low}, P: d.P}
	}
	there, back := compareModels(t, a, b, everything(70)), compareModels(t, b, a, everything(70))
	for i, c := range there {
		want := *c
		want.A, want.B = c.B, c.A
		want.MacroF1, want.Accuracy = mirrored(c.MacroF1), mirrored(c.Accuracy)
		want.McNemar.OnlyA, want.McNemar.OnlyB = c.McNemar.OnlyB, c.McNemar.OnlyA
		want.Verdict = opposite[c.Verdict]
		if !reflect.DeepEqual(*back[i], want) {
			t.Errorf("there %+v, back %+v", c, back[i])
		}
	}
}

// A model that learned from wrong labels loses.
func TestCompareNamesTheWinner(t *testing.T) {
	good, bad := train(t, generated(180, 3, 0), nil, small("nbsvm")), misled(t, generated(180, 3, 0))
	c := compareModels(t, good, bad, generated(90, 5, 0.1))[0]
	if c.Verdict != BetterA || c.MacroF1.P > 0.01 || c.McNemar.P > 0.001 || c.McNemar.OnlyA < 60 || c.MacroF1.High >= 0 {
		t.Errorf("of a good and a bad model the comparison is %+v", c)
	}
	if c := compareModels(t, bad, good, generated(90, 5, 0.1))[0]; c.Verdict != BetterB {
		t.Errorf("of a bad and a good model the verdict is %s", c.Verdict)
	}
}

// Labels that only one of the models knows count as that one's evaluation counts them.
func TestCompareUnlikeLabels(t *testing.T) {
	c := generated(90, 2, 0)
	c.Examples = slices.DeleteFunc(c.Examples, func(e corpus.Example) bool { return e.Labels[0][0] == "praise" })
	fewer, all := train(t, c, nil, small("nbsvm")), train(t, generated(90, 2, 0), nil, small("nbsvm"))
	got := compareModels(t, fewer, all, generated(60, 4, 0))[0]
	if !reflect.DeepEqual(got.A.Unseen, []string{"praise"}) || len(got.B.Unseen) != 0 || got.Verdict != BetterB {
		t.Errorf("comparison is %+v", got)
	}
}

func TestCompareRefuses(t *testing.T) {
	a, b := train(t, everything(90), nil, small("bayes")), train(t, generated(90, 2, 0), nil, small("bayes"))
	_, err := Compare(a, b, everything(9), nil, nil)
	rejects(t, err, "model B", `no task "stance"`)
	_, err = Compare(b, a, everything(9), nil, nil)
	rejects(t, err, "model A", `no task "stance"`)
	a.Tasks[0].Multi = true
	_, err = Compare(a, b, generated(9, 2, 0), nil, nil)
	rejects(t, err, "model A", "multi-label")
	_, err = Compare(b, b, generated(9, 2, 0), []string{"PRAISE"}, nil)
	rejects(t, err, `"PRAISE"`)
}

// Progress counts the rows of both models as one piece of work.
func TestCompareProgress(t *testing.T) {
	m := train(t, generated(60, 2, 0), nil, small("bayes"))
	var told []int
	_, err := Compare(m, m, generated(9, 2, 0), nil, func(done, total int) { told = append(told, done, total) })
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(told); i += 2 {
		if told[i] != i/2+1 || told[i+1] != 18 {
			t.Errorf("progress is %v", told)
			break
		}
	}
	if len(told) != 36 {
		t.Errorf("progress was told %d times of 18 rows", len(told)/2)
	}
}

func TestCompareDoesNotDependOnTheCores(t *testing.T) {
	a, b := train(t, everything(120), nil, small("nbsvm")), train(t, everything(60), nil, small("bayes"))
	var all [][]*Comparison
	for _, cores := range []int{1, 2} {
		onCores(cores, func() { all = append(all, compareModels(t, a, b, everything(70))) })
	}
	if !reflect.DeepEqual(all[0], all[1]) {
		t.Error("the comparison differs on one core and on two")
	}
}
