package classify

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"rhetor/classify/document"
	"rhetor/classify/result"
	"rhetor/features"
)

// The bias and the contributions add up to the score to the last bit, in any order, for every label of every
// task of every learner, and still do when they went through JSON.
func TestExplainContributionsAddUpExactly(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	eachLearner(t, func(t *testing.T, learner string) {
		m := train(t, everything(180), lexiconOfTests, small(learner))
		for i, text := range unseenSentences(20) {
			for _, explanation := range m.Explain(text, Options{Target: targets[i%len(targets)]}) {
				for _, score := range explanation.Scores {
					checkSum(t, text, "as listed", score)
					slices.Reverse(score.Contributions)
					checkSum(t, text, "reversed", score)
					random.Shuffle(len(score.Contributions), func(a, b int) {
						score.Contributions[a], score.Contributions[b] = score.Contributions[b], score.Contributions[a]
					})
					checkSum(t, text, "shuffled", score)
					checkSum(t, text, "through JSON", throughJSON(t, score))
				}
			}
		}
	})
}

func checkSum(t *testing.T, text, order string, score LabelScore) {
	t.Helper()
	before, after := score.Bias, 0.0
	for _, c := range score.Contributions {
		before += c.Contribution
		after += c.Contribution
	}
	if after += score.Bias; before != score.Score || after != score.Score {
		t.Errorf("%q, %s: contributions of %s add up to %v, or %v with the bias last; score %v", text, order, score.Label, before, after, score.Score)
	}
}

func throughJSON(t *testing.T, score LabelScore) LabelScore {
	t.Helper()
	data, err := json.Marshal(score)
	if err != nil {
		t.Fatal(err)
	}
	var again LabelScore
	if err := json.Unmarshal(data, &again); err != nil {
		t.Fatal(err)
	}
	return again
}

// What is explained is what is classified: the same label, the same probabilities, the same evidence.
func TestExplainAgreesWithRunAndLabel(t *testing.T) {
	m := train(t, everything(180), lexiconOfTests, small("nbsvm"))
	labeler := m.NewLabeler(Options{Evidence: -1})
	for i, text := range unseenSentences(30) {
		target := targets[i%len(targets)]
		explanations := m.Explain(text, Options{Target: target})
		results := run(t, m, Options{Evidence: -1}, document.Document{Text: text, Whole: true, Target: target})
		if len(results) != 1 {
			t.Fatalf("%q: %d sentences of a whole text", text, len(results))
		}
		s := features.Whole(text)
		if labelled := labeler.Label(features.InputOf(text, s, target), s.Start); !reflect.DeepEqual(labelled, results[0].Tasks) {
			t.Errorf("%q: Label says %+v, Run %+v", text, labelled, results[0].Tasks)
		}
		for task, e := range explanations {
			if !reflect.DeepEqual(e.Prediction, results[0].Tasks[task]) {
				t.Errorf("%q: explained is %+v, classified %+v", text, e.Prediction, results[0].Tasks[task])
			}
			for label, score := range e.Scores {
				if got := results[0].Tasks[task].Probabilities[label]; got.Label != score.Label || got.Probability != score.Probability {
					t.Errorf("%q: explained is %s %v, classified %+v", text, score.Label, score.Probability, got)
				}
				if score.Label == e.Prediction.Label && !reflect.DeepEqual(score.Contributions, e.Prediction.Evidence) {
					t.Errorf("%q: contributions to the label are not its evidence", text)
				}
			}
		}
	}
}

// Evidence points at the text: what a stem, a word or a lexicon term stands for is found there.
func TestEvidencePointsAtTheText(t *testing.T) {
	m := train(t, everything(180), lexiconOfTests, small("nbsvm"))
	text := "  On Monday it rained. The nurses stole the “harbour budget”, the farmers splendidly rebuilt the RAILWAY!\n\nNurses stole."
	found := map[string]string{}
	for _, sentence := range run(t, m, Options{Evidence: -1, Target: targets[0]}, document.Document{Text: text}) {
		if text[sentence.Start:sentence.End] != sentence.Text {
			t.Errorf("sentence %q stands at %q", sentence.Text, text[sentence.Start:sentence.End])
		}
		for _, task := range sentence.Tasks {
			for _, e := range task.Evidence {
				if e.Start < sentence.Start || e.End > sentence.End || e.Start >= e.End {
					t.Fatalf("%+v is outside its sentence from %d to %d", e, sentence.Start, sentence.End)
				}
				found[e.Kind+":"+e.Feature] = text[e.Start:e.End]
			}
		}
	}
	for feature, want := range map[string]string{
		"word:RAILWAY": "RAILWAY", "word:farmers": "farmers", "stem:farmer splendid": "farmers splendidly", "lexicon:blame": "stole",
		"lexicon:praise": "splendidly", "word:harbour": "harbour",
	} {
		if found[feature] != want {
			t.Errorf("%s stands at %q; want %q", feature, found[feature], want)
		}
	}
}

// Offsets count from the start of the text that was given, white space and all.
func TestExplainOffsets(t *testing.T) {
	m := train(t, everything(180), lexiconOfTests, small("nbsvm"))
	text := " \n\t The nurses stole the harbour."
	for _, score := range m.Explain(text, Options{})[0].Scores {
		at := slices.IndexFunc(score.Contributions, func(e result.Evidence) bool { return e.Feature == "harbour" && e.Kind == WordEvidence })
		if at < 0 {
			t.Fatalf("the harbour is no evidence: %+v", score.Contributions)
		}
		if c := score.Contributions[at]; text[c.Start:c.End] != "harbour" {
			t.Errorf("harbour stands at %q", text[c.Start:c.End])
		}
	}
}

func TestEvidenceLimits(t *testing.T) {
	m := train(t, everything(180), lexiconOfTests, small("nbsvm"))
	d := document.Document{Text: "The nurses stole the harbour."}
	all := run(t, m, Options{Evidence: -1}, d)[0].Tasks
	for _, most := range []int{0, 1, 3, 1000} {
		for task, p := range run(t, m, Options{Evidence: most}, d)[0].Tasks {
			want := all[task].Evidence[:min(most, len(all[task].Evidence))]
			if len(want) != len(p.Evidence) || len(want) > 0 && !reflect.DeepEqual(p.Evidence, want) {
				t.Errorf("evidence limited to %d is %+v; want %+v", most, p.Evidence, want)
			}
			if p.Evidence == nil {
				t.Errorf("evidence limited to %d is null in JSON", most)
			}
		}
	}
	for _, task := range all {
		if !slices.IsSortedFunc(task.Evidence, func(a, b result.Evidence) int {
			return compareSizes(b.Contribution, a.Contribution)
		}) {
			t.Errorf("evidence of %s is not sorted by size", task.Task)
		}
	}
}

func compareSizes(a, b float64) int {
	if a, b := max(a, -a), max(b, -b); a < b {
		return -1
	} else if a > b {
		return 1
	}
	return 0
}

// The words that were taught as cues are what decides.
func TestExplainNamesTheCue(t *testing.T) {
	m := train(t, generated(120, 5, 0), lexiconOfTests, small("nbsvm"))
	e := m.Explain("The pilots betrayed the museum of drivers.", Options{})[0]
	if e.Prediction.Label != "accusation" {
		t.Fatalf("label is %q", e.Prediction.Label)
	}
	if first := e.Prediction.Evidence[0]; first.Start != len("The pilots ") || first.End != len("The pilots betrayed") {
		t.Errorf("the strongest evidence is %+v; want the word betrayed", first)
	}
}
