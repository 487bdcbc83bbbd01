package report

import (
	"fmt"
	"io"
	"strings"

	"rhetor/features"
)

// page is the face of the Markdown format: GitHub tables, each below an empty line.
type page struct {
	out   io.Writer
	begun bool
}

// newMarkdown starts a report in Markdown. Every document has its heading.
func newMarkdown(w io.Writer, opt Options) Writer {
	p := newPages(&page{out: w}, opt)
	p.named = true
	return p
}

// heading writes a heading.
func (p *page) heading(text string) error { return p.part("## " + markdown(clean(text)) + "\n") }

// note writes a paragraph.
func (p *page) note(text string) error { return p.part(text + "\n") }

// grid writes a table, its caption as a paragraph above.
func (p *page) grid(g Grid) error {
	if g.Caption != "" {
		if err := p.note(markdown(clean(g.Caption))); err != nil {
			return err
		}
	}
	return p.part(g.markdown())
}

// part writes a part of the report, an empty line before it unless it is the first.
func (p *page) part(text string) error {
	if p.begun {
		text = "\n" + text
	}
	p.begun = true
	_, err := io.WriteString(p.out, text)
	return err
}

// mark is nothing: loaded terms are bold.
func (p *page) mark() string { return "" }

// sample is a loaded term as it is shown.
func (p *page) sample() string { return "**term**" }

// markdown is the table as GitHub reads it.
func (g Grid) markdown() string {
	var out strings.Builder
	all := g.cleaned()
	fmt.Fprintf(&out, "%s%s", markdownRow(all[0], markdown), markdownRow(g.rules(), func(s string) string { return s }))
	for i, row := range all[1:] {
		for j, cell := range row {
			row[j] = g.emphasized(cell, i, j)
		}
		out.WriteString(markdownRow(row, func(s string) string { return s }))
	}
	return out.String()
}

// rules are the cells of the line under the header, which set a column left or right.
func (g Grid) rules() []string {
	rules := make([]string, len(g.Header))
	for i := range rules {
		rules[i] = "---"
		if g.right(i) {
			rules[i] = "---:"
		}
	}
	return rules
}

// emphasized escapes a cell and puts its bold stretches in asterisks. Markdown has no colours.
func (g Grid) emphasized(cell string, row, column int) string {
	var paints []paint
	if g.paint != nil {
		paints = g.paint(row, column)
	}
	draw := func(text string, ink style) string {
		if ink == bold {
			return "**" + markdown(text) + "**"
		}
		return markdown(text)
	}
	return decorate(cell, features.Span{End: len(cell)}, paints, draw, markdown)
}

// markdownRow writes one line of a table.
func markdownRow(cells []string, escape func(string) string) string {
	escaped := make([]string, len(cells))
	for i, cell := range cells {
		escaped[i] = escape(cell)
	}
	return "| " + strings.Join(escaped, " | ") + " |\n"
}

// markdown escapes what Markdown, the HTML in it, or GitHub's formulas would take for markup.
func markdown(text string) string { return markdownEscaper.Replace(text) }

var markdownEscaper = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;",
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "|", `\|`,
	"[", `\[`, "]", `\]`, "!", `\!`, "#", `\#`, "$", `\$`,
)
