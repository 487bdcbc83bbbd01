package classify

import (
	"bytes"

	"rhetor/features"
	"rhetor/seeds"
)

// DefaultModel reads the embedded model.
func DefaultModel() (*Model, error) {
	return ReadModel(bytes.NewReader(seeds.DefaultModel))
}

// DefaultLexicon reads the embedded lexicons.
func DefaultLexicon() ([]features.Entry, error) {
	var entries []features.Entry
	for _, file := range seeds.Lexicons() {
		more, err := features.ReadLexicon(file.Name, bytes.NewReader(file.Content))
		if err != nil {
			return nil, err
		}
		entries = append(entries, more...)
	}
	return entries, nil
}
