package classify

import (
	"fmt"

	"rhetor/classify/corpus"
	"rhetor/classify/table"
	"rhetor/features"
	"rhetor/models"
)

// Settings says how a model is trained. They go into the model file.
type Settings struct {
	Learner  string            `json:"learner"`
	Features features.Settings `json:"features"`
	Folds    int               `json:"folds"` // folds whose held-out scores the calibration is learned on
	Seed     uint64            `json:"seed"`
}

// Default is what a model is trained with where nothing else is asked.
var Default = Settings{Learner: "mixture", Features: features.Default, Folds: 5, Seed: 1}

// Fast is settings that train in a fraction of the time: one learner in place of a mixture, and its calibration
// learned on two folds.
func (s Settings) Fast() Settings {
	if s.Learner == Default.Learner {
		s.Learner = "nbsvm"
	}
	s.Folds = 2
	return s
}

// members are the learners by the name of the learner.
func (s Settings) members() ([]models.Learner, error) { return models.NewMembers(s.Learner) }

// weighting is how the learners want features weighted.
func (s Settings) weighting() (features.Weighting, error) {
	members, err := s.members()
	if err != nil {
		return "", err
	}
	if members[0].Binary() {
		return features.Presence, nil
	}
	return features.IDF, nil
}

// A target that has at least crossedRows rows gets its own copy of every feature, if there are no more than
// crossedTargets of them: with more, each has too few rows to learn from.
const (
	crossedRows    = 50
	crossedTargets = 50
)

// Progress is told, as work goes on, how many of its steps are done. It may be nil.
type Progress func(done, total int)

func (p Progress) report(done, total int) {
	if p != nil {
		p(done, total)
	}
}

// errFewRows says that a label is too rare to hold some of it out: n rows have it, or n groups where rows
// are grouped.
func errFewRows(c *corpus.Corpus, task corpus.Task, label string, n, folds int) error {
	what := "row"
	if c.Examples[0].Group != "" {
		what = "group"
	}
	if n != 1 {
		what += "s"
	}
	fault := &table.Error{
		Msg:  fmt.Sprintf("%s: label %s has %d %s, fewer than the %d folds", task.Column, table.Quote(label), n, what, folds),
		Hint: fmt.Sprintf("give --cv %d at most, or find more rows with this label", n),
	}
	if n < 2 {
		fault.Msg = fmt.Sprintf("%s: label %s has %d %s, and training needs 2", task.Column, table.Quote(label), n, what)
		fault.Hint = "find more rows with this label, or merge it with another"
	}
	if len(c.Files) == 1 {
		fault.File = c.Files[0]
	}
	return fault
}
