package features

import "github.com/kljensen/snowball/english"

// targetScale sets the weight of a feature of the target beside the words, which have unit length together.
const targetScale = 0.2

// nearTarget is how many words around a mention of the target count as near it.
const nearTarget = 4

// eachTarget emits what the sentence has to do with its target, in words that also serve for targets never
// seen in training: whether it mentions the target, what stands near the mention, what lexicon terms do,
// and the target's own words.
func (e *Extractor) eachTarget() {
	target := e.targetStems()
	mentions := e.mentions(target)
	e.sendTarget(overlapMark(mentions, target), e.whole())
	for i := range e.words {
		if e.isNearMention(i, mentions) {
			e.sendTarget("near "+e.words[i].stem, e.words[i].Span)
		}
	}
	for _, hit := range e.hits {
		e.sendTarget(hitMark(hit, len(mentions) > 0), hit.Span)
	}
	for stem := range ordered(target) {
		e.sendTarget("word "+stem, e.whole())
	}
}

// targetStems is the stems of the target's content words, in order.
func (e *Extractor) targetStems() []string {
	var content []string
	for _, token := range Tokenize(e.in.Target) {
		if token.Kind == Word && !english.IsStopWord(token.Norm) {
			content = append(content, e.stems.of(token.Norm))
		}
	}
	return content
}

// ordered yields each stem once, in order.
func ordered(stems []string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		seen := map[string]bool{}
		for _, stem := range stems {
			if !seen[stem] && !yield(stem) {
				return
			}
			seen[stem] = true
		}
	}
}

// mentions maps the numbers of the words that stand in the target too to their stems.
func (e *Extractor) mentions(target []string) map[int]string {
	found := map[int]string{}
	for i := range e.words {
		for _, stem := range target {
			if e.words[i].stem == stem || e.words[i].Norm == "#"+stem {
				found[i] = stem
			}
		}
	}
	return found
}

// overlapMark names how much of the target the sentence mentions.
func overlapMark(mentions map[int]string, target []string) string {
	distinct := map[string]bool{}
	for _, stem := range mentions {
		distinct[stem] = true
	}
	switch {
	case len(distinct) == 0:
		return "not mentioned"
	case len(distinct) < len(target):
		return "mentioned in part"
	}
	return "mentioned"
}

// isNearMention tells whether a word that is itself no mention stands near one.
func (e *Extractor) isNearMention(at int, mentions map[int]string) bool {
	if _, itself := mentions[at]; itself {
		return false
	}
	for i := max(0, at-nearTarget); i <= at+nearTarget; i++ {
		if _, ok := mentions[i]; ok {
			return true
		}
	}
	return false
}

// hitMark names a lexicon hit in a sentence that does or does not mention the target.
func hitMark(hit Hit, mentioned bool) string {
	mark := hit.Entry.Category
	if hit.Negated {
		mark = "not " + mark
	}
	if mentioned {
		return mark + " with mention"
	}
	return mark + " without mention"
}

func (e *Extractor) sendTarget(name string, span Span) {
	e.begin(Target)
	e.name = append(e.name, name...)
	e.send(Target, targetScale, span)
}
