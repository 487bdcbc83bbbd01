package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"rhetor/classify"
	"rhetor/classify/document"
	"rhetor/classify/report"
	"rhetor/classify/result"
)

// classifyRun is one run of classify.
type classifyRun struct {
	*classifyCommand
	c       *console
	model   *classify.Model
	inputs  *document.Inputs
	check   func() error // an error where a signal tells the run to stop
	journal *classify.Journal
	done    int // documents that a run before this has done

	selection report.Selection // of the results, those that are written
}

// shard is the number of this shard, from 1, and of how many; 1 of 1 where there is no flag.
func (cmd *classifyCommand) shard() (number, of int, err error) {
	if cmd.Shard == "" {
		return 1, 1, nil
	}
	first, second, _ := strings.Cut(cmd.Shard, "/")
	number, wrong := strconv.Atoi(first)
	of, wrong2 := strconv.Atoi(second)
	if wrong != nil || wrong2 != nil || number < 1 || number > of {
		return 0, 0, fmt.Errorf("--shard is %q, and must be I/N with I from 1 to N, such as 2/8", cmd.Shard)
	}
	return number, of, nil
}

// source hands on the documents that this run is to label.
func (r *classifyRun) source(emit func(document.Document) error) error {
	number, of, err := r.shard()
	if err != nil {
		return err
	}
	seen, mine := 0, 0
	return r.inputs.Each(r.c.stdin, func(d document.Document) error {
		if err := r.check(); err != nil {
			return err
		}
		seen++
		if (seen-1)%of != number-1 {
			return nil
		}
		if mine++; mine <= r.done {
			return nil
		}
		return emit(d)
	})
}

// write labels the documents and writes the report.
func (r *classifyRun) write(w io.Writer) error {
	layout, err := r.layout(r.c, r.inputs)
	if err != nil {
		return err
	}
	layout.Selection, layout.Columns, layout.First = r.selection, r.Columns, r.model.Blank()
	if err := layout.CheckColumns(); err != nil {
		return err
	}
	if r.journal != nil {
		return r.writeJournalled(layout, w)
	}
	encoder, err := report.NewEncoder(layout, r.model.Blank())
	if err != nil {
		return err
	}
	progress := r.c.followRun(r.inputs)
	defer progress.clear()
	if encoder != nil {
		return r.encode(encoder, progress, w)
	}
	writer, err := report.New(w, layout)
	if err != nil {
		return err
	}
	defer report.Discard(writer)
	err = r.model.Run(r.source, r.options(), func(s result.Sentence) error {
		progress.add(1)
		return writer.Write(s)
	})
	if err != nil {
		return err
	}
	progress.clear()
	return writer.Close()
}

// encode writes a report whose sentences stand by themselves. Where the first of them cannot be read, nothing is
// written.
func (r *classifyRun) encode(encoder *report.Encoder, progress *runProgress, w io.Writer) error {
	header := encoder.Header
	err := r.model.RunEncoded(r.source, r.options(), encoder.Append, func(e classify.Encoded) error {
		progress.add(e.Sentences)
		if _, err := w.Write(header); err != nil {
			return err
		}
		header = nil
		_, err := w.Write(e.Bytes)
		return err
	})
	if err == nil {
		_, err = w.Write(header)
	}
	return err
}

// open opens the journal.
func (r *classifyRun) open() error {
	model := sha256.New()
	if err := r.model.Write(model); err != nil {
		return err
	}
	inputs, err := r.inputs.Describe()
	if err != nil {
		return err
	}
	r.journal, err = classify.OpenJournal(r.Journal, map[string]any{
		"version": classify.Version, "model": hex.EncodeToString(model.Sum(nil)), "inputs": inputs,
		"options": r.options(), "documents": r.readOptions(), "shard": r.Shard,
	})
	if err != nil {
		return err
	}
	if r.done = r.journal.Documents; r.done > 0 {
		fmt.Fprintf(r.c.stderr, "rhetor: going on after %s\n", count(r.done, "document", "documents"))
	}
	return nil
}

// writeJournalled labels the documents into the journal, and writes the report from it.
func (r *classifyRun) writeJournalled(layout report.Options, w io.Writer) error {
	encoder, err := report.NewEncoder(report.Options{Format: report.JSONL}, result.Sentence{})
	if err != nil {
		return err
	}
	progress := r.c.followRun(r.inputs)
	defer progress.clear()
	err = r.model.RunEncoded(r.source, r.options(), encoder.Append, func(e classify.Encoded) error {
		progress.add(e.Sentences)
		return r.journal.Write(e, r.done)
	})
	if err != nil {
		return err
	}
	results, err := r.journal.Results()
	if err != nil {
		return err
	}
	defer results.Close()
	return writeResults(r.Journal, results, layout, r.model.Blank(), w)
}

// writeResults writes a report of results in JSON lines.
func writeResults(name string, results io.Reader, layout report.Options, blank result.Sentence, w io.Writer) error {
	if layout.Format == report.JSONL && layout.Selection.All() {
		_, err := io.Copy(w, results)
		return err
	}
	encoder, err := report.NewEncoder(layout, blank)
	if err != nil {
		return err
	}
	if encoder != nil {
		return encodeResults(name, results, encoder, w)
	}
	writer, err := report.New(w, layout)
	if err != nil {
		return err
	}
	defer report.Discard(writer)
	if err := result.Read(name, results, writer.Write); err != nil {
		return err
	}
	return writer.Close()
}

func encodeResults(name string, results io.Reader, encoder *report.Encoder, w io.Writer) error {
	if _, err := w.Write(encoder.Header); err != nil {
		return err
	}
	var row []byte
	return result.Read(name, results, func(s result.Sentence) (err error) {
		if row, err = encoder.Append(row[:0], &s); err == nil {
			_, err = w.Write(row)
		}
		return err
	})
}

// close takes the journal away when the run is done, and else says how it can go on.
func (r *classifyRun) close(err error) error {
	if err == nil {
		return r.journal.Remove()
	}
	err = errors.Join(err, r.journal.Close())
	var stopped interruption
	if errors.As(err, &stopped) {
		fmt.Fprintf(r.c.stderr, "rhetor: %s done; the same command goes on from here\n", count(r.journal.Documents, "document", "documents"))
		return stopped
	}
	return err
}
