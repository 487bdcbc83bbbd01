package classify

import (
	"fmt"
	"math"
	"testing"

	"rhetor/classify/corpus"
	"rhetor/classify/document"
	"rhetor/classify/result"
)

// Probabilities are probabilities, whatever the learner and the text.
func TestProbabilities(t *testing.T) {
	eachLearner(t, func(t *testing.T, learner string) {
		m := train(t, everything(180), lexiconOfTests, small(learner))
		for _, text := range unseenSentences(60) {
			for _, s := range run(t, m, Options{Target: "the moon"}, document.Document{Text: text}) {
				checkProbabilities(t, text, s.Tasks)
			}
		}
	})
}

// Where texts say nothing, labels are as probable as they were frequent.
func TestProbabilitiesWithoutFeatures(t *testing.T) {
	c := withoutFeatures(map[string]int{"against": 60, "favor": 30, "neutral": 10})
	eachLearner(t, func(t *testing.T, learner string) {
		m := train(t, c, nil, small(learner))
		for _, label := range m.Explain("Wholly unheard-of things.", Options{})[0].Prediction.Probabilities {
			want := map[string]float64{"against": 0.6, "favor": 0.3, "neutral": 0.1}[label.Label]
			if math.Abs(label.Probability-want) > 0.05 {
				t.Errorf("%s has %.3f; its share is %.1f", label.Label, label.Probability, want)
			}
		}
	})
}

// withoutFeatures is a corpus whose texts are one word each, found in no other row.
func withoutFeatures(n map[string]int) *corpus.Corpus {
	var texts, labels []string
	for _, label := range []string{"against", "favor", "neutral"} {
		for range n[label] {
			k := len(texts)
			texts = append(texts, fmt.Sprintf("%c%c%c", 'а'+k%32, 'א'+k%27, 'Ა'+k))
			labels = append(labels, label)
		}
	}
	return labelled(texts, labels)
}

// A sentence of which the model knows nothing is labelled without certainty.
func TestProbabilitiesOfAnUnknownSentence(t *testing.T) {
	eachLearner(t, func(t *testing.T, learner string) {
		m := train(t, generated(300, 1, 0.1), lexiconOfTests, small(learner))
		known := m.Explain("The farmers splendidly rebuilt the museum of nurses.", Options{})[0].Prediction
		unknown := m.Explain("Ωμέγα Ψυχή Φιλία.", Options{MinProbability: 0.75})[0].Prediction
		if known.Label != "praise" || known.Probability < 0.75 {
			t.Errorf("known is %s with %.3f", known.Label, known.Probability)
		}
		if unknown.Label != result.Uncertain || unknown.Probability > 0.7 {
			t.Errorf("unknown is %s with %.3f (%v)", unknown.Label, unknown.Probability, unknown.Probabilities)
		}
	})
}

// Where one label in four is drawn blindly, no learner can be right more often than 0.833, and what the card
// says of the model, measured on held-out rows, holds for new rows too: how often it is right, and how far
// its probabilities can be taken at their word.
func TestProbabilitiesOfNewRowsAreAsTheCardSays(t *testing.T) {
	eachLearner(t, func(t *testing.T, learner string) {
		m := train(t, generated(600, 1, 0.25), lexiconOfTests, small(learner))
		card, e := m.Card.Evaluations[0], evaluate(t, m, generated(1500, 99, 0.25))[0]
		if e.Accuracy.Value < card.Accuracy.Low || e.Accuracy.Value > card.Accuracy.High {
			t.Errorf("accuracy is %.3f; the card says %+v", e.Accuracy.Value, card.Accuracy)
		}
		if e.Reliability.ECE > 0.15 || e.Reliability.ECE > card.Reliability.ECE+0.04 {
			t.Errorf("ECE is %.3f; the card says %.3f", e.Reliability.ECE, card.Reliability.ECE)
		}
	})
}
