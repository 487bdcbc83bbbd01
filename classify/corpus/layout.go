package corpus

import "rhetor/classify/table"

// layout is where a table keeps what an example is made of: indices of columns, -1 for what is not there.
type layout struct {
	file      string
	columns   []string
	tasks     []Task
	separator string // between labels
	arrays    bool   // labels may also stand in an array
	keep      string // the split that is wanted; all when empty

	text, target, group, id, source, split, weight int
	labels                                         []int // for each task
}

// newLayout finds the columns of a table, and fails for the first that must be there and is not.
func newLayout(t *table.Table, tasks []Task, opt Options) (*layout, error) {
	l := &layout{file: t.File, columns: t.Columns, tasks: tasks, separator: opt.Separator, keep: opt.Split}
	l.arrays = t.Header == 0
	l.id, l.source, l.split, l.weight = t.Column("id"), t.Column("source"), t.Column("split"), t.Column("weight")
	l.target, l.group = t.Column("target"), -1
	if opt.NoID {
		l.id = -1
	}
	if opt.NoTarget {
		l.target, opt.TargetColumn = -1, ""
	}
	for _, need := range required(l, opt) {
		i, err := t.Require(need.column, need.advice)
		if err != nil {
			return nil, err
		}
		*need.index = i
	}
	return l, nil
}

// requirement is a column that must be there, where its index goes, and the advice if it is not.
type requirement struct {
	column string
	index  *int
	advice string
}

// required lists the columns that a layout must find.
func required(l *layout, opt Options) []requirement {
	needs := []requirement{{opt.TextColumn, &l.text, "choose one with --text-column"}}
	if opt.TargetColumn != "" {
		needs = append(needs, requirement{opt.TargetColumn, &l.target, "choose one with --target-column"})
	}
	if opt.GroupColumn != "" {
		needs = append(needs, requirement{opt.GroupColumn, &l.group, "choose one with --group"})
	}
	if opt.Split != "" {
		needs = append(needs, requirement{"split", &l.split, "leave out --split to read all rows"})
	}
	l.labels = make([]int, len(l.tasks))
	for i, task := range l.tasks {
		needs = append(needs, requirement{task.Column, &l.labels[i], "choose one with --task NAME=COLUMN"})
	}
	return needs
}

// wants reports whether a row is in the split asked for.
func (l *layout) wants(row table.Row) bool {
	return l.keep == "" || trimmed(row, l.split) == l.keep
}
