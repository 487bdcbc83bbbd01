package document

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"rhetor/classify/table"
)

// markdownFormat is Markdown: its prose, and what its front matter says of it.
var markdownFormat = format{read: readMarkdown, names: named("title", "author", "date")}

// readMarkdown reads CommonMark with the tables, task lists, footnotes and deletions that GitHub adds. Headings,
// paragraphs, list items and table cells are paragraphs. Code blocks, HTML, targets of links and images, and front
// matter are left out.
func readMarkdown(in *input) error {
	raw, err := in.readAll(table.LimitLines(in.name, in.r))
	if err != nil {
		return err
	}
	decoded, err := in.decodeText(raw, "")
	if err != nil {
		return err
	}
	matter, body := cutFrontMatter(decoded)
	var p prose
	for len(body) > 0 {
		var part string
		part, body = cutPart(body)
		if err := p.markdown([]byte(part)); err != nil {
			return err
		}
	}
	return in.emitText(p.String(), factsOf(matter))
}

// frontMatter is metadata ahead of the text: YAML between lines of three dashes, or TOML between lines of three pluses.
var frontMatter = regexp.MustCompile(`^(?:---[ \t]*\r?\n((?s:.*?\n)?)(?:---|\.\.\.)|\+\+\+[ \t]*\r?\n((?s:.*?\n)?)\+\+\+)[ \t]*(?:\r?\n|$)`)

// matterLine is a line that gives one value to one name.
var matterLine = regexp.MustCompile(`(?m)^([A-Za-z_][\w-]*)[ \t]*[:=][ \t]*(.*?)[ \t\r]*$`)

// cutFrontMatter cuts the front matter off a text. Two rules with prose between are none.
func cutFrontMatter(s string) (matter, body string) {
	m := frontMatter.FindStringSubmatchIndex(s)
	if m == nil {
		return "", s
	}
	matter = s[max(m[2], m[4]):max(m[3], m[5])]
	first := strings.TrimLeft(matter, " \t\r\n")
	if at := matterLine.FindStringIndex(first); first != "" && !strings.HasPrefix(first, "#") && (at == nil || at[0] > 0) {
		return "", s
	}
	return matter, s[m[1]:]
}

// factsOf is what front matter says in plain values.
func factsOf(matter string) (facts Fields) {
	values := map[string]string{}
	for _, m := range matterLine.FindAllStringSubmatch(matter, 200) {
		if name := strings.ToLower(m[1]); values[name] == "" {
			values[name] = strings.Trim(m[2], `"'`)
		}
	}
	facts.know("title", values["title"])
	facts.know("author", values["author"])
	facts.know("date", day(values["date"]))
	return facts
}

// markdown adds the prose of Markdown.
func (p *prose) markdown(source []byte) (err error) {
	defer recovered(&err)
	doc := newMarkdownParser().Parse(text.NewReader(source))
	return ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeBlock {
			p.end()
		}
		switch {
		case n.Kind() == ast.KindCodeBlock, n.Kind() == ast.KindFencedCodeBlock, n.Kind() == ast.KindHTMLBlock:
			return ast.WalkSkipChildren, nil
		case entering:
			p.inline(n, source)
		}
		return ast.WalkContinue, nil
	})
}

// inline adds what an inline node holds itself, and not in nodes within.
func (p *prose) inline(n ast.Node, source []byte) {
	switch n := n.(type) {
	case *ast.Text:
		value := n.Segment.Value(source)
		if n.Parent().Kind() != ast.KindCodeSpan {
			value = util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(value)))
		}
		p.add(string(value))
		switch {
		case n.HardLineBreak():
			p.newLine()
		case n.SoftLineBreak():
			p.part(space)
		}
	case *ast.String:
		if len(n.Value) > 0 {
			p.end()
		}
	case *ast.AutoLink:
		p.add(string(n.Label(source)))
	}
}

