package xlsx

import (
	"errors"
	"path"
	"strings"
)

// book is a workbook: what is needed of it to read its first sheet.
type book struct {
	parts  parts
	sheet  string // the part that is the first sheet
	texts  []string
	styles []style // how numbers are shown
	is1904 bool    // days count from 1904
}

// openBook finds out which part is what.
func openBook(data []byte) (*book, error) {
	parts, err := openParts(data)
	if err != nil {
		return nil, err
	}
	top, err := parts.relations("_rels/.rels", "")
	if err != nil {
		return nil, err
	}
	name := top.ofType("officeDocument")
	if name == "" {
		return nil, errors.New("not a workbook")
	}
	relations, err := parts.relations(path.Join(path.Dir(name), "_rels", path.Base(name)+".rels"), path.Dir(name))
	if err != nil {
		return nil, err
	}
	b := &book{parts: parts}
	if err := b.readBook(name, relations); err != nil {
		return nil, err
	}
	if name := relations.ofType("sharedStrings"); name != "" {
		if err := b.readTexts(name); err != nil {
			return nil, err
		}
	}
	if name := relations.ofType("styles"); name != "" {
		if err := b.readStyles(name); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// relation is what a part has to do with another.
type relation struct {
	id, kind, target string
}

type relations []relation

// relations reads the relations of a part, whose targets are named from its folder.
func (p parts) relations(name, folder string) (relations, error) {
	part, err := p.open(name)
	if err != nil {
		return nil, err
	}
	defer part.close()
	if _, err := part.child(-1); err != nil {
		return nil, err
	}
	var all relations
	for {
		element, err := part.child(0)
		if err != nil {
			return nil, err
		}
		if element == nil {
			return all, part.finish()
		}
		target := strings.ReplaceAll(attribute(element, "Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(folder, target)
		}
		if attribute(element, "TargetMode") != "External" {
			all = append(all, relation{attribute(element, "Id"), attribute(element, "Type"), target})
		}
	}
}

// ofType is the target of the first relation of a type, of which the end of the name is enough; empty where there is
// none.
func (r relations) ofType(kind string) string {
	for _, one := range r {
		if strings.HasSuffix(one.kind, "/"+kind) {
			return one.target
		}
	}
	return ""
}

// readBook reads which sheet is the first.
func (b *book) readBook(name string, relations relations) error {
	part, err := b.parts.open(name)
	if err != nil {
		return err
	}
	defer part.close()
	if _, err := part.child(-1); err != nil {
		return err
	}
	first := ""
	for {
		element, err := part.child(0)
		if err != nil {
			return err
		}
		if element == nil {
			break
		}
		switch element.Name.Local {
		case "workbookPr":
			b.is1904 = isTrue(attribute(element, "date1904"))
		case "sheets":
			if first, err = firstSheet(part); err != nil {
				return err
			}
		}
	}
	if first == "" {
		return errors.New("the workbook has no sheet")
	}
	for _, one := range relations {
		if one.id == first && strings.HasSuffix(one.kind, "/worksheet") {
			b.sheet = one.target
			return part.finish()
		}
	}
	return errors.New("its first sheet is no table, but a chart or the like")
}

// firstSheet is the relation of the first sheet.
func firstSheet(part *part) (string, error) {
	first := ""
	for {
		element, err := part.child(1)
		if err != nil || element == nil {
			return first, err
		}
		if first == "" {
			first = attribute(element, "id")
		}
	}
}

func isTrue(text string) bool { return text == "1" || text == "true" }
