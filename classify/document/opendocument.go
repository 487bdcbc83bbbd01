package document

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"strings"

	"rhetor/classify/table"
)

// openDocumentFormat is text documents of LibreOffice and others (OASIS OpenDocument, ISO/IEC 26300).
var openDocumentFormat = format{read: readOpenDocument, names: named("title", "author", "date")}

// readOpenDocument reads headings and paragraphs, in order, tables cell by cell, text boxes behind the paragraph that they
// hang on. Deleted text of tracked changes, headers, footers, notes and their numbers, comments, formulas and tables of
// contents are left out.
func readOpenDocument(in *input) error {
	p, err := in.openPack(".odt")
	if err != nil {
		return err
	}
	if p.parts["META-INF/manifest.xml"] != nil {
		if manifest, err := p.read("META-INF/manifest.xml"); err == nil && bytes.Contains(manifest, []byte("encryption-data")) {
			return &table.Error{File: in.name, Msg: "needs a password", Hint: "save it without a password"}
		}
	}
	o := openText{level: newLevel()}
	if err := p.eachToken("content.xml", o.start, o.stop, o.characters); err != nil {
		return err
	}
	said := p.sayings("meta.xml")
	var facts Fields
	facts.know("title", said["title"])
	facts.know("author", cmp.Or(said["initial-creator"], said["creator"]))
	facts.know("date", day(cmp.Or(said["creation-date"], said["date"])))
	return in.emitText(o.String(), facts)
}

// openText gathers the text of OpenDocument.
type openText struct {
	level
	outer []level // what the present text box interrupts
	skip  int     // elements open within one that is left out, that included
	open  int     // paragraphs and headings
}

// isOpen tells whether an element is of one of OpenDocument's namespaces, such as text.
func isOpen(name xml.Name, space string) bool {
	return name.Space == "urn:oasis:names:tc:opendocument:xmlns:"+space+":1.0"
}

func (o *openText) start(e xml.StartElement) {
	switch {
	case o.skip > 0 || o.isLeftOut(e):
		o.skip++
	case isOpen(e.Name, "drawing") && e.Name.Local == "text-box":
		o.outer = append(o.outer, o.level)
		o.level = newLevel()
	case isOpen(e.Name, "text"):
		o.mark(e.Name.Local)
	}
}

// mark begins a paragraph, or adds what an element in one stands for.
func (o *openText) mark(name string) {
	switch name {
	case "p", "h":
		o.end()
		o.open++
	case "s", "tab":
		o.add(" ")
	case "line-break":
		o.newLine()
	}
}

// isLeftOut tells what is left out with all in it.
func (o *openText) isLeftOut(e xml.StartElement) bool {
	switch local := e.Name.Local; {
	case isOpen(e.Name, "text"):
		return local == "tracked-changes" || local == "note" || local == "ruby-text" || local == "table-of-content" ||
			strings.HasSuffix(local, "-index") || local == "section" && value(e, "display") == "none"
	case isOpen(e.Name, "office"):
		return local == "annotation" || local == "forms"
	case isOpen(e.Name, "drawing"):
		return local == "text-box" && len(o.outer) == maxBoxes
	}
	return isOpen(e.Name, "svg-compatible") && (e.Name.Local == "title" || e.Name.Local == "desc")
}

func (o *openText) stop(e xml.EndElement) {
	switch {
	case o.skip > 0:
		o.skip--
	case isOpen(e.Name, "drawing") && e.Name.Local == "text-box":
		o.level, o.outer = o.outer[len(o.outer)-1].hang(o.level), o.outer[:len(o.outer)-1]
	case isOpen(e.Name, "text") && (e.Name.Local == "p" || e.Name.Local == "h"):
		o.endWithBoxes()
		o.open--
	}
}

func (o *openText) characters(s xml.CharData) {
	if o.skip == 0 && o.open > 0 {
		o.add(string(s))
	}
}
