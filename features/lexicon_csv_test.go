package features

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const lexiconTop = "term,category,weight\n"

func TestReadLexicon(t *testing.T) {
	want := []Entry{{"heinous", "loaded", 0.9}, {"so-called", "ridicule", -0.5}, {"no, thanks", "negation", 1}}
	plain := lexiconTop + "heinous,loaded,0.9\nso-called,ridicule,-0.5\n\"no, thanks\",negation,1\n"
	for name, file := range map[string]string{
		"plain":               plain,
		"byte order mark":     "\ufeff" + plain,
		"Windows line ends":   strings.ReplaceAll(plain, "\n", "\r\n"),
		"both":                "\ufeff" + strings.ReplaceAll(plain, "\n", "\r\n"),
		"no last line end":    strings.TrimSuffix(plain, "\n"),
		"empty lines":         "\n" + strings.ReplaceAll(plain, "\n", "\n\n"),
		"capitals in header":  strings.Replace(plain, "term,category,weight", "Term,Category,WEIGHT", 1),
		"space around fields": strings.Replace(plain, "heinous,loaded,0.9", "  heinous , loaded\t, 0.9 ", 1),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ReadLexicon("l.csv", strings.NewReader(file))
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("got %v, %v\nwant %v", got, err, want)
			}
		})
	}
}

