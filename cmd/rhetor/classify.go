package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"rhetor/classify"
	"rhetor/classify/document"
	"rhetor/classify/report"
	"rhetor/classify/result"
)

type classifyCommand struct {
	Paths           []string `arg:"" optional:"" name:"path" help:"Files, folders, or - for standard input (the default): text, CSV, TSV, JSONL."`
	Model           string   `short:"m" placeholder:"FILE" help:"Model to label with; the embedded one where none is named."`
	Output          string   `short:"o" placeholder:"FILE" help:"Write to a file, whole or not at all."`
	Format          string   `default:"table" enum:"table,jsonl,csv,tsv,markdown" help:"One of ${enum}."`
	Target          string   `placeholder:"TEXT" help:"What stance is toward, where a row does not say."`
	TextColumn      string   `placeholder:"NAME" default:"text" help:"Column of a table that holds the text (${default})."`
	TargetColumn    string   `placeholder:"NAME" help:"Column of a table that holds the target (target, where there is one)."`
	InputFormat     string   `default:"text" enum:"text,csv,tsv,jsonl" help:"Format of standard input: one of ${enum}."`
	NoSplit         bool     `help:"Take each row of a table, or line of a text, as one sentence."`
	NoSentences     bool     `help:"Leave out the table of sentences."`
	NoSummary       bool     `help:"Leave out the summary tables."`
	Strict          bool     `help:"Stop at the first input that cannot be read, where others are skipped."`
	MaxDocumentSize int64    `name:"max-document-size" default:"64" placeholder:"MIB" help:"Skip documents larger than so many MiB (${default})."`
	MinProbability  float64  `placeholder:"P" help:"Label less certain sentences uncertain."`
	Evidence        int      `default:"5" placeholder:"N" help:"Pieces of evidence for each label, in jsonl, csv and tsv (${default})."`
}

// AfterApply refuses flags that make no sense together.
func (cmd *classifyCommand) AfterApply() error {
	if !(cmd.MinProbability >= 0 && cmd.MinProbability <= 1) {
		return fmt.Errorf("--min-probability is %v, and must be from 0 to 1", cmd.MinProbability)
	}
	if cmd.Evidence < 0 {
		return fmt.Errorf("--evidence is %d, and must be 0 or more", cmd.Evidence)
	}
	if cmd.MaxDocumentSize < 1 || cmd.MaxDocumentSize > 1<<20 {
		return fmt.Errorf("--max-document-size is %d, and must be from 1 to %d MiB", cmd.MaxDocumentSize, 1<<20)
	}
	if cmd.NoSentences && cmd.NoSummary {
		return errors.New("--no-sentences and --no-summary together leave nothing to show")
	}
	if cmd.NoSentences && cmd.Format != "table" && cmd.Format != "markdown" {
		return fmt.Errorf("--no-sentences leaves nothing to show with --format %s", cmd.Format)
	}
	return nil
}

// Run labels the documents as they are read. Whatever is wrong with the command line or with a path that it names is
// found before anything is written.
func (cmd *classifyCommand) Run(c *console) error {
	model, err := loadModel(cmd.Model)
	if err != nil {
		return err
	}
	inputs, err := cmd.find(c)
	if err != nil {
		return err
	}
	err = c.writeOutput(cmd.Output, append(inputs.Files(), cmd.Model), func(w io.Writer) error {
		return cmd.label(c, model, inputs, w)
	})
	if err == nil && inputs.Skipped > 0 {
		return errSkipped
	}
	return err
}

// find finds the inputs.
func (cmd *classifyCommand) find(c *console) (*document.Inputs, error) {
	paths := cmd.Paths
	if len(paths) == 0 {
		if _, interactive := terminal(c.stdin); interactive {
			return nil, errUsage{error: errors.New("no document is named, and standard input is a terminal")}
		}
		paths = []string{"-"}
	}
	options := document.Options{
		TextColumn: cmd.TextColumn, TargetColumn: cmd.TargetColumn, NoSplit: cmd.NoSplit, StdinFormat: cmd.InputFormat,
		MaxSize: cmd.MaxDocumentSize << 20, Strict: cmd.Strict,
	}
	return document.Find(paths, options, func(notice string) { fmt.Fprintf(c.stderr, "rhetor: %s\n", notice) })
}

// label labels the documents and writes the report.
func (cmd *classifyCommand) label(c *console, model *classify.Model, inputs *document.Inputs, w io.Writer) error {
	layout, err := cmd.layout(c, inputs)
	if err != nil {
		return err
	}
	encoder, err := report.NewEncoder(layout, model.Blank())
	if err != nil {
		return err
	}
	progress := c.followRun(inputs)
	defer progress.clear()
	source := func(emit func(document.Document) error) error { return inputs.Each(c.stdin, emit) }
	if encoder != nil {
		return cmd.encode(model, source, encoder, progress, w)
	}
	writer, err := report.New(w, layout)
	if err != nil {
		return err
	}
	options := cmd.options()
	options.Evidence = 0 // tables show none
	err = model.Run(source, options, func(s result.Sentence) error {
		progress.add(1)
		return writer.Write(s)
	})
	if err != nil {
		return err
	}
	progress.clear()
	return writer.Close()
}

// encode writes a report whose sentences stand by themselves. Where the first of them cannot be read, nothing is written.
func (cmd *classifyCommand) encode(model *classify.Model, source classify.Source, encoder *report.Encoder, progress *runProgress, w io.Writer) error {
	header := encoder.Header
	err := model.RunEncoded(source, cmd.options(), encoder.Append, func(encoded []byte, sentences int) error {
		progress.add(sentences)
		if _, err := w.Write(header); err != nil {
			return err
		}
		header = nil
		_, err := w.Write(encoded)
		return err
	})
	if err == nil {
		_, err = w.Write(header)
	}
	return err
}

func (cmd *classifyCommand) options() classify.Options {
	return classify.Options{Target: cmd.Target, MinProbability: cmd.MinProbability, Evidence: cmd.Evidence}
}

// layout is how the report looks. The columns of CSV and TSV must be known before the first row: inputs are looked
// through for the names of their metadata, and of standard input, which can be read once only, the bytes are kept.
func (cmd *classifyCommand) layout(c *console, inputs *document.Inputs) (report.Options, error) {
	layout := report.Options{
		Format: report.Format(cmd.Format), Width: c.width, Color: c.color,
		Sentences: !cmd.NoSentences, Summary: !cmd.NoSummary,
	}
	if cmd.Output != "" && cmd.Output != "-" { // a file is the same, whatever the terminal
		layout.Width, layout.Color = report.DefaultWidth, false
	}
	if cmd.Format != "csv" && cmd.Format != "tsv" {
		return layout, nil
	}
	var stdin []byte
	if inputs.ReadsStdin() && cmd.InputFormat != "text" {
		var err error
		if stdin, err = io.ReadAll(c.stdin); err != nil {
			return layout, fileError("standard input", err)
		}
		c.stdin = bytes.NewReader(stdin)
	}
	layout.Metadata = inputs.MetadataNames(stdin)
	return layout, nil
}
