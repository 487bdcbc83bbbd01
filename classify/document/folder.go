package document

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"rhetor/classify/table"
)

// findFolder finds all files in a folder and the folders within.
func (in *Inputs) findFolder(root string) error {
	if err := checkPatterns(in.opt.Exclude); err != nil {
		return err
	}
	paths, err := in.list(root)
	if err != nil {
		return table.FileError(root, err)
	}
	if len(paths) == 0 && len(in.opt.Exclude) > 0 {
		return in.fault(entry{root, -1}, &table.Error{File: root, Msg: "holds nothing but what --exclude leaves out"})
	}
	in.folders = append(in.folders, root)
	if len(paths) == 0 {
		return in.unreadable(root)
	}
	for _, path := range paths {
		in.found(path, len(in.folders)-1)
	}
	return nil
}

// list returns the paths of all that is not hidden, not excluded and not a folder, sorted, with slashes.
func (in *Inputs) list(root string) ([]string, error) {
	start := strings.TrimRight(filepath.ToSlash(root), "/") + "/"
	var paths []string
	err := fs.WalkDir(os.DirFS(root), ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && path == ".":
			return err
		case err != nil:
			in.skip(table.FileError(start+path, err))
		case path != "." && (strings.HasPrefix(entry.Name(), ".") || in.excludes(path)):
			return hide(entry)
		case !entry.IsDir():
			paths = append(paths, start+path)
		}
		return nil
	})
	slices.Sort(paths)
	return paths, err
}

// checkPatterns refuses a pattern that path.Match does.
func checkPatterns(patterns []string) error {
	for _, pattern := range patterns {
		if _, err := path.Match(pattern, ""); err != nil {
			return &table.Error{Msg: "pattern " + table.Quote(pattern) + ": " + err.Error()}
		}
	}
	return nil
}

// excludes tells whether a file or folder is left out, by its name or by its path within the folder that is searched.
func (in *Inputs) excludes(within string) bool {
	return slices.ContainsFunc(in.opt.Exclude, func(pattern string) bool {
		name, _ := path.Match(pattern, path.Base(within))
		whole, _ := path.Match(pattern, within)
		return name || whole
	})
}

// hide tells the walk to leave out a file or folder, and all that is in it.
func hide(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// checkEntry refuses what is in a folder and no file. Opening what is not a regular file, such as a pipe, could block
// for ever.
func checkEntry(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return &table.Error{File: path, Msg: "a symbolic link to a folder"}
	case !info.Mode().IsRegular():
		return &table.Error{File: path, Msg: "not a regular file"}
	}
	return nil
}
