package report

import (
	"strings"
	"testing"
)

func TestMarkdownEscapes(t *testing.T) {
	s := one("<script>alert(1)</script> a|b \\| *c* _d_ `e` ![f](g) #h ~i~ $j$ &amp;")
	s.Document = "# <b>.txt"
	got := written(t, sentencesOnly(Markdown), s)
	for _, want := range []string{
		`## \# &lt;b&gt;.txt`,
		"&lt;script&gt;alert(1)&lt;/script&gt; a\\|b \\\\\\| \\*c\\* \\_d\\_ \\`e\\` \\!\\[f\\](g) \\#h \\~i\\~ \\$j\\$ &amp;amp;",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestMarkdownKeepsItsColumns(t *testing.T) {
	got := written(t, sentencesOnly(Markdown), one("a|b\n|---|\n\n# x | y"))
	for line := range strings.Lines(got) {
		bars := strings.Count(line, "|") - strings.Count(line, `\|`)
		if strings.HasPrefix(line, "|") && bars != 7 {
			t.Errorf("%d bars: %s", bars, line)
		}
	}
}

func TestMarkdownEscapesInsideTerms(t *testing.T) {
	got := written(t, sentencesOnly(Markdown), one("A so*called plan.", "so*called"))
	if !strings.Contains(got, `A **so\*called** plan.`) {
		t.Errorf("%s", got)
	}
}
