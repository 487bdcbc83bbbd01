package corpus

import (
	"io"
	"os"
	"path/filepath"
	"slices"

	"rhetor/classify/table"
)

// readTables reads every file of the corpus.
func readTables(paths []string, stdin io.Reader, opt Options) ([]*table.Table, error) {
	if len(paths) == 0 {
		return nil, &table.Error{Msg: "no corpus given", Hint: "name one or more files; - is standard input"}
	}
	var tables []*table.Table
	for i, path := range paths {
		if slices.ContainsFunc(paths[:i], func(other string) bool { return sameFile(other, path) }) {
			return nil, &table.Error{File: path, Msg: "given twice"}
		}
		t, err := readTable(path, stdin, opt)
		if err != nil {
			return nil, err
		}
		if len(t.Rows) == 0 {
			return nil, &table.Error{File: path, Line: t.Header, Msg: "no rows follow the column names"}
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// readTable reads one file, or standard input.
func readTable(path string, stdin io.Reader, opt Options) (*table.Table, error) {
	if path == "-" {
		return table.ReadAs(opt.StdinFormat, path, stdin)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, table.FileError(path, err)
	}
	defer file.Close()
	if err := checkFile(path, file); err != nil {
		return nil, err
	}
	return table.Read(path, file)
}

// checkFile refuses what cannot be a corpus.
func checkFile(path string, file *os.File) error {
	info, err := file.Stat()
	switch {
	case err != nil:
		return table.FileError(path, err)
	case info.IsDir():
		return &table.Error{File: path, Msg: "is a folder", Hint: "name the files in it"}
	case filepath.Ext(path) == "":
		return &table.Error{File: path, Msg: "the name has no extension", Hint: "corpora are " + table.Extensions}
	}
	return nil
}

// sameFile tells whether two paths lead to one file.
func sameFile(a, b string) bool {
	if a == b {
		return true
	}
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}
