package document

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"

	"github.com/klauspost/compress/zstd"

	"rhetor/classify/table"
)

// gunzip unpacks gzip (RFC 1952), one member or several.
func gunzip(in *input, visit func(*input) error) error {
	return in.decompress("gzip data", visit, func(r io.Reader) (io.ReadCloser, error) {
		return gzip.NewReader(bufio.NewReaderSize(r, 64<<10))
	})
}

// maxWindow is how much of what came before zstd may look back at: 128 MiB, as the program of that name has it.
const maxWindow = 128 << 20

// unzstd unpacks Zstandard (RFC 8878), one frame or several.
func unzstd(in *input, visit func(*input) error) error {
	return in.decompress("zstd data", visit, func(r io.Reader) (io.ReadCloser, error) {
		decoder, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		return decoder.IOReadCloser(), nil
	})
}

// decompress visits what a stream unpacks to.
func (in *input) decompress(kind string, visit func(*input) error, open func(io.Reader) (io.ReadCloser, error)) error {
	packed := &counted{r: in.r}
	r, err := open(packed)
	switch {
	case err == io.EOF:
		return errEmpty
	case err != nil:
		return damaged(in.name, kind, err)
	}
	defer r.Close()
	within := &ratio{file: in.name, packed: func() int64 { return packed.read }}
	return visit(in.within(in.name, innerExtension(in.name, in.ext), &unpacked{file: in.name, kind: kind, r: r, ratios: []*ratio{within}}))
}

// innerExtension is the extension of what is unpacked: ".csv" of rows.csv.gz. A name that does not tell that it is
// compressed keeps its extension.
func innerExtension(name, ext string) string {
	switch ext {
	case ".tgz", ".tzst":
		return ".tar"
	case ".gz", ".zst":
		return extensionOf(name[:max(0, len(name)-len(ext))])
	}
	return ext
}

// damaged is the error for data that cannot be unpacked. An error that names its place is kept.
func damaged(file, kind string, err error) error {
	var known *table.Error
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &table.Error{File: file, Msg: kind + " is cut short"}
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return &table.Error{File: file, Msg: kind + " needs more than 128 MiB of memory"}
	}
	var system *fs.PathError
	if errors.As(err, &system) {
		return table.FileError(file, err)
	}
	return &table.Error{File: file, Msg: kind + " is damaged or of another format"}
}
