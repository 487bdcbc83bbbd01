package features

// Settings says which features are made of a sentence. It goes into every model file.
type Settings struct {
	Stems   int  `json:"stems"`    // n-grams of 1 to so many stems and marks of punctuation
	Forms   int  `json:"forms"`    // n-grams of 1 to so many words as they stand, where they are not their stems
	CharMin int  `json:"char_min"` // character n-grams within words, from so many characters
	CharMax int  `json:"char_max"` // ... to so many; 0: none
	Lexicon bool `json:"lexicon"`  // categories of the lexicon
	Style   bool `json:"style"`    // marks of style: questions, capitals, modals, person, length, ...
	Target  bool `json:"target"`   // what the sentence has to do with its target
	MinRows int  `json:"min_rows"` // rows of training that must have a feature for it to count
	Recipe  int  `json:"recipe"`   // Recipe, as it was in training
}

// Recipe is the version of how features are made and weighted: of all in this package that settings do not
// say. Whatever changes a feature's name or value raises it, because a model goes with its features only.
const Recipe = 2

// Default is what a model is trained with where nothing else is asked.
var Default = Settings{Stems: 3, Forms: 1, CharMin: 2, CharMax: 5, Lexicon: true, Style: true, MinRows: 2, Recipe: Recipe}

// Kind tells where a feature comes from.
type Kind string

// The kinds of feature. A feature's name begins with its kind and a colon.
const (
	Stem       Kind = "stem"    // n-gram of stems
	Form       Kind = "form"    // n-gram of words as they stand
	Chars      Kind = "chars"   // character n-gram within a word; _ is the word's edge
	LexiconHit Kind = "lexicon" // category of a lexicon term
	Style      Kind = "style"   // mark of style
	Target     Kind = "target"  // relation to the target
)

// normed tells whether a sentence's features of this kind are divided by its length together, each
// occurrence weighted by its inverse document frequency. The others count as they are.
func (k Kind) normed() bool { return k == Stem || k == Form || k == Chars }

// Input is a sentence to make features of.
type Input struct {
	Text   string
	Quotes []Span // inside quotation marks, in offsets of Text
	Target string // empty where there is none
}

// Feature is one occurrence of a feature. Name is overwritten by the next one.
type Feature struct {
	Name    []byte
	Kind    Kind
	Crossed bool    // the copy that counts for one target only; it comes right after what it is a copy of
	Weight  float64 // above 0; 1 for normed kinds
	Span            // where it stands in the text; the whole text where it has no one place
}

// Extractor makes features of sentences. It reuses its memory and is not safe for use by several
// goroutines: give each its own.
type Extractor struct {
	settings Settings
	lexicon  *Lexicon
	crossed  map[string]string // target -> what the names of its copies end with
	types    *wordTypes
	in       Input
	crossing string // of the sentence's target; empty where it has none
	emit     func(Feature)

	// memory that is used again for the next sentence
	tokens  []Token
	words   []word
	units   []word // the words, and the marks between them
	hits    []Hit
	covered []int    // by category: the first word that its last hit leaves free
	marks   []string // marks of style that the sentence has
	name    []byte
	padded  []byte // a word with its edges marked

	// what is known of the last target
	target   string
	topics   []string // what its content words are known by
	mentions []string // by word of the sentence: the topic it mentions, or empty
}

// NewExtractor returns an extractor. For the targets in crossed every feature occurs twice, once for all
// targets and once for the sentence's own (Daumé, "Frustratingly easy domain adaptation", ACL 2007). The
// lexicon may be nil.
func NewExtractor(settings Settings, lexicon *Lexicon, crossed []string) *Extractor {
	if lexicon == nil {
		lexicon = NewLexicon(nil)
	}
	e := &Extractor{settings: settings, lexicon: lexicon, types: newWordTypes(), covered: make([]int, lexicon.categories)}
	e.crossed = make(map[string]string)
	for _, target := range crossed {
		if target != "" {
			e.crossed[target] = crossMark + targetName(target)
		}
	}
	return e
}

// Each calls emit for every occurrence of every feature of the sentence, always in the same order: what lies within
// its words, word by word, and then the rest.
func (e *Extractor) Each(in Input, emit func(Feature)) {
	e.Begin(in)
	for i := range e.words {
		e.EachWithin(i, emit)
	}
	e.EachAcross(emit)
}

// Begin takes a sentence apart, for EachWithin and EachAcross.
func (e *Extractor) Begin(in Input) {
	e.in, e.crossing = in, e.crossed[in.Target]
	e.tokens = AppendTokens(e.tokens[:0], in.Text)
	e.words = wordsOf(e.words[:0], e.tokens, in.Quotes, e.types)
	e.findUnits()
	e.findHits()
}

// Words is the number of the words of the sentence.
func (e *Extractor) Words() int { return len(e.words) }

// Word is where a word stands.
func (e *Extractor) Word(i int) Span { return e.words[i].Span }

// Memo is a place to keep what follows from EachWithin of a word: the same place for all words of which it says the
// same, nil at first, and now and then again, when the extractor forgets words so that they do not fill memory.
func (e *Extractor) Memo(i int) *any { return e.words[i].memoOf(e.crossing) }

// EachWithin calls emit for every feature that lies within one word: its stem, its form, its character n-grams.
func (e *Extractor) EachWithin(i int, emit func(Feature)) {
	e.emit = emit
	w := &e.words[i]
	if e.settings.Stems > 0 {
		e.begin(Stem)
		e.name = append(e.name, w.stem...)
		e.send(Stem, 1, w.Span)
	}
	if e.settings.Forms > 0 && w.stem != w.Norm {
		e.begin(Form)
		e.name = append(e.name, w.Norm...)
		e.send(Form, 1, w.Span)
	}
	if e.settings.CharMax > 0 {
		e.charNgrams(w)
	}
}

// EachAcross calls emit for every feature of the sentence that does not lie within one word.
func (e *Extractor) EachAcross(emit func(Feature)) {
	e.emit = emit
	e.eachStemNgram()
	e.eachFormNgram()
	if e.settings.Lexicon {
		e.eachLexiconHit()
	}
	if e.settings.Style {
		e.eachStyle()
	}
	if e.settings.Target && e.in.Target != "" {
		e.eachTarget()
	}
}

// Hits is the lexicon's hits in the sentence that Each was last called with, in order. They are good until
// its next call.
func (e *Extractor) Hits() []Hit { return e.hits }

// begin starts a new name in the reused buffer.
func (e *Extractor) begin(kind Kind) {
	e.name = append(append(e.name[:0], kind...), ':')
}

// send emits the feature whose name is in the buffer, and its copy for the target.
func (e *Extractor) send(kind Kind, weight float64, span Span) {
	e.emit(Feature{Name: e.name, Kind: kind, Weight: weight, Span: span})
	if e.crossing != "" {
		e.name = append(e.name, e.crossing...)
		e.emit(Feature{Name: e.name, Kind: kind, Crossed: true, Weight: weight, Span: span})
	}
}

// whole is the span of the sentence, for features that have no one place.
func (e *Extractor) whole() Span { return Span{End: len(e.in.Text)} }
