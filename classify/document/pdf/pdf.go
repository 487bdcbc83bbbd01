// Package pdf takes the text out of PDF files (ISO 32000).
//
// A page says where glyphs stand, not what is a word, a line or a paragraph: those are guessed from the distances. What
// a glyph means is told by the font's map to Unicode or by its encoding; fonts that tell neither give no text. It is
// good on books, papers and reports in one or more columns, in the order in which the file draws them. It is poor on
// tables, forms, formulas and posters, and wrong on scripts that run from the right. Encrypted files are not read.
//
//	bytes     --file.go, lexer.go, filter.go-->  objects
//	objects   --font*.go, content.go--------->   runs of glyphs with their places
//	runs      --line.go---------------------->   lines
//	lines     --layout.go-------------------->   paragraphs
//
// Files may be hostile. All tables of a file that say where its objects lie are passed over: the objects are looked for.
// What is unpacked, how often and how deep things refer to each other, and how much text comes out is bounded.
package pdf

import (
	"errors"
	"strings"
)

// Document is what is read of a file.
type Document struct {
	Text   string // paragraphs with a blank line between them
	Title  string
	Author string
	Date   string // when it was made, such as D:20240517103000+02'00'
}

// Errors of files that are no damaged PDF, but cannot be read.
var (
	ErrNotPDF    = errors.New("not a PDF file")
	ErrEncrypted = errors.New("encrypted")
	ErrNoText    = errors.New("no text: a scan?")
	ErrNoUnicode = errors.New("no text: its fonts do not say which characters they show")
	ErrTooLarge  = errors.New("too large")
)

// Read reads a file. No stream of it may be larger than most bytes, unpacked, nor its text; all that is unpacked
// together, where some may be unpacked more than once, no more than eight times as large. It may panic on damage.
func Read(raw []byte, most int64) (doc *Document, err error) {
	defer func() {
		if r := recover(); r == ErrTooLarge {
			err = ErrTooLarge
		} else if r != nil {
			panic(r)
		}
	}()
	f, err := open(raw, most)
	if err != nil {
		return nil, err
	}
	var pages []page
	unknown := 0
	for _, p := range f.pages() {
		lines, glyphs := f.lines(p)
		pages = append(pages, lines)
		unknown += glyphs
	}
	text := layOut(pages)
	switch {
	case strings.TrimSpace(text) == "" && unknown > 0:
		return nil, ErrNoUnicode
	case strings.TrimSpace(text) == "":
		return nil, ErrNoText
	}
	info := f.get(f.trailer, "Info")
	return &Document{
		Text:   text,
		Title:  textString(f.get(info, "Title")),
		Author: textString(f.get(info, "Author")),
		Date:   textString(f.get(info, "CreationDate")),
	}, nil
}
