package features

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// testLexicon is small enough to see through.
var testLexicon = NewLexicon([]Entry{
	{"not", "negation", 1}, {"isn't", "negation", 1}, {"never", "negation", 1}, {"no one", "negation", 1}, {"no", "negation", 1},
	{"hardly ever", "negation", 1}, {"better not", "urge", 1},
	{"heinous", "loaded", 0.9}, {"crime", "loaded", 0.5}, {"heinous crime", "loaded", 1}, {"crime wave", "loaded", 1},
	{"so-called", "ridicule", 1}, {"no friend of", "loaded", 0.5}, {"never", "booster", 0.2},
	{"wave of terror", "threat", 1}, {"terror", "threat", 0.6}, {"terrorise", "loaded", 0.6},
	{"ifs, buts or maybes", "hedge", 1}, {"ifs", "hedge", 0.2},
	{"100 percent", "booster", 1}, {"don't", "negation", 1}, {"devil's advocate", "hedge", 0.5},
	{"🤡", "ridicule", 1}, {"#liberals", "blame", 0.4}, {"unloved", "praise", -0.4},
})

// hitsOf are the hits in a sentence, its quotations found as in a document.
func hitsOf(lexicon *Lexicon, text string) []Hit {
	e := NewExtractor(Settings{}, lexicon, nil)
	e.Each(InputOf(text, Sentence{Span: Span{End: len(text)}, Quotes: quotations(text)}, ""), func(Feature) {})
	return e.Hits()
}

// describe writes hits as they stand in the text: term/category, with what marks them.
func describe(text string, hits []Hit) string {
	var all []string
	for _, hit := range hits {
		mark := ""
		if hit.Negated {
			mark += "not "
		}
		if hit.Quoted {
			mark += "quoted "
		}
		all = append(all, fmt.Sprintf("%s/%s%s", hit.Of(text), mark, hit.Entry.Category))
	}
	return strings.Join(all, ", ")
}

func TestMatch(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"only marks", "?! -- …", ""},
		{"case", "HEINOUS Heinous heinous", "HEINOUS/loaded, Heinous/loaded, heinous/loaded"},
		{"stems", "Heinously, crimes", "Heinously/loaded, crimes/loaded"},
		{"possessive", "the crime’s cost", "crime’s/loaded"},
		{"other stems", "a terrorist and criminals", ""},
		{"several words", "a wave of terror", "wave of terror/threat"},
		{"the longest wins", "a heinous crime", "heinous crime/loaded"},
		{"no overlap in a category", "a heinous crime wave", "heinous crime/loaded"},
		{"overlap of two categories", "a crime wave of terror", "crime wave/loaded, wave of terror/threat"},
		{"two categories at one place", "never", "never/negation, never/booster"},
		{"side by side", "crime crime wave", "crime/loaded, crime wave/loaded"},
		{"hyphen", "a so-called plan", "so-called/ridicule"},
		{"space for a hyphen", "a so called plan", "so called/ridicule"},
		{"other hyphens", "so‐called, so‑called", "so‐called/ridicule, so‑called/ridicule"},
		{"quotation marks inside", "a “so” called plan, ``so'' called", "so” called/quoted ridicule, so'' called/ridicule"},
		{"emphasis inside", "a *heinous* **crime**", "heinous* **crime/loaded"},
		{"comma", "heinous, crime", "heinous/loaded, crime/loaded"},
		{"full stop", "so. Called", ""},
		{"dash", "so — called, so – called, so -- called", ""},
		{"bracket", "so (called)", ""},
		{"a term with a comma, as it stands", "no ifs, buts or maybes", "no/negation, ifs, buts or maybes/not hedge"},
		{"a term with a comma, without it", "no ifs buts or maybes", "no/negation, ifs buts or maybes/not hedge"},
		{"a term with a comma, another mark elsewhere", "the ifs, buts, or maybes", "ifs/hedge"},
		{"numbers count", "100 percent, 250 percent", "100 percent/booster"},
		{"apostrophes", "don't and don’t, devil’s advocate", "don't/negation, don’t/negation, devil’s advocate/hedge"},
		{"emoji", "what a 🤡!", "🤡/ridicule"},
		{"hashtag", "the #liberals #liberal", "#liberals/blame"},
		{"quoted", "A “heinous” crime, he said, “a crime”", "heinous” crime/quoted loaded, crime/quoted loaded"},
		{"ligature", "terri\ufb01c he\u00adinous", "he\u00adinous/loaded"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := describe(test.text, hitsOf(testLexicon, test.text)); got != test.want {
				t.Errorf("%q\ngot  %s\nwant %s", test.text, got, test.want)
			}
		})
	}
}

