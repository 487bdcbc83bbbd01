package main

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"rhetor/classify"
	"rhetor/classify/report"
	"rhetor/classify/result"
	"rhetor/classify/table"
	"rhetor/features"
)

// selectFlags say what of the results is written, in which order and in which columns, and which files are left out.
type selectFlags struct {
	Only    []string `placeholder:"TASK=LABEL,..." sep:"none" help:"Write only sentences with one of these labels, as in stance=against,favor or voice=quoted (repeatable: all must hold)."`
	Columns []string `placeholder:"NAME" help:"Columns of csv and tsv, in this order, as in document,stance,text; others are left out."`
	Sample  int      `placeholder:"N" help:"Write a random sample of N sentences, of those that --only lets through, as in --sample 100 (0: all)."`
	Seed    uint64   `default:"1" placeholder:"N" help:"Seed of the sample, as in --sample 100 --seed 7 (${default})."`
	Sort    string   `placeholder:"TASK" help:"Write sentences by the probability of their label of a task, highest first, as in --sort tone; --sort probability takes the first task. Holds all results in memory, or those of the sample."`
	Exclude []string `placeholder:"PATTERN" sep:"none" help:"Leave out files and folders of a folder, by their name or path within it, as in --exclude '*.csv' --exclude 'drafts/2*' (repeatable)."`
}

// voice names what is no task, and can be asked for as if it were one.
const voice = "voice"

// columnFormats are the formats that have columns to choose from.
var columnFormats = []string{"csv", "tsv"}

// checkSelection refuses what can be seen to be wrong without the model.
func (f *selectFlags) checkSelection(format string) error {
	if len(f.Columns) > 0 && !slices.Contains(columnFormats, format) {
		return fmt.Errorf("--columns needs --format %s, and it is %s", strings.Join(columnFormats, " or "), format)
	}
	if f.Sample < 0 {
		return fmt.Errorf("--sample is %d, and must be 0 or more", f.Sample)
	}
	for _, pattern := range f.Exclude {
		if _, err := path.Match(pattern, ""); err != nil {
			return fmt.Errorf("--exclude is %s, and must be a pattern such as '*.csv'", table.Quote(pattern))
		}
	}
	return nil
}

// selection is what of the results is written.
func (f *selectFlags) selection(model *classify.Model) (report.Selection, error) {
	selection := report.Selection{Sample: f.Sample, Seed: f.Seed}
	for _, flag := range f.Only {
		condition, err := conditionOf(flag, model)
		if err != nil {
			return selection, err
		}
		if err := checkAgain(condition, selection.Only, model); err != nil {
			return selection, err
		}
		selection.Only = append(selection.Only, condition)
	}
	var err error
	selection.Sort, err = f.sortTask(model)
	return selection, err
}

// conditionOf takes TASK=LABEL,... apart. A comma that belongs to a label has a backslash before it.
func conditionOf(flag string, model *classify.Model) (report.Condition, error) {
	name, labels, _ := strings.Cut(flag, "=")
	if name == "" || labels == "" {
		return report.Condition{}, errUsage{error: fmt.Errorf("--only is %s, and must be TASK=LABEL", table.Quote(flag))}
	}
	condition := report.Condition{Task: name, Labels: kong.SplitEscaped(labels, ',')}
	known := append(labelsOfTask(model, name), result.Uncertain)
	if taskOf(model, name) == nil {
		if name != voice {
			return condition, unknownTask("--only", name, model, table.Quote(voice)+" is one too")
		}
		condition.Task, known = "", []string{string(features.Author), string(features.Quoted)}
	}
	for _, label := range condition.Labels {
		if !slices.Contains(known, label) {
			return condition, errUsage{fmt.Errorf("--only: %s has no label %s", table.Quote(name), table.Quote(label)),
				"the labels are " + table.QuoteList(known)}
		}
	}
	return condition, nil
}

// checkAgain refuses a second condition on what has one label only: both would hold of few sentences or none.
func checkAgain(condition report.Condition, before []report.Condition, model *classify.Model) error {
	task := taskOf(model, condition.Task)
	again := slices.ContainsFunc(before, func(b report.Condition) bool { return b.Task == condition.Task })
	if !again || task != nil && task.Multi {
		return nil
	}
	name := cmp.Or(condition.Task, voice)
	return errUsage{fmt.Errorf("--only: %s is given twice", table.Quote(name)), "--only TASK=LABEL,LABEL lets either label through"}
}

// sortTask is the task to sort by; empty for none.
func (f *selectFlags) sortTask(model *classify.Model) (string, error) {
	switch {
	case f.Sort == "" || taskOf(model, f.Sort) != nil:
		return f.Sort, nil
	case f.Sort == "probability":
		return model.Tasks[0].Name, nil
	}
	return "", unknownTask("--sort", f.Sort, model, `"probability" stands for the first`)
}

// unknownTask says that a flag names a task that the model has not, and which there are.
func unknownTask(flag, name string, model *classify.Model, more string) error {
	return errUsage{fmt.Errorf("%s: there is no task %s", flag, table.Quote(name)),
		"the tasks are " + table.QuoteList(model.TaskNames()) + "; " + more}
}

// labelsOfTask is the labels of a task of a model; none where it has no such task.
func labelsOfTask(model *classify.Model, name string) []string {
	if task := taskOf(model, name); task != nil {
		return slices.Clone(task.Labels)
	}
	return nil
}

// taskOf is a task of a model; nil where it has none of that name.
func taskOf(model *classify.Model, name string) *classify.Task {
	i := slices.IndexFunc(model.Tasks, func(t classify.Task) bool { return t.Name == name })
	if i < 0 {
		return nil
	}
	return &model.Tasks[i]
}
