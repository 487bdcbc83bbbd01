package features

import (
	"slices"
	"testing"
)

func TestQuotations(t *testing.T) {
	for _, test := range []struct {
		name, paragraph string
		want            []string
	}{
		{"none", "Nothing is quoted here.", nil},
		{"curly", "He said “go away” and “now.”", []string{"go away", "now."}},
		{"straight", `He said "go away" and "now."`, []string{"go away", "now."}},
		{"guillemets and low marks", "« Non », he said, „nein“ and „nope”.", []string{"Non", "nein", "nope"}},
		{"single curly", "The ‘reform’ failed, and the workers’ party knew.", []string{"reform"}},
		{"single with a plural inside", "‘The workers’ party won,’ she said.", []string{"The workers’ party won,"}},
		{"apostrophes are no quotes", "It’s the ‘90s and they’re the dogs’ toys, ‘til they aren’t.", nil},
		{"straight single", "'Never again,' he said. 'We can't.' The dogs' toys", []string{"Never again,", "We can't."}},
		{"straight apostrophes are no quotes", "Rock 'n' roll in the '90s, the dogs' toys", nil},
		{"several sentences", "“We lost. We will win,” he said.", []string{"We lost. We will win,"}},
		{"quote in a quote", "“He said ‘no’ to me,” she said.", []string{"He said ‘no’ to me,"}},
		{"never closed at the start", "“We go on. And on.", []string{"We go on. And on."}},
		{"never closed after a colon", "He said: “We go on. And on.", []string{"We go on. And on."}},
		{"never closed elsewhere", "The so-called “reform was bad.", nil},
		{"straight and never closed", `The " mark and "another thing`, nil},
		{"a stray mark does not swallow", `A 12" record, "very loud," he said.`, []string{"very loud,"}},
		{"inches", `He is 5'10" and she is 6'1" tall.`, nil},
		{"inches in a quotation", `"The 12" record is loud," he said.`, []string{`The 12" record is loud,`}},
		{"a year closes", `They call it "Plan 2030" and "hope".`, []string{"Plan 2030", "hope"}},
		{"spaced marks", `" Go away , " he said .`, []string{"Go away ,"}},
		{"mixed marks", `“Go away," he said. „Stay.", she said.`, []string{"Go away,", "Stay."}},
		{"wrong way round", "”Go away,” he said.", []string{"Go away,"}},
		{"empty", `"" “ ”`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := textsOf(test.paragraph, quotations(test.paragraph)); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestVoice(t *testing.T) {
	for _, test := range []struct {
		text string
		want []Voice
	}{
		{"The plan is a “disaster.”", []Voice{Author}},
		{"“The plan is a disaster,” he said.", []Voice{Quoted}},
		{"“No,” said the spokesman for the ministry.", []Voice{Author}},
		{"“We tried. We failed. We are sorry,” she said.", []Voice{Quoted, Quoted, Quoted}},
		{"He paused. “We tried hard. We failed", []Voice{Author, Author, Author}},
		{"“We tried hard.\n\n“We failed.” He sat down.", []Voice{Quoted, Quoted, Author}},
	} {
		var got []Voice
		for _, s := range Split(test.text) {
			got = append(got, s.Voice)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: got %v, want %v", test.text, got, test.want)
		}
	}
}
