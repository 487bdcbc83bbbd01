package report

import (
	"fmt"

	"rhetor/classify/result"
)

// Summary sums sentences up in tables: the labels of every task, stance against tone, the strongest
// loaded terms, the documents.
type Summary struct {
	sentences int
	tallies   []tally
}

// tally counts for one of the tables of a summary. Each stands in a file of its own.
type tally interface {
	add(s result.Sentence)
	grids() []Grid // none where there is nothing to show
}

// NewSummary returns an empty summary.
func NewSummary() *Summary {
	return &Summary{tallies: []tally{newShares(), newCrosstab(), newTerms(), newDocuments()}}
}

// Add counts one sentence.
func (s *Summary) Add(sentence result.Sentence) {
	s.sentences++
	for _, t := range s.tallies {
		t.add(sentence)
	}
}

// Sentences is the number of sentences counted.
func (s *Summary) Sentences() int { return s.sentences }

// Grids returns the tables, those without content left out.
func (s *Summary) Grids() []Grid {
	var all []Grid
	for _, t := range s.tallies {
		all = append(all, t.grids()...)
	}
	return all
}

// share is n of total in percent, with one decimal.
func share(n, total int) string {
	if total == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f%%", 100*float64(n)/float64(total))
}
