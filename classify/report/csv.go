package report

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"

	"rhetor/classify/result"
)

// separated writes one row a sentence, comma- or tab-separated, below a header.
type separated struct {
	out    io.Writer
	opt    Options
	layout *layout // set by the sentence that stands for all, or by the first
	header []byte  // the header, until it is written
}

// newSeparated starts a report in CSV or TSV.
func newSeparated(w io.Writer, opt Options) (Writer, error) {
	t := &separated{out: w, opt: opt}
	if opt.First.Tasks == nil {
		return t, nil
	}
	return t, t.begin(opt.First)
}

// Write writes one sentence. The first one sets the columns, where none stands for all.
func (t *separated) Write(s result.Sentence) error {
	if t.layout == nil {
		if err := t.begin(s); err != nil {
			return err
		}
	}
	row, err := t.append(t.header, &s)
	t.header = nil
	if err == nil {
		_, err = t.out.Write(row)
	}
	return err
}

// append appends the row of one sentence, once the layout is set.
func (t *separated) append(dst []byte, s *result.Sentence) ([]byte, error) {
	if err := t.layout.check(s); err != nil {
		return dst, err
	}
	return t.record(dst, t.layout.row(s))
}

// Close writes the header where there was no sentence.
func (t *separated) Close() error {
	if t.layout == nil {
		if err := t.begin(result.Sentence{}); err != nil {
			return err
		}
	}
	_, err := t.out.Write(t.header)
	return err
}

// begin sets the columns and makes the header.
func (t *separated) begin(first result.Sentence) (err error) {
	if t.layout, err = chosenLayout(first, t.opt); err != nil {
		return err
	}
	names := make([]string, len(t.layout.header))
	for i, name := range t.layout.header {
		names[i] = guard(name)
	}
	t.header, err = t.record(nil, names)
	return err
}

// oneLine keeps a cell of a TSV on its line and in its column.
var oneLine = strings.NewReplacer("\t", " ", "\r\n", " ", "\r", " ", "\n", " ")

// record appends one row, without the characters that would steer a terminal that it is shown on.
func (t *separated) record(dst []byte, row []string) ([]byte, error) {
	for i, cell := range row {
		if t.opt.Format == TSV {
			cell = oneLine.Replace(cell)
		}
		row[i] = harmless(cell)
	}
	buffer := bytes.NewBuffer(dst)
	out := csv.NewWriter(buffer)
	if t.opt.Format == TSV {
		out.Comma = '\t'
	}
	err := out.Write(row)
	out.Flush()
	return buffer.Bytes(), err
}
