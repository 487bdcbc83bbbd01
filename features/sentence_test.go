package features

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// Each case marks with | where its sentences are parted.
func TestSplit(t *testing.T) {
	for _, test := range []struct{ name, marked string }{
		{"plain", "The vote failed.| Nobody was surprised!| Were you?"},
		{"no final mark", "The vote failed.| Nobody was surprised"},
		{"title and name", "Army Gen. Ruth Calloway, head of U.S. Special Operations Command, said so.| We agree."},
		{"titles", "Mr. Ode met Dr. Ames and Sens. Pike and Dole.| Gov. Lund stayed away."},
		{"initials", "Maria T. Olsen wrote it.| J. P. Hart signed it."},
		{"a letter that ends a sentence", "There is no plan but plan B.| The mayor knows."},
		{"country within", "The U.S. Senate met.| The U.K. Treasury did not."},
		{"country last", "She left the U.S.| He stayed in the U.K.| They write."},
		{"company", "He works for Harrow & Co. in Leeds.| She left Harrow & Co.| It closed."},
		{"company before a quotation", "It is owned by Harrow Inc.| “We deny it,” she said."},
		{"time of day", "The polls close at 9 p.m.| Results come at 11 p.m. Eastern."},
		{"time of day first", "At 5 a.m. Mr. Ode woke up.| He was late."},
		{"dates", "It opened on Dec. 5 and closed in Feb.| The loss was great."},
		{"words like abbreviations", "He fell ill.| Doctors came.| She did ten reps.| Coaches saw it."},
		{"states", "She was born in Gary, Ind. in 1931.| He grew up in Salem, Mass.| They met."},
		{"party and state", "Rep. Ada Pike (D-Calif.) Monday said so.| She meant it."},
		{"latin", "Some fruit, e.g. apples, keeps well vs. plums.| Others, i.e. pears, do not."},
		{"references", "See Fig. 3 and pp. 12-14.| Then read No. 7.| No.| I will not."},
		{"parenthesis of its own", "It grew.| (See Fig. 3.)| It shrank."},
		{"parenthesis within", "The rule (It was never written down.) held for years.| Then it broke."},
		{"question in quotes", "“Why?” he asked.| Nobody knew."},
		{"question with a named speaker", "“Why now?” Senator Pike asked.| “Why us?” Lund added."},
		{"quotation ends the sentence", "He called it “a very bad deal.”| She did not."},
		{"straight quotation ends the sentence", "He called it \"a very bad deal.\"| She did not."},
		{"quotation of sentences", "“We lost.| We will win.”| He sat down."},
		{"shout and speaker", "Go away! she yelled.| He went."},
		{"name with a mark", "She works at Zowie! in the city.| He does not."},
		{"address", "Write to www.example.com.| Now wait.| Or use a.b@example.org.| Good."},
		{"address inside", "The page example.com/a.b.html is gone.| So it goes."},
		{"dots", "I thought ... well, never mind.| It was odd...| Then it ended."},
		{"ellipsis character", "It should be…a partner.| He paused…| Then he left."},
		{"spaced dots", "It was . . . strange.| He left . . . .| She stayed."},
		{"dots alone", "“It burned. …| We fled,” he said."},
		{"figures", "It cost $100.00.| It rose by 3.5 percent.| We have 600.| You have none."},
		{"list in a line", "1. Cut taxes| 2. Build roads| 3. Go home"},
		{"list with brackets", "(a) Cut taxes.| (b) Build roads."},
		{"bullets in a line", "• Cut taxes| • Build roads"},
		{"label", "P.S. We won.| Q. Who won?| A. We did."},
		{"forgotten space", "It was good.| You should go."},
		{"stray mark", "Really ?| (So they say. )| Good."},
		{"emoticon", "I love it. :)| We all do :)| Thanks."},
		{"ruler", "The end| *****| The start"},
		{"footnote", "It began in 1931.[4]| It ended soon."},
		{"dash", "Stir it and -- voila! -- you are done.| Eat."},
		{"dash before a capital", "Did he win?| - Not yet."},
		{"wide marks", "是的。| 不是。"},
		{"heading", "A Heading\n\n| It has text."},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.ReplaceAll(test.marked, "|", "")
			var got []string
			for _, s := range Split(text) {
				got = append(got, s.Of(text))
			}
			var want []string
			for s := range strings.SplitSeq(test.marked, "|") {
				want = append(want, strings.TrimSpace(s))
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}

func TestSplitForgottenSpace(t *testing.T) {
	text := "It was good.You should go.Mr. Ode paid 2,000.That is Node.js on example.com."
	want := []string{"It was good.", "You should go.", "Mr. Ode paid 2,000.", "That is Node.js on example.com."}
	if got := sentenceTexts(text); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestSplitDescribesSentences(t *testing.T) {
	text := "“We won,” she said to the crowd in the hall.\n\n“It is over. Go home.”"
	want := []Sentence{
		{Span: Span{0, 48}, Paragraph: 0, Voice: Author, Quotes: []Span{{3, 10}}},
		{Span: Span{50, 64}, Paragraph: 1, Voice: Quoted, Quotes: []Span{{53, 64}}},
		{Span: Span{65, 76}, Paragraph: 1, Voice: Quoted, Quotes: []Span{{65, 73}}},
	}
	if got := Split(text); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestSplitOpEd(t *testing.T) {
	text := readCorpus(t, "seed_oped.txt")
	sentences := Split(text)
	if len(sentences) != 31 {
		t.Errorf("%d sentences, want 31", len(sentences))
	}
	for _, s := range sentences {
		if !startsUpper(s.Of(text)) || !endsSentence(s.Of(text)) {
			t.Errorf("not a whole sentence: %q", s.Of(text))
		}
	}
}

// hostile are texts that once broke, or may break, what splitting promises.
var hostile = []string{
	"", " ", "\n", ".", "...", ". . . .", "“", "”", "\"", "' '", "‘", "( ", ")", "1.", "•", "• •", "***",
	"\xff", "a\xff. \xffB", "\xe2\x80", "“\xe2\x80", "é.É", "a\u202fb. C\u00a0d.", "\u2029A.\u2028B.", "\ufeffHello.",
	"x.\u00a0Y", "www.", "http://", "a@b.c", "[1]", ".[1]", ".[", "Gen.", "U.S.", "A. B. C.", "(i) (ii)", "1. 2. 3.",
	"5'10\" 12\" \"a", "\"1\" \"2", "«a", "„a“b”", ":) :)", "#", "@", "#1", "1/", "1:", "%", "-", "A-", "A-B-", "_a_",
	"\u00ad", "\u200b\u200b", "a\u00ad", "\u0301", "👍🏽", "👩‍👩‍👧", "🇺🇦🇺", "1️⃣", "´", "ﷺ", "a:b:c", "e.g", "¯\x15\xc36u\x03\xf3¯", "Ph.D.'s",
	strings.Repeat("=", 600) + "a", strings.Repeat("é", 600), strings.Repeat("a.b", 400),
}

// FuzzSplit checks what callers rely on, whatever the text.
func FuzzSplit(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sentences := Split(text)
		spans := make([]Span, len(sentences))
		for i, s := range sentences {
			spans[i] = s.Span
			checkQuotes(t, text, s)
			if i > 0 && (s.Paragraph < sentences[i-1].Paragraph || s.Paragraph > sentences[i-1].Paragraph+1) {
				t.Errorf("paragraph %d after %d", s.Paragraph, sentences[i-1].Paragraph)
			}
		}
		checkCover(t, text, spans)
		checkCover(t, text, Paragraphs(text))
	})
}

// checkQuotes fails unless a sentence's quotations lie in it, in order, and its voice is known.
func checkQuotes(t *testing.T, text string, s Sentence) {
	t.Helper()
	at := s.Start
	for _, q := range s.Quotes {
		if q.Start < at || q.End <= q.Start || q.End > s.End {
			t.Errorf("quotation %v out of place in %v", q, s)
		}
		at = q.End
	}
	if s.Voice != Author && s.Voice != Quoted {
		t.Errorf("voice %q", s.Voice)
	}
}

// checkCover fails unless spans are in order, trimmed, and cover all of text but white space.
func checkCover(t *testing.T, text string, spans []Span) {
	t.Helper()
	at := 0
	for _, s := range append(spans, Span{len(text), len(text)}) {
		if s.Start < at || s.End < s.Start || s.End > len(text) {
			t.Fatalf("span %v out of place in %q", s, text)
		}
		if gap := text[at:s.Start]; strings.TrimSpace(gap) != "" {
			t.Fatalf("%q is in no span of %q", gap, text)
		}
		if first, last := firstRune(s.Of(text)), lastRune(s.Of(text)); unicode.IsSpace(first) || unicode.IsSpace(last) {
			t.Fatalf("span %q is not trimmed", s.Of(text))
		}
		at = s.End
	}
}

// Sentences of a paragraph alone are the same as within a text.
func TestSplitParagraphsAreIndependent(t *testing.T) {
	for _, text := range articles(t)[:200] {
		var want []string
		for _, p := range Paragraphs(text) {
			for _, s := range splitParagraph(p.Of(text)) {
				want = append(want, s.Of(p.Of(text)))
			}
		}
		got := make([]string, 0, len(want))
		for _, s := range Split(text) {
			got = append(got, s.Of(text))
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %q\nwant %q", got, want)
		}
	}
}

// articles are the texts of a corpus of news.
func articles(t testing.TB) []string {
	var texts []string
	for _, line := range corpusLines(readCorpus(t, "articles.jsonl")) {
		var article struct{ Text string }
		if err := json.Unmarshal([]byte(line), &article); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, article.Text)
	}
	return texts
}

// sample is a text of 100 kB or so, written for benchmarks: thick with abbreviations, which Punkt is slow at.
var sample = strings.Repeat("The mayor, Mr. J. P. Hart, said on Dec. 5 that the U.S. plan would cost $3.5 million. "+
	"“We can’t pay for it,” he told reporters at 9 p.m. Why would anyone? It’s a question that the council "+
	"(which meets at www.example.com) never answered... Then came the flood.\n\n", 400)

func BenchmarkSplit(b *testing.B) {
	b.SetBytes(int64(len(sample)))
	for b.Loop() {
		Split(sample)
	}
}

func BenchmarkSplitArticles(b *testing.B) {
	text := strings.Join(articles(b), "\n\n")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Split(text)
	}
}

// Hostile texts take time in proportion to their length: 40 kB of any of them in well under a second.
func TestSplitLongHostileText(t *testing.T) {
	for _, unit := range []string{"\" ", "« ", "‘s’ ", "a.b", "x)", "A.", "#a", "a:", "a\u202f", "(", "1. ", ". "} {
		text := strings.Repeat(unit, 40_000/len(unit))
		if n := len(Split(text)) + len(Tokenize(text)); n == 0 || !utf8.ValidString(text) {
			t.Errorf("nothing found in many %q", unit)
		}
	}
}
