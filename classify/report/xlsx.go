package report

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"rhetor/classify/result"
)

// workbook writes one row a sentence as the sheet of a workbook (Office Open XML), in the columns of the CSV. Numbers
// are numbers, of the 15 digits that spreadsheets have. Texts are texts: none is run, whatever it begins with.
type workbook struct {
	out    io.Writer
	opt    Options
	layout *layout // set by the sentence that stands for all, or by the first
	book   *excelize.File
	sheet  *excelize.StreamWriter
	rows   int // rows written, the header among them
	most   int // rows that a sheet may have
}

// newWorkbook starts a report as a workbook.
func newWorkbook(w io.Writer, opt Options) (Writer, error) {
	b := &workbook{out: w, opt: opt, most: excelize.TotalRows}
	if opt.First.Tasks == nil {
		return b, nil
	}
	return b, b.begin(opt.First)
}

// limitError tells that a sentence does not fit into a workbook.
type limitError struct {
	sentence *result.Sentence
	what     string
}

// Error names the sentence and what does not fit.
func (e *limitError) Error() string {
	place := fmt.Sprintf("sentence %d", e.sentence.Sentence)
	if e.sentence.Row > 0 {
		place = fmt.Sprintf("row %d, %s", e.sentence.Row, place)
	}
	return fmt.Sprintf("%s: %s: %s", clean(valid(e.sentence.Document)), place, e.what)
}

// Hint says what can be done.
func (e *limitError) Hint() string { return "write csv, parquet or sqlite, which have no such limit" }

// Write writes one sentence. The first one sets the columns, where none stands for all.
func (w *workbook) Write(s result.Sentence) error {
	if w.layout == nil {
		if err := w.begin(s); err != nil {
			return err
		}
	}
	if err := w.layout.check(&s); err != nil {
		return err
	}
	if w.rows == w.most {
		return &limitError{&s, fmt.Sprintf("a sheet of xlsx holds no more than %d sentences", w.most-1)}
	}
	values := w.layout.values(&s)
	for i, value := range values {
		if text, isText := value.(string); isText {
			var err error
			if values[i], err = w.cell(&s, i, cellText(text)); err != nil {
				return err
			}
		}
	}
	return w.addRow(values)
}

// cell is a text in a column; nothing where it is empty.
func (w *workbook) cell(s *result.Sentence, column int, text string) (any, error) {
	if n := units(text); n > excelize.TotalCellChars {
		return nil, &limitError{s, fmt.Sprintf("%s has %d characters, and a cell of xlsx holds no more than %d",
			clean(w.layout.header[column]), n, excelize.TotalCellChars)}
	}
	if text == "" {
		return nil, nil
	}
	return text, nil
}

// Close writes the workbook.
func (w *workbook) Close() error {
	defer w.Discard()
	if w.layout == nil {
		if err := w.begin(result.Sentence{}); err != nil {
			return err
		}
	}
	if err := w.sheet.Flush(); err != nil {
		return err
	}
	w.book.SetZipWriter(func(io.Writer) excelize.ZipWriter { return &bounded{Writer: zip.NewWriter(w.out)} })
	return w.book.Write(io.Discard)
}

// Discard removes the temporary file that a large sheet is kept in until the end.
func (w *workbook) Discard() {
	if w.book != nil {
		_ = w.book.Close()
	}
}

// sheetName is the name of the only sheet.
const sheetName = "sentences"

// begin sets the columns and writes the header.
func (w *workbook) begin(first result.Sentence) (err error) {
	if w.layout, err = chosenLayout(first, w.opt); err != nil {
		return err
	}
	if n := len(w.layout.header); n > excelize.MaxColumns {
		return &limitError{&first, fmt.Sprintf("%d columns, and a sheet of xlsx holds no more than %d", n, excelize.MaxColumns)}
	}
	w.book = excelize.NewFile()
	if err := w.book.SetSheetName("Sheet1", sheetName); err != nil {
		return err
	}
	if err := w.book.SetDocProps(&excelize.DocProperties{Creator: "rhetor"}); err != nil {
		return err
	}
	if w.sheet, err = w.book.NewStreamWriter(sheetName); err != nil {
		return err
	}
	if err := w.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	names := make([]any, len(w.layout.header))
	for i, name := range w.layout.header {
		names[i] = cellText(name)
	}
	return w.addRow(names)
}

// addRow adds a row to the sheet.
func (w *workbook) addRow(values []any) error {
	w.rows++
	return w.sheet.SetRow(fmt.Sprintf("A%d", w.rows), values)
}

// cellText is a text as a cell holds it, without what would steer a terminal that it is pasted into.
func cellText(text string) string {
	return beyondXML.Replace(harmless(valid(text)))
}

// beyondXML is the characters that XML cannot hold, but for those that are taken out.
var beyondXML = strings.NewReplacer("\v", " ", "\f", " ", "\ufffe", "\ufffd", "\uffff", "\ufffd")

// units is how many characters a text has as spreadsheets count them: in UTF-16.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// maxPart is how large a part of an archive can be that every program reads.
const maxPart = 1<<32 - 1

// bounded writes an archive, and no part of it larger than every program reads.
type bounded struct{ *zip.Writer }

// Create begins a part.
func (b *bounded) Create(name string) (io.Writer, error) {
	part, err := b.Writer.Create(name)
	return &boundedPart{part, maxPart}, err
}

// boundedPart is a part of which so many bytes may still be written.
type boundedPart struct {
	part io.Writer
	left int64
}

func (b *boundedPart) Write(p []byte) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, fmt.Errorf("the workbook is larger than 4 GiB: write csv, parquet or sqlite")
	}
	return b.part.Write(p)
}
