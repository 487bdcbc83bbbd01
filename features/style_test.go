package features

import (
	"slices"
	"strings"
	"testing"
)

// marksOf are the marks of style of a sentence, sorted, the length left out.
func marksOf(text string) string {
	var marks []string
	for _, name := range namesOf(NewExtractor(Settings{Style: true}, nil, nil), inputOf(text, "")) {
		if !strings.HasPrefix(name, "style:length") {
			marks = append(marks, strings.TrimPrefix(name, "style:"))
		}
	}
	slices.Sort(marks)
	return strings.Join(marks, ", ")
}

func TestStyle(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Taxes rise again.", ""},
		{"Who pays?", "question"},
		{"Who pays???", "question"},
		{"Who pays?!", "question and exclamation"},
		{"Taxes rise!", "exclamation"},
		{"Taxes rise!!", "exclamations"},
		{"Taxes rise…", "ellipsis"},
		{"Taxes rise ...", "ellipsis"},
		{"Taxes rise — again", "dash"},
		{"Taxes rise – again", "dash"},
		{"Taxes rise -- again --- and again", "dash"},
		{"Taxes rise ―― again", "dash"},
		{"A well-known tax", ""},
		{"Taxes rise; wages fall", "semicolon"},
		{"One thing: taxes", "colon"},
		{"Taxes (again) rise", "parenthesis"},
		{"Taxes ((again)) rise", "parenthesis"},
		{"Taxes in 2021", "number"},
		{"Taxes at www.example.com", "link"},
		{"Taxes by @mayor", "mention"},
		{"Taxes #again", "hashtag"},
		{"Taxes 😡", "emoji"},
		{"TAXES rise", "capitals"},
		{"NATO and the WHO", ""},
		{"ÉTATS rise", "capitals"},
		{"They rise", "they"},
		{"Theirs rise, THEMSELVES", "capitals, they"},
		{"I’d say so", "I"},
		{"This is mine", "I"},
		{"Let's go, they'll see", "they, we"},
		{"Our taxes", "we"},
		{"We'd pay", "we"},
		{"The US pays, not us", "we"},
		{"The US pays", ""},
		{"You'd pay", "you"},
		{"Pay your own", "you"},
		{"He's late and she'll come herself", "he or she"},
		{"Who said “we pay for your sins”", "quotation"},
		{"Taxes must rise and shouldn’t fall", "must or should"},
		{"Taxes might rise in May", "can or may"},
		{"Taxes rise in May", ""},
		{"May taxes rise", "can or may"},
		{"Taxes won't rise", "will or would"},
		{"Who said “taxes must rise”", "quotation"},
		{"“Taxes rise again”", "all quoted, quotation"},
		{"\"Taxes rise again.\"", "all quoted, quotation"},
		{"“We pay”, he says", "he or she, quotation"},
	} {
		if got := marksOf(test.text); got != test.want {
			t.Errorf("%q\ngot  %s\nwant %s", test.text, got, test.want)
		}
	}
}

func TestStyleLength(t *testing.T) {
	for words, want := range map[int]string{
		0: "1-5", 5: "1-5", 6: "6-10", 10: "6-10", 11: "11-20", 20: "11-20", 21: "21-35", 35: "21-35", 36: "over 35", 500: "over 35",
	} {
		names := namesOf(NewExtractor(Settings{Style: true}, nil, nil), Input{Text: strings.Repeat("tax ", words)})
		if !slices.Equal(names, []string{"style:length " + want}) {
			t.Errorf("%d words: %q", words, names)
		}
	}
}

func TestStyleMarksCountOnceWhereTheyFirstStand(t *testing.T) {
	text := "Who? Why? WHERE and WHENCE?"
	var got []string
	NewExtractor(Settings{Style: true}, nil, nil).Each(Input{Text: text}, func(f Feature) {
		got = append(got, strings.TrimPrefix(string(f.Name), "style:")+"@"+f.Of(text[:f.End])[:1])
	})
	if want := []string{"length 1-5@W", "question@?", "capitals@W"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
