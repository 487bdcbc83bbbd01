package features

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// stored writes a lexicon and reads it back.
func stored(t testing.TB, l *Lexicon) *Lexicon {
	t.Helper()
	terms, patterns, err := l.Store()
	if err != nil {
		t.Fatal(err)
	}
	again, err := StoredLexicon(terms, patterns)
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, terms, patterns)
	}
	return again
}

// embeddedLexicons is those of rhetoric and the word classes.
func embeddedLexicons(t testing.TB) []Entry {
	t.Helper()
	all := seedLexicons(t)
	files, err := filepath.Glob(filepath.Join("..", "seeds", "lexicons", "classes", "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatal("no word classes: ", err)
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		entries, err := ReadLexicon(name, bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, entries...)
	}
	return all
}

func TestStore(t *testing.T) {
	terms, patterns, err := NewLexicon([]Entry{
		{"Smears", "loaded", 0.9}, {"ifs, buts", "hedge", -0.5}, {`so "called"`, "ridicule", 1}, {"?!", "x", 1}, {"100 percent", "booster", 1},
	}).Store()
	if err != nil {
		t.Fatal(err)
	}
	wantTerms := "term,category,weight\nSmears,loaded,0.9\n\"ifs, buts\",hedge,-0.5\n\"so \"\"called\"\"\",ridicule,1\n?!,x,1\n100 percent,booster,1\n"
	wantPatterns := "smear smear\nif if\tbut but ,\nso so\tcall cal\n\n100 10\tpercent percent\n"
	if string(terms) != wantTerms || string(patterns) != wantPatterns {
		t.Errorf("got\n%s\n%s\nwant\n%s\n%s", terms, patterns, wantTerms, wantPatterns)
	}
}

// A lexicon that is written and read is the same to the last bit, whatever its terms are made of.
func TestStoredLexiconIsTheSame(t *testing.T) {
	strange := []Entry{
		{`"`, "x", 1}, {`a "b", c`, "x", 0.001}, {`",`, "x", 1}, {`\.`, "x", 1}, {" leading", "x", -1000}, {"a/b c-d", "x", 0.1},
		{"'s", "x", 1}, {"𠀀𠀀", "x", 1}, {"½ ﬁsh’s", "x", 0.3333333333333333}, {"e\u00ad\u200b", "x", 1}, {",-) :-)", "x", 1}, {"3,700", "x", 1},
		{"=cmd|x", "x", 1}, {"@name", "x", 1}, {"'@name", "x", 1}, {"-5 percent", "x", -1}, {"'cause", "x", 1},
	}
	for name, entries := range map[string][]Entry{
		"none": nil, "test": testLexicon.Entries, "embedded": embeddedLexicons(t), "strange": strange,
	} {
		before := NewLexicon(entries)
		if after := stored(t, before); !slices.Equal(before.Entries, after.Entries) ||
			!slices.EqualFunc(before.patterns, after.patterns, func(a, b pattern) bool { return reflect.DeepEqual(a, b) }) ||
			!reflect.DeepEqual(before.first, after.first) || !slices.Equal(before.begin, after.begin) {
			t.Errorf("%s: lexicon %v becomes %v", name, before.patterns, after.patterns)
		}
	}
}

func TestStoredLexiconMatches(t *testing.T) {
	text := "not heinous crime waves of terror, no ifs, buts or maybes"
	if got, want := describe(text, hitsOf(stored(t, testLexicon), text)), describe(text, hitsOf(testLexicon, text)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestStoredLexiconErrors(t *testing.T) {
	for _, test := range []struct{ name, rows, patterns, want string }{
		{"no line end", "vile,x,1", "vile vile\n", "lexicon is no CSV"},
		{"invalid UTF-8", "vi\xffle,x,1\n", "vile vile\n", "lexicon is no CSV"},
		{"empty line", "vile,x,1\n\n", "vile vile\n\n", "lexicon: line 3: term cannot be"},
		{"no term", ",x,1\n", "vile vile\n", "lexicon: line 2: term cannot be"},
		{"quote left open", "\"vile,x,1\n", "vile vile\n", "lexicon: line 2: term cannot be"},
		{"only a quote", "\",x,1\n", "vile vile\n", "lexicon: line 2: term cannot be"},
		{"control character", "vi\x1b[2Jle,x,1\n", "vile vile\n", `lexicon: line 2: term cannot be "vi\x1b[2Jle"`},
		{"long term", strings.Repeat("x", 201) + ",x,1\n", "x x\n", "lexicon: line 2: term cannot be"},
		{"category", "vile,x,1\nfoul,X\x1b,1\n", "vile vile\nfoul foul\n", `lexicon: line 3: category cannot be "X\x1b"`},
		{"no category", "vile\n", "vile vile\n", "lexicon: line 2: category cannot be"},
		{"first category", "vile,,1\n", "vile vile\n", "lexicon: line 2: category cannot be"},
		{"no weight", "vile,x\n", "vile vile\n", "lexicon: line 2: weight cannot be"},
		{"weight NaN", "vile,x,NaN\n", "vile vile\n", "lexicon: line 2: weight cannot be"},
		{"weight infinite", "vile,x,-Inf\n", "vile vile\n", "lexicon: line 2: weight cannot be"},
		{"weight zero", "vile,x,0\n", "vile vile\n", "lexicon: line 2: weight cannot be"},
		{"fourth field", "vile,x,1,1\n", "vile vile\n", "lexicon: line 2: weight cannot be"},
		{"fewer patterns", "vile,x,1\nfoul,x,1\n", "vile vile\n", "lexicon.patterns has 1 lines for 2 entries"},
		{"more patterns", "vile,x,1\n", "vile vile\nfoul foul\n", "lexicon.patterns has 2 lines for 1 entries"},
		{"patterns without line end", "vile,x,1\n", "vile vile\nfoul", "lexicon.patterns: its last line has no end"},
		{"patterns for none", "", "\n", "lexicon.patterns has 1 lines for 0 entries"},
		{"key only", "vile,x,1\n", "vile\n", `lexicon.patterns: line 1: it has no word "vile"`},
		{"no key", "vile,x,1\n", " vile\n", "lexicon.patterns: line 1: it has no word"},
		{"only a tab", "vile,x,1\n", "\t\n", "lexicon.patterns: line 1: it has no word"},
		{"other mark", "vile,x,1\n", "vile vile ;\n", "lexicon.patterns: line 1: it has no word"},
		{"two marks", "vile,x,1\n", "vile vile , ,\n", "lexicon.patterns: line 1: it has no word"},
		{"nine words", "vile,x,1\n", strings.Repeat("a a\t", 8) + "a a\n", "lexicon.patterns: line 1: it has more than 8 words"},
	} {
		if _, err := StoredLexicon([]byte(storedHeader+test.rows), []byte(test.patterns)); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", test.name, err, test.want)
		}
	}
	for _, terms := range []string{"", "term,category\n", "vile,x,1\n", "term,category,weight"} {
		if _, err := StoredLexicon([]byte(terms), nil); err == nil {
			t.Errorf("%q: no error", terms)
		}
	}
}

// Whatever is read is written and read again as it is, and matching with it goes well.
func FuzzStoredLexicon(f *testing.F) {
	terms, patterns, err := testLexicon.Store()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(terms), string(patterns), "not heinous crime waves of terror")
	f.Add(storedHeader+"\"a \"\"b\"\",\",x,0.5\n", "a a\tb b ,\n", "a, b")
	f.Fuzz(func(t *testing.T, terms, patterns, text string) {
		l, err := StoredLexicon([]byte(terms), []byte(patterns))
		if err != nil {
			return
		}
		again := stored(t, l)
		if got, want := describe(text, hitsOf(again, text)), describe(text, hitsOf(l, text)); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

// BenchmarkStoredLexicon reads the embedded lexicons as a model file has them.
func BenchmarkStoredLexicon(b *testing.B) {
	terms, patterns, err := NewLexicon(embeddedLexicons(b)).Store()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(terms) + len(patterns)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := StoredLexicon(terms, patterns); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNewLexicon makes the embedded lexicons ready as training does.
func BenchmarkNewLexicon(b *testing.B) {
	entries := embeddedLexicons(b)
	b.ReportAllocs()
	for b.Loop() {
		NewLexicon(Merge(entries))
	}
}
