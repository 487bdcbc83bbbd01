// Package features turns text into sentences, sentences into tokens, and tokens into sparse vectors
// of named features. It knows no labels and no models.
//
// The way through it, in order:
//
//	text      --Paragraphs-->  paragraphs  (paragraph.go)
//	paragraph --Split------->  sentences, each with its byte offsets, voice and quotations
//	                           (sentence.go, quote.go)
//	sentence  --Tokenize---->  tokens, each with its byte offsets and normal form (token.go)
//	tokens    --Extractor--->  occurrences of named features, each with its place in the text
//	                           (extract.go; ngrams.go, lexicon.go, style.go, target.go)
//	features  --Vocabulary-->  a sparse vector (space.go, vocabulary.go)
package features
