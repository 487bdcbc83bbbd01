package seeds_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"rhetor/features"
	"rhetor/seeds"
)

// row is one row of the starter corpus by column, with where it stands.
type row struct {
	values map[string]string
	at     string
}

// starterRows reads the files as plain CSV.
func starterRows(t testing.TB) []row {
	t.Helper()
	var all []row
	_, rest, _ := strings.Cut(seeds.Codebook, "### Columns\n\n`")
	columns, _, _ := strings.Cut(rest, "`")
	for _, file := range seeds.Corpus() {
		records, err := csv.NewReader(bytes.NewReader(file.Content)).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", file.Name, err)
		}
		if got := strings.Join(records[0], ","); got != columns {
			t.Fatalf("%s: columns are %s; want %s", file.Name, got, columns)
		}
		for _, record := range records[1:] {
			r := row{values: map[string]string{}, at: file.Name + " " + record[0]}
			for i, column := range records[0] {
				r.values[column] = record[i]
			}
			all = append(all, r)
		}
	}
	return all
}

func TestStarterCorpusIsLargeAndVaried(t *testing.T) {
	rows := starterRows(t)
	if len(rows) < 4000 {
		t.Errorf("%d sentences; want 4000", len(rows))
	}
	seen := map[string]map[string]int{}
	for _, r := range rows {
		for _, column := range []string{"stance", "tone", "topic", "genre", "voice"} {
			if seen[column] == nil {
				seen[column] = map[string]int{}
			}
			seen[column][r.values[column]]++
		}
	}
	if n := len(seen["topic"]); n < 40 {
		t.Errorf("%d topics; want 40", n)
	}
	for tone, n := range seen["tone"] {
		if share := float64(n) / float64(len(rows)); n < 350 || tone == "neutral" && (share < 0.3 || share > 0.45) {
			t.Errorf("%d sentences, %.1f %%, are %s", n, 100*share, tone)
		}
	}
	allowed := vocabulary(t)
	delete(allowed, "topic") // the codebook may list topics that are still to come
	for column, values := range allowed {
		for _, value := range values {
			if seen[column][value] < 5 {
				t.Errorf("%d sentences have %s %s", seen[column][value], column, value)
			}
		}
	}
	if c := starter(t); len(c.Examples) != len(rows) || len(c.Tasks) != 2 {
		t.Errorf("the corpus is read as %d rows, tasks %v", len(c.Examples), c.Tasks)
	}
}

func TestStarterCorpusKeepsToItsCodebook(t *testing.T) {
	allowed, ids := vocabulary(t), map[string]string{}
	for _, r := range starterRows(t) {
		for column, values := range allowed {
			if !slices.Contains(values, r.values[column]) {
				t.Errorf("%s: %s is %q, which the codebook does not have", r.at, column, r.values[column])
			}
		}
		if id := r.values["id"]; ids[id] != "" {
			t.Errorf("%s: its id is also in %s", r.at, ids[id])
		} else {
			ids[id] = r.at
		}
		if genre := r.values["genre"]; !strings.HasPrefix(r.at, genre+".csv "+genre+"-") {
			t.Errorf("%s: genre is %q", r.at, genre)
		}
		text, target := r.values["text"], r.values["target"]
		if text != strings.TrimSpace(text) || target == "" || target != strings.TrimSpace(target) || len(strings.Fields(target)) > 10 {
			t.Errorf("%s: text %q, target %q", r.at, text, target)
		}
		if strings.ContainsFunc(text, unicode.IsControl) || len(strings.Fields(text)) < 2 {
			t.Errorf("%s: text is %q", r.at, text)
		}
	}
}

// heardOtherwise are the rows whose voice the program hears otherwise than the codebook's reader: it counts
// letters, and a reader words.
var heardOtherwise = map[string]string{
	"editorial-051": "11 of 16 words stand inside quotation marks, but under half of the letters",
	"social-087":    "a dish is named in quotation marks, and named at more length than the rest of the post has",
	"speech-154":    "11 of 19 words stand inside quotation marks, but under half of the letters",
	"wire-001":      "10 of 19 words stand inside quotation marks, but under half of the letters",
}

