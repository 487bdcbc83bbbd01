package document

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"rhetor/classify/table"
)

// Inputs are the files and streams that documents are read from.
type Inputs struct {
	Skipped int // inputs left out so far, each with a notice

	opt     Options
	notice  func(string)
	alone   bool // there is one path only
	read    atomic.Int64
	entries []entry
	folders []string        // folders that paths name
	seen    map[string]bool // files that were found, by their cleaned path
}

// entry is one input.
type entry struct {
	path   string
	folder int // which of the folders holds it; -1: a path names it
}

// Find finds the inputs at all paths: files, folders and "-" for standard input. Nothing is read yet. The notice is
// called, here and in Each, with what the user should know, such as "letter.txt: decoded as windows-1252"; it may
// be nil.
//
// A folder stands for all that is in it and in the folders within, sorted by path; hidden files and folders are left
// out. A file that two paths name or hold is an input once. Every error is a *table.Error.
func Find(paths []string, opt Options, notice func(string)) (*Inputs, error) {
	in := &Inputs{opt: opt, notice: notice, alone: len(paths) == 1, seen: map[string]bool{}}
	given := map[string]bool{}
	for _, path := range paths {
		if given[filepath.Clean(path)] {
			return nil, &table.Error{File: path, Msg: "given twice"}
		}
		given[filepath.Clean(path)] = true
		if err := in.find(path); err != nil {
			return nil, err
		}
	}
	return in, nil
}

// find finds the inputs at one path.
func (in *Inputs) find(path string) error {
	if path == "-" {
		in.entries = append(in.entries, entry{"-", -1})
		return in.checkStdin()
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return table.FileError(path, err)
	case info.IsDir():
		return in.findFolder(path)
	case formatOf(path).read == nil:
		return unknownFormat(path)
	}
	in.found(path, -1)
	return nil
}

// found adds a file, unless it was found before.
func (in *Inputs) found(path string, folder int) {
	if cleaned := filepath.Clean(path); !in.seen[cleaned] {
		in.seen[cleaned] = true
		in.entries = append(in.entries, entry{path, folder})
	}
}

// Files is the paths of all files that are looked at.
func (in *Inputs) Files() []string {
	var files []string
	for _, e := range in.entries {
		if e.path != "-" {
			files = append(files, filepath.Clean(e.path))
		}
	}
	return files
}

// Each reads the documents one by one, in the order of the paths, of a folder's files by path, of a file's rows. An
// error of emit ends the reading and is returned as it is.
//
// An input that cannot be read, or that holds nothing, is skipped with a notice; where it is found damaged halfway,
// what stands before has been read. It is an error when it is the only path, when the options say Strict, and when
// no document is left. All other errors are *table.Error.
func (in *Inputs) Each(stdin io.Reader, emit func(Document) error) error {
	var refused error // by emit
	some, readable := false, make([]bool, len(in.folders))
	for i, e := range in.entries {
		err := in.readEntry(e, stdin, func(d Document) error {
			some = true
			refused = emit(d)
			return refused
		})
		if refused != nil {
			return refused
		}
		if err == nil && e.folder >= 0 {
			readable[e.folder] = true
		}
		if err != nil {
			if err := in.fault(e, err); err != nil {
				return err
			}
		}
		if last := i+1 == len(in.entries) || in.entries[i+1].folder != e.folder; last && e.folder >= 0 && !readable[e.folder] {
			if err := in.unreadable(in.folders[e.folder]); err != nil {
				return err
			}
		}
	}
	if !some {
		return &table.Error{Msg: "no document to classify"}
	}
	return nil
}

// fault skips an input, or returns its error where that ends the reading.
func (in *Inputs) fault(e entry, err error) error {
	named := table.FileError(e.path, err)
	if e.folder < 0 && in.alone || in.opt.Strict && err != errEmpty {
		return named
	}
	in.skip(named)
	return nil
}

// unreadable skips a folder that holds nothing that can be read.
func (in *Inputs) unreadable(folder string) error {
	err := &table.Error{File: folder, Msg: "no document in this folder can be read", Hint: "documents are " + Extensions}
	if in.alone || in.opt.Strict {
		return err
	}
	in.skip(err)
	return nil
}

