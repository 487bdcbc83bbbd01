package corpus

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rhetor/classify/table"
)

// MaxLabel is the length of the longest label, in bytes.
const MaxLabel = 100

// example makes an example of a row.
func (l *layout) example(row table.Row) (Example, error) {
	e := Example{
		File: l.file, Line: row.Line, Text: row.Values[l.text], Weight: 1,
		ID: trimmed(row, l.id), Target: trimmed(row, l.target), Source: trimmed(row, l.source),
		Split: trimmed(row, l.split), Group: trimmed(row, l.group),
	}
	if strings.TrimSpace(e.Text) == "" {
		return e, l.fail(row, l.text, "is empty")
	}
	if l.group >= 0 && e.Group == "" {
		return e, l.fail(row, l.group, "is empty")
	}
	if err := l.weigh(&e, row); err != nil {
		return e, err
	}
	return e, l.label(&e, row)
}

// trimmed returns a row's value without white space around it, empty for a column that is not there.
func trimmed(row table.Row, column int) string {
	if column < 0 {
		return ""
	}
	return strings.TrimSpace(row.Values[column])
}

// Weights beyond these bounds would drown all other rows, or be drowned.
const minWeight, maxWeight = 0.001, 1000

// weigh reads the weight of an example, if there is a column for it.
func (l *layout) weigh(e *Example, row table.Row) error {
	if l.weight < 0 {
		return nil
	}
	weight, err := strconv.ParseFloat(trimmed(row, l.weight), 64)
	if err != nil || !(weight >= minWeight && weight <= maxWeight) {
		return l.fail(row, l.weight, "is "+table.Quote(row.Values[l.weight])+", not a number from 0.001 to 1000")
	}
	e.Weight = weight
	return nil
}

// label reads the labels of all tasks.
func (l *layout) label(e *Example, row table.Row) error {
	e.Labels = make([][]string, len(l.tasks))
	for i, task := range l.tasks {
		labels, err := l.labelsOf(row, l.labels[i], task.Multi)
		if err != nil {
			return err
		}
		e.Labels[i] = labels
	}
	return nil
}

// labelsOf reads the labels in one cell: any number for a multi-label task, else exactly one.
func (l *layout) labelsOf(row table.Row, column int, multi bool) ([]string, error) {
	cell := trimmed(row, column)
	labels, msg := []string{cell}, flaw(cell)
	if multi {
		labels = l.several(cell)
		msg = flawOfSeveral(labels)
	}
	if msg != "" {
		return nil, l.fail(row, column, msg)
	}
	return labels, nil
}

// several returns the labels of a multi-label cell, sorted.
func (l *layout) several(cell string) []string {
	if cell == "" {
		return nil
	}
	if l.arrays {
		cell = strings.ReplaceAll(cell, table.ArraySeparator, l.separator)
	}
	labels := strings.Split(cell, l.separator)
	for i := range labels {
		labels[i] = strings.TrimSpace(labels[i])
	}
	slices.Sort(labels)
	return labels
}

// flaw returns what is wrong with a label, "" when nothing is.
func flaw(label string) string {
	switch {
	case label == "":
		return "is empty"
	case len(label) > MaxLabel:
		return fmt.Sprintf("is %s, longer than %d bytes", table.Quote(label), MaxLabel)
	case strings.ContainsFunc(label, unicode.IsControl):
		return "is " + table.Quote(label) + ", with a control character"
	}
	return ""
}

// flawOfSeveral returns what is wrong with the sorted labels of a multi-label cell, "" when nothing is.
func flawOfSeveral(labels []string) string {
	for i, label := range labels {
		if label == "" {
			return "has an empty label"
		}
		if i > 0 && label == labels[i-1] {
			return "has " + table.Quote(label) + " twice"
		}
		if msg := flaw(label); msg != "" {
			return msg
		}
	}
	return ""
}

// fail is the error for the value of a column.
func (l *layout) fail(row table.Row, column int, msg string) error {
	return &table.Error{File: l.file, Line: row.Line, Msg: shown(l.columns[column]) + " " + msg}
}

// shown returns a column's name as messages show it: plain, unless it is long or holds control characters.
func shown(column string) string {
	if quoted := table.Quote(column); quoted != `"`+column+`"` {
		return quoted
	}
	return column
}
