package main

import (
	"errors"
	"os"

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

// modelHint says where models come from, unless the file could not even be read.
func modelHint(err error) string {
	var path *os.PathError
	if errors.As(err, &path) {
		return ""
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
