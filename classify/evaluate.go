package classify

import (
	"fmt"
	"runtime"
	"slices"

	"rhetor/classify/corpus"
	"rhetor/models"
)

// Evaluate measures the model on labelled rows. Tasks of the corpus that the model does not have are an
// error; labels that the model never saw count as errors and are named in the evaluation. average lists the
// labels that the macro-F1 is taken over; a task that has none of them takes all that occur.
func (m *Model) Evaluate(c *corpus.Corpus, average []string, progress Progress) ([]*Evaluation, error) {
	outcomes, err := m.outcomes(c, average, progress)
	if err != nil {
		return nil, err
	}
	var evaluations []*Evaluation
	for _, o := range outcomes {
		evaluations = append(evaluations, o.evaluate())
	}
	return evaluations, nil
}

// outcomes labels every example and sets the labels beside the truth: one outcome a task of the corpus.
func (m *Model) outcomes(c *corpus.Corpus, average []string, progress Progress) ([]*outcome, error) {
	var tasks []*Task
	var labels [][]string
	for t, task := range c.Tasks {
		found := slices.IndexFunc(m.Tasks, func(t Task) bool { return t.Name == task.Name })
		if found < 0 {
			return nil, fmt.Errorf("the model has no task %q: it has %s", task.Name, m.TaskNames())
		}
		if m.Tasks[found].Multi != task.Multi {
			return nil, fmt.Errorf("task %q is multi-label in one of the model and the corpus, but not in the other", task.Name)
		}
		tasks = append(tasks, &m.Tasks[found])
		labels = append(labels, m.Tasks[found].Labels, c.Labels(t))
	}
	if err := checkAverage(average, labels...); err != nil {
		return nil, err
	}
	made := m.predictions(c, tasks, progress)
	var outcomes []*outcome
	for i, task := range tasks {
		outcomes = append(outcomes, task.outcome(c, i, made[i], m.Settings.Seed, average))
	}
	return outcomes, nil
}

// TaskNames lists the model's tasks.
func (m *Model) TaskNames() []string {
	var names []string
	for _, task := range m.Tasks {
		names = append(names, task.Name)
	}
	return names
}

// predictions labels every example: one a task.
func (m *Model) predictions(c *corpus.Corpus, tasks []*Task, progress Progress) []predictions {
	made, numbers := make([]predictions, len(tasks)), make([]int, len(tasks))
	for i, task := range tasks {
		made[i] = newPredictions(len(c.Examples))
		numbers[i] = slices.IndexFunc(m.Tasks, func(t Task) bool { return t.Name == task.Name })
	}
	workers := runtime.GOMAXPROCS(0)
	done := newSteps(progress, len(c.Examples))
	models.Parallel(workers, func(w int) {
		l := m.NewLabeler(Options{})
		for row := w; row < len(c.Examples); row += workers {
			in := inputOf(&c.Examples[row])
			l.reading.read(in)
			for i, task := range tasks {
				made[i].set(row, task.Calibration.Probabilities(l.reading.scores(numbers[i])), task.Multi, task.Decision)
			}
			done.step()
		}
	})
	return made
}

// outcome sets predictions beside the truth. Labels that the model does not have come after its own.
func (t *Task) outcome(c *corpus.Corpus, task int, made predictions, seed uint64, average []string) *outcome {
	o := &outcome{
		task: t.Name, multi: t.Multi, known: len(t.Labels), predictions: made,
		labels: slices.Clone(t.Labels), average: average, seed: seed,
	}
	for _, label := range c.Labels(task) {
		if !slices.Contains(t.Labels, label) {
			o.labels = append(o.labels, label)
		}
	}
	o.truth, o.groups, o.targets = classesOf(c, task, o.labels), groupsOf(c), targetsOf(c)
	return o
}
