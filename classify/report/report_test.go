package report

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rhetor/classify/document"
	"rhetor/classify/result"
	"rhetor/features"
)

var update = flag.Bool("update", false, "write the golden files anew")

// everything shows all that a report for people can hold, on a narrow terminal.
func everything(format Format) Options {
	return Options{Format: format, Width: 80, Sentences: true, Summary: true}
}

// written returns what a report of some sentences looks like.
func written(t *testing.T, opt Options, sentences ...result.Sentence) string {
	t.Helper()
	var out bytes.Buffer
	w, err := New(&out, opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sentences {
		if err := w.Write(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// golden compares a report with a file under testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test -update writes it anew); got:\n%s", path, got)
	}
}

// tones are the labels of the task tone.
var tones = []string{"neutral", "loaded", "ridicule", "accusation", "alarm", "praise", "appeal"}

// say makes a sentence with both tasks; terms are found in its text.
func say(name string, number int, text, stance string, p float64, tone string, q float64, terms ...string) result.Sentence {
	s := result.Sentence{Document: name, Paragraph: 1, Sentence: number, Start: 1000, Text: text, Voice: features.Author}
	s.End = s.Start + len(text)
	s.Tasks = result.Tasks{
		predict("stance", stance, p, []string{"favor", "against", "neutral"}),
		predict("tone", tone, q, tones),
	}
	for _, term := range terms {
		at := s.Start + strings.Index(text, term)
		s.Loaded = append(s.Loaded, result.Term{Term: term, Category: "insult", Start: at, End: at + len(term)})
		s.Tasks[0].Evidence = append(s.Tasks[0].Evidence,
			result.Evidence{Feature: "stem:" + term, Kind: "stem", Contribution: 0.42, Start: at, End: at + len(term)})
	}
	return s
}

// predict makes a prediction that gives the other labels what is left, in equal parts.
func predict(task, label string, p float64, labels []string) result.Prediction {
	out := result.Prediction{Task: task, Label: label, Probability: p}
	for _, l := range labels {
		rest := (1 - p) / float64(len(labels)-1)
		if l == label {
			rest = p
		}
		out.Probabilities = append(out.Probabilities, result.LabelProbability{Label: l, Probability: rest})
	}
	return out
}

// inQuotes makes a sentence the words of somebody quoted.
func inQuotes(s result.Sentence) result.Sentence {
	s.Voice = features.Quoted
	s.Quotes = []features.Span{{Start: s.Start, End: s.End}}
	return s
}

// articles are the sentences of two articles.
func articles() []result.Sentence {
	return []result.Sentence{
		say("ferry.txt", 1, "The council will vote on the new ferry line on Tuesday.", "neutral", 0.93, "neutral", 0.97),
		say("ferry.txt", 2, "It is a reckless, heinous scheme that the harbour master’s cronies dreamed up over lunch, "+
			"and nobody was asked.", "against", 0.88, "accusation", 0.61, "reckless", "heinous", "cronies"),
		inQuotes(say("ferry.txt", 3, "“Only a heinous fool could oppose it,” said the mayor.", "favor", 0.55, "ridicule", 0.48, "heinous")),
		say("ferry.txt", 4, "Perhaps so.", "uncertain", 0.41, "neutral", 0.52),
		say("bakery.txt", 1, "The bakery’s bread is the best on the coast.", "favor", 0.9, "praise", 0.86),
	}
}

// rows are the sentences of a table.
func rows() []result.Sentence {
	first := say("coded.csv", 1, "Close the toll bridge now.", "against", 0.8, "appeal", 0.75)
	second := inQuotes(say("coded.csv", 1, "“-5 degrees,” she said.\n“Brrr.”", "neutral", 0.7, "neutral", 0.9))
	for i, s := range []*result.Sentence{&first, &second} {
		s.Row = i + 3
		s.Metadata = document.Fields{{Name: "outlet", Value: "=Post"}, {Name: "text", Value: "ours too"}}
	}
	first.Target, second.Target = "toll bridge", "winter"
	return []result.Sentence{first, second}
}

// topics makes a sentence with a multi-label task.
func topics(labels ...string) result.Sentence {
	s := say("topics.txt", 1, "Bread and ferries cost more.", "neutral", 0.9, "neutral", 0.9)
	p := predict("topic", "prices", 0.7, []string{"prices", "traffic"})
	p.Labels = append([]string{}, labels...)
	s.Tasks = result.Tasks{p}
	return s
}

// TestGolden writes every format that can be read.
func TestGolden(t *testing.T) {
	for _, format := range Formats {
		if format.IsBinary() {
			continue
		}
		t.Run(string(format), func(t *testing.T) {
			golden(t, "articles."+string(format), written(t, everything(format), articles()...))
			golden(t, "rows."+string(format), written(t, everything(format), rows()...))
			golden(t, "none."+string(format), written(t, everything(format)))
		})
	}
}

func TestUnknownFormat(t *testing.T) {
	if _, err := New(nil, Options{Format: "xml"}); err == nil {
		t.Error("no error")
	}
}

// broken refuses everything.
type broken struct{}

var errBroken = errors.New("broken pipe")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestWriteErrorReachesCaller(t *testing.T) {
	for _, format := range Formats {
		w, err := New(broken{}, everything(format))
		if err != nil {
			t.Fatal(err)
		}
		err = w.Write(articles()[0])
		if closed := w.Close(); err == nil {
			err = closed
		}
		if !errors.Is(err, errBroken) {
			t.Errorf("%s: %v", format, err)
		}
	}
}

func TestInputStaysUntouched(t *testing.T) {
	s := articles()[0]
	for _, format := range Formats {
		written(t, everything(format), s)
	}
	if s.Quotes != nil || s.Loaded != nil || s.Tasks[0].Evidence != nil {
		t.Error("a report changed the sentence it was given")
	}
}
