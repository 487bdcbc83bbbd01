// Package document reads the documents that are to be classified: plain text, and the rows of tables.
//
// Each input format is a file of this package of the same shape: a function from a named stream to
// documents. A document keeps its text as it was read; every offset that is ever reported counts
// bytes of that text.
package document

import "rhetor/classify/orderedjson"

// Document is one text to classify, with what is known of it.
type Document struct {
	Name     string // the path as given; "-" for standard input
	Row      int    // number of its row in a table, from 1; 0 when the document is a whole file
	Text     string // valid UTF-8
	Target   string // what stance is toward, where the row says so
	Whole    bool   // the text is one sentence: do not split it
	Metadata Fields // the row's other columns, or the document's own metadata
}

// Field is one named piece of metadata.
type Field struct {
	Name  string
	Value string
}

// Fields is metadata in the order it was read. Its JSON form is an object in that order.
type Fields []Field

// MarshalJSON writes the fields as one object, in order.
func (f Fields) MarshalJSON() ([]byte, error) {
	return orderedjson.Object(len(f), func(i int) (string, any) { return f[i].Name, f[i].Value })
}

// Options says how documents are read.
type Options struct {
	TextColumn   string // column of a table that holds the text; "text" when empty
	TargetColumn string // column of a table that holds the target, which must be there; when empty, "target" where it is there
	NoSplit      bool   // each row of a table (or line of a text) is one sentence
	StdinFormat  string // format of standard input: text, csv, tsv or jsonl; text when empty
	MaxSize      int64  // bytes that a document may have; MaxSize when 0
	Strict       bool   // an input that cannot be read is an error, wherever it stands

	// Exclude is patterns of path.Match: the files and folders within a folder whose name or whose path within it matches
	// one are left out.
	Exclude []string
}
