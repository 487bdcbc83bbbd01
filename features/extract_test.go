package features

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// allSettings are settings with all features.
var allSettings = Settings{Stems: 3, Forms: 2, CharMin: 2, CharMax: 5, Lexicon: true, Style: true, Target: true, MinRows: 2}

// namesOf are the names of the features of a sentence, in order.
func namesOf(e *Extractor, in Input) []string {
	var names []string
	e.Each(in, func(f Feature) { names = append(names, string(f.Name)) })
	return names
}

// inputOf is the input for a text that is one sentence.
func inputOf(text, target string) Input { return InputOf(text, Whole(text), target) }

// occurrencesOf are the features of a sentence, their names kept.
func occurrencesOf(e *Extractor, in Input) []Feature {
	var all []Feature
	e.Each(in, func(f Feature) {
		f.Name = slices.Clone(f.Name)
		all = append(all, f)
	})
	return all
}

func TestFeaturesAreTheSame(t *testing.T) {
	for _, test := range []struct{ name, a, b string }{
		{"curly and straight quotes", `He called it a "heinous" plan.`, `He called it a “heinous” plan.`},
		{"curly and straight apostrophes", `It isn't Putin's plan, don't you see`, `It isn’t Putin’s plan, don’t you see`},
		{"en dash and em dash", "The plan – a bad one – failed.", "The plan — a bad one — failed."},
		{"dash with spaces and without", "The plan—a bad one—failed.", "The plan — a bad one — failed."},
		{"two hyphens for a dash", "The plan -- a bad one -- failed.", "The plan — a bad one — failed."},
		{"ligature", "ﬁnance ofﬁcials", "finance officials"},
		{"full width", "ｂａｄ　ｎｅｗｓ！", "bad news!"},
		{"soft hyphen and zero-width space", "demo\u00adcracy\u200b now", "democracy now"},
		{"accents, composed or not", "cafe\u0301 soirée", "café soire\u0301e"},
		{"ellipsis", "Well… no", "Well... no"},
		{"white space", "bad  news\tall \u00a0day", "bad news all day"},
		{"capitals of a short word", "Bad news", "bad NEWS"},
		{"links", "see https://a.example/x?y=1 now", "see www.example.com now"},
		{"picture or text", "I ❤️ it", "I ❤ it"},
		{"hashtags and mentions in capitals", "#MeToo @UN", "#metoo @un"},
	} {
		e := NewExtractor(allSettings, testLexicon, nil)
		a, b := namesOf(e, inputOf(test.a, "plan")), namesOf(e, inputOf(test.b, "plan"))
		if !slices.Equal(a, b) {
			t.Errorf("%s:\n%q\n%q", test.name, a, b)
		}
	}
}

