package corpus

import (
	"fmt"
	"maps"
	"slices"

	"rhetor/classify/table"
)

// check makes sure that the corpus as a whole can be learned from.
func (c *Corpus) check(tables []*table.Table, opt Options) error {
	if len(c.Examples) == 0 {
		return c.noRowLeft(tables, opt)
	}
	if err := c.checkIDs(); err != nil {
		return err
	}
	if opt.ToMeasure {
		return nil
	}
	for i := range c.Tasks {
		if err := c.checkLabels(i); err != nil {
			return err
		}
	}
	return nil
}

// noRowLeft is the error for a split that no row is in.
func (c *Corpus) noRowLeft(tables []*table.Table, opt Options) error {
	hint := "the splits are " + table.QuoteList(splits(tables))
	return &table.Error{File: c.name(), Msg: "no row has split " + table.Quote(opt.Split), Hint: hint}
}

// splits returns the distinct values of the column split, sorted.
func splits(tables []*table.Table) []string {
	seen := map[string]bool{}
	for _, t := range tables {
		column := t.Column("split")
		for _, row := range t.Rows {
			seen[trimmed(row, column)] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// checkIDs refuses an id that two examples have.
func (c *Corpus) checkIDs() error {
	first := map[string]*Example{}
	for i := range c.Examples {
		e := &c.Examples[i]
		if e.ID == "" {
			continue
		}
		if other := first[e.ID]; other != nil {
			place := &table.Error{File: other.File, Line: other.Line, Msg: "has it already"}
			return &table.Error{File: e.File, Line: e.Line, Msg: "id " + table.Quote(e.ID) + " appears twice: " + place.Error(),
				Hint: "one of the rows may be a copy; where ids mean something else, leave them out with --no-id"}
		}
		first[e.ID] = e
	}
	return nil
}

// checkLabels refuses a task with nothing to tell apart.
func (c *Corpus) checkLabels(task int) error {
	labels := c.Labels(task)
	if len(labels) > 1 {
		return nil
	}
	msg := shown(c.Tasks[task].Column) + " has no labels"
	if len(labels) == 1 {
		msg = fmt.Sprintf("%s has only one label, %s", shown(c.Tasks[task].Column), table.Quote(labels[0]))
	}
	return &table.Error{File: c.name(), Msg: msg, Hint: "a task needs two labels or more"}
}
