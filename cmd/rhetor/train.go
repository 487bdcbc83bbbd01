package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"rhetor/classify"
	"rhetor/models"
)

type trainCommand struct {
	corpusFlags
	Output  string   `short:"o" placeholder:"MODEL" help:"Model file to write, whole or not at all."`
	Learner string   `default:"mixture" placeholder:"NAME" help:"One of bayes, bernoulli, logistic, mixture (of nbsvm, svm and bayes), nbsvm, svm (${default})."`
	CV      int      `placeholder:"K" help:"Measure by K-fold cross-validation first."`
	Seed    uint64   `default:"1" help:"Seed of folds, learners and resampling (${default})."`
	Lexicon []string `placeholder:"FILE" help:"A lexicon of your own, beside the embedded ones (repeatable): CSV with term, category, weight."`
}

// AfterApply refuses flags that make no sense.
func (cmd *trainCommand) AfterApply() error {
	if cmd.Output == "" && cmd.CV == 0 {
		return errors.New("nothing to do: give -o MODEL, --cv K, or both")
	}
	if cmd.Output == "-" && cmd.CV > 0 {
		return errors.New("--cv writes its tables to standard output: give -o the name of a file")
	}
	if cmd.CV < 0 || cmd.CV == 1 || cmd.CV > 1000 {
		return fmt.Errorf("--cv is %d, and must be from 2 to 1000", cmd.CV)
	}
	if !slices.Contains(models.LearnerNames(), cmd.Learner) {
		return fmt.Errorf("--learner is %q, and must be one of %s", cmd.Learner, strings.Join(models.LearnerNames(), ", "))
	}
	return nil
}

// Run trains, measures first where asked to, and writes the model.
func (cmd *trainCommand) Run(c *console) error {
	begin := time.Now()
	trainer, err := cmd.trainer(c)
	if err != nil {
		return err
	}
	evaluations, err := cmd.crossValidate(c, trainer)
	if err != nil || cmd.Output == "" {
		return err
	}
	progress, clear := c.progress("train")
	model, err := trainer.Train(progress)
	clear()
	if err != nil {
		return err
	}
	if evaluations != nil {
		model.Card.Measured = cmd.measured()
		model.Card.Evaluations = evaluations
	}
	if err := c.writeOutput(cmd.Output, cmd.inputs(), func(w io.Writer) error { return model.Write(w) }); err != nil {
		return err
	}
	cmd.say(c, model, time.Since(begin))
	return nil
}

// trainer reads the corpus and the lexicons.
func (cmd *trainCommand) trainer(c *console) (*classify.Trainer, error) {
	if cmd.Output != "" {
		if err := checkOutput(cmd.Output, cmd.inputs()); err != nil {
			return nil, err
		}
	}
	entries, err := loadLexicon(cmd.Lexicon)
	if err != nil {
		return nil, err
	}
	labelled, err := cmd.read(c, nil, false)
	if err != nil {
		return nil, err
	}
	if err := cmd.checkAverage(labelled, nil); err != nil {
		return nil, err
	}
	settings := classify.Default
	settings.Learner, settings.Seed = cmd.Learner, cmd.Seed
	return classify.NewTrainer(labelled, entries, settings)
}

func (cmd *trainCommand) inputs() []string { return append(slices.Clone(cmd.Corpus), cmd.Lexicon...) }

// crossValidate measures and shows; nil where it was not asked for.
func (cmd *trainCommand) crossValidate(c *console, trainer *classify.Trainer) ([]*classify.Evaluation, error) {
	if cmd.CV == 0 {
		return nil, nil
	}
	progress, clear := c.progress("cross-validate")
	evaluations, err := trainer.CrossValidate(cmd.CV, cmd.Average, progress)
	clear()
	if err != nil {
		return nil, err
	}
	if err := c.showEvaluations(cmd.measured(), evaluations, cmd.Format); err != nil {
		return nil, err
	}
	return evaluations, c.stdout.Flush() // training may take a while
}

// measured says how cross-validation measured.
func (cmd *trainCommand) measured() string {
	measured := fmt.Sprintf("%d-fold cross-validation, seed %d", cmd.CV, cmd.Seed)
	if cmd.Group != "" {
		measured += ", grouped by " + cmd.Group
	}
	return measured
}

// say tells on standard error what was made.
func (cmd *trainCommand) say(c *console, model *classify.Model, took time.Duration) {
	fmt.Fprintf(c.stderr, "rhetor: wrote %s: %d rows, %d features, %s, in %.1f s\n",
		cmd.Output, model.Card.Rows, len(model.Vocabulary.Names), model.Settings.Learner, took.Seconds())
	for _, e := range model.Card.Evaluations {
		fmt.Fprintf(c.stderr, "rhetor: %s: macro-F1 %.3f, accuracy %.3f (%s)\n",
			e.Task, e.MacroF1.Value, e.Accuracy.Value, model.Card.Measured)
	}
}
