// Package result holds what classification yields and every report is written from: one Sentence for
// each sentence of a document, with a label, its probability and its evidence for every task.
//
// The JSON form of Sentence is the contract for programs; docs/jsonl.md is its schema.
package result

import (
	"rhetor/classify/document"
	"rhetor/classify/orderedjson"
	"rhetor/features"
)

// Sentence is the result for one sentence. All offsets count bytes of the document's text.
type Sentence struct {
	Document  string          `json:"document"`
	Row       int             `json:"row,omitempty"` // row of a table, from 1
	Paragraph int             `json:"paragraph"`     // from 1
	Sentence  int             `json:"sentence"`      // number within the document, from 1
	Start     int             `json:"start"`
	End       int             `json:"end"`
	Text      string          `json:"text"`
	Voice     features.Voice  `json:"voice"`
	Quotes    []features.Span `json:"quotes"`
	Target    string          `json:"target"`
	Loaded    []Term          `json:"loaded"`
	Tasks     Tasks           `json:"tasks"`
	Metadata  document.Fields `json:"metadata"`
}

// Term is a charged term of the lexicon where it stands in the text.
type Term struct {
	Term     string `json:"term"` // the lexicon's entry
	Category string `json:"category"`
	Negated  bool   `json:"negated"` // within the scope of a negation
	Start    int    `json:"start"`
	End      int    `json:"end"`
}

// Prediction is what one task says of one sentence.
type Prediction struct {
	Task          string        `json:"-"`
	Label         string        `json:"label"`           // most probable label; Uncertain below --min-probability
	Labels        []string      `json:"labels,omitzero"` // of a multi-label task: every label at 0.5 or more
	Probability   float64       `json:"probability"`     // calibrated, of the most probable label
	Probabilities Probabilities `json:"probabilities"`
	Evidence      []Evidence    `json:"evidence"`
}

// Uncertain is the label of a sentence whose most probable label is less probable than was asked.
const Uncertain = "uncertain"

// Evidence is one feature that spoke for or against the label.
type Evidence struct {
	Feature      string  `json:"feature"`
	Kind         string  `json:"kind"`
	Contribution float64 `json:"contribution"` // its addend to the label's score: above 0 speaks for the label
	Start        int     `json:"start"`        // where it stands; the whole sentence for what has no one place
	End          int     `json:"end"`
}

// Tasks holds the predictions of every task, in the model's order. Its JSON form is an object by task name.
type Tasks []Prediction

// Probabilities holds every label's probability, in the model's order. Its JSON form is an object by label.
type Probabilities []LabelProbability

// LabelProbability is one label with its calibrated probability.
type LabelProbability struct {
	Label       string
	Probability float64
}

// MarshalJSON writes the predictions as one object, in order.
func (t Tasks) MarshalJSON() ([]byte, error) {
	return orderedjson.Object(len(t), func(i int) (string, any) { return t[i].Task, t[i] })
}

// MarshalJSON writes the probabilities as one object, in order.
func (p Probabilities) MarshalJSON() ([]byte, error) {
	return orderedjson.Object(len(p), func(i int) (string, any) { return p[i].Label, p[i].Probability })
}
