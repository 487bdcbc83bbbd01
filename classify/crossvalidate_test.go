package classify

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"rhetor/classify/corpus"
	"rhetor/features"
	"rhetor/models"
)

func trainerOf(t testing.TB, c *corpus.Corpus, s Settings) *Trainer {
	t.Helper()
	trainer, err := NewTrainer(c, lexiconOfTests, s)
	if err != nil {
		t.Fatal(err)
	}
	return trainer
}

func crossValidate(t testing.TB, c *corpus.Corpus, s Settings, folds int) []*Evaluation {
	t.Helper()
	evaluations, err := trainerOf(t, c, s).CrossValidate(folds, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return evaluations
}

// A feature that only held-out rows have gets no column, and the document frequencies are those of the rows
// that are learned from.
func TestFitLooksAtItsRowsOnly(t *testing.T) {
	c := generated(60, 1, 0)
	for i := range c.Examples[:20] {
		c.Examples[i].Text += " Zanzibar."
	}
	s := small("nbsvm")
	trainer := trainerOf(t, c, s)
	fit := func(rows []int) *features.Vocabulary {
		f, err := trainer.encoded.fit(rows, s, func() {})
		if err != nil {
			t.Fatal(err)
		}
		if n := f.tasks[0].linear.Columns; n != len(f.space.Columns) {
			t.Errorf("the model has %d columns, the space %d", n, len(f.space.Columns))
		}
		return trainer.encoded.collector.Vocabulary(f.space, features.IDF)
	}
	all, without := fit(models.Identity(60)), fit(models.Identity(60)[20:])
	if idf(all, "stem:zanzibar") == 0 {
		t.Error("no column for a feature of 20 rows")
	}
	if idf(without, "stem:zanzibar") != 0 || idf(without, "chars:zan") != 0 {
		t.Error("a feature of held-out rows has a column")
	}
	alone := trainerOf(t, &corpus.Corpus{Tasks: c.Tasks, Examples: c.Examples[20:]}, s)
	f, err := alone.encoded.fit(models.Identity(40), s, func() {})
	if err != nil {
		t.Fatal(err)
	}
	want := alone.encoded.collector.Vocabulary(f.space, features.IDF)
	if len(want.Names) != len(without.Names) {
		t.Errorf("%d features with the other rows held out, %d without these rows", len(without.Names), len(want.Names))
	}
	for _, name := range want.Names {
		if idf(want, name) != idf(without, name) {
			t.Errorf("%s has idf %v with the other rows held out, %v without these rows", name, idf(without, name), idf(want, name))
		}
	}
}

// idf of a feature; 0 where it has no column.
func idf(v *features.Vocabulary, name string) float32 {
	for i, known := range v.Names {
		if known == name {
			return v.Columns[i].IDF
		}
	}
	return 0
}

// Labels that have nothing to do with the texts are not predicted better than by chance.
func TestCrossValidateOfShuffledLabelsIsChance(t *testing.T) {
	c := generated(600, 1, 0)
	random := rand.New(rand.NewPCG(5, 6))
	random.Shuffle(len(c.Examples), func(a, b int) {
		c.Examples[a].Labels, c.Examples[b].Labels = c.Examples[b].Labels, c.Examples[a].Labels
	})
	for _, learner := range []string{"nbsvm", "bayes"} {
		e := crossValidate(t, c, small(learner), 5)[0]
		if e.Accuracy.Value < 0.24 || e.Accuracy.Value > 0.42 {
			t.Errorf("%s: accuracy of shuffled labels is %.3f; chance is 0.333", learner, e.Accuracy.Value)
		}
		if e.Reliability.ECE > 0.1 {
			t.Errorf("%s: ECE of shuffled labels is %.3f", learner, e.Reliability.ECE)
		}
	}
}

// What can be learned is: with one label in five drawn blindly, 1 - 2/3*0.2 of the labels are as the text says.
func TestCrossValidateFindsTheSignal(t *testing.T) {
	eachLearner(t, func(t *testing.T, learner string) {
		e := crossValidate(t, generated(300, 2, 0.2), small(learner), 3)[0]
		if e.Accuracy.Value < 0.8 || e.Accuracy.Low > 0.867 || e.Accuracy.High < 0.85 {
			t.Errorf("accuracy is %+v; want about 0.867", e.Accuracy)
		}
		if e.Rows != 300 || len(e.Labels) != 3 || e.Labels[0].Support+e.Labels[1].Support+e.Labels[2].Support != 300 {
			t.Errorf("evaluation is of %d rows, labels %+v", e.Rows, e.Labels)
		}
	})
}

// Groups are never parted. Here a row's only clue to its label is a word that its group alone has: with the
// group held out there is nothing to go by.
func TestCrossValidateGroups(t *testing.T) {
	c := &corpus.Corpus{Tasks: []corpus.Task{{Name: "tone", Column: "tone"}}, Files: []string{"groups.csv"}}
	random := rand.New(rand.NewPCG(2, 3))
	for group := range 60 {
		label := pickOne(random, []string{"favor", "against"})
		for range 5 {
			c.Examples = append(c.Examples, corpus.Example{
				Text:  fmt.Sprintf("The %s met at Number%c%c.", pickOne(random, subjects), 'a'+group%26, 'a'+group/26),
				Group: fmt.Sprint("outlet ", group), Weight: 1, Labels: [][]string{{label}},
			})
		}
	}
	s := small("nbsvm")
	s.Features.CharMax = 0
	grouped := crossValidate(t, c, s, 5)[0]
	for i := range c.Examples {
		c.Examples[i].Group = ""
	}
	parted := crossValidate(t, c, s, 5)[0]
	if grouped.Accuracy.Value > 0.65 || parted.Accuracy.Value < 0.9 {
		t.Errorf("accuracy is %.3f with groups held out and %.3f with groups parted; want about 0.5 and 1",
			grouped.Accuracy.Value, parted.Accuracy.Value)
	}
	if width := grouped.Accuracy.High - grouped.Accuracy.Low; width < 0.12 {
		t.Errorf("interval is %.3f wide; groups of 5 rows should make it about twice as wide as 0.11", width)
	}
}

func TestCrossValidateIsTheSameAgain(t *testing.T) {
	var all [][]*Evaluation
	for _, cores := range []int{1, 2} {
		onCores(cores, func() { all = append(all, crossValidate(t, everything(120), small("nbsvm"), 3)) })
	}
	if !reflect.DeepEqual(all[0], all[1]) {
		t.Error("cross-validation differs on one core and on two")
	}
	for i, name := range []string{"tone", "stance", "topic"} {
		if e := all[0][i]; e.Task != name || e.Rows != 120 || e.Multi != (name == "topic") {
			t.Errorf("evaluation %d is of %s, %d rows", i, e.Task, e.Rows)
		}
	}
	if e := all[0][2]; e.MacroF1.Value < 0.95 || e.Confusion != nil {
		t.Errorf("topics that the text names have macro-F1 %.3f, confusion %v", e.MacroF1.Value, e.Confusion)
	}
	if len(all[0][1].Targets) != len(targets) {
		t.Errorf("measures by target: %+v", all[0][1].Targets)
	}
}

func TestCrossValidateRefuses(t *testing.T) {
	trainer := trainerOf(t, rows(map[string]int{"favor": 20, "against": 4}), small("bayes"))
	_, err := trainer.CrossValidate(5, nil, nil)
	rejects(t, err, "tone", `"against"`, "4 rows", "5 folds")
	if _, err = trainer.CrossValidate(4, nil, nil); err != nil {
		t.Error(err)
	}
	for _, folds := range []int{-1, 0, 1} {
		_, err = trainer.CrossValidate(folds, nil, nil)
		rejects(t, err, "too few")
	}
	_, err = trainer.CrossValidate(2, []string{"favor", "FAVOUR"}, nil)
	rejects(t, err, `"FAVOUR"`)

	c := rows(map[string]int{"favor": 20, "against": 20})
	for i := range c.Examples {
		c.Examples[i].Group = fmt.Sprint("outlet ", i%3)
	}
	_, err = trainerOf(t, c, small("bayes")).CrossValidate(5, nil, nil)
	rejects(t, err, "tone", `"against"`, "3 groups", "5 folds")
}

func TestCrossValidateProgress(t *testing.T) {
	for _, rowsOfRarest := range []int{20, 2} {
		trainer := trainerOf(t, rows(map[string]int{"favor": 20, "against": rowsOfRarest}), small("bayes"))
		last, total := 0, 0
		if _, err := trainer.CrossValidate(2, nil, func(done, of int) { last, total = done, of }); err != nil {
			t.Fatal(err)
		}
		if last != total || total == 0 {
			t.Errorf("the last step is %d of %d", last, total)
		}
	}
}

// Two groups leave one to learn from: its rows are then held out one by one, and not all at once.
func TestCrossValidateWithTwoGroups(t *testing.T) {
	c := everything(120)
	for i := range c.Examples {
		c.Examples[i].Group = []string{"a", "b"}[i/3%2]
	}
	for _, learner := range []string{"mixture", "bayes", "svm"} {
		trainer, err := NewTrainer(c, lexiconOfTests, small(learner))
		if err != nil {
			t.Fatal(err)
		}
		evaluations, err := trainer.CrossValidate(2, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range evaluations {
			if math.IsNaN(e.Reliability.Brier) || math.IsNaN(e.Reliability.ECE) {
				t.Errorf("%s: %s: %+v", learner, e.Task, e.Reliability)
			}
		}
	}
}
