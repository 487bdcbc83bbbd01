package classify

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/floats"

	"rhetor/classify/corpus"
	"rhetor/classify/table"
	"rhetor/features"
	"rhetor/models"
)

// MineOptions says which terms Mine keeps.
type MineOptions struct {
	Ngrams  int     // a term has 1 to so many words
	Prior   float64 // total of the prior's counts; 0: a tenth of all counts of the corpus
	MinZ    float64 // least z of a term
	MinRows int     // rows with the label that must have a term
	Top     int     // terms of a label, the strongest; 0: all
}

// MinedTerm is a term that marks a label of a task.
type MinedTerm struct {
	Task    string  `json:"task"`
	Label   string  `json:"label"`
	Term    string  `json:"term"`     // the most frequent form of its words, in lower case
	Z       float64 `json:"z"`        // LogOdds over its standard deviation
	LogOdds float64 `json:"log_odds"` // log-odds under the label less log-odds elsewhere
	Weight  float64 `json:"weight"`   // Z over the largest of the label, to 3 decimals, from 0.001 to 1
	Rows    int     `json:"rows"`     // rows with the label that have it
	Others  int     `json:"others"`   // rows without the label that have it
	keys    string  // what lexicons know its words by
}

// Mine finds the terms that mark each label of a labelled corpus: task by task, label by label, the strongest
// first. See models.CompareCounts for the method.
//
// A term is a run of words with white space, a hyphen or nothing between them; addresses are no words. Terms
// of the same stems are one term, known by its most frequent form. Every occurrence counts, and every row
// counts the same, whatever its weight. What a lexicon cannot hold is left out, and so is the weaker of two
// terms that a lexicon cannot tell apart.
func Mine(c *corpus.Corpus, o MineOptions) []MinedTerm {
	found := countTerms(c, o.Ngrams)
	if o.Prior == 0 {
		o.Prior = floats.Sum(found.whole) / 10
	}
	var mined []MinedTerm
	for t, task := range c.Tasks {
		labels := c.Labels(t)
		classes := classesOf(c, t, labels)
		for class, label := range labels {
			terms := found.marking(func(row int) bool { return slices.Contains(classes[row], class) }, o)
			for i := range terms {
				terms[i].Task, terms[i].Label = task.Name, label
			}
			mined = append(mined, terms...)
		}
	}
	return mined
}

// LexiconOf makes a lexicon of mined terms: the category of each is its label, made into a name. Two labels of
// one name are an error.
func LexiconOf(terms []MinedTerm) ([]features.Mined, error) {
	var entries []features.Mined
	first := map[string]*MinedTerm{}
	for i := range terms {
		term := &terms[i]
		name := features.CategoryName(term.Label)
		other, known := first[name]
		if known && (other.Label != term.Label || other.Task != term.Task) {
			return nil, &table.Error{
				Msg:  fmt.Sprintf("labels %s of %s and %s of %s are both category %q", table.Quote(other.Label), table.Quote(other.Task), table.Quote(term.Label), table.Quote(term.Task), name),
				Hint: "mine one task at a time with --task, or name the labels otherwise",
			}
		}
		first[name] = term
		entries = append(entries, features.Mined{
			Entry: features.Entry{Term: term.Term, Category: name, Weight: term.Weight},
			Z:     term.Z, Count: term.Rows, Others: term.Others,
		})
	}
	return entries, nil
}

// termCounts is the terms of a corpus.
type termCounts struct {
	numbers map[string]uint32 // by keys: the term's number
	keys    []string          // by term: the keys of its words
	forms   []map[string]int  // by term: how often it has each form
	whole   []float64         // by term: occurrences
	rows    [][]uint32        // by row: its occurrences
}

// countTerms finds the terms of every row.
func countTerms(c *corpus.Corpus, ngrams int) *termCounts {
	found := &termCounts{numbers: map[string]uint32{}}
	words := newTermWords()
	for i := range c.Examples {
		found.rows = append(found.rows, nil)
		found.addRow(words.of(inputOf(&c.Examples[i])), ngrams)
	}
	return found
}

// addRow counts the runs of words in the row that was begun last.
func (t *termCounts) addRow(words []termWord, ngrams int) {
	for first := range words {
		keys, form := words[first].key, words[first].form
		t.add(keys, form)
		for _, word := range words[first+1 : min(first+ngrams, len(words))] {
			if word.apart {
				break
			}
			keys, form = keys+" "+word.key, form+word.before+word.form
			t.add(keys, form)
		}
	}
}

// add counts one occurrence.
func (t *termCounts) add(keys, form string) {
	id, known := t.numbers[keys]
	if !known {
		id = uint32(len(t.whole))
		t.numbers[keys] = id
		t.keys = append(t.keys, keys)
		t.whole = append(t.whole, 0)
		t.forms = append(t.forms, map[string]int{})
	}
	t.whole[id]++
	t.forms[id][form]++
	last := len(t.rows) - 1
	t.rows[last] = append(t.rows[last], id)
}

