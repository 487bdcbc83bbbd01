package classify

import (
	"rhetor/classify/result"
	"rhetor/features"
)

// Explanation is all that one task's label of one sentence was made of.
type Explanation struct {
	Prediction result.Prediction
	Scores     []LabelScore // in the order of the task's labels
}

// LabelScore is one label's score: Bias and all contributions add up to Score, exactly, in any order.
type LabelScore struct {
	Label         string
	Bias          float64
	Contributions []result.Evidence // the strongest first
	Score         float64
	Probability   float64
}

// Explain takes a text as one sentence and explains every task's label.
func (m *Model) Explain(text string, options Options) []Explanation {
	options.Evidence = -1
	l := m.NewLabeler(options)
	sentence := features.Whole(text)
	in := features.InputOf(text, sentence, options.Target)
	var explanations []Explanation
	for i, prediction := range l.Label(in, sentence.Start) {
		explanations = append(explanations, l.explain(i, prediction, in.Text, sentence.Start))
	}
	return explanations
}

// explain takes the scores of the labelled sentence apart.
func (l *Labeler) explain(task int, prediction result.Prediction, text string, begin int) Explanation {
	e := Explanation{Prediction: prediction}
	t, scores := &l.model.Tasks[task], l.reading.scores(task)
	for label, name := range t.Labels {
		e.Scores = append(e.Scores, LabelScore{
			Label: name, Bias: onGrid(t.Linear.Bias[label]), Score: scores[label],
			Contributions: l.reading.evidence(task, label, text, begin, -1),
			Probability:   prediction.Probabilities[label].Probability,
		})
	}
	return e
}
