package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"rhetor/classify/result"
)

// most is how many loaded terms are shown.
const most = 15

// terms counts loaded terms.
type terms struct {
	counts map[term]*uses
}

// term is a loaded term in one of its categories.
type term struct{ name, category string }

// uses counts a term, and how often it stands inside quotation marks.
type uses struct{ all, quoted int }

// newTerms returns an empty tally.
func newTerms() *terms { return &terms{counts: map[term]*uses{}} }

func (t *terms) add(s result.Sentence) {
	for _, found := range s.Loaded {
		key := term{found.Term, found.Category}
		if t.counts[key] == nil {
			t.counts[key] = &uses{}
		}
		t.counts[key].all++
		if quoted(s, found) {
			t.counts[key].quoted++
		}
	}
}

func (t *terms) grids() []Grid {
	if len(t.counts) == 0 {
		return nil
	}
	order := t.order()
	g := Grid{
		Caption: "loaded terms, and how many of them inside quotation marks",
		Header:  []string{"term", "category", "count", "quoted"},
		Right:   []int{2, 3},
	}
	if len(order) > most {
		g.Caption = fmt.Sprintf("the %d most frequent of %d %s", most, len(order), g.Caption)
	}
	for _, key := range order[:min(most, len(order))] {
		n := t.counts[key]
		g.Rows = append(g.Rows, []string{key.name, key.category, strconv.Itoa(n.all), strconv.Itoa(n.quoted)})
	}
	return []Grid{g}
}

// order is the terms, the most frequent first, then by name.
func (t *terms) order() []term {
	var all []term
	for key := range t.counts {
		all = append(all, key)
	}
	slices.SortFunc(all, func(a, b term) int {
		return cmp.Or(
			t.counts[b].all-t.counts[a].all,
			cmp.Compare(a.name, b.name),
			cmp.Compare(a.category, b.category))
	})
	return all
}
