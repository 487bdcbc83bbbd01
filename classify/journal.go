package classify

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"time"

	"rhetor/classify/table"
)

// Journal keeps the results of a long run in a folder, so that a run that was killed can go on. Three files:
//
//	run.json       what is run: a run that differs in any way does not go on
//	results.jsonl  the results so far, as report writes them in JSON lines
//	done           a line a second: documents done, bytes of results.jsonl that hold them, and a checksum of the line
//
// Results are on disk before the line that says so. After a kill, what stands behind the last whole line is cut off,
// and the run goes on with the next document.
type Journal struct {
	Documents int // how many are done

	folder  string
	results *os.File
	done    *os.File
	size    int64 // of results that hold whole documents
	pending []byte
	written time.Time
}

// journalEvery is how often results are brought to disk.
const journalEvery = time.Second

// OpenJournal opens the journal in a folder, which is made where it is not there. run says what is run; it is an error
// that the folder holds the journal of another run, or other files.
func OpenJournal(folder string, run any) (*Journal, error) {
	description, err := json.MarshalIndent(run, "", "\t")
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, table.FileError(folder, err)
	}
	j := &Journal{folder: folder, written: time.Now()}
	if err := j.claim(description); err != nil {
		return nil, err
	}
	if j.results, err = os.OpenFile(j.path("results.jsonl"), os.O_RDWR|os.O_CREATE, 0o666); err != nil {
		return nil, table.FileError(folder, err)
	}
	if j.done, err = os.OpenFile(j.path("done"), os.O_RDWR|os.O_CREATE, 0o666); err != nil {
		return nil, errors.Join(table.FileError(folder, err), j.results.Close())
	}
	if err := j.recover(); err != nil {
		return nil, errors.Join(table.FileError(folder, err), j.Close())
	}
	return j, nil
}

func (j *Journal) path(name string) string { return filepath.Join(j.folder, name) }

// claim makes sure that the folder is for this run.
func (j *Journal) claim(description []byte) error {
	known, err := os.ReadFile(j.path("run.json"))
	switch {
	case err == nil && bytes.Equal(known, description):
		return nil
	case err == nil:
		return &table.Error{File: j.folder, Msg: "holds the journal of another run", Hint: "give the same command as before, or another folder"}
	case !errors.Is(err, os.ErrNotExist):
		return table.FileError(j.folder, err)
	}
	entries, err := os.ReadDir(j.folder)
	if err != nil {
		return table.FileError(j.folder, err)
	}
	for _, entry := range entries {
		if entry.Name() != "run.json.new" {
			return &table.Error{File: j.folder, Msg: "is a folder with other files", Hint: "give an empty folder, or one that is not there yet"}
		}
	}
	return table.FileErrorOrNil(j.folder, writeWhole(j.path("run.json"), description))
}

// writeWhole writes a file whole or not at all, and brings it to disk.
func writeWhole(path string, content []byte) error {
	file, err := os.Create(path + ".new")
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// recover finds the last whole line of done, and cuts off what stands behind it, in both files.
func (j *Journal) recover() error {
	lines, kept := bufio.NewReader(j.done), int64(0)
	for {
		line, err := lines.ReadString('\n')
		documents, size, whole := parseDone(line)
		if err != nil || !whole {
			break
		}
		j.Documents, j.size = documents, size
		kept += int64(len(line))
	}
	info, err := j.results.Stat()
	if err != nil {
		return err
	}
	if info.Size() < j.size {
		return fmt.Errorf("journal is damaged: results.jsonl has %d bytes, and %d are done", info.Size(), j.size)
	}
	if err := errors.Join(j.done.Truncate(kept), j.results.Truncate(j.size)); err != nil {
		return err
	}
	_, err = j.done.Seek(kept, io.SeekStart)
	if err == nil {
		_, err = j.results.Seek(j.size, io.SeekStart)
	}
	return err
}

// doneLine is a line of done.
func doneLine(documents int, size int64) string {
	line := fmt.Sprintf("%d %d", documents, size)
	return fmt.Sprintf("%s %08x\n", line, crc32.ChecksumIEEE([]byte(line)))
}

// parseDone takes a line of done apart, if it is whole.
func parseDone(line string) (documents int, size int64, whole bool) {
	if n, err := fmt.Sscanf(line, "%d %d", &documents, &size); n != 2 || err != nil {
		return 0, 0, false
	}
	return documents, size, line == doneLine(documents, size)
}

// Write takes results in JSON lines, in order. documents is the number of documents that are done with, counted from
// the start of the run that went on.
func (j *Journal) Write(e Encoded, before int) error {
	whole := append(j.pending, e.Bytes[:e.Whole]...)
	j.pending = append([]byte(nil), e.Bytes[e.Whole:]...)
	if e.Whole == 0 {
		j.pending = append(whole, j.pending...)
		return nil
	}
	if _, err := j.results.Write(whole); err != nil {
		return j.fail(err)
	}
	j.size += int64(len(whole))
	j.Documents = before + e.Documents
	if time.Since(j.written) < journalEvery {
		return nil
	}
	return j.sync()
}

// sync brings the results to disk, and then says so.
func (j *Journal) sync() error {
	j.written = time.Now()
	if err := j.results.Sync(); err != nil {
		return j.fail(err)
	}
	if _, err := j.done.WriteString(doneLine(j.Documents, j.size)); err != nil {
		return j.fail(err)
	}
	return j.fail(j.done.Sync())
}

func (j *Journal) fail(err error) error { return table.FileErrorOrNil(j.folder, err) }

// Close brings all results of whole documents to disk. The run can go on later.
func (j *Journal) Close() error {
	err := j.sync()
	return errors.Join(err, j.results.Close(), j.done.Close())
}

// Results opens the results of a run that has come to its end.
func (j *Journal) Results() (*os.File, error) {
	if err := j.sync(); err != nil {
		return nil, err
	}
	return os.Open(j.path("results.jsonl"))
}

// Remove takes the journal away: its files, and the folder if nothing else is in it.
func (j *Journal) Remove() error {
	err := errors.Join(j.results.Close(), j.done.Close())
	for _, name := range []string{"done", "results.jsonl", "run.json"} {
		err = errors.Join(err, os.Remove(j.path(name)))
	}
	os.Remove(j.folder) // other files keep it
	return j.fail(err)
}
