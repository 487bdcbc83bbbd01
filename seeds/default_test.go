package seeds_test

import (
	"bytes"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"rhetor/classify"
	"rhetor/classify/corpus"
	"rhetor/seeds"
)

// The embedded model is what the go:generate line of seeds.go makes of the embedded corpus.
func TestDefaultModelIsUpToDate(t *testing.T) {
	source, err := os.ReadFile("seeds.go")
	if err != nil {
		t.Fatal(err)
	}
	files, options, settings := generateLine(t, string(source))
	c, err := corpus.Read(onDisk(t, files), nil, options)
	if err != nil {
		t.Fatal(err)
	}
	lexicon, err := classify.DefaultLexicon()
	if err != nil {
		t.Fatal(err)
	}
	trainer, err := classify.NewTrainer(c, lexicon, settings)
	if err != nil {
		t.Fatal(err)
	}
	model, err := trainer.Train(nil)
	if err != nil {
		t.Fatal(err)
	}
	var made bytes.Buffer
	if err := model.Write(&made); err != nil {
		t.Fatal(err)
	}
	if runtime.GOARCH != "amd64" {
		t.Skip("the embedded model is made on amd64: exp and log differ in their last bits elsewhere")
	}
	if !bytes.Equal(made.Bytes(), seeds.DefaultModel) {
		t.Errorf("default.safetensors is not what the corpus makes (%d bytes, %d made): run: go generate ./seeds",
			len(seeds.DefaultModel), made.Len())
	}
}

// generateLine is the command by which the default model is made: its files, how they are read, and how
// training is set. Flags that are not known here fail the test.
func generateLine(t *testing.T, source string) (files []string, options corpus.Options, settings classify.Settings) {
	t.Helper()
	_, line, found := strings.Cut(source, "\n//go:generate go run ../cmd/rhetor train ")
	if !found {
		t.Fatal("seeds.go has no go:generate line that runs rhetor train")
	}
	line, _, _ = strings.Cut(line, "\n")
	settings = classify.Default
	output, minRows := "", strconv.Itoa(settings.Features.MinRows)
	values := map[string]*string{"-o": &output, "--group": &options.GroupColumn, "--learner": &settings.Learner, "--min-rows": &minRows}
	for words := strings.Fields(line); len(words) > 0; words = words[1:] {
		switch value := values[words[0]]; {
		case value != nil && len(words) > 1:
			*value, words = words[1], words[1:]
		case words[0] == "--no-target":
			options.NoTarget = true
		case strings.HasPrefix(words[0], "-"):
			t.Fatalf("the go:generate line has the flag %s, which this test does not know", words[0])
		default:
			files = append(files, words[0])
		}
	}
	var err error
	if settings.Features.MinRows, err = strconv.Atoi(minRows); err != nil {
		t.Fatal(err)
	}
	if output != "default.safetensors" {
		t.Errorf("the model is written to %q", output)
	}
	return files, options, settings
}

// The default model does what it is there for.
func TestDefaultModelLabels(t *testing.T) {
	m, err := classify.DefaultModel()
	if err != nil {
		t.Fatal(err)
	}
	if names := strings.Join(m.TaskNames(), " "); names != "stance tone" || m.Card.HasTarget {
		t.Errorf("tasks are %q, has targets: %v", names, m.Card.HasTarget)
	}
	allowed := vocabulary(t)
	for _, task := range m.Tasks {
		if len(task.Labels) != len(allowed[task.Name]) {
			t.Errorf("%s has the labels %q; the codebook has %q", task.Name, task.Labels, allowed[task.Name])
		}
	}
	for text, tone := range map[string]string{
		"The committee will publish the figures on Tuesday.":                          "neutral",
		"The minister lied to parliament about the contract and hid the evidence.":    "accusation",
		"We must act now: call on your representative to vote against this bill.":     "appeal",
		"If nothing is done, the flood will destroy the town and thousands will die.": "alarm",
	} {
		if p := m.Explain(text, classify.Options{})[1].Prediction; p.Label != tone {
			t.Errorf("%q is %s with %.2f; want %s", text, p.Label, p.Probability, tone)
		}
	}
	c := starter(t)
	evaluations, err := m.Evaluate(c, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range evaluations {
		if e.MacroF1.Value < 0.8 {
			t.Errorf("%s: macro-F1 on its own corpus is %.3f", e.Task, e.MacroF1.Value)
		}
		if held := m.Card.Evaluations[i]; held.MacroF1.Value < 0.5 || held.Reliability.ECE > 0.1 || held.Rows != len(c.Examples) {
			t.Errorf("%s: held out, macro-F1 is %.3f, ECE %.3f on %d rows", e.Task, held.MacroF1.Value, held.Reliability.ECE, held.Rows)
		}
	}
}
