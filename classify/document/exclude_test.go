package document

import (
	"slices"
	"strings"
	"testing"
)

// tree is a folder with files at several depths.
var tree = files{
	"letters/a.txt": "A.", "letters/b.csv": "text\nB.\n", "letters/draft": "C.",
	"letters/old/a.txt": "D.", "letters/old/draft/e.txt": "E.", "letters/old/[f].txt": "F.",
}

func TestExclude(t *testing.T) {
	tree.write(t)
	for _, c := range []struct{ patterns, want string }{
		{"", "a.txt b.csv draft old/[f].txt old/a.txt old/draft/e.txt"},
		{"*.csv", "a.txt draft old/[f].txt old/a.txt old/draft/e.txt"},
		{"a.txt", "b.csv draft old/[f].txt old/draft/e.txt"},
		{"draft", "a.txt b.csv old/[f].txt old/a.txt"},
		{"old", "a.txt b.csv draft"},
		{"old/*.txt", "a.txt b.csv draft old/draft/e.txt"},
		{"old/draft", "a.txt b.csv draft old/[f].txt old/a.txt"},
		{"old/?.txt *.csv", "a.txt draft old/[f].txt old/draft/e.txt"},
		{`\[f\].txt`, "a.txt b.csv draft old/a.txt old/draft/e.txt"},
		{"letters . letters/* OLD", "a.txt b.csv draft old/[f].txt old/a.txt old/draft/e.txt"},
	} {
		batch, err := read([]string{"letters"}, nil, Options{Exclude: strings.Fields(c.patterns)})
		if err != nil {
			t.Errorf("%s: %v", c.patterns, err)
			continue
		}
		var names []string
		for _, d := range batch.Documents {
			names = append(names, strings.TrimPrefix(d.Name, "letters/"))
		}
		if !slices.Equal(names, strings.Fields(c.want)) || batch.Skipped > 0 || len(batch.Notices) > 0 {
			t.Errorf("%s leaves %q, with %q", c.patterns, names, batch.Notices)
		}
	}
}

func TestExcludeLeavesNamedFilesAlone(t *testing.T) {
	tree.write(t)
	batch, err := read([]string{"letters/a.txt", "letters/old"}, nil, Options{Exclude: []string{"a.txt", "draft"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(batch.Documents) != 2 || batch.Documents[0].Name != "letters/a.txt" || batch.Documents[1].Name != "letters/old/[f].txt" {
		t.Errorf("%+v", batch.Documents)
	}
}

func TestExcludeAll(t *testing.T) {
	tree.write(t)
	_, err := read([]string{"letters"}, nil, Options{Exclude: []string{"*"}})
	if err == nil || err.Error() != "letters: holds nothing but what --exclude leaves out" {
		t.Errorf("%v", err)
	}
	batch, err := read([]string{"letters/a.txt", "letters/old"}, nil, Options{Exclude: []string{"*"}})
	if err != nil || batch.Skipped != 1 || len(batch.Documents) != 1 {
		t.Errorf("%+v, %v", batch, err)
	}
}

func TestExcludeMalformed(t *testing.T) {
	tree.write(t)
	for _, pattern := range []string{"[", "a[", "[a-]", `\`, "old/[]"} {
		if _, err := read([]string{"letters"}, nil, Options{Exclude: []string{pattern}}); err == nil || !strings.HasPrefix(err.Error(), "pattern ") {
			t.Errorf("%s: %v", pattern, err)
		}
	}
}
