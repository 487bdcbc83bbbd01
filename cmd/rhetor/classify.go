package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"rhetor/classify"
	"rhetor/classify/document"
	"rhetor/classify/report"
)

type classifyCommand struct {
	Paths           []string `arg:"" optional:"" name:"path" help:"Files, folders, or - for standard input (the default): text, CSV, TSV, JSONL."`
	Model           string   `short:"m" placeholder:"FILE" help:"Model to label with; the embedded one where none is named."`
	Output          string   `short:"o" placeholder:"FILE" help:"Write to a file, whole or not at all."`
	Format          string   `default:"table" enum:"table,jsonl,csv,tsv,markdown,parquet,xlsx,sqlite" help:"One of ${enum}."`
	Target          string   `placeholder:"TEXT" help:"What stance is toward, where a row does not say."`
	TextColumn      string   `placeholder:"NAME" default:"text" help:"Column of a table that holds the text (${default})."`
	TargetColumn    string   `placeholder:"NAME" help:"Column of a table that holds the target (target, where there is one)."`
	InputFormat     string   `default:"text" enum:"text,csv,tsv,jsonl" help:"Format of standard input: one of ${enum}."`
	NoSplit         bool     `help:"Take each row of a table, or line of a text, as one sentence."`
	NoSentences     bool     `help:"Leave out the table of sentences."`
	NoSummary       bool     `help:"Leave out the summary tables."`
	NoEvidence      bool     `help:"Give no evidence: labels and probabilities only, and faster."`
	Journal         string   `placeholder:"DIR" help:"Keep results in a folder, so that the same command goes on where a killed one stopped."`
	Shard           string   `placeholder:"I/N" help:"Label only every Nth document, from the Ith on; rhetor merge joins the results of all N."`
	Strict          bool     `help:"Stop at the first input that cannot be read, where others are skipped."`
	MaxDocumentSize int64    `name:"max-document-size" default:"64" placeholder:"MIB" help:"Skip documents larger than so many MiB (${default})."`
	MinProbability  float64  `placeholder:"P" help:"Label less certain sentences uncertain."`
	Evidence        int      `default:"5" placeholder:"N" help:"Pieces of evidence for each label, in jsonl, csv and tsv (${default})."`

	selectFlags
}

// AfterApply refuses flags that make no sense together.
func (cmd *classifyCommand) AfterApply() error {
	if !(cmd.MinProbability >= 0 && cmd.MinProbability <= 1) {
		return fmt.Errorf("--min-probability is %v, and must be from 0 to 1", cmd.MinProbability)
	}
	if cmd.Evidence < 0 {
		return fmt.Errorf("--evidence is %d, and must be 0 or more", cmd.Evidence)
	}
	if _, _, err := cmd.shard(); err != nil {
		return err
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
	if report.Format(cmd.Format).IsBinary() && (cmd.Output == "" || cmd.Output == "-") {
		return fmt.Errorf("--format %s needs -o FILE", cmd.Format)
	}
	return cmd.checkSelection(cmd.Format)
}

// Run labels the documents as they are read. Whatever is wrong with the command line or with a path that it names is
// found before anything is written.
func (cmd *classifyCommand) Run(c *console) error {
	model, err := loadModel(cmd.Model)
	if err != nil {
		return err
	}
	selection, err := cmd.selection(model)
	if err != nil {
		return err
	}
	inputs, err := cmd.find(c)
	if err != nil {
		return err
	}
	check, stop := c.heedSignals()
	defer stop()
	run := &classifyRun{classifyCommand: cmd, c: c, model: model, inputs: inputs, selection: selection, check: check}
	if cmd.Journal != "" {
		if err := run.open(); err != nil {
			return err
		}
	}
	err = c.writeOutput(cmd.Output, append(inputs.Files(), cmd.Model), run.write)
	if run.journal != nil {
		err = run.close(err)
	}
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
	return document.Find(paths, cmd.readOptions(), func(notice string) { fmt.Fprintf(c.stderr, "rhetor: %s\n", notice) })
}

// readOptions is how documents are read.
func (cmd *classifyCommand) readOptions() document.Options {
	return document.Options{
		TextColumn: cmd.TextColumn, TargetColumn: cmd.TargetColumn, NoSplit: cmd.NoSplit, StdinFormat: cmd.InputFormat,
		MaxSize: cmd.MaxDocumentSize << 20, Strict: cmd.Strict, Exclude: cmd.Exclude,
	}
}

// options is how sentences are labelled. Tables show no evidence.
func (cmd *classifyCommand) options() classify.Options {
	options := classify.Options{Target: cmd.Target, MinProbability: cmd.MinProbability, Evidence: cmd.Evidence}
	if cmd.NoEvidence || cmd.Format == "table" || cmd.Format == "markdown" {
		options.Evidence = 0
	}
	return options
}

// layout is how the report looks. The columns of CSV and the like must be known before the first row: inputs are
// looked through for the names of their metadata, and of standard input, which can be read once only, the bytes are kept.
func (cmd *classifyCommand) layout(c *console, inputs *document.Inputs) (report.Options, error) {
	layout := report.Options{
		Format: report.Format(cmd.Format), Width: c.width, Color: c.color,
		Sentences: !cmd.NoSentences, Summary: !cmd.NoSummary,
	}
	if cmd.Output != "" && cmd.Output != "-" { // a file is the same, whatever the terminal
		layout.Width, layout.Color = report.DefaultWidth, false
	}
	if !layout.Format.HasColumns() {
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
