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
	Output  string        `short:"o" placeholder:"MODEL" help:"Model file to write, whole or not at all."`
	Learner string        `default:"mixture" placeholder:"NAME" help:"One of bayes, bernoulli, logistic, mixture (of two nbsvm, svm and bayes), nbsvm, svm (${default})."`
	CV      int           `placeholder:"K" help:"Measure by K-fold cross-validation first."`
	MinRows int           `default:"2" placeholder:"N" help:"Leave features out that fewer than N rows have (${default}): 5 makes a model of a third of the size, and costs about 0.005 of macro-F1."`
	Fast    bool          `help:"Train in a fraction of the time: one learner (nbsvm in place of a mixture), its calibration learned on two folds and not five."`
	Search  time.Duration `placeholder:"DURATION" help:"Look for better settings for so long (10m, 1h30m), by macro-F1 on held-out rows of the corpus, before training."`
	Seed    uint64        `default:"1" help:"Seed of folds, learners and resampling (${default})."`
	Lexicon []string      `placeholder:"FILE" help:"A lexicon of your own, beside the embedded ones (repeatable): CSV with term, category, weight."`
}

// AfterApply refuses flags that make no sense.
func (cmd *trainCommand) AfterApply() error {
	if cmd.Output == "" && cmd.CV == 0 {
		return errors.New("nothing to do: give -o MODEL, --cv K, or both")
	}
	if cmd.Output == "-" && cmd.CV > 0 {
		return errors.New("--cv writes its tables to standard output: give -o the name of a file")
	}
	if err := cmd.checkSearch(); err != nil {
		return err
	}
	if cmd.MinRows < 1 || cmd.MinRows > 1000 {
		return fmt.Errorf("--min-rows is %d, and must be from 1 to 1000", cmd.MinRows)
	}
	if cmd.CV < 0 || cmd.CV == 1 || cmd.CV > 1000 {
		return fmt.Errorf("--cv is %d, and must be from 2 to 1000", cmd.CV)
	}
	if !slices.Contains(models.LearnerNames(), cmd.Learner) {
		return fmt.Errorf("--learner is %q, and must be one of %s", cmd.Learner, strings.Join(models.LearnerNames(), ", "))
	}
	return nil
}

// checkSearch refuses a search that cannot be run. Cross-validation would have to search anew in every fold.
func (cmd *trainCommand) checkSearch() error {
	switch {
	case cmd.Search < 0:
		return fmt.Errorf("--search is %v, and must be above 0", cmd.Search)
	case cmd.Search > 0 && cmd.Fast:
		return errors.New("--search takes time and --fast saves it: give one of them")
	case cmd.Search > 0 && cmd.CV > 0:
		return errors.New("--cv would measure settings that its rows helped to find: leave out --search, or measure the model with evaluate on rows kept apart")
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
	trainer, err := classify.NewTrainer(labelled, entries, cmd.settings())
	if err != nil || cmd.Search == 0 {
		return trainer, err
	}
	return cmd.search(c, trainer)
}

// settings is what to begin with: the default, or what the flags ask for.
func (cmd *trainCommand) settings() classify.Settings {
	settings := classify.Default
	settings.Learner, settings.Seed, settings.Features.MinRows = cmd.Learner, cmd.Seed, cmd.MinRows
	if cmd.Fast {
		return settings.Fast()
	}
	return settings
}

// search looks for better settings, and tells of each trial as it ends.
func (cmd *trainCommand) search(c *console, trainer *classify.Trainer) (*classify.Trainer, error) {
	tried := func(t classify.Trial) {
		fmt.Fprintf(c.stderr, "rhetor: search: %s: macro-F1 %.4f in %.1f s%s\n", t.Change, t.MacroF1, t.Took.Seconds(), t.Note())
	}
	begin := time.Now()
	best, trials, err := trainer.Search(begin.Add(cmd.Search), tried)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(c.stderr, "rhetor: search: tried %s in %.1f s\n", count(trials, "setting", "settings"), time.Since(begin).Seconds())
	best.Measured = fmt.Sprintf("the best of %s on these very rows, and so too high", count(trials, "setting", "settings"))
	return best, nil
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
