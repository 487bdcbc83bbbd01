package report

import (
	"slices"
	"strconv"

	"rhetor/classify/result"
)

// few is how many labels a task may have for each to get a column.
const few = 4

// documents counts labels for each document. It is empty where there is but one.
type documents struct {
	names  []string
	tasks  []string
	labels map[string]*labelSet
	counts map[string]*documentCount
}

// documentCount is the counts of one document.
type documentCount struct {
	sentences int
	given     map[string]int            // sentences by task
	labels    map[string]map[string]int // sentences by task and label
}

// newDocuments returns an empty tally.
func newDocuments() *documents {
	return &documents{labels: map[string]*labelSet{}, counts: map[string]*documentCount{}}
}

func (d *documents) add(s result.Sentence) {
	count := d.document(s.Document)
	count.sentences++
	for _, p := range s.Tasks {
		d.task(p.Task).learn(p)
		count.add(p)
	}
}

// document returns the counts of a document.
func (d *documents) document(name string) *documentCount {
	if d.counts[name] == nil {
		d.names = append(d.names, name)
		d.counts[name] = &documentCount{given: map[string]int{}, labels: map[string]map[string]int{}}
	}
	return d.counts[name]
}

// task returns the labels of a task.
func (d *documents) task(name string) *labelSet {
	if d.labels[name] == nil {
		d.tasks = append(d.tasks, name)
		d.labels[name] = &labelSet{}
	}
	return d.labels[name]
}

// add counts one prediction.
func (c *documentCount) add(p result.Prediction) {
	c.given[p.Task]++
	if c.labels[p.Task] == nil {
		c.labels[p.Task] = map[string]int{}
	}
	for _, label := range labelsOf(p) {
		c.labels[p.Task][label]++
	}
}

// share is the share of a label in the document's sentences.
func (c *documentCount) share(task, label string) string {
	return share(c.labels[task][label], c.given[task])
}

func (d *documents) grids() []Grid {
	if len(d.names) < 2 {
		return nil
	}
	g := Grid{Caption: "documents", Header: []string{"document", "sentences"}, Right: []int{1}}
	for _, name := range d.names {
		g.Rows = append(g.Rows, []string{name, strconv.Itoa(d.counts[name].sentences)})
	}
	for _, task := range d.tasks {
		d.addTask(&g, task)
	}
	return []Grid{g}
}

// addTask adds a column for each label of a task, or for its most common label where there are many.
func (d *documents) addTask(g *Grid, task string) {
	labels := *d.labels[task]
	model := slices.DeleteFunc(slices.Clone(labels), func(l string) bool { return l == result.Uncertain })
	if len(model) > few {
		d.addColumn(g, "most common "+task, func(c *documentCount) string { return c.mostCommon(task, labels) })
		return
	}
	for _, label := range labels {
		g.Right = append(g.Right, len(g.Header))
		d.addColumn(g, unique(g.Header, task, label), func(c *documentCount) string { return c.share(task, label) })
	}
}

// unique is a label as a header; with its task where another task has the label too.
func unique(header []string, task, label string) string {
	if slices.Contains(header, label) {
		return task + " " + label
	}
	return label
}

// addColumn adds a column with a cell for each document.
func (d *documents) addColumn(g *Grid, header string, cell func(*documentCount) string) {
	g.Header = append(g.Header, header)
	for i, name := range d.names {
		g.Rows[i] = append(g.Rows[i], cell(d.counts[name]))
	}
}

// mostCommon is the most common label of a task with its share; of several the model's first.
func (c *documentCount) mostCommon(task string, labels []string) string {
	best := ""
	for _, label := range labels {
		if c.labels[task][label] > c.labels[task][best] {
			best = label
		}
	}
	if best == "" {
		return ""
	}
	return best + " " + c.share(task, best)
}
