package document

import "io"

// reader reads the documents of one input and hands them on, none for an input of white space. It returns an error of
// emit as it is.
type reader func(in *input) error

// input is one stream that is read.
type input struct {
	name   string // what it is called in documents and errors
	r      io.Reader
	opt    Options
	notice func(msg string) // tells the user how it was read, where that is not plain
	emit   func(Document) error
}

// format is how one format is read.
type format struct {
	read  reader
	names func(name string, r io.Reader, opt Options) ([]string, error) // of the metadata that documents have; nil: none
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
}

// Extensions lists the extensions of documents, as hints show them.
const Extensions = ".txt, .text, .csv, .tsv, .tab, .jsonl, .ndjson or have no extension"
