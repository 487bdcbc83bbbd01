package seeds_test

import (
	"bytes"
	"strings"
	"testing"

	"rhetor/classify"
	"rhetor/features"
	"rhetor/seeds"
)

// rhetoric is the categories of the lexicons that tell how a thing is said, or with what charge.
var rhetoric = strings.Fields("attitude blame booster duty factive hedge loaded negation praise report ridicule threat urge")

func TestLexicons(t *testing.T) {
	terms, categories := 0, map[string]int{}
	for _, file := range seeds.Lexicons() {
		entries, err := features.ReadLexicon(file.Name, bytes.NewReader(file.Content))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, entry := range entries {
			if entry.Category+".csv" != file.Name {
				t.Errorf("%s: %q is of category %s", file.Name, entry.Term, entry.Category)
			}
			if entry.Weight <= 0 || entry.Weight > 1 {
				t.Errorf("%s: %q weighs %v", file.Name, entry.Term, entry.Weight)
			}
			if entry.Term != strings.ToLower(entry.Term) && entry.Term == strings.ToUpper(entry.Term) {
				t.Errorf("%s: %q is in capitals", file.Name, entry.Term)
			}
			categories[entry.Category]++
			terms++
		}
	}
	if terms < 40000 {
		t.Errorf("%d terms; want 40000", terms)
	}
	want := append(wordClasses(), rhetoric...)
	for _, category := range want {
		if categories[category] < 50 {
			t.Errorf("%d terms of category %s", categories[category], category)
		}
	}
	if len(categories) != len(want) {
		t.Errorf("categories are %v; want %q", categories, want)
	}
}

// wordClasses is the names of the word classes.
func wordClasses() []string {
	var names []string
	for _, file := range seeds.WordClasses() {
		names = append(names, strings.TrimSuffix(file.Name, ".csv"))
	}
	return names
}

// A file is one category, and its name the category's: no two have the same, in either folder.
func TestLexiconNamesDoNotRepeat(t *testing.T) {
	classes, seen := wordClasses(), map[string]bool{}
	if len(classes) == 0 || len(seeds.Lexicons()) != len(rhetoric)+len(classes) {
		t.Errorf("%d lexicons; want %d of rhetoric and %d word classes", len(seeds.Lexicons()), len(rhetoric), len(classes))
	}
	for _, name := range append(classes, rhetoric...) {
		if seen[name] {
			t.Errorf("two lexicons are called %s", name)
		}
		seen[name] = true
	}
}

// All of them together are the default lexicon, and every term of it is found in a sentence that has it.
func TestDefaultLexiconFindsItsTerms(t *testing.T) {
	entries, err := classify.DefaultLexicon()
	if err != nil {
		t.Fatal(err)
	}
	extractor := features.NewExtractor(features.Settings{}, features.NewLexicon(entries), nil)
	for _, entry := range entries {
		extractor.Each(features.Input{Text: entry.Term}, func(features.Feature) {})
		found := false
		for _, hit := range extractor.Hits() {
			found = found || hit.Entry.Category == entry.Category
		}
		if !found {
			t.Errorf("%q of %s is not found", entry.Term, entry.Category)
		}
	}
}
