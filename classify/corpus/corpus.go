// Package corpus reads labelled corpora: tables of texts with one label column, or more, for each task.
//
// The way of a corpus through the package:
//
//	paths -> table.Table (tables.go) -> Tasks (tasks.go) -> layout (layout.go) -> Example (example.go) -> checks (check.go)
//
// Columns are found by name. Text and labels must be there; target, id, weight, source, split and a group
// are read where they are. Every error is a *table.Error. Nothing about labels is known beforehand.
package corpus

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"rhetor/classify/table"
)

// Task is one question asked of every text, answered in one column.
type Task struct {
	Name   string
	Column string // column of the labels; the name when empty
	Multi  bool   // a text has any number of labels, instead of exactly one
}

// Options says how a corpus is read. The zero value reads columns text, target, stance and tone.
type Options struct {
	TextColumn   string   // "text" when empty
	TargetColumn string   // must be there when set; when empty, "target" is used where it is there
	NoTarget     bool     // leaves targets out
	NoID         bool     // leaves ids out, so that they need not be distinct
	GroupColumn  string   // what belongs together and must not be split up, such as the outlet; none when empty
	Tasks        []Task   // when empty: those of Usual whose columns all files have
	Usual        []Task   // stance and tone when empty
	Multi        []string // names of the tasks that are multi-label
	Separator    string   // between the labels of a multi-label task, where JSONL has no array; "|" when empty
	Split        string   // keeps only the rows whose column split says this; all when empty
	StdinFormat  string   // format of standard input: csv, tsv or jsonl; csv when empty
	ToMeasure    bool     // the corpus is to measure a model on: a task may have one label only
}

// Example is one labelled text.
type Example struct {
	File   string // the path as given; "-" for standard input
	Line   int    // line of the file its row starts on, from 1
	ID     string // distinct within the corpus; empty when the row has none
	Text   string // as it was read, not only white space
	Target string // what stance is toward; empty when not given
	Source string
	Split  string
	Group  string     // empty without a group column
	Weight float64    // above 0; 1 without a weight column
	Labels [][]string // for each task: one label, or the sorted labels of a multi-label task
}

// Corpus is what was read from one or more files.
type Corpus struct {
	Tasks     []Task
	Examples  []Example // in the order of the files and their rows
	HasTarget bool      // some example has a target
	Files     []string  // the paths as given
}

// Read reads tables into one corpus and checks it. The path "-" is standard input.
func Read(paths []string, stdin io.Reader, opt Options) (*Corpus, error) {
	opt = opt.withDefaults()
	tables, err := readTables(paths, stdin, opt)
	if err != nil {
		return nil, err
	}
	c := &Corpus{Files: paths}
	if c.Tasks, err = resolveTasks(tables, opt); err != nil {
		return nil, err
	}
	for _, t := range tables {
		if err := c.add(t, opt); err != nil {
			return nil, err
		}
	}
	if err := c.check(tables, opt); err != nil {
		return nil, err
	}
	return c, nil
}

// withDefaults fills in what was left empty, except TargetColumn, which means something when empty.
func (o Options) withDefaults() Options {
	o.TextColumn = cmp.Or(o.TextColumn, "text")
	o.Separator = cmp.Or(o.Separator, table.ArraySeparator)
	o.StdinFormat = cmp.Or(o.StdinFormat, "csv")
	if len(o.Usual) == 0 {
		o.Usual = []Task{{Name: "stance"}, {Name: "tone"}}
	}
	return o
}

// add appends the rows of a table that belong to the split asked for.
func (c *Corpus) add(t *table.Table, opt Options) error {
	l, err := newLayout(t, c.Tasks, opt)
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		if !l.wants(row) {
			continue
		}
		example, err := l.example(row)
		if err != nil {
			return err
		}
		c.Examples = append(c.Examples, example)
		c.HasTarget = c.HasTarget || example.Target != ""
	}
	return nil
}

// Labels returns the distinct labels of a task, sorted. The task is an index into Tasks.
func (c *Corpus) Labels(task int) []string {
	seen := map[string]bool{}
	for _, example := range c.Examples {
		for _, label := range example.Labels[task] {
			seen[label] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// name returns the name of the corpus in errors that concern no single file.
func (c *Corpus) name() string {
	if len(c.Files) == 1 {
		return c.Files[0]
	}
	return fmt.Sprintf("%s and %d more", c.Files[0], len(c.Files)-1)
}
