package classify

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rhetor/classify/corpus"
	"rhetor/features"
)

// all keeps every term that is more frequent under a label than elsewhere.
var all = MineOptions{Ngrams: 2, MinRows: 1}

// termsOf is the terms mined for a label.
func termsOf(mined []MinedTerm, label string) []string {
	var terms []string
	for _, m := range mined {
		if m.Label == label {
			terms = append(terms, m.Term)
		}
	}
	return terms
}

// termOf is a mined term that must be there.
func termOf(t *testing.T, mined []MinedTerm, label, term string) MinedTerm {
	t.Helper()
	for _, m := range mined {
		if m.Label == label && m.Term == term {
			return m
		}
	}
	t.Fatalf("no %q among %q", term, termsOf(mined, label))
	return MinedTerm{}
}

// Of "good good plan", "good plan" and "bad plan", single words, with a prior of 7, which is the corpus's own
// counts: good stands 3 times in the part of 5, with a prior of 3: odds 6:6, and 0 times in the rest of 2,
// odds 3:6. So delta = ln 2, with variance 1/6 + 1/3 = 1/2.
func TestMineWorkedByHand(t *testing.T) {
	c := labelled([]string{"Good good plan.", "good plan", "Bad plan!"}, []string{"pro", "pro", "con"})
	mined := Mine(c, MineOptions{Ngrams: 1, Prior: 7, MinRows: 1})
	good := termOf(t, mined, "pro", "good")
	if math.Abs(good.LogOdds-math.Log(2)) > 1e-12 || math.Abs(good.Z-math.Log(2)*math.Sqrt2) > 1e-12 {
		t.Errorf("good: %+v", good)
	}
	if good.Rows != 2 || good.Others != 0 || good.Weight != 1 {
		t.Errorf("good: %+v, want 2 rows and 0 others", good)
	}
	if got := termsOf(mined, "con"); !slices.Equal(got, []string{"bad", "plan"}) {
		t.Errorf("con is marked by %q", got)
	}
	if plan := termOf(t, mined, "con", "plan"); plan.Rows != 1 || plan.Others != 2 {
		t.Errorf("plan: %+v, want 1 row and 2 others", plan)
	}
}

func TestMineTermsAreRunsOfWords(t *testing.T) {
	for text, want := range map[string][]string{
		"Red, green":                             {"green", "red"},
		"red  green":                             {"green", "red", "red green"},
		"so-called red":                          {"called", "called red", "red", "so", "so-called"},
		"Red -- “green”":                         {"green", "red"},
		"red https://example.com blue":           {"blue", "red"},
		"Don’t @Blue #Red 😀":                     {"#red", "#red 😀", "@blue", "@blue #red", "don't", "don't @blue", "😀"},
		"in 1998 in 1999":                        {"1998", "1998 in", "1999", "in", "in 1998", "in 1999"},
		"the ban. The bans! THE BANNED the bans": {"bans", "the", "the bans", "banned the"},
		"re\u00adpeal\u202e now":                 {"now", "repeal", "repeal now"},
	} {
		mined := Mine(labelled([]string{text, "else"}, []string{"a", "b"}), all)
		got := termsOf(mined, "a")
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q has %q, want %q", text, got, want)
		}
	}
}

func TestMineThresholds(t *testing.T) {
	c := generated(300, 1, 0.2)
	every := Mine(c, all)
	for _, o := range []MineOptions{
		{Ngrams: 1, MinZ: 1, MinRows: 1}, {Ngrams: 3, MinZ: 2.5, MinRows: 5}, {Ngrams: 2, MinRows: 4, Top: 3},
	} {
		mined := Mine(c, o)
		last, of := math.Inf(1), map[string]int{}
		for _, m := range mined {
			if of[m.Label]++; of[m.Label] == 1 {
				last = math.Inf(1)
			}
			if m.Z < o.MinZ || m.Rows < o.MinRows || m.Z > last || len(strings.Fields(m.Term)) > o.Ngrams {
				t.Errorf("%+v: %+v after z %v", o, m, last)
			}
			last = m.Z
		}
		for label, n := range of {
			if o.Top > 0 && n != o.Top || len(mined) >= len(every) && o.Ngrams < 3 {
				t.Errorf("%+v: %d terms of %s", o, n, label)
			}
		}
	}
}

func TestMineMultiLabel(t *testing.T) {
	c := &corpus.Corpus{Tasks: []corpus.Task{{Name: "topic", Column: "topic", Multi: true}}}
	for text, labels := range map[string][]string{
		"harbour bridge": {"bridge", "harbour"}, "the harbour": {"harbour"}, "the bridge": {"bridge"}, "the hall": nil,
	} {
		c.Examples = append(c.Examples, corpus.Example{Text: text, Weight: 1, Labels: [][]string{labels}})
	}
	mined := Mine(c, MineOptions{Ngrams: 1, MinRows: 1})
	for _, label := range []string{"bridge", "harbour"} {
		if m := termOf(t, mined, label, label); m.Rows != 2 || m.Others != 0 {
			t.Errorf("%s: %+v", label, m)
		}
	}
}

