package features

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// styleScale sets the weight of a mark of style beside the words, which together have a length of about 1,
// less in short sentences.
const styleScale = 0.1

// eachStyle emits the marks of style, each at most once a sentence, where it first stands.
func (e *Extractor) eachStyle() {
	e.marks = e.marks[:0]
	e.sendStyle(lengthMark(len(e.words)), e.whole())
	if len(e.in.Quotes) > 0 {
		e.sendStyle("quotation", e.in.Quotes[0])
	}
	if len(e.words) > 0 && e.words[0].quoted && e.words[len(e.words)-1].quoted {
		e.sendStyle("all quoted", e.whole())
	}
	for i := range e.tokens {
		e.sendStyle(tokenMark(e.in.Text, &e.tokens[i]), e.tokens[i].Span)
	}
	for i := range e.words {
		word := &e.words[i]
		e.sendStyle(personMark(e.in.Text, word), word.Span)
		e.sendStyle(modalMark(e.in.Text, word), word.Span)
	}
}

// sendStyle emits a mark, unless it is empty or the sentence has had it.
func (e *Extractor) sendStyle(mark string, span Span) {
	if mark == "" || slices.Contains(e.marks, mark) {
		return
	}
	e.marks = append(e.marks, mark)
	e.begin(Style)
	e.name = append(e.name, mark...)
	e.send(Style, styleScale, span)
}

// lengthMark names the sentence's length in words, in five steps.
func lengthMark(words int) string {
	switch {
	case words <= 5:
		return "length 1-5"
	case words <= 10:
		return "length 6-10"
	case words <= 20:
		return "length 11-20"
	case words <= 35:
		return "length 21-35"
	}
	return "length over 35"
}

// tokenMark names what is striking about a token's look; empty where nothing is.
func tokenMark(text string, token *Token) string {
	switch token.Kind {
	case Punct:
		return punctMark(token.Norm)
	case Number:
		return "number"
	case URL:
		return "link"
	case Mention:
		return "mention"
	case Hashtag:
		return "hashtag"
	case Emoji:
		return "emoji"
	case Word:
		if isShouted(token.Of(text)) {
			return "capitals"
		}
	}
	return ""
}

// punctMark names a mark of punctuation that tells of tone.
func punctMark(mark string) string {
	question, exclamation := strings.Contains(mark, "?"), strings.Contains(mark, "!")
	switch {
	case question && exclamation:
		return "question and exclamation"
	case question:
		return "question"
	case exclamation && len(mark) > 1:
		return "exclamations"
	case exclamation:
		return "exclamation"
	case strings.HasPrefix(mark, ".."):
		return "ellipsis"
	case strings.HasPrefix(mark, "--") || strings.Trim(mark, "–—―") == "":
		return "dash"
	case mark == ";":
		return "semicolon"
	case mark == ":":
		return "colon"
	case strings.HasPrefix(mark, "("):
		return "parenthesis"
	}
	return ""
}

// isShouted tells whether a word of five letters or more stands in capitals: shorter ones are mostly names
// such as NATO.
func isShouted(word string) bool {
	return utf8.RuneCountInString(word) >= 5 && strings.IndexFunc(word, func(r rune) bool {
		return !unicode.IsUpper(r)
	}) < 0
}
