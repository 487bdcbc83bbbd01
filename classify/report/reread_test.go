package report

import (
	"bytes"
	"strings"
	"testing"

	"rhetor/classify/result"
)

// What is written as JSON lines and read back is written in the same bytes again, whatever the text.
func FuzzResultsReadBack(f *testing.F) {
	f.Add("a\"\\/<b>&\x00\x1f\u2028😀\n", 0.1, 3)
	f.Add("", 1e-7, 1)
	f.Fuzz(func(t *testing.T, text string, p float64, n int) {
		if p != p || p-p != 0 {
			return
		}
		text = strings.ToValidUTF8(text, "\ufffd") // as all text that is read
		s := documentedExample()
		s.Text, s.Document, s.Metadata[0].Name, s.Metadata[0].Value = text, text, text, text
		s.Row, s.Sentence, s.Tasks[0].Probability, s.Tasks[0].Evidence[0].Contribution = n, max(1, n), p, p
		s.Tasks[0].Task = "x" + text
		written, _ := appendJSONL(nil, &s)
		var again []byte
		err := result.Read("results.jsonl", bytes.NewReader(written), func(s result.Sentence) (err error) {
			again, err = appendJSONL(again, &s)
			return err
		})
		if err != nil || !bytes.Equal(written, again) {
			t.Errorf("%v\n%s\n%s", err, written, again)
		}
	})
}

func TestResultsThatAreNone(t *testing.T) {
	good, _ := appendJSONL(nil, ptr(documentedExample()))
	for text, says := range map[string]string{
		`{"text":"One."}`:                               "line 2",
		`{"document":"a","sentence":1,"tasks":[]}`:      "objects",
		`{"sentence":1,"tasks":{},"more":1}`:            "unknown field",
		`[1]`:                                           "not a result",
		`{"sentence":1,"tasks":{"a":{"label":1}}}`:      "task",
		`{"sentence":1,"tasks":{}} {}`:                  "something follows",
		`{"sentence":1,"tasks":{},"metadata":{"a":{}}}`: "cannot unmarshal",
		`{"sentence":0,"tasks":{}}`:                     "no sentence",
	} {
		err := result.Read("r.jsonl", strings.NewReader(string(good)+text), func(result.Sentence) error { return nil })
		if says == "line 2" {
			says = "r.jsonl:2: not a result of rhetor"
		}
		if err == nil || !strings.Contains(err.Error(), says) || !strings.HasPrefix(err.Error(), "r.jsonl:2: ") {
			t.Errorf("%s: error is %v; want %q", text, err, says)
		}
	}
}

func ptr[T any](value T) *T { return &value }
