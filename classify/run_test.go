package classify

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rhetor/classify/document"
	"rhetor/classify/result"
	"rhetor/features"
)

// run labels documents and returns all results.
func run(t testing.TB, m *Model, options Options, documents ...document.Document) []result.Sentence {
	t.Helper()
	var results []result.Sentence
	if err := m.Run(sourceOf(documents), options, func(s result.Sentence) error {
		results = append(results, s)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return results
}

// sourceOf hands on documents.
func sourceOf(documents []document.Document) Source {
	return func(emit func(document.Document) error) error {
		for _, d := range documents {
			if err := emit(d); err != nil {
				return err
			}
		}
		return nil
	}
}

// manyDocuments are more than one batch, of uneven lengths.
func manyDocuments() []document.Document {
	var documents []document.Document
	sentences := unseenSentences(300)
	for i := range 60 {
		text := strings.Join(sentences[i:i+i%7*30], " ")
		if i == 30 {
			text = strings.Repeat(text+"\n\n", 1000)[:batchBytes/20]
			text = strings.ToValidUTF8(text, "")
		}
		documents = append(documents, document.Document{
			Name: fmt.Sprintf("%d.txt", i), Row: i, Text: text, Metadata: document.Fields{{Name: "n", Value: fmt.Sprint(i)}},
		})
	}
	return documents
}

// The results of many documents are the same on one core and on two, and come in order.
func TestRunDoesNotDependOnTheCores(t *testing.T) {
	m := train(t, everything(180), lexiconOfTests, small("nbsvm"))
	documents := manyDocuments()
	var one, two []result.Sentence
	onCores(1, func() { one = run(t, m, Options{Evidence: 2}, documents...) })
	onCores(2, func() { two = run(t, m, Options{Evidence: 2}, documents...) })
	if !reflect.DeepEqual(one, two) {
		t.Error("the results differ")
	}
	row, number := 0, 0
	for _, s := range one {
		if s.Row < row || s.Row == row && s.Sentence != number+1 || s.Row > row && s.Sentence != 1 {
			t.Fatalf("sentence %d of row %d follows sentence %d of row %d", s.Sentence, s.Row, number, row)
		}
		row, number = s.Row, s.Sentence
		if documents[row].Name != s.Document || s.Metadata[0].Value != fmt.Sprint(row) || documents[row].Text[s.Start:s.End] != s.Text {
			t.Fatalf("%+v is not of document %d", s, row)
		}
	}
}

func TestRunStopsAtTheFirstError(t *testing.T) {
	m := train(t, generated(60, 1, 0), nil, small("bayes"))
	full, calls := errors.New("disk full"), 0
	err := m.Run(sourceOf(manyDocuments()), Options{}, func(result.Sentence) error {
		calls++
		return full
	})
	if err != full || calls != 1 {
		t.Errorf("error is %v after %d results", err, calls)
	}
}

func TestRunOptions(t *testing.T) {
	m := train(t, everything(180), lexiconOfTests, small("nbsvm"))
	results := run(t, m, Options{Target: "from the option", MinProbability: 1.01},
		document.Document{Text: "The nurses stole the harbour.", Target: "from the document"},
		document.Document{Text: "The nurses stole the harbour."})
	if results[0].Target != "from the document" || results[1].Target != "from the option" {
		t.Errorf("targets are %q and %q", results[0].Target, results[1].Target)
	}
	for _, p := range results[0].Tasks {
		if p.Label != result.Uncertain || p.Probability <= 0 || p.Probability != highest(p) {
			t.Errorf("%s is %q with %v; want uncertain, with the highest probability", p.Task, p.Label, p.Probability)
		}
	}
	for _, p := range run(t, m, Options{MinProbability: results[0].Tasks[0].Probability}, document.Document{Text: "The nurses stole the harbour.", Target: "from the document"})[0].Tasks[:1] {
		if p.Label == result.Uncertain {
			t.Errorf("%s is uncertain at exactly the probability asked for", p.Task)
		}
	}
}

func highest(p result.Prediction) float64 {
	most := 0.0
	for _, label := range p.Probabilities {
		most = max(most, label.Probability)
	}
	return most
}

// The target decides: the same words toward two targets that were taught opposite stances.
func TestRunTargetChangesTheStance(t *testing.T) {
	c := withTargets(generated(300, 9, 0))
	for i := range c.Examples {
		example := &c.Examples[i]
		if example.Target == targets[1] { // praise of anything is against the railway
			example.Labels[1] = []string{map[string]string{"favor": "against", "against": "favor", "neutral": "neutral"}[example.Labels[1][0]]}
		}
	}
	m := train(t, c, lexiconOfTests, small("nbsvm"))
	text := "The farmers splendidly rebuilt the museum of nurses."
	for target, want := range map[string]string{targets[0]: "favor", targets[1]: "against", targets[2]: "favor"} {
		if got := m.Explain(text, Options{Target: target})[1].Prediction.Label; got != want {
			t.Errorf("stance toward %s is %s; want %s", target, got, want)
		}
	}
}

func TestRunMultiLabel(t *testing.T) {
	m := train(t, everything(240), lexiconOfTests, small("nbsvm"))
	for text, want := range map[string][]string{
		"The nurses opened the harbour. It concerns economy. It concerns health.": {"economy", "health"},
		"The nurses opened the harbour. It concerns transport.":                   {"transport"},
		"The nurses opened the harbour of farmers.":                               {},
	} {
		p := m.Explain(text, Options{})[2].Prediction
		if !reflect.DeepEqual(p.Labels, want) {
			t.Errorf("%q: labels are %q; want %q (%+v)", text, p.Labels, want, p.Probabilities)
		}
		for _, label := range p.Probabilities {
			if has := label.Probability >= 0.5; has != strings.Contains(fmt.Sprint(p.Labels), label.Label) {
				t.Errorf("%q: %s has %v and labels are %q", text, label.Label, label.Probability, p.Labels)
			}
		}
	}
}

func TestRunOddDocuments(t *testing.T) {
	m := train(t, everything(180), lexiconOfTests, small("nbsvm"))
	for _, text := range []string{"...", "—", "…", "\u200b", "?!", "\n\n-\n\n", "🙂", "a"} {
		for _, whole := range []bool{false, true} {
			for _, s := range run(t, m, Options{Evidence: 3, Target: "—"}, document.Document{Text: text, Whole: whole}) {
				checkProbabilities(t, text, s.Tasks)
			}
		}
	}
	for _, text := range []string{"", "\n \n"} {
		if results := run(t, m, Options{}, document.Document{Text: text}); len(results) != 0 {
			t.Errorf("%q has %d sentences", text, len(results))
		}
	}
	if results := run(t, m, Options{}); results != nil {
		t.Errorf("no documents have results %v", results)
	}
}

func TestRunLongParagraph(t *testing.T) {
	m := train(t, everything(180), lexiconOfTests, small("nbsvm"))
	text := strings.TrimSpace(strings.Repeat("The nurses stole the harbour. ", 1000))
	results := run(t, m, Options{}, document.Document{Text: text})
	if len(results) != 1000 {
		t.Fatalf("%d sentences; want 1000", len(results))
	}
	for i, s := range results {
		if s.Sentence != i+1 || s.Paragraph != 1 || !reflect.DeepEqual(s.Tasks, results[0].Tasks) {
			t.Fatalf("sentence %d is %+v", i, s)
		}
	}
	one := run(t, m, Options{Evidence: -1}, document.Document{Text: text, Whole: true})
	if len(one) != 1 {
		t.Fatalf("%d sentences of a whole text", len(one))
	}
	checkProbabilities(t, "one long sentence", one[0].Tasks)
}

// checkProbabilities fails unless probabilities lie in [0,1] and, of a single-label task, sum to 1.
func checkProbabilities(t testing.TB, text string, tasks result.Tasks) {
	t.Helper()
	for _, p := range tasks {
		sum := 0.0
		for _, label := range p.Probabilities {
			sum += label.Probability
			if !(label.Probability >= 0 && label.Probability <= 1) {
				t.Errorf("%q: %s is %+v", text, p.Task, label)
			}
		}
		if p.Labels == nil && !(math.Abs(sum-1) < 1e-9) {
			t.Errorf("%q: probabilities of %s sum to %v", text, p.Task, sum)
		}
		if !(p.Probability == highest(p)) {
			t.Errorf("%q: probability of %s is %v; the highest is %v", text, p.Task, p.Probability, highest(p))
		}
	}
}

// Charged terms are told with their places; of two that overlap the longer stays. Plain categories and word classes
// are left out; a user's own category counts, of a term that a word class has too.
func TestRunLoadedTerms(t *testing.T) {
	lexicon := append(slices.Clone(lexiconOfTests),
		features.Entry{Term: "widow", Category: "family", Weight: 1},
		features.Entry{Term: "orphans", Category: "family", Weight: 1},
		features.Entry{Term: "orphans", Category: "our-own", Weight: 0.2})
	m := train(t, generated(60, 1, 0), lexicon, small("nbsvm"))
	text := "It rained. They never stole it, and concealed the truth. The widow has orphans."
	results := run(t, m, Options{}, document.Document{Text: text})
	var got []string
	for _, s := range results {
		if s.Loaded == nil {
			t.Errorf("loaded terms of %q are null in JSON", s.Text)
		}
		for _, term := range s.Loaded {
			got = append(got, fmt.Sprintf("%s %s %v %s", term.Term, term.Category, term.Negated, text[term.Start:term.End]))
		}
	}
	want := []string{"stole blame true stole", "concealed the truth blame false concealed the truth", "orphans our-own false orphans"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("loaded terms are %q; want %q", got, want)
	}
}
