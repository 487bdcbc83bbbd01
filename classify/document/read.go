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
	"time"

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
	case !hasFormat(path) && (!info.Mode().IsRegular() || !in.isKnown(path)):
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
	return in.open(e, stdin, &in.read, func(one *input) error { return in.add(one, emit) })
}

// open opens an input for use, and counts what is read of a file.
func (in *Inputs) open(e entry, stdin io.Reader, read *atomic.Int64, use func(*input) error) error {
	one := &input{opt: in.opt, tell: in.tell}
	if e.path == "-" {
		one.call("-")
		one.ext, one.r = "."+in.stdinFormat(), stdin
		return use(one)
	}
	if e.folder >= 0 {
		if err := checkEntry(e.path); err != nil {
			return err
		}
	}
	file, err := os.Open(e.path)
	if err != nil {
		return err
	}
	defer file.Close()
	one.call(filepath.ToSlash(e.path))
	counted := &counting{file, read}
	one.ext, one.r = extensionOf(e.path), counted
	if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
		one.at, one.size = counted, info.Size()
	}
	return use(one)
}

// isKnown tells whether the content of a file is of a format that is read, whatever its extension.
func (in *Inputs) isKnown(path string) bool {
	return nil == in.open(entry{path, -1}, nil, new(atomic.Int64), func(one *input) error {
		_, _, err := one.format()
		return err
	})
}

// counting counts the bytes that are read through it.
type counting struct {
	file *os.File
	read *atomic.Int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.file.Read(p)
	c.read.Add(int64(n))
	return n, err
}

func (c *counting) ReadAt(p []byte, offset int64) (int, error) {
	n, err := c.file.ReadAt(p, offset)
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
		if e.path != "-" && checkEntry(e.path) != nil {
			continue
		}
		_ = in.open(e, bytes.NewReader(stdin), new(atomic.Int64), func(one *input) error {
			one.tell = func(*table.Error) {}
			one.skip = func(string, error) error { return nil }
			return one.leaves(func(leaf *input, f format) error {
				names = leaf.addNames(names, f)
				return nil
			})
		})
	}
	return names
}

// addNames adds the names of an input's metadata to those that are known.
func (in *input) addNames(names []string, f format) []string {
	if f.names == nil {
		return names
	}
	some, _ := f.names(in.name, in.r, in.opt)
	for _, name := range some {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Described is what tells one input from another without reading it.
type Described struct {
	Path     string
	Size     int64
	Modified time.Time
}

// Describe describes every input.
func (in *Inputs) Describe() ([]Described, error) {
	var all []Described
	for _, e := range in.entries {
		d := Described{Path: e.path}
		if e.path != "-" {
			info, err := os.Stat(e.path)
			if err != nil {
				return nil, table.FileError(e.path, err)
			}
			d.Size, d.Modified = info.Size(), info.ModTime().UTC()
		}
		all = append(all, d)
	}
	return all, nil
}

// ReadsStdin tells whether standard input is one of the inputs.
func (in *Inputs) ReadsStdin() bool {
	return slices.ContainsFunc(in.entries, func(e entry) bool { return e.path == "-" })
}

func (in *Inputs) stdinFormat() string { return cmp.Or(in.opt.StdinFormat, "text") }

// errEmpty says that an input holds nothing but white space.
var errEmpty = errors.New("is empty")

// add hands on the documents of one input, or fails with errEmpty when there are none.
func (in *Inputs) add(one *input, emit func(Document) error) error {
	some, refused := false, false
	one.emit = func(d Document) error {
		some = true
		err := emit(d)
		refused = err != nil
		return err
	}
	one.skip = func(name string, err error) error {
		if refused {
			return err
		}
		named := table.FileError(name, err)
		if in.opt.Strict && err != errEmpty {
			return named
		}
		in.skip(named)
		return nil
	}
	return one.leaves(func(leaf *input, f format) error {
		some = false
		err := f.read(leaf)
		if err == nil && !some {
			return errEmpty
		}
		return err
	})
}

// checkStdin refuses a format that standard input cannot have.
func (in *Inputs) checkStdin() error {
	format := in.stdinFormat()
	if _, known := formats["."+format]; !known {
		return &table.Error{File: "-", Msg: "unknown format " + table.Quote(format), Hint: "formats are text, csv, tsv and jsonl"}
	}
	return nil
}

// extensionOf is the extension of a name, in lower case.
func extensionOf(name string) string { return strings.ToLower(filepath.Ext(name)) }

// hasFormat tells whether the extension of a name is of a format.
func hasFormat(name string) bool {
	_, known := formats[extensionOf(name)]
	return known
}

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