// The order of the rows changes nothing, not even among terms of the same z, nor does the number of cores.
func TestMineDoesNotDependOnTheOrderOfRows(t *testing.T) {
	c := withTopics(generated(200, 4, 0.2))
	want := Mine(c, all)
	for seed := range uint64(3) {
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(c.Examples), func(i, j int) {
			c.Examples[i], c.Examples[j] = c.Examples[j], c.Examples[i]
		})
		if got := Mine(c, all); !slices.Equal(got, want) {
			t.Fatalf("order %d: %d other terms, or in another order", seed, len(got))
		}
	}
}

// hostileTexts hold what might not come back from a lexicon file.
var hostileTexts = []string{
	"=SUM(A1) +1 -cmd @SUM ＠x ＝y", "a \"quoted\", term; 'so' '@name '=)", ":-) =) ;) 8-) :'( </3", "\u202eevil\u2066 vi\u00adle \u200bx",
	"İSTANBUL ﬁne Ⅳ ½ x² ™ №5", "👩‍👩‍👧 ❤️ 🏳️‍🌈 1️⃣ ×", "e-mail me@example.com, www.example.com/x?a=b", "url URL Url's",
	strings.Repeat("x", 150) + " " + strings.Repeat("y", 150), "F-16 COVID-19 9/11 10:30 50% $5 3,700 U.S. don't '90s ...", "e\u0301te\u0301 \u0301 \u0300x",
	"a_b a__b _c_ #t_1 ##x @@y", "1e5 0x1F +5 -5 -0.5 =5", "日本語 한국어 العربية ไทย", "\ufeffbom \u2028line \u0085next",
}

// Whatever texts hold, what is mined of them is a lexicon file, and every term is found in some row.
func TestMinedHostileTermsAreALexicon(t *testing.T) {
	texts, labels := append([]string{"plain words"}, hostileTexts...), []string{"b"}
	for range hostileTexts {
		labels = append(labels, "a")
	}
	for _, c := range []*corpus.Corpus{labelled(texts, labels), generated(200, 2, 0.2)} {
		lexicon, err := LexiconOf(Mine(c, MineOptions{Ngrams: 8, MinRows: 1}))
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := features.WriteMined(&file, lexicon); err != nil {
			t.Fatal(err)
		}
		read, err := features.ReadLexicon("mined.csv", bytes.NewReader(file.Bytes()))
		if err != nil || len(read) != len(lexicon) {
			t.Fatalf("%d terms, read %d: %v", len(lexicon), len(read), err)
		}
		for i, entry := range read {
			if entry != lexicon[i].Entry {
				t.Errorf("wrote %+v, read %+v", lexicon[i].Entry, entry)
			}
			if !foundIn(entry, c) {
				t.Errorf("%q is in no row", entry.Term)
			}
		}
	}
}

// foundIn tells whether a lexicon of one entry finds it in a row.
func foundIn(entry features.Entry, c *corpus.Corpus) bool {
	extractor := features.NewExtractor(features.Settings{}, features.NewLexicon([]features.Entry{entry}), nil)
	for i := range c.Examples {
		extractor.Each(inputOf(&c.Examples[i]), func(features.Feature) {})
		if len(extractor.Hits()) > 0 {
			return true
		}
	}
	return false
}

func TestLexiconOfMakesCategories(t *testing.T) {
	for label, want := range map[string]string{
		"FAVOR": "favor", "very bad": "very-bad", "=cmd|x": "-cmd-x", "Économie": "-conomie", "中": "-", "a\u202eb": "a-b",
		strings.Repeat("é", 50): strings.Repeat("-", 50), strings.Repeat("L", 100): strings.Repeat("l", 50),
	} {
		lexicon, err := LexiconOf([]MinedTerm{{Task: "t", Label: label, Term: "x", Weight: 1}})
		if err != nil || lexicon[0].Category != want {
			t.Errorf("%q is %v, %v; want %q", label, lexicon, err, want)
		}
		var file bytes.Buffer
		if err := features.WriteMined(&file, lexicon); err != nil {
			t.Fatal(err)
		}
		if read, err := features.ReadLexicon("mined.csv", &file); err != nil || read[0] != lexicon[0].Entry {
			t.Errorf("%q: wrote %+v, read %+v, %v", label, lexicon[0].Entry, read, err)
		}
	}
}

func TestLexiconOfRefusesLabelsOfOneCategory(t *testing.T) {
	for _, other := range []MinedTerm{{Task: "stance", Label: "very bad"}, {Task: "tone", Label: "very-bad"}, {Task: "stance", Label: "Very-Bad"}} {
		_, err := LexiconOf([]MinedTerm{{Task: "stance", Label: "very-bad"}, other})
		rejects(t, err, fmt.Sprintf("%q of %q are both category \"very-bad\"", other.Label, other.Task))
	}
}