// newMarkdownParser makes a parser that takes no more than linear time.
func newMarkdownParser() parser.Parser {
	var marks int
	few := func(p parser.InlineParser) parser.InlineParser { return &fewMarks{p, &marks} }
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(shallow{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(shallow{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(few(noteMark{}), 50),
			util.Prioritized(few(parser.NewCodeSpanParser()), 100),
			util.Prioritized(few(parser.NewLinkParser()), 200),
			util.Prioritized(few(parser.NewAutoLinkParser()), 300),
			util.Prioritized(few(parser.NewRawHTMLParser()), 400),
			util.Prioritized(few(parser.NewEmphasisParser()), 500),
			util.Prioritized(few(extension.NewStrikethroughParser()), 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(fewDefinitions{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(fewCells{extension.NewTableParagraphTransformer()}, 200),
		),
	)
}

// noteMark leaves out the number of a footnote, [^1]. The [^1]: before its text becomes the end of a paragraph.
type noteMark struct{}

func (noteMark) Trigger() []byte { return []byte{'['} }

var noteMarks = regexp.MustCompile(`^\[\^[^\]\s]{1,50}\](?:: ?)?`)

func (noteMark) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	m := noteMarks.Find(line[:min(len(line), 60)])
	if m == nil {
		return nil
	}
	block.Advance(len(m))
	if m[len(m)-1] == ']' {
		return ast.NewString(nil)
	}
	return ast.NewString(m)
}

// maxNesting is how deep lists and quotations may lie in one another. What is deeper is plain text.
const maxNesting = 50

// shallow is a parser of blocks that hold blocks, down to a depth.
type shallow struct{ parser.BlockParser }

func (s shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		depth++
	}
	if depth > maxNesting {
		return nil, parser.NoChildren
	}
	return s.BlockParser.Open(parent, reader, pc)
}

// maxMarks is how many brackets, stars and the like of one paragraph may mean more than themselves: what one means may
// hang on all that follows. Of a paragraph longer than 10 kB it is fewer.
const maxMarks = 3000

// fewMarks is an inline parser that leaves all marks but the first of a paragraph as they are.
type fewMarks struct {
	parser.InlineParser
	marks *int // of the present block, counted by all parsers
}

func (f *fewMarks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	lines := parent.Lines()
	size := lines.At(lines.Len()-1).Stop - lines.At(0).Start
	if *f.marks += 1 + size/10_000; *f.marks > maxMarks {
		return nil
	}
	return f.InlineParser.Parse(parent, block, pc)
}

func (f *fewMarks) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	*f.marks = 0
	if closer, ok := f.InlineParser.(parser.CloseBlocker); ok {
		closer.CloseBlock(parent, block, pc)
	}
}

// Limits of a paragraph that may begin with definitions of links, or turn out to be a table.
const (
	maxDefinitions = 2000    // lines
	maxCells       = 1 << 18 // a short row gets all the cells that the first row has
)

// fewDefinitions takes definitions of links off paragraphs, unless these are too long.
type fewDefinitions struct{ parser.ParagraphTransformer }

func (d fewDefinitions) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if node.Lines().Len() <= maxDefinitions {
		d.ParagraphTransformer.Transform(node, reader, pc)
	}
}

// fewCells makes tables of paragraphs, unless they would be too large.
type fewCells struct{ parser.ParagraphTransformer }

func (c fewCells) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, widest := node.Lines(), 0
	for i := range lines.Len() {
		line := lines.At(i)
		widest = max(widest, 1+bytes.Count(line.Value(reader.Source()), []byte("|")))
	}
	if widest*lines.Len() <= maxCells {
		c.ParagraphTransformer.Transform(node, reader, pc)
	}
}

// maxPart bounds the memory for the parts of a text, many times its size.
const maxPart = 256 << 10

// cutPart cuts a part off a long text, where no code block is open: at a blank line before a line that stands at the
// margin, or at a line end where there is no such.
func cutPart(s string) (part, rest string) {
	if len(s) <= maxPart {
		return s, ""
	}
	best, fenced, blank := 0, false, false
	for at := 0; at < min(len(s), 2*maxPart); {
		end := len(s)
		if i := strings.IndexByte(s[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		line := strings.TrimSpace(s[at:end])
		switch {
		case at > maxPart && best == 0:
			best = at
		case at > maxPart && blank && !fenced && line != "" && s[at] > ' ':
			return s[:at], s[at:]
		}
		if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~") {
			fenced = !fenced
		}
		blank = line == ""
		at = end
	}
	if best == 0 {
		return s, ""
	}
	return s[:best], s[best:]
}
