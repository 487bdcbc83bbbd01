package main

import (
	"fmt"
	"slices"

	"rhetor/classify"
	"rhetor/classify/corpus"
	"rhetor/classify/table"
)

type evaluateCommand struct {
	corpusFlags
	Model string `short:"m" placeholder:"FILE" help:"Model to measure; the embedded one where none is named."`
}

// Run labels the corpus and measures the labels.
func (cmd *evaluateCommand) Run(c *console) error {
	model, err := loadModel(cmd.Model)
	if err != nil {
		return err
	}
	labelled, err := cmd.labelled(c, model)
	if err != nil {
		return err
	}
	if err := cmd.checkAverage(labelled, model); err != nil {
		return err
	}
	if labelled.Fingerprint() == model.Card.Fingerprint {
		fmt.Fprintln(c.stderr, "rhetor: the model was trained on these very rows: on others it will do worse")
	}
	progress, clear := c.progress("evaluate")
	evaluations, err := model.Evaluate(labelled, cmd.Average, progress)
	clear()
	if err != nil {
		return err
	}
	for _, e := range evaluations {
		if len(e.Unseen) > 0 {
			fmt.Fprintf(c.stderr, "rhetor: %s: the model never saw the labels %s; their rows count as errors\n",
				e.Task, table.QuoteList(e.Unseen))
		}
	}
	return c.showEvaluations(fmt.Sprintf("%d rows", len(labelled.Examples)), evaluations, cmd.Format)
}

// labelled reads the corpus. Tasks that no flag names are the model's own, and a task is multi-label where
// the model's is.
func (cmd *evaluateCommand) labelled(c *console, model *classify.Model) (*corpus.Corpus, error) {
	var usual []corpus.Task
	named, err := cmd.tasks()
	if err != nil {
		return nil, err
	}
	for _, task := range named {
		if !slices.Contains(model.TaskNames(), task.Name) {
			return nil, &table.Error{Msg: "the model has no task " + table.Quote(task.Name),
				Hint: "its tasks are " + table.QuoteList(model.TaskNames())}
		}
	}
	for _, task := range model.Tasks {
		if slices.Contains(cmd.Multi, task.Name) && !task.Multi {
			return nil, &table.Error{Msg: "the model's task " + table.Quote(task.Name) + " has one label a row",
				Hint: "leave out --multi " + task.Name}
		}
		usual = append(usual, corpus.Task{Name: task.Name, Multi: task.Multi})
		for _, flag := range named {
			if flag.Name == task.Name && task.Multi {
				cmd.Multi = append(cmd.Multi, task.Name)
			}
		}
	}
	return cmd.read(c, usual, true)
}