func TestReadLexiconWithoutWeights(t *testing.T) {
	got, err := ReadLexicon("l.csv", strings.NewReader("term,category\nheinous,loaded\nmoral  panic,ridicule\n"))
	if want := []Entry{{"heinous", "loaded", 1}, {"moral panic", "ridicule", 1}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestReadLexiconErrors(t *testing.T) {
	for _, test := range []struct{ name, file, want string }{
		{"empty", "", `l.csv:1: lexicon is empty`},
		{"byte order mark only", "\ufeff", `l.csv:1: lexicon is empty`},
		{"header only", lexiconTop, `l.csv:1: lexicon has a header but no terms`},
		{"wrong header", "word,category,weight\nvile,loaded,1\n", `l.csv:1: header is "word,category,weight"`},
		{"no header", "\nvile,loaded,1\n", `l.csv:2: header is "vile,loaded,1"`},
		{"header in one column", "\"term,category\"\nvile\n", `l.csv:1: header is "term,category"`},
		{"header in two columns", "\"term,category\",weight\nvile,1\n", `l.csv:1: header is "term,category,weight"`},
		{"one column", "term\nvile\n", `l.csv:1: header is "term"`},
		{"four columns", "term,category,weight,note\nvile,loaded,1,x\n", `l.csv:1: header is "term,category,weight,note"`},
		{"mined but for one column", "term,category,weight,z,count\nvile,loaded,1,2,3\n", `l.csv:1: header is "term,category,weight,z,count"`},
		{"mined in another order", "term,category,weight,count,z,others\nvile,loaded,1,3,2,1\n", `l.csv:1: header is "term,category,weight,count,z,others"`},
		{"mined and a column more", "term,category,weight,z,count,others,x\nvile,loaded,1,2,3,1,x\n", `l.csv:1: header is "term,category,weight,z,count,others,x"`},
		{"mined, ragged row", "term,category,weight,z,count,others\nvile,loaded,1,2,3,1\nfoul,loaded,1\n", `l.csv:3: wrong number of fields`},
		{"ragged row", lexiconTop + "vile,loaded,1\nfoul,loaded\n", `l.csv:3: wrong number of fields`},
		{"comma in a term", lexiconTop + "\nyes, but,hedge,1\n", `l.csv:3: wrong number of fields`},
		{"stray quote", lexiconTop + "vile,loaded,1\nso \"called\",loaded,1\n", `l.csv:3: bare " in non-quoted-field`},
		{"quote left open", lexiconTop + "\"vile,loaded,1\nfoul,loaded,1\n", `l.csv:2: extraneous or missing " in quoted-field`},
		{"text behind a quote", lexiconTop + "\"vile\"x,loaded,1\n", `l.csv:2: extraneous or missing " in quoted-field`},
		{"empty term", lexiconTop + " ,loaded,1\n", `l.csv:2: term is empty`},
		{"no word", lexiconTop + "?!,loaded,1\n", `l.csv:2: term "?!" has no word`},
		{"too many words", lexiconTop + "a b c d e f g h i,loaded,1\n", `l.csv:2: term "a b c d e f g h i" has 9 words; the most is 8`},
		{"too long", lexiconTop + strings.Repeat("x", 201) + ",loaded,1\n",
			`l.csv:2: term "` + strings.Repeat("x", 60) + `..." is longer than 200 bytes`},
		{"address", lexiconTop + "www.example.com,loaded,1\n", `l.csv:2: term "www.example.com" has an address; addresses are not told apart`},
		{"control character", lexiconTop + "vi\x1b[2Jle,loaded,1\n", `l.csv:2: term "vi\x1b[2Jle" has a control character`},
		{"no category", lexiconTop + "vile,,1\n", `l.csv:2: category "" is not a name of lower-case letters, digits and hyphens`},
		{"category in capitals", lexiconTop + "vile,Loaded,1\n", `l.csv:2: category "Loaded" is not a name of lower-case letters, digits and hyphens`},
		{"category of two words", lexiconTop + "vile,very bad,1\n", `l.csv:2: category "very bad" is not a name of lower-case letters, digits and hyphens`},
		{"no weight", lexiconTop + "vile,loaded,\n", `l.csv:2: weight "" is not a number from 0.001 to 1000 or from -1000 to -0.001`},
		{"weight is a word", lexiconTop + "vile,loaded,high\n", `l.csv:2: weight "high" is not`},
		{"weight with a comma", lexiconTop + "vile,loaded,\"0,5\"\n", `l.csv:2: weight "0,5" is not`},
		{"weight NaN", lexiconTop + "vile,loaded,NaN\n", `l.csv:2: weight "NaN" is not`},
		{"weight infinite", lexiconTop + "vile,loaded,-inf\n", `l.csv:2: weight "-inf" is not`},
		{"weight zero", lexiconTop + "vile,loaded,0\n", `l.csv:2: weight "0" is not`},
		{"weight too large", lexiconTop + "vile,loaded,1000.1\n", `l.csv:2: weight "1000.1" is not`},
		{"weight too small", lexiconTop + "vile,loaded,1e-300\n", `l.csv:2: weight "1e-300" is not`},
		{"twice", lexiconTop + "vile,loaded,1\nfoul,loaded,1\nvile,loaded,0.5\n", `l.csv:4: term "vile" stands already in line 2, in the same category`},
		{"twice by stem", lexiconTop + "smear,loaded,1\n\nSmeared,loaded,1\n", `l.csv:4: term "Smeared" stands already in line 2, in the same category`},
		{"twice but for a hyphen", lexiconTop + "so-called,loaded,1\nso called,loaded,1\n", `l.csv:3: term "so called" stands already in line 2, in the same category`},
		{"invalid UTF-8", lexiconTop + "vile,loaded,1\nna\xefve,loaded,1\n", `l.csv:3: line is not valid UTF-8`},
		{"NUL", lexiconTop + "vi\x00le,loaded,1\n", `l.csv:2: line has a NUL byte`},
	} {
		t.Run(test.name, func(t *testing.T) {
			entries, err := ReadLexicon("l.csv", strings.NewReader(test.file))
			var fault *LexiconError
			if !errors.As(err, &fault) || !strings.HasPrefix(err.Error(), test.want) || entries != nil {
				t.Errorf("got %v, %v\nwant %s", entries, err, test.want)
			}
		})
	}
}

func TestReadLexiconHints(t *testing.T) {
	for file, want := range map[string]string{
		"word,category\n":                    "the first line must be",
		lexiconTop + "yes, but,hedge,1\n":    "comma",
		lexiconTop + "so \"called\",x,1\n":   "doubled",
		lexiconTop + "\"vile,loaded,1\n":     "closes",
		lexiconTop + "ban,x,1\nbanned,x,1\n": "one form",
	} {
		_, err := ReadLexicon("l.csv", strings.NewReader(file))
		var fault *LexiconError
		if !errors.As(err, &fault) || !strings.Contains(fault.Hint(), want) {
			t.Errorf("%q: error %v, want a hint with %q", file, err, want)
		}
	}
}

func TestReadLexiconAllowsOneTermInTwoCategories(t *testing.T) {
	got, err := ReadLexicon("l.csv", strings.NewReader(lexiconTop+"never,negation,1\nnever,booster,0.2\n"))
	if err != nil || len(got) != 2 {
		t.Errorf("got %v, %v", got, err)
	}
}

// failing is a reader that fails.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("is a directory") }

func TestReadLexiconReadError(t *testing.T) {
	if _, err := ReadLexicon("l.csv", failing{}); err == nil || err.Error() != "l.csv: is a directory" {
		t.Errorf("got %v", err)
	}
}

func TestReadLexiconTooLarge(t *testing.T) {
	_, err := ReadLexicon("l.csv", bytes.NewReader(make([]byte, maxLexiconSize+1)))
	if err == nil || err.Error() != "l.csv:1: lexicon is larger than 64 MiB" {
		t.Errorf("got %v", err)
	}
}

func TestLexiconRoundTrip(t *testing.T) {
	want := []Entry{{`the "good" guys`, "praise", 0.1}, {"no, thanks", "negation", -1000}, {"naïve", "loaded", 1. / 3}, {"🤡", "ridicule", 0.001}}
	if got := rewritten(t, want); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A spreadsheet runs no cell that is written, and what is read is what was written.
func TestLexiconCellsThatLookLikeFormulas(t *testing.T) {
	want := []Entry{{"@name", "a", 1}, {"=)", "a", 1}, {"+5", "-b", 1}, {"-5", "--", 1}, {"＠x", "a", 1}, {"''@y", "a", 1}, {"'tis", "a", 1}, {"'90s", "a", 1}}
	var file bytes.Buffer
	if err := WriteCSV(&file, want); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(file.String(), "\n") {
		for _, cell := range strings.Split(line, ",") {
			if strings.IndexAny(cell, "=+-@＝＋－＠") == 0 {
				t.Errorf("cell %q would be run", cell)
			}
		}
	}
	if got := rewritten(t, want); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// The columns of mined terms are passed over, whatever stands in them.
func TestReadLexiconMined(t *testing.T) {
	var file bytes.Buffer
	mined := []Mined{{Entry{"wall", "favor", 1}, 5.25, 7, 2}, {Entry{"@name", "against", 0.001}, 1.96, 3, 0}}
	if err := WriteMined(&file, mined); err != nil {
		t.Fatal(err)
	}
	const want = "term,category,weight,z,count,others\nwall,favor,1,5.250,7,2\n'@name,against,0.001,1.960,3,0\n"
	if file.String() != want {
		t.Errorf("wrote %s", file.String())
	}
	for _, content := range []string{want, strings.Replace(want, "5.250,7,2", "x,,", 1)} {
		got, err := ReadLexicon("l.csv", strings.NewReader(content))
		if err != nil || !slices.Equal(got, []Entry{mined[0].Entry, mined[1].Entry}) {
			t.Errorf("got %v, %v", got, err)
		}
	}
}

func TestEntryKey(t *testing.T) {
	key := func(term string) string {
		key, err := Entry{Term: term, Category: "a"}.Key()
		if err != nil {
			t.Errorf("%s: %v", term, err)
		}
		return key
	}
	if key("so-called walls") != key("So called wall") || key("wall") == key("fence") {
		t.Error("keys are not those of the words matched")
	}
	if _, err := (Entry{Term: "?!"}).Key(); err == nil {
		t.Error("a term without a word has a key")
	}
}

// rewritten is what is read of entries that were written.
func rewritten(t *testing.T, entries []Entry) []Entry {
	var file bytes.Buffer
	if err := WriteCSV(&file, entries); err != nil {
		t.Fatal(err)
	}
	read, err := ReadLexicon("written.csv", &file)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// seedLexicons are the entries of all embedded lexicons.
func seedLexicons(t testing.TB) []Entry {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "seeds", "lexicons", "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatal("no embedded lexicons: ", err)
	}
	var all []Entry
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

func TestSeedLexicons(t *testing.T) {
	all := seedLexicons(t)
	if len(all) < 1500 {
		t.Errorf("the embedded lexicons hold %d terms", len(all))
	}
	for _, entry := range all {
		if !(entry.Weight > 0 && entry.Weight <= 1) {
			t.Errorf("%s has weight %v", entry.Term, entry.Weight)
		}
	}
	if got := rewritten(t, all); !slices.Equal(got, all) {
		t.Error("written and read again they are others")
	}
}

// A term is found where a text holds nothing else, in small letters and in capitals, with either apostrophe.
func TestSeedLexiconTermsAreFound(t *testing.T) {
	all := seedLexicons(t)
	lexicon := NewLexicon(all)
	for _, entry := range all {
		curly := strings.ReplaceAll(entry.Term, "'", "’")
		for _, text := range []string{entry.Term, strings.ToUpper(entry.Term), "Hm: " + curly + "!"} {
			found := slices.ContainsFunc(hitsOf(lexicon, text), func(h Hit) bool { return *h.Entry == entry })
			if !found {
				t.Errorf("%s (%s) is not found in %q", entry.Term, entry.Category, text)
			}
		}
	}
}

func FuzzLexicon(f *testing.F) {
	f.Add(lexiconTop + "heinous,loaded,0.9\nso-called,ridicule,-0.5\n\"no, thanks\",negation,1e-3\n")
	f.Add("\ufeffterm,category\r\nvi\u00adle,loaded\r\n100 per cent,booster\r\n")
	f.Add("\"term,category\"\nx\n")
	f.Add("term,category,weight,z,count,others\n'@x,'-y,1,2,3,0\n''=),--,1,,,\n")
	f.Add(lexiconTop + "\"a\nb\",x,0x1p-2\n\u200b,x,1\n×\ufe0f,x,1\n")
	f.Fuzz(func(t *testing.T, file string) {
		entries, err := ReadLexicon("l.csv", strings.NewReader(file))
		var fault *LexiconError
		switch {
		case err == nil && len(entries) == 0:
			t.Fatal("read nothing, without an error")
		case err != nil && (!errors.As(err, &fault) || fault.Line < 1 || fault.Line > strings.Count(file, "\n")+1):
			t.Fatalf("error %v", err)
		case err == nil:
			if again := rewritten(t, entries); !slices.Equal(again, entries) {
				t.Fatalf("read %v, written and read %v", entries, again)
			}
			hitsOf(NewLexicon(entries), file)
		}
	})
}
