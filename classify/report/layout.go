package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"rhetor/classify/document"
	"rhetor/classify/result"
	"rhetor/classify/table"
)

// layout is the columns of a CSV: those of every sentence, then for each task its own, then the loaded
// terms, the text, and the metadata. Tasks and labels are those of the first sentence, and so is the metadata
// where its names are not known beforehand.
type layout struct {
	tasks    []taskLayout
	metadata []string
	header   []string
	chosen   []int // the columns written, by their place in the whole layout; nil: all
}

// chosenLayout is the layout of the columns that the options ask for.
func chosenLayout(first result.Sentence, opt Options) (*layout, error) {
	l := newLayout(first, opt.Metadata)
	if len(opt.Columns) == 0 {
		return l, nil
	}
	for i, name := range opt.Columns {
		at := slices.Index(l.header, name)
		switch {
		case at < 0:
			return nil, &choiceError{"there is no column " + table.Quote(name), l.header}
		case slices.Contains(opt.Columns[:i], name):
			return nil, &choiceError{table.Quote(name) + " is given twice", l.header}
		}
		l.chosen = append(l.chosen, at)
	}
	l.header = slices.Clone(opt.Columns)
	return l, nil
}

// taskLayout is a task with its labels.
type taskLayout struct {
	name   string
	labels labelSet // the model's; given labels are within them
}

// newLayout makes the layout from the first sentence and the names of the metadata, nil for the sentence's own.
func newLayout(first result.Sentence, metadata []string) *layout {
	l := &layout{header: []string{
		"document", "row", "paragraph", "sentence", "start", "end", "voice", "target"}}
	for _, p := range first.Tasks {
		l.addTask(p)
	}
	l.header = append(l.header, lastColumns...)
	if metadata == nil {
		for _, field := range first.Metadata {
			metadata = append(metadata, field.Name)
		}
	}
	for _, name := range metadata {
		l.metadata = append(l.metadata, name)
		l.addColumn(name, "meta_")
	}
	return l
}

// addTask adds a task's columns.
func (l *layout) addTask(p result.Prediction) {
	task := taskLayout{name: p.Task}
	l.addColumn(p.Task, "task_")
	l.addColumn(p.Task+"_probability", "task_")
	for _, of := range p.Probabilities {
		task.labels.add(of.Label)
		l.addColumn(p.Task+"_p_"+of.Label, "task_")
	}
	l.addColumn(p.Task+"_evidence", "task_")
	l.tasks = append(l.tasks, task)
}

// lastColumns stand behind the tasks' columns and before the metadata.
var lastColumns = []string{"loaded", "text"}

// addColumn adds a column, its name prefixed for as long as it is that of another of ours.
func (l *layout) addColumn(name, prefix string) {
	for slices.Contains(l.header, name) || slices.Contains(lastColumns, name) {
		name = prefix + name
	}
	l.header = append(l.header, name)
}

// columnError tells that a sentence has what the header has no column for.
type columnError struct {
	sentence result.Sentence
	what     string
}

// Error names the sentence and what has no column.
func (e *columnError) Error() string {
	place := fmt.Sprintf("sentence %d", e.sentence.Sentence)
	if e.sentence.Row > 0 {
		place = fmt.Sprintf("row %d", e.sentence.Row)
	}
	return fmt.Sprintf("%s: %s: %s has no column: the first sentence had none", e.sentence.Document, place, e.what)
}

// Hint says what can be done.
func (e *columnError) Hint() string { return "write jsonl, where sentences may differ in their fields" }

// check refuses a sentence that has what the header has no column for, for it would be lost.
func (l *layout) check(s *result.Sentence) error {
	for i, field := range s.Metadata {
		sameName := func(f document.Field) bool { return f.Name == field.Name }
		if !slices.Contains(l.metadata, field.Name) || slices.ContainsFunc(s.Metadata[:i], sameName) {
			return &columnError{*s, fmt.Sprintf("metadata %q", field.Name)}
		}
	}
	for _, p := range s.Tasks {
		if err := l.checkTask(s, p); err != nil {
			return err
		}
	}
	return nil
}

// checkTask refuses a task or a label that has no column.
func (l *layout) checkTask(s *result.Sentence, p result.Prediction) error {
	i := slices.IndexFunc(l.tasks, func(t taskLayout) bool { return t.name == p.Task })
	if i < 0 {
		return &columnError{*s, fmt.Sprintf("task %q", p.Task)}
	}
	for _, of := range p.Probabilities {
		if !slices.Contains(l.tasks[i].labels, of.Label) {
			return &columnError{*s, fmt.Sprintf("%s label %q", p.Task, of.Label)}
		}
	}
	return nil
}

// row is a sentence's cells.
func (l *layout) row(s *result.Sentence) []string {
	row := []string{
		guard(s.Document), rowNumber(*s), strconv.Itoa(s.Paragraph), strconv.Itoa(s.Sentence),
		strconv.Itoa(s.Start), strconv.Itoa(s.End), guard(string(s.Voice)), guard(s.Target)}
	for _, task := range l.tasks {
		p, _ := find(*s, task.name)
		row = append(row, task.cells(p)...)
	}
	row = append(row, guard(loadedTerms(*s)), guard(s.Text))
	for _, name := range l.metadata {
		row = append(row, guard(value(s.Metadata, name)))
	}
	return l.choose(row)
}

// choose takes the chosen cells of a row, in their order.
func (l *layout) choose(row []string) []string {
	if l.chosen == nil {
		return row
	}
	cells := make([]string, len(l.chosen))
	for i, at := range l.chosen {
		cells[i] = row[at]
	}
	return cells
}

// rowNumber is the row of a table; empty for a document that is a whole file.
func rowNumber(s result.Sentence) string {
	if s.Row == 0 {
		return ""
	}
	return strconv.Itoa(s.Row)
}

// cells are a task's cells; all are empty where the sentence has no such task.
func (t taskLayout) cells(p result.Prediction) []string {
	if p.Task == "" {
		return make([]string, len(t.labels)+3)
	}
	cells := []string{guard(labelText(p)), probability(p.Probability)}
	for _, label := range t.labels {
		cells = append(cells, labelProbability(p, label))
	}
	return append(cells, guard(evidence(p)))
}

// labelProbability is the probability of a label; empty where it was not given.
func labelProbability(p result.Prediction, label string) string {
	for _, of := range p.Probabilities {
		if of.Label == label {
			return probability(of.Probability)
		}
	}
	return ""
}

// probability is written with four decimals.
func probability(p float64) string { return strconv.FormatFloat(p, 'f', 4, 64) }

// strongest is how much of the evidence a cell holds.
const strongest = 3

// evidence is the strongest features of a prediction with their contributions.
func evidence(p result.Prediction) string {
	all := slices.Clone(p.Evidence)
	slices.SortStableFunc(all, func(a, b result.Evidence) int {
		return cmp.Compare(math.Abs(b.Contribution), math.Abs(a.Contribution))
	})
	var parts []string
	for _, e := range all[:min(strongest, len(all))] {
		parts = append(parts, fmt.Sprintf("%s (%+.2f)", e.Feature, e.Contribution))
	}
	return strings.Join(parts, "; ")
}

// loadedTerms is the loaded terms of a sentence, joined by a bar.
func loadedTerms(s result.Sentence) string {
	terms := make([]string, len(s.Loaded))
	for i, t := range s.Loaded {
		terms[i] = t.Term
	}
	return strings.Join(terms, "|")
}

// value is the value of a metadata field; empty where there is none.
func value(fields document.Fields, name string) string {
	for _, field := range fields {
		if field.Name == name {
			return field.Value
		}
	}
	return ""
}
