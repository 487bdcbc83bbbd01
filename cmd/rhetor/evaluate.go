package main

import (
	"fmt"
	"slices"
	"strings"

	"rhetor/classify"
	"rhetor/classify/corpus"
	"rhetor/classify/table"
)

type evaluateCommand struct {
	corpusFlags
	Model []string `short:"m" placeholder:"FILE" sep:"none" help:"Model to measure; the embedded one where none is named. Given twice, the models are compared: is the second better than the first?"`
}

// AfterApply refuses more models than can be compared.
func (cmd *evaluateCommand) AfterApply() error {
	if len(cmd.Model) > 2 {
		return fmt.Errorf("-m is given %d times: one model is measured, two are compared", len(cmd.Model))
	}
	return nil
}

// Run labels the corpus and measures the labels.
func (cmd *evaluateCommand) Run(c *console) error {
	if len(cmd.Model) == 2 {
		return cmd.compare(c)
	}
	model, err := loadModel(strings.Join(cmd.Model, "")) // one or none
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
	named, err := cmd.tasks()
	if err != nil {
		return nil, err
	}
	if err := cmd.checkTasks(named, model); err != nil {
		return nil, err
	}
	return cmd.readTasks(c, named, model.Tasks)
}

// checkTasks refuses flags that do not fit the model: a task that it does not have, or that is not multi-label.
func (cmd *evaluateCommand) checkTasks(named []corpus.Task, model *classify.Model) error {
	for _, task := range named {
		if !slices.Contains(model.TaskNames(), task.Name) {
			return &table.Error{Msg: "the model has no task " + table.Quote(task.Name),
				Hint: "its tasks are " + table.QuoteList(model.TaskNames())}
		}
	}
	for _, task := range model.Tasks {
		if slices.Contains(cmd.Multi, task.Name) && !task.Multi {
			return &table.Error{Msg: "the model's task " + table.Quote(task.Name) + " has one label a row",
				Hint: "leave out --multi " + task.Name}
		}
	}
	return nil
}

// readTasks reads the corpus as the tasks given say: those that flags name, or else those it has columns of.
func (cmd *evaluateCommand) readTasks(c *console, named []corpus.Task, tasks []classify.Task) (*corpus.Corpus, error) {
	var usual []corpus.Task
	for _, task := range tasks {
		usual = append(usual, corpus.Task{Name: task.Name, Multi: task.Multi})
		for _, flag := range named {
			if flag.Name == task.Name && task.Multi {
				cmd.Multi = append(cmd.Multi, task.Name)
			}
		}
	}
	return cmd.read(c, usual, true)
}
