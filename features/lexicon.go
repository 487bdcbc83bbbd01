package features

import (
	"cmp"
	"slices"
	"strings"
)

// Entry is one term of a lexicon: one to eight words, a category, a strength.
type Entry struct {
	Term     string
	Category string
	Weight   float64 // strength, not 0; the embedded lexicons keep to (0, 1]
}

// Lexicon is a set of terms, matched in text word by word in all inflected forms, whatever the case.
type Lexicon struct {
	Entries []Entry // in the order they were read
	byFirst map[string][]pattern
}

// pattern is an entry as it is looked up: by the keys of its words, whose forms begin with their cores.
type pattern struct {
	words []word
	cores []string
	entry int
}

// NegationCategory is the category whose terms turn around what follows them.
const NegationCategory = "negation"

// Merge joins lexicons. Of two entries of one category that match the same words, that of the later
// lexicon counts.
func Merge(lexicons ...[]Entry) []Entry {
	var merged []Entry
	place, stems := map[string]int{}, newStems()
	for _, entries := range lexicons {
		for _, entry := range entries {
			key := entryKey(entry, stems)
			if at, known := place[key]; known {
				merged[at] = entry
				continue
			}
			place[key] = len(merged)
			merged = append(merged, entry)
		}
	}
	return merged
}

// entryKey is the same for entries that match the same words in the same category.
func entryKey(entry Entry, stems *stems) string {
	key := entry.Category
	for _, word := range termWords(entry.Term, stems) {
		key += " " + word.key() + "/" + core(word.Norm)
	}
	return key
}

func coresOf(words []word) []string {
	cores := make([]string, len(words))
	for i := range words {
		cores[i] = core(words[i].Norm)
	}
	return cores
}

// NewLexicon makes entries ready to be looked up. A term without a word is never found.
func NewLexicon(entries []Entry) *Lexicon {
	lexicon := &Lexicon{Entries: entries, byFirst: make(map[string][]pattern)}
	stems := newStems()
	for i, entry := range entries {
		words := termWords(entry.Term, stems)
		if len(words) == 0 {
			continue
		}
		first := words[0].key()
		lexicon.byFirst[first] = append(lexicon.byFirst[first], pattern{words: words, cores: coresOf(words), entry: i})
	}
	for _, patterns := range lexicon.byFirst {
		slices.SortStableFunc(patterns, longerFirst)
	}
	return lexicon
}

// longerFirst puts the pattern of more words first; of equals, the one of longer cores, which says more of the
// word that it matches: dangerous before danger.
func longerFirst(a, b pattern) int {
	return cmp.Or(len(b.words)-len(a.words), len(strings.Join(b.cores, " "))-len(strings.Join(a.cores, " ")))
}

// termWords is the words of a term, as those of a sentence are.
func termWords(term string, stems *stems) []word {
	return wordsOf(nil, Tokenize(term), nil, stems)
}
