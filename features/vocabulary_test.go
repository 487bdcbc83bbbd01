package features

import (
	"math"
	"strings"
	"testing"
)

func TestNewVocabularyErrors(t *testing.T) {
	one := []float32{1}
	for _, test := range []struct {
		name      string
		names     []string
		idf       []float32
		weighting Weighting
		want      string
	}{
		{"no kind", []string{"heinous"}, one, IDF, `feature "heinous" is of no known kind`},
		{"unknown kind", []string{"word:heinous"}, one, IDF, `feature "word:heinous" is of no known kind`},
		{"kind without colon", []string{"stem"}, one, IDF, `feature "stem" is of no known kind`},
		{"empty name", []string{""}, one, IDF, `feature "" is of no known kind`},
		{"twice", []string{"stem:a", "stem:b", "stem:a"}, []float32{1, 1, 1}, IDF, `feature "stem:a" stands twice`},
		{"zero", []string{"stem:a"}, []float32{0}, IDF, `feature "stem:a" has inverse document frequency 0`},
		{"below zero", []string{"stem:a"}, []float32{-1}, IDF, `feature "stem:a" has inverse document frequency -1`},
		{"not a number", []string{"stem:a"}, []float32{float32(math.NaN())}, IDF, `feature "stem:a" has inverse document frequency NaN`},
		{"infinite", []string{"stem:a"}, []float32{float32(math.Inf(1))}, IDF, `feature "stem:a" has inverse document frequency +Inf`},
		{"too few", []string{"stem:a", "stem:b"}, one, IDF, `2 features have 1 inverse document frequencies`},
		{"too many", nil, one, IDF, `0 features have 1 inverse document frequencies`},
		{"weighting", []string{"stem:a"}, one, "tf", `weighting "tf" is not known`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if v, err := NewVocabulary(test.names, test.idf, test.weighting); err == nil || err.Error() != test.want {
				t.Errorf("got %v, %v", v, err)
			}
		})
	}
}

// A vocabulary made of the names and frequencies of another is the same.
func TestVocabularyCanBeMadeAgain(t *testing.T) {
	inputs := randomInputs(5, 100)
	v, vectors := vocabularyOf(newTestExtractor(), inputs, IDF)
	var idf []float32
	for _, column := range v.Columns {
		idf = append(idf, column.IDF)
	}
	again, err := NewVocabulary(v.Names, idf, IDF)
	if err != nil {
		t.Fatal(err)
	}
	for i, in := range inputs {
		sums := map[uint32]float64{}
		for _, o := range again.Occurrences(nil, newTestExtractor(), in) {
			sums[o.Column] += o.Value
		}
		compareSums(t, in.Text, again, vectors[i], sums)
	}
}

func TestColumnsOfSpaceAndVocabularyAgree(t *testing.T) {
	c := collect(newTestExtractor(), randomInputs(6, 200))
	v := c.collector.Vocabulary(c.space, IDF)
	for i, column := range c.space.Columns {
		column.Feature = uint32(i)
		if column != v.Columns[i] {
			t.Errorf("%s: %+v in the space, %+v in the vocabulary", v.Names[i], column, v.Columns[i])
		}
	}
}

func TestOccurrencesOfNothingKnown(t *testing.T) {
	for _, weighting := range []Weighting{IDF, Presence} {
		v, err := NewVocabulary([]string{"stem:heinous", "stem:plan × x"}, []float32{2, 2}, weighting)
		if err != nil {
			t.Fatal(err)
		}
		e := NewExtractor(allSettings, testLexicon, []string{"x"})
		for _, text := range []string{"", " ", "?!...", "nothing of it is known"} {
			if got := v.Occurrences(nil, e, Input{Text: text, Target: "x"}); len(got) != 0 {
				t.Errorf("%q: %+v", text, got)
			}
		}
		// a damaged model: a copy for one target without what it is a copy of
		for _, o := range v.Occurrences(nil, e, Input{Text: "plan", Target: "x"}) {
			if math.IsNaN(o.Value) || math.IsInf(o.Value, 0) {
				t.Errorf("value %v", o.Value)
			}
		}
	}
}

func TestOccurrencesAppends(t *testing.T) {
	for _, weighting := range []Weighting{IDF, Presence} {
		v, _ := NewVocabulary([]string{"stem:plan"}, []float32{2}, weighting)
		e := NewExtractor(Settings{Stems: 1}, nil, nil)
		first := v.Occurrences(nil, e, Input{Text: "plan plan"})
		both := v.Occurrences(first, e, Input{Text: "plan"})
		alone := v.Occurrences(nil, e, Input{Text: "plan"})
		if len(both) != 3 || both[0] != first[0] || both[2] != alone[0] {
			t.Errorf("%s: %+v", weighting, both)
		}
	}
}

func TestKindOf(t *testing.T) {
	for _, kind := range []Kind{Stem, Form, Chars, LexiconHit, Style, Target} {
		if got, err := KindOf(string(kind) + ":a:b c"); got != kind || err != nil {
			t.Errorf("%s: got %s, %v", kind, got, err)
		}
	}
	if _, err := KindOf("Stem:a"); err == nil || !strings.Contains(err.Error(), "Stem:a") {
		t.Errorf("got %v", err)
	}
}
