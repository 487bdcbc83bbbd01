package features

import (
	"slices"
	"strings"

	"github.com/kljensen/snowball/english"
)

// targetScale sets the weight of a feature of the target beside the words, which together have a length of
// about 1, less in short sentences.
const targetScale = 0.05

// nearTarget is how many words around a mention of the target count as near it.
const nearTarget = 4

// eachTarget emits what the sentence has to do with its target, in words that also serve for targets never
// seen in training: whether it mentions the target, what stands near the mention, what lexicon terms do,
// and the target's own words.
func (e *Extractor) eachTarget() {
	e.readTarget()
	overlap := e.findMentions()
	e.sendTarget(e.whole(), overlap)
	for i := range e.words {
		if e.isNearMention(i) {
			e.sendTarget(e.words[i].Span, "near ", e.words[i].stem)
		}
	}
	place := " with mention"
	if overlap == notMentioned {
		place = " without mention"
	}
	for _, hit := range e.hits {
		negated := ""
		if hit.Negated {
			negated = "not "
		}
		e.sendTarget(hit.Span, negated, hit.Entry.Category, place)
	}
	for _, topic := range e.topics {
		e.sendTarget(e.whole(), "word ", topic)
	}
}

// readTarget finds the topics of the sentence's target: what its content words are known by, each once, in
// order.
func (e *Extractor) readTarget() {
	if e.in.Target == e.target {
		return
	}
	e.target, e.topics = e.in.Target, nil
	for _, word := range wordsOf(nil, Tokenize(e.target), nil, e.types) {
		topic := e.topicOf(&word)
		if !english.IsStopWord(word.Norm) && !slices.Contains(e.topics, topic) {
			e.topics = append(e.topics, topic)
		}
	}
}

// topicOf is what a word of the target is known by in the sentence: its key, the same with # and without.
func (e *Extractor) topicOf(w *word) string {
	if w.Kind == Hashtag {
		return e.types.of(&Token{Kind: Word, Norm: strings.TrimPrefix(w.Norm, "#")}).stem
	}
	return w.key
}

// How much of its target a sentence mentions.
const (
	notMentioned    = "not mentioned"
	mentionedInPart = "mentioned in part"
	mentioned       = "mentioned"
)

// findMentions finds the words that stand in the target too, and tells how much of the target they are.
func (e *Extractor) findMentions() string {
	e.mentions = e.mentions[:0]
	for i := range e.words {
		topic := e.topicOf(&e.words[i])
		if !slices.Contains(e.topics, topic) {
			topic = ""
		}
		e.mentions = append(e.mentions, topic)
	}
	found := 0
	for _, topic := range e.topics {
		if slices.Contains(e.mentions, topic) {
			found++
		}
	}
	switch found {
	case 0:
		return notMentioned
	case len(e.topics):
		return mentioned
	}
	return mentionedInPart
}

// isNearMention tells whether a word that is itself no mention stands near one.
func (e *Extractor) isNearMention(at int) bool {
	around := e.mentions[max(0, at-nearTarget):min(at+nearTarget+1, len(e.mentions))]
	return e.mentions[at] == "" && slices.ContainsFunc(around, func(topic string) bool { return topic != "" })
}

// sendTarget emits a feature of the target, its name given in parts.
func (e *Extractor) sendTarget(span Span, name ...string) {
	e.begin(Target)
	for _, part := range name {
		e.name = append(e.name, part...)
	}
	e.send(Target, targetScale, span)
}
