package report

import (
	"encoding/csv"
	"io"
	"strings"

	"rhetor/classify/result"
)

// separated writes one row a sentence, comma- or tab-separated, below a header.
type separated struct {
	out      *csv.Writer
	format   Format
	metadata []string
	layout   *layout // set by the first sentence
}

// newSeparated starts a report in CSV or TSV.
func newSeparated(w io.Writer, opt Options) Writer {
	out := csv.NewWriter(w)
	if opt.Format == TSV {
		out.Comma = '\t'
	}
	return &separated{out: out, format: opt.Format, metadata: opt.Metadata}
}

// Write writes one sentence. The first one sets the columns.
func (t *separated) Write(s result.Sentence) error {
	if t.layout == nil {
		if err := t.begin(s); err != nil {
			return err
		}
	}
	if err := t.layout.check(s); err != nil {
		return err
	}
	return t.record(t.layout.row(s))
}

// Close writes what is left; the header alone where there was no sentence.
func (t *separated) Close() error {
	if t.layout == nil {
		if err := t.begin(result.Sentence{}); err != nil {
			return err
		}
	}
	t.out.Flush()
	return t.out.Error()
}

// begin sets the columns and writes the header.
func (t *separated) begin(first result.Sentence) error {
	t.layout = newLayout(first, t.metadata)
	header := make([]string, len(t.layout.header))
	for i, name := range t.layout.header {
		header[i] = guard(name)
	}
	return t.record(header)
}

// oneLine keeps a cell of a TSV on its line and in its column.
var oneLine = strings.NewReplacer("\t", " ", "\r\n", " ", "\r", " ", "\n", " ")

// record writes one row, without the characters that would steer a terminal that it is shown on.
func (t *separated) record(row []string) error {
	for i, cell := range row {
		if t.format == TSV {
			cell = oneLine.Replace(cell)
		}
		row[i] = harmless(cell)
	}
	return t.out.Write(row)
}
