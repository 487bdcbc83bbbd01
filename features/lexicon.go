package features

import (
	"cmp"
	"slices"
)

// Entry is one term of a lexicon: one to eight words, a category, a strength.
type Entry struct {
	Term     string
	Category string
	Weight   float64 // strength, not 0; the embedded lexicons keep to (0, 1]
}

// Lexicon is a set of terms, matched in text word by word in all inflected forms, whatever the case.
type Lexicon struct {
	Entries    []Entry // in the order they were read
	patterns   []pattern
	begin      []int            // by number of a first key: where its patterns begin in patterns; then their number
	first      map[string]int32 // key that patterns begin with -> its number
	categories int
}

// pattern is an entry as it is looked up.
type pattern struct {
	words    []patternWord
	entry    int
	category int // its number
}

// patternWord is one word of a pattern. It stands for the words of its key that begin with its core.
type patternWord struct {
	key, core    string
	clauseBefore bool // as of a word
}

// NegationCategory is the category whose terms turn around what follows them.
const NegationCategory = "negation"

// Merge joins lexicons. Of two entries of one category that match the same words, that of the later
// lexicon counts. Few terms are stemmed for that: only those whose cores are those of another.
func Merge(lexicons ...[]Entry) []Entry {
	entries := slices.Concat(lexicons...)
	byCores, byKey := make(map[string]int, len(entries)), map[string]int{}
	merged, types, tokens := entries[:0], newWordTypes(), []Token(nil)
	for _, entry := range entries {
		tokens = AppendTokens(tokens[:0], entry.Term)
		cores := entryCores(entry.Category, tokens)
		at, met := byCores[cores]
		if !met {
			byCores[cores] = len(merged)
			merged = append(merged, entry)
			continue
		}
		byKey[entryKey(merged[at], types)] = at
		key := entryKey(entry, types)
		if at, met = byKey[key]; met {
			merged[at] = entry
			continue
		}
		byKey[key] = len(merged)
		merged = append(merged, entry)
	}
	return merged
}

// entryCores is the same for entries that have the same entryKey, and seldom for others.
func entryCores(category string, tokens []Token) string {
	cores := append(make([]byte, 0, 64), category...)
	for _, token := range tokens {
		if token.Kind != Punct && token.Kind != Symbol && fitsName(token.Norm) {
			cores = append(append(cores, ' '), core(token.Norm)...)
		}
	}
	return string(cores)
}

// entryKey is the same for entries that match the same words in the same category.
func entryKey(entry Entry, types *wordTypes) string {
	key := append(make([]byte, 0, 64), entry.Category...)
	for _, word := range termWords(entry.Term, types) {
		key = append(append(key, ' '), word.key...)
		key = append(append(key, '/'), core(word.Norm)...)
	}
	return string(key)
}

// NewLexicon makes entries ready to be looked up. A term without a word is never found.
func NewLexicon(entries []Entry) *Lexicon {
	patterns, types := make([][]patternWord, len(entries)), newWordTypes()
	var tokens []Token
	var words []word
	for i, entry := range entries {
		tokens = AppendTokens(tokens[:0], entry.Term)
		words = wordsOf(words[:0], tokens, nil, types)
		patterns[i] = patternOf(words)
	}
	return newLexicon(entries, patterns)
}

// patternOf is what words are matched by.
func patternOf(words []word) []patternWord {
	pattern := make([]patternWord, len(words))
	for i := range words {
		pattern[i] = patternWord{key: words[i].key, core: core(words[i].Norm), clauseBefore: words[i].clauseBefore}
	}
	return pattern
}

// newLexicon sorts the entries' words by their first keys, and numbers the categories.
func newLexicon(entries []Entry, words [][]patternWord) *Lexicon {
	l := &Lexicon{Entries: entries, first: make(map[string]int32, len(entries)/2)}
	number, sizes := make([]int32, len(entries)), []int{}
	for i := range entries {
		if len(words[i]) == 0 {
			continue
		}
		n, known := l.first[words[i][0].key]
		if !known {
			n = int32(len(sizes))
			l.first[words[i][0].key] = n
			sizes = append(sizes, 0)
		}
		number[i] = n
		sizes[n]++
	}
	l.begin = beginnings(sizes)
	l.place(words, number)
	return l
}

// beginnings is where each of the parts begins that have these sizes and follow one another; then their sum.
func beginnings(sizes []int) []int {
	begin := make([]int, len(sizes)+1)
	for i, size := range sizes {
		begin[i+1] = begin[i] + size
	}
	return begin
}

// place puts each pattern where those of its first key stand, whose number is given by entry.
func (l *Lexicon) place(words [][]patternWord, number []int32) {
	l.patterns = make([]pattern, l.begin[len(l.begin)-1])
	next, categories := slices.Clone(l.begin), map[string]int{}
	for i := range l.Entries {
		category, known := categories[l.Entries[i].Category]
		if !known {
			category = len(categories)
			categories[l.Entries[i].Category] = category
		}
		if len(words[i]) > 0 {
			l.patterns[next[number[i]]] = pattern{words: words[i], entry: i, category: category}
			next[number[i]]++
		}
	}
	l.categories = len(categories)
	for n := range len(l.begin) - 1 {
		slices.SortStableFunc(l.patterns[l.begin[n]:l.begin[n+1]], longerFirst)
	}
}

// beginningWith is the patterns that begin with a key, in the order they are tried in.
func (l *Lexicon) beginningWith(key string) []pattern {
	n, known := l.first[key]
	if !known {
		return nil
	}
	return l.patterns[l.begin[n]:l.begin[n+1]]
}

// longerFirst puts the pattern of more words first; of equals, the one of longer cores, which says more of the
// word that it matches: dangerous before danger.
func longerFirst(a, b pattern) int {
	return cmp.Or(len(b.words)-len(a.words), b.coresLen()-a.coresLen())
}

// coresLen is the length of the cores of all words, in bytes.
func (p *pattern) coresLen() int {
	n := 0
	for i := range p.words {
		n += len(p.words[i].core)
	}
	return n
}

// termWords is the words of a term, as those of a sentence are.
func termWords(term string, types *wordTypes) []word {
	return wordsOf(nil, Tokenize(term), nil, types)
}