func TestFeaturesOfWords(t *testing.T) {
	for _, test := range []struct {
		name     string
		settings Settings
		text     string
		want     string
	}{
		{"stems", Settings{Stems: 3}, "Bad plans failed", "stem:bad, stem:plan, stem:fail, stem:bad plan, stem:bad plan fail, stem:plan fail"},
		{"forms", Settings{Forms: 2}, "Bad plans failed", "form:plans, form:failed, form:bad plans, form:plans failed"},
		{"characters", Settings{CharMin: 2, CharMax: 3}, "an é", "chars:_a, chars:_an, chars:an, chars:an_, chars:n_, chars:_é, chars:_é_, chars:é_"},
		{"one character", Settings{CharMin: 1, CharMax: 1}, "an", "chars:_, chars:a, chars:n, chars:_"},
		{"numbers by shape", Settings{Stems: 1}, "2021 2024 3,700 50% 21st", "stem:0000, stem:0000, stem:0,000, stem:00%, stem:00st"},
		{"numbers as they stand", Settings{Forms: 1}, "2021 2024", "form:2021, form:2024"},
		{"possessives", Settings{Stems: 1}, "Putin's Putin’s Putin PUTIN", "stem:putin, stem:putin, stem:putin, stem:putin"},
		{"contractions", Settings{Stems: 1}, "don't won’t they're", "stem:don't, stem:won't, stem:they'r"},
		{"emoji", Settings{Stems: 1}, "bad 😡😡 👍🏽", "stem:bad, stem:😡, stem:😡, stem:👍🏽"},
		{"hashtags", Settings{Stems: 2}, "#MeToo now", "stem:#metoo, stem:now, stem:#metoo now"},
		{"mentions", Settings{Stems: 1}, "@UN_Women", "stem:@un_women"},
		{"links", Settings{Stems: 1}, "see https://example.com/a-b. Or mail a@example.com!", "stem:see, stem:url, stem:or, stem:mail, stem:url, stem:., stem:!"},
		{"hyphens part", Settings{Stems: 2}, "anti-Western", "stem:anti, stem:western, stem:anti western"},
		{"marks that part", Settings{Stems: 2}, "no, never — …", "stem:no, stem:never, stem:no ,, stem:,, stem:, never, stem:never --, stem:--, stem:-- ..., stem:..."},
		{"dashes alike", Settings{Stems: 2}, "no–no no —— no", "stem:no, stem:no, stem:no, stem:no, stem:no --, stem:--, stem:-- no, stem:no no, stem:no --, stem:--, stem:-- no"},
		{"ellipses alike", Settings{Stems: 1}, "no.. no..... no…", "stem:no, stem:no, stem:no, stem:..., stem:..., stem:..."},
		{"marks between forms", Settings{Forms: 2}, "lies, plans", "form:lies, form:plans, form:lies ,, form:, plans"},
		{"marks that part nothing", Settings{Stems: 2}, "no “never” © ×", "stem:no, stem:never, stem:no never"},
		{"damaged text", Settings{Stems: 1}, "\xffbad a\xe8\x1b news \x97\ufe0f", "stem:bad, stem:news"},
		{"none asked for", Settings{}, "Bad plans failed", ""},
		{"nothing there", allSettings, "", "style:length 1-5"},
		{"only white space", allSettings, " \n\t", "style:length 1-5"},
		{"only marks", allSettings, " ?! -- …", "stem:?!, stem:?! --, stem:?! -- ..., stem:--, stem:-- ..., stem:..., style:length 1-5, style:question and exclamation, style:dash, style:ellipsis"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := NewExtractor(test.settings, nil, nil)
			if got := strings.Join(namesOf(e, inputOf(test.text, "")), ", "); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestFeatureSpans(t *testing.T) {
	text := "Not a “heinous” plan — ﬁne?"
	want := map[string]string{
		"stem:plan":                 "plan",
		"stem:heinous plan":         "heinous” plan",
		"stem:plan --":              "plan —",
		"stem:--":                   "—",
		"stem:fine":                 "ﬁne",
		"chars:ine_":                "ﬁne",
		"lexicon:not quoted loaded": "heinous",
		"style:quotation":           "heinous",
		"style:question":            "?",
		"style:dash":                "—",
		"style:length 1-5":          text,
	}
	e := NewExtractor(allSettings, testLexicon, nil)
	found := map[string]string{}
	e.Each(inputOf(text, ""), func(f Feature) { found[string(f.Name)] = f.Of(text) })
	for name, span := range want {
		if found[name] != span {
			t.Errorf("%s stands at %q, want %q", name, found[name], span)
		}
	}
}

func TestExtractorReusesItsMemoryWithoutTrace(t *testing.T) {
	inputs := []Input{
		inputOf("Not only a “heinous” crime, but OUR crime! See #plan", "the plan"),
		inputOf("", "the plan"),
		inputOf("Never.", ""),
		inputOf("A wave of terror — no one is safe, they say; 2021 was worse 😡 ...", "Terror and safety"),
		inputOf("I see US troops: “They never left” (https://example.com)", "troops"),
	}
	crossed := []string{"the plan", "troops"}
	shared := NewExtractor(allSettings, testLexicon, crossed)
	for range 3 {
		for _, in := range inputs {
			got, want := occurrencesOf(shared, in), occurrencesOf(NewExtractor(allSettings, testLexicon, crossed), in)
			if !slices.EqualFunc(got, want, sameFeature) {
				t.Errorf("%q: an extractor that was used before gives other features", in.Text)
			}
		}
		slices.Reverse(inputs)
	}
}

// sameFeature tells whether two features are the same in all.
func sameFeature(a, b Feature) bool {
	return string(a.Name) == string(b.Name) && a.Kind == b.Kind && a.Crossed == b.Crossed && a.Weight == b.Weight && a.Span == b.Span
}

func TestWholeAndInputOf(t *testing.T) {
	text := " He said: “No.” Then he left. "
	s := Whole(text)
	if s.Of(text) != "He said: “No.” Then he left." {
		t.Errorf("sentence is %q", s.Of(text))
	}
	in := InputOf(text, s, "him")
	if len(in.Quotes) != 1 || in.Quotes[0].Of(in.Text) != "No." || in.Target != "him" {
		t.Errorf("got %+v", in)
	}
	for _, empty := range []string{"", " \n "} {
		if in := InputOf(empty, Whole(empty), ""); in.Text != "" || in.Quotes != nil {
			t.Errorf("%q: got %+v", empty, in)
		}
	}
}

func FuzzExtract(f *testing.F) {
	f.Add("Not only a “heinous” crime, but OUR crime!", "the plan")
	f.Add("good ×\ufe0f atheism × climate", "atheism")
	f.Add("\xff\xfe×\u200d\ufe0f ½ 21st U.S.'s @a #b :) 1️⃣", "a\nb × c")
	f.Add("terror — #terror's wave’s 100 percent 🤡🤡", "\"Terror\" #terror 2021 \xff")
	seeds := NewLexicon(seedLexicons(f))
	f.Fuzz(func(t *testing.T, text, target string) {
		e := NewExtractor(allSettings, seeds, []string{target})
		in := inputOf(text, target)
		shared := ""
		e.Each(in, func(feature Feature) {
			checkFeature(t, in, feature)
			if !feature.Crossed {
				shared = string(feature.Name)
				return
			}
			if string(feature.Name) != shared+crossMark+targetName(target) {
				t.Fatalf("the copy of %q is %q", shared, feature.Name)
			}
		})
		for _, hit := range e.Hits() {
			if hit.Start < 0 || hit.End > len(in.Text) || hit.Start >= hit.End {
				t.Fatalf("hit %+v in %q", hit, in.Text)
			}
		}
	})
}

// checkFeature checks what holds for all features.
func checkFeature(t *testing.T, in Input, f Feature) {
	t.Helper()
	name := string(f.Name)
	if kind, err := KindOf(name); err != nil || kind != f.Kind {
		t.Fatalf("feature %q of kind %s is of kind %q, %v", name, f.Kind, kind, err)
	}
	if !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		t.Fatalf("name %q", name)
	}
	if strings.Contains(name, crossMark) != f.Crossed {
		t.Fatalf("feature %q: crossed is %v", name, f.Crossed)
	}
	if f.Start < 0 || f.Start > f.End || f.End > len(in.Text) {
		t.Fatalf("feature %q stands at %v of %d bytes", name, f.Span, len(in.Text))
	}
	if !(f.Weight > 0) || math.IsInf(f.Weight, 0) || f.Kind.normed() && f.Weight != 1 {
		t.Fatalf("feature %q has weight %v", name, f.Weight)
	}
}

// benchmarkInputs are the sentences of the articles, and their size in bytes.
func benchmarkInputs(b *testing.B) ([]Input, int64) {
	var inputs []Input
	size := 0
	for _, text := range articles(b) {
		for _, s := range Split(text) {
			inputs = append(inputs, InputOf(text, s, "Russia"))
			size += s.Len()
		}
	}
	return inputs, int64(size)
}

func BenchmarkExtract(b *testing.B) {
	inputs, size := benchmarkInputs(b)
	lexicon := NewLexicon(seedLexicons(b))
	full := Default
	full.Target = true
	for _, test := range []struct {
		name     string
		settings Settings
		crossed  []string
	}{
		{"default", Default, nil},
		{"crossed", Default, []string{"Russia"}},
		{"target", full, nil},
	} {
		b.Run(test.name, func(b *testing.B) {
			e := NewExtractor(test.settings, lexicon, test.crossed)
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for _, in := range inputs {
					e.Each(in, func(Feature) {})
				}
			}
		})
	}
}

// trainingRows is the size of a common corpus.
const trainingRows = 10_000

func BenchmarkCollect(b *testing.B) {
	inputs, _ := benchmarkInputs(b)
	lexicon := NewLexicon(seedLexicons(b))
	b.ReportAllocs()
	for b.Loop() {
		collect(NewExtractor(Default, lexicon, nil), inputs[:trainingRows])
	}
}

func BenchmarkOccurrences(b *testing.B) {
	inputs, size := benchmarkInputs(b)
	e := NewExtractor(Default, NewLexicon(seedLexicons(b)), nil)
	v, _ := vocabularyOf(e, inputs[:trainingRows], IDF)
	b.SetBytes(size)
	b.ReportAllocs()
	var found []Occurrence
	for b.Loop() {
		for _, in := range inputs {
			found = v.Occurrences(found[:0], e, in)
		}
	}
}
