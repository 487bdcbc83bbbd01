package classify

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"rhetor/classify/result"
	"rhetor/features"
	"rhetor/seeds"
)

// plainCategories are the categories of the embedded lexicons that are not charged: they tell how a thing
// is said, not what is felt about it, or they are word classes. Terms of all other categories, a user's own
// among them, are marked as loaded terms.
var plainCategories = sync.OnceValue(func() map[string]bool {
	plain := map[string]bool{
		"attitude": true, "booster": true, "duty": true, "factive": true, "hedge": true,
		features.NegationCategory: true, "report": true, "urge": true,
	}
	for _, class := range seeds.WordClasses() {
		plain[strings.TrimSuffix(class.Name, ".csv")] = true
	}
	return plain
})

// loadedTerms is the charged terms of the sentence last labelled, which begins at begin, in the order they
// stand in. Where two overlap, the longer one stays; of two categories of one term, the stronger.
func (l *Labeler) loadedTerms(begin int) []result.Term {
	plain := plainCategories()
	var hits []features.Hit
	for _, hit := range l.reading.extractor.Hits() {
		if !plain[hit.Entry.Category] {
			hits = append(hits, hit)
		}
	}
	slices.SortStableFunc(hits, func(a, b features.Hit) int {
		return cmp.Or(a.Start-b.Start, b.Len()-a.Len(), cmp.Compare(b.Entry.Weight, a.Entry.Weight))
	})
	terms, end := []result.Term{}, 0
	for _, hit := range hits {
		if hit.Start >= end {
			end = hit.End
			terms = append(terms, result.Term{
				Term: hit.Entry.Term, Category: hit.Entry.Category, Negated: hit.Negated,
				Start: begin + hit.Start, End: begin + hit.End,
			})
		}
	}
	return terms
}
