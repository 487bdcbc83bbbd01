package xlsx

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// Bounds on texts: how many a workbook may have, and how long one may be. Excel has 32,767 characters a cell.
const (
	maxTexts = 16 << 20
	maxText  = 1 << 20
)

// readTexts reads the texts that cells refer to by number.
func (b *book) readTexts(name string) error {
	part, err := b.parts.open(name)
	if err != nil {
		return err
	}
	defer part.close()
	if _, err := part.child(-1); err != nil {
		return err
	}
	for {
		element, err := part.child(0)
		if err != nil {
			return err
		}
		if element == nil {
			return part.finish()
		}
		if element.Name.Local != "si" {
			continue
		}
		text, err := part.text(1)
		if err != nil {
			return err
		}
		if b.texts = append(b.texts, text); len(b.texts) > maxTexts {
			return fmt.Errorf("the workbook has more than %d texts", maxTexts)
		}
	}
}

// text is what stands between the tags t of the element open at a depth, but for the pronunciation that East Asian
// texts may have. The element is read to its end.
func (p *part) text(depth int) (string, error) {
	var text strings.Builder
	for {
		token, err := p.next()
		if err != nil || token == nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.CharData:
			if p.open[len(p.open)-1].Local == "t" && !p.isPronunciation(depth) {
				text.Write(token)
			}
			if text.Len() > maxText {
				return "", fmt.Errorf("a text has more than %d KiB", maxText>>10)
			}
		case xml.EndElement:
			if len(p.open) == depth {
				return unescape(text.String()), nil
			}
		}
	}
}

func (p *part) isPronunciation(depth int) bool {
	for _, name := range p.open[depth:] {
		if name.Local == "rPh" {
			return true
		}
	}
	return false
}

// unescape turns _x000D_ into the character of that number: so stand those that XML cannot hold.
func unescape(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var out strings.Builder
	for {
		before, after, found := strings.Cut(text, "_x")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		text = after
		if len(after) >= 5 && after[4] == '_' {
			if number, err := strconv.ParseUint(after[:4], 16, 16); err == nil {
				out.WriteRune(rune(number))
				text = after[5:]
				continue
			}
		}
		out.WriteString("_x")
	}
}
