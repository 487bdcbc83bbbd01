package document

import (
	"errors"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"rhetor/classify/table"
)

// emitText hands on the text that was taken out of a document. With NoSplit every line that is not white space is a
// document of one sentence, its row the line's number in that text.
func (in *input) emitText(text string, facts Fields) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	if !in.opt.NoSplit {
		return in.emit(Document{Name: in.name, Text: text, Metadata: facts})
	}
	row := 0
	for line := range strings.SplitSeq(text, "\n") {
		row++
		if strings.TrimSpace(line) == "" {
			continue
		}
		if err := in.emit(Document{Name: in.name, Row: row, Text: line, Whole: true, Metadata: facts}); err != nil {
			return err
		}
	}
	return nil
}

// named says that the documents of a format have these metadata, as far as they are known.
func named(names ...string) func(string, io.Reader, Options) ([]string, error) {
	return func(string, io.Reader, Options) ([]string, error) { return names, nil }
}

// maxFact is the number of bytes that one piece of a document's metadata has: each sentence repeats it.
const maxFact = 500

// know adds a piece of metadata on one line, unless it is empty.
func (f *Fields) know(name, value string) {
	var p prose
	p.add(value[:min(len(value), 10*maxFact)])
	value = p.String()
	if len(value) > maxFact {
		cut := maxFact
		for !utf8.RuneStart(value[cut]) {
			cut--
		}
		value = value[:cut] + "…"
	}
	if value != "" {
		*f = append(*f, Field{name, value})
	}
}

// day shortens a date as documents have it, RFC 3339 or PDF's D:20240517, to 2024-05-17. Any other is kept.
func day(date string) string {
	date = strings.TrimSpace(date)
	for _, layout := range []string{"2006-01-02", "D:20060102"} {
		if len(date) < len(layout) {
			continue
		}
		if t, err := time.Parse(layout, date[:len(layout)]); err == nil {
			return t.Format("2006-01-02")
		}
	}
	return date
}

// damage is the error for a document that a library or a parser refuses. Its message may hold bytes of the document.
func damage(name string, err error) *table.Error {
	var known *table.Error
	if errors.As(err, &known) {
		return known
	}
	var msg prose
	msg.add("damaged: " + err.Error())
	text := msg.String()
	return &table.Error{File: name, Msg: strings.ToValidUTF8(text[:min(len(text), 200)], "")}
}
