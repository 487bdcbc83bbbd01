package main

import (
	"errors"
	"fmt"
	"io"

	"rhetor/classify"
	"rhetor/classify/document"
	"rhetor/classify/report"
	"rhetor/classify/result"
)

type classifyCommand struct {
	Paths          []string `arg:"" optional:"" name:"path" help:"Files, folders, or - for standard input (the default): text, CSV, TSV, JSONL."`
	Model          string   `short:"m" placeholder:"FILE" help:"Model to label with; the embedded one where none is named."`
	Output         string   `short:"o" placeholder:"FILE" help:"Write to a file, whole or not at all."`
	Format         string   `default:"table" enum:"table,jsonl,csv,tsv,markdown" help:"One of ${enum}."`
	Target         string   `placeholder:"TEXT" help:"What stance is toward, where a row does not say."`
	TextColumn     string   `placeholder:"NAME" default:"text" help:"Column of a table that holds the text (${default})."`
	TargetColumn   string   `placeholder:"NAME" help:"Column of a table that holds the target (target, where there is one)."`
	InputFormat    string   `default:"text" enum:"text,csv,tsv,jsonl" help:"Format of standard input: one of ${enum}."`
	NoSplit        bool     `help:"Take each row of a table, or line of a text, as one sentence."`
	NoSentences    bool     `help:"Leave out the table of sentences."`
	NoSummary      bool     `help:"Leave out the summary tables."`
	MinProbability float64  `placeholder:"P" help:"Label less certain sentences uncertain."`
	Evidence       int      `default:"5" placeholder:"N" help:"Pieces of evidence for each label, in jsonl, csv and tsv (${default})."`
}

// AfterApply refuses flags that make no sense together.
func (cmd *classifyCommand) AfterApply() error {
	if !(cmd.MinProbability >= 0 && cmd.MinProbability <= 1) {
		return fmt.Errorf("--min-probability is %v, and must be from 0 to 1", cmd.MinProbability)
	}
	if cmd.Evidence < 0 {
		return fmt.Errorf("--evidence is %d, and must be 0 or more", cmd.Evidence)
	}
	if cmd.NoSentences && cmd.NoSummary {
		return errors.New("--no-sentences and --no-summary together leave nothing to show")
	}
	if cmd.NoSentences && cmd.Format != "table" && cmd.Format != "markdown" {
		return fmt.Errorf("--no-sentences leaves nothing to show with --format %s", cmd.Format)
	}
	return nil
}

// Run reads all documents, and only then labels and writes: an input that cannot be read leaves no partial
// output behind.
func (cmd *classifyCommand) Run(c *console) error {
	model, err := loadModel(cmd.Model)
	if err != nil {
		return err
	}
	batch, err := cmd.read(c)
	if err != nil {
		return err
	}
	err = c.writeOutput(cmd.Output, append(batch.Files, cmd.Model), func(w io.Writer) error {
		return cmd.label(c, model, batch.Documents, w)
	})
	if err == nil && batch.Skipped > 0 {
		return errSkipped
	}
	return err
}

// read reads the documents and says what there is to say of them.
func (cmd *classifyCommand) read(c *console) (*document.Batch, error) {
	paths := cmd.Paths
	if len(paths) == 0 {
		if _, interactive := terminal(c.stdin); interactive {
			return nil, errUsage{error: errors.New("no document is named, and standard input is a terminal")}
		}
		paths = []string{"-"}
	}
	batch, err := document.Read(paths, c.stdin, document.Options{
		TextColumn: cmd.TextColumn, TargetColumn: cmd.TargetColumn, NoSplit: cmd.NoSplit, StdinFormat: cmd.InputFormat,
	})
	for _, notice := range batch.Notices {
		fmt.Fprintf(c.stderr, "rhetor: %s\n", notice)
	}
	return batch, err
}

// label labels the documents and writes the report.
func (cmd *classifyCommand) label(c *console, model *classify.Model, documents []document.Document, w io.Writer) error {
	layout := report.Options{
		Format: report.Format(cmd.Format), Width: c.width, Color: c.color,
		Sentences: !cmd.NoSentences, Summary: !cmd.NoSummary,
	}
	if cmd.Format == "csv" || cmd.Format == "tsv" {
		layout.Metadata = metadataOf(documents)
	}
	if cmd.Output != "" && cmd.Output != "-" { // a file is the same, whatever the terminal
		layout.Width, layout.Color = report.DefaultWidth, false
	}
	writer, err := report.New(w, layout)
	if err != nil {
		return err
	}
	options := classify.Options{Target: cmd.Target, MinProbability: cmd.MinProbability, Evidence: cmd.Evidence}
	if f := cmd.Format; f == "table" || f == "markdown" { // these show no evidence
		options.Evidence = 0
	}
	progress, clear := c.progress("classify")
	err = model.Run(documents, options, func(s result.Sentence) error { return writer.Write(s) }, progress)
	clear()
	if err != nil {
		return err
	}
	return writer.Close()
}

// metadataOf is the names of all documents' metadata, in order of first appearance.
func metadataOf(documents []document.Document) []string {
	names, known := []string{}, map[string]bool{}
	for i := range documents {
		for _, field := range documents[i].Metadata {
			if !known[field.Name] {
				known[field.Name] = true
				names = append(names, field.Name)
			}
		}
	}
	return names
}
