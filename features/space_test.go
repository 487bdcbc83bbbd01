package features

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// collected is a corpus in a space.
type collected struct {
	collector *Collector
	rows      []Row
	space     *Space
}

// collect makes a space of sentences.
func collect(e *Extractor, inputs []Input) collected {
	c := collected{collector: NewCollector(e.settings.MinRows)}
	for _, in := range inputs {
		c.rows = append(c.rows, c.collector.Add(e, in))
	}
	c.space = c.collector.Space(c.rows)
	return c
}

// vocabularyOf is the vocabulary of sentences, and the vectors they have.
func vocabularyOf(e *Extractor, inputs []Input, weighting Weighting) (*Vocabulary, []Vector) {
	c := collect(e, inputs)
	var vectors []Vector
	for _, row := range c.rows {
		vectors = append(vectors, c.space.Vector(row, weighting))
	}
	return c.collector.Vocabulary(c.space, weighting), vectors
}

// randomInputs are sentences made of few words, many of them repeated, with targets.
func randomInputs(seed uint64, n int) []Input {
	words := strings.Fields(`not never heinous crime crimes wave of terror so-called “heinous” don't 2021 1999 plan, the a I they
		— ?! US #plan @un 😡 atheism × ×️ https://example.com CRIME (no one) ... Putin’s Putin`)
	targets := []string{"", "atheism", "The plan", "A × B", "unseen in training"}
	random := rand.New(rand.NewPCG(seed, 1))
	var inputs []Input
	for range n {
		var text []string
		for range random.IntN(20) {
			text = append(text, words[random.IntN(len(words))])
		}
		inputs = append(inputs, inputOf(strings.Join(text, " "), targets[random.IntN(len(targets))]))
	}
	return inputs
}

// newTestExtractor crosses all random targets but the last.
func newTestExtractor() *Extractor {
	return NewExtractor(allSettings, testLexicon, []string{"atheism", "The plan", "A × B"})
}

func TestOccurrencesAddUpToVector(t *testing.T) {
	inputs := randomInputs(1, 300)
	for _, weighting := range []Weighting{IDF, Presence} {
		v, vectors := vocabularyOf(newTestExtractor(), inputs, weighting)
		e := newTestExtractor()
		for i, in := range inputs {
			sums := map[uint32]float64{}
			for _, o := range v.Occurrences(nil, e, in) {
				if kind, _ := KindOf(v.Names[o.Column]); kind != o.Kind || o.End > len(in.Text) || !(o.Value > 0) {
					t.Fatalf("%q: %s: %+v", in.Text, v.Names[o.Column], o)
				}
				sums[o.Column] += o.Value
			}
			compareSums(t, in.Text, v, vectors[i], sums)
		}
	}
}

// compareSums compares the sums of occurrences with a vector.
func compareSums(t *testing.T, text string, v *Vocabulary, want Vector, sums map[uint32]float64) {
	t.Helper()
	if len(sums) != len(want.Index) {
		t.Fatalf("%q: %d columns, want %d", text, len(sums), len(want.Index))
	}
	for j, column := range want.Index {
		if got := sums[column]; math.Abs(got-float64(want.Value[j])) > 1e-6*math.Abs(got) {
			t.Fatalf("%q: %s adds up to %v, want %v", text, v.Names[column], got, want.Value[j])
		}
	}
}

// The squares of the occurrences' values add up to nearly 1 in a long sentence, and to less in a short one, by
// what is added to its length.
func TestSharedPartHasNearlyUnitLength(t *testing.T) {
	inputs := randomInputs(2, 300)
	v, _ := vocabularyOf(newTestExtractor(), inputs, IDF)
	for _, in := range inputs {
		squares, idf := 0.0, 0.0
		for _, o := range v.Occurrences(nil, newTestExtractor(), in) {
			if v.Columns[o.Column].Normed && !v.Columns[o.Column].Crossed {
				squares += o.Value * o.Value
				idf += float64(v.Columns[o.Column].IDF) * float64(v.Columns[o.Column].IDF)
			}
		}
		if math.Abs(squares-idf/(idf+shortness)) > 1e-6 {
			t.Fatalf("%q: squared length %v", in.Text, squares)
		}
	}
}

func TestVectorsAreSortedAndFinite(t *testing.T) {
	for _, weighting := range []Weighting{IDF, Presence} {
		_, vectors := vocabularyOf(newTestExtractor(), randomInputs(3, 200), weighting)
		for _, vector := range vectors {
			if !slices.IsSorted(vector.Index) || len(slices.Compact(slices.Clone(vector.Index))) != len(vector.Value) {
				t.Fatalf("columns %v", vector.Index)
			}
			for _, value := range vector.Value {
				if !(value > 0) || math.IsInf(float64(value), 0) || weighting == Presence && value != 1 {
					t.Fatalf("%s: value %v", weighting, value)
				}
			}
		}
	}
}

