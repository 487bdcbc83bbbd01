package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"

	"rhetor/classify"
	"rhetor/classify/corpus"
	"rhetor/classify/report"
	"rhetor/classify/table"
	"rhetor/features"
)

type lexiconMineCommand struct {
	corpusFlags
	Average, Format, Group, NoTarget, TargetColumn struct{} `kong:"-"` // flags of a corpus that mean nothing here

	Output  string  `short:"o" placeholder:"FILE" help:"Write to a file, whole or not at all."`
	Layout  string  `name:"format" default:"table" enum:"table,csv,jsonl" help:"One of ${enum}; csv is a lexicon file."`
	Ngrams  int     `default:"2" placeholder:"N" help:"Terms have 1 to N words (${default})."`
	Prior   float64 `default:"0" placeholder:"N" help:"Total of the prior's counts; 0, the default: a tenth of the corpus's own."`
	MinZ    float64 `default:"1.96" placeholder:"Z" help:"Least z of a term (${default})."`
	MinRows int     `default:"3" placeholder:"N" help:"Rows with the label that must have a term (${default})."`
	Top     int     `default:"50" placeholder:"N" help:"Terms to show of each label, the strongest (${default}); 0: all."`
}

// Help says what the figures are.
func (lexiconMineCommand) Help() string {
	return `Each label is set against all rows without it, by the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", 2008). The prior is the corpus's own counts, scaled to the total of --prior: the larger, the more evidence a rare term needs. z is the log-odds ratio over its standard deviation.

Log-odds and z are of occurrences; --min-rows and the columns of rows count rows. Weights of rows are not looked at.

A term is words with white space, a hyphen or nothing between them. Words of one stem are one; the most frequent form is shown. Terms that a lexicon cannot hold are left out, and so is the weaker of two that it cannot tell apart.

The CSV is a lexicon for train --lexicon: the label is the category, in lower case and with hyphens for other characters, and the weight is z over the label's largest. Measure what such a lexicon is worth on rows that it was not mined from: it has seen the labels of the others, and --cv on them flatters it.`
}

// AfterApply refuses numbers that make no sense.
func (cmd *lexiconMineCommand) AfterApply() error {
	switch {
	case cmd.Ngrams < 1 || cmd.Ngrams > features.MaxTermWords:
		return fmt.Errorf("--ngrams is %d, and must be from 1 to %d", cmd.Ngrams, features.MaxTermWords)
	case !(cmd.Prior >= 0) || math.IsInf(cmd.Prior, 0):
		return fmt.Errorf("--prior is %v, and must be a number from 0", cmd.Prior)
	case !(cmd.MinZ >= 0):
		return fmt.Errorf("--min-z is %v, and must be 0 or more", cmd.MinZ)
	case cmd.MinRows < 1:
		return fmt.Errorf("--min-rows is %d, and must be 1 or more", cmd.MinRows)
	case cmd.Top < 0:
		return fmt.Errorf("--top is %d, and must be 0 or more", cmd.Top)
	}
	return nil
}

// Run finds the terms and writes them.
func (cmd *lexiconMineCommand) Run(c *console) error {
	labelled, err := cmd.read(c, nil, false)
	if err != nil {
		return err
	}
	terms := classify.Mine(labelled, classify.MineOptions{
		Ngrams: cmd.Ngrams, Prior: cmd.Prior, MinZ: cmd.MinZ, MinRows: cmd.MinRows, Top: cmd.Top,
	})
	if len(terms) == 0 {
		return &table.Error{Msg: "no term marks a label", Hint: "lower --min-z or --min-rows"}
	}
	write, err := cmd.writer(c, labelled, terms)
	if err != nil {
		return err
	}
	return c.writeOutput(cmd.Output, cmd.Corpus, write)
}

// writer is what writes the terms in the format asked for.
func (cmd *lexiconMineCommand) writer(c *console, labelled *corpus.Corpus, terms []classify.MinedTerm) (func(io.Writer) error, error) {
	switch cmd.Layout {
	case "csv":
		lexicon, err := classify.LexiconOf(terms)
		return func(w io.Writer) error { return features.WriteMined(w, lexicon) }, err
	case "jsonl":
		return func(w io.Writer) error { return writeMinedJSONL(w, terms) }, nil
	}
	width := c.width
	if cmd.Output != "" && cmd.Output != "-" { // a file is the same, whatever the terminal
		width = report.DefaultWidth
	}
	return func(w io.Writer) error { return writeMinedGrids(w, labelled, terms, width) }, nil
}

// writeMinedJSONL writes one JSON object a term.
func writeMinedJSONL(w io.Writer, terms []classify.MinedTerm) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for _, term := range terms {
		if err := encoder.Encode(term); err != nil {
			return err
		}
	}
	return nil
}

// writeMinedGrids writes a table for each task, with its name above where there are several.
func writeMinedGrids(w io.Writer, labelled *corpus.Corpus, terms []classify.MinedTerm, width int) error {
	for i, task := range labelled.Tasks {
		grid := minedGrid(task.Name, terms)
		if len(labelled.Tasks) == 1 {
			grid.Caption = ""
		}
		if i > 0 {
			if _, err := fmt.Fprintln(w); err != nil {
				return err
			}
		}
		if err := grid.Render(w, width); err != nil {
			return err
		}
	}
	return nil
}

// minedGrid is the terms of a task.
func minedGrid(task string, terms []classify.MinedTerm) report.Grid {
	grid := report.Grid{
		Caption: task, Header: []string{"label", "term", "z", "log-odds", "rows here", "rows elsewhere"},
		Right: []int{2, 3, 4, 5},
	}
	for _, t := range terms {
		if t.Task == task {
			grid.Rows = append(grid.Rows, []string{t.Label, t.Term, fmt.Sprintf("%.2f", t.Z),
				fmt.Sprintf("%.2f", t.LogOdds), strconv.Itoa(t.Rows), strconv.Itoa(t.Others)})
		}
	}
	return grid
}
