package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rhetor/classify"
	"rhetor/classify/corpus"
	"rhetor/classify/report"
	"rhetor/classify/table"
	"rhetor/models"
)

// contestant is one of the two models that are compared.
type contestant struct {
	Name    string `json:"name"` // A or B
	File    string `json:"file"`
	Learner string `json:"learner"`
	Rows    int    `json:"trained_rows"`

	model *classify.Model
}

// compare labels the corpus with both models and says which does better.
func (cmd *evaluateCommand) compare(c *console) error {
	a, err := newContestant("A", cmd.Model[0])
	if err != nil {
		return err
	}
	b, err := newContestant("B", cmd.Model[1])
	if err != nil {
		return err
	}
	labelled, err := cmd.labelledForBoth(c, a, b)
	if err != nil {
		return err
	}
	progress, clear := c.progress("compare")
	comparisons, err := classify.Compare(a.model, b.model, labelled, cmd.Average, progress)
	clear()
	if err != nil {
		return err
	}
	a.warn(c, labelled, comparisons)
	b.warn(c, labelled, comparisons)
	if cmd.Format == "json" {
		return c.encodeComparisons(fmt.Sprintf("%d rows", len(labelled.Examples)), a, b, comparisons)
	}
	grids := []report.Grid{contestantGrid(a, b)}
	for _, compared := range comparisons {
		grids = append(grids, cmd.comparisonGrid(compared))
	}
	return c.showGrids(grids)
}

func newContestant(name, path string) (*contestant, error) {
	model, err := loadModel(path)
	if err != nil {
		return nil, err
	}
	return &contestant{Name: name, File: path, Learner: model.Settings.Learner, Rows: model.Card.Rows, model: model}, nil
}

// labelledForBoth reads the corpus. Its tasks are those that flags name, or else those of its columns that either
// model is for; both models must have them.
func (cmd *evaluateCommand) labelledForBoth(c *console, a, b *contestant) (*corpus.Corpus, error) {
	named, err := cmd.tasks()
	if err != nil {
		return nil, err
	}
	for _, m := range []*contestant{a, b} {
		if err := cmd.checkTasks(named, m.model); err != nil {
			return nil, m.blame(err)
		}
	}
	if err := checkKinds(named, a, b); err != nil {
		return nil, err
	}
	labelled, err := cmd.readTasks(c, named, tasksOfEither(a, b))
	if err != nil {
		return nil, err
	}
	return labelled, cmd.checkBoth(labelled, a, b)
}

// tasksOfEither is A's tasks and those that only B has.
func tasksOfEither(a, b *contestant) []classify.Task {
	tasks := slices.Clone(a.model.Tasks)
	for _, task := range b.model.Tasks {
		if !slices.Contains(a.model.TaskNames(), task.Name) {
			tasks = append(tasks, task)
		}
	}
	return tasks
}

// checkKinds refuses a task that is multi-label in one of the models only, unless flags name other tasks.
func checkKinds(named []corpus.Task, a, b *contestant) error {
	for _, task := range a.model.Tasks {
		if len(named) > 0 && !slices.ContainsFunc(named, func(flag corpus.Task) bool { return flag.Name == task.Name }) {
			continue
		}
		i := slices.Index(b.model.TaskNames(), task.Name)
		if i < 0 || b.model.Tasks[i].Multi == task.Multi {
			continue
		}
		multi, single := a, b
		if !task.Multi {
			multi, single = b, a
		}
		return single.blame(&table.Error{
			Msg:  "the model's task " + table.Quote(task.Name) + " has one label a row; that of " + table.Quote(multi.File) + " is multi-label",
			Hint: "choose the tasks to compare with --task NAME=COLUMN",
		})
	}
	return nil
}

// checkBoth refuses a task of the corpus that one of the models does not have, and a label to average over that
// one does not know.
func (cmd *evaluateCommand) checkBoth(labelled *corpus.Corpus, a, b *contestant) error {
	for _, m := range []*contestant{a, b} {
		for _, task := range labelled.Tasks {
			if !slices.Contains(m.model.TaskNames(), task.Name) {
				return m.blame(&table.Error{
					Msg:  "the model has no task " + table.Quote(task.Name),
					Hint: "its tasks are " + table.QuoteList(m.model.TaskNames()) + "; choose with --task NAME=COLUMN",
				})
			}
		}
		if err := cmd.checkAverage(labelled, m.model); err != nil {
			return m.blame(err)
		}
	}
	return nil
}

