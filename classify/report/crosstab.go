package report

import (
	"strconv"

	"rhetor/classify/result"
)

// crosstab counts stance against tone. It is empty where one is missing or multi-label.
type crosstab struct {
	stances, tones labelSet
	counts         map[[2]string]int // by stance and tone
}

// newCrosstab returns an empty tally.
func newCrosstab() *crosstab { return &crosstab{counts: map[[2]string]int{}} }

func (c *crosstab) add(s result.Sentence) {
	stance, hasStance := find(s, stanceTask)
	tone, hasTone := find(s, toneTask)
	if !hasStance || !hasTone || multi(stance) || multi(tone) {
		return
	}
	c.stances.learn(stance)
	c.tones.learn(tone)
	c.counts[[2]string{stance.Label, tone.Label}]++
}

func (c *crosstab) grids() []Grid {
	if len(c.counts) == 0 {
		return nil
	}
	g := Grid{Caption: "tone by stance, in sentences", Header: []string{toneTask}}
	for _, tone := range c.tones {
		g.Rows = append(g.Rows, c.row(tone, []string{tone}))
	}
	g.Rows = append(g.Rows, c.row("all", c.tones))
	g.Header = append(append(g.Header, c.stances...), "all")
	for i := range len(c.stances) + 1 {
		g.Right = append(g.Right, i+1)
	}
	return []Grid{g}
}

// row is the counts of some tones together, with their total.
func (c *crosstab) row(name string, tones []string) []string {
	row, total := []string{name}, 0
	for _, stance := range c.stances {
		n := 0
		for _, tone := range tones {
			n += c.counts[[2]string{stance, tone}]
		}
		total += n
		row = append(row, strconv.Itoa(n))
	}
	return append(row, strconv.Itoa(total))
}