func TestNegation(t *testing.T) {
	for _, test := range []struct {
		text string
		want bool // whether the loaded term is negated
	}{
		{"The plan is heinous", false},
		{"The plan is not heinous", true},
		{"The plan isn't really heinous", true},
		{"The plan isn’t really heinous", true},
		{"It was never heinous", true},
		{"Never was it heinous", true},
		{"No one called it heinous", true},
		{"It is hardly ever a heinous thing", true},
		{"It is not a “heinous” plan", true},
		{"Not only heinous but cruel", false},
		{"Not just heinous but cruel", false},
		{"It isn't merely heinous", false},
		{"Not the only heinous plan", true},
		{"It is not new, heinous", false},
		{"It is not new but heinous", false},
		{"It is not new - heinous", true},
		{"It is not new — heinous", false},
		{"Not new; heinous", false},
		{"No. It is heinous", false},
		{"Not one two three heinous", true},
		{"Not one two three four heinous", false},
		{"Heinous it is not", false},
		{"Heinous, not cruel", false},
		{"Never not heinous", true},
	} {
		for _, hit := range hitsOf(testLexicon, test.text) {
			if hit.Entry.Category == "loaded" && hit.Negated != test.want {
				t.Errorf("%q: negated %v", test.text, hit.Negated)
			}
		}
	}
}

func TestNegationReachesWhatFollows(t *testing.T) {
	for text, want := range map[string]string{
		"He is no friend of ours":              "no friend of/loaded, no/negation",
		"No friend of crime":                   "No friend of/loaded, No/negation, crime/not loaded",
		"Better not":                           "Better not/urge, not/negation",
		"not a heinous crime, a so-called one": "not/negation, heinous crime/not loaded, so-called/ridicule",
		"not heinous crime waves of terror":    "not/negation, heinous crime/not loaded, waves of terror/not threat",
		"never “heinous”":                      "never/negation, never/booster, heinous/not quoted loaded",
	} {
		if got := describe(text, hitsOf(testLexicon, text)); got != want {
			t.Errorf("%q\ngot  %s\nwant %s", text, got, want)
		}
	}
}

func TestLexiconFeatures(t *testing.T) {
	for text, want := range map[string][]string{
		"A heinous plan":             {"lexicon:loaded"},
		"Not heinous":                {"lexicon:negation", "lexicon:not loaded"},
		"A “heinous” plan":           {"lexicon:quoted loaded"},
		"Not a “heinous” plan":       {"lexicon:negation", "lexicon:not quoted loaded"},
		"She is unloved":             {"lexicon:praise below 0"},
		"Not only heinous but cruel": {"lexicon:negation", "lexicon:loaded"},
	} {
		got := namesOf(NewExtractor(Settings{Lexicon: true}, testLexicon, nil), Input{Text: text, Quotes: quotations(text)})
		if !slices.Equal(got, want) {
			t.Errorf("%q\ngot  %q\nwant %q", text, got, want)
		}
	}
}

