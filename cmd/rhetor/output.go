package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

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
	if target, err := filepath.EvalSymlinks(path); err == nil { // a link stays, what it leads to is replaced
		path = target
	}
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return writeDevice(path, write)
	}
	mode := os.FileMode(0o666) // less the umask
	if err == nil {
		mode = info.Mode().Perm()
	}
	return c.writeBeside(path, mode, write)
}

// writeBeside writes a file with a name of its own in the same folder, and gives it its name at the end.
func (c *console) writeBeside(path string, mode os.FileMode, write func(io.Writer) error) error {
	beside := filepath.Join(filepath.Dir(path), fmt.Sprintf(".rhetor.%08x", rand.Uint32()))
	file, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return fileError(path, err)
	}
	defer os.Remove(beside) // no more there once it is renamed
	if c.heeds {
		c.beside.Store(&beside)
		defer c.beside.Store(nil)
	} else {
		defer removeOnSignal(beside)()
	}
	if err := fill(file, write); err != nil {
		return fileError(path, err)
	}
	if err := os.Rename(beside, path); err != nil {
		return fileError(path, err)
	}
	return nil
}

// removeOnSignal removes a file when the run is interrupted, until it is told that the work is done.
func removeOnSignal(path string) (done func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		if received, open := <-signals; open {
			os.Remove(path)
			os.Exit(128 + int(received.(syscall.Signal)))
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
	}
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
		return fileError(path, err)
	}
	return fileError(path, fill(file, write))
}

// fileError names the file that the user named, where the error is of the system and names another or none.
func fileError(path string, err error) error {
	var system *os.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &system):
		return &table.Error{File: path, Msg: system.Err.Error()}
	case errors.As(err, &link):
		return &table.Error{File: path, Msg: link.Err.Error()}
	}
	return err
}

// checkOutput refuses an output that is also an input, by whatever name, and one that has no place to be.
func checkOutput(path string, inputs []string) error {
	output, err := os.Stat(path)
	if err != nil {
		return checkFolder(path)
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

// checkFolder makes sure that the folder of a new file is there, before any work is done.
func checkFolder(path string) error {
	folder := filepath.Dir(path)
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return &table.Error{File: path, Msg: "there is no folder " + table.Quote(folder)}
	case err != nil:
		return fileError(path, err)
	case !info.IsDir():
		return &table.Error{File: path, Msg: table.Quote(folder) + " is no folder"}
	}
	return nil
}