func TestSpaceLeavesOutRareFeatures(t *testing.T) {
	texts := []string{"bad bad bad plan", "good plan", "good news", "good"}
	for minRows, want := range map[int]string{
		0: "bad good news plan", 1: "bad good news plan", 2: "good plan", 3: "good", 4: "",
	} {
		e := NewExtractor(Settings{Stems: 1, MinRows: minRows}, nil, nil)
		var inputs []Input
		for _, text := range texts {
			inputs = append(inputs, Input{Text: text})
		}
		v, _ := vocabularyOf(e, inputs, IDF)
		names := slices.Sorted(slices.Values(v.Names))
		if got := strings.ReplaceAll(strings.Join(names, " "), "stem:", ""); got != want {
			t.Errorf("%d rows: got %q, want %q", minRows, got, want)
		}
	}
}

func TestInverseDocumentFrequency(t *testing.T) {
	e := NewExtractor(Settings{Stems: 1, Style: true, MinRows: 1}, nil, []string{"x"})
	c := collect(e, []Input{{Text: "good good plan", Target: "x"}, {Text: "good plan"}, {Text: "good", Target: "x"}})
	v := c.collector.Vocabulary(c.space, IDF)
	want := map[string]float64{
		"stem:good":            1,
		"stem:good × x":        1,
		"stem:plan":            math.Log(4./3) + 1,
		"stem:plan × x":        math.Log(4./3) + 1, // as that of what it is a copy of
		"style:length 1-5":     1,
		"style:length 1-5 × x": 1,
	}
	for i, name := range v.Names {
		if math.Abs(float64(v.Columns[i].IDF)-want[name]) > 1e-6 {
			t.Errorf("%s has %v, want %v", name, v.Columns[i].IDF, want[name])
		}
	}
	if len(v.Names) != len(want) {
		t.Errorf("features %q", v.Names)
	}
}

// A space of some rows knows nothing of the others.
func TestSpaceOfSomeRows(t *testing.T) {
	e := NewExtractor(Settings{Stems: 1, MinRows: 1}, nil, nil)
	c := collect(e, []Input{{Text: "good plan"}, {Text: "good news"}, {Text: "bad news"}})
	some := c.collector.Space(c.rows[:2])
	v := c.collector.Vocabulary(some, IDF)
	if got := fmt.Sprint(v.Names); got != "[stem:good stem:plan stem:news]" {
		t.Errorf("features %s", got)
	}
	if vector := some.Vector(c.rows[2], IDF); len(vector.Index) != 1 || vector.Index[0] != 2 || !(vector.Value[0] > 0) {
		t.Errorf("vector %+v", vector)
	}
}

func TestCollectorIsDeterministic(t *testing.T) {
	inputs := randomInputs(4, 100)
	a, vectorsA := vocabularyOf(newTestExtractor(), inputs, IDF)
	b, vectorsB := vocabularyOf(newTestExtractor(), inputs, IDF)
	if !slices.Equal(a.Names, b.Names) || !slices.Equal(a.Columns, b.Columns) {
		t.Error("the same rows give other columns")
	}
	if fmt.Sprint(vectorsA) != fmt.Sprint(vectorsB) {
		t.Error("the same rows give other vectors")
	}
}

func TestCollectorOfNothing(t *testing.T) {
	v, _ := vocabularyOf(newTestExtractor(), nil, IDF)
	if len(v.Names) != 0 || len(v.Occurrences(nil, newTestExtractor(), Input{Text: "good news"})) != 0 {
		t.Errorf("features %q", v.Names)
	}
}

// Rows extracted in parts are what they are when extracted in one go.
func TestCollectorAppendsParts(t *testing.T) {
	e, inputs := newTestExtractor(), randomInputs(6, 100)
	whole := collect(e, inputs)
	parts := collected{collector: NewCollector(e.settings.MinRows)}
	for _, part := range [][]Input{inputs[:0], inputs[:30], inputs[30:31], inputs[31:]} {
		c := collect(e, part)
		parts.collector.Append(c.collector, c.rows)
		parts.rows = append(parts.rows, c.rows...)
	}
	parts.space = parts.collector.Space(parts.rows)
	a, b := whole.collector.Vocabulary(whole.space, IDF), parts.collector.Vocabulary(parts.space, IDF)
	if !slices.Equal(a.Names, b.Names) || !slices.Equal(a.Columns, b.Columns) {
		t.Error("parts give other columns")
	}
	for i, row := range whole.rows {
		for j, count := range row {
			other := parts.rows[i][j]
			if other.Feature != count.Feature || math.Abs(float64(other.Weight-count.Weight)) > 1e-6 {
				t.Errorf("row %d: count %d is %v in parts; want %v", i, j, other, count)
			}
		}
	}
}
