package report

import (
	"slices"
	"strings"

	"rhetor/classify/result"
)

// The tasks that have a table of their own and colours.
const (
	stanceTask = "stance"
	toneTask   = "tone"
)

// multi reports whether a prediction is of a multi-label task.
func multi(p result.Prediction) bool { return p.Labels != nil }

// labelsOf returns the labels given: one, or for a multi-label task any number.
func labelsOf(p result.Prediction) []string {
	if multi(p) {
		return p.Labels
	}
	return []string{p.Label}
}

// labelText is the label as it is shown; the labels of a multi-label task are joined by a bar, and where there
// is none it says none, or uncertain.
func labelText(p result.Prediction) string {
	switch {
	case !multi(p) || len(p.Labels) > 0:
		return strings.Join(labelsOf(p), "|")
	case p.Label == result.Uncertain:
		return result.Uncertain
	}
	return "none"
}

// find returns a sentence's prediction of a task.
func find(s result.Sentence, task string) (result.Prediction, bool) {
	i := slices.IndexFunc(s.Tasks, func(p result.Prediction) bool { return p.Task == task })
	if i < 0 {
		return result.Prediction{}, false
	}
	return s.Tasks[i], true
}

// labelSet is the labels of a task: those of the model in its order, then what else was given.
type labelSet []string

// learn adds the labels of a prediction that are not known yet.
func (l *labelSet) learn(p result.Prediction) {
	for _, of := range p.Probabilities {
		l.add(of.Label)
	}
	for _, label := range labelsOf(p) {
		l.add(label)
	}
}

// add adds a label that is not known yet.
func (l *labelSet) add(label string) {
	if !slices.Contains(*l, label) {
		*l = append(*l, label)
	}
}
