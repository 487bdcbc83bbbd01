package classify

import (
	"bytes"
	"testing"

	"rhetor/classify/corpus"
	"rhetor/features"
)

// Every learner, with targets and a multi-label task: the same bytes on one core, on two, and again.
func TestTrainGivesTheSameBytes(t *testing.T) {
	eachLearner(t, func(t *testing.T, learner string) {
		var files [][]byte
		for _, cores := range []int{1, 2, 2} {
			onCores(cores, func() {
				files = append(files, written(t, train(t, everything(240), lexiconOfTests, small(learner))))
			})
		}
		for i, file := range files[1:] {
			if !bytes.Equal(file, files[0]) {
				t.Errorf("training %d gives other bytes than training 0", i+1)
			}
		}
	})
}

func TestTrainCrossesTargetsWithRowsEnough(t *testing.T) {
	m := train(t, everything(240), lexiconOfTests, small("nbsvm"))
	if len(m.Crossed) != len(targets) {
		t.Errorf("crossed targets are %q; want the %d that have 80 rows each", m.Crossed, len(targets))
	}
	if few := train(t, everything(90), lexiconOfTests, small("nbsvm")); len(few.Crossed) != 0 {
		t.Errorf("crossed targets are %q; want none of 30 rows each", few.Crossed)
	}
}

func TestTrainSeedChangesTheModel(t *testing.T) {
	s := small("nbsvm")
	one := written(t, train(t, generated(120, 1, 0.3), nil, s))
	s.Seed = 2
	if bytes.Equal(one, written(t, train(t, generated(120, 1, 0.3), nil, s))) {
		t.Error("seeds 1 and 2 give the same file")
	}
}

// rows repeats two texts a label, so many rows each.
func rows(n map[string]int) *corpus.Corpus {
	var texts, labels []string
	for _, label := range []string{"favor", "against", "uncertain"} {
		for i := range n[label] {
			texts = append(texts, "We speak "+label+" the harbour, "+subjects[i%len(subjects)]+".")
			labels = append(labels, label)
		}
	}
	return labelled(texts, labels)
}

func TestTrainFewRows(t *testing.T) {
	eachLearner(t, func(t *testing.T, learner string) {
		_, err := NewTrainer(rows(map[string]int{"favor": 9, "against": 1}), nil, small(learner))
		rejects(t, err, "tone", `"against"`, "1 row", "training needs 2")
		m := train(t, rows(map[string]int{"favor": 9, "against": 2}), nil, small(learner))
		if got := m.Explain("We speak favor the harbour, nurses.", Options{})[0].Prediction.Label; got != "favor" {
			t.Errorf("label is %q; want favor", got)
		}
	})
	m := train(t, rows(map[string]int{"favor": 2, "against": 2}), nil, small("nbsvm"))
	reread(t, m)
}

func TestTrainRefusesTheReservedLabel(t *testing.T) {
	_, err := NewTrainer(rows(map[string]int{"favor": 3, "against": 3, "uncertain": 3}), nil, Default)
	rejects(t, err, "tone", `"uncertain"`, "reserved")
	c := everything(90)
	for i := range c.Examples[:10] {
		c.Examples[i].Labels[2] = []string{"health", "uncertain"}
	}
	_, err = NewTrainer(c, nil, Default)
	rejects(t, err, "generated.csv:2: topic", `"uncertain"`, "reserved")
}

func TestTrainRowWeights(t *testing.T) {
	weighted := generated(120, 1, 0.2)
	for i := range weighted.Examples {
		weighted.Examples[i].Weight = float64(1 + i%3)
	}
	eachLearner(t, func(t *testing.T, learner string) {
		trainer, err := NewTrainer(weighted, nil, small(learner))
		if learner == "bernoulli" {
			if err == nil {
				_, err = trainer.Train(nil)
			}
			rejects(t, err, "bernoulli", "weights")
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		m, err := trainer.Train(nil)
		if err != nil {
			t.Fatal(err)
		}
		plain := train(t, generated(120, 1, 0.2), nil, small(learner))
		if bytes.Equal(written(t, m), written(t, plain)) {
			t.Error("weights change nothing")
		}
		reread(t, m)
	})
}

func TestTrainUnknownLearner(t *testing.T) {
	_, err := NewTrainer(generated(30, 1, 0), nil, Settings{Learner: "forest"})
	rejects(t, err, `"forest"`, "nbsvm")
}

// Rows of one outlet share a fold; each label has two outlets only.
func TestTrainFewGroups(t *testing.T) {
	eachLearner(t, func(t *testing.T, learner string) {
		c := rows(map[string]int{"favor": 12, "against": 12})
		for i := range c.Examples {
			c.Examples[i].Group = []string{"Herald", "Post", "Echo"}[i/12+i%2]
		}
		reread(t, train(t, c, nil, small(learner)))
	})
}

// Weights are relative: very large and very small ones give a model that can be used.
func TestTrainExtremeWeights(t *testing.T) {
	for _, learner := range []string{"bayes", "logistic", "nbsvm", "svm"} {
		for _, weight := range []float64{1e-6, 1e6} {
			c := generated(60, 1, 0)
			for i := range c.Examples {
				c.Examples[i].Weight = weight * float64(1+i%2)
			}
			m := reread(t, train(t, c, nil, small(learner)))
			checkProbabilities(t, learner, m.NewLabeler(Options{}).Label(features.Input{Text: "The nurses stole the harbour."}, 0))
		}
	}
}

// A term that two lexicons have is one term of the model, and the model can be read again.
func TestTrainLexiconWithATermTwice(t *testing.T) {
	twice := append(lexiconOfTests[:2:2], features.Entry{Term: "stole", Category: "blame", Weight: 0.1})
	m := reread(t, train(t, generated(60, 1, 0), twice, small("nbsvm")))
	if len(m.Lexicon.Entries) != 2 || m.Lexicon.Entries[0].Weight != 0.1 {
		t.Errorf("lexicon is %v; want two entries, the later weight counting", m.Lexicon.Entries)
	}
}

func TestTrainProgress(t *testing.T) {
	trainer, err := NewTrainer(everything(90), nil, small("bayes"))
	if err != nil {
		t.Fatal(err)
	}
	last, total := 0, 0
	if _, err := trainer.Train(func(done, of int) {
		if done != last+1 {
			t.Errorf("step %d follows step %d", done, last)
		}
		last, total = done, of
	}); err != nil {
		t.Fatal(err)
	}
	if last != total || total != 3*4 {
		t.Errorf("the last step is %d of %d; want 12 of 12", last, total)
	}
}

func TestTrainCard(t *testing.T) {
	c := everything(90)
	m := train(t, c, lexiconOfTests, small("bayes"))
	card := m.Card
	if card.Rows != 90 || !card.HasTarget || card.Fingerprint != c.Fingerprint() || card.Stemmer != features.Stemmer {
		t.Errorf("card is %+v", card)
	}
	if len(card.Files) != 1 || card.Files[0] != "generated.csv" {
		t.Errorf("files are %q", card.Files)
	}
	for i, task := range m.Tasks {
		counts, sum := card.Counts[i], 0
		for _, n := range counts.Rows {
			sum += n
		}
		if counts.Task != task.Name || len(counts.Rows) != len(task.Labels) || !task.Multi && sum != 90 {
			t.Errorf("counts of task %s are %+v", task.Name, counts)
		}
		if e := card.Evaluations[i]; e.Task != task.Name || e.Rows != 90 {
			t.Errorf("evaluation of task %s is of task %s, %d rows", task.Name, e.Task, e.Rows)
		}
	}
}
