package document

import "io"

// reader reads the documents in one input, which it calls by its name in documents and errors. It returns
// none for an input of white space, and a notice when the user should know how it was read.
type reader func(name string, r io.Reader, opt Options) (documents []Document, notice string, err error)

// formats maps the extension of a name, in lower case, to its reader: a new format gets its line here. Standard
// input is looked up as if its format were its extension.
var formats = map[string]reader{
	"":        readText,
	".txt":    readText,
	".text":   readText,
	".csv":    rowsOf("csv"),
	".tsv":    rowsOf("tsv"),
	".tab":    rowsOf("tsv"),
	".jsonl":  rowsOf("jsonl"),
	".ndjson": rowsOf("jsonl"),
}

// Extensions lists the extensions of documents, as hints show them.
const Extensions = ".txt, .text, .csv, .tsv, .tab, .jsonl, .ndjson or have no extension"
