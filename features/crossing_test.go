package features

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCrossedFeatures(t *testing.T) {
	crossed := []string{"atheism", "Climate change", ""}
	for target, want := range map[string][]string{
		"atheism":        {"stem:bad", "stem:bad × atheism", "stem:plan", "stem:plan × atheism", "stem:bad plan", "stem:bad plan × atheism"},
		"Climate change": {"stem:bad", "stem:bad × Climate change", "stem:plan", "stem:plan × Climate change", "stem:bad plan", "stem:bad plan × Climate change"},
		"Atheism":        {"stem:bad", "stem:plan", "stem:bad plan"},
		"unseen":         {"stem:bad", "stem:plan", "stem:bad plan"},
		"":               {"stem:bad", "stem:plan", "stem:bad plan"},
	} {
		e := NewExtractor(Settings{Stems: 2}, nil, crossed)
		if got := namesOf(e, Input{Text: "Bad plan", Target: target}); !slices.Equal(got, want) {
			t.Errorf("%q: got %q", target, got)
		}
	}
}

// The copies are the same as the shared features in all but the name, for every kind.
func TestCrossedFeaturesOfAllKinds(t *testing.T) {
	in := inputOf("Not a heinous plan!", "plan")
	shared := occurrencesOf(NewExtractor(allSettings, testLexicon, nil), in)
	both := occurrencesOf(NewExtractor(allSettings, testLexicon, []string{"plan"}), in)
	if len(both) != 2*len(shared) {
		t.Fatalf("%d features, %d with copies", len(shared), len(both))
	}
	for i, want := range shared {
		if !sameFeature(both[2*i], want) {
			t.Errorf("got %s, want %s", both[2*i].Name, want.Name)
		}
		want.Name, want.Crossed = append(want.Name, " × plan"...), true
		if !sameFeature(both[2*i+1], want) {
			t.Errorf("got %s, want %s", both[2*i+1].Name, want.Name)
		}
	}
}

// No text has a feature whose name is that of a copy for a target.
func TestCrossedNamesCannotBeForged(t *testing.T) {
	for _, text := range []string{
		"good × atheism", "good ×\ufe0f atheism", "good \u200b×\ufe0f\u200b atheism", "good×atheism", "#good × #atheism",
		"good \u00d7\u20e3 atheism", "“good × atheism”", "good_×_atheism", "@good × @atheism", ":× atheism",
	} {
		for _, target := range []string{"atheism", "good × atheism", "×", " × "} {
			for _, name := range namesOf(NewExtractor(allSettings, testLexicon, nil), inputOf(text, target)) {
				if strings.Contains(name, crossMark) {
					t.Errorf("%q toward %q has %q", text, target, name)
				}
			}
		}
	}
}

func TestTargetNames(t *testing.T) {
	for target, want := range map[string]string{
		"atheism":                "atheism",
		"Die Grünen (2021)":      "Die Grünen (2021)",
		"A × B":                  "A × B",
		"two\nlines":             `"two\nlines"`,
		"\x1b[2J\x00":            `"\x1b[2J\x00"`,
		"left\u202eright":        `"left\u202eright"`,
		"bad\xffbytes":           `"bad\xffbytes"`,
		`"quoted"`:               `"\"quoted\""`,
		`"two\nlines"`:           `"\"two\\nlines\""`,
		strings.Repeat("x", 100): strings.Repeat("x", 100),
	} {
		if got := targetName(target); got != want {
			t.Errorf("%q: got %s, want %s", target, got, want)
		}
	}
}

func TestLongTargetsKeepApart(t *testing.T) {
	long := strings.Repeat("ü", 1_000_000)
	names := map[string]bool{}
	for _, target := range []string{long, long + "a", long + "b", long[:200], long[:100], targetName(long)} {
		name := targetName(target)
		if names[name] || len(name) > 200 || !utf8.ValidString(name) {
			t.Errorf("name %s", name)
		}
		names[name] = true
	}
}