// The voice column says what the program hears, but for the rows above.
func TestStarterCorpusVoice(t *testing.T) {
	for _, r := range starterRows(t) {
		heard, listed := string(features.Whole(r.values["text"]).Voice), heardOtherwise[r.values["id"]] != ""
		if agree := heard == r.values["voice"]; agree == listed {
			t.Errorf("%s: voice is %s, heard is %s, listed as heard otherwise: %v: %s", r.at, r.values["voice"], heard, listed, r.values["text"])
		}
	}
}

// A contrast set tells the same fact in different tones.
func TestStarterCorpusSets(t *testing.T) {
	sets := map[string][]row{}
	for _, r := range starterRows(t) {
		if set := r.values["set"]; set != "" {
			sets[set] = append(sets[set], r)
		}
	}
	for set, rows := range sets {
		tones := map[string]bool{}
		for _, r := range rows {
			tones[r.values["tone"]] = true
			if r.values["topic"] != rows[0].values["topic"] {
				t.Errorf("%s: topic is %s, and %s in the same set", r.at, r.values["topic"], rows[0].values["topic"])
			}
		}
		if len(tones) < 2 {
			t.Errorf("set %s has %d sentences, all of one tone", set, len(rows))
		}
	}
}

// No sentence stands twice, nor nearly so: of the runs of five words that two sentences have, no more than
// half are in both.
func TestStarterCorpusHasNoDuplicates(t *testing.T) {
	rows := starterRows(t)
	normal, having, grams := map[string]string{}, map[string][]int{}, make([]map[string]bool, len(rows))
	for i, r := range rows {
		words := wordsOf(r.values["text"])
		key := strings.Join(words, " ")
		if normal[key] != "" {
			t.Errorf("%s stands already in %s: %s", r.at, normal[key], r.values["text"])
		}
		normal[key] = r.at
		grams[i] = fiveGrams(words)
		shared := map[int]int{}
		for gram := range grams[i] {
			for _, other := range having[gram] {
				shared[other]++
			}
			having[gram] = append(having[gram], i)
		}
		for other, n := range shared {
			if jaccard := float64(n) / float64(len(grams[i])+len(grams[other])-n); jaccard > 0.5 {
				t.Errorf("%s is %.2f alike to %s:\n%s\n%s", r.at, jaccard, rows[other].at, r.values["text"], rows[other].values["text"])
			}
		}
	}
}

// wordsOf is the words of a text, lower case, without marks.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}

// fiveGrams is the runs of five words; of fewer words, the whole.
func fiveGrams(words []string) map[string]bool {
	grams := map[string]bool{}
	for i := 0; i == 0 || i+5 <= len(words); i++ {
		grams[strings.Join(words[i:min(i+5, len(words))], " ")] = true
	}
	return grams
}

// Every sentence was written for this corpus: none stands in a corpus of others that is at hand.
func TestStarterCorpusIsOurOwn(t *testing.T) {
	files, err := filepath.Glob("../../shared/corpora/*")
	if err != nil || len(files) == 0 {
		t.Skip("no other corpora at hand")
	}
	ours := map[string][]row{} // by first five words
	for _, r := range starterRows(t) {
		if words := wordsOf(r.values["text"]); len(words) >= 5 {
			start := strings.Join(words[:5], " ")
			ours[start] = append(ours[start], r)
		}
	}
	for _, path := range files {
		lookFor(t, ours, path)
	}
}

// lookFor fails for each of our sentences that stands in a line of the file.
func lookFor(t *testing.T, ours map[string][]row, path string) {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		words := wordsOf(lines.Text())
		for i := 0; i+5 <= len(words); i++ {
			for _, r := range ours[strings.Join(words[i:i+5], " ")] {
				if all := wordsOf(r.values["text"]); i+len(all) <= len(words) && slices.Equal(words[i:i+len(all)], all) {
					t.Errorf("%s stands in %s: %s", r.at, filepath.Base(path), r.values["text"])
				}
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Errorf("%s: %v", path, err)
	}
}
