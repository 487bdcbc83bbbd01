package document

import (
	"archive/zip"
	"bufio"
	"bytes"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rhetor/classify/table"
)

// kind is a format that content tells beyond doubt.
type kind struct {
	name       string   // as notices give it
	extensions []string // the first is the one it is read by, all are the ones it is known to have
	holds      bool     // it holds other documents, and its content says nothing of what they are
}

var (
	kindGzip    = kind{"gzip", []string{".gz", ".tgz"}, true}
	kindZstd    = kind{"zstd", []string{".zst", ".tzst"}, true}
	kindTar     = kind{"tar", []string{".tar"}, true}
	kindZip     = kind{"zip", []string{".zip", ".docx", ".xlsx", ".odt", ".epub"}, true} // all are zip archives
	kindPDF     = kind{"PDF", []string{".pdf"}, false}
	kindHTML    = kind{"HTML", []string{".html", ".htm", ".xhtml", ".xht", ".shtml"}, false}
	kindParquet = kind{"Parquet", []string{".parquet", ".pq"}, false}
	kindDOCX    = kind{"DOCX", []string{".docx", ".docm", ".dotx", ".dotm"}, false}
	kindXLSX    = kind{"XLSX", []string{".xlsx", ".xlsm", ".xltx", ".xltm"}, false}
	kindODT     = kind{"ODT", []string{".odt", ".ott"}, false}
	kindEPUB    = kind{"EPUB", []string{".epub"}, false}
)

// unknownKind is that of text, and of all else.
var unknownKind = kind{extensions: []string{""}}

// headSize is how much of an input tells its kind.
const headSize = 512

// format tells how an input is read: as what its content is beyond doubt, else as the extension says. A notice says so
// where they differ.
func (in *input) format() (f format, notice string, err error) {
	buffered := bufio.NewReader(in.r)
	head, err := buffered.Peek(headSize)
	if err != nil && err != io.EOF && len(head) == 0 {
		return format{}, "", table.FileError(in.name, err)
	}
	in.r = buffered
	named, known := formats[in.ext]
	k, found, err := in.kind(head)
	if err != nil {
		return format{}, "", err
	}
	if f, readable := formats[k.extensions[0]]; found && readable && in.belies(k, known) {
		return f, "read as " + k.name + ", which its content is", nil
	}
	if !known {
		return format{}, "", unknownFormat(in.name)
	}
	return named, "", nil
}

// belies reports whether the extension is not of the kind that the content is. What holds other documents and has an
// extension that nobody knows may be anything, such as a program.
func (in *input) belies(k kind, known bool) bool {
	if !known {
		return !k.holds
	}
	return !slices.Contains(k.extensions, in.ext)
}

// kind tells the kind of an input by its first bytes, or that they do not tell.
func (in *input) kind(head []byte) (kind, bool, error) {
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return in.zipKind()
	}
	for _, c := range []struct {
		kind kind
		is   func([]byte) bool
	}{
		{kindGzip, isGzip}, {kindZstd, isZstd}, {kindPDF, isPDF}, {kindHTML, isHTML}, {kindParquet, isParquet}, {kindTar, isTar},
	} {
		if c.is(head) {
			return c.kind, true, nil
		}
	}
	return unknownKind, false, nil
}

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte("\x1f\x8b\x08")) }

func isZstd(head []byte) bool { return bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")) }

// isParquet wants the byte that every footer and every page begins with beside the four letters.
func isParquet(head []byte) bool { return bytes.HasPrefix(head, []byte("PAR1\x15")) }

var pdfHead = regexp.MustCompile(`^%PDF-[12]\.[0-9][ \t]*[\r\n]`)

func isPDF(head []byte) bool { return pdfHead.Match(head) }

// htmlHead is what may stand before a document's type or its first element.
var htmlHead = regexp.MustCompile(`(?is)^(?:\x{feff}|\s|<!--.*?-->|<\?xml[^>]*>)*(?:<!doctype\s+html|<html)[\s>]`)

func isHTML(head []byte) bool { return htmlHead.Match(head) }

// isTar knows a header of tar by its magic and its checksum.
func isTar(head []byte) bool {
	const magic, sum, sumEnd = 257, 148, 156
	if len(head) < headSize || string(head[magic:magic+5]) != "ustar" {
		return false
	}
	want, err := strconv.ParseUint(strings.Trim(string(head[sum:sumEnd]), " \x00"), 8, 32)
	for i, b := range head {
		if i >= sum && i < sumEnd {
			b = ' '
		}
		want -= uint64(b)
	}
	return err == nil && want == 0
}

// zipKind tells what a zip archive is: the documents of offices are told by what is in them.
func (in *input) zipKind() (kind, bool, error) {
	reader, err := in.openZip()
	if err != nil {
		return unknownKind, false, err
	}
	office := false // some such document
	for _, f := range reader.File {
		switch path.Clean(f.Name) {
		case "word/document.xml":
			return kindDOCX, true, nil
		case "xl/workbook.xml":
			return kindXLSX, true, nil
		case "[Content_Types].xml":
			office = true
		case "mimetype":
			return mimeKind(f)
		}
	}
	return kindZip, !office, nil
}

// mimeKind tells the kind of a document that names its type in a file of its own.
func mimeKind(f *zip.File) (kind, bool, error) {
	r, err := f.Open()
	if err != nil {
		return unknownKind, false, nil
	}
	defer r.Close()
	mime, _ := io.ReadAll(io.LimitReader(r, headSize))
	switch strings.TrimSpace(string(mime)) {
	case "application/epub+zip":
		return kindEPUB, true, nil
	case "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template":
		return kindODT, true, nil
	}
	return unknownKind, false, nil
}
