package classify

import (
	"fmt"
	"path/filepath"
	"slices"

	"rhetor/classify/corpus"
	"rhetor/classify/result"
	"rhetor/classify/table"
	"rhetor/features"
	"rhetor/models"
)

// Trainer learns from one corpus. The features are extracted once, for cross-validation and training alike.
type Trainer struct {
	Measured string // what is to be said of the measures on the card, beside how they were taken; may be empty

	settings Settings
	corpus   *corpus.Corpus
	lexicon  *features.Lexicon
	encoded  *encoded
}

// NewTrainer prepares a corpus. A task with a label that fewer than two rows have is an error, and so is one
// with the label result.Uncertain. Of lexicon entries that match the same words, the last counts.
func NewTrainer(c *corpus.Corpus, entries []features.Entry, s Settings) (*Trainer, error) {
	if err := checkFolds(c, 2); err != nil {
		return nil, err
	}
	if err := checkReserved(c); err != nil {
		return nil, err
	}
	t := &Trainer{corpus: c, lexicon: features.NewLexicon(features.Merge(entries))}
	return t.With(s)
}

// With is a trainer on the same corpus and lexicon with other settings. Features are extracted anew only where the
// settings of features differ.
func (t *Trainer) With(s Settings) (*Trainer, error) {
	if _, err := s.members(); err != nil {
		return nil, err
	}
	s.Features.Target = t.corpus.HasTarget
	other := *t
	other.settings = s
	if t.encoded == nil || s.Features != t.settings.Features {
		other.encoded = encode(t.corpus, t.lexicon, s.Features)
	}
	return &other, nil
}

// checkReserved refuses the label that sentences get whose label is not probable enough.
func checkReserved(c *corpus.Corpus) error {
	for _, example := range c.Examples {
		for t, task := range c.Tasks {
			if slices.Contains(example.Labels[t], result.Uncertain) {
				return &table.Error{
					File: example.File, Line: example.Line,
					Msg:  fmt.Sprintf("%s is %s, which is reserved", task.Column, table.Quote(result.Uncertain)),
					Hint: "sentences below --min-probability get this label: give these rows another",
				}
			}
		}
	}
	return nil
}

// Train learns a model from the whole corpus. Its card holds measures of each row by a model that was not
// learned from it. The same corpus, lexicon and settings give the same model, on any number of cores.
func (t *Trainer) Train(progress Progress) (*Model, error) {
	e := t.encoded
	done := newSteps(progress, len(e.tasks)*(t.settings.Folds+1))
	f, err := e.fit(models.Identity(len(e.rows)), t.settings, done.step)
	if err != nil {
		return nil, err
	}
	weighting, err := t.settings.weighting()
	if err != nil {
		return nil, err
	}
	m := &Model{
		Settings:   t.settings,
		Vocabulary: e.collector.Vocabulary(f.space, weighting),
		Lexicon:    t.lexicon,
		Crossed:    e.crossed,
		Card:       t.card(),
	}
	fewest := t.settings.Folds
	for i, task := range f.tasks {
		fewest = min(fewest, task.folds)
		labels := &e.tasks[i]
		m.Tasks = append(m.Tasks, Task{
			Name: labels.name, Multi: labels.multi, Labels: labels.labels,
			Calibration: task.calibration, Decision: task.decision, Linear: task.linear,
		})
		m.Card.Counts = append(m.Card.Counts, LabelCounts{Task: labels.name, Rows: labels.count()})
		m.Card.Evaluations = append(m.Card.Evaluations, labels.outcome(task.heldOutPredictions(labels.multi), e, t.settings.Seed, nil).evaluate())
	}
	m.Card.Measured = fmt.Sprintf("out of fold, %d folds, on the vocabulary and calibration of all rows", fewest)
	if t.Measured != "" {
		m.Card.Measured += "; " + t.Measured
	}
	return m, nil
}

// card says what the model is learned from.
func (t *Trainer) card() Card {
	card := Card{
		Rhetor: Version, Stemmer: features.Stemmer, Fingerprint: t.corpus.Fingerprint(),
		Rows: len(t.corpus.Examples), HasTarget: t.corpus.HasTarget,
	}
	for _, file := range t.corpus.Files {
		card.Files = append(card.Files, filepath.Base(file))
	}
	return card
}

// heldOutPredictions is what models not learned from the rows predict for them.
func (f *fittedTask) heldOutPredictions(multi bool) predictions {
	made := newPredictions(len(f.heldOut))
	for row, probabilities := range f.heldOut {
		made.set(row, probabilities, multi, f.decision)
	}
	return made
}

// count is how many rows have each label.
func (t *encodedTask) count() []int {
	rows := make([]int, len(t.labels))
	for _, classes := range t.classes {
		for _, class := range classes {
			rows[class]++
		}
	}
	return rows
}
