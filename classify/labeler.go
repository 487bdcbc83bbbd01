package classify

import (
	"rhetor/classify/result"
	"rhetor/features"
	"rhetor/models"
)

// Labeler labels sentences with a model. It reuses its memory and is not safe for use by several
// goroutines: give each its own.
type Labeler struct {
	model   *Model
	options Options
	reading *reading // the sentence last labelled
}

// Options says how sentences are labelled.
type Options struct {
	Target         string  // what stance is toward, where a document does not say
	MinProbability float64 // labels less probable become result.Uncertain
	Evidence       int     // pieces of evidence to give for each label; below 0: all
}

// NewLabeler returns a labeler.
func (m *Model) NewLabeler(options Options) *Labeler {
	return &Labeler{model: m, options: options, reading: newReading(m)}
}

// Blank is a sentence with every task and label of the model, and nothing in them: what formats with columns need
// to know of sentences to come.
func (m *Model) Blank() result.Sentence {
	var blank result.Sentence
	for i := range m.Tasks {
		p := result.Prediction{Task: m.Tasks[i].Name}
		for _, label := range m.Tasks[i].Labels {
			p.Probabilities = append(p.Probabilities, result.LabelProbability{Label: label})
		}
		blank.Tasks = append(blank.Tasks, p)
	}
	return blank
}

// Label is what every task says of a sentence. begin is where the sentence begins in its document: the
// evidence counts from there.
func (l *Labeler) Label(in features.Input, begin int) result.Tasks {
	l.reading.read(in)
	tasks := make(result.Tasks, len(l.model.Tasks))
	for i := range l.model.Tasks {
		tasks[i] = l.predict(i, in.Text, begin)
	}
	return tasks
}

func (l *Labeler) predict(task int, text string, begin int) result.Prediction {
	t := &l.model.Tasks[task]
	probabilities := t.Calibration.Probabilities(l.reading.scores(task))
	best := t.best(probabilities)
	p := result.Prediction{Task: t.Name, Label: t.Labels[best], Probability: probabilities[best]}
	p.Probabilities = make(result.Probabilities, 0, len(probabilities))
	for label, probability := range probabilities {
		p.Probabilities = append(p.Probabilities, result.LabelProbability{Label: t.Labels[label], Probability: probability})
	}
	if t.Multi {
		p.Labels = []string{}
		for _, label := range t.Decision.ChooseMulti(probabilities) {
			if probabilities[label] >= l.options.MinProbability {
				p.Labels = append(p.Labels, t.Labels[label])
			}
		}
	}
	if p.Probability < l.options.MinProbability {
		p.Label = result.Uncertain
	}
	p.Evidence = l.reading.evidence(task, best, text, begin, l.options.Evidence)
	return p
}

// best is the label of a single-label task; the most probable of a multi-label one.
func (t *Task) best(probabilities []float64) int {
	if t.Multi {
		return models.Best(probabilities)
	}
	return t.Decision.Choose(probabilities)
}
