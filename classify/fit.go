package classify

import (
	"slices"

	"rhetor/features"
	"rhetor/models"
)

// fitted is what was learned from some rows: a space of features shared by all tasks, and for each task a
// linear model with its calibration.
type fitted struct {
	space *features.Space
	tasks []fittedTask
}

// fittedTask is one task's model, and what its calibration was learned on.
type fittedTask struct {
	linear      *models.Linear
	calibration models.Calibration
	heldOut     [][]float64 // scores of each row by a model that was not learned from it
	folds       int         // folds that the rows were held out in
}

// fit learns every task from the rows listed. Nothing outside these rows is looked at: not for the
// vocabulary, nor for document frequencies, weights or calibration. step is called as each model is done.
func (e *encoded) fit(rows []int, s Settings, step func()) (*fitted, error) {
	weighting, err := s.weighting()
	if err != nil {
		return nil, err
	}
	chosen := make([]features.Row, len(rows))
	for i, row := range rows {
		chosen[i] = e.rows[row]
	}
	f := &fitted{space: e.collector.Space(chosen)}
	vectors := make([]models.Vector, len(rows))
	models.Parallel(len(rows), func(i int) {
		vectors[i] = models.Vector(f.space.Vector(chosen[i], weighting))
	})
	for t := range e.tasks {
		task, err := e.fitTask(&e.tasks[t], vectors, rows, len(f.space.Columns), s, step)
		if err != nil {
			return nil, err
		}
		f.tasks = append(f.tasks, task)
	}
	return f, nil
}

// fitTask learns one task, and its calibration from scores of rows held out in turn.
func (e *encoded) fitTask(t *encodedTask, vectors []models.Vector, rows []int, columns int, s Settings, step func()) (fittedTask, error) {
	problem := e.problem(t, vectors, rows, columns, s.Seed)
	strata, groups := pick(t.strata(), rows), []string(nil)
	if e.groups != nil {
		groups = pick(e.groups, rows)
	}
	classes := pick(t.classes, rows)
	k := innerFolds(strata, groups, s.Folds)
	folds := models.Folds(strata, groups, k, s.Seed)
	linears := make([]*models.Linear, k+1) // the last one is learned from all rows
	failures := make([]error, len(linears))
	models.Parallel(len(linears), func(fold int) {
		linears[fold], failures[fold] = t.learn(problem, classes, rowsOutside(folds, fold), s)
		step()
	})
	for range s.Folds - k { // steps that were promised and are not needed
		step()
	}
	for _, err := range failures {
		if err != nil {
			return fittedTask{}, err
		}
	}
	out := fittedTask{linear: linears[k], heldOut: make([][]float64, len(rows)), folds: k}
	for i, fold := range folds {
		out.heldOut[i] = linears[fold].Scores(vectors[i])
	}
	var err error
	out.calibration, err = t.calibrate(out.heldOut, classes, problem.Weight)
	return out, err
}

// innerFolds is how many folds the calibration's rows are dealt into: as many as asked for, fewer where the
// rarest label has fewer rows, or where there are fewer groups, and never fewer than two.
func innerFolds(strata []int, groups []string, most int) int {
	rows := map[int]int{}
	for _, label := range strata {
		rows[label]++
	}
	for _, n := range rows {
		most = min(most, n)
	}
	if groups != nil {
		most = min(most, len(slices.Compact(slices.Sorted(slices.Values(groups)))))
	}
	return max(most, 2)
}

// rowsOutside lists the rows of all folds but one.
func rowsOutside(folds []int, fold int) []int {
	var rows []int
	for row, f := range folds {
		if f != fold {
			rows = append(rows, row)
		}
	}
	return rows
}

// pick takes the values of some rows.
func pick[T any](values []T, rows []int) []T {
	out := make([]T, len(rows))
	for i, row := range rows {
		out[i] = values[row]
	}
	return out
}

// learn fits the learner to some rows of a problem. classes are the labels of all rows of the problem.
func (t *encodedTask) learn(p *models.Problem, classes [][]int, rows []int, s Settings) (*models.Linear, error) {
	learner, err := s.learner()
	if err != nil {
		return nil, err
	}
	if t.multi {
		return models.FitMulti(learner, p.Subset(rows), pick(classes, rows), len(t.labels))
	}
	linear, err := learner.Fit(p.Subset(rows))
	if err != nil {
		return nil, err
	}
	linear.Center()
	return linear, nil
}

func (t *encodedTask) calibrate(scores [][]float64, classes [][]int, weight []float64) (models.Calibration, error) {
	if t.multi {
		return models.CalibrateMulti(scores, func(row, label int) bool {
			return slices.Contains(classes[row], label)
		}, weight)
	}
	single := make([]int, len(classes))
	for row := range classes {
		single[row] = classes[row][0]
	}
	return models.Calibrate(scores, single, weight)
}
