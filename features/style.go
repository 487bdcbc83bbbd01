package features

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// styleScale sets the weight of a mark of style beside the words, which have about unit length together.
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
		e.sendStyle(personMark(e.in.Text, &e.words[i]), e.words[i].Span)
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

// personMark names the person a word outside quotation marks speaks of; empty where it is no pronoun. US in
// capitals is the country.
func personMark(text string, word *word) string {
	if word.quoted || word.Of(text) == "US" {
		return ""
	}
	return personOf[word.Norm]
}

// personOf tells who a pronoun speaks of.
var personOf = map[string]string{
	"i": "I", "me": "I", "my": "I", "mine": "I", "myself": "I", "i'm": "I", "i've": "I", "i'd": "I", "i'll": "I",
	"we": "we", "us": "we", "our": "we", "ours": "we", "ourselves": "we", "we're": "we", "we've": "we", "we'd": "we", "we'll": "we", "let's": "we",
	"you": "you", "your": "you", "yours": "you", "yourself": "you", "yourselves": "you", "you're": "you", "you've": "you", "you'd": "you", "you'll": "you",
	"they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they", "they're": "they", "they've": "they", "they'd": "they", "they'll": "they",
	"he": "he or she", "she": "he or she", "him": "he or she", "her": "he or she", "his": "he or she", "hers": "he or she",
	"himself": "he or she", "herself": "he or she", "he's": "he or she", "she's": "he or she",
	"he'd": "he or she", "she'd": "he or she", "he'll": "he or she", "she'll": "he or she",
}
