package classify

import (
	"slices"
	"sort"

	"rhetor/classify/corpus"
	"rhetor/features"
	"rhetor/models"
)

// encoded is a corpus made of numbers: features for texts, classes for labels.
type encoded struct {
	collector *features.Collector
	rows      []features.Row
	groups    []string // by row; nil where rows are not grouped
	together  []string // by row: what is held out together while training; groups, or else targets where they are many
	weight    []float64
	targets   []string // by row
	tasks     []encodedTask
	crossed   []string // the targets that have features of their own
}

// encodedTask is one task's labels.
type encodedTask struct {
	name    string
	multi   bool
	labels  []string // sorted; a class is an index into it
	classes [][]int  // by row: one class, or the ascending classes of a multi-label task
}

// encode extracts the features of every example.
func encode(c *corpus.Corpus, lexicon *features.Lexicon, s features.Settings) *encoded {
	e := &encoded{collector: features.NewCollector(s.MinRows), crossed: crossedOf(c)}
	e.extract(c, lexicon, s)
	e.groups, e.targets = groupsOf(c), targetsOf(c)
	e.together = togetherOf(e.groups, e.targets)
	weighted := false
	for i := range c.Examples {
		example := &c.Examples[i]
		e.weight = append(e.weight, example.Weight)
		weighted = weighted || example.Weight != 1
	}
	if !weighted {
		e.weight = nil
	}
	for t, task := range c.Tasks {
		labels := c.Labels(t)
		e.tasks = append(e.tasks, encodedTask{
			name: task.Name, multi: task.Multi, labels: labels, classes: classesOf(c, t, labels),
		})
	}
	return e
}

// chunkRows is how many rows are extracted by one core at a time.
const chunkRows = 2000

// extract extracts the features of every example: chunks of rows side by side, put together in their order, so that
// features have the same numbers whatever the number of cores.
func (e *encoded) extract(c *corpus.Corpus, lexicon *features.Lexicon, s features.Settings) {
	type chunk struct {
		collector *features.Collector
		rows      []features.Row
	}
	chunks := models.Ordered((len(c.Examples)+chunkRows-1)/chunkRows, func(i int) chunk {
		extractor := features.NewExtractor(s, lexicon, e.crossed)
		made := chunk{collector: features.NewCollector(s.MinRows)}
		for at := i * chunkRows; at < min((i+1)*chunkRows, len(c.Examples)); at++ {
			made.rows = append(made.rows, made.collector.Add(extractor, inputOf(&c.Examples[at])))
		}
		return made
	})
	for made := range chunks {
		e.collector.Append(made.collector, made.rows)
		e.rows = append(e.rows, made.rows...)
	}
}

// inputOf is an example's text, taken as one sentence.
func inputOf(example *corpus.Example) features.Input {
	return features.InputOf(example.Text, features.Whole(example.Text), example.Target)
}

// groupsOf is the group of every example; nil where they are not grouped.
func groupsOf(c *corpus.Corpus) []string {
	groups, grouped := make([]string, len(c.Examples)), false
	for i, example := range c.Examples {
		groups[i] = example.Group
		grouped = grouped || example.Group != ""
	}
	if !grouped {
		return nil
	}
	return groups
}

// togetherOf is what rows are held out together while training. Where rows are not grouped, and targets are more
// than can have features of their own, new text will have other targets than these: then a target's rows are held
// out together, or the calibration would take the targets to be known. Nil: each row is held out alone.
func togetherOf(groups, targets []string) []string {
	distinct := map[string]bool{}
	for _, target := range targets {
		distinct[target] = true
	}
	if groups != nil || len(distinct) <= crossedTargets {
		return groups
	}
	return targets
}

// targetsOf is the target of every example.
func targetsOf(c *corpus.Corpus) []string {
	targets := make([]string, len(c.Examples))
	for i, example := range c.Examples {
		targets[i] = example.Target
	}
	return targets
}

// classesOf is the labels of every example, as ascending indexes into labels, which hold them all.
func classesOf(c *corpus.Corpus, task int, labels []string) [][]int {
	classes := make([][]int, len(c.Examples))
	for i, example := range c.Examples {
		classes[i] = make([]int, 0, len(example.Labels[task]))
		for _, label := range example.Labels[task] {
			classes[i] = append(classes[i], slices.Index(labels, label))
		}
		sort.Ints(classes[i])
	}
	return classes
}

// crossedOf picks the targets that have rows enough for features of their own, sorted.
func crossedOf(c *corpus.Corpus) []string {
	rows := map[string]int{}
	for _, example := range c.Examples {
		rows[example.Target]++
	}
	var crossed []string
	for target, n := range rows {
		if target != "" && n >= crossedRows {
			crossed = append(crossed, target)
		}
	}
	if len(crossed) > crossedTargets {
		return nil
	}
	sort.Strings(crossed)
	return crossed
}

// labels is the labels of every task.
func (e *encoded) labels() [][]string {
	var labels [][]string
	for _, task := range e.tasks {
		labels = append(labels, task.labels)
	}
	return labels
}

// strata is one class a row, to deal folds by: of a multi-label task, the row's first label or none.
func (t *encodedTask) strata() []int {
	strata := make([]int, len(t.classes))
	for row, classes := range t.classes {
		strata[row] = len(t.labels)
		if len(classes) > 0 {
			strata[row] = classes[0]
		}
	}
	return strata
}

// problem is the learning problem of some rows; their classes are set where the task is single-label.
func (e *encoded) problem(t *encodedTask, vectors []models.Vector, rows []int, columns int, seed uint64) *models.Problem {
	p := &models.Problem{Rows: vectors, Columns: columns, Classes: len(t.labels), Seed: seed}
	for _, row := range rows {
		if !t.multi {
			p.Class = append(p.Class, t.classes[row][0])
		}
		if e.weight != nil {
			p.Weight = append(p.Weight, e.weight[row])
		}
	}
	return p
}
