package classify

import (
	"fmt"
	"slices"

	"rhetor/models"
)

// Evaluation is how well one task's labels were predicted. Every Estimate's interval is a 95 % bootstrap
// interval over rows, or over groups where rows are grouped.
type Evaluation struct {
	Task        string             `json:"task"`
	Multi       bool               `json:"multi"`
	Rows        int                `json:"rows"`
	Labels      []LabelScores      `json:"labels"`
	Average     []string           `json:"average"` // the labels that the macro-F1 is the mean over
	MacroF1     Estimate           `json:"macro_f1"`
	Accuracy    Estimate           `json:"accuracy"`            // of a multi-label task: share of rows with exactly the right set
	Confusion   [][]int            `json:"confusion,omitempty"` // true label (first), predicted label; in the order of Labels; single-label only
	Reliability models.Reliability `json:"reliability"`
	Unseen      []string           `json:"unseen"` // labels of the corpus that the model never saw; their rows count as errors
	Targets     []TargetScores     `json:"targets,omitempty"`
	TargetMean  float64            `json:"target_mean,omitempty"` // mean over targets of macro-F1
}

// Estimate is a measure with its interval.
type Estimate struct {
	Value float64 `json:"value"`
	models.Interval
}

// LabelScores is one label's measures.
type LabelScores struct {
	Label     string   `json:"label"`
	Precision Estimate `json:"precision"`
	Recall    Estimate `json:"recall"`
	F1        Estimate `json:"f1"`
	Support   int      `json:"support"`
}

// TargetScores is the measures over the rows of one target.
type TargetScores struct {
	Target   string  `json:"target"`
	Rows     int     `json:"rows"`
	MacroF1  float64 `json:"macro_f1"`
	Accuracy float64 `json:"accuracy"`
}

// predictions is what was predicted for some rows.
type predictions struct {
	probabilities [][]float64
	predicted     [][]int // by row: the labels decided for, ascending
}

// newPredictions has room for so many rows.
func newPredictions(rows int) predictions {
	return predictions{probabilities: make([][]float64, rows), predicted: make([][]int, rows)}
}

// set fills in one row.
func (p *predictions) set(row int, probabilities []float64, multi bool, d models.Decision) {
	p.probabilities[row] = probabilities
	if multi {
		p.predicted[row] = d.ChooseMulti(probabilities)
		return
	}
	p.predicted[row] = []int{d.Choose(probabilities)}
}

// outcome is what an evaluation is made from: for each row its true and predicted labels, ascending, as
// indexes into labels, with the probabilities of the labels that the model knows, which come first.
type outcome struct {
	task   string
	multi  bool
	labels []string
	known  int // so many labels at the front are the model's own
	truth  [][]int
	predictions
	groups  []string // nil where rows are not grouped
	targets []string
	average []string // labels of the macro-F1; where the task has none of them: all that occur
	seed    uint64
}

// outcome sets predictions for all rows of an encoded corpus beside their labels.
func (t *encodedTask) outcome(made predictions, e *encoded, seed uint64, average []string) *outcome {
	return &outcome{
		task: t.name, multi: t.multi, labels: t.labels, known: len(t.labels),
		truth: t.classes, predictions: made,
		groups: e.groups, targets: e.targets, average: average, seed: seed,
	}
}

func (o *outcome) evaluate() *Evaluation {
	tally := o.tally(nil)
	average := o.averaged(tally)
	e := &Evaluation{
		Task: o.task, Multi: o.multi, Rows: len(o.truth),
		Average: o.names(average), Unseen: o.unseen(), Reliability: o.reliability(),
	}
	o.estimate(e, tally, average)
	if !o.multi {
		e.Confusion = o.confusion()
	}
	o.byTarget(e, average)
	return e
}

// names is the labels of these numbers.
func (o *outcome) names(labels []int) []string {
	names := make([]string, len(labels))
	for i, label := range labels {
		names[i] = o.labels[label]
	}
	return names
}

// unseen is the labels that the model never saw.
func (o *outcome) unseen() []string { return append([]string{}, o.labels[o.known:]...) }

// averaged is the labels that the macro-F1 is taken over: those asked for; all that occur, where the task has
// none of these.
func (o *outcome) averaged(tally *models.Tally) []int {
	var asked []int
	for label, name := range o.labels {
		if slices.Contains(o.average, name) {
			asked = append(asked, label)
		}
	}
	if len(asked) > 0 {
		return asked
	}
	return occurring(tally, models.Identity(len(o.labels)))
}

