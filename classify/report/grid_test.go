package report

import (
	"bytes"
	"strings"
	"testing"
)

// rendered draws a grid for a terminal of width columns.
func rendered(t *testing.T, g Grid, width int) string {
	t.Helper()
	var out bytes.Buffer
	if err := g.Render(&out, width); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestGrid(t *testing.T) {
	g := Grid{Caption: "metrics", Header: []string{"n", "what", "F1"}, Right: []int{0, 2},
		Rows: [][]string{{"1", "a long name of a thing to be wrapped", "7"}, {"12", "short"}}}
	want := strings.Join([]string{
		"metrics",
		" n  what                 F1",
		"───────────────────────────",
		" 1  a long name of a      7",
		"    thing to be wrapped",
		"12  short",
		""}, "\n")
	if got := rendered(t, g, 28); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestGridKeepsItsRule(t *testing.T) {
	g := Grid{Header: []string{"a"}, Rows: [][]string{{"──x──"}}}
	if got, want := rendered(t, g, 80), "a\n─────\n──x──\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestGridWithoutRows(t *testing.T) {
	if got, want := rendered(t, Grid{Header: []string{"a", "b"}}, 80), "a  b\n────\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestGridLeavesCallersCellsAlone(t *testing.T) {
	g := Grid{Header: []string{"n"}, Right: []int{0}, Rows: [][]string{{"1\n2"}}}
	rendered(t, g, 80)
	if g.Header[0] != "n" || g.Rows[0][0] != "1\n2" {
		t.Errorf("changed to %q %q", g.Header, g.Rows)
	}
}
