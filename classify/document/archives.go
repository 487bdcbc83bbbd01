package document

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"

	"rhetor/classify/table"
)

const (
	maxEntries   = 1_000_000 // of an archive
	maxEntryName = 4096      // bytes of an entry's name
)

// archive reads the files of an archive one by one. It is like a folder: what cannot be read is skipped, and it is an
// error that nothing can.
type archive struct {
	in       *input
	visit    func(*input) error
	broken   func() error // what is wrong with the whole archive, so far
	entries  int
	readable int
}

// count counts an entry, of any kind.
func (a *archive) count() error {
	if a.entries++; a.entries > maxEntries {
		return tooManyEntries(a.in.name)
	}
	return nil
}

func tooManyEntries(file string) error {
	return &table.Error{File: file, Msg: fmt.Sprintf("archive has more than %d entries", maxEntries)}
}

// file reads a file of the archive. Its name has been cleaned.
func (a *archive) file(name string, open func() (io.Reader, error)) error {
	inner := a.in.within(a.in.name+"/"+name, extensionOf(name), nil)
	r, err := open()
	if err == nil {
		inner.r = r
		err = a.visit(inner)
	}
	if err == nil {
		a.readable++
		return nil
	}
	if broken := a.broken(); broken != nil {
		return broken
	}
	return a.in.skip(inner.name, err)
}

// end tells whether anything could be read.
func (a *archive) end() error {
	if a.readable > 0 {
		return nil
	}
	return &table.Error{File: a.in.name, Msg: "no document in this archive can be read", Hint: "documents are " + Extensions}
}

// entryName cleans an entry's name. It is empty where the entry is to be left out: it, or a folder that it is in, is
// hidden, or the name is longer than any that a file system has. The name is a name only: nothing is ever opened or
// written by it.
func entryName(name string) string {
	if !utf8.ValidString(name) { // the zip format's own encoding
		name, _ = charmap.CodePage437.NewDecoder().String(name)
	}
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	if len(name) > maxEntryName || strings.HasPrefix(name, ".") || strings.Contains(name, "/.") {
		return ""
	}
	return name
}

// untar visits the files of a tar archive, in its order.
func untar(in *input, visit func(*input) error) error {
	packed := &counted{r: in.r}
	entries := tar.NewReader(packed)
	content := &unpacked{} // of the present file
	a := archive{in: in, visit: visit, broken: func() error { return content.failed() }}
	for {
		header, err := entries.Next()
		switch {
		case err == io.EOF:
			return a.end()
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			return damaged(in.name, "tar archive", err)
		}
		if err := a.count(); err != nil {
			return err
		}
		name := entryName(header.Name)
		if header.Typeflag != tar.TypeReg || name == "" {
			continue
		}
		content = &unpacked{file: in.name, kind: "tar archive", r: entries}
		sparse := &ratio{file: in.name + "/" + name, packed: func() int64 { return packed.read }}
		err = a.file(name, func() (io.Reader, error) {
			return &unpacked{r: content, ratios: []*ratio{sparse}}, nil
		})
		if err != nil {
			return err
		}
	}
}

// unzip visits the files of a zip archive, in the order of their names.
func unzip(in *input, visit func(*input) error) error {
	reader, err := in.openZip()
	if err != nil {
		return err
	}
	files, err := zipFiles(in.name, reader)
	if err != nil {
		return err
	}
	whole := &ratio{file: in.name, packed: func() int64 { return in.size }}
	a := archive{in: in, visit: visit, broken: whole.check}
	for _, f := range files {
		var opened io.ReadCloser
		err := a.file(f.name, func() (r io.Reader, err error) {
			opened, r, err = f.open(in, whole)
			return r, err
		})
		if opened != nil {
			opened.Close()
		}
		if err != nil {
			return err
		}
	}
	return a.end()
}

// zippedFile is a file of a zip archive by its cleaned name.
type zippedFile struct {
	name string
	*zip.File
}

// zipFiles returns what is a file and not hidden, by name.
func zipFiles(file string, reader *zip.Reader) ([]zippedFile, error) {
	if len(reader.File) > maxEntries {
		return nil, tooManyEntries(file)
	}
	var files []zippedFile
	for _, f := range reader.File {
		slashed := strings.ReplaceAll(f.Name, `\`, "/") // as some programs of Windows write them
		name := entryName(slashed)
		if f.Mode().IsRegular() && !strings.HasSuffix(slashed, "/") && name != "" {
			files = append(files, zippedFile{name, f})
		}
	}
	slices.SortStableFunc(files, func(a, b zippedFile) int { return cmp.Compare(a.name, b.name) })
	return files, nil
}

// open opens a file of a zip archive.
func (f zippedFile) open(in *input, whole *ratio) (io.ReadCloser, io.Reader, error) {
	name := in.name + "/" + f.name
	const encrypted = 1
	if f.Flags&encrypted != 0 {
		return nil, nil, &table.Error{File: name, Msg: "is encrypted"}
	}
	opened, err := f.Open()
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		return nil, nil, &table.Error{File: name, Msg: fmt.Sprintf("is compressed by method %d, which this version does not read", f.Method)}
	case err != nil:
		return nil, nil, damaged(name, "zip entry", err)
	}
	size := min(f.CompressedSize64, uint64(in.size))
	own := &ratio{file: name, packed: func() int64 { return int64(size) }}
	return opened, &unpacked{file: name, kind: "zip entry", r: opened, ratios: []*ratio{own, whole}}, nil
}

// openZip opens the directory of a zip archive.
func (in *input) openZip() (*zip.Reader, error) {
	if in.zip != nil {
		return in.zip, nil
	}
	if err := in.makeRandom(); err != nil {
		return nil, err
	}
	guarded := &directory{at: in.at, bytes: maxDirectory, entries: maxEntries, full: tooManyEntries(in.name)}
	reader, err := zip.NewReader(guarded, in.size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged(in.name, "zip archive", err)
	}
	guarded.open = true
	reader.RegisterDecompressor(zstd.ZipMethodWinZip, zstd.ZipDecompressor(zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow)))
	in.zip = reader
	return reader, nil
}

// maxDirectory is how many bytes of a zip archive are read to find its entries: 256 MiB.
const maxDirectory = 256 << 20

// directory bounds what the directory of a zip archive makes the reader hold, which trusts no number in it, but reads
// entries for as long as there are any.
type directory struct {
	at      io.ReaderAt
	bytes   int // that may be read
	entries int // that may begin there
	full    error
	open    bool // the directory has been read
}

func (d *directory) ReadAt(p []byte, offset int64) (int, error) {
	n, err := d.at.ReadAt(p, offset)
	if d.open {
		return n, err
	}
	d.bytes -= n
	d.entries -= bytes.Count(p[:n], []byte("PK\x01\x02"))
	if d.bytes < 0 || d.entries < 0 {
		return 0, d.full
	}
	return n, err
}

// makeRandom lets an input be read in any order. One that is no file is read into memory, as much of it as a document
// may have.
func (in *input) makeRandom() error {
	if in.at != nil {
		return nil
	}
	raw, err := in.readAll(in.r)
	var tooLarge *table.Error
	if errors.As(err, &tooLarge) && tooLarge.Hint != "" {
		tooLarge.Hint = "raise --max-document-size"
	}
	if err != nil {
		return err
	}
	r := bytes.NewReader(raw)
	in.r, in.at, in.size = r, r, r.Size()
	return nil
}
