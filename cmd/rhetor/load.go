package main

import (
	"errors"
	"os"
	"strings"

	"rhetor/classify"
	"rhetor/classify/table"
	"rhetor/features"
)

// loadModel reads a model file; the embedded model where the path is empty.
func loadModel(path string) (*classify.Model, error) {
	if path == "" {
		return classify.DefaultModel()
	}
	file, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	model, err := classify.ReadModel(file)
	if err != nil {
		return nil, &table.Error{File: path, Msg: err.Error(), Hint: modelHint(err)}
	}
	return model, nil
}

// openFile opens a file that is no folder.
func openFile(path string) (*os.File, error) {
	if path == "-" {
		return nil, &table.Error{Msg: "only documents, corpora and sentences are read from standard input", Hint: "name a file"}
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, table.FileError(path, err)
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = &table.Error{File: path, Msg: "is a folder"}
	}
	if err != nil {
		file.Close()
		return nil, table.FileError(path, err)
	}
	return file, nil
}

// modelHint says what to do about a file that is no model, or none any more.
func modelHint(err error) string {
	var path *os.PathError
	switch {
	case errors.As(err, &path):
		return ""
	case strings.Contains(err.Error(), "newer than this version"):
		return "update rhetor, or train the model again"
	case strings.HasPrefix(err.Error(), "model is damaged"):
		return "copy it anew from where it came, or train it again"
	}
	return "models are made with: rhetor train CORPUS -o MODEL"
}

// loadLexicon reads the embedded lexicons and a user's own, whose entries count over the embedded ones.
func loadLexicon(paths []string) ([]features.Entry, error) {
	embedded, err := classify.DefaultLexicon()
	if err != nil {
		return nil, err
	}
	lexicons := [][]features.Entry{embedded}
	for _, path := range paths {
		entries, err := readLexicon(path)
		if err != nil {
			return nil, err
		}
		lexicons = append(lexicons, entries)
	}
	return features.Merge(lexicons...), nil
}

func readLexicon(path string) ([]features.Entry, error) {
	file, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return features.ReadLexicon(path, file)
}
