package features

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Entry is one term of a lexicon: one to eight words, a category, a strength.
type Entry struct {
	Term     string
	Category string
	Weight   float64 // strength, not 0; the embedded lexicons keep to (0, 1]
}

// Lexicon is a set of terms, matched in text word by word on their stems, whatever the case.
type Lexicon struct {
	Entries []Entry // in the order they were read
	byFirst map[string][]pattern
}

// pattern is an entry as it is looked up: by the stems of its words.
type pattern struct {
	stems []string
	entry int
}

// Limits of what a lexicon file may hold; a file beyond them is an error.
const (
	maxTermWords   = 8
	maxTermBytes   = 200
	maxEntries     = 1_000_000
	maxLexiconSize = 64 << 20
)

// NegationCategory is the category whose terms turn around what follows them.
const NegationCategory = "negation"

// LexiconError is a fault of a lexicon file.
type LexiconError struct {
	File string
	Line int
	Msg  string
	Tip  string
}

func (e *LexiconError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// Hint says what to do about it; empty where there is nothing to say.
func (e *LexiconError) Hint() string { return e.Tip }

// ReadLexicon reads a lexicon in CSV: a header line "term,category,weight", then one term a line. The
// weight column may be left out (then every weight is 1). A fault is a *LexiconError.
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
	weighted, err := lexiconHeader(name, header)
	if err != nil {
		return nil, err
	}
	return lexiconRows(name, reader, weighted)
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

// lexiconHeader checks the first line and tells whether there is a weight column.
func lexiconHeader(name string, header []string) (bool, error) {
	got := strings.ToLower(strings.Join(header, ","))
	if got == "term,category,weight" || got == "term,category" {
		return len(header) == 3, nil
	}
	return false, &LexiconError{File: name, Line: 1, Msg: fmt.Sprintf("header is %q", shorten(got)), Tip: lexiconHint}
}

func lexiconRows(name string, reader *csv.Reader, weighted bool) ([]Entry, error) {
	var entries []Entry
	first := map[string]int{}
	stems := newStems()
	for {
		row, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, csvError(name, err)
		}
		line, _ := reader.FieldPos(0)
		entry, err := lexiconEntry(row, weighted)
		if err != nil {
			return nil, &LexiconError{File: name, Line: line, Msg: err.Error()}
		}
		key := strings.Join(termStems(entry.Term, stems), " ") + "\x00" + entry.Category
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
func lexiconEntry(row []string, weighted bool) (Entry, error) {
	entry := Entry{Term: strings.Join(strings.Fields(row[0]), " "), Category: strings.TrimSpace(row[1]), Weight: 1}
	if err := checkTerm(entry.Term); err != nil {
		return entry, err
	}
	if !validCategory(entry.Category) {
		return entry, fmt.Errorf("category %q is not a name of lower-case letters, digits and hyphens", shorten(entry.Category))
	}
	if !weighted {
		return entry, nil
	}
	weight, err := strconv.ParseFloat(strings.TrimSpace(row[2]), 64)
	if err != nil || math.IsNaN(weight) || math.Abs(weight) > 1000 || weight == 0 {
		return entry, fmt.Errorf("weight %q is not a number from -1000 to 1000 other than 0", shorten(row[2]))
	}
	entry.Weight = weight
	return entry, nil
}

func checkTerm(term string) error {
	words := len(termWords(term))
	switch {
	case term == "":
		return fmt.Errorf("term is empty")
	case len(term) > maxTermBytes:
		return fmt.Errorf("term %q is longer than %d bytes", shorten(term), maxTermBytes)
	case strings.IndexFunc(term, unicode.IsControl) >= 0:
		return fmt.Errorf("term %q has a control character", shorten(term))
	case words == 0:
		return fmt.Errorf("term %q has no word", shorten(term))
	case words > maxTermWords:
		return fmt.Errorf("term %q has %d words; the most is %d", shorten(term), words, maxTermWords)
	}
	return nil
}

func validCategory(name string) bool {
	return name != "" && len(name) <= 50 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func csvError(name string, err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return &LexiconError{File: name, Line: parse.Line, Msg: parse.Err.Error(), Tip: lexiconHint}
	}
	return &LexiconError{File: name, Msg: err.Error()}
}

// clip shortens what a file holds for an error message.
func shorten(s string) string {
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:60]) + "..."
}

// NewLexicon makes entries ready to be looked up.
func NewLexicon(entries []Entry) *Lexicon {
	lexicon := &Lexicon{Entries: entries, byFirst: make(map[string][]pattern)}
	stems := newStems()
	for i, entry := range entries {
		words := termStems(entry.Term, stems)
		lexicon.byFirst[words[0]] = append(lexicon.byFirst[words[0]], pattern{stems: words, entry: i})
	}
	for _, patterns := range lexicon.byFirst { // longest first
		sort.SliceStable(patterns, func(a, b int) bool { return len(patterns[a].stems) > len(patterns[b].stems) })
	}
	return lexicon
}

// WriteCSV writes the entries as ReadLexicon reads them.
func WriteCSV(w io.Writer, entries []Entry) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"term", "category", "weight"}}
	for _, entry := range entries {
		rows = append(rows, []string{entry.Term, entry.Category, strconv.FormatFloat(entry.Weight, 'g', -1, 64)})
	}
	return out.WriteAll(rows)
}

// termWords is the normal forms of a term's words.
func termWords(term string) []string {
	var words []string
	for _, token := range Tokenize(term) {
		if token.Kind != Punct && token.Kind != Symbol {
			words = append(words, token.Norm)
		}
	}
	return words
}

func termStems(term string, stems *stems) []string {
	words := termWords(term)
	for i, word := range words {
		words[i] = stems.of(word)
	}
	return words
}
