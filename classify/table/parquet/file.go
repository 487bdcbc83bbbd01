// Package parquet reads flat Parquet files as text, and takes nothing for true that a file says of itself.
//
// The way of a file through the package:
//
//	bytes -> Open (footer.go: the columns; thrift.go measures before anything is decoded)
//	      -> chunk (chunk.go: a column's part of a row group, page by page; codec.go unpacks)
//	      -> values (plain.go, hybrid.go, delta.go: one encoding each) -> text (text.go) -> rows
//
// The library that writes Parquet can read it too. It makes room for what numbers in a file announce, and follows
// nesting as deep as a file has it: a file of some bytes takes all memory, or ends the program. So only its
// declarations are used here. What a value costs is known before there is room made for it, and no value is decoded
// before it is asked for.
//
// The format: https://github.com/apache/parquet-format.
package parquet

import (
	"errors"
	"fmt"
)

// MaxUnpacked is how many bytes all pages of a file may have together, unpacked: 1 GiB.
const MaxUnpacked = 1 << 30

var errDamaged = errors.New("damaged")

// File is an open Parquet file.
type File struct {
	data     []byte
	columns  []column
	groups   []group
	unpacked int // bytes of pages so far
}

// Columns is the names of the columns in order, as the file has them.
func (f *File) Columns() []string {
	names := make([]string, len(f.columns))
	for i := range f.columns {
		names[i] = f.columns[i].name
	}
	return names
}

// Each reads the rows in order: a text for each column, empty where there is no value. An error of emit ends the
// reading and is returned as it is.
func (f *File) Each(emit func(values []string) error) error {
	for i := range f.groups {
		if err := f.eachOf(&f.groups[i], emit); err != nil {
			return err
		}
	}
	return nil
}

// eachOf reads the rows of one row group.
func (f *File) eachOf(g *group, emit func([]string) error) error {
	chunks := make([]chunk, len(f.columns))
	for i := range chunks {
		chunks[i] = chunk{file: f, column: &f.columns[i], place: g.places[i]}
	}
	for range g.rows {
		values := make([]string, len(chunks))
		for i := range chunks {
			var err error
			if values[i], err = chunks[i].next(); err != nil {
				return fmt.Errorf("column %q: %w", cut(f.columns[i].name), err)
			}
		}
		if err := emit(values); err != nil {
			return err
		}
	}
	for i := range chunks {
		if chunks[i].left > 0 {
			return fmt.Errorf("column %q has more values than there are rows", cut(f.columns[i].name))
		}
	}
	return nil
}

// cut shortens a name for a message.
func cut(name string) string {
	if runes := []rune(name); len(runes) > 60 {
		return string(runes[:60])
	}
	return name
}

// unpack takes note of a page of some bytes before it is unpacked.
func (f *File) unpack(size int) error {
	if f.unpacked += size; f.unpacked > MaxUnpacked {
		return errors.New("the pages of the file have more than 1 GiB, unpacked")
	}
	return nil
}