// blame names the model's file in an error that names none.
func (m *contestant) blame(err error) error {
	var input *table.Error
	if errors.As(err, &input) && input.File == "" {
		return &table.Error{File: m.File, Msg: input.Msg, Hint: input.Hint}
	}
	return err
}

// warn says what speaks against the model's measures.
func (m *contestant) warn(c *console, labelled *corpus.Corpus, comparisons []*classify.Comparison) {
	if labelled.Fingerprint() == m.model.Card.Fingerprint {
		m.say(c, "the model was trained on these very rows: on others the comparison may come out otherwise")
	}
	for _, compared := range comparisons {
		half, other := compared.A, compared.B
		if m.Name == "B" {
			half, other = other, half
		}
		m.warnOfLabels(c, table.Quote(compared.Task), half, other)
	}
}

// warnOfLabels names the labels that tell on this model's macro-F1 and not on the other's.
func (m *contestant) warnOfLabels(c *console, task string, half, other classify.Compared) {
	if len(half.Unseen) > 0 {
		m.say(c, "the model never saw the labels "+table.QuoteList(half.Unseen)+" of the task "+task+"; their rows count as errors")
	}
	if alone := without(half.Average, other.Average); len(alone) > 0 {
		m.say(c, "the model's macro-F1 alone counts the labels "+table.QuoteList(alone)+" of the task "+task+
			", which it predicts and no row has; --average names the labels that count for both")
	}
}

// say says something of the model's file.
func (m *contestant) say(c *console, message string) {
	fmt.Fprintf(c.stderr, "rhetor: %s\n", m.blame(&table.Error{Msg: message}))
}

// without is those of the labels that the others are not.
func without(labels, others []string) []string {
	return slices.DeleteFunc(slices.Clone(labels), func(label string) bool { return slices.Contains(others, label) })
}

// encodeComparisons writes one JSON object {"measured": ..., "models": [A, B], "comparisons": [...]}.
func (c *console) encodeComparisons(measured string, a, b *contestant, comparisons []*classify.Comparison) error {
	encoder := json.NewEncoder(c.stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(struct {
		Measured    string                 `json:"measured"`
		Models      []*contestant          `json:"models"`
		Comparisons []*classify.Comparison `json:"comparisons"`
	}{measured, []*contestant{a, b}, comparisons})
}

// contestantGrid says which model is A and which is B.
func contestantGrid(a, b *contestant) report.Grid {
	grid := report.Grid{Header: []string{"model", "file", "learner", "trained on"}, Right: []int{3}}
	for _, m := range []*contestant{a, b} {
		grid.Rows = append(grid.Rows, []string{m.Name, m.File, m.Learner, fmt.Sprintf("%d rows", m.Rows)})
	}
	return grid
}

// comparisonGrid is one task's measures of both models, their differences, and the verdict.
func (cmd *evaluateCommand) comparisonGrid(d *classify.Comparison) report.Grid {
	macro, accuracy := "macro-F1", "accuracy"
	if len(cmd.Average) > 0 && len(without(d.A.Average, cmd.Average)) == 0 {
		macro += " of " + strings.Join(d.A.Average, ", ")
	}
	if d.Multi {
		accuracy = "accuracy (exactly the right labels)"
	}
	test := d.McNemar
	return report.Grid{
		Caption: fmt.Sprintf("%s: %d rows; with 95%% paired bootstrap intervals; ~ where no difference is shown", d.Task, d.Rows),
		Header:  []string{"measure", "A", "B", "B - A", "interval", "p", "verdict"},
		Right:   []int{1, 2, 3, 5},
		Rows: [][]string{
			differenceRow(macro, d.A.MacroF1, d.B.MacroF1, d.MacroF1, string(d.Verdict)),
			differenceRow(accuracy, d.A.Accuracy, d.B.Accuracy, d.Accuracy, ""),
			{"McNemar, right alone", strconv.Itoa(test.OnlyA), strconv.Itoa(test.OnlyB), "", "", chance(test.P), ""},
		},
	}
}

func differenceRow(name string, a, b float64, d models.Difference, verdict string) []string {
	bounds := "[" + gain(d.Low) + " " + gain(d.High) + "]"
	return []string{name, figure(a), figure(b), gain(d.Value), bounds, chance(d.P), verdict}
}

// gain is a difference with its sign, which stays where the rest rounds to zero; exactly zero has none.
func gain(x float64) string {
	if x == 0 {
		return figure(0)
	}
	return fmt.Sprintf("%+.3f", x)
}

// chance is a p.
func chance(p float64) string {
	if p < 0.001 {
		return "<0.001"
	}
	return figure(p)
}
