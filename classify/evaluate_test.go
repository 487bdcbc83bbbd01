package classify

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"rhetor/classify/corpus"
	"rhetor/models"
)

func evaluate(t testing.TB, m *Model, c *corpus.Corpus, average ...string) []*Evaluation {
	t.Helper()
	evaluations, err := m.Evaluate(c, average, nil)
	if err != nil {
		t.Fatal(err)
	}
	return evaluations
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-12 }

// Ten rows, worked out by hand. True and predicted labels:
//
//	a: a a a b    b: b b a    c: c a    x (never seen): b
//
// so a has 3 right of 5 predicted and 4 true, b 2 of 4 and 3, c 1 of 1 and 2, x 0 of 0 and 1.
func TestEvaluationWorkedByHand(t *testing.T) {
	o := outcome{
		task: "tone", labels: []string{"a", "b", "c", "x"}, known: 3, seed: 1,
		truth:       [][]int{{0}, {0}, {0}, {0}, {1}, {1}, {1}, {2}, {2}, {3}},
		predictions: predictions{predicted: [][]int{{0}, {0}, {0}, {1}, {1}, {1}, {0}, {2}, {0}, {1}}},
		targets:     []string{"p", "p", "p", "p", "p", "q", "q", "q", "q", "q"},
	}
	for _, predicted := range o.predicted {
		p := []float64{0.1, 0.1, 0.1}
		p[predicted[0]] = 0.8
		o.probabilities = append(o.probabilities, p)
	}
	e := o.evaluate()
	want := map[string][4]float64{ // precision, recall, F1, support
		"a": {3.0 / 5, 3.0 / 4, 2.0 / 3, 4}, "b": {2.0 / 4, 2.0 / 3, 4.0 / 7, 3},
		"c": {1, 1.0 / 2, 2.0 / 3, 2}, "x": {0, 0, 0, 1},
	}
	for _, label := range e.Labels {
		w := want[label.Label]
		if !near(label.Precision.Value, w[0]) || !near(label.Recall.Value, w[1]) || !near(label.F1.Value, w[2]) || float64(label.Support) != w[3] {
			t.Errorf("%+v; want %v", label, w)
		}
		for _, estimate := range []Estimate{label.Precision, label.Recall, label.F1} {
			if estimate.Low > estimate.Value || estimate.High < estimate.Value {
				t.Errorf("%s: interval does not hold its value: %+v", label.Label, estimate)
			}
		}
	}
	if macro := (2.0/3 + 4.0/7 + 2.0/3) / 4; !near(e.MacroF1.Value, macro) || !near(e.Accuracy.Value, 0.6) {
		t.Errorf("macro-F1 %v, accuracy %v; want %v and 0.6", e.MacroF1.Value, e.Accuracy.Value, macro)
	}
	if !reflect.DeepEqual(e.Confusion, [][]int{{3, 1, 0, 0}, {1, 2, 0, 0}, {1, 0, 1, 0}, {0, 1, 0, 0}}) {
		t.Errorf("confusion is %v", e.Confusion)
	}
	if !reflect.DeepEqual(e.Unseen, []string{"x"}) || e.Rows != 10 || !reflect.DeepEqual(e.Average, []string{"a", "b", "c", "x"}) {
		t.Errorf("unseen %q, rows %d, average %q", e.Unseen, e.Rows, e.Average)
	}
	// A right row is off by 0.2, 0.1, 0.1; a wrong one by 0.8, 0.9, 0.1; an unseen one by 0.8, 0.1, 0.1 and 1.
	if brier := (6*0.06 + 3*1.46 + 1.66) / 10; !near(e.Reliability.Brier, brier) || !near(e.Reliability.ECE, 0.2) {
		t.Errorf("Brier %v, ECE %v; want %v and 0.2", e.Reliability.Brier, e.Reliability.ECE, brier)
	}
	// Target p: a 3 of 3 predicted and 4 true, b 1 of 2 and 1. Target q: a 0 of 2 and 0, b 1 of 2 and 2, c, x.
	p, q := (6.0/7+2.0/3)/2, (0+1.0/2+2.0/3+0)/4
	if len(e.Targets) != 2 || !near(e.Targets[0].MacroF1, p) || !near(e.Targets[1].MacroF1, q) || !near(e.TargetMean, (p+q)/2) ||
		!near(e.Targets[0].Accuracy, 0.8) || !near(e.Targets[1].Accuracy, 0.4) || e.Targets[0].Rows != 5 {
		t.Errorf("by target %+v, mean %v; want %v and %v", e.Targets, e.TargetMean, p, q)
	}
	o.average = []string{"a", "b"}
	if e := o.evaluate(); !near(e.MacroF1.Value, (2.0/3+4.0/7)/2) || len(e.Average) != 2 {
		t.Errorf("macro-F1 over a and b is %v, over %q", e.MacroF1.Value, e.Average)
	}
}

