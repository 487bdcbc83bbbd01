package report

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text  string
		width int
		want  string
	}{
		{"", 5, ""},
		{"one two three", 7, "one two/three"},
		{"one two three", 8, "one two/three"},
		{"abcdefgh", 3, "abc/def/gh"},
		{"漢字漢字", 4, "漢字/漢字"},
		{"漢字", 1, "漢/字"},
		{"a-b-c-d", 4, "a-b-/c-d"},
		{"🇫🇷🇩🇪🇮🇹", 4, "🇫🇷🇩🇪/🇮🇹"},
	} {
		var lines []string
		for _, line := range wrap(test.text, test.width) {
			lines = append(lines, strings.TrimRight(line.Of(test.text), " "))
		}
		if got := strings.Join(lines, "/"); got != test.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", test.text, test.width, got, test.want)
		}
	}
}

func TestWrapStaysFastWithoutWidth(t *testing.T) {
	if got := len(wrap(strings.Repeat("\u200b", 1_000_000), 40)); got != 1 {
		t.Errorf("%d lines", got)
	}
}

// FuzzWrap checks that no byte is lost and no line too wide, unless it is a single character.
func FuzzWrap(f *testing.F) {
	f.Add("It is a reckless scheme, see https://example.org/a/b?c=d", uint8(12))
	f.Add("👩‍👩‍👧 e\u0301\u0301 \u200d漢", uint8(3))
	f.Fuzz(func(t *testing.T, text string, width uint8) {
		text = clean(text)
		room := int(width) + 2
		var whole strings.Builder
		for _, line := range wrap(text, room) {
			whole.WriteString(line.Of(text))
			if cells(line.Of(text)) > room && uniseg.GraphemeClusterCount(line.Of(text)) > 1 {
				t.Errorf("%q is wider than %d", line.Of(text), room)
			}
		}
		if whole.String() != text {
			t.Errorf("%q became %q", text, whole.String())
		}
	})
}
