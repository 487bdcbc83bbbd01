package document

import (
	"cmp"
	"errors"

	"rhetor/classify/document/pdf"
	"rhetor/classify/table"
)

// pdfFormat is PDF files.
var pdfFormat = format{read: readPDF, names: named("title", "author", "date")}

// readPDF reads the text of a PDF, as package pdf says how well: lines are joined to paragraphs and broken words mended.
func readPDF(in *input) error {
	raw, err := in.readAll(in.r)
	if err != nil {
		return err
	}
	doc, err := parsePDF(raw, cmp.Or(in.opt.MaxSize, MaxSize))
	if err != nil {
		return in.pdfError(err)
	}
	var p prose
	p.lines(doc.Text)
	var facts Fields
	facts.know("title", doc.Title)
	facts.know("author", doc.Author)
	facts.know("date", day(doc.Date))
	return in.emitText(p.String(), facts)
}

// parsePDF makes an error of a panic.
func parsePDF(raw []byte, most int64) (doc *pdf.Document, err error) {
	defer recovered(&err)
	return pdf.Read(raw, most)
}

// pdfError says what can be done.
func (in *input) pdfError(err error) error {
	e := damage(in.name, err)
	var known *table.Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, pdf.ErrTooLarge):
		e.Msg, e.Hint = "too large when unpacked, or refers to itself again and again", "raise --max-document-size"
	case errors.Is(err, pdf.ErrEncrypted):
		e.Msg, e.Hint = "encrypted", "save it without a password and restrictions"
	case errors.Is(err, pdf.ErrNoText):
		e.Msg, e.Hint = err.Error(), "read its pictures with a program for optical character recognition first"
	case errors.Is(err, pdf.ErrNoUnicode), errors.Is(err, pdf.ErrNotPDF):
		e.Msg = err.Error()
	}
	return e
}
