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
	clear(e.covered)
	for at := range e.words {
		starts := e.startsOf(&e.words[at])
		if len(starts.longer) > 0 && at+1 < len(e.words) {
			e.tryPatterns(at, starts.longer[e.words[at+1].key])
		}
		e.tryPatterns(at, starts.single)
	}
	markNegated(e.hits, e.words)
}

// tryPatterns adds the hits among patterns whose first word is known to stand at a place.
func (e *Extractor) tryPatterns(at int, patterns []*pattern) {
	for _, candidate := range patterns {
		if e.covered[candidate.category] > at || !candidate.matches(e.words[at:]) {
			continue
		}
		end := at + len(candidate.words)
		e.covered[candidate.category] = end
		e.hits = append(e.hits, Hit{
			Span:   Span{Start: e.words[at].Start, End: e.words[end-1].End},
			Entry:  &e.lexicon.Entries[candidate.entry],
			Quoted: e.words[at].quoted,
		})
	}
}

// starts is the patterns of which a word may be the first, in the order in which they are tried: those of more words,
// by the key of the second, come before those of one.
type starts struct {
	longer map[string][]*pattern
	single []*pattern
}

// startsOf finds the starts of a word, once for its type.
func (e *Extractor) startsOf(w *word) *starts {
	if w.starts != nil {
		return w.starts
	}
	w.starts = &starts{}
	candidates := e.lexicon.beginningWith(w.key)
	for i := range candidates {
		candidate := &candidates[i]
		switch {
		case !strings.HasPrefix(w.Norm, candidate.words[0].core):
		case len(candidate.words) == 1:
			w.starts.single = append(w.starts.single, candidate)
		default:
			if w.starts.longer == nil {
				w.starts.longer = map[string][]*pattern{}
			}
			second := candidate.words[1].key
			w.starts.longer[second] = append(w.starts.longer[second], candidate)
		}
	}
	return w.starts
}

// matches tells whether the words begin with forms of the pattern's, of which the first is known to be one, and no mark between them ends the clause where none does in the term.
func (p *pattern) matches(words []word) bool {
	if len(p.words) > len(words) {
		return false
	}
	for i := 1; i < len(p.words); i++ {
		word, term := &words[i], &p.words[i]
		if word.key != term.key || !strings.HasPrefix(word.Norm, term.core) || word.clauseBefore && !term.clauseBefore {
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