// Three rows of two labels, worked out by hand: {a,b} as {a}, {} as {}, {b} as {a,b}.
func TestEvaluationMultiLabelWorkedByHand(t *testing.T) {
	o := outcome{
		task: "topic", multi: true, labels: []string{"a", "b"}, known: 2, seed: 1,
		truth: [][]int{{0, 1}, {}, {1}}, predictions: newPredictions(3), targets: make([]string, 3),
	}
	for i, p := range [][]float64{{0.9, 0.4}, {0.1, 0.2}, {0.7, 0.6}} {
		o.set(i, p, true, models.Decision{})
	}
	e := o.evaluate()
	a, b := 2.0/3, 2.0/3 // a: 1 of 2 predicted, 1 true; b: 1 of 1 predicted, 2 true
	if !near(e.Labels[0].F1.Value, a) || !near(e.Labels[1].F1.Value, b) || !near(e.MacroF1.Value, (a+b)/2) || !near(e.Accuracy.Value, 1.0/3) {
		t.Errorf("evaluation is %+v", e)
	}
	brier := (0.01 + 0.36 + 0.01 + 0.04 + 0.49 + 0.16) / 6
	if e.Confusion != nil || e.Targets != nil || !near(e.Reliability.Brier, brier) {
		t.Errorf("confusion %v, targets %v, Brier %v; want %v", e.Confusion, e.Targets, e.Reliability.Brier, brier)
	}
	if want := [][]int{{0}, {}, {0, 1}}; !reflect.DeepEqual(o.predicted, want) {
		t.Errorf("labels %v are chosen; want %v", o.predicted, want)
	}
}

// Labels that the model never saw are named, and their rows are errors.
func TestEvaluateUnseenLabels(t *testing.T) {
	m := train(t, generated(120, 1, 0), lexiconOfTests, small("nbsvm"))
	c := generated(40, 2, 0)
	for i := range c.Examples[:10] {
		c.Examples[i].Labels = [][]string{{[]string{"worry", "awe"}[i%2]}}
	}
	e := evaluate(t, m, c)[0]
	if !reflect.DeepEqual(e.Unseen, []string{"awe", "worry"}) || !near(e.Accuracy.Value, 0.75) {
		t.Errorf("unseen %q, accuracy %v; want awe, worry and 0.75", e.Unseen, e.Accuracy.Value)
	}
	sum := 0
	for _, row := range e.Confusion[3:] {
		sum += row[0] + row[1] + row[2]
	}
	if sum != 10 || len(e.Confusion) != 5 {
		t.Errorf("confusion is %v", e.Confusion)
	}
	if _, err := json.Marshal(e); err != nil {
		t.Error(err)
	}
}

func TestEvaluateRefuses(t *testing.T) {
	m := train(t, everything(90), nil, small("bayes"))
	c := generated(9, 2, 0)
	c.Tasks[0].Name = "mood"
	_, err := m.Evaluate(c, nil, nil)
	rejects(t, err, `no task "mood"`, "tone", "stance", "topic")
	c.Tasks[0].Name = "topic"
	_, err = m.Evaluate(c, nil, nil)
	rejects(t, err, `"topic"`, "multi-label")
	c.Tasks[0].Name = "tone"
	_, err = m.Evaluate(c, []string{"PRAISE"}, nil)
	rejects(t, err, `"PRAISE"`)
}

// Every task of the corpus is measured, by target, and as Explain labels the rows.
func TestEvaluateAgreesWithExplain(t *testing.T) {
	m := reread(t, train(t, everything(180), lexiconOfTests, small("nbsvm")))
	c := everything(70)
	steps := 0
	evaluations, err := m.Evaluate(c, []string{"favor", "against"}, func(done, total int) { steps++ })
	if err != nil {
		t.Fatal(err)
	}
	if steps != 70 {
		t.Errorf("progress was told %d times of 70 rows", steps)
	}
	for i, e := range evaluations {
		right := 0
		for _, example := range c.Examples {
			p := m.Explain(example.Text, Options{Target: example.Target})[i].Prediction
			if got := strings.Join(p.Labels, "|"); !e.Multi && p.Label == example.Labels[i][0] || e.Multi && got == strings.Join(example.Labels[i], "|") {
				right++
			}
		}
		if !near(e.Accuracy.Value, float64(right)/70) || e.Rows != 70 {
			t.Errorf("%s: accuracy %v; Explain is right %d times of 70", e.Task, e.Accuracy.Value, right)
		}
		if len(e.Targets) != 3 || e.Targets[0].Rows+e.Targets[1].Rows+e.Targets[2].Rows != 70 {
			t.Errorf("%s: by target %+v", e.Task, e.Targets)
		}
	}
	if got := evaluations[1].Average; !reflect.DeepEqual(got, []string{"against", "favor"}) {
		t.Errorf("stance is averaged over %q", got)
	}
	if got := evaluations[0]; len(got.Average) != 3 || got.MacroF1.Value == 0 {
		t.Errorf("tone, which has none of the labels asked for, is averaged over %q", got.Average)
	}
}

// The order and number of a corpus' tasks is its own.
func TestEvaluateSomeTasks(t *testing.T) {
	m := train(t, everything(180), lexiconOfTests, small("nbsvm"))
	c := withTargets(generated(30, 4, 0))
	c.Tasks = c.Tasks[1:]
	for i := range c.Examples {
		c.Examples[i].Labels = c.Examples[i].Labels[1:]
	}
	if e := evaluate(t, m, c); len(e) != 1 || e[0].Task != "stance" || e[0].Accuracy.Value < 0.9 {
		t.Errorf("evaluations are %+v", e)
	}
}

func TestEvaluateDoesNotDependOnTheCores(t *testing.T) {
	m := train(t, everything(120), nil, small("nbsvm"))
	var all [][]*Evaluation
	for _, cores := range []int{1, 2} {
		onCores(cores, func() { all = append(all, evaluate(t, m, everything(70))) })
	}
	if !reflect.DeepEqual(all[0], all[1]) {
		t.Error("evaluation differs on one core and on two")
	}
}
