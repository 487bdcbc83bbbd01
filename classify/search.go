package classify

import (
	"fmt"
	"math/rand/v2"
	"time"

	"rhetor/models"
)

// Trial is one setting that a search tried.
type Trial struct {
	Change  string // what it changes of the best settings before it
	MacroF1 float64
	Took    time.Duration
	Better  bool // than all before it
}

// Note says whether the setting was kept.
func (t Trial) Note() string {
	if t.Better {
		return ", the best so far"
	}
	return ""
}

// change is one thing that a search may do to settings.
type change struct {
	name  string
	apply func(*Settings)
}

// changes is all that a search tries, beside the settings it begins with.
func changes() []change {
	all := []change{
		{"no style", func(s *Settings) { s.Features.Style = false }},
		{"no lexicon", func(s *Settings) { s.Features.Lexicon = false }},
		{"no character n-grams", func(s *Settings) { s.Features.CharMin, s.Features.CharMax = 0, 0 }},
		{"character n-grams of 2-4", func(s *Settings) { s.Features.CharMin, s.Features.CharMax = 2, 4 }},
		{"character n-grams of 3-6", func(s *Settings) { s.Features.CharMin, s.Features.CharMax = 3, 6 }},
	}
	for _, learner := range []string{"mixture", "nbsvm", "svm", "logistic", "bayes"} {
		all = append(all, change{"learner " + learner, func(s *Settings) { s.Learner = learner }})
	}
	for n := range 4 {
		all = append(all,
			change{fmt.Sprintf("stems %d", n+1), func(s *Settings) { s.Features.Stems = n + 1 }},
			change{fmt.Sprintf("forms %d", n), func(s *Settings) { s.Features.Forms = n }},
			change{fmt.Sprintf("features of %d rows", n+1), func(s *Settings) { s.Features.MinRows = n + 1 }})
	}
	return all
}

// Search looks for settings of a higher macro-F1, the mean over the tasks, on rows of the corpus held out in
// training. It climbs: it tries every change to the best settings so far, in an order drawn by the seed, and keeps
// those that help, until none does or the time is up. It begins no trial that would end too late, if it took as
// long as the longest so far; the first is always run. It returns a trainer with
// the best settings, and how many it tried.
//
// How far it comes depends on the machine. The settings go into the model file, and with the same settings
// training gives the same model.
func (t *Trainer) Search(until time.Time, tell func(Trial)) (*Trainer, int, error) {
	s := search{best: t, tell: tell, tried: map[Settings]bool{}}
	if err := s.try("as they are", t.settings); err != nil {
		return nil, 0, err
	}
	order := changes()
	random := rand.New(rand.NewPCG(t.settings.Seed, 0))
	random.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
	for better := true; better; {
		before := s.best
		for _, change := range order {
			settings := s.best.settings
			change.apply(&settings)
			if s.tried[settings] || time.Now().Add(s.longest).After(until) {
				continue
			}
			if err := s.try(change.name, settings); err != nil {
				return nil, 0, err
			}
		}
		better = s.best != before
	}
	return s.best, len(s.tried), nil
}

// search is the state of one.
type search struct {
	tell    func(Trial)
	tried   map[Settings]bool
	best    *Trainer
	highest float64
	longest time.Duration
}

// try measures one setting.
func (s *search) try(name string, settings Settings) error {
	begin := time.Now()
	trainer, err := s.best.With(settings)
	if err != nil {
		return err
	}
	macroF1, err := trainer.heldOutMacroF1()
	if err != nil {
		return err
	}
	t := Trial{Change: name, MacroF1: macroF1, Took: time.Since(begin)}
	t.Better = len(s.tried) == 0 || t.MacroF1 > s.highest
	if t.Better {
		s.best, s.highest = trainer, t.MacroF1
	}
	s.tried[settings] = true
	s.longest = max(s.longest, t.Took)
	s.tell(t)
	return nil
}

// heldOutMacroF1 is the mean over the tasks of the macro-F1 that Train writes on the model's card.
func (t *Trainer) heldOutMacroF1() (float64, error) {
	f, err := t.encoded.fit(models.Identity(len(t.encoded.rows)), t.settings, func() {})
	if err != nil {
		return 0, err
	}
	mean := 0.0
	for i := range f.tasks {
		task := &t.encoded.tasks[i]
		o := task.outcome(f.tasks[i].heldOutPredictions(task.multi), t.encoded, t.settings.Seed, nil)
		tally := o.tally(nil)
		mean += tally.MacroF1(o.averaged(tally)) / float64(len(f.tasks))
	}
	return mean, nil
}
