package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"rhetor/classify/report"
	"rhetor/classify/table"
	"rhetor/features"
)

type lexiconCommand struct {
	List  lexiconListCommand  `cmd:"" help:"List the lexicons in force: categories, or the terms of one."`
	Check lexiconCheckCommand `cmd:"" help:"Check lexicon files: CSV with term, category, weight."`
	Mine  lexiconMineCommand  `cmd:"" help:"Find the terms that mark the labels of a labelled corpus."`
}

type lexiconListCommand struct {
	Category string `arg:"" optional:"" help:"List the terms of this category."`
	Model    string `short:"m" placeholder:"FILE" help:"List the lexicons of this model; of the embedded one where none is named."`
	Format   string `default:"table" enum:"table,csv" help:"One of ${enum}."`
}

// Run lists categories with their number of terms, or terms.
func (cmd *lexiconListCommand) Run(c *console) error {
	model, err := loadModel(cmd.Model)
	if err != nil {
		return err
	}
	entries, err := cmd.selected(model.Lexicon.Entries)
	if err != nil {
		return err
	}
	switch {
	case cmd.Format == "csv":
		return features.WriteCSV(c.stdout, entries)
	case cmd.Category == "":
		return c.showGrids([]report.Grid{categoryGrid(entries)})
	}
	return c.showGrids([]report.Grid{termGrid(cmd.Category, entries)})
}

// selected is the entries of the category asked for; all where none is.
func (cmd *lexiconListCommand) selected(entries []features.Entry) ([]features.Entry, error) {
	if cmd.Category == "" {
		return entries, nil
	}
	var chosen []features.Entry
	for _, entry := range entries {
		if entry.Category == cmd.Category {
			chosen = append(chosen, entry)
		}
	}
	if chosen == nil {
		return nil, &table.Error{Msg: fmt.Sprintf("no lexicon has category %s", table.Quote(cmd.Category)),
			Hint: "the categories are " + table.QuoteList(categories(entries))}
	}
	return chosen, nil
}

// categories lists the categories, sorted.
func categories(entries []features.Entry) []string {
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Category)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// categoryGrid counts terms by category, with the strongest of each.
func categoryGrid(entries []features.Entry) report.Grid {
	grid := report.Grid{Header: []string{"category", "terms", "strongest"}, Right: []int{1}}
	for _, category := range categories(entries) {
		var chosen []features.Entry
		for _, entry := range entries {
			if entry.Category == category {
				chosen = append(chosen, entry)
			}
		}
		slices.SortStableFunc(chosen, func(a, b features.Entry) int { return cmp.Compare(b.Weight, a.Weight) })
		strongest := ""
		for _, entry := range chosen[:min(4, len(chosen))] {
			strongest += ", " + entry.Term
		}
		grid.Rows = append(grid.Rows, []string{category, strconv.Itoa(len(chosen)), strongest[2:]})
	}
	grid.Rows = append(grid.Rows, []string{"all", strconv.Itoa(len(entries)), ""})
	return grid
}

func termGrid(category string, entries []features.Entry) report.Grid {
	grid := report.Grid{Caption: category, Header: []string{"term", "weight"}, Right: []int{1}}
	for _, entry := range entries {
		grid.Rows = append(grid.Rows, []string{entry.Term, strconv.FormatFloat(entry.Weight, 'g', -1, 64)})
	}
	return grid
}

type lexiconCheckCommand struct {
	Files []string `arg:"" name:"file" help:"Lexicon files."`
}

// Run checks each file; the first fault ends it.
func (cmd *lexiconCheckCommand) Run(c *console) error {
	for _, path := range cmd.Files {
		entries, err := readLexicon(path)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.stdout, "%s: %s in %s\n", path,
			count(len(entries), "term", "terms"), count(len(categories(entries)), "category", "categories"))
	}
	return nil
}

// count is a number of things in words.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
