package classify

import (
	"reflect"
	"testing"
	"time"

	"rhetor/classify/corpus"
)

// searched searches a small corpus and lists what it is told; no until: for as long as something helps.
func searched(t *testing.T, c *corpus.Corpus, start Settings, until time.Time) (Settings, []Trial) {
	t.Helper()
	if until.IsZero() {
		until = time.Now().Add(time.Hour)
	}
	var told []Trial
	trainer, err := NewTrainer(c, lexiconOfTests, start)
	if err != nil {
		t.Fatal(err)
	}
	best, n, err := trainer.Search(until, func(trial Trial) { told = append(told, trial) })
	if err != nil {
		t.Fatal(err)
	}
	if n != len(told) {
		t.Errorf("%d settings tried, and %d told of", n, len(told))
	}
	return best.settings, told
}

// meanMacroF1 is what a search goes by.
func meanMacroF1(m *Model) float64 {
	sum := 0.0
	for _, e := range m.Card.Evaluations {
		sum += e.MacroF1.Value / float64(len(m.Card.Evaluations))
	}
	return sum
}

// However little time there is, the settings that the search begins with are measured.
func TestSearchTriesTheFirstWhenTimeIsUp(t *testing.T) {
	start := small("bayes")
	best, told := searched(t, generated(60, 1, 0.3), start, time.Now().Add(-time.Hour))
	if len(told) != 1 || told[0].Change != "as they are" || !told[0].Better || told[0].Took <= 0 {
		t.Errorf("told of %+v; want of one trial, of the settings as they are", told)
	}
	if best != start {
		t.Errorf("settings are %+v; want those it began with", best)
	}
}

// The settings are those of the highest macro-F1 of all that were tried: training with them measures just that.
// They can be trained with, written and read, and keep what a search does not change.
func TestSearchFindsTheBestOfItsTrials(t *testing.T) {
	start := small("bayes")
	c := generated(60, 5, 0.4)
	best, told := searched(t, c, start, time.Time{})
	highest := 0.0
	for i, trial := range told {
		if better := i == 0 || trial.MacroF1 > highest; trial.Better != better || (trial.Note() != "") != better {
			t.Errorf("trial %d, %+v: better than all before it (%v) is %v", i, trial, highest, better)
		}
		highest = max(highest, trial.MacroF1)
	}
	if highest <= told[0].MacroF1 {
		t.Fatal("nothing helped: the test needs another corpus")
	}
	m := reread(t, train(t, c, lexiconOfTests, best))
	if got := meanMacroF1(m); got != highest {
		t.Errorf("macro-F1 of the settings is %v; the highest of all trials is %v", got, highest)
	}
	if m.Settings != best || best.Folds != start.Folds || best.Seed != start.Seed || best.Features.Recipe != start.Features.Recipe {
		t.Errorf("settings are %+v, began with %+v", best, start)
	}
}

// The same seed tries the same settings in the same order, and finds the same; another seed another order.
func TestSearchOrderBySeed(t *testing.T) {
	changesOf := func(seed uint64) (names []string, best Settings) {
		start := small("bayes")
		start.Seed = seed
		best, told := searched(t, generated(30, 1, 0.4), start, time.Time{})
		for _, trial := range told {
			names = append(names, trial.Change)
		}
		return names, best
	}
	names, best := changesOf(3)
	again, bestAgain := changesOf(3)
	if !reflect.DeepEqual(names, again) || best != bestAgain {
		t.Errorf("one seed tries\n%q and finds %+v, then\n%q and finds %+v", names, best, again, bestAgain)
	}
	if other, _ := changesOf(4); reflect.DeepEqual(names, other) {
		t.Errorf("two seeds try the same: %q", names)
	}
}

// Every change gives settings that can be trained with and read again, on a corpus of a few rows too.
func TestSearchChangesAreValid(t *testing.T) {
	c, names := rows(map[string]int{"favor": 4, "against": 4}), map[string]bool{}
	for _, change := range changes() {
		s := small("bayes")
		change.apply(&s)
		if names[change.name] {
			t.Errorf("two changes are called %q", change.name)
		}
		names[change.name] = true
		reread(t, train(t, c, lexiconOfTests, s))
	}
}

// Another setting of the learner needs no new extraction; another of the features does.
func TestTrainerWithOtherSettings(t *testing.T) {
	trainer, err := NewTrainer(generated(30, 1, 0.3), lexiconOfTests, small("bayes"))
	if err != nil {
		t.Fatal(err)
	}
	s := small("svm")
	other, err := trainer.With(s)
	if err != nil {
		t.Fatal(err)
	}
	if other.encoded != trainer.encoded {
		t.Error("features are extracted again for another learner")
	}
	s.Features.CharMax++
	if other, err = trainer.With(s); err != nil {
		t.Fatal(err)
	}
	if other.encoded == trainer.encoded {
		t.Error("features are not extracted again for other character n-grams")
	}
	s.Learner = "forest"
	_, err = trainer.With(s)
	rejects(t, err, `"forest"`)
}
