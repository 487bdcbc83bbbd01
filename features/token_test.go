package features

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// kinds are the letters that stand for token kinds in tests.
const kinds = "WNPEUMHS"

func TestTokenize(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"nothing", " \n", ""},
		{"words and marks", "Stop, thief!", "W:stop P:, W:thief P:!"},
		{"contractions and possessives", "Don't touch Putin’s dogs' toys", "W:don't W:touch W:putin's W:dogs P:' W:toys"},
		{"acronyms", "The U.S. and the U.N.'s aims, e.g. peace.", "W:the W:u.s. W:and W:the W:u.n.'s W:aims P:, W:e.g. W:peace P:."},
		{"acronym before a hyphen", "U.S.-led", "W:u.s. P:- W:led"},
		{"hyphens part words", "anti-Western mid-2022", "W:anti P:- W:western W:mid P:- N:2022"},
		{"names with a letter or number stay whole", "ISIS-K’s F-16s, COVID-19", "W:isis-k's W:f-16s P:, W:covid-19"},
		{"numbers", "3,700 of 1.5m on 9/11 at 10:30, the 21st", "N:3,700 W:of N:1.5m W:on N:9/11 W:at N:10:30 P:, W:the N:21st"},
		{"percent and money", "50% of $3.5m", "N:50% W:of S:$ N:3.5m"},
		{"hashtags and mentions", "#MeToo @UN_Women: #1", "H:#metoo M:@un_women P:: P:# N:1"},
		{"addresses", "See https://x.org/a?b=1, (www.example.com/a_(b)) or example.com.", "W:see U:url P:, P:( U:url P:) W:or U:url P:."},
		{"mail", "write to a.b+c@example.org.", "W:write W:to U:url P:."},
		{"runs of marks", "What?! No... ok… -- !!!", "W:what P:?! W:no P:... W:ok P:... P:-- P:!!!"},
		{"emoji", "👍🏽❤️ 👩‍👩‍👧🇺🇦🇺🇸 1️⃣ ok", "E:👍🏽 E:❤ E:👩‍👩‍👧 E:🇺🇦 E:🇺🇸 E:1⃣ W:ok"},
		{"emoticons", "nice :) ;-). (a:)", "W:nice E::) E:;-) P:. P:( W:a P:: P:)"},
		{"forgotten space", "the end.Then", "W:the W:end P:. W:then"},
		{"emphasis", "_so_ *very* snake_case", "P:_ W:so P:_ P:* W:very P:* W:snake_case"},
		{"compatibility forms", "ﬁne Ⅳ ２０", "W:fine N:iv N:20"},
		{"quotes", "“Yes” ‘no’", `P:" W:yes P:" P:' W:no P:'`},
		{"invisible characters", "\ufeffdemo\u00adcracy\u200b now", "W:democracy W:now"},
		{"spaces that join words by the standard", "an\u202fattack\u00a0here", "W:an W:attack W:here"},
		{"symbols", "a + b ≠ c © ===", "W:a S:+ W:b S:≠ W:c S:© S:==="},
		{"other scripts", "Путин 是的", "W:путин W:是 W:的"},
		{"invalid bytes", "a\xff b", "W:a S:\ufffd W:b"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, k := range Tokenize(test.text) {
				got = append(got, fmt.Sprintf("%c:%s", kinds[k.Kind], k.Norm))
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, " "), test.want)
			}
		})
	}
}

func TestTokenizeOffsets(t *testing.T) {
	text := "Héllo, U.S.!"
	want := []Token{{Span{0, 6}, Word, "héllo"}, {Span{6, 7}, Punct, ","}, {Span{8, 12}, Word, "u.s."}, {Span{12, 13}, Punct, "!"}}
	if got := Tokenize(text); !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestAppendTokensReusesMemory(t *testing.T) {
	text := "all of this is small letters, and in order."
	memory := AppendTokens(nil, text)
	allocations := testing.AllocsPerRun(100, func() { memory = AppendTokens(memory[:0], text) })
	if allocations > 2 { // the word iterator
		t.Errorf("%v allocations", allocations)
	}
	if n := len(AppendTokens(memory, text)); n != 2*len(memory) {
		t.Errorf("%d tokens after appending to %d", n, len(memory))
	}
}

// FuzzTokenize checks what callers rely on, whatever the text.
func FuzzTokenize(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tokens := Tokenize(text)
		spans := make([]Span, len(tokens))
		for i, k := range tokens {
			spans[i] = k.Span
			if k.Len() == 0 || strings.IndexFunc(k.Of(text), unicode.IsSpace) >= 0 {
				t.Errorf("token %q of %q", k.Of(text), text)
			}
			if k.Norm == "" || strings.IndexFunc(k.Norm, unicode.IsSpace) >= 0 || int(k.Kind) >= len(kinds) {
				t.Errorf("norm %q, kind %d of token %q", k.Norm, k.Kind, k.Of(text))
			}
		}
		checkCover(t, text, spans)
	})
}

func BenchmarkTokenize(b *testing.B) {
	var memory []Token
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	for b.Loop() {
		memory = AppendTokens(memory[:0], sample)
	}
}

func BenchmarkTokenizeArticles(b *testing.B) {
	text := strings.Join(articles(b), "\n\n")
	var memory []Token
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		memory = AppendTokens(memory[:0], text)
	}
}
