package features

import (
	"strings"

	"github.com/kljensen/snowball/english"
)

// Stemmer is the name and version of the stemmer; it goes into every model file, because a model that was
// learned with one stemmer cannot be used with another.
const Stemmer = "snowball english (kljensen/snowball v0.10.0), with exceptions 2"

// stemExceptions keeps apart words that the stemmer merges though political text means different things
// by them, and keeps each together with its own inflections. Possessives go with their words.
var stemExceptions = map[string]string{
	"organization": "organization", "organizations": "organization", "organizational": "organization",
	"organisation": "organization", "organisations": "organization", "organisational": "organization",
	"organize": "organize", "organizes": "organize", "organized": "organize", "organizing": "organize", "organizer": "organize", "organizers": "organize",
	"organise": "organize", "organises": "organize", "organised": "organize", "organising": "organize", "organiser": "organize", "organisers": "organize",
	"organic": "organic", "organically": "organic",
	"university": "university", "universities": "university",
	"universal": "universal", "universally": "universal", "universality": "universal",
	"important": "important", "importantly": "important", "importance": "important",
	"international": "international", "internationally": "international", "internationalism": "international",
	"internal": "internal", "internally": "internal",
	"authority": "authority", "authorities": "authority",
	"several":   "several",
	"emergency": "emergency", "emergencies": "emergency",
	"experiment": "experiment", "experiments": "experiment", "experimented": "experiment", "experimenting": "experiment",
	"capitalism": "capitalism",
	"socialism":  "socialism",
	"liberation": "liberation", "liberate": "liberation", "liberates": "liberation", "liberated": "liberation",
	"liberating": "liberation", "liberator": "liberation", "liberators": "liberation",
	"executive": "executive", "executives": "executive",
	"nationalism": "nationalism",
	"humanity":    "humanity",
}

// stemOf is the stem of a normal form.
func stemOf(norm string) string {
	if stem, ok := stemExceptions[strings.TrimSuffix(norm, "'s")]; ok {
		return stem
	}
	if stem := english.Stem(norm, false); stem != "" {
		return stem
	}
	return norm
}
