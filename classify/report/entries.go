package report

import (
	"fmt"
	"slices"
	"strconv"

	"rhetor/classify/result"
	"rhetor/features"
)

// entry is what the table of sentences shows of one sentence.
type entry struct {
	document      string
	row, sentence int
	target        string
	tasks         []shown
	quoted        bool
	text          marked
}

// shown is what the table of sentences shows of one prediction.
type shown struct {
	task, label, probability string
}

// newEntry keeps of a sentence what is shown; evidence is large, and a document waits until its end.
func newEntry(s result.Sentence, mark string) entry {
	e := entry{document: s.Document, row: s.Row, sentence: s.Sentence, target: s.Target}
	e.quoted = s.Voice == features.Quoted
	e.text = markLoaded(s, mark)
	for _, p := range s.Tasks {
		e.tasks = append(e.tasks, shown{p.Task, labelText(p), fmt.Sprintf("%.2f", p.Probability)})
	}
	return e
}

// of returns what is shown of a task; nothing where the sentence has no such task.
func (e entry) of(task string) shown {
	i := slices.IndexFunc(e.tasks, func(s shown) bool { return s.task == task })
	if i < 0 {
		return shown{}
	}
	return e.tasks[i]
}

// entries are the sentences of one document, or where they are sorted, of all.
type entries []entry

// column is one column of the table of sentences.
type column struct {
	header string
	right  bool
	cell   func(entry) string
	paint  func(entry) []paint // nil for plain
}

// grid is the table of sentences.
func (all entries) grid() Grid {
	columns := all.columns()
	g := Grid{Rows: make([][]string, len(all))}
	for i, c := range columns {
		g.Header = append(g.Header, c.header)
		if c.right {
			g.Right = append(g.Right, i)
		}
		for j, e := range all {
			g.Rows[j] = append(g.Rows[j], c.cell(e))
		}
	}
	g.paint = func(row, i int) []paint {
		if columns[i].paint == nil {
			return nil
		}
		return columns[i].paint(all[row])
	}
	return g
}

// columns are the document where there are several, the number, the target where there are several, two for each task, the voice where
// somebody is quoted, and the sentence.
func (all entries) columns() []column {
	var columns []column
	if all.severalDocuments() {
		columns = append(columns, column{header: "document", cell: func(e entry) string { return e.document }})
	}
	columns = append(columns, all.numbers())
	if len(all.targets()) > 1 {
		columns = append(columns, column{header: "target", cell: func(e entry) string { return e.target }})
	}
	for _, task := range all.tasks() {
		columns = append(columns, taskColumns(task)...)
	}
	if all.anyQuoted() {
		columns = append(columns, column{cell: voiceMark})
	}
	return append(columns, column{
		header: "sentence",
		cell:   func(e entry) string { return e.text.text },
		paint:  loadedPaint,
	})
}

// numbers is the column that numbers the sentences; those of a table by row, and by row and sentence
// where a row holds several.
func (all entries) numbers() column {
	several := slices.ContainsFunc(all, func(e entry) bool { return e.sentence > 1 })
	return column{header: "#", right: true, cell: func(e entry) string {
		switch {
		case e.row == 0:
			return strconv.Itoa(e.sentence)
		case several:
			return fmt.Sprintf("%d.%d", e.row, e.sentence)
		}
		return strconv.Itoa(e.row)
	}}
}

// taskColumns are a task's label and its probability.
func taskColumns(task string) []column {
	return []column{
		{
			header: task,
			cell:   func(e entry) string { return e.of(task).label },
			paint:  func(e entry) []paint { return labelPaint(task, clean(e.of(task).label)) },
		},
		{header: "p", right: true, cell: func(e entry) string { return e.of(task).probability }},
	}
}

// quoteMark marks a sentence in the voice of someone quoted.
const quoteMark = "”"

// voiceMark is the cell of the voice column.
func voiceMark(e entry) string {
	if e.quoted {
		return quoteMark
	}
	return ""
}

// loadedPaint shows loaded terms in bold.
func loadedPaint(e entry) []paint {
	paints := make([]paint, len(e.text.terms))
	for i, term := range e.text.terms {
		paints[i] = paint{term, bold}
	}
	return paints
}

// tasks returns the names of all tasks, in order of their first appearance.
func (all entries) tasks() []string {
	var names labelSet
	for _, e := range all {
		for _, s := range e.tasks {
			names.add(s.task)
		}
	}
	return names
}

// targets returns the different targets, in order of their first appearance.
func (all entries) targets() []string {
	var names labelSet
	for _, e := range all {
		names.add(e.target)
	}
	return names
}

// severalDocuments reports whether the sentences are of more than one document.
func (all entries) severalDocuments() bool {
	return slices.ContainsFunc(all, func(e entry) bool { return e.document != all[0].document })
}

// anyQuoted reports whether a sentence is in the voice of someone quoted.
func (all entries) anyQuoted() bool {
	return slices.ContainsFunc(all, func(e entry) bool { return e.quoted })
}

// anyLoaded reports whether a sentence has a loaded term.
func (all entries) anyLoaded() bool {
	return slices.ContainsFunc(all, func(e entry) bool { return len(e.text.terms) > 0 })
}
