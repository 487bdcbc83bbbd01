package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// value is the text of a cell: of a formula what it came to.
func (s *Sheet) value(part *part, cell *xml.StartElement) (string, error) {
	kind, styleNumber := attribute(cell, "t"), attribute(cell, "s")
	value := ""
	for {
		element, err := part.child(3)
		if err != nil {
			return "", err
		}
		if element == nil {
			return s.textOf(kind, styleNumber, value)
		}
		switch element.Name.Local {
		case "is":
			if value, err = part.text(4); err != nil {
				return "", err
			}
		case "v":
			if value, err = part.characters(4); err != nil {
				return "", err
			}
		}
	}
}

// characters is what stands in the element open at a depth, which is read to its end.
func (p *part) characters(depth int) (string, error) {
	var text strings.Builder
	for {
		token, err := p.next()
		if err != nil || token == nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.CharData:
			if text.Write(token); text.Len() > maxText {
				return "", fmt.Errorf("a text has more than %d KiB", maxText>>10)
			}
		case xml.EndElement:
			if len(p.open) == depth {
				return text.String(), nil
			}
		}
	}
}

// textOf is the text of a value of a kind.
func (s *Sheet) textOf(kind, styleNumber, value string) (string, error) {
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(s.book.texts) {
			return "", errors.New("refers to a text that is not there")
		}
		return s.book.texts[i], nil
	case "b":
		return strconv.FormatBool(isTrue(value)), nil
	case "str":
		return unescape(value), nil
	case "", "n":
		return s.book.numberOf(styleNumber, strings.TrimSpace(value)), nil
	}
	return value, nil // inline texts, errors such as #N/A, dates that are written out
}

// numberOf is the text of a number: a date where its style is of dates.
func (b *book) numberOf(styleNumber, value string) string {
	x, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return value
	}
	if i, err := strconv.Atoi(styleNumber); err == nil && 0 <= i && i < len(b.styles) && b.styles[i] == dated {
		if text, ok := b.dateOf(x); ok {
			return text
		}
	}
	if !strings.ContainsAny(value, ".eE") { // a whole number of any length, such as an identifier
		return value
	}
	if x, err = strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64); err != nil {
		return value
	}
	if size := math.Abs(x); size != 0 && (size < 1e-6 || size >= 1e21) {
		return strconv.FormatFloat(x, 'e', -1, 64)
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// digits is how many digits of a number a spreadsheet shows. Those behind are what is left of its binary form.
const digits = 15

// lastDay is the day after which there are no dates: 9999-12-31.
const lastDay = 2958466

// dateOf is the text of a date: days, and parts of them, from 1899-12-30, or from 1904-01-01. Before 1900-03-01 days
// are one ahead, for there the year 1900 has a 29th of February.
func (b *book) dateOf(days float64) (string, bool) {
	if days < 0 || days >= lastDay {
		return "", false
	}
	begin := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case b.is1904:
		begin = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60:
		begin = begin.AddDate(0, 0, 1)
	}
	whole, part := math.Modf(days)
	at := begin.AddDate(0, 0, int(whole)).Add(time.Duration(math.Round(float64(part)*86400e3)) * time.Millisecond)
	switch {
	case days < 1:
		return at.Format("15:04:05.999"), true
	case part == 0:
		return at.Format(time.DateOnly), true
	}
	return at.Format("2006-01-02T15:04:05.999"), true
}
