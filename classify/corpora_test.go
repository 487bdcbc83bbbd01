package classify

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"rhetor/classify/corpus"
	"rhetor/features"
	"rhetor/models"
)

// The generated corpora: sentences of a subject, a cue that gives the label away most of the time, and an
// object, each picked at random.
var (
	subjects = strings.Fields("ministers nurses farmers drivers judges editors bankers teachers voters pilots")
	objects  = strings.Fields("harbour budget railway museum pension tunnel orchard vaccine ballot reservoir bakery stadium")
	targets  = []string{"the harbour plan", "the new railway", "school meals"}
	topics   = strings.Fields("economy health transport")
	cues     = map[string][]string{
		"accusation": {"lied about", "stole from", "concealed the truth about", "betrayed"},
		"neutral":    {"met on Tuesday to discuss", "published figures on", "opened", "surveyed"},
		"praise":     {"splendidly rebuilt", "deserve thanks for", "bravely rescued", "worked wonders for"},
	}
	lexiconOfTests = []features.Entry{
		{Term: "stole", Category: "blame", Weight: 0.9}, {Term: "concealed the truth", Category: "blame", Weight: 1},
		{Term: "splendidly", Category: "praise", Weight: 0.8}, {Term: "never", Category: "negation", Weight: 1},
	}
)

// generated is a corpus of n sentences with a tone; noise is the share of rows whose tone is drawn blindly.
func generated(n int, seed uint64, noise float64) *corpus.Corpus {
	random := rand.New(rand.NewPCG(seed, 7))
	tones := []string{"accusation", "neutral", "praise"}
	c := &corpus.Corpus{Tasks: []corpus.Task{{Name: "tone", Column: "tone"}}, Files: []string{"generated.csv"}}
	for i := range n {
		tone := tones[i%len(tones)]
		text := sentenceOf(random, tone)
		if random.Float64() < noise {
			tone = pickOne(random, tones)
		}
		c.Examples = append(c.Examples, corpus.Example{
			File: "generated.csv", Line: i + 2, Text: text, Weight: 1, Labels: [][]string{{tone}},
		})
	}
	return c
}

func sentenceOf(random *rand.Rand, tone string) string {
	return fmt.Sprintf("The %s %s the %s of %s.", pickOne(random, subjects), pickOne(random, cues[tone]),
		pickOne(random, objects), pickOne(random, subjects))
}

func pickOne(random *rand.Rand, from []string) string { return from[random.IntN(len(from))] }

// withTargets gives the rows targets and a stance toward them that agrees with the tone.
func withTargets(c *corpus.Corpus) *corpus.Corpus {
	c.HasTarget = true
	c.Tasks = append(c.Tasks, corpus.Task{Name: "stance", Column: "stance"})
	stances := map[string]string{"accusation": "against", "neutral": "neutral", "praise": "favor"}
	for i := range c.Examples {
		example := &c.Examples[i]
		example.Target = targets[i/3%len(targets)]
		example.Labels = append(example.Labels, []string{stances[example.Labels[0][0]]})
	}
	return c
}

// withTopics adds a multi-label task: each topic has its words; a row has none, one or more.
func withTopics(c *corpus.Corpus) *corpus.Corpus {
	c.Tasks = append(c.Tasks, corpus.Task{Name: "topic", Column: "topic", Multi: true})
	for i := range c.Examples {
		example := &c.Examples[i]
		var labels []string
		for k, topic := range topics {
			if i>>k&1 == 1 {
				labels = append(labels, topic)
				example.Text += " It concerns " + topic + "."
			}
		}
		example.Labels = append(example.Labels, labels)
	}
	return c
}

// everything is a corpus with targets and a multi-label task.
func everything(n int) *corpus.Corpus { return withTopics(withTargets(generated(n, 3, 0.1))) }

// labelled is a corpus with one task of the labels given, one a text.
func labelled(texts, labels []string) *corpus.Corpus {
	c := &corpus.Corpus{Tasks: []corpus.Task{{Name: "tone", Column: "tone"}}, Files: []string{"inline.csv"}}
	for i, text := range texts {
		c.Examples = append(c.Examples, corpus.Example{Text: text, Weight: 1, Labels: [][]string{{labels[i]}}})
	}
	return c
}

// small are settings that make small models.
func small(learner string) Settings {
	s := Default
	s.Learner = learner
	s.Folds = 3
	s.Features.Stems, s.Features.Forms, s.Features.CharMin, s.Features.CharMax = 2, 1, 3, 3
	return s
}

// train trains a model or fails.
func train(t testing.TB, c *corpus.Corpus, lexicon []features.Entry, s Settings) *Model {
	t.Helper()
	trainer, err := NewTrainer(c, lexicon, s)
	if err != nil {
		t.Fatal(err)
	}
	m, err := trainer.Train(nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// written is the model as a file's content.
func written(t testing.TB, m *Model) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := m.Write(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// reread is the model after it was written and read.
func reread(t testing.TB, m *Model) *Model {
	t.Helper()
	again, err := ReadModel(bytes.NewReader(written(t, m)))
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// onCores runs do with so many cores.
func onCores(n int, do func()) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
	do()
}

// eachLearner runs a subtest for every learner.
func eachLearner(t *testing.T, do func(t *testing.T, learner string)) {
	for _, learner := range models.LearnerNames() {
		t.Run(learner, func(t *testing.T) { do(t, learner) })
	}
}

// unseenSentences are sentences of all sorts, by seed: generated, negated, quoted, odd.
func unseenSentences(n int) []string {
	random := rand.New(rand.NewPCG(11, 13))
	tones := slices.Sorted(func(yield func(string) bool) {
		for tone := range cues {
			if !yield(tone) {
				return
			}
		}
	})
	sentences := []string{
		"…", "—", "?", "Zyx qwv.", "“They never stole it,” she said.", "NEVER!!! 12,000 #harbour @nurse https://example.com 🙂",
		"  The nurses stole the harbour, and splendidly.  ", "Ünïcödé naïve façade 東京 — harbour.",
	}
	for range n {
		sentence := sentenceOf(random, pickOne(random, tones))
		if random.IntN(4) == 0 {
			sentence = "“" + sentence + "” It concerns " + pickOne(random, topics) + ", never " + pickOne(random, objects) + "!"
		}
		sentences = append(sentences, sentence)
	}
	return sentences
}

// rejects fails the test unless err says all of the parts.
func rejects(t testing.TB, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error; want one with %q", parts)
		return
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not say %q", err, part)
		}
	}
}
