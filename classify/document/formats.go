package document

import (
	"archive/zip"
	"io"

	"rhetor/classify/table"
)

// reader reads the documents of one input and hands them on, none for an input of white space. It returns an error of
// emit as it is.
type reader func(in *input) error

// input is one stream that is read.
type input struct {
	name   string // what it is called in documents and errors
	ext    string // the extension that tells its format, where its content does not
	r      io.Reader
	at     io.ReaderAt // the same bytes in any order, where it is a file or has been read into memory; else nil
	size   int64       // of what at reads
	opt    Options
	notice func(msg string) // tells the user how it was read, where that is not plain
	emit   func(Document) error

	tell     func(*table.Error)                 // tells the user something about any input
	skip     func(name string, err error) error // leaves out what an archive holds and says why, or returns why it must not
	zip      *zip.Reader                        // of a zip archive that has been looked into
	archived bool                               // it is in an archive
	unpacked bool                               // it was compressed
}

// call gives the input its name.
func (in *input) call(name string) {
	in.name = name
	in.notice = func(msg string) { in.tell(&table.Error{File: name, Msg: msg}) }
}

// format is how one format is read: a document or rows by read, a container by unpack.
type format struct {
	read    reader
	unpack  unpacker
	archive bool                                                          // a container that holds files by name
	names   func(name string, r io.Reader, opt Options) ([]string, error) // of the metadata that documents have; nil: none
}

// formats maps the extension of a name, in lower case, to its reader: a new format gets its line here. Standard
// input is looked up as if its format were its extension.
var formats = map[string]format{
	"":        {read: readText},
	".txt":    {read: readText},
	".text":   {read: readText},
	".csv":    tableOf("csv"),
	".tsv":    tableOf("tsv"),
	".tab":    tableOf("tsv"),
	".jsonl":  tableOf("jsonl"),
	".ndjson": tableOf("jsonl"),
	".gz":     {unpack: gunzip},
	".tgz":    {unpack: gunzip},
	".zst":    {unpack: unzstd},
	".tzst":   {unpack: unzstd},
	".tar":    {unpack: untar, archive: true},
	".zip":    {unpack: unzip, archive: true},

	".xlsx":    tableOf("xlsx"),
	".parquet": tableOf("parquet"),

	".md":       markdownFormat,
	".markdown": markdownFormat,
	".html":     htmlFormat,
	".htm":      htmlFormat,
	".xhtml":    htmlFormat,
	".eml":      mailFormat,
	".docx":     wordFormat,
	".odt":      openDocumentFormat,
	".epub":     epubFormat,
	".pdf":      pdfFormat,
}

// Extensions lists the extensions of documents, as hints show them.
const Extensions = ".txt, .text, .md, .markdown, .html, .htm, .xhtml, .eml, .docx, .odt, .epub, .pdf, .csv, .tsv, .tab, .jsonl, .ndjson, .xlsx, .parquet or have no extension; they may be in .gz, .zst, .zip and .tar"
