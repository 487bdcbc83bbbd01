package report

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/olekukonko/tablewriter"

	"rhetor/features"
)

// Grid is a table of plain text. Control characters are taken out and white space is folded when it is
// written, so that any text may go in.
type Grid struct {
	Caption string // one line above the table; may be empty
	Header  []string
	Rows    [][]string // no longer than Header; what is missing is empty
	Right   []int      // columns that are set flush right

	paint func(row, column int) []paint // styles of a cell, in order; nil for none
}

const (
	gap       = 2  // blanks between two columns
	narrowest = 20 // cells that the wrapped column is left with at least
)

// init makes the same bytes come out everywhere: runewidth, with which tablewriter measures, would take the
// width of “ and … from the locale.
func init() { runewidth.DefaultCondition.EastAsianWidth = false }

// Render writes the table for a terminal of width columns: the header, a light rule, the rows. When it
// is too wide its widest left-set column is wrapped.
func (g Grid) Render(w io.Writer, width int) error {
	all := g.cleaned()
	wide, limit := g.fit(all, width)
	var out bytes.Buffer
	g.draw(&out, all[0], g.layOut(all[1:], wide, limit))
	_, err := io.WriteString(w, g.captionLine()+tidy(out.String()))
	return err
}

// captionLine is the caption with its line end, or nothing.
func (g Grid) captionLine() string {
	if g.Caption == "" {
		return ""
	}
	return clean(g.Caption) + "\n"
}

// cleaned returns header and rows, all of the header's length, every cell made safe to show.
func (g Grid) cleaned() [][]string {
	all := make([][]string, 0, len(g.Rows)+1)
	for _, row := range append([][]string{g.Header}, g.Rows...) {
		safe := make([]string, len(g.Header))
		for i, cell := range row {
			safe[i] = clean(cell)
		}
		all = append(all, safe)
	}
	return all
}

// fit returns the column to wrap and how wide it may be for the table to fit into width.
func (g Grid) fit(all [][]string, width int) (wide, limit int) {
	widths := g.widths(all)
	rest := width - gap*(len(widths)-1)
	wide = -1
	for i, n := range widths {
		rest -= n
		if !g.right(i) && (wide < 0 || n >= widths[wide]) {
			wide = i
		}
	}
	if wide < 0 || rest >= 0 {
		return -1, 0
	}
	return wide, max(narrowest, widths[wide]+rest)
}

// widths returns the width of every column in cells.
func (g Grid) widths(all [][]string) []int {
	widths := make([]int, len(g.Header))
	for _, row := range all {
		for i, cell := range row {
			widths[i] = max(widths[i], cells(cell))
		}
	}
	return widths
}

// right reports whether a column is set flush right.
func (g Grid) right(column int) bool { return slices.Contains(g.Right, column) }

// layOut wraps and paints the rows. All cells of a row get the same number of lines, because
// tablewriter fills up with lines two blanks wide, which push a column of one cell askew.
func (g Grid) layOut(rows [][]string, wide, limit int) [][]string {
	for i, row := range rows {
		wrapped := make([]features.Span, 1)
		if wide >= 0 {
			wrapped = wrap(row[wide], limit)
		}
		for j, cell := range row {
			lines := wrapped
			if j != wide {
				lines = []features.Span{{End: len(cell)}}
			}
			row[j] = g.painted(cell, lines, i, j) + strings.Repeat("\n", len(wrapped)-len(lines))
		}
	}
	return rows
}

// painted joins the lines of a cell, each painted for itself: no style runs over a line's end.
func (g Grid) painted(cell string, lines []features.Span, row, column int) string {
	var paints []paint
	if g.paint != nil {
		paints = g.paint(row, column)
	}
	shown := make([]string, len(lines))
	for i, line := range lines {
		line.End = line.Start + len(strings.TrimRight(line.Of(cell), " "))
		shown[i] = decorate(cell, line, paints, ansi, func(s string) string { return s })
	}
	return strings.Join(shown, "\n")
}

// draw lets tablewriter set the columns: two blanks between them, a rule under the header, no borders.
func (g Grid) draw(out io.Writer, header []string, rows [][]string) {
	table := tablewriter.NewWriter(out)
	table.SetAutoFormatHeaders(false)
	table.SetAutoWrapText(false)
	table.SetBorder(false)
	table.SetColumnSeparator("")
	table.SetCenterSeparator("")
	table.SetRowSeparator("─")
	table.SetHeaderAlignment(tablewriter.ALIGN_LEFT)
	table.SetColumnAlignment(g.alignment())
	table.SetHeader(g.alignedHeader(header, rows))
	table.AppendBulk(rows)
	table.Render()
}

// alignment is tablewriter's word for how each column is set.
func (g Grid) alignment() []int {
	align := make([]int, len(g.Header))
	for i := range align {
		align[i] = tablewriter.ALIGN_LEFT
		if g.right(i) {
			align[i] = tablewriter.ALIGN_RIGHT
		}
	}
	return align
}

// alignedHeader sets the header of a right-set column flush right; tablewriter aligns all headers alike.
func (g Grid) alignedHeader(header []string, rows [][]string) []string {
	for _, column := range g.Right {
		width := 0
		for _, row := range rows {
			width = max(width, tablewriter.DisplayWidth(row[column]))
		}
		header[column] = tablewriter.PadLeft(header[column], " ", width)
	}
	return header
}

// tidy takes off the margin of two cells that tablewriter leaves for a border on both sides.
func tidy(drawn string) string {
	lines := strings.Split(strings.TrimSuffix(drawn, "\n"), "\n")
	for i, line := range lines {
		line = strings.TrimRight(strings.TrimPrefix(line, "  "), " ")
		if i == 1 {
			line = strings.TrimSuffix(strings.TrimPrefix(line, "──"), "──")
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n") + "\n"
}
