package corpus

import (
	"cmp"
	"slices"
	"strings"

	"rhetor/classify/table"
)

// resolveTasks completes the tasks asked for, or finds the usual ones.
func resolveTasks(tables []*table.Table, opt Options) ([]Task, error) {
	tasks := slices.Clone(opt.Tasks)
	if len(tasks) == 0 {
		var err error
		if tasks, err = usualTasks(tables, opt.Usual); err != nil {
			return nil, err
		}
	}
	if err := complete(tasks); err != nil {
		return nil, err
	}
	return tasks, markMulti(tasks, opt.Multi)
}

// usualTasks returns those of the usual tasks whose columns all tables have.
func usualTasks(tables []*table.Table, usual []Task) ([]Task, error) {
	shared := sharedColumns(tables)
	var tasks []Task
	for _, task := range usual {
		if slices.Contains(shared, cmp.Or(task.Column, task.Name)) {
			tasks = append(tasks, task)
		}
	}
	if tasks != nil {
		return tasks, nil
	}
	if len(tables) > 1 {
		hint := "the columns in all files are " + table.QuoteList(shared) + "; choose one with --task NAME=COLUMN"
		return nil, &table.Error{Msg: "no column " + anyOf(usual) + " is in all files", Hint: hint}
	}
	hint := "the columns are " + table.QuoteList(shared) + "; choose one with --task NAME=COLUMN"
	return nil, &table.Error{File: tables[0].File, Line: tables[0].Header, Msg: "no column " + anyOf(usual), Hint: hint}
}

// sharedColumns returns the columns that all tables have, in the order of the first table.
func sharedColumns(tables []*table.Table) []string {
	shared := slices.Clone(tables[0].Columns)
	for _, t := range tables[1:] {
		shared = slices.DeleteFunc(shared, func(name string) bool { return t.Column(name) < 0 })
	}
	return shared
}

// complete gives every task its column, and refuses names that are empty or not distinct.
func complete(tasks []Task) error {
	for i := range tasks {
		task := &tasks[i]
		if task.Name == "" {
			return &table.Error{Msg: "a task has no name", Hint: "write --task NAME=COLUMN"}
		}
		if indexOf(tasks[:i], task.Name) >= 0 {
			return &table.Error{Msg: "task " + table.Quote(task.Name) + " is given twice"}
		}
		if task.Column == "" {
			task.Column = task.Name
		}
	}
	return nil
}

// markMulti makes the named tasks multi-label.
func markMulti(tasks []Task, names []string) error {
	for _, name := range names {
		i := indexOf(tasks, name)
		if i < 0 {
			return &table.Error{Msg: "no task " + table.Quote(name) + " to make multi-label", Hint: "the tasks are " + list(tasks)}
		}
		tasks[i].Multi = true
	}
	return nil
}

// indexOf returns the index of the task of a name, or -1.
func indexOf(tasks []Task, name string) int {
	return slices.IndexFunc(tasks, func(t Task) bool { return t.Name == name })
}

// list returns the tasks' names as messages show them.
func list(tasks []Task) string {
	var names []string
	for _, task := range tasks {
		names = append(names, task.Name)
	}
	return table.QuoteList(names)
}

// anyOf returns the tasks' columns as messages offer them.
func anyOf(tasks []Task) string {
	var columns []string
	for _, task := range tasks {
		columns = append(columns, table.Quote(cmp.Or(task.Column, task.Name)))
	}
	return strings.Join(columns, " or ")
}
