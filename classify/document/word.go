package document

import (
	"cmp"
	"encoding/xml"
	"path"
	"regexp"
	"strings"
)

// wordFormat is documents of Word since 2007 (ECMA-376, ISO/IEC 29500).
var wordFormat = format{read: readWord, names: named("title", "author", "date")}

// readWord reads the paragraphs of the main text, in order: those of tables cell by cell, those of a text box behind the
// paragraph that it hangs on. Deleted and moved text of tracked changes, hidden text, headers, footers, notes and their
// numbers, comments, formulas, codes of fields and tables of contents are left out.
func readWord(in *input) error {
	p, err := in.openPack(".docx")
	if err != nil {
		return err
	}
	w := wordText{level: newLevel()}
	if err := p.eachToken(p.mainPart(), w.start, w.stop, w.characters); err != nil {
		return err
	}
	said := p.sayings("docProps/core.xml")
	var facts Fields
	facts.know("title", said["title"])
	facts.know("author", said["creator"])
	facts.know("date", day(cmp.Or(said["created"], said["modified"])))
	return in.emitText(w.String(), facts)
}

// mainPart finds the file with the text, which is nearly always named the same.
func (p *pack) mainPart() string {
	name := "word/document.xml"
	_ = p.eachToken("_rels/.rels", func(e xml.StartElement) {
		if e.Name.Local == "Relationship" && strings.HasSuffix(value(e, "Type"), "/officeDocument") {
			name = path.Clean(strings.TrimPrefix(value(e, "Target"), "/"))
		}
	}, func(xml.EndElement) {}, func(xml.CharData) {})
	return name
}

// wordText gathers the text of WordprocessingML.
type wordText struct {
	level
	outer  []level // what the present text box interrupts
	skip   int     // elements open within one that is left out, that included
	listed bool    // within a paragraph of a table of contents
	run    bool    // within a run
	hidden bool    // the run is left out
	shown  bool    // within an element that holds text
}

// isWord tells whether an element is one of the text, as Word or as the stricter standard names it.
func isWord(name xml.Name) bool {
	return strings.HasSuffix(name.Space, "/wordprocessingml/2006/main") || strings.HasSuffix(name.Space, "/wordprocessingml/main")
}

// contents is the styles of a table of contents.
var contents = regexp.MustCompile(`^(?i:toc)( ?[1-9]|Heading)$`)

func (w *wordText) start(e xml.StartElement) {
	name := e.Name.Local
	switch {
	case w.skip > 0 || w.isLeftOut(e.Name):
		w.skip++
	case !isWord(e.Name):
	case name == "txbxContent":
		w.outer = append(w.outer, w.level)
		w.level = newLevel()
	case name == "p":
		w.end()
		w.listed, w.run = false, false
	case name == "pStyle":
		w.listed = contents.MatchString(value(e, "val"))
	case name == "r":
		w.run, w.hidden = true, w.listed
	case w.run && name == "vanish":
		w.hidden = value(e, "val") != "0" && value(e, "val") != "false"
	case w.run && !w.hidden:
		w.mark(name)
	}
}

// isLeftOut tells what is left out with all in it. A fallback says again what stands before it.
func (w *wordText) isLeftOut(name xml.Name) bool {
	return name.Local == "Fallback" || isWord(name) && (name.Local == "del" || name.Local == "moveFrom" ||
		name.Local == "txbxContent" && len(w.outer) == maxBoxes)
}

// mark adds what an element of a run stands for.
func (w *wordText) mark(name string) {
	switch name {
	case "t":
		w.shown = true
	case "tab":
		w.add(" ")
	case "br", "cr":
		w.newLine()
	case "noBreakHyphen":
		w.add("-")
	}
}

func (w *wordText) stop(e xml.EndElement) {
	switch {
	case w.skip > 0:
		w.skip--
	case !isWord(e.Name):
	case e.Name.Local == "t":
		w.shown = false
	case e.Name.Local == "r":
		w.run = false
	case e.Name.Local == "p":
		w.endWithBoxes()
	case e.Name.Local == "txbxContent":
		w.level, w.outer = w.outer[len(w.outer)-1].hang(w.level), w.outer[:len(w.outer)-1]
	}
}

func (w *wordText) characters(s xml.CharData) {
	if w.skip == 0 && w.shown {
		w.add(string(s))
	}
}
