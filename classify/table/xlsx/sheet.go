// Package xlsx reads the first sheet of a workbook in Office Open XML (ECMA-376), and trusts nothing in it.
//
// The way of a workbook through the package:
//
//	bytes -> parts (parts.go: a ZIP archive) -> book (book.go: which part is what) -> texts (texts.go), styles (styles.go)
//	      -> Sheet (sheet.go: rows and cells) -> values (value.go) -> rows
//
// The library that writes workbooks can read them too. But it takes a part that breaks off for one that ends, puts
// cells that are out of order where they come, keeps all parts in memory, and some number formats keep it busy for
// hours.
package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
)

// The size of a sheet, as Excel has it.
const (
	maxRows    = 1 << 20
	maxColumns = 1 << 14
)

// Sheet is the first sheet of a workbook.
type Sheet struct {
	book *book
	row  int // that is being read; 0 before the first
}

// Open finds the first sheet of a workbook.
func Open(data []byte) (*Sheet, error) {
	book, err := openBook(data)
	if err != nil {
		return nil, err
	}
	return &Sheet{book: book}, nil
}

// Row is the number of the row that was read last, from 1.
func (s *Sheet) Row() int { return s.row }

// Each reads the rows that have a value, in order, each up to its last value. An error of emit ends the reading and
// is returned as it is.
func (s *Sheet) Each(emit func(values []string) error) error {
	part, err := s.book.parts.open(s.book.sheet)
	if err != nil {
		return err
	}
	defer part.close()
	if err := part.enter("worksheet", "sheetData"); err != nil {
		return err
	}
	for {
		row, err := part.child(1)
		if err != nil {
			return err
		}
		if row == nil {
			return part.finish()
		}
		values, err := s.values(part, row)
		if err != nil {
			return err
		}
		if len(values) > 0 {
			if err := emit(values); err != nil {
				return err
			}
		}
	}
}

// values reads the cells of a row.
func (s *Sheet) values(part *part, row *xml.StartElement) ([]string, error) {
	if err := s.number(attribute(row, "r")); err != nil {
		return nil, err
	}
	var values []string
	column := 0
	for {
		element, err := part.child(2)
		if err != nil || element == nil {
			return values, err
		}
		if element.Name.Local != "c" {
			continue
		}
		column++
		if r := attribute(element, "r"); r != "" {
			if column, err = s.column(r, column); err != nil {
				return nil, err
			}
		}
		value, err := s.value(part, element)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", letters(column), err)
		}
		if value != "" {
			values = append(values, make([]string, column-len(values))...)
			values[column-1] = value
		}
	}
}

// number takes note of the number of a row, which follows that of the row before where it has none.
func (s *Sheet) number(r string) error {
	s.row++
	if r != "" {
		row, err := strconv.Atoi(r)
		if err != nil || row < s.row {
			return errors.New("the row is out of order")
		}
		s.row = row
	}
	if s.row > maxRows {
		return fmt.Errorf("a sheet has no more than %d rows", maxRows)
	}
	return nil
}

// column is the number of a cell's column by its name, such as C of C7. It must not come before another.
func (s *Sheet) column(name string, least int) (int, error) {
	column, i := 0, 0
	for i < len(name) && i < 4 && 'A' <= name[i] && name[i] <= 'Z' {
		column = column*26 + int(name[i]-'A') + 1
		i++
	}
	if name[i:] != strconv.Itoa(s.row) || column < least || column > maxColumns {
		return 0, fmt.Errorf("cell %s is out of order", strconv.Quote(name[:min(len(name), 20)]))
	}
	return column, nil
}

// letters is the name of a column, such as AB.
func letters(column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}
