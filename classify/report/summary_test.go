package report

import (
	"fmt"
	"strings"
	"testing"

	"rhetor/classify/result"
)

// summed returns the summary of some sentences as text.
func summed(t *testing.T, sentences ...result.Sentence) string {
	t.Helper()
	return written(t, Options{Summary: true}, sentences...)
}

func TestSummaryShowsFifteenTerms(t *testing.T) {
	var all []result.Sentence
	for i := range 20 {
		name := fmt.Sprintf("term%02d", i)
		all = append(all, one(name, name))
	}
	all = append(all, inQuotes(one("term19", "term19")))
	got := summed(t, all...)
	if !strings.Contains(got, "the 15 most frequent of 20") || strings.Contains(got, "term14") {
		t.Errorf("%s", got)
	}
	if first := strings.Index(got, "term19  insult        2       1\nterm00"); first < 0 {
		t.Errorf("term19 is not first:\n%s", got)
	}
}

func TestSummaryCountsQuotedTermsByTheirPlace(t *testing.T) {
	s := inQuotes(one("“A vile plan,” said the vile man.", "vile"))
	s.Quotes[0].End = s.Loaded[0].Start
	if got := summed(t, s); !strings.Contains(got, "vile  insult        1       0\n") {
		t.Errorf("%s", got)
	}
}

func TestSummaryOfOneTask(t *testing.T) {
	s := one("x")
	s.Tasks = s.Tasks[:1]
	if got := summed(t, s); strings.Contains(got, "tone") {
		t.Errorf("%s", got)
	}
}

func TestSummaryTellsSameLabelsApart(t *testing.T) {
	var all []result.Sentence
	for _, name := range []string{"a.txt", "b.txt"} {
		s := one("x")
		s.Document = name
		s.Tasks = result.Tasks{
			predict("stance", "favor", 0.9, []string{"favor", "neutral"}),
			predict("mood", "neutral", 0.9, []string{"glad", "neutral"})}
		all = append(all, s)
	}
	if got := summed(t, all...); !strings.Contains(got, "document  sentences   favor  neutral  glad  mood neutral\n") {
		t.Errorf("%s", got)
	}
}

func TestSummaryWithoutSentences(t *testing.T) {
	if got := NewSummary().Grids(); len(got) != 0 {
		t.Errorf("%v", got)
	}
}
