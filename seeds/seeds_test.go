package seeds_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"rhetor/classify/corpus"
	"rhetor/seeds"
)

// starter is the embedded corpus, read as `rhetor train` reads it: each file from a folder on disk.
func starter(t testing.TB) *corpus.Corpus {
	t.Helper()
	c, err := corpus.Read(onDisk(t, nil), nil, corpus.Options{NoTarget: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// onDisk writes the embedded corpus to a folder, and returns the paths of the files named; nil for all.
func onDisk(t testing.TB, names []string) []string {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.Mkdir("corpus", 0o777); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, file := range seeds.Corpus() {
		path := "corpus/" + file.Name
		if err := os.WriteFile(path, file.Content, 0o666); err != nil {
			t.Fatal(err)
		}
		all = append(all, path)
	}
	if names == nil {
		return all
	}
	if sorted := slices.Sorted(slices.Values(names)); !slices.Equal(sorted, all) {
		t.Errorf("the model is trained on %q; the corpus is %q", sorted, all)
	}
	return names
}

// vocabulary is what the codebook allows, by column.
func vocabulary(t testing.TB) map[string][]string {
	t.Helper()
	allowed := map[string][]string{"voice": {"author", "quoted"}}
	for heading, column := range map[string]string{"## Tone\n": "tone", "## Stance\n": "stance"} {
		_, section, found := strings.Cut(seeds.Codebook, heading)
		if !found {
			t.Fatalf("the codebook has no section %q", heading)
		}
		section, _, _ = strings.Cut(section, "\n#")
		allowed[column] = firstColumn(section)
	}
	for _, column := range []string{"genre", "topic"} {
		start := strings.ToUpper(column[:1]) + column[1:] + "s: "
		_, list, found := strings.Cut(seeds.Codebook, "\n"+start)
		if !found {
			t.Fatalf("the codebook has no list %q", start)
		}
		list, _, _ = strings.Cut(list, ".\n")
		allowed[column] = inBackticks(list)
	}
	for column, least := range map[string]int{"tone": 7, "stance": 3, "genre": 12, "topic": 20} {
		if len(allowed[column]) < least {
			t.Fatalf("the codebook lists %d of %s: %q", len(allowed[column]), column, allowed[column])
		}
	}
	return allowed
}

// firstColumn is the labels in the first column of the first Markdown table.
func firstColumn(section string) []string {
	var labels []string
	for line := range strings.Lines(section) {
		cell, isRow := strings.CutPrefix(line, "| `")
		if isRow {
			label, _, _ := strings.Cut(cell, "`")
			labels = append(labels, label)
		}
	}
	return labels
}

// inBackticks is what stands in backticks.
func inBackticks(list string) []string {
	var items []string
	for i, part := range strings.Split(list, "`") {
		if i%2 == 1 {
			items = append(items, part)
		}
	}
	return items
}

func TestCodebookAllows(t *testing.T) {
	allowed := vocabulary(t)
	for column, want := range map[string]string{
		"stance": "favor against neutral",
		"tone":   "neutral loaded ridicule accusation alarm praise appeal",
	} {
		if got := strings.Join(allowed[column], " "); got != want {
			t.Errorf("%s is one of %q; want %q", column, got, want)
		}
	}
	for _, file := range seeds.Corpus() {
		if name := strings.TrimSuffix(file.Name, ".csv"); !slices.Contains(allowed["genre"], name) {
			t.Errorf("%s is of no genre of the codebook", file.Name)
		}
	}
	if n := len(seeds.Corpus()); n != len(allowed["genre"]) {
		t.Errorf("%d files; the codebook has %d genres", n, len(allowed["genre"]))
	}
}
