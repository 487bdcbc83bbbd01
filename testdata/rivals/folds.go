//go:build ignore

// Folds prints the fold of every row of a corpus, one number a line, in the order of the rows: the folds that
// `rhetor train --cv K` deals with no other setting. Other programs are measured on them.
//
//	go run testdata/rivals/folds.go FILE.tsv LABELCOLUMN K [GROUPCOLUMN]
package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"

	"rhetor/classify"
	"rhetor/classify/corpus"
	"rhetor/models"
)

var errUsage = errors.New("usage: go run testdata/rivals/folds.go FILE.tsv LABELCOLUMN K [GROUPCOLUMN]")

func main() {
	err := run(os.Args[1:])
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, "folds:", err)
	if errors.Is(err, errUsage) {
		os.Exit(2)
	}
	os.Exit(1)
}

func run(args []string) error {
	if len(args) < 3 || len(args) > 4 {
		return errUsage
	}
	k, err := strconv.Atoi(args[2])
	if err != nil || k < 2 {
		return errUsage
	}
	opt := corpus.Options{Tasks: []corpus.Task{{Name: args[1]}}, NoTarget: true, NoID: true}
	if len(args) == 4 {
		opt.GroupColumn = args[3]
	}
	c, err := corpus.Read(args[:1], nil, opt)
	if err != nil {
		return err
	}
	return show(models.Folds(classes(c), groups(c, opt), k, classify.Default.Seed))
}

// classes is the class of every row: the index of its label among the sorted labels.
func classes(c *corpus.Corpus) []int {
	labels := c.Labels(0)
	var classes []int
	for _, example := range c.Examples {
		classes = append(classes, slices.Index(labels, example.Labels[0][0]))
	}
	return classes
}

// groups is the group of every row; nil where no column of them is asked for.
func groups(c *corpus.Corpus, opt corpus.Options) []string {
	if opt.GroupColumn == "" {
		return nil
	}
	var groups []string
	for _, example := range c.Examples {
		groups = append(groups, example.Group)
	}
	return groups
}

// show writes one fold a line to standard output.
func show(folds []int) error {
	out := bufio.NewWriter(os.Stdout)
	for _, fold := range folds {
		fmt.Fprintln(out, fold) // a fault stays in the buffer
	}
	return out.Flush()
}
