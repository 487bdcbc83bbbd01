package main

import (
	"fmt"
	"slices"
	"strings"

	"rhetor/classify"
	"rhetor/classify/corpus"
	"rhetor/classify/table"
)

// corpusFlags say how a labelled corpus is read. Train and evaluate share them.
type corpusFlags struct {
	Corpus       []string `arg:"" name:"corpus" help:"Labelled files (CSV, TSV, JSONL), or - for CSV on standard input."`
	Task         []string `placeholder:"NAME=COLUMN" sep:"none" help:"Take the labels of a task from a column (repeatable; columns stance and tone, where there are none)."`
	Multi        []string `placeholder:"TASK" help:"The task is multi-label: a cell holds any number of labels (repeatable)."`
	Separator    string   `default:"|" help:"What stands between the labels of a multi-label cell (${default})."`
	TextColumn   string   `placeholder:"NAME" default:"text" help:"Column that holds the text (${default})."`
	TargetColumn string   `placeholder:"NAME" help:"Column that holds the target (target, where there is one)."`
	NoTarget     bool     `help:"Leave targets out."`
	NoID         bool     `help:"Leave ids out, so that they need not be distinct."`
	Group        string   `placeholder:"COLUMN" help:"Rows with the same value here belong together: they share a fold, and are resampled together."`
	Split        string   `placeholder:"VALUE" help:"Read only the rows whose column split has this value."`
	Average      []string `placeholder:"LABEL" help:"Take macro-F1 over these labels only, as in FAVOR,AGAINST."`
	Format       string   `default:"table" enum:"table,json" help:"Format of the metrics: one of ${enum}."`
}

// read reads the corpus. usual are the tasks looked for where no flag names one; nil for stance and tone.
func (f *corpusFlags) read(c *console, usual []corpus.Task, toMeasure bool) (*corpus.Corpus, error) {
	tasks, err := f.tasks()
	if err != nil {
		return nil, err
	}
	return corpus.Read(f.Corpus, c.stdin, corpus.Options{
		TextColumn: f.TextColumn, TargetColumn: f.TargetColumn, NoTarget: f.NoTarget, NoID: f.NoID, GroupColumn: f.Group,
		Tasks: tasks, Usual: usual, Multi: f.Multi, Separator: f.Separator, Split: f.Split, ToMeasure: toMeasure,
	})
}

// checkAverage refuses a label that neither the corpus nor the model has.
func (f *corpusFlags) checkAverage(labelled *corpus.Corpus, model *classify.Model) error {
	var labels []string
	for i := range labelled.Tasks {
		labels = append(labels, labelled.Labels(i)...)
	}
	if model != nil {
		labels = append(labels, labelsOf(model)...)
	}
	slices.Sort(labels)
	for _, label := range f.Average {
		if !slices.Contains(labels, label) {
			return &table.Error{Msg: "--average: there is no label " + table.Quote(label),
				Hint: "the labels are " + table.QuoteList(slices.Compact(labels))}
		}
	}
	return nil
}

// tasks takes NAME=COLUMN apart; NAME alone is a column of that name.
func (f *corpusFlags) tasks() ([]corpus.Task, error) {
	var tasks []corpus.Task
	for _, flag := range f.Task {
		name, column, _ := strings.Cut(flag, "=")
		if name == "" {
			return nil, errUsage{error: fmt.Errorf("--task is %q, and must be NAME=COLUMN", flag)}
		}
		tasks = append(tasks, corpus.Task{Name: name, Column: column})
	}
	return tasks, nil
}
