// Package classify marries text to models: it trains a model from a labelled corpus, saves and loads it,
// labels documents with it, explains and measures what it says.
//
// The way through it, in order:
//
//	corpus    --encode-->     rows of features and classes           (encode.go)
//	rows      --fit-->        linear models with calibration         (fit.go)
//	rows      --CrossValidate--> Evaluation                          (crossvalidate.go, evaluation.go)
//	corpus    --Train-->      Model                                  (train.go, model.go)
//	Model     --Write, Read--> one file                              (modelfile.go)
//	documents --Run-->        result.Sentence, one after the other   (run.go, labeler.go, evidence.go)
//	sentence  --Explain-->    Explanation                            (explain.go)
//	corpus    --Evaluate-->   Evaluation                             (evaluate.go)
//	corpus    --Compare-->    Comparison of two models               (compare.go)
//	corpus    --Search-->     a trainer with better settings         (search.go)
//	corpus    --Mine-->       the terms that mark its labels         (mine.go)
//
// What is read is in classify/corpus and classify/document, what comes out in classify/result, how it is
// written in classify/report.
package classify
