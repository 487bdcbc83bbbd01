package classify

import (
	"bytes"
	"strings"
	"testing"

	"rhetor/classify/document"
	"rhetor/classify/result"
	"rhetor/seeds"
)

// BenchmarkTrain trains with default settings and lexicon on 2,000 generated rows.
func BenchmarkTrain(b *testing.B) {
	lexicon, err := DefaultLexicon()
	if err != nil {
		b.Fatal(err)
	}
	c := generated(2000, 1, 0.1)
	b.ReportAllocs()
	for b.Loop() {
		train(b, c, lexicon, Default)
	}
}

// BenchmarkClassify labels with the embedded model.
func BenchmarkClassify(b *testing.B) {
	m, err := DefaultModel()
	if err != nil {
		b.Fatal(err)
	}
	var documents []document.Document
	for range 20 {
		documents = append(documents, document.Document{Text: strings.Join(unseenSentences(100), " ")})
	}
	sentences := 0
	b.ReportAllocs()
	for b.Loop() {
		if err := m.Run(sourceOf(documents), Options{Evidence: 3}, func(result.Sentence) error {
			sentences++
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(sentences)/b.Elapsed().Seconds(), "sentences/s")
}

// BenchmarkReadModel reads the embedded model.
func BenchmarkReadModel(b *testing.B) {
	b.SetBytes(int64(len(seeds.DefaultModel)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadModel(bytes.NewReader(seeds.DefaultModel)); err != nil {
			b.Fatal(err)
		}
	}
}
