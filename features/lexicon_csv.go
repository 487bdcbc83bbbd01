package features

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what a lexicon file may hold; a file beyond them is an error.
const (
	MaxTermWords   = 8
	maxTermBytes   = 200
	minTermWeight  = 0.001
	maxTermWeight  = 1000
	maxEntries     = 1_000_000
	maxLexiconSize = 64 << 20
)

// LexiconError is a fault of a lexicon file.
type LexiconError struct {
	File string
	Line int
	Msg  string
	Tip  string
}

func (e *LexiconError) Error() string {
	if e.Line == 0 { // the file as a whole
		return fmt.Sprintf("%s: %s", e.File, e.Msg)
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg)
}

// Hint says what to do about it; empty where there is nothing to say.
func (e *LexiconError) Hint() string { return e.Tip }

// ReadLexicon reads a lexicon in CSV: a header line "term,category,weight", then one term a line. The
// weight column may be left out (then every weight is 1), and the columns that WriteMined adds may follow it;
// they are not looked at. An apostrophe that keeps a spreadsheet from running a cell is taken off. A fault is
// a *LexiconError.
func ReadLexicon(name string, r io.Reader) ([]Entry, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxLexiconSize+1))
	if err != nil {
		return nil, &LexiconError{File: name, Msg: err.Error()}
	}
	if err := checkLexiconBytes(name, data); err != nil {
		return nil, err
	}
	reader := csv.NewReader(bufio.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))))
	header, err := reader.Read()
	if errors.Is(err, io.EOF) {
		return nil, &LexiconError{File: name, Line: 1, Msg: "lexicon is empty", Tip: lexiconHint}
	}
	if err != nil {
		return nil, csvError(name, err)
	}
	if !isLexiconHeader(header) {
		line, _ := reader.FieldPos(0)
		return nil, &LexiconError{File: name, Line: line, Msg: fmt.Sprintf("header is %q", shorten(strings.Join(header, ","))), Tip: lexiconHint}
	}
	return lexiconRows(name, reader, len(header) > 2)
}

const lexiconHint = `the first line must be "term,category,weight"; weight may be left out`

// checkLexiconBytes refuses what is no text, naming the line.
func checkLexiconBytes(name string, data []byte) error {
	if len(data) > maxLexiconSize {
		return &LexiconError{File: name, Line: 1, Msg: fmt.Sprintf("lexicon is larger than %d MiB", maxLexiconSize>>20)}
	}
	for i, line := range bytes.Split(data, []byte("\n")) {
		if bytes.IndexByte(line, 0) >= 0 {
			return &LexiconError{File: name, Line: i + 1, Msg: "line has a NUL byte"}
		}
		if !utf8.Valid(line) {
			return &LexiconError{File: name, Line: i + 1, Msg: "line is not valid UTF-8"}
		}
	}
	return nil
}

// lexiconColumns are the columns of a lexicon; those after the third say what speaks for a mined term.
var lexiconColumns = []string{"term", "category", "weight", "z", "count", "others"}

// isLexiconHeader tells whether a line names the columns of a lexicon: without weights, with them, or mined.
func isLexiconHeader(line []string) bool {
	return slices.Contains([]int{2, 3, len(lexiconColumns)}, len(line)) &&
		slices.EqualFunc(line, lexiconColumns[:len(line)], strings.EqualFold)
}

func lexiconRows(name string, reader *csv.Reader, weighted bool) ([]Entry, error) {
	var entries []Entry
	first := map[string]int{}
	types := newWordTypes()
	for {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, csvError(name, err)
		}
		line, _ := reader.FieldPos(0)
		entry, err := lexiconEntry(row, weighted, types)
		if err != nil {
			return nil, &LexiconError{File: name, Line: line, Msg: err.Error()}
		}
		key := entryKey(entry, types)
		if earlier, twice := first[key]; twice {
			return nil, &LexiconError{File: name, Line: line,
				Msg: fmt.Sprintf("term %q stands already in line %d, in the same category", shorten(entry.Term), earlier),
				Tip: "terms are matched by their stems: list one form of a word only"}
		}
		first[key] = line
		if entries = append(entries, entry); len(entries) > maxEntries {
			return nil, &LexiconError{File: name, Line: line, Msg: fmt.Sprintf("lexicon has more than %d terms", maxEntries)}
		}
	}
	if len(entries) == 0 {
		return nil, &LexiconError{File: name, Line: 1, Msg: "lexicon has a header but no terms"}
	}
	return entries, nil
}

