package document

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rhetor/classify/table"
)

// readFolder reads all files in a folder and the folders within, and skips what cannot be read.
func (b *batch) readFolder(root string) error {
	paths, err := b.list(root)
	if err != nil {
		return table.FileError(root, err)
	}
	readable := false
	for _, path := range paths {
		if b.before(path) {
			readable = true
			continue
		}
		if err := b.readEntry(path); err != nil {
			b.skip(table.FileError(path, err))
			continue
		}
		readable = true
	}
	if !readable {
		return &table.Error{File: root, Msg: "no document in this folder can be read", Hint: "documents are " + Extensions}
	}
	return nil
}

// list returns the paths of all that is not hidden and not a folder, sorted, with slashes.
func (b *batch) list(root string) ([]string, error) {
	start := strings.TrimRight(filepath.ToSlash(root), "/") + "/"
	var paths []string
	err := fs.WalkDir(os.DirFS(root), ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && path == ".":
			return err
		case err != nil:
			b.skip(table.FileError(start+path, err))
		case path != "." && strings.HasPrefix(entry.Name(), "."):
			return hide(entry)
		case !entry.IsDir():
			paths = append(paths, start+path)
		}
		return nil
	})
	slices.Sort(paths)
	return paths, err
}

// hide tells the walk to leave out a hidden file or folder.
func hide(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// readEntry reads a file of a folder. Opening what is not a regular file, such as a pipe, could block for ever.
func (b *batch) readEntry(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return &table.Error{File: path, Msg: "a symbolic link to a folder"}
	case !info.Mode().IsRegular():
		return &table.Error{File: path, Msg: "not a regular file"}
	}
	return b.readFile(path)
}