// readEntry reads one input.
func (in *Inputs) readEntry(e entry, stdin io.Reader, emit func(Document) error) error {
	if e.path == "-" {
		return in.add("-", stdin, in.stdinFormat().read, emit)
	}
	if e.folder >= 0 {
		if err := checkEntry(e.path); err != nil {
			return err
		}
	}
	read := formatOf(e.path).read
	if read == nil {
		return unknownFormat(e.path)
	}
	file, err := os.Open(e.path)
	if err != nil {
		return err
	}
	defer file.Close()
	return in.add(filepath.ToSlash(e.path), &counting{file, &in.read}, read, emit)
}

// counting counts the bytes that are read through it.
type counting struct {
	r    io.Reader
	read *atomic.Int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.read.Add(int64(n))
	return n, err
}

// Read is how many bytes of files have been read so far. It may be asked for while Each is under way.
func (in *Inputs) Read() int64 { return in.read.Load() }

// Size is how many bytes all files have.
func (in *Inputs) Size() int64 {
	var size int64
	for _, e := range in.entries {
		if info, err := os.Stat(e.path); err == nil && e.path != "-" {
			size += info.Size()
		}
	}
	return size
}

// MetadataNames is the names of all documents' metadata, in order of first appearance. Files are read for it, as far as
// that takes; of standard input the bytes are given. Faults are left for Each to find.
func (in *Inputs) MetadataNames(stdin []byte) []string {
	names := []string{}
	for _, e := range in.entries {
		var some []string
		if e.path == "-" {
			some = in.metadataNames("-", bytes.NewReader(stdin), in.stdinFormat())
		} else if file, err := os.Open(e.path); err == nil && checkEntry(e.path) == nil {
			some = in.metadataNames(e.path, file, formatOf(e.path))
			file.Close()
		}
		for _, name := range some {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

func (in *Inputs) metadataNames(name string, r io.Reader, f format) []string {
	if f.names == nil {
		return nil
	}
	names, _ := f.names(name, r, in.opt)
	return names
}

// ReadsStdin tells whether standard input is one of the inputs.
func (in *Inputs) ReadsStdin() bool {
	return slices.ContainsFunc(in.entries, func(e entry) bool { return e.path == "-" })
}

func (in *Inputs) stdinFormat() format { return formats["."+cmp.Or(in.opt.StdinFormat, "text")] }

// errEmpty says that an input holds nothing but white space.
var errEmpty = errors.New("is empty")

// add hands on the documents of one stream, or fails with errEmpty when there are none.
func (in *Inputs) add(name string, r io.Reader, read reader, emit func(Document) error) error {
	some := false
	err := read(&input{
		name: name, r: r, opt: in.opt,
		notice: func(msg string) { in.tell(&table.Error{File: name, Msg: msg}) },
		emit: func(d Document) error {
			some = true
			return emit(d)
		},
	})
	if err == nil && !some {
		return errEmpty
	}
	return err
}

// checkStdin refuses a format that standard input cannot have.
func (in *Inputs) checkStdin() error {
	if format := cmp.Or(in.opt.StdinFormat, "text"); formats["."+format].read == nil {
		return &table.Error{File: "-", Msg: "unknown format " + table.Quote(format), Hint: "formats are text, csv, tsv and jsonl"}
	}
	return nil
}

// formatOf is the format of a path's extension; an empty one where it is not known.
func formatOf(path string) format { return formats[strings.ToLower(filepath.Ext(path))] }

func unknownFormat(path string) error {
	return &table.Error{File: path, Msg: "not a document this version reads", Hint: "documents are " + Extensions}
}

// tell gives the user notice of something about an input.
func (in *Inputs) tell(e *table.Error) {
	if in.notice != nil {
		in.notice(e.Error())
	}
}

// skip leaves an input out and says why.
func (in *Inputs) skip(e *table.Error) {
	in.Skipped++
	in.tell(&table.Error{File: e.File, Line: e.Line, Msg: "skipped: " + e.Msg})
}
