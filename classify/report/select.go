package report

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"rhetor/classify/document"
	"rhetor/classify/result"
	"rhetor/classify/table"
)

// Selection says which sentences a report holds, and in what order. The empty one is all of them, as they come.
type Selection struct {
	Only   []Condition // what must hold of a sentence
	Sample int         // so many of the sentences that are left, drawn at random; 0: all
	Seed   uint64      // of the sample
	Sort   string      // the task by whose probability sentences are sorted, the highest first; empty: as they come
}

// Condition holds of a sentence that is given one of some labels by a task.
type Condition struct {
	Task   string // empty: the labels are voices
	Labels []string
}

// String is the condition as a command line has it: stance=against,favor.
func (c Condition) String() string {
	return cmp.Or(c.Task, "voice") + "=" + strings.Join(c.Labels, ",")
}

// holds tells whether the condition holds of a sentence. A multi-label task gives labels, or none of them, or is uncertain.
func (c Condition) holds(s *result.Sentence) bool {
	if c.Task == "" {
		return slices.Contains(c.Labels, string(s.Voice))
	}
	p, _ := find(*s, c.Task)
	given := labelsOf(p)
	if p.Label == result.Uncertain {
		given = []string{p.Label}
	}
	return slices.ContainsFunc(given, func(label string) bool { return slices.Contains(c.Labels, label) })
}

// holds tells whether all conditions hold of a sentence.
func (sel Selection) holds(s *result.Sentence) bool {
	return !slices.ContainsFunc(sel.Only, func(c Condition) bool { return !c.holds(s) })
}

// All tells whether all sentences are held, as they come.
func (sel Selection) All() bool { return len(sel.Only) == 0 && !sel.waits() }

// waits tells whether no sentence can be written before the last has come.
func (sel Selection) waits() bool { return sel.Sample > 0 || sel.Sort != "" }

// String says what is selected; nothing where all sentences are.
func (sel Selection) String() string {
	var parts []string
	for _, c := range sel.Only {
		parts = append(parts, c.String())
	}
	if sel.Sample > 0 {
		parts = append(parts, fmt.Sprintf("sample of %d, seed %d", sel.Sample, sel.Seed))
	}
	return strings.Join(parts, "; ")
}

// encoder lets an encoder see only what holds.
func (sel Selection) encoder(e *Encoder) *Encoder {
	if len(sel.Only) == 0 {
		return e
	}
	return &Encoder{Header: e.Header, Append: func(dst []byte, s *result.Sentence) ([]byte, error) {
		if !sel.holds(s) {
			return dst, nil
		}
		return e.Append(dst, s)
	}}
}

// writer lets a writer see only what is selected: what holds, of that a sample, and that sorted.
func (sel Selection) writer(w Writer) Writer {
	if sel.Sort != "" {
		w = &sorting{Writer: w, task: sel.Sort}
	}
	if sel.Sample > 0 {
		w = &sampling{Writer: w, size: sel.Sample, random: rand.New(rand.NewPCG(sel.Seed, 0))}
	}
	if len(sel.Only) > 0 {
		w = &holding{Writer: w, selection: sel}
	}
	return w
}

// holding passes on the sentences of which all conditions hold.
type holding struct {
	Writer
	selection Selection
}

// Write passes a sentence on, or not.
func (h *holding) Write(s result.Sentence) error {
	if !h.selection.holds(&s) {
		return nil
	}
	return h.Writer.Write(s)
}

// sampling passes on some of the sentences at the end, in the order they came in. Each is as likely to be among them
// as any other. It holds no more than it passes on: "reservoir sampling", algorithm R of Vitter (1985).
type sampling struct {
	Writer
	size   int
	random *rand.Rand
	seen   uint64
	drawn  []drawn
}

// drawn is a sentence of a sample, with its number among all.
type drawn struct {
	number   uint64
	sentence result.Sentence
}

// Write takes a sentence into the sample, or not. Of n sentences so far it is one with the probability size/n, and takes
// the place of any.
func (p *sampling) Write(s result.Sentence) error {
	p.seen++
	if len(p.drawn) < p.size {
		p.drawn = append(p.drawn, drawn{p.seen, detached(s)})
	} else if at := p.random.Uint64N(p.seen); at < uint64(p.size) {
		p.drawn[at] = drawn{p.seen, detached(s)}
	}
	return nil
}

// Close passes the sample on.
func (p *sampling) Close() error {
	slices.SortFunc(p.drawn, func(a, b drawn) int { return cmp.Compare(a.number, b.number) })
	for _, d := range p.drawn {
		if err := p.Writer.Write(d.sentence); err != nil {
			return err
		}
	}
	return p.Writer.Close()
}

// detached is a sentence that keeps nothing of its document in memory: its strings are parts of the document's.
func detached(s result.Sentence) result.Sentence {
	s.Text, s.Target = strings.Clone(s.Text), strings.Clone(s.Target)
	s.Tasks, s.Metadata = slices.Clone(s.Tasks), slices.Clone(s.Metadata)
	for i := range s.Tasks {
		evidence := slices.Clone(s.Tasks[i].Evidence)
		for j := range evidence {
			evidence[j].Feature = strings.Clone(evidence[j].Feature)
		}
		s.Tasks[i].Evidence = evidence
	}
	for i, field := range s.Metadata {
		s.Metadata[i] = document.Field{Name: field.Name, Value: strings.Clone(field.Value)}
	}
	return s
}

// sorting passes all sentences on at the end, those whose label of a task is most probable first; of equal ones, the
// one first that came first.
type sorting struct {
	Writer
	task string
	all  []result.Sentence
}

// Write keeps a sentence.
func (o *sorting) Write(s result.Sentence) error {
	o.all = append(o.all, s)
	return nil
}

// Close passes the sentences on.
func (o *sorting) Close() error {
	probability := func(s result.Sentence) float64 {
		p, _ := find(s, o.task)
		return p.Probability
	}
	slices.SortStableFunc(o.all, func(a, b result.Sentence) int { return cmp.Compare(probability(b), probability(a)) })
	for _, s := range o.all {
		if err := o.Writer.Write(s); err != nil {
			return err
		}
	}
	return o.Writer.Close()
}

// CheckColumns refuses columns that there are not in First and Metadata, before there are any sentences.
func (opt Options) CheckColumns() error {
	_, err := chosenLayout(opt.First, opt)
	return err
}

// choiceError tells that a column is asked for that there is not, or twice.
type choiceError struct {
	fault   string
	columns []string // those there are
}

// Error says what is wrong.
func (e *choiceError) Error() string { return "--columns: " + e.fault }

// Hint lists the columns there are, all of them: they are what can be chosen from.
func (e *choiceError) Hint() string {
	quoted := make([]string, len(e.columns))
	for i, name := range e.columns {
		quoted[i] = table.Quote(name)
	}
	return "the columns are " + strings.Join(quoted, ", ")
}
