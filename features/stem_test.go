package features

import (
	"strconv"
	"strings"
	"testing"

	"github.com/kljensen/snowball/english"
)

func TestStemKeepsTogether(t *testing.T) {
	for _, family := range []string{
		"Putin putin's",
		"organ organs organ's",
		"organize organizes organized organizing organisers organise",
		"organization organizations organization's organisational organizational",
		"university universities university's",
		"universal universally universality",
		"important importantly importance",
		"import imports imported importing",
		"international internationally",
		"internal internally",
		"author authors author's",
		"authority authorities authority's",
		"experiment experiments experimented experimenting experimental",
		"liberate liberates liberating liberation liberators",
		"execute executed executing execution executions",
		"executive executives",
		"terrible terribly",
	} {
		words := strings.Fields(strings.ToLower(family))
		for _, word := range words[1:] {
			if stemOf(word) != stemOf(words[0]) {
				t.Errorf("%s is %s, but %s is %s", words[0], stemOf(words[0]), word, stemOf(word))
			}
		}
	}
}

func TestStemKeepsApart(t *testing.T) {
	for _, list := range []string{
		"organ organize organization organic",
		"university universe universal",
		"important import",
		"international internal intern",
		"authority author",
		"several sever",
		"emergency emerge",
		"experiment experience",
		"capitalism capital", "socialism social", "nationalism nation",
		"liberation liberal",
		"executive execute",
		"humanity human",
	} {
		stems := map[string]string{}
		for word := range strings.FieldsSeq(list) {
			if other, same := stems[stemOf(word)]; same {
				t.Errorf("%s and %s are both %s", other, word, stemOf(word))
			}
			stems[stemOf(word)] = word
		}
	}
}

// Every exception parts its word, in its British spelling or its American one, from another that the
// stemmer takes for the same.
func TestStemExceptionsAreNeeded(t *testing.T) {
	others := strings.Fields(`organ universe import intern author sever emerge experience capital social liberal
		execute nation human`)
	for word := range stemExceptions {
		others = append(others, word)
	}
	for word, stem := range stemExceptions {
		if !mergesWithAnother(word, stem, others) && !mergesWithAnother(strings.ReplaceAll(word, "iz", "is"), stem, others) {
			t.Errorf("%s needs no exception: the stemmer's own %s is no other word's", word, english.Stem(word, false))
		}
	}
}

// mergesWithAnother tells whether the stemmer gives a word the stem of one that we keep apart.
func mergesWithAnother(word, stem string, others []string) bool {
	for _, other := range others {
		if english.Stem(other, false) == english.Stem(word, false) && stemOf(other) != stem {
			return true
		}
	}
	return false
}

func TestStemExceptionsAreNoOtherWordsStems(t *testing.T) {
	for word, stem := range stemExceptions {
		if stemExceptions[stem] != stem {
			t.Errorf("the stem of %s is %s, whose own stem is %s", word, stem, stemOf(stem))
		}
	}
}

func TestStemsRememberAndForget(t *testing.T) {
	s := newWordTypes()
	for range 2 {
		if got := s.of(&Token{Kind: Word, Norm: "heinously"}).stem; got != stemOf("heinously") {
			t.Errorf("got %s", got)
		}
	}
	for i := range mostWordTypes {
		s.known[typeName{norm: strconv.Itoa(i)}] = nil
	}
	if s.of(&Token{Kind: Word, Norm: "brand-new"}); len(s.known) > mostWordTypes {
		t.Errorf("%d types are known", len(s.known))
	}
}
