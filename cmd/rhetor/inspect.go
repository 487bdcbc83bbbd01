package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"rhetor/classify"
	"rhetor/classify/report"
	"rhetor/features"
	"rhetor/models"
)

type inspectCommand struct {
	Model    string `arg:"" optional:"" help:"Model file; the embedded model where none is named."`
	Features int    `default:"10" placeholder:"N" help:"Strongest features to show for each label (${default})."`
}

// AfterApply refuses a number that makes no sense.
func (cmd *inspectCommand) AfterApply() error {
	if cmd.Features < 0 {
		return fmt.Errorf("--features is %d, and must be 0 or more", cmd.Features)
	}
	return nil
}

// Run shows the model's card.
func (cmd *inspectCommand) Run(c *console) error {
	model, err := loadModel(cmd.Model)
	if err != nil {
		return err
	}
	grids := []report.Grid{settingsGrid(model), metricsGrid(model)}
	for i := range model.Tasks {
		grids = append(grids, taskGrid(model, i), cmd.featureGrid(model, &model.Tasks[i]))
	}
	return c.showGrids(grids)
}

// settingsGrid is how and from what the model was made.
func settingsGrid(m *classify.Model) report.Grid {
	s, card := m.Settings, m.Card
	rows := [][]string{
		{"trained by", "rhetor " + card.Rhetor},
		{"corpus", strings.Join(card.Files, ", ")},
		{"rows", strconv.Itoa(card.Rows)},
		{"fingerprint", card.Fingerprint},
		{"learner", s.Learner},
		{"features", fmt.Sprintf("%d, in at least %d rows each", len(m.Vocabulary.Names), s.Features.MinRows)},
		{"n-grams", ngramsText(s.Features)},
		{"weighting", string(m.Vocabulary.Weighting)},
		{"lexicon", fmt.Sprintf("%d terms in %d categories", len(m.Lexicon.Entries), len(categories(m.Lexicon.Entries)))},
		{"stemmer", card.Stemmer},
		{"seed", strconv.FormatUint(s.Seed, 10)},
	}
	if s.Features.Target {
		rows = append(rows, []string{"targets with features of their own", cmp.Or(strings.Join(m.Crossed, ", "), "none")})
	}
	return report.Grid{Caption: "model", Header: []string{"setting", "value"}, Rows: rows}
}

func ngramsText(s features.Settings) string {
	return fmt.Sprintf("stems 1-%d, words 1-%d, characters %d-%d", s.Stems, s.Forms, s.CharMin, s.CharMax)
}

// metricsGrid is how well the model did when it was made.
func metricsGrid(m *classify.Model) report.Grid {
	grid := report.Grid{
		Caption: "metrics: " + m.Card.Measured,
		Header:  []string{"task", "macro-F1", "", "accuracy", "", "ECE", "Brier"}, Right: []int{1, 3, 5, 6},
	}
	for _, e := range m.Card.Evaluations {
		grid.Rows = append(grid.Rows, []string{e.Task, figure(e.MacroF1.Value), interval(e.MacroF1),
			figure(e.Accuracy.Value), interval(e.Accuracy), figure(e.Reliability.ECE), figure(e.Reliability.Brier)})
	}
	return grid
}

// taskGrid is a task's labels, with their rows of training, their F1, and the offset that the label is decided with.
func taskGrid(m *classify.Model, task int) report.Grid {
	grid := report.Grid{Caption: "labels of " + m.Tasks[task].Name, Header: []string{"label", "rows", "F1", "offset"}, Right: []int{1, 2, 3}}
	for i, label := range m.Tasks[task].Labels {
		row := []string{label, "", "", offsetText(m.Tasks[task].Decision, i)}
		if task < len(m.Card.Counts) && i < len(m.Card.Counts[task].Rows) {
			row[1] = strconv.Itoa(m.Card.Counts[task].Rows[i])
		}
		if task < len(m.Card.Evaluations) && i < len(m.Card.Evaluations[task].Labels) {
			row[2] = figure(m.Card.Evaluations[task].Labels[i].F1.Value)
		}
		grid.Rows = append(grid.Rows, row)
	}
	return grid
}

// offsetText is what is added to the log probability of a label before the highest is chosen.
func offsetText(d models.Decision, label int) string {
	return strconv.FormatFloat(math.Round(100*d.Offset[label])/100+0, 'g', -1, 64)
}

// featureGrid is the strongest features for each label: those whose one occurrence, in a sentence of unit
// length before it, would add the most to the label's score. Character n-grams and word forms are left out: they say
// little to a reader.
func (cmd *inspectCommand) featureGrid(m *classify.Model, t *classify.Task) report.Grid {
	grid := report.Grid{Caption: "strongest features of " + t.Name, Header: []string{"label", "features"}}
	for label, name := range t.Labels {
		grid.Rows = append(grid.Rows, []string{name, strings.Join(cmd.strongest(m, t, label), ", ")})
	}
	return grid
}

func (cmd *inspectCommand) strongest(m *classify.Model, t *classify.Task, label int) []string {
	type scored struct {
		name   string
		weight float64
	}
	var all []scored
	for column, name := range m.Vocabulary.Names {
		if kind, _ := features.KindOf(name); kind == features.Stem || kind == features.LexiconHit || kind == features.Style || kind == features.Target {
			weight := float64(t.Linear.Row(uint32(column))[label]) * float64(m.Vocabulary.Columns[column].IDF)
			all = append(all, scored{strings.TrimPrefix(name, string(features.Stem)+":"), weight})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.weight, a.weight) })
	var names []string
	for _, feature := range all[:min(cmd.Features, len(all))] {
		names = append(names, feature.name)
	}
	return names
}
