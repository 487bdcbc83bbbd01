package report

import (
	"fmt"
	"io"
)

// terminal is the face of the Table format. A blank line stands between any two parts.
type terminal struct {
	out    io.Writer
	width  int
	color  bool
	begun  bool
	headed bool // the line above is the heading of what comes
}

// newTable starts a report for a terminal, or for a pipe, where it is stable.
func newTable(w io.Writer, opt Options) Writer {
	return newPages(&terminal{out: w, width: opt.Width, color: opt.Color}, opt)
}

// heading writes a line above a table.
func (t *terminal) heading(text string) error {
	text = clean(text)
	if t.color {
		text = ansi(text, bold)
	}
	err := t.note(text)
	t.headed = true
	return err
}

// grid writes a table.
func (t *terminal) grid(g Grid) error {
	if !t.color {
		g.paint = nil
	}
	if err := t.part(); err != nil {
		return err
	}
	return g.Render(t.out, t.width)
}

// note writes a line.
func (t *terminal) note(text string) error {
	if err := t.part(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(t.out, text)
	return err
}

// part begins a part of the report: with a blank line unless it is the first or has its heading above.
func (t *terminal) part() error {
	apart := t.begun && !t.headed
	t.begun, t.headed = true, false
	if !apart {
		return nil
	}
	_, err := fmt.Fprintln(t.out)
	return err
}

// mark is put around loaded terms, so that they are seen without colour too.
func (t *terminal) mark() string { return "*" }

// sample is a loaded term as it is shown.
func (t *terminal) sample() string { return "*term*" }
