package classify

import (
	"fmt"
	"strconv"
	"sync"

	"rhetor/classify/corpus"
	"rhetor/features"
	"rhetor/models"
)

// CrossValidate measures what training with these settings gives on sentences it was not trained on: the
// corpus is dealt into folds, stratified by label and never parting a group, and each fold is labelled by a
// model trained on the others alone. It returns one evaluation a task; average lists the labels that the
// macro-F1 is taken over; a task that has none of them takes all that occur.
func (t *Trainer) CrossValidate(folds int, average []string, progress Progress) ([]*Evaluation, error) {
	e, s := t.encoded, t.settings
	if folds < 2 {
		return nil, fmt.Errorf("%d folds are too few to hold one out", folds)
	}
	if err := checkFolds(t.corpus, folds); err != nil {
		return nil, err
	}
	if err := checkAverage(average, e.labels()...); err != nil {
		return nil, err
	}
	done := newSteps(progress, len(e.tasks)*folds*(s.Folds+1))
	weighting, err := s.weighting()
	if err != nil {
		return nil, err
	}
	var evaluations []*Evaluation
	for i := range e.tasks {
		// Each task deals its own folds, stratified by its own labels.
		one := *e
		one.tasks = e.tasks[i : i+1]
		made, err := one.heldOutPredictions(folds, s, weighting, done.step)
		if err != nil {
			return nil, err
		}
		evaluations = append(evaluations, e.tasks[i].outcome(made, e, s.Seed, average).evaluate())
	}
	return evaluations, nil
}

// heldOutPredictions is, for the only task of e, what a model that was trained on the other folds predicts for
// every row.
func (e *encoded) heldOutPredictions(folds int, s Settings, weighting features.Weighting, step func()) (predictions, error) {
	fold := models.Folds(e.tasks[0].strata(), e.groups, folds, s.Seed)
	made := newPredictions(len(e.rows))
	for k := range folds {
		f, err := e.fit(rowsOutside(fold, k), s, step)
		if err != nil {
			return predictions{}, err
		}
		task := f.tasks[0]
		for row := range e.rows {
			if fold[row] == k {
				scores := task.linear.Scores(models.Vector(f.space.Vector(e.rows[row], weighting)))
				made.set(row, task.calibration.Probabilities(scores), e.tasks[0].multi, task.decision)
			}
		}
	}
	return made, nil
}

// checkFolds makes sure that every label has a row, or a group, for every fold.
func checkFolds(c *corpus.Corpus, folds int) error {
	for t, task := range c.Tasks {
		units := map[string]map[string]bool{}
		for i, example := range c.Examples {
			unit := example.Group
			if unit == "" {
				unit = "row " + strconv.Itoa(i)
			}
			for _, label := range example.Labels[t] {
				if units[label] == nil {
					units[label] = map[string]bool{}
				}
				units[label][unit] = true
			}
		}
		for _, label := range c.Labels(t) {
			if n := len(units[label]); n < folds {
				return errFewRows(c, task, label, n, folds)
			}
		}
	}
	return nil
}

// steps counts finished steps for a Progress, from any goroutine.
type steps struct {
	mutex       sync.Mutex
	done, total int
	progress    Progress
}

func newSteps(progress Progress, total int) *steps {
	return &steps{total: total, progress: progress}
}

func (s *steps) step() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.done++
	s.progress.report(s.done, s.total)
}
