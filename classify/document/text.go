package document

import (
	"io"
	"strings"

	"rhetor/classify/table"
)

// readText reads plain text: one document, or with NoSplit one for each line that is not white space. A
// document keeps its line ends; a document of one line has none.
func readText(name string, r io.Reader, opt Options) ([]Document, string, error) {
	raw, err := io.ReadAll(table.LimitLines(name, r))
	if err != nil {
		return nil, "", table.FileError(name, err)
	}
	text, notice, err := decode(name, raw)
	if err != nil {
		return nil, "", err
	}
	if opt.NoSplit {
		return eachLine(name, text), notice, nil
	}
	if strings.TrimSpace(text) == "" {
		return nil, "", nil
	}
	return []Document{{Name: name, Text: text}}, notice, nil
}

// eachLine makes a document of every line that is not white space.
func eachLine(name, text string) []Document {
	var documents []Document
	row := 0
	for line := range strings.Lines(text) {
		row++
		if strings.TrimSpace(line) == "" {
			continue
		}
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		documents = append(documents, Document{Name: name, Row: row, Text: line, Whole: true})
	}
	return documents
}
