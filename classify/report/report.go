// Package report writes results, one output format per file, all of one shape: New yields a Writer,
// Write takes the sentences in order, Close ends the report.
//
//	table.go     columns for a terminal or a pipe   \  pages.go: a table of sentences per document,
//	markdown.go  the same as GitHub tables          /  then the summary tables
//	jsonl.go     one JSON object a line: the contract for programs, docs/jsonl.md
//	csv.go       one row a sentence, comma- or tab-separated
//
// A table of any kind is a Grid. Only grid.go knows the library that draws it. What comes from a
// document is text of a stranger: clean takes from it what would steer a terminal, markdown escapes
// what would be markup, and guard disarms what a spreadsheet would run.
package report

import (
	"bytes"
	"fmt"
	"io"

	"rhetor/classify/result"
)

// Format names an output format.
type Format string

// The output formats.
const (
	Table    Format = "table"
	JSONL    Format = "jsonl"
	CSV      Format = "csv"
	TSV      Format = "tsv"
	Markdown Format = "markdown"
)

// Formats lists every output format, the default first.
var Formats = []Format{Table, JSONL, CSV, TSV, Markdown}

// Options says how a report looks. JSONL, CSV and TSV always hold the sentences, and nothing else.
type Options struct {
	Format    Format   // Table when empty
	Width     int      // columns of the terminal; DefaultWidth when 0
	Color     bool     // colour the table
	Sentences bool     // Table, Markdown: write the sentences
	Summary   bool     // Table, Markdown: write the summary tables
	Metadata  []string // CSV, TSV: the columns of metadata; those of the first sentence when nil
}

// DefaultWidth is the width of a table that does not go to a terminal.
const DefaultWidth = 100

// Writer writes one report. The sentences come in order, those of one document together.
// Close ends the report; it does not close what it is written to.
type Writer interface {
	Write(s result.Sentence) error
	Close() error
}

// Encoder writes sentences that stand by themselves as bytes: append adds those of one, and is safe for use by
// several goroutines.
type Encoder struct {
	Header []byte // what comes before the first sentence
	Append func(dst []byte, s *result.Sentence) ([]byte, error)
}

// NewEncoder is the encoder of a format whose sentences stand by themselves; none for the others. first stands for all
// sentences: it has their tasks, with every label.
func NewEncoder(opt Options, first result.Sentence) (*Encoder, error) {
	switch opt.Format {
	case JSONL:
		return &Encoder{Append: appendJSONL}, nil
	case CSV, TSV:
		var header bytes.Buffer
		t := &separated{out: &header, format: opt.Format, metadata: opt.Metadata}
		err := t.begin(first)
		return &Encoder{Header: header.Bytes(), Append: t.append}, err
	}
	return nil, nil
}

// New starts a report on w.
func New(w io.Writer, opt Options) (Writer, error) {
	if opt.Width <= 0 {
		opt.Width = DefaultWidth
	}
	switch opt.Format {
	case Table, "":
		return newTable(w, opt), nil
	case JSONL:
		return newJSONL(w), nil
	case CSV, TSV:
		return newSeparated(w, opt), nil
	case Markdown:
		return newMarkdown(w, opt), nil
	}
	return nil, fmt.Errorf("unknown output format %q", opt.Format)
}
