package report

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rhetor/classify/document"
	"rhetor/classify/result"
	"rhetor/features"
)

// documentation is the page that specifies the format.
func documentation(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../../docs/jsonl.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// jsonBlocks returns the example and the schema of the documentation.
func jsonBlocks(t *testing.T) (example, schema string) {
	t.Helper()
	blocks := regexp.MustCompile("(?s)```json\n(.*?)```").FindAllStringSubmatch(documentation(t), -1)
	if len(blocks) != 2 {
		t.Fatalf("%d blocks of JSON in the documentation", len(blocks))
	}
	return blocks[0][1], blocks[1][1]
}

// documentedExample is the sentence that the documentation shows. No field is empty.
func documentedExample() result.Sentence {
	s := result.Sentence{
		Document: "letters.csv", Row: 7, Paragraph: 1, Sentence: 1, End: 64,
		Text:     "“This heinous toll must go,” the baker said <of the bridge>.",
		Voice:    features.Quoted,
		Quotes:   []features.Span{{Start: 3, End: 29}},
		Target:   "the bridge toll",
		Loaded:   []result.Term{{Term: "heinous", Category: "loaded", Start: 8, End: 15}},
		Metadata: document.Fields{{Name: "outlet", Value: "The Harbour Post"}},
	}
	s.Tasks = result.Tasks{
		{Task: "stance", Label: "against", Probability: 0.91,
			Probabilities: result.Probabilities{{Label: "favor", Probability: 0.04},
				{Label: "against", Probability: 0.91}, {Label: "neutral", Probability: 0.05}},
			Evidence: []result.Evidence{{Feature: "heinous", Kind: "word", Contribution: 0.84, Start: 8, End: 15}}},
		{Task: "topics", Label: "prices", Labels: []string{"prices", "traffic"}, Probability: 0.8,
			Probabilities: result.Probabilities{{Label: "prices", Probability: 0.8}, {Label: "traffic", Probability: 0.6}}},
	}
	return s
}

func TestJSONLWritesTheDocumentedExample(t *testing.T) {
	example, _ := jsonBlocks(t)
	var want bytes.Buffer
	if err := json.Compact(&want, []byte(example)); err != nil {
		t.Fatal(err)
	}
	if got := written(t, Options{Format: JSONL}, documentedExample()); got != want.String()+"\n" {
		t.Errorf("got\n%s\nwant\n%s", got, want.String())
	}
}

func TestJSONLExampleSpans(t *testing.T) {
	s := documentedExample()
	if got := s.Quotes[0].Of(s.Text); got != "This heinous toll must go," || len(s.Text) != s.End {
		t.Errorf("%q, %d", got, len(s.Text))
	}
}

// open are the objects whose members have names of the user's, with how the field table calls them.
var open = map[string]string{"tasks": "<task>", "tasks.<task>.probabilities": "<label>", "metadata": "<name>"}

// paths returns the path of every field of a value, as the field table names them.
func paths(at string, value any) []string {
	var all []string
	switch value := value.(type) {
	case map[string]any:
		for name, member := range value {
			if generic, ok := open[at]; ok {
				name = generic
			}
			path := strings.TrimPrefix(at+"."+name, ".")
			all = append(append(all, path), paths(path, member)...)
		}
	case []any:
		for _, element := range value {
			all = append(all, paths(at+"[]", element)...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestJSONLHasTheDocumentedFields(t *testing.T) {
	var documented []string
	table, _, _ := strings.Cut(documentation(t), "## What will stay")
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(table, -1) {
		documented = append(documented, row[1])
	}
	slices.Sort(documented)
	if got := paths("", decoded(t, documentedExample())); !slices.Equal(got, documented) {
		t.Errorf("fields\n%q\ndocumented\n%q", got, documented)
	}
}

// decoded returns a sentence's JSON as it is read.
func decoded(t *testing.T, s result.Sentence) any {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(written(t, Options{Format: JSONL}, s)), &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// schema is as much of JSON Schema as the documentation uses.
type schema struct {
	Type                 string
	Enum                 []any
	Minimum, Maximum     *float64
	Required             []string
	Properties           map[string]*schema
	AdditionalProperties *schema
	Items                *schema
}

// check reports what of a value is not as the schema says. Members the schema does not name are errors.
func (s *schema) check(t *testing.T, at string, value any) {
	t.Helper()
	switch value := value.(type) {
	case map[string]any:
		s.checkObject(t, at, value)
	case []any:
		s.expect(t, at, "array")
		for _, element := range value {
			s.Items.check(t, at+"[]", element)
		}
	case string:
		if s.Enum == nil {
			s.expect(t, at, "string")
		} else if !slices.Contains(s.Enum, any(value)) {
			t.Errorf("%s: %q is not one of %q", at, value, s.Enum)
		}
	case float64:
		s.checkNumber(t, at, value)
	case bool:
		s.expect(t, at, "boolean")
	default:
		t.Errorf("%s is %v", at, value)
	}
}

// checkObject checks an object's members.
func (s *schema) checkObject(t *testing.T, at string, value map[string]any) {
	t.Helper()
	s.expect(t, at, "object")
	for _, name := range s.Required {
		if _, ok := value[name]; !ok {
			t.Errorf("%s.%s is missing", at, name)
		}
	}
	for name, member := range value {
		of := s.Properties[name]
		if of == nil {
			of = s.AdditionalProperties
		}
		if of == nil {
			t.Fatalf("%s.%s is not in the schema", at, name)
		}
		of.check(t, at+"."+name, member)
	}
}

// checkNumber checks a number's type and range.
func (s *schema) checkNumber(t *testing.T, at string, value float64) {
	t.Helper()
	if s.Type != "integer" || value != float64(int(value)) {
		s.expect(t, at, "number")
	}
	if s.Minimum != nil && value < *s.Minimum || s.Maximum != nil && value > *s.Maximum {
		t.Errorf("%s: %v is out of range", at, value)
	}
}

// expect checks the type.
func (s *schema) expect(t *testing.T, at, kind string) {
	t.Helper()
	if s.Type != kind {
		t.Errorf("%s is of type %s, the schema says %s", at, kind, s.Type)
	}
}

func TestJSONLFitsTheDocumentedSchema(t *testing.T) {
	_, text := jsonBlocks(t)
	var s schema
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	for _, sentence := range append(append(articles(), rows()...), documentedExample(), one("")) {
		s.check(t, "", decoded(t, sentence))
	}
}

func TestJSONLHasNoNull(t *testing.T) {
	bare := result.Sentence{Text: "null"}
	empty := written(t, Options{Format: JSONL}, bare)
	for _, want := range []string{`"quotes":[]`, `"loaded":[]`, `"tasks":{}`, `"metadata":{}`} {
		if !strings.Contains(empty, want) {
			t.Errorf("no %s in %s", want, empty)
		}
	}
	if got := written(t, Options{Format: JSONL}, one("x")); strings.Contains(got, "null") {
		t.Error(got)
	}
}

func TestJSONLIsOneLineASentence(t *testing.T) {
	got := written(t, Options{Format: JSONL}, one("a\nb\u2028c\x1b[31m"), one("<&>"))
	if strings.Count(got, "\n") != 2 || strings.ContainsAny(got, "\x1b\u2028") || !strings.Contains(got, `"<&>"`) {
		t.Errorf("%q", got)
	}
}

// What is written is what encoding/json writes, whatever the bytes and numbers.
func FuzzJSONLAgreesWithEncodingJSON(f *testing.F) {
	f.Add("a\"\\/<b>&\x00\x1f\x7f\u2028\u2029\xff\xf0\x9f😀\n\t\b\f\r", 0.1, 3)
	f.Add("", 1e-7, 0)
	f.Add("é", -123456789.25, -1)
	f.Add("\xe2\x80", 1e21, 1<<40)
	f.Fuzz(func(t *testing.T, text string, x float64, n int) {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return
		}
		s := documentedExample()
		s.Document, s.Text, s.Target, s.Row, s.Start = text, text, text, n, n
		s.Metadata[0] = document.Field{Name: text, Value: text}
		s.Loaded[0].Term, s.Loaded[0].Negated = text, n > 0
		s.Tasks[0].Task, s.Tasks[0].Label, s.Tasks[0].Probability = text, text, x
		s.Tasks[0].Evidence[0].Contribution = x
		s.Tasks[1].Labels, s.Tasks[1].Evidence = []string{}, []result.Evidence{}
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(s); err != nil {
			t.Fatal(err)
		}
		got, err := appendJSONL(nil, &s)
		if err != nil || string(got) != want.String() {
			t.Errorf("%v\n got %s\nwant %s", err, got, want.String())
		}
	})
}
