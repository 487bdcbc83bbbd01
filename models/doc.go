// Package models learns linear classifiers from sparse vectors and labels, calibrates their scores to
// probabilities and measures them. It knows no text: a feature is a column number, a label a class number.
//
// The way through it, in order:
//
//	vectors + labels --Learner.Fit--> Linear        one weight for each feature and label (learner.go,
//	                                                then a file for each learner)
//	Linears          --Mix, Combine-> Linear        one model out of several, and its calibration
//	                                                (mixture.go)
//	Linear           --Scores------>  scores        one for each label (linear.go)
//	scores           --Calibration->  probabilities (calibration.go)
//	probabilities    --Decision---->  labels        for the macro-F1 to be expected (decision.go)
//	predictions      --Tally------->  metrics, each with a bootstrap interval
//	                                                (metrics.go, bootstrap.go, reliability.go)
//
// Two sets of predictions are compared by the paired bootstrap and McNemar's test (mcnemar.go); words are
// compared between labels by log-odds (logodds.go).
//
// Folds (folds.go) splits rows so that all of this can be measured on rows that were not learned from.
package models