// marking is the terms that mark the rows that have a label.
func (t *termCounts) marking(has func(row int) bool, o MineOptions) []MinedTerm {
	part, here, elsewhere := t.split(has)
	var terms []MinedTerm
	for id, odds := range models.CompareCounts(part, t.whole, o.Prior) {
		if odds.Z > 0 && odds.Z >= o.MinZ && here[id] >= o.MinRows {
			terms = append(terms, MinedTerm{
				Term: t.form(id), keys: t.keys[id], Z: odds.Z, LogOdds: odds.Delta,
				Rows: here[id], Others: elsewhere[id],
			})
		}
	}
	slices.SortFunc(terms, func(a, b MinedTerm) int {
		return cmp.Or(cmp.Compare(b.Z, a.Z), cmp.Compare(a.Term, b.Term))
	})
	terms = fitForLexicon(terms, o.Top)
	for i := range terms {
		terms[i].Weight = max(0.001, math.Round(1000*terms[i].Z/terms[0].Z)/1000)
	}
	return terms
}

// split counts, by term, the occurrences in rows that have a label, and the rows with it and without it that
// have the term.
func (t *termCounts) split(has func(row int) bool) (part []float64, here, elsewhere []int) {
	part, here, elsewhere = make([]float64, len(t.whole)), make([]int, len(t.whole)), make([]int, len(t.whole))
	last := make([]int, len(t.whole)) // by term: the last row that had it, from 1
	for row, ids := range t.rows {
		inside := has(row)
		for _, id := range ids {
			if inside {
				part[id]++
			}
			if last[id] == row+1 {
				continue
			}
			last[id] = row + 1
			if inside {
				here[id]++
			} else {
				elsewhere[id]++
			}
		}
	}
	return part, here, elsewhere
}

// form is a term's most frequent form; of equals the shortest, and then the first in the alphabet.
func (t *termCounts) form(id int) string {
	forms := t.forms[id]
	return slices.MinFunc(slices.Collect(maps.Keys(forms)), func(a, b string) int {
		return cmp.Or(forms[b]-forms[a], len(a)-len(b), cmp.Compare(a, b))
	})
}

// fitForLexicon keeps the first top terms that one category of a lexicon can hold; all of them where top is 0.
func fitForLexicon(terms []MinedTerm, top int) []MinedTerm {
	var fit []MinedTerm
	known, words := map[string]bool{}, newTermWords()
	for _, term := range terms {
		key, err := features.Entry{Term: term.Term}.Key()
		if err != nil || known[key] || words.keys(term.Term) != term.keys {
			continue
		}
		known[key] = true
		if fit = append(fit, term); len(fit) == top {
			break
		}
	}
	return fit
}

// termWord is a word that terms are made of.
type termWord struct {
	key    string // what lexicons know it by: its stem; a number as it stands
	form   string // in lower case, without what is invisible
	before string // what parts it from the word before in a term: a blank, a hyphen or nothing
	apart  bool   // something else stands before it: terms only begin with it
}

// termWords finds the words of texts.
type termWords struct{ extractor *features.Extractor }

func newTermWords() termWords {
	return termWords{features.NewExtractor(features.Settings{Stems: 1}, nil, nil)}
}

// of is the words of a text, in order.
func (t termWords) of(in features.Input) []termWord {
	stems := t.stems(in)
	var words []termWord
	end := -1 // of the last word
	for _, token := range features.Tokenize(in.Text) {
		stem, known := stems[token.Start]
		if !known || token.Kind == features.Punct || token.Kind == features.Symbol || token.Kind == features.URL {
			continue
		}
		word := termWord{key: stem, form: token.Norm, apart: true}
		if token.Kind == features.Number {
			word.key = token.Norm
		}
		if end >= 0 {
			word.before, word.apart = between(in.Text[end:token.Start])
		}
		end = token.End
		words = append(words, word)
	}
	return words
}

// stems is the stems of a text, by where their words begin.
func (t termWords) stems(in features.Input) map[int]string {
	stems := map[int]string{}
	t.extractor.Each(in, func(f features.Feature) {
		if f.Kind == features.Stem {
			stems[f.Start] = strings.TrimPrefix(string(f.Name), string(features.Stem)+":")
		}
	})
	return stems
}

// between is what parts two words of a term, or that they belong to none.
func between(gap string) (before string, apart bool) {
	switch {
	case gap == "" || gap == "-":
		return gap, false
	case strings.TrimSpace(gap) == "":
		return " ", false
	}
	return "", true
}

// keys is the keys of a text that is a term.
func (t termWords) keys(term string) string {
	var keys []string
	for _, word := range t.of(features.Input{Text: term}) {
		keys = append(keys, word.key)
	}
	return strings.Join(keys, " ")
}
