package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"rhetor/classify"
	"rhetor/classify/report"
	"rhetor/classify/result"
	"rhetor/classify/table"
)

type explainCommand struct {
	Text   string `arg:"" help:"The sentence, or - to read it from standard input."`
	Model  string `short:"m" placeholder:"FILE" help:"Model to explain; the embedded one where none is named."`
	Target string `placeholder:"TEXT" help:"What stance is toward."`
	Label  string `placeholder:"LABEL" help:"Explain this label, not the most probable one."`
	All    bool   `help:"List every contribution, not only the strongest."`
	Format string `default:"table" enum:"table,json" help:"One of ${enum}."`
}

// contributionsShown is how many contributions are listed without --all.
const contributionsShown = 15

// Run explains the labels of every task.
func (cmd *explainCommand) Run(c *console) error {
	model, err := loadModel(cmd.Model)
	if err != nil {
		return err
	}
	text, err := cmd.text(c)
	if err != nil {
		return err
	}
	explanations := model.Explain(text, classify.Options{Target: cmd.Target})
	if cmd.Format == "json" {
		return writeExplanations(c.stdout, explanations)
	}
	shown := 0
	for _, e := range explanations {
		score, found := cmd.score(e)
		if !found {
			continue
		}
		shown++
		if err := c.showGrids([]report.Grid{probabilityGrid(e), cmd.contributionGrid(e, score)}); err != nil {
			return err
		}
	}
	if shown == 0 {
		return &table.Error{Msg: "no task of the model has the label " + table.Quote(cmd.Label),
			Hint: "the labels are " + table.QuoteList(labelsOf(model))}
	}
	return nil
}

// labelsOf lists the labels of all tasks, sorted.
func labelsOf(model *classify.Model) []string {
	var labels []string
	for _, task := range model.Tasks {
		labels = append(labels, task.Labels...)
	}
	slices.Sort(labels)
	return slices.Compact(labels)
}

// text is the sentence to explain.
func (cmd *explainCommand) text(c *console) (string, error) {
	text := cmd.Text
	if text == "-" {
		data, err := io.ReadAll(io.LimitReader(c.stdin, maxExplained+1))
		if err != nil {
			return "", err
		}
		text = string(data)
	}
	switch {
	case len(text) > maxExplained:
		return "", fmt.Errorf("the sentence is longer than %d bytes", maxExplained)
	case !utf8.ValidString(text):
		return "", errors.New("the sentence is not valid UTF-8")
	case strings.TrimSpace(text) == "":
		return "", errors.New("the sentence is empty")
	}
	return text, nil
}

// maxExplained is the longest sentence that is explained, in bytes.
const maxExplained = 1 << 20

// score is the score to take apart: of the label asked for, or of the most probable one.
func (cmd *explainCommand) score(e classify.Explanation) (classify.LabelScore, bool) {
	label := cmd.Label
	if label == "" {
		label = e.Prediction.Label
	}
	for _, score := range e.Scores {
		if score.Label == label {
			return score, true
		}
	}
	return classify.LabelScore{}, false
}

// probabilityGrid is every label with its score and probability, and a word where the label is not the most
// probable one.
func probabilityGrid(e classify.Explanation) report.Grid {
	grid := report.Grid{
		Caption: fmt.Sprintf("%s: %s", e.Prediction.Task, e.Prediction.Label),
		Header:  []string{"label", "probability", "score"}, Right: []int{1, 2},
	}
	if better := moreProbable(e); better != "" {
		grid.Caption += fmt.Sprintf(" (%s is more probable; the offsets of rhetor inspect decide)", better)
	}
	for _, s := range e.Scores {
		grid.Rows = append(grid.Rows, []string{s.Label, figure(s.Probability), signed(s.Score)})
	}
	return grid
}

// moreProbable is the most probable label, where that is not the label of a single-label task.
func moreProbable(e classify.Explanation) string {
	if e.Prediction.Labels != nil || e.Prediction.Label == result.Uncertain {
		return ""
	}
	most := e.Scores[0]
	for _, s := range e.Scores {
		if s.Probability > most.Probability {
			most = s
		}
	}
	if most.Label == e.Prediction.Label {
		return ""
	}
	return most.Label
}

// contributionGrid is what a label's score is the sum of.
func (cmd *explainCommand) contributionGrid(e classify.Explanation, s classify.LabelScore) report.Grid {
	grid := report.Grid{
		Caption: fmt.Sprintf("why %s: the score of %s and what it is the sum of", e.Prediction.Task, s.Label),
		Header:  []string{"contribution", "kind", "feature"}, Right: []int{0},
	}
	rest := s.Contributions
	for len(rest) > 0 && (cmd.All || len(grid.Rows) < contributionsShown) {
		grid.Rows = append(grid.Rows, []string{signed(rest[0].Contribution), rest[0].Kind, rest[0].Feature})
		rest = rest[1:]
	}
	if len(rest) > 0 {
		grid.Rows = append(grid.Rows, []string{signed(sum(rest)), "", fmt.Sprintf("%d smaller ones together (--all lists them)", len(rest))})
	}
	grid.Rows = append(grid.Rows,
		[]string{signed(s.Bias), "bias", ""},
		[]string{signed(s.Score), "score", ""})
	return grid
}

func sum(contributions []result.Evidence) float64 {
	total := 0.0
	for _, c := range contributions {
		total += c.Contribution
	}
	return total
}

// signed is a number with its sign; without one where all that is shown of it is zero.
func signed(x float64) string {
	text := fmt.Sprintf("%+.4f", x)
	if strings.Trim(text, "+-0.") == "" {
		return text[1:]
	}
	return text
}

// writeExplanations writes one JSON object by task: label, probability, and for every label its probability,
// score, bias and contributions.
func writeExplanations(w io.Writer, explanations []classify.Explanation) error {
	type score struct {
		Label         string            `json:"label"`
		Probability   float64           `json:"probability"`
		Score         float64           `json:"score"`
		Bias          float64           `json:"bias"`
		Contributions []result.Evidence `json:"contributions"`
	}
	type task struct {
		Task        string  `json:"task"`
		Label       string  `json:"label"`
		Probability float64 `json:"probability"`
		Scores      []score `json:"scores"`
	}
	var tasks []task
	for _, e := range explanations {
		t := task{Task: e.Prediction.Task, Label: e.Prediction.Label, Probability: e.Prediction.Probability}
		for _, s := range e.Scores {
			t.Scores = append(t.Scores, score{s.Label, s.Probability, s.Score, s.Bias, s.Contributions})
		}
		tasks = append(tasks, t)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(struct {
		Tasks []task `json:"tasks"`
	}{tasks})
}
