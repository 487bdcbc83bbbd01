package classify

import (
	"math"

	"rhetor/classify/result"
	"rhetor/features"
	"rhetor/models"
)

// Labeler labels sentences with a model. It reuses its memory and is not safe for use by several
// goroutines: give each its own.
type Labeler struct {
	model       *Model
	options     Options
	extractor   *features.Extractor
	occurrences []features.Occurrence
}

// Options says how sentences are labelled.
type Options struct {
	Target         string  // what stance is toward, where a document does not say
	MinProbability float64 // labels less probable become result.Uncertain
	Evidence       int     // pieces of evidence to give for each label; below 0: all
}

// NewLabeler returns a labeler.
func (m *Model) NewLabeler(options Options) *Labeler {
	return &Labeler{
		model: m, options: options,
		extractor: features.NewExtractor(m.Settings.Features, m.Lexicon, m.Crossed),
	}
}

// Label is what every task says of a sentence. begin is where the sentence begins in its document: the
// evidence counts from there.
func (l *Labeler) Label(in features.Input, begin int) result.Tasks {
	l.occurrences = l.model.Vocabulary.Occurrences(l.occurrences[:0], l.extractor, in)
	tasks := make(result.Tasks, len(l.model.Tasks))
	for i := range l.model.Tasks {
		tasks[i] = l.predict(&l.model.Tasks[i], in.Text, begin)
	}
	return tasks
}

func (l *Labeler) predict(t *Task, text string, begin int) result.Prediction {
	probabilities := t.Calibration.Probabilities(t.scores(l.occurrences))
	best := t.best(probabilities)
	p := result.Prediction{Task: t.Name, Label: t.Labels[best], Probability: probabilities[best]}
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
	p.Evidence = t.evidence(l.model.Vocabulary, l.occurrences, best, text, begin, l.options.Evidence)
	return p
}

// best is the label of a single-label task; the most probable of a multi-label one.
func (t *Task) best(probabilities []float64) int {
	if t.Multi {
		return models.Best(probabilities)
	}
	return t.Decision.Choose(probabilities)
}

// scores is every label's bias plus its contributions.
func (t *Task) scores(occurrences []features.Occurrence) []float64 {
	scores := make([]float64, len(t.Labels))
	for label, bias := range t.Linear.Bias {
		scores[label] = onGrid(bias)
	}
	for _, o := range occurrences {
		for label, weight := range t.Linear.Row(o.Column) {
			scores[label] += contribution(weight, o.Value)
		}
	}
	return scores
}

// contribution is what one occurrence of a feature adds to a score.
func contribution(weight float32, value float64) float64 {
	return onGrid(float64(weight) * value)
}

// grid is what every contribution is a multiple of. Sums of such numbers below 2^20 are exact in float64,
// so contributions add up to the score to the last bit, in whatever order they are added.
const grid = 1.0 / (1 << 32)

func onGrid(x float64) float64 { return float64(math.Round(x/grid) * grid) }
