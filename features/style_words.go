package features

// personMark names the person a word outside quotation marks speaks of; empty where it is no pronoun. US in
// capitals is the country.
func personMark(text string, word *word) string {
	if word.person == "" || word.quoted || word.Of(text) == "US" {
		return ""
	}
	return word.person
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

// modalMark names the modality of a modal verb outside quotation marks; empty where it is none. A capital
// letter makes May a month, unless the sentence begins with it.
func modalMark(text string, word *word) string {
	if word.modal == "" || word.quoted || word.Norm == "may" && word.Start > 0 && word.Of(text) == "May" {
		return ""
	}
	return word.modal
}

// modalOf tells what a modal verb says of the act: that it ought to be, can be, or will be.
var modalOf = map[string]string{
	"must": "must or should", "mustn't": "must or should", "should": "must or should", "shouldn't": "must or should",
	"ought": "must or should", "oughtn't": "must or should", "shall": "must or should", "shan't": "must or should",
	"can": "can or may", "can't": "can or may", "cannot": "can or may", "could": "can or may",
	"couldn't": "can or may", "may": "can or may", "might": "can or may", "mightn't": "can or may",
	"will": "will or would", "won't": "will or would", "would": "will or would", "wouldn't": "will or would",
}
