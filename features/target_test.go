package features

import (
	"slices"
	"strings"
	"testing"
)

// targetFeatures are what a sentence has to do with a target, without the kind.
func targetFeatures(text, target string) string {
	var names []string
	for _, name := range namesOf(NewExtractor(Settings{Target: true}, testLexicon, nil), inputOf(text, target)) {
		names = append(names, strings.TrimPrefix(name, "target:"))
	}
	return strings.Join(names, ", ")
}

func TestTargetFeatures(t *testing.T) {
	for _, test := range []struct{ name, text, target, want string }{
		{"no target", "Atheism is heinous", "", ""},
		{"mention", "Atheism wins", "atheism", "mentioned, near win, word atheism"},
		{"mention by stem", "Feminist marches", "A feminist march", "mentioned, word feminist, word march"},
		{"mention in part", "Climate talks", "climate change", "mentioned in part, near talk, word climat, word chang"},
		{"no mention", "Taxes rise", "climate change", "not mentioned, word climat, word chang"},
		{"far from the mention", "Climate one two three four five", "climate", "mentioned, near one, near two, near three, near four, word climat"},
		{"a word of the target twice", "Women march", "Women for women", "mentioned, near march, word women"},
		{"hashtag for a word", "#Climate now", "Climate", "mentioned, near now, word climat"},
		{"word for a hashtag", "Climate talks", "#climate", "mentioned, near talk, word climat"},
		{"the same hashtag", "#MeToo wins", "#MeToo", "mentioned, near win, word metoo"},
		{"possessive", "Putin’s plan", "Vladimir Putin", "mentioned in part, near plan, word vladimir, word putin"},
		{"numbers count", "The 9/11 report", "9/11", "mentioned, near the, near report, word 9/11"},
		{"other number", "The 8/10 report", "9/11", "not mentioned, word 9/11"},
		{"only stop words", "Who are they", "The Who", "not mentioned"},
		{"only marks", "What?", "?!", "not mentioned"},
		{"terms with a mention", "Atheism is heinous", "atheism", "mentioned, near is, near heinous, loaded with mention, word atheism"},
		{"negated term", "not heinous", "atheism", "not mentioned, negation without mention, not loaded without mention, word atheism"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := targetFeatures(test.text, test.target); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestTargetsDoNotMixWhenInterleaved(t *testing.T) {
	e := NewExtractor(Settings{Target: true}, testLexicon, nil)
	first := namesOf(e, inputOf("Climate talks", "climate"))
	namesOf(e, inputOf("Climate talks", "taxes"))
	namesOf(e, inputOf("Climate talks", ""))
	if again := namesOf(e, inputOf("Climate talks", "climate")); !slices.Equal(first, again) {
		t.Errorf("got %q, then %q", first, again)
	}
}
