package features

import (
	"sort"
	"strings"
)

// Hit is a lexicon entry found in a sentence.
type Hit struct {
	Span
	Entry   *Entry
	Negated bool // a negation stands shortly before it, in the same clause
	Quoted  bool // it stands inside quotation marks
}

// negationReach is how many words after a negation are still in its scope, unless the clause ends first.
const negationReach = 4

// findHits finds the lexicon's terms in the sentence, from left to right. Of the terms of one category that
// begin at the same word, the longest counts, and terms of one category do not overlap.
func (e *Extractor) findHits() {
	e.hits = e.hits[:0]
	var room [128]int                                                 // memory for as many categories as lexicons commonly have
	covered := append(room[:0], make([]int, e.lexicon.categories)...) // by category: first word that its last hit leaves free
	for at := range e.words {
		candidates := e.lexicon.beginningWith(e.words[at].key())
		for i := range candidates {
			candidate := &candidates[i]
			if covered[candidate.category] > at || !candidate.matches(e.words[at:]) {
				continue
			}
			end := at + len(candidate.words)
			covered[candidate.category] = end
			e.hits = append(e.hits, Hit{
				Span:   Span{Start: e.words[at].Start, End: e.words[end-1].End},
				Entry:  &e.lexicon.Entries[candidate.entry],
				Quoted: e.words[at].quoted,
			})
		}
	}
	markNegated(e.hits, e.words)
}

// matches tells whether the words begin with forms of the pattern's, of which the first key is theirs already,
// and no mark between them ends the clause where none does in the term.
func (p *pattern) matches(words []word) bool {
	if len(p.words) > len(words) || !strings.HasPrefix(words[0].Norm, p.words[0].core) {
		return false
	}
	for i := 1; i < len(p.words); i++ {
		word, term := &words[i], &p.words[i]
		if word.key() != term.key || !strings.HasPrefix(word.Norm, term.core) || word.clauseBefore && !term.clauseBefore {
			return false
		}
	}
	return true
}

// markNegated marks the hits within reach of a negation.
func markNegated(hits []Hit, words []word) {
	for i := range hits {
		if hits[i].Entry.Category == NegationCategory {
			negate(hits[i+1:], negationScope(words, hits[i].End))
		}
	}
}

// negate marks the hits that begin in the scope of a negation.
func negate(hits []Hit, scope Span) {
	for i := range hits {
		hit := &hits[i]
		if hit.Start >= scope.End {
			break
		}
		if hit.Start >= scope.Start && hit.Entry.Category != NegationCategory {
			hit.Negated = true
		}
	}
}

// negationScope is the stretch of text after a negation that it turns around. "Not only" and its like
// negate nothing.
func negationScope(words []word, negationEnd int) Span {
	scope := Span{Start: negationEnd, End: negationEnd}
	next := sort.Search(len(words), func(i int) bool { return words[i].Start >= negationEnd })
	for i := next; i < min(next+negationReach, len(words)); i++ {
		if words[i].clauseBefore || words[i].Norm == "but" || i == next && onlyWords[words[i].Norm] {
			break
		}
		scope.End = words[i].End
	}
	return scope
}

// onlyWords are the words that take back the negation right before them.
var onlyWords = wordSet(`only just merely simply solely`)
