package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"

	"rhetor/classify/table"
)

// writeOutput lets write fill a file, which appears whole or not at all: it is written beside its place and
// renamed when it is done. An empty path, or "-", is standard output. The path must be none of the inputs.
func (c *console) writeOutput(path string, inputs []string, write func(io.Writer) error) error {
	if path == "" || path == "-" {
		return write(c.stdout)
	}
	if err := checkOutput(path, inputs); err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return writeDevice(path, write)
	}
	beside, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return table.FileError(path, err)
	}
	defer os.Remove(beside.Name()) // no more there once it is renamed
	if err := fill(beside, write); err != nil {
		return err
	}
	if err := os.Chmod(beside.Name(), 0o644); err != nil {
		return table.FileError(path, err)
	}
	if err := os.Rename(beside.Name(), path); err != nil {
		return table.FileError(path, err)
	}
	return nil
}

// fill writes a file through a buffer and closes it.
func fill(file *os.File, write func(io.Writer) error) error {
	buffered := bufio.NewWriter(file)
	err := write(buffered)
	if err == nil {
		err = buffered.Flush()
	}
	return errors.Join(err, file.Close())
}

// writeDevice writes to a pipe or a device, which cannot be renamed over.
func writeDevice(path string, write func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return table.FileError(path, err)
	}
	return fill(file, write)
}

// checkOutput refuses an output that is also an input, by whatever name.
func checkOutput(path string, inputs []string) error {
	output, err := os.Stat(path)
	if err != nil {
		return nil // not there yet, so no input
	}
	for _, input := range inputs {
		info, err := os.Stat(input)
		if err == nil && os.SameFile(output, info) {
			return &table.Error{File: path, Msg: "is an input and cannot be the output too", Hint: "give -o another name"}
		}
	}
	if output.IsDir() {
		return &table.Error{File: path, Msg: "is a folder", Hint: "give -o the name of a file"}
	}
	return nil
}
