package features

import "github.com/kljensen/snowball/english"

// Stemmer is the name and version of the stemmer; it goes into every model file, because a model that was
// learned with one stemmer cannot be used with another.
const Stemmer = "snowball english (kljensen/snowball v0.10.0), with exceptions 1"

// stemExceptions keeps apart words that the stemmer merges though political text means different things
// by them.
var stemExceptions = map[string]string{
	"organization": "organization", "organizations": "organization", "organizational": "organization",
	"organisation": "organization", "organisations": "organization", "organisational": "organization",
	"organize": "organize", "organizes": "organize", "organized": "organize", "organizing": "organize", "organizer": "organize", "organizers": "organize",
	"organise": "organize", "organises": "organize", "organised": "organize", "organising": "organize", "organiser": "organize", "organisers": "organize",
	"organic": "organic", "organically": "organic",
	"university": "university", "universities": "university",
	"universal": "universal", "universally": "universal",
	"important": "important", "importantly": "important", "importance": "important",
	"international": "international", "internationally": "international",
	"internal": "internal", "internally": "internal",
	"authority": "authority", "authorities": "authority",
	"several":   "several",
	"emergency": "emergency", "emergencies": "emergency",
	"experiment": "experiment", "experiments": "experiment", "experimental": "experiment",
	"capitalism": "capitalism", "capitalist": "capitalism", "capitalists": "capitalism",
	"socialism": "socialism", "socialist": "socialism", "socialists": "socialism",
	"liberation": "liberation", "liberate": "liberation", "liberated": "liberation",
	"execution": "execution", "executions": "execution",
	"executive": "executive", "executives": "executive",
	"nationalism": "nationalism", "nationalist": "nationalism", "nationalists": "nationalism",
	"humanity": "humanity",
}

// stems maps a token's normal form to its stem, remembering what it has met. It is not safe for use by
// several goroutines.
type stems struct{ known map[string]string }

// stemCacheLimit bounds the cache: text can be made of endlessly many words.
const stemCacheLimit = 1 << 18

func newStems() *stems { return &stems{known: make(map[string]string)} }

// of returns the stem of a normal form.
func (s *stems) of(norm string) string {
	if stem, ok := s.known[norm]; ok {
		return stem
	}
	if len(s.known) >= stemCacheLimit {
		clear(s.known)
	}
	stem := stemOf(norm)
	s.known[norm] = stem
	return stem
}

func stemOf(norm string) string {
	if stem, ok := stemExceptions[norm]; ok {
		return stem
	}
	if stem := english.Stem(norm, false); stem != "" {
		return stem
	}
	return norm
}