func TestLexiconFeatureWeightGrowsWithStrength(t *testing.T) {
	weight := func(text string) (w float64) {
		NewExtractor(Settings{Lexicon: true}, testLexicon, nil).Each(Input{Text: text}, func(f Feature) { w = f.Weight })
		return w
	}
	weak, strong, diluted := weight("what a crime"), weight("what a terror"), weight("what a crime it was that they did there")
	if !(diluted < weak && weak < strong) {
		t.Errorf("weights %v, %v, %v", diluted, weak, strong)
	}
}

func TestNewLexiconLeavesOutTermsWithoutWords(t *testing.T) {
	if hits := hitsOf(NewLexicon([]Entry{{"?!", "x", 1}, {"", "x", 1}}), "What?! No?!"); hits != nil {
		t.Errorf("got %v", hits)
	}
}

func TestMergeLexicons(t *testing.T) {
	got := Merge([]Entry{{"smear", "loaded", 1}, {"vile", "loaded", 1}}, []Entry{{"Smears", "loaded", 0.2}, {"vile", "blame", 0.3}})
	want := []Entry{{"Smears", "loaded", 0.2}, {"vile", "loaded", 1}, {"vile", "blame", 0.3}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A sentence of 100,000 negations takes time in proportion to its length.
func TestMatchLongHostileSentence(t *testing.T) {
	text := strings.Repeat("not heinous never ", 50_000)
	begin := time.Now()
	if hits := hitsOf(testLexicon, text); len(hits) != 200_000 {
		t.Errorf("%d hits", len(hits))
	}
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

// Matching by keys finds what trying every term at every word finds.
func TestMatchAgainstEveryTermTried(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(from []string, n int, glue []string) string {
		text := from[random.IntN(len(from))]
		for range n - 1 {
			text += glue[random.IntN(len(glue))] + from[random.IntN(len(from))]
		}
		return text
	}
	words := strings.Fields("ban banned bans danger dangerous dangerously question questionable smear smears 100 250 organic organize hope hopes hoping")
	for range 300 {
		var entries []Entry
		for range 30 {
			entries = append(entries, Entry{pick(words, 1+random.IntN(3), []string{" ", " ", ", "}), string(rune('a' + random.IntN(4))), 1})
		}
		text := pick(words, 30, []string{" ", " ", " ", "-", ", ", ". "})
		if got, want := describe(text, hitsOf(NewLexicon(entries), text)), describe(text, everyTermTried(entries, text)); got != want {
			t.Fatalf("%v\n%q\ngot  %s\nwant %s", entries, text, got, want)
		}
	}
}

// everyTermTried finds hits as findHits does, without a look-up.
func everyTermTried(entries []Entry, text string) (hits []Hit) {
	types := newWordTypes()
	words := wordsOf(nil, Tokenize(text), nil, types)
	order := slices.Clone(entries)
	slices.SortStableFunc(order, func(a, b Entry) int {
		x, y := termWords(a.Term, types), termWords(b.Term, types)
		if len(x) != len(y) {
			return len(y) - len(x)
		}
		return coresLength(y) - coresLength(x)
	})
	covered := map[string]int{}
	for at := range words {
		for i := range order {
			term := termWords(order[i].Term, types)
			if at >= covered[order[i].Category] && stands(term, words[at:]) {
				end := at + len(term)
				covered[order[i].Category] = end
				hits = append(hits, Hit{Span: Span{words[at].Start, words[end-1].End}, Entry: &order[i]})
			}
		}
	}
	return hits
}

func coresLength(words []word) (n int) {
	for _, word := range words {
		n += len(core(word.Norm))
	}
	return n
}

// stands tells whether a term stands at the beginning of the words.
func stands(term, words []word) bool {
	for i := range term {
		if i >= len(words) || words[i].key != term[i].key || !strings.HasPrefix(words[i].Norm, core(term[i].Norm)) ||
			i > 0 && words[i].clauseBefore && !term[i].clauseBefore {
			return false
		}
	}
	return true
}
