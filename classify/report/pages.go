package report

import (
	"strings"

	"rhetor/classify/result"
)

// pages writes a report for people: a table of sentences for each document, a legend, the summary.
// Table and Markdown differ only in their face.
type pages struct {
	face     face
	opt      Options
	summary  *Summary
	document string
	entries  entries // sentences of the document at hand
	named    bool    // documents get a heading
	quotes   bool    // the mark of a quoted voice was used
	loaded   bool    // the mark of a loaded term was used
}

// face is how the parts of a report for people look in one format.
type face interface {
	heading(text string) error
	grid(g Grid) error
	note(text string) error
	mark() string   // put on both sides of a loaded term in the text
	sample() string // how a loaded term looks, for the legend
}

// newPages starts a report for people.
func newPages(f face, opt Options) *pages {
	return &pages{face: f, opt: opt, summary: NewSummary()}
}

// Write takes one sentence. A document is written when it is complete, for its columns to line up; sorted sentences of
// all documents are written together.
func (p *pages) Write(s result.Sentence) error {
	p.summary.Add(s)
	if !p.opt.Sentences {
		return nil
	}
	if len(p.entries) > 0 && s.Document != p.document && p.opt.Selection.Sort == "" {
		p.named = true
		if err := p.flush(); err != nil {
			return err
		}
	}
	p.document = s.Document
	p.entries = append(p.entries, newEntry(s, p.face.mark()))
	return nil
}

// Close writes the last document, the legend and the summary.
func (p *pages) Close() error {
	if p.summary.Sentences() == 0 {
		if err := p.face.note("no sentences"); err != nil {
			return err
		}
		return p.selected()
	}
	if err := p.flush(); err != nil {
		return err
	}
	if err := p.legend(); err != nil {
		return err
	}
	if err := p.selected(); err != nil || !p.opt.Summary {
		return err
	}
	return p.grids(p.summary.Grids())
}

// selected heads the summary with what it counts, where that is not all.
func (p *pages) selected() error {
	selected := p.opt.Selection.String()
	if selected == "" || !p.opt.Summary {
		return nil
	}
	return p.face.heading("selected: " + selected)
}

// flush writes the document at hand.
func (p *pages) flush() error {
	if len(p.entries) == 0 {
		return nil
	}
	if heading := p.heading(); heading != "" {
		if err := p.face.heading(heading); err != nil {
			return err
		}
	}
	p.quotes = p.quotes || p.entries.anyQuoted()
	p.loaded = p.loaded || p.entries.anyLoaded()
	err := p.face.grid(p.entries.grid())
	p.entries = p.entries[:0]
	return err
}

// heading names the document where there are several, and what stance is toward.
func (p *pages) heading() string {
	target := ""
	if targets := p.entries.targets(); len(targets) == 1 && targets[0] != "" {
		target = "toward " + targets[0]
	}
	if !p.named || p.entries.severalDocuments() {
		return target
	}
	return strings.TrimSuffix(p.document+", "+target, ", ")
}

// legend explains the marks that were used.
func (p *pages) legend() error {
	if !p.opt.Sentences {
		return nil
	}
	var marks []string
	if p.loaded {
		marks = append(marks, p.face.sample()+" loaded term")
	}
	if p.quotes {
		marks = append(marks, quoteMark+" quoted voice")
	}
	return p.face.note(strings.Join(append(marks, "p probability of the label"), "; "))
}

// grids writes tables one below the other.
func (p *pages) grids(all []Grid) error {
	for _, g := range all {
		if err := p.face.grid(g); err != nil {
			return err
		}
	}
	return nil
}