// checkAverage refuses labels to average over that no task has.
func checkAverage(average []string, labels ...[]string) error {
	known := slices.Concat(labels...)
	for _, label := range average {
		if !slices.Contains(known, label) {
			return fmt.Errorf("no task has the label %q to average over", label)
		}
	}
	return nil
}

// tally counts every row so many times; once where times is nil.
func (o *outcome) tally(times func(row int) int) *models.Tally {
	tally := models.NewTally(len(o.labels))
	for row := range o.truth {
		n := 1
		if times != nil {
			n = times(row)
		}
		if n > 0 {
			tally.Add(o.truth[row], o.predicted[row], float64(n))
		}
	}
	return tally
}

// measures is all measures of a tally in one row: macro-F1, accuracy, then three a label.
func (o *outcome) measures(tally *models.Tally, average []int) []float64 {
	out := []float64{tally.MacroF1(average), tally.Accuracy()}
	for label := range o.labels {
		out = append(out, tally.Precision(label), tally.Recall(label), tally.F1(label))
	}
	return out
}

// estimate fills in the measures with their intervals.
func (o *outcome) estimate(e *Evaluation, tally *models.Tally, average []int) {
	unit, units := o.units()
	values := o.measures(tally, average)
	intervals := models.Bootstrap(units, o.seed, func(times []int) []float64 {
		return o.measures(o.tally(func(row int) int { return times[unit[row]] }), average)
	})
	at := func(i int) Estimate { return Estimate{Value: values[i], Interval: intervals[i]} }
	e.MacroF1, e.Accuracy = at(0), at(1)
	for label, name := range o.labels {
		e.Labels = append(e.Labels, LabelScores{
			Label: name, Precision: at(2 + 3*label), Recall: at(3 + 3*label), F1: at(4 + 3*label),
			Support: int(tally.Support[label]),
		})
	}
}

// units numbers what is drawn by the bootstrap: rows, or groups.
func (o *outcome) units() (unit []int, units int) {
	unit = make([]int, len(o.truth))
	number := map[string]int{}
	for row := range unit {
		unit[row] = row
		if o.groups != nil {
			if _, seen := number[o.groups[row]]; !seen {
				number[o.groups[row]] = len(number)
			}
			unit[row] = number[o.groups[row]]
		}
	}
	if o.groups != nil {
		return unit, len(number)
	}
	return unit, len(unit)
}

func (o *outcome) confusion() [][]int {
	matrix := make([][]int, len(o.labels))
	for i := range matrix {
		matrix[i] = make([]int, len(o.labels))
	}
	for row := range o.truth {
		matrix[o.truth[row][0]][o.predicted[row][0]]++
	}
	return matrix
}

func (o *outcome) reliability() models.Reliability {
	if o.multi {
		return models.ReliabilityOfMulti(o.probabilities, func(row, label int) bool {
			return slices.Contains(o.truth[row], label)
		})
	}
	classes := make([]int, len(o.truth))
	for row, truth := range o.truth {
		classes[row] = truth[0]
		if truth[0] >= o.known {
			classes[row] = -1
		}
	}
	return models.ReliabilityOf(o.probabilities, classes)
}

// byTarget fills in the measures target by target, where rows have targets.
func (o *outcome) byTarget(e *Evaluation, average []int) {
	targets := slices.Compact(slices.Sorted(slices.Values(o.targets)))
	if len(targets) < 2 {
		return
	}
	tallies := map[string]*models.Tally{}
	for row, target := range o.targets {
		if tallies[target] == nil {
			tallies[target] = models.NewTally(len(o.labels))
		}
		tallies[target].Add(o.truth[row], o.predicted[row], 1)
	}
	for _, target := range targets {
		tally := tallies[target]
		scores := TargetScores{Target: target, Rows: int(tally.Rows), MacroF1: tally.MacroF1(occurring(tally, average)), Accuracy: tally.Accuracy()}
		e.Targets = append(e.Targets, scores)
		e.TargetMean += scores.MacroF1 / float64(len(targets))
	}
}

// occurring is those of the labels that a tally has met.
func occurring(tally *models.Tally, labels []int) []int {
	var met []int
	for _, label := range labels {
		if tally.Support[label]+tally.Predicted[label] > 0 {
			met = append(met, label)
		}
	}
	return met
}
