package features

// Hit is a lexicon entry found in a sentence.
type Hit struct {
	Span
	Entry   *Entry
	Negated bool // a negation stands shortly before it, in the same clause
	Quoted  bool // it stands inside quotation marks
}

// negationReach is how many words after a negation are still in its scope, unless the clause ends first.
const negationReach = 4

// match appends the lexicon's hits in words, from left to right. Of the terms of one category that begin
// at the same word, the longest counts, and terms of one category do not overlap.
func (l *Lexicon) match(dst []Hit, words []word) []Hit {
	begin := len(dst)
	covered := map[string]int{} // category -> first word that its last hit leaves free
	for at := range words {
		taken := ""
		for _, candidate := range l.byFirst[words[at].stem] {
			entry := &l.Entries[candidate.entry]
			if entry.Category == taken || covered[entry.Category] > at || !candidate.matches(words[at:]) {
				continue
			}
			last := at + len(candidate.stems)
			taken, covered[entry.Category] = entry.Category, last
			dst = append(dst, Hit{
				Span:   Span{Start: words[at].Start, End: words[last-1].End},
				Entry:  entry,
				Quoted: words[at].quoted,
			})
		}
	}
	markNegated(dst[begin:], words)
	return dst
}

// matches tells whether the words begin with the pattern, with nothing between them but a hyphen.
func (p pattern) matches(words []word) bool {
	if len(p.stems) > len(words) {
		return false
	}
	for i, stem := range p.stems {
		if words[i].stem != stem || i > 0 && words[i].clauseBefore {
			return false
		}
	}
	return true
}

// markNegated marks the hits within reach of a negation. "Not only" negates nothing.
func markNegated(hits []Hit, words []word) {
	for _, negation := range hits {
		if negation.Entry.Category != NegationCategory {
			continue
		}
		scope := negationScope(words, negation.End)
		for i := range hits {
			hit := &hits[i]
			if hit.Entry.Category != NegationCategory && hit.Start >= scope.Start && hit.Start < scope.End {
				hit.Negated = true
			}
		}
	}
}

// negationScope is the stretch of text after a negation that it turns around.
func negationScope(words []word, negationEnd int) Span {
	scope := Span{Start: negationEnd, End: negationEnd}
	reach := 0
	for i := range words {
		if words[i].Start < negationEnd {
			continue
		}
		if reach == negationReach || words[i].clauseBefore || words[i].Norm == "but" || reach == 0 && words[i].Norm == "only" {
			break
		}
		scope.End = words[i].End
		reach++
	}
	return scope
}
