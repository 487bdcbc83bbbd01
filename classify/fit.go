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
	decision    models.Decision
	heldOut     [][]float64 // probabilities of each row by a model that was not learned from it
	folds       int         // folds that the rows were held out in
}

// fit learns every task from the rows listed. Nothing outside these rows is looked at: not for the
// vocabulary, nor for document frequencies, weights or calibration; only which targets get features of their
// own was decided by the targets of all rows. step is called as each model is done.
func (e *encoded) fit(rows []int, s Settings, step func()) (*fitted, error) {
	weighting, err := s.weighting()
	if err != nil {
		return nil, err
	}
	chosen := models.Pick(e.rows, rows)
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

// fitTask learns one task. The members' weights and the calibration are learned from scores of rows held out
// in turn.
func (e *encoded) fitTask(t *encodedTask, vectors []models.Vector, rows []int, columns int, s Settings, step func()) (fittedTask, error) {
	problem := e.problem(t, vectors, rows, columns, s.Seed)
	strata, groups := models.Pick(t.strata(), rows), models.Pick(e.together, rows)
	classes := models.Pick(t.classes, rows)
	if len(slices.Compact(slices.Sorted(slices.Values(groups)))) < 2 {
		groups = nil // one group cannot be held out from itself
	}
	k := innerFolds(strata, groups, s.Folds)
	folds := models.Folds(strata, groups, k, s.Seed)
	linears, err := t.learnFolds(problem, classes, folds, k, s, step)
	if err != nil {
		return fittedTask{}, err
	}
	for range s.Folds - k { // steps that were promised and are not needed
		step()
	}
	heldOut := heldOutScores(linears, folds, vectors)
	weights, calibration, err := t.mix(heldOut, classes, problem.Weight)
	if err != nil {
		return fittedTask{}, err
	}
	linear := models.Combine(linears[k], weights)
	linear.Round()
	f := fittedTask{linear: linear, calibration: calibration, folds: k}
	for _, scores := range sumScores(heldOut, weights) {
		f.heldOut = append(f.heldOut, calibration.Probabilities(scores))
	}
	f.decide(t.multi, problem.Weight)
	return f, nil
}

// decide learns how labels are picked from the probabilities of held-out rows.
func (f *fittedTask) decide(multi bool, weight []float64) {
	if multi {
		f.decision = models.DecideMulti(f.heldOut, weight)
		return
	}
	f.decision = models.Decide(f.heldOut, weight)
}

// learnFolds learns the members once without each of k folds, and last from all rows.
func (t *encodedTask) learnFolds(p *models.Problem, classes [][]int, folds []int, k int, s Settings, step func()) ([][]*models.Linear, error) {
	linears, failures := make([][]*models.Linear, k+1), make([]error, k+1)
	models.Parallel(k+1, func(fold int) {
		linears[fold], failures[fold] = t.learn(p, classes, rowsOutside(folds, fold), s)
		step()
	})
	for _, err := range failures {
		if err != nil {
			return nil, err
		}
	}
	return linears, nil
}

// heldOutScores is every member's scores of each row, by the model that the row's fold was held out from.
func heldOutScores(linears [][]*models.Linear, folds []int, vectors []models.Vector) [][][]float64 {
	scores := make([][][]float64, len(linears[0]))
	for m := range scores {
		scores[m] = make([][]float64, len(vectors))
		models.Parallel(len(vectors), func(row int) {
			scores[m][row] = linears[folds[row]][m].Scores(vectors[row])
		})
	}
	return scores
}

// sumScores is the weighted sum of the members' scores: by row, by class.
func sumScores(members [][][]float64, weights [][]float64) [][]float64 {
	sums := make([][]float64, len(members[0]))
	for row := range sums {
		sums[row] = make([]float64, len(weights))
		for m := range members {
			for class, score := range members[m][row] {
				sums[row][class] += float64(weights[class][m] * score)
			}
		}
	}
	return sums
}

// manyRows is from how many rows on two folds do to learn the calibration: each then has rows enough.
const manyRows = 50_000

// innerFolds is how many folds the calibration's rows are dealt into: as many as asked for, fewer where the
// rarest label has fewer rows, or where there are fewer groups, and never fewer than two; two of manyRows.
func innerFolds(strata []int, groups []string, most int) int {
	if len(strata) >= manyRows {
		return 2
	}
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

// rowsOutside lists the rows of all folds but one; all rows where there is no such fold.
func rowsOutside(folds []int, fold int) []int {
	var rows []int
	for row, f := range folds {
		if f != fold {
			rows = append(rows, row)
		}
	}
	return rows
}

// learn fits the members to some rows of a problem. classes are the labels of all rows of the problem.
func (t *encodedTask) learn(p *models.Problem, classes [][]int, rows []int, s Settings) ([]*models.Linear, error) {
	members, err := s.members()
	if err != nil {
		return nil, err
	}
	linears, some := make([]*models.Linear, len(members)), p.Subset(rows)
	for m, member := range members {
		if linears[m], err = t.learnMember(member, some, models.Pick(classes, rows)); err != nil {
			return nil, err
		}
	}
	return linears, nil
}

func (t *encodedTask) learnMember(member models.Learner, p *models.Problem, classes [][]int) (*models.Linear, error) {
	if t.multi {
		return models.FitMulti(member, p, classes, len(t.labels))
	}
	linear, err := member.Fit(p)
	if err != nil {
		return nil, err
	}
	linear.Center()
	return linear, nil
}

// mix fits the members' weights, by class, and the calibration.
func (t *encodedTask) mix(members [][][]float64, classes [][]int, weight []float64) ([][]float64, models.Calibration, error) {
	if t.multi {
		return models.MixMulti(members, func(row, label int) bool {
			return slices.Contains(classes[row], label)
		}, weight)
	}
	single := make([]int, len(classes))
	for row := range classes {
		single[row] = classes[row][0]
	}
	weights, calibration, err := models.Mix(members, single, weight)
	return slices.Repeat([][]float64{weights}, len(t.labels)), calibration, err
}
