// Package seeds holds the data that is embedded in the program, all of it written for this project: the
// lexicons, the starter corpus with its codebook, and the default model that is trained from them. It
// imports nothing of ours; whoever wants the data parses it.
package seeds

import (
	"embed"
	"io/fs"
)

// The default model is what `rhetor train` makes of the starter corpus; a test proves it.
//
//go:generate go run ../cmd/rhetor train corpus/blog.csv corpus/brief.csv corpus/court.csv corpus/editorial.csv corpus/feature.csv corpus/letter.csv corpus/op-ed.csv corpus/parliament.csv corpus/press-release.csv corpus/review.csv corpus/social.csv corpus/speech.csv corpus/synopsis.csv corpus/wire.csv --no-target --group topic --min-rows 5 -o default.safetensors

// DefaultModel is the model file used where a user names none.
//
//go:embed default.safetensors
var DefaultModel []byte

// Codebook is the rules by which the starter corpus is labelled, in Markdown.
//
//go:embed codebook.md
var Codebook string

//go:embed lexicons/*.csv lexicons/classes/*.csv
var lexicons embed.FS

//go:embed corpus/*.csv
var corpus embed.FS

// File is one embedded file.
type File struct {
	Name    string // without its folder
	Content []byte
}

// Lexicons is the embedded lexicons, one file a category: those of rhetoric by name, then the word classes.
func Lexicons() []File { return append(files(lexicons, "lexicons"), WordClasses()...) }

// WordClasses is those of the lexicons that put words of one kind together, as a thesaurus does, whether they are
// charged or not: anger, family, economy. They let a model know words that its corpus never had.
func WordClasses() []File { return files(lexicons, "lexicons/classes") }

// Corpus is the starter corpus, one file a genre, by name.
func Corpus() []File { return files(corpus, "corpus") }

// files reads the files of a folder that is embedded, and so is always there.
func files(folder embed.FS, name string) []File {
	entries, err := fs.ReadDir(folder, name)
	if err != nil {
		panic(err)
	}
	var out []File
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		content, err := folder.ReadFile(name + "/" + entry.Name())
		if err != nil {
			panic(err)
		}
		out = append(out, File{Name: entry.Name(), Content: content})
	}
	return out
}
