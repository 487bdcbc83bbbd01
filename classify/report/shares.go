package report

import (
	"strconv"

	"rhetor/classify/result"
	"rhetor/features"
)

// shares counts how often each label of each task was given, and in whose voice.
type shares struct {
	order []string
	tasks map[string]*taskShares
}

// taskShares is the counts of one task.
type taskShares struct {
	multi  bool
	total  voices // sentences
	labels labelSet
	counts map[string]voices
}

// voices counts by voice.
type voices struct{ all, quoted int }

// newShares returns an empty tally.
func newShares() *shares { return &shares{tasks: map[string]*taskShares{}} }

func (s *shares) add(sentence result.Sentence) {
	for _, p := range sentence.Tasks {
		s.task(p.Task).add(p, sentence.Voice)
	}
}

// task returns the counts of a task.
func (s *shares) task(name string) *taskShares {
	if s.tasks[name] == nil {
		s.order = append(s.order, name)
		s.tasks[name] = &taskShares{counts: map[string]voices{}}
	}
	return s.tasks[name]
}

// add counts one prediction.
func (t *taskShares) add(p result.Prediction, voice features.Voice) {
	t.multi = t.multi || multi(p)
	t.total = t.total.plus(voice)
	t.labels.learn(p)
	for _, label := range labelsOf(p) {
		t.counts[label] = t.counts[label].plus(voice)
	}
}

// plus adds one sentence.
func (v voices) plus(voice features.Voice) voices {
	v.all++
	if voice == features.Quoted {
		v.quoted++
	}
	return v
}

func (s *shares) grids() []Grid {
	var all []Grid
	for _, task := range s.order {
		all = append(all, s.tasks[task].grid(task))
	}
	return all
}

// grid is the table of one task.
func (t *taskShares) grid(task string) Grid {
	g := Grid{
		Caption: "labels of " + task + " by voice",
		Header:  []string{task, "sentences", "share", "author", "quoted"},
		Right:   []int{1, 2, 3, 4},
	}
	for _, label := range t.labels {
		g.Rows = append(g.Rows, t.row(label, t.counts[label]))
	}
	if t.multi {
		g.Caption += " (a sentence may have several)"
	}
	g.Rows = append(g.Rows, t.row("all", t.total))
	g.paint = func(row, column int) []paint {
		if column != 0 || row == len(t.labels) {
			return nil
		}
		return labelPaint(task, clean(t.labels[row]))
	}
	return g
}

// row is the counts of one label.
func (t *taskShares) row(label string, n voices) []string {
	return []string{label, strconv.Itoa(n.all), share(n.all, t.total.all),
		strconv.Itoa(n.all - n.quoted), strconv.Itoa(n.quoted)}
}
