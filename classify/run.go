package classify

import (
	"runtime"

	"rhetor/classify/document"
	"rhetor/classify/result"
	"rhetor/features"
	"rhetor/models"
)

// batchBytes is how much text is split and labelled at once, so that both ends of a run take turns and
// memory does not grow with the number of documents.
const batchBytes = 1 << 20

// Run labels every sentence of the documents and hands the results to emit, in order. Work is spread over
// the cores; what comes out does not depend on their number. The first error of emit ends the run.
func (m *Model) Run(documents []document.Document, options Options, emit func(result.Sentence) error, progress Progress) error {
	workers := make([]*Labeler, runtime.GOMAXPROCS(0))
	for i := range workers {
		workers[i] = m.NewLabeler(options)
	}
	for done := 0; done < len(documents); {
		next := batchEnd(documents, done)
		for _, sentence := range labelBatch(documents[done:next], workers) {
			if err := emit(sentence); err != nil {
				return err
			}
		}
		done = next
		progress.report(done, len(documents))
	}
	return nil
}

// batchEnd is the end of the batch that begins with a document.
func batchEnd(documents []document.Document, begin int) int {
	end, size := begin, 0
	for end < len(documents) && size < batchBytes {
		size += len(documents[end].Text)
		end++
	}
	return end
}

// labelBatch labels all sentences of some documents, worker i every sentence whose number leaves rest i.
func labelBatch(documents []document.Document, workers []*Labeler) []result.Sentence {
	split := make([][]features.Sentence, len(documents))
	models.Parallel(len(documents), func(i int) { split[i] = sentencesOf(&documents[i]) })
	type job struct{ document, sentence int }
	var jobs []job
	for d := range split {
		for s := range split[d] {
			jobs = append(jobs, job{d, s})
		}
	}
	results := make([]result.Sentence, len(jobs))
	models.Parallel(len(workers), func(w int) {
		for i := w; i < len(jobs); i += len(workers) {
			at := jobs[i]
			results[i] = workers[w].sentence(&documents[at.document], split[at.document][at.sentence], at.sentence+1)
		}
	})
	return results
}

// sentencesOf splits a document, unless it is one sentence by declaration.
func sentencesOf(d *document.Document) []features.Sentence {
	if d.Whole {
		return []features.Sentence{features.Whole(d.Text)}
	}
	return features.Split(d.Text)
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
