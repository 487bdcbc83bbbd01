// Package report writes results, one output format per file, all of one shape: New yields a Writer,
// Write takes the sentences in order, Close ends the report.
//
//	table.go     columns for a terminal or a pipe   \  pages.go: a table of sentences per document,
//	markdown.go  the same as GitHub tables          /  then the summary tables
//	jsonl.go     one JSON object a line: the contract for programs, docs/jsonl.md
//	csv.go       one row a sentence, comma- or tab-separated
//	parquet.go   the same columns in Parquet      \  cells.go: numbers as numbers
//	xlsx.go      the same columns in a workbook   /
//	sqlite.go    documents, sentences, labels, evidence and loaded terms as tables of a database
//
// A Selection stands before the writer of any format: select.go.
//
// A table of any kind is a Grid. Only grid.go knows the library that draws it. What comes from a
// document is text of a stranger: clean takes from it what would steer a terminal, markdown escapes
// what would be markup, and guard disarms what a spreadsheet would run.
package report

import (
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
	Parquet  Format = "parquet"
	XLSX     Format = "xlsx"
	SQLite   Format = "sqlite"
)

// Formats lists every output format, the default first.
var Formats = []Format{Table, JSONL, CSV, TSV, Markdown, Parquet, XLSX, SQLite}

// IsBinary tells whether a format is for programs only, and nothing to look at on a terminal.
func (f Format) IsBinary() bool { return f == Parquet || f == XLSX || f == SQLite }

// HasColumns tells whether a format has one row a sentence, in columns that are set before the first one.
func (f Format) HasColumns() bool { return f == CSV || f == TSV || f == Parquet || f == XLSX }

// Options says how a report looks. All formats but Table and Markdown hold the sentences, and nothing else.
type Options struct {
	Format    Format   // Table when empty
	Width     int      // columns of the terminal; DefaultWidth when 0
	Color     bool     // colour the table
	Sentences bool     // Table, Markdown: write the sentences
	Summary   bool     // Table, Markdown: write the summary tables
	Metadata  []string // CSV, TSV, Parquet, XLSX: the columns of metadata; those of the first sentence when nil
	Columns   []string // CSV, TSV, Parquet, XLSX: the columns written, in this order; all when nil

	First     result.Sentence // CSV, TSV, Parquet, XLSX: stands for all sentences, as in NewEncoder; the first that comes when it has no tasks
	Selection Selection       // which sentences the report holds; the summary counts no others
}

// DefaultWidth is the width of a table that does not go to a terminal.
const DefaultWidth = 100

// Writer writes one report. The sentences come in order, those of one document together.
// Close ends the report; it does not close what it is written to.
type Writer interface {
	Write(s result.Sentence) error
	Close() error
}

// Discard removes what a writer keeps on disk until it is closed. It is for a report that is given up, and does nothing
// to one that is closed.
func Discard(w Writer) {
	switch w := w.(type) {
	case *holding:
		Discard(w.Writer)
	case *sampling:
		Discard(w.Writer)
	case *sorting:
		Discard(w.Writer)
	case interface{ Discard() }:
		w.Discard()
	}
}

// Encoder writes sentences that stand by themselves as bytes: append adds those of one, and is safe for use by
// several goroutines.
type Encoder struct {
	Header []byte // what comes before the first sentence
	Append func(dst []byte, s *result.Sentence) ([]byte, error)
}

// NewEncoder is the encoder of a format whose sentences stand by themselves; none for the others, and none where the
// selection must see all sentences first. first stands for all sentences: it has their tasks, with every label.
func NewEncoder(opt Options, first result.Sentence) (*Encoder, error) {
	if opt.Selection.waits() {
		return nil, nil
	}
	switch opt.Format {
	case JSONL:
		return opt.Selection.encoder(&Encoder{Append: appendJSONL}), nil
	case CSV, TSV:
		t := &separated{opt: opt}
		err := t.begin(first)
		return opt.Selection.encoder(&Encoder{Header: t.header, Append: t.append}), err
	}
	return nil, nil
}

// New starts a report on w, of what the selection lets through.
func New(w io.Writer, opt Options) (Writer, error) {
	writer, err := newWriter(w, opt)
	if err != nil {
		return nil, err
	}
	return opt.Selection.writer(writer), nil
}

// newWriter is the writer of a format.
func newWriter(w io.Writer, opt Options) (Writer, error) {
	if opt.Width <= 0 {
		opt.Width = DefaultWidth
	}
	switch opt.Format {
	case Table, "":
		return newTable(w, opt), nil
	case JSONL:
		return newJSONL(w), nil
	case CSV, TSV:
		return newSeparated(w, opt)
	case Markdown:
		return newMarkdown(w, opt), nil
	case Parquet:
		return newColumnar(w, opt)
	case XLSX:
		return newWorkbook(w, opt)
	case SQLite:
		return newDatabase(w, opt)
	}
	return nil, fmt.Errorf("unknown output format %q", opt.Format)
}
