package features

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A lexicon is stored as two texts, so that reading it back neither tokenises nor stems a term. One is its
// entries in CSV, each cell as it is. The other, its patterns, has one line an entry, with what the words of its
// term are matched by: a word is its key, a space and its core, then " ," where a mark ends the clause before it;
// a tab stands between words. A term without a word is an empty line. A core may end within a character.

// Store returns the two texts that StoredLexicon reads.
func (l *Lexicon) Store() (terms, patterns []byte, err error) {
	rows := [][]string{strings.Split(strings.TrimSpace(storedHeader), ",")}
	for _, entry := range l.Entries {
		rows = append(rows, []string{entry.Term, entry.Category, strconv.FormatFloat(entry.Weight, 'g', -1, 64)})
	}
	var text bytes.Buffer
	if err := csv.NewWriter(&text).WriteAll(rows); err != nil {
		return nil, nil, err
	}
	words := make([][]patternWord, len(l.Entries))
	for _, p := range l.patterns {
		words[p.entry] = p.words
	}
	for _, line := range words {
		patterns = append(appendPattern(patterns, line), '\n')
	}
	return text.Bytes(), patterns, nil
}

// appendPattern appends one line of stored patterns, without its end.
func appendPattern(dst []byte, words []patternWord) []byte {
	for i, word := range words {
		if i > 0 {
			dst = append(dst, '\t')
		}
		dst = append(append(append(dst, word.key...), ' '), word.core...)
		if word.clauseBefore {
			dst = append(dst, " ,"...)
		}
	}
	return dst
}

// StoredLexicon reads what Store has written. What is not of that form is an error; whether a pattern is that of
// its term is not checked.
func StoredLexicon(terms, patterns []byte) (*Lexicon, error) {
	entries, err := storedEntries(string(terms))
	if err != nil {
		return nil, err
	}
	words, err := storedPatterns(string(patterns), len(entries))
	if err != nil {
		return nil, err
	}
	return newLexicon(entries, words), nil
}

// storedHeader is the first line of stored entries.
const storedHeader = "term,category,weight\n"

// storedEntries reads entries as Store writes them; a header alone has none.
func storedEntries(text string) ([]Entry, error) {
	rows, found := strings.CutPrefix(text, storedHeader)
	if !found || rows != "" && !strings.HasSuffix(rows, "\n") || !utf8.ValidString(rows) {
		return nil, errors.New("lexicon is no CSV of terms, categories and weights")
	}
	entries := make([]Entry, 0, min(strings.Count(rows, "\n"), len(rows)/len("a,b,1\n")))
	category := NegationCategory // the last that is known to be valid
	for row := range strings.Lines(rows) {
		entry, err := storedEntry(strings.TrimSuffix(row, "\n"), category)
		if err != nil {
			return nil, fmt.Errorf("lexicon: line %d: %w", len(entries)+2, err)
		}
		category = entry.Category
		entries = append(entries, entry)
	}
	return entries, nil
}

// storedEntry reads one row. Its category need not be checked where it is the one that is known to be valid.
func storedEntry(row, valid string) (Entry, error) {
	term, rest := storedTerm(row)
	category, number, _ := strings.Cut(rest, ",")
	weight, err := strconv.ParseFloat(number, 64)
	switch {
	case term == "" || len(term) > maxTermBytes || strings.ContainsFunc(term, unicode.IsControl):
		return Entry{}, fmt.Errorf("term cannot be %.60q", term)
	case category != valid && !validCategory(category):
		return Entry{}, fmt.Errorf("category cannot be %.60q", category)
	case err != nil || !(math.Abs(weight) >= minTermWeight && math.Abs(weight) <= maxTermWeight):
		return Entry{}, fmt.Errorf("weight cannot be %.60q", number)
	}
	return Entry{Term: term, Category: category, Weight: weight}, nil
}

// storedTerm is the first field of a row, and the row behind its comma. No other field has a quotation mark.
func storedTerm(row string) (term, rest string) {
	if !strings.HasPrefix(row, `"`) {
		term, rest, _ = strings.Cut(row, ",")
		return term, rest
	}
	end := strings.LastIndex(row, `",`)
	if end < 1 {
		return "", row
	}
	return strings.ReplaceAll(row[1:end], `""`, `"`), row[end+len(`",`):]
}

// storedPatterns reads the patterns of so many entries.
func storedPatterns(text string, entries int) ([][]patternWord, error) {
	lines := strings.Count(text, "\n")
	if lines != entries {
		return nil, fmt.Errorf("lexicon.patterns has %d lines for %d entries", lines, entries)
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		return nil, errors.New("lexicon.patterns: its last line has no end")
	}
	patterns := make([][]patternWord, 0, lines)
	words := make([]patternWord, 0, min(lines+strings.Count(text, "\t"), len(text)/len("a \n")))
	for line := range strings.Lines(text) {
		begin, err := len(words), error(nil)
		if words, err = appendStored(words, strings.TrimSuffix(line, "\n")); err != nil {
			return nil, fmt.Errorf("lexicon.patterns: line %d: %w", len(patterns)+1, err)
		}
		patterns = append(patterns, words[begin:len(words):len(words)])
	}
	return patterns, nil
}

// appendStored appends the words of one line of stored patterns.
func appendStored(dst []patternWord, line string) ([]patternWord, error) {
	if strings.Count(line, "\t") >= MaxTermWords {
		return nil, fmt.Errorf("it has more than %d words", MaxTermWords)
	}
	for word, rest, more := "", line, line != ""; more; {
		word, rest, more = strings.Cut(rest, "\t")
		key, core, found := strings.Cut(word, " ")
		core, mark, marked := strings.Cut(core, " ")
		if key == "" || !found || marked && mark != "," {
			return nil, fmt.Errorf("it has no word %.60q", word)
		}
		dst = append(dst, patternWord{key: key, core: core, clauseBefore: marked})
	}
	return dst, nil
}
