package document

import (
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"rhetor/classify/table"
)

// Batch is what was read.
type Batch struct {
	Documents []Document // in the order of the paths, of a folder's files by path, of a file's rows
	Notices   []string   // what the user should know, such as "letter.txt: decoded as windows-1252"
	Skipped   int        // number of inputs left out, each with a notice
	Files     []string   // the paths of all files that were looked at, those left out among them
}

// Read reads the documents at all paths: files, folders and "-" for standard input.
//
// A folder is read with all that is in it, sorted by path; hidden files and folders are left out. What cannot
// be read is an error when a path names it, and is skipped with a notice when a folder holds it. A file
// that holds nothing is skipped too, unless it is the only path. A file in a folder that another path names or
// holds too is read once. It is an error when no document is left.
//
// The batch is never nil: beside an error it holds the notices so far. Every error is a *table.Error.
func Read(paths []string, stdin io.Reader, opt Options) (*Batch, error) {
	b := &batch{stdin: stdin, opt: opt, alone: len(paths) == 1, seen: map[string]bool{}}
	given := map[string]bool{}
	for _, path := range paths {
		if given[filepath.Clean(path)] {
			return &b.Batch, &table.Error{File: path, Msg: "given twice"}
		}
		given[filepath.Clean(path)] = true
		if err := b.read(path); err != nil {
			return &b.Batch, err
		}
	}
	if len(b.Documents) == 0 {
		return &b.Batch, &table.Error{Msg: "no document to classify"}
	}
	return &b.Batch, nil
}

// batch is a Batch being read.
type batch struct {
	Batch
	stdin io.Reader
	opt   Options
	alone bool            // there is one path only
	seen  map[string]bool // files that were read, by their cleaned path
}

// read reads one path.
func (b *batch) read(path string) error {
	if path == "-" {
		return b.readStdin()
	}
	info, err := os.Stat(path)
	if err != nil {
		return table.FileError(path, err)
	}
	if info.IsDir() {
		return b.readFolder(path)
	}
	if b.before(path) {
		return nil
	}
	return b.named(path, b.readFile(path))
}

// before tells whether a file has been read before, and remembers it.
func (b *batch) before(path string) bool {
	path = filepath.Clean(path)
	if b.seen[path] {
		return true
	}
	b.seen[path] = true
	b.Files = append(b.Files, path)
	return false
}

// readStdin reads standard input in the format the options give.
func (b *batch) readStdin() error {
	read := formats["."+cmp.Or(b.opt.StdinFormat, "text")]
	if read == nil {
		hint := "formats are text, csv, tsv and jsonl"
		return &table.Error{File: "-", Msg: "unknown format " + table.Quote(b.opt.StdinFormat), Hint: hint}
	}
	return b.named("-", b.add("-", b.stdin, read))
}

// readFile reads one file.
func (b *batch) readFile(path string) error {
	extension := strings.ToLower(filepath.Ext(path))
	read := formats[extension]
	if read == nil {
		return &table.Error{File: path, Msg: "not a document this version reads", Hint: "documents are " + Extensions}
	}
	file, err := os.Open(path)
	if err != nil {
		return table.FileError(path, err)
	}
	defer file.Close()
	return b.add(filepath.ToSlash(path), file, read)
}

// errEmpty says that an input holds nothing but white space.
var errEmpty = errors.New("is empty")

// add adds the documents of one input, or fails with errEmpty when there are none.
func (b *batch) add(name string, r io.Reader, read reader) error {
	documents, notice, err := read(name, r, b.opt)
	if err != nil {
		return err
	}
	if len(documents) == 0 {
		return errEmpty
	}
	if notice != "" {
		b.notice(&table.Error{File: name, Msg: notice})
	}
	b.Documents = append(b.Documents, documents...)
	return nil
}

// named passes on the error of an input that a path names, but for one that is empty beside others.
func (b *batch) named(path string, err error) error {
	if err == nil {
		return nil
	}
	e := table.FileError(path, err)
	if err == errEmpty && !b.alone {
		b.skip(e)
		return nil
	}
	return e
}

// notice tells the user something about an input.
func (b *batch) notice(e *table.Error) {
	b.Notices = append(b.Notices, e.Error())
}

// skip leaves an input out and says why.
func (b *batch) skip(e *table.Error) {
	b.Skipped++
	b.notice(&table.Error{File: e.File, Line: e.Line, Msg: "skipped: " + e.Msg})
}
