package classify

import (
	"runtime"

	"rhetor/classify/document"
	"rhetor/classify/result"
	"rhetor/features"
)

// Source hands on documents one by one, and ends with an error of emit or one of its own.
type Source func(emit func(document.Document) error) error

// batchBytes and batchDocuments bound what is split by one core at a time: as many documents as have so many bytes
// together; batchSentences what is labelled. A batch holds whole documents; the sentences of a long one are labelled
// in several batches.
const (
	batchBytes     = 64 << 10
	batchDocuments = 512
	batchSentences = 512
)

// Run labels every sentence of the documents, as they come, and hands the results to emit in order. Work is spread
// over the cores; what comes out does not depend on their number. Memory does not grow with the number of documents.
// The first error of emit ends the run.
func (m *Model) Run(source Source, options Options, emit func(result.Sentence) error) error {
	return runBatches(m, source, options, func(batch []answered) []answered { return batch },
		func(batch []answered) error {
			for i := range batch {
				if err := emit(batch[i].Sentence); err != nil {
					return err
				}
			}
			return nil
		})
}

// Encoded is the results of some sentences, as bytes.
type Encoded struct {
	Bytes     []byte
	Sentences int
	Whole     int // of the bytes: those of sentences whose documents are done with
	Documents int // number, from the start of the run, of documents that are done with, if Whole is above 0
}

// RunEncoded does the same, and has every core write its results as bytes: encode appends those of one sentence.
// Fit for formats in which sentences stand by themselves.
func (m *Model) RunEncoded(source Source, options Options, encode func([]byte, *result.Sentence) ([]byte, error), write func(Encoded) error) error {
	type encoded struct {
		Encoded
		err error
	}
	return runBatches(m, source, options, func(batch []answered) encoded {
		var e encoded
		for i := range batch {
			if e.Bytes, e.err = encode(e.Bytes, &batch[i].Sentence); e.err != nil {
				return e
			}
			if batch[i].last > 0 {
				e.Whole, e.Documents = len(e.Bytes), batch[i].last
			}
		}
		e.Sentences = len(batch)
		return e
	}, func(e encoded) error {
		if e.err != nil {
			return e.err
		}
		return write(e.Encoded)
	})
}

// answered is one result.
type answered struct {
	result.Sentence
	last int // of the last sentence of a document: the number of the document, from 1; else 0
}

// split is one document, or a part of it, with its sentences.
type split struct {
	document  *document.Document
	number    int // of the document, from 1
	sentences []features.Sentence
	first     int // how many sentences of the document come before them
	last      bool
}

// runBatches splits documents, labels their sentences and finishes them, batch by batch.
func runBatches[T any](m *Model, source Source, options Options, finish func([]answered) T, emit func(T) error) error {
	labelers := make([]*Labeler, runtime.GOMAXPROCS(0))
	for i := range labelers {
		labelers[i] = m.NewLabeler(options)
	}
	splits := func(yield func([]split) error) error {
		var parts batcher[split]
		err := pipeline(batches(source), func(_ int, documents []numbered) []split {
			made := make([]split, len(documents))
			for i := range documents {
				d := &documents[i]
				made[i] = split{document: &d.Document, number: d.number, sentences: sentencesOf(&d.Document)}
			}
			return made
		}, func(made []split) error {
			for _, whole := range made {
				for _, part := range whole.parts() {
					if err := parts.add(part, len(part.sentences), batchSentences, batchDocuments, yield); err != nil {
						return err
					}
				}
			}
			return nil
		})
		return parts.end(err, yield)
	}
	return pipeline(splits, func(core int, batch []split) T {
		var all []answered
		for _, one := range batch {
			for i, s := range one.sentences {
				all = append(all, answered{Sentence: labelers[core].sentence(one.document, s, one.first+i+1)})
			}
			if one.last {
				all[len(all)-1].last = one.number
			}
		}
		return finish(all)
	}, emit)
}

// numbered is a document with its number, from 1.
type numbered struct {
	document.Document
	number int
}

// batches groups the documents of a source.
func batches(source Source) func(yield func([]numbered) error) error {
	return func(yield func([]numbered) error) error {
		var b batcher[numbered]
		n := 0
		err := source(func(d document.Document) error {
			n++
			return b.add(numbered{d, n}, len(d.Text), batchBytes, batchDocuments, yield)
		})
		return b.end(err, yield)
	}
}

// batcher groups what comes one by one.
type batcher[T any] struct {
	batch []T
	size  int
}

// add adds one of some size, and passes the batch on when it has reached its size or number.
func (b *batcher[T]) add(one T, size, most, number int, yield func([]T) error) error {
	b.batch, b.size = append(b.batch, one), b.size+size
	if b.size < most && len(b.batch) < number {
		return nil
	}
	full := b.batch
	b.batch, b.size = nil, 0
	return yield(full)
}

// end passes the rest on, unless the source failed: then nothing of the last batch is to come out.
func (b *batcher[T]) end(err error, yield func([]T) error) error {
	if err != nil || len(b.batch) == 0 {
		return err
	}
	return yield(b.batch)
}

// sentencesOf splits a document, unless it is one sentence by declaration.
func sentencesOf(d *document.Document) []features.Sentence {
	if d.Whole {
		return []features.Sentence{features.Whole(d.Text)}
	}
	return features.Split(d.Text)
}

// parts is the document in parts of no more than batchSentences.
func (s split) parts() []split {
	var parts []split
	for begin := 0; begin < len(s.sentences); begin += batchSentences {
		end := min(begin+batchSentences, len(s.sentences))
		parts = append(parts, split{s.document, s.number, s.sentences[begin:end], begin, end == len(s.sentences)})
	}
	return parts
}

// sentence labels one sentence of a document; number counts from 1.
func (l *Labeler) sentence(d *document.Document, s features.Sentence, number int) result.Sentence {
	target := d.Target
	if target == "" {
		target = l.options.Target
	}
	in := features.InputOf(d.Text, s, target)
	tasks := l.Label(in, s.Start)
	return result.Sentence{
		Document: d.Name, Row: d.Row, Paragraph: s.Paragraph + 1, Sentence: number,
		Start: s.Start, End: s.End, Text: in.Text, Voice: s.Voice,
		Quotes: append([]features.Span{}, s.Quotes...), Target: target,
		Loaded: l.loadedTerms(s.Start), Tasks: tasks, Metadata: d.Metadata,
	}
}
