package report

import (
	"encoding/json"
	"io"

	"rhetor/classify/document"
	"rhetor/classify/result"
	"rhetor/features"
)

// jsonl writes one JSON object a line. The object is a contract: docs/jsonl.md.
type jsonl struct{ enc *json.Encoder }

// newJSONL starts a report in JSON lines.
func newJSONL(w io.Writer) Writer {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return &jsonl{enc}
}

// Write writes one sentence.
func (j *jsonl) Write(s result.Sentence) error { return j.enc.Encode(withoutNulls(s)) }

// Close has nothing left to write.
func (j *jsonl) Close() error { return nil }

// withoutNulls makes every empty list and object of a sentence [] and {} in JSON, where nil would be null.
func withoutNulls(s result.Sentence) result.Sentence {
	s.Quotes = append([]features.Span{}, s.Quotes...)
	s.Loaded = append([]result.Term{}, s.Loaded...)
	s.Metadata = append(document.Fields{}, s.Metadata...)
	s.Tasks = append(result.Tasks{}, s.Tasks...)
	for i, p := range s.Tasks {
		s.Tasks[i].Evidence = append([]result.Evidence{}, p.Evidence...)
	}
	return s
}
