package features

import "strings"

// endings are what English adds to a word to inflect it, the longer ones first.
var endings = []string{"ing", "ed", "es", "ly", "ie", "s", "e", "y"}

// core is what a word and its inflected forms begin with: the word without an ending, and without a letter
// doubled before it. "Embolden" is the core of emboldens, emboldened and emboldening.
//
// Lexicons ask for it beside the stem, because stems also merge a word with what it is derived from, and
// whoever lists "questionable" does not mean every question.
func core(norm string) string {
	norm = strings.TrimSuffix(norm, "'s")
	for _, ending := range endings {
		if rest, found := strings.CutSuffix(norm, ending); found && rest != "" {
			norm = rest
			break
		}
	}
	if last := len(norm) - 1; last > 1 && norm[last] == norm[last-1] {
		norm = norm[:last]
	}
	return norm
}
