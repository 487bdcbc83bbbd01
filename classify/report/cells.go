package report

import (
	"strings"

	"rhetor/classify/result"
)

// cellKind is what the cells of a column are. A cell is an int, a float64 or a string, or nil where the sentence has
// nothing.
type cellKind int

const (
	textCell cellKind = iota
	wholeCell
	realCell
)

// kinds is what the columns of the layout are, in order.
func (l *layout) kinds() []cellKind {
	kinds := []cellKind{textCell, wholeCell, wholeCell, wholeCell, wholeCell, wholeCell, textCell, textCell}
	for _, task := range l.tasks {
		kinds = append(kinds, textCell, realCell)
		for range task.labels {
			kinds = append(kinds, realCell)
		}
		kinds = append(kinds, textCell)
	}
	return chosenOf(l, append(kinds, make([]cellKind, len(lastColumns)+len(l.metadata))...))
}

// values is a sentence's cells, as they are: numbers in full, texts byte for byte.
func (l *layout) values(s *result.Sentence) []any {
	values := []any{s.Document, nil, s.Paragraph, s.Sentence, s.Start, s.End, string(s.Voice), s.Target}
	if s.Row > 0 {
		values[1] = s.Row
	}
	for _, task := range l.tasks {
		values = task.appendValues(values, s)
	}
	values = append(values, loadedTerms(*s), s.Text)
	for _, name := range l.metadata {
		values = append(values, metadataValue(s, name))
	}
	return chosenOf(l, values)
}

// chosenOf takes what belongs to the chosen columns, in their order.
func chosenOf[T any](l *layout, all []T) []T {
	if l.chosen == nil {
		return all
	}
	some := make([]T, len(l.chosen))
	for i, at := range l.chosen {
		some[i] = all[at]
	}
	return some
}

// appendValues appends a task's cells.
func (t taskLayout) appendValues(values []any, s *result.Sentence) []any {
	p, found := find(*s, t.name)
	if !found {
		return append(values, make([]any, len(t.labels)+3)...)
	}
	values = append(values, labelText(p), p.Probability)
	for _, label := range t.labels {
		var probability any
		for _, of := range p.Probabilities {
			if of.Label == label {
				probability = of.Probability
				break
			}
		}
		values = append(values, probability)
	}
	return append(values, evidence(p))
}

// metadataValue is the value of a metadata field, nil where there is none.
func metadataValue(s *result.Sentence, name string) any {
	for _, field := range s.Metadata {
		if field.Name == name {
			return field.Value
		}
	}
	return nil
}

// valid is a text in valid UTF-8: file names need not be.
func valid(text string) string { return strings.ToValidUTF8(text, "\ufffd") }
