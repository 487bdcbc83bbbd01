package features

// Span is a half-open range of bytes [Start, End) of a text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Of returns the bytes of text that the span covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Voice tells who speaks in a sentence.
type Voice string

const (
	// Author is the voice of the document's own writer, reports of others' words included.
	Author Voice = "author"
	// Quoted is the voice of a sentence that stands for the most part inside quotation marks.
	Quoted Voice = "quoted"
)

// Sentence is one sentence of a text: its bytes, its paragraph, its voice.
type Sentence struct {
	Span
	Paragraph int    // number of its paragraph in the text, from 0
	Voice     Voice  // who speaks
	Quotes    []Span // what stands inside quotation marks, marks left out, clipped to the sentence; in order
}

// TokenKind tells what a token is.
type TokenKind uint8

// The kinds of token.
const (
	Word    TokenKind = iota // letters, with inner apostrophes: don't, U.S., ISIS-K; parted at other hyphens
	Number                   // 3,700  2024  1.5m  21st  50%  9/11  10:30
	Punct                    // one mark, or a run of the same mark: . ... !!! ?!
	Emoji                    // one emoji, modifiers and joiners included, or one emoticon that stands alone :)
	URL                      // https://...  www.example.com  example.com/page  a@example.com
	Mention                  // @name
	Hashtag                  // #tag
	Symbol                   // anything else that is not space
)

// Token is one token of a sentence.
type Token struct {
	Span
	Kind TokenKind
	Norm string // what features are made of: lower case, NFKC, straight quotes, nothing invisible; never empty
}
