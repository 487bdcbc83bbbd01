package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rhetor/classify"
	"rhetor/classify/report"
)

// showEvaluations writes metrics to standard output: as tables, or as one JSON object
// {"measured": ..., "evaluations": [...]}.
func (c *console) showEvaluations(measured string, evaluations []*classify.Evaluation, format string) error {
	if format == "json" {
		encoder := json.NewEncoder(c.stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(struct {
			Measured    string                 `json:"measured"`
			Evaluations []*classify.Evaluation `json:"evaluations"`
		}{measured, evaluations})
	}
	for _, e := range evaluations {
		if err := c.showGrids(evaluationGrids(measured, e)); err != nil {
			return err
		}
	}
	return nil
}

// showGrids writes tables to standard output, a blank line before each but the first.
func (c *console) showGrids(grids []report.Grid) error {
	for _, grid := range grids {
		if c.begun {
			fmt.Fprintln(c.stdout) // a fault stays in the buffer
		}
		c.begun = true
		if err := grid.Render(c.stdout, c.width); err != nil {
			return err
		}
	}
	return nil
}

func evaluationGrids(measured string, e *classify.Evaluation) []report.Grid {
	grids := []report.Grid{labelGrid(measured, e), overallGrid(e)}
	if !e.Multi {
		grids = append(grids, confusionGrid(e))
	}
	if len(e.Targets) > 0 {
		grids = append(grids, targetGrid(e))
	}
	return grids
}

// labelGrid is the measures label by label.
func labelGrid(measured string, e *classify.Evaluation) report.Grid {
	grid := report.Grid{
		Caption: fmt.Sprintf("%s: %s; with 95%% bootstrap intervals", e.Task, measured),
		Header:  []string{"label", "precision", "recall", "F1", "rows"},
		Right:   []int{4},
	}
	for _, l := range e.Labels {
		row := []string{l.Label}
		for _, measure := range []classify.Estimate{l.Precision, l.Recall, l.F1} {
			row = append(row, figure(measure.Value)+" "+interval(measure)) // one column each: the table fits into 80
		}
		grid.Rows = append(grid.Rows, append(row, strconv.Itoa(l.Support)))
	}
	return grid
}

// overallGrid is the measures of the task as a whole.
func overallGrid(e *classify.Evaluation) report.Grid {
	macro := "macro-F1"
	if len(e.Average) < len(e.Labels) {
		macro += " of " + strings.Join(e.Average, ", ")
	}
	accuracy := "accuracy"
	if e.Multi {
		accuracy = "accuracy (exactly the right labels)"
	}
	grid := report.Grid{
		Header: []string{"measure", "value", "interval"},
		Right:  []int{1},
		Rows: [][]string{
			{macro, figure(e.MacroF1.Value), interval(e.MacroF1)},
			{accuracy, figure(e.Accuracy.Value), interval(e.Accuracy)},
			{"expected calibration error", figure(e.Reliability.ECE), ""},
			{"Brier score", figure(e.Reliability.Brier), ""},
		},
	}
	if len(e.Targets) > 0 {
		grid.Rows = append(grid.Rows, []string{"mean over targets of macro-F1", figure(e.TargetMean), ""})
	}
	return grid
}

// confusionGrid counts rows by true and predicted label.
func confusionGrid(e *classify.Evaluation) report.Grid {
	grid := report.Grid{Caption: "rows: true label; columns: predicted label", Header: []string{"true"}}
	for i, l := range e.Labels {
		grid.Header = append(grid.Header, l.Label)
		grid.Right = append(grid.Right, i+1)
		row := []string{l.Label}
		for _, count := range e.Confusion[i] {
			row = append(row, strconv.Itoa(count))
		}
		grid.Rows = append(grid.Rows, row)
	}
	return grid
}

// targetsShown is how many targets have a row of their own.
const targetsShown = 20

// targetGrid is the measures target by target; of many targets those with the most rows.
func targetGrid(e *classify.Evaluation) report.Grid {
	grid := report.Grid{
		Caption: "by target", Header: []string{"target", "rows", "macro-F1", "accuracy"}, Right: []int{1, 2, 3},
	}
	targets := slices.Clone(e.Targets)
	if len(targets) > targetsShown {
		slices.SortStableFunc(targets, func(a, b classify.TargetScores) int { return b.Rows - a.Rows })
		grid.Caption = fmt.Sprintf("by target: the %d of %d with the most rows (--format json has all)", targetsShown, len(targets))
		targets = targets[:targetsShown]
	}
	for _, t := range targets {
		grid.Rows = append(grid.Rows, []string{t.Target, strconv.Itoa(t.Rows), figure(t.MacroF1), figure(t.Accuracy)})
	}
	return grid
}

func figure(x float64) string { return strconv.FormatFloat(x, 'f', 3, 64) }

func interval(e classify.Estimate) string { return "[" + figure(e.Low) + " " + figure(e.High) + "]" }
