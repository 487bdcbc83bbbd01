package document

import (
	"encoding/xml"
	"net/url"
	"path"
	"strings"

	"rhetor/classify/table"
)

// epubFormat is electronic books (EPUB 2 and 3, ISO/IEC 23736).
var epubFormat = format{read: readEpub, names: named("title", "author", "date")}

// readEpub reads the chapters in the order in which the book is read. The table of contents, what does not belong to that
// order, and the numbers of notes are left out.
func readEpub(in *input) error {
	p, err := in.openPack(".epub")
	if err != nil {
		return err
	}
	name, err := p.packageFile()
	if err != nil {
		return err
	}
	b := book{folder: path.Dir(name), items: map[string]string{}, read: map[string]bool{}}
	if err := p.eachToken(name, b.start, func(xml.EndElement) {}, func(xml.CharData) {}); err != nil {
		return err
	}
	locked := p.encrypted()
	var text prose
	for _, chapter := range b.chapters {
		if chapter == b.contents {
			continue
		}
		if locked[chapter] {
			return &table.Error{File: in.name, Msg: "encrypted: its publisher allows it to be read by certain programs only"}
		}
		if err := p.chapter(&text, chapter); err != nil {
			return err
		}
	}
	said := p.sayings(name)
	var facts Fields
	facts.know("title", said["title"])
	facts.know("author", said["creator"])
	facts.know("date", day(said["date"]))
	return in.emitText(text.String(), facts)
}

// packageFile is the name of the file that lists the others.
func (p *pack) packageFile() (string, error) {
	name := ""
	err := p.eachToken("META-INF/container.xml", func(e xml.StartElement) {
		if e.Name.Local == "rootfile" && name == "" {
			name = path.Clean(value(e, "full-path"))
		}
	}, func(xml.EndElement) {}, func(xml.CharData) {})
	return name, err
}

// book is what the package file says of the chapters.
type book struct {
	folder   string
	items    map[string]string // path of a chapter by its identifier
	chapters []string          // paths in the order of the spine, each once
	read     map[string]bool
	contents string // path of the table of contents, where it is one of the chapters
}

func (b *book) start(e xml.StartElement) {
	switch e.Name.Local {
	case "item":
		kind := value(e, "media-type")
		if isContents := strings.Contains(" "+value(e, "properties")+" ", " nav "); isContents || !strings.Contains(kind, "html") {
			return
		}
		target := value(e, "href")
		if unescaped, err := url.PathUnescape(target); err == nil {
			target = unescaped
		}
		b.items[value(e, "id")] = path.Join(b.folder, target)
	case "reference":
		if value(e, "type") == "toc" {
			b.contents = path.Join(b.folder, value(e, "href"))
		}
	case "itemref":
		chapter := b.items[value(e, "idref")]
		if chapter != "" && !b.read[chapter] && value(e, "linear") != "no" {
			b.read[chapter] = true
			b.chapters = append(b.chapters, chapter)
		}
	}
}

// encrypted is the paths of the files that are encrypted.
func (p *pack) encrypted() map[string]bool {
	locked := map[string]bool{}
	if p.parts["META-INF/encryption.xml"] == nil {
		return locked
	}
	_ = p.eachToken("META-INF/encryption.xml", func(e xml.StartElement) {
		if e.Name.Local == "CipherReference" {
			locked[path.Clean(value(e, "URI"))] = true
		}
	}, func(xml.EndElement) {}, func(xml.CharData) {})
	return locked
}

// chapter adds the text of one chapter.
func (p *pack) chapter(to *prose, name string) error {
	raw, err := p.read(name)
	if err != nil {
		return err
	}
	text, err := p.in.decodeHTML(raw, "")
	if err != nil {
		return p.inside(name, err)
	}
	page, err := parsePage(p.in.name, text)
	if err != nil {
		return p.inside(name, err)
	}
	to.end()
	to.node(page.body, false)
	to.end()
	return nil
}
