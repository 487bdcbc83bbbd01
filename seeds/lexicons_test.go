package seeds_test

import (
	"bytes"
	"strings"
	"testing"

	"rhetor/classify"
	"rhetor/features"
	"rhetor/seeds"
)

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
	if terms < 1500 {
		t.Errorf("%d terms; want 1500", terms)
	}
	want := strings.Fields("attitude blame booster duty factive hedge loaded negation praise report ridicule threat urge")
	for _, category := range want {
		if categories[category] < 50 {
			t.Errorf("%d terms of category %s", categories[category], category)
		}
	}
	if len(categories) != len(want) {
		t.Errorf("categories are %v; want %q", categories, want)
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