// lexiconEntry checks one row.
func lexiconEntry(row []string, weighted bool, types *wordTypes) (Entry, error) {
	entry := Entry{Term: unguarded(strings.Join(strings.Fields(row[0]), " ")), Category: unguarded(strings.TrimSpace(row[1])), Weight: 1}
	if err := checkTerm(entry.Term, types); err != nil {
		return entry, err
	}
	if !validCategory(entry.Category) {
		return entry, fmt.Errorf("category %q is not a name of lower-case letters, digits and hyphens", shorten(entry.Category))
	}
	if !weighted {
		return entry, nil
	}
	weight, err := strconv.ParseFloat(strings.TrimSpace(row[2]), 64)
	if err != nil || !(math.Abs(weight) >= minTermWeight && math.Abs(weight) <= maxTermWeight) {
		return entry, fmt.Errorf("weight %q is not a number from %v to %v or from -%[3]v to -%[2]v", shorten(row[2]), minTermWeight, maxTermWeight)
	}
	entry.Weight = weight
	return entry, nil
}

func checkTerm(term string, types *wordTypes) error {
	words := termWords(term, types)
	switch {
	case term == "":
		return fmt.Errorf("term is empty")
	case len(term) > maxTermBytes:
		return fmt.Errorf("term %q is longer than %d bytes", shorten(term), maxTermBytes)
	case strings.IndexFunc(term, unicode.IsControl) >= 0:
		return fmt.Errorf("term %q has a control character", shorten(term))
	case len(words) == 0:
		return fmt.Errorf("term %q has no word", shorten(term))
	case len(words) > MaxTermWords:
		return fmt.Errorf("term %q has %d words; the most is %d", shorten(term), len(words), MaxTermWords)
	case slices.ContainsFunc(words, func(w word) bool { return w.Kind == URL }):
		return fmt.Errorf("term %q has an address; addresses are not told apart", shorten(term))
	}
	return nil
}

// Key checks the entry's term as ReadLexicon does, and returns what is the same for entries that match the
// same words in the same category: of these a lexicon holds one.
func (e Entry) Key() (string, error) {
	types := newWordTypes()
	if err := checkTerm(e.Term, types); err != nil {
		return "", err
	}
	return entryKey(e, types), nil
}

// CategoryName makes a valid category of a label that is not empty: lower case, a hyphen for every character
// but letters a to z, digits and hyphens, and no more than the first 50.
func CategoryName(label string) string {
	name := strings.Map(func(r rune) rune {
		if validCategory(string(r)) {
			return r
		}
		return '-'
	}, strings.ToLower(label))
	return name[:min(len(name), maxCategory)]
}

// maxCategory is the length of the longest category.
const maxCategory = 50

func validCategory(name string) bool {
	return name != "" && len(name) <= maxCategory && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// csvHints says what to do about a fault of the CSV.
var csvHints = map[error]string{
	csv.ErrFieldCount: "a line has as many columns as the first; a term with a comma stands in quotation marks",
	csv.ErrBareQuote:  "a term with a quotation mark stands in quotation marks, and its own is doubled",
	csv.ErrQuote:      "a quotation mark that opens a term has another that closes it, right before the comma",
}

// csvError is a fault of the CSV, at the line where its row begins.
func csvError(name string, err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return &LexiconError{File: name, Line: parse.StartLine, Msg: parse.Err.Error(), Tip: csvHints[parse.Err]}
	}
	return &LexiconError{File: name, Msg: err.Error()}
}

// shorten cuts what a file holds for an error message.
func shorten(s string) string {
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:60]) + "..."
}

// WriteCSV writes the entries as ReadLexicon reads them. A cell that a spreadsheet would run as a formula gets
// an apostrophe before it.
func WriteCSV(w io.Writer, entries []Entry) error {
	rows := [][]string{lexiconColumns[:3]}
	for _, entry := range entries {
		rows = append(rows, entryCells(entry))
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// Mined is an entry that was found in a labelled corpus, with what speaks for it.
type Mined struct {
	Entry
	Z      float64 // standard deviations that it is more frequent under the label
	Count  int     // rows with the label that have it
	Others int     // rows without the label that have it
}

// WriteMined writes mined entries as WriteCSV does, with the columns z, count and others.
func WriteMined(w io.Writer, mined []Mined) error {
	rows := [][]string{lexiconColumns}
	for _, m := range mined {
		rows = append(rows, append(entryCells(m.Entry),
			strconv.FormatFloat(m.Z, 'f', 3, 64), strconv.Itoa(m.Count), strconv.Itoa(m.Others)))
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// entryCells is an entry's term, category and weight.
func entryCells(entry Entry) []string {
	return []string{guarded(entry.Term), guarded(entry.Category), strconv.FormatFloat(entry.Weight, 'g', -1, 64)}
}

// guarded puts an apostrophe before what a spreadsheet would run as a formula, and before what stands behind
// apostrophes already, so that unguarded gives back what it was.
func guarded(cell string) string {
	if isFormula(cell) {
		return "'" + cell
	}
	return cell
}

func unguarded(cell string) string {
	if rest, found := strings.CutPrefix(cell, "'"); found && isFormula(rest) {
		return rest
	}
	return cell
}

// isFormula tells whether a cell begins, behind apostrophes or none, with what a formula begins with.
func isFormula(cell string) bool {
	return strings.IndexAny(strings.TrimLeft(cell, "'"), "=+-@＝＋－＠") == 0
}
