package document

import (
	"strings"

	"golang.org/x/net/html"
)

// textOf is the text of a tree of HTML as prose: blocks are paragraphs.
func textOf(n *html.Node) string {
	var p prose
	p.node(n, false)
	return p.String()
}

// node adds the text of an element and of all in it. Preformatted text keeps its line ends.
func (p *prose) node(n *html.Node, preformatted bool) {
	switch {
	case n.Type == html.TextNode && preformatted:
		p.lines(n.Data)
	case n.Type == html.TextNode:
		p.add(n.Data)
	case n.Type == html.ElementNode && (isMute[n.Data] || isHidden(n) || isNoteMark(n)):
		return
	case n.Data == "br":
		p.newLine()
	case n.Data == "q":
		p.add("“")
		p.children(n, preformatted)
		p.gap = none
		p.add("”")
	case isBlock[n.Data] || isWall[n.Data]:
		p.end()
		p.children(n, preformatted || n.Data == "pre" || n.Data == "xmp" || n.Data == "plaintext" || n.Data == "listing")
		p.end()
	default:
		p.children(n, preformatted)
	}
}

// children adds the text of all in an element.
func (p *prose) children(n *html.Node, preformatted bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.node(c, preformatted)
	}
}

// isMute tells the elements whose text is no part of what a page says: controls, menus, drawings, formulas, readings aloud
// of characters.
var isMute = set("head script style title template svg math object audio video canvas map nav select option datalist button meter progress rp rt")

// isHidden tells whether an element is marked as not shown.
func isHidden(n *html.Node) bool {
	style := strings.ToLower(strings.Join(strings.Fields(attribute(n, "style")), ""))
	return hasAttribute(n, "hidden") || attribute(n, "aria-hidden") == "true" ||
		strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// isNoteMark tells whether an element is the number of a note: a raised link, or one that is marked as such.
func isNoteMark(n *html.Node) bool {
	if n.Data == "a" {
		return attribute(n, "epub:type") == "noteref" || attribute(n, "role") == "doc-noteref"
	}
	if n.Data != "sup" {
		return false
	}
	for c := range n.Descendants() {
		if c.Data == "a" && c.Type == html.ElementNode {
			return true
		}
	}
	return n.Parent != nil && n.Parent.Data == "a" && n.FirstChild != nil && isNumber(n.FirstChild)
}

// isNumber tells whether a node is a text of no more than a number, such as 12 or [3].
func isNumber(n *html.Node) bool {
	return n.Type == html.TextNode && strings.Trim(n.Data, "0123456789[]()*† \n") == ""
}
