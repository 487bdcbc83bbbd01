package features

// Whole takes a text as one sentence, whatever stands in it, as the rows of a corpus are.
func Whole(text string) Sentence {
	return newSentence(text, trimSpan(text, Span{End: len(text)}), quotations(text), 0, 0)
}

// InputOf is the input for a sentence of a text. Its offsets count from the sentence's start.
func InputOf(text string, s Sentence, target string) Input {
	in := Input{Text: s.Of(text), Target: target}
	for _, quote := range s.Quotes {
		in.Quotes = append(in.Quotes, quote.shifted(-s.Start))
	}
	return in
}
