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
	out      io.Writer
	format   Format
	metadata []string
	layout   *layout // set by the first sentence
}

// newSeparated starts a report in CSV or TSV.
func newSeparated(w io.Writer, opt Options) Writer {
	return &separated{out: w, format: opt.Format, metadata: opt.Metadata}
}

// Write writes one sentence. The first one sets the columns.
func (t *separated) Write(s result.Sentence) error {
	if t.layout == nil {
		if err := t.begin(s); err != nil {
			return err
		}
	}
	row, err := t.append(nil, &s)
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
		return t.begin(result.Sentence{})
	}
	return nil
}

// begin sets the columns and writes the header.
func (t *separated) begin(first result.Sentence) error {
	t.layout = newLayout(first, t.metadata)
	names := make([]string, len(t.layout.header))
	for i, name := range t.layout.header {
		names[i] = guard(name)
	}
	header, err := t.record(nil, names)
	if err == nil {
		_, err = t.out.Write(header)
	}
	return err
}

// oneLine keeps a cell of a TSV on its line and in its column.
var oneLine = strings.NewReplacer("\t", " ", "\r\n", " ", "\r", " ", "\n", " ")

// record appends one row, without the characters that would steer a terminal that it is shown on.
func (t *separated) record(dst []byte, row []string) ([]byte, error) {
	for i, cell := range row {
		if t.format == TSV {
			cell = oneLine.Replace(cell)
		}
		row[i] = harmless(cell)
	}
	buffer := bytes.NewBuffer(dst)
	out := csv.NewWriter(buffer)
	if t.format == TSV {
		out.Comma = '\t'
	}
	err := out.Write(row)
	out.Flush()
	return buffer.Bytes(), err
}
