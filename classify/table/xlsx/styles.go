package xlsx

import (
	"fmt"
	"strconv"
	"strings"
)

// style is how a number is shown, as far as that tells what it is.
type style byte

const (
	plain style = iota
	dated       // a day, a time of day, or both
)

// maxStyles is how many styles a workbook may have: Excel has 65,490.
const maxStyles = 1 << 17

// readStyles reads which styles are of dates.
func (b *book) readStyles(name string) error {
	part, err := b.parts.open(name)
	if err != nil {
		return err
	}
	defer part.close()
	if _, err := part.child(-1); err != nil {
		return err
	}
	own := map[string]style{} // by the number of a format that the workbook has made for itself
	for {
		list, err := part.child(0)
		if err != nil {
			return err
		}
		if list == nil {
			return part.finish()
		}
		if list.Name.Local == "numFmts" || list.Name.Local == "cellXfs" {
			if err := b.readStyleList(part, list.Name.Local, own); err != nil {
				return err
			}
		}
	}
}

// readStyleList reads the formats of numbers, or the styles of cells that refer to them.
func (b *book) readStyleList(part *part, list string, own map[string]style) error {
	for {
		element, err := part.child(1)
		if err != nil || element == nil {
			return err
		}
		id := attribute(element, "numFmtId")
		if list == "numFmts" {
			own[id] = styleOf(attribute(element, "formatCode"))
		} else if s, isOwn := own[id]; isOwn {
			b.styles = append(b.styles, s)
		} else {
			b.styles = append(b.styles, usual(id))
		}
		if len(b.styles) > maxStyles || len(own) > maxStyles {
			return fmt.Errorf("the workbook has more than %d styles", maxStyles)
		}
	}
}

// usual is the style of a format that every workbook has (ECMA-376, part 1, 18.8.30).
func usual(id string) style {
	n, err := strconv.Atoi(id)
	if err == nil && (14 <= n && n <= 22 || 27 <= n && n <= 36 || n == 45 || n == 47 || 50 <= n && n <= 58) {
		return dated
	}
	return plain
}

// styleOf tells from a format's code whether it shows dates: it has a letter of year, month, day, hour or second that
// is not quoted. Durations, such as [h]:mm, are numbers.
func styleOf(code string) style {
	s := plain
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '\\', '_', '*': // stands for the next character, or for as much space
			i++
		case '"', '[':
			end := strings.IndexByte(code[i+1:], map[byte]byte{'"': '"', '[': ']'}[c])
			if end < 0 {
				return s
			}
			if c == '[' && strings.Trim(strings.ToLower(code[i+1:i+1+end]), "hms") == "" {
				return plain
			}
			i += end + 1
		case ';': // of negative numbers
			return s
		case 'y', 'm', 'd', 'h', 's', 'Y', 'M', 'D', 'H', 'S':
			s = dated
		}
	}
	return s
}
