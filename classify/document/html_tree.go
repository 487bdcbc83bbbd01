package document

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rhetor/classify/table"
)

// Limits of a page. HTML's own rules for repairing tags can make millions of elements of a few bytes, and readers of
// trees take time that grows with depth; so the tree is made by rules that add one element a tag at most.
const (
	maxElements = 1 << 20 // with their attributes and texts
	maxDepth    = 200     // of elements; what is deeper is put into the element above
	maxToken    = 8 << 20 // bytes of one tag, or of one stretch of text
	maxValue    = 1 << 10 // bytes of an attribute that is kept, and of the title
	maxScript   = 1 << 16 // bytes of a script that is kept for its metadata
)

// page is a tree of HTML that is being made.
type page struct {
	doc, head, body *html.Node
	open            []*html.Node // body and what is open in it
	elements        int
	headings        int
	work            int // bytes of all elements' texts: those of an element count for each that it is in
}

// parsePage makes a tree of HTML or XHTML. Of scripts only those that hold metadata are kept, no styles, no comments.
func parsePage(name, text string) (*page, error) {
	p := newPage()
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(maxToken)
	for p.elements <= maxElements {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() == html.ErrBufferExceeded {
				return nil, &table.Error{File: name, Msg: fmt.Sprintf("a tag or a text between two tags is longer than %d MiB", maxToken>>20)}
			}
			return p, nil
		case html.TextToken:
			p.text(string(z.Text()))
		case html.StartTagToken:
			p.start(z, false)
		case html.SelfClosingTagToken:
			p.start(z, true)
		case html.EndTagToken:
			tag, _ := z.TagName()
			p.end(string(tag))
		}
	}
	return nil, &table.Error{File: name, Msg: fmt.Sprintf("more than %d elements", maxElements)}
}

// newPage is a page with no more than html, head and body.
func newPage() *page {
	p := &page{doc: &html.Node{Type: html.DocumentNode}, head: element("head"), body: element("body")}
	root := element("html")
	p.doc.AppendChild(root)
	root.AppendChild(p.head)
	root.AppendChild(p.body)
	p.open = []*html.Node{p.body}
	return p
}

func element(tag string) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: tag, DataAtom: atom.Lookup([]byte(tag))}
}

// top is the innermost open element.
func (p *page) top() *html.Node { return p.open[len(p.open)-1] }

// text adds text.
func (p *page) text(s string) {
	p.count(len(s))
	p.top().AppendChild(&html.Node{Type: html.TextNode, Data: s})
}

// count counts an element or a text, and the work that it makes.
func (p *page) count(size int) {
	p.elements++
	p.work += (20 + size) * len(p.open)
}

// start opens an element. XHTML closes an empty one at once, which HTML does not know.
func (p *page) start(z *html.Tokenizer, closed bool) {
	name, more := z.TagName()
	n := element(string(name))
	if closed {
		z.NextIsNotRawText()
	}
	if more {
		p.attributes(z, n)
	}
	switch {
	case n.Data == "html" || n.Data == "head" || n.Data == "body":
	case isRawText[n.Data] && !closed:
		p.raw(z, n)
	default:
		if n.Data == "h1" || n.Data == "h2" {
			p.headings++
		}
		p.closeBefore(n.Data)
		p.count(0)
		p.parent(n.Data).AppendChild(n)
		if !closed && !isVoid[n.Data] && len(p.open) < maxDepth {
			p.open = append(p.open, n)
		}
	}
}

// attributes gives an element those attributes that tell what its text is.
func (p *page) attributes(z *html.Tokenizer, n *html.Node) {
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		if isTelling[string(key)] && len(value) <= maxValue {
			p.elements++
			n.Attr = append(n.Attr, html.Attribute{Key: string(key), Val: string(value)})
		}
	}
}

// parent is where a new element goes: what says something of the page goes into its head.
func (p *page) parent(tag string) *html.Node {
	if tag == "meta" || tag == "link" || tag == "base" {
		return p.head
	}
	return p.top()
}

// raw reads an element that holds no markup. Old pages have text in such; of the others the page's title and JSON-LD
// are kept.
func (p *page) raw(z *html.Tokenizer, n *html.Node) {
	if z.Next() != html.TextToken {
		return // its end, or the end of the page
	}
	text, parent := z.Text(), p.head
	switch n.Data {
	case "xmp", "plaintext":
		parent = p.top()
	case "title":
		if len(p.open) > 1 {
			return // of a drawing
		}
		text = text[:min(len(text), maxValue)]
	case "script":
		if attribute(n, "type") != "application/ld+json" || len(text) > maxScript {
			return
		}
	default:
		return
	}
	p.count(len(text))
	n.AppendChild(&html.Node{Type: html.TextNode, Data: string(text)})
	parent.AppendChild(n)
}

// end closes the innermost open element of a name, and all in it, unless a table stands between.
func (p *page) end(tag string) {
	for i := len(p.open) - 1; i > 0; i-- {
		if p.open[i].Data == tag {
			p.open = p.open[:i]
			return
		}
		if isWall[p.open[i].Data] && !isWall[tag] {
			return
		}
	}
}

// closeBefore closes what a new element ends without saying so: a paragraph ends where another begins.
func (p *page) closeBefore(tag string) {
	if isBlock[tag] {
		p.closeWithin(paragraphEnd)
	}
	if c, ok := closes[tag]; ok {
		p.closeWithin(c)
	}
}

// closeWithin closes elements from the inside out, up to those that hold them.
func (p *page) closeWithin(c closing) {
	for i := len(p.open) - 1; i > 0 && !c.within[p.open[i].Data]; i-- {
		if c.tags[p.open[i].Data] {
			p.open = p.open[:i]
		}
	}
}

// closing is which elements a new one ends, within which.
type closing struct{ tags, within map[string]bool }

var closes = map[string]closing{
	"li":     {set("li"), set("ul ol menu table td th")},
	"dt":     {set("dt dd"), set("dl table td th")},
	"dd":     {set("dt dd"), set("dl table td th")},
	"td":     {set("td th"), set("table tr")},
	"th":     {set("td th"), set("table tr")},
	"tr":     {set("tr caption"), set("table")},
	"tbody":  {set("tbody thead tfoot caption"), set("table")},
	"thead":  {set("tbody thead tfoot caption"), set("table")},
	"tfoot":  {set("tbody thead tfoot caption"), set("table")},
	"option": {set("option"), set("select")},
	"a":      {set("a"), set("table td th")},
}

// paragraphEnd is the paragraph that every block ends.
var paragraphEnd = closing{set("p"), set("button object table td th caption")}

// set is a set of the names of elements.
func set(names string) map[string]bool {
	s := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		s[name] = true
	}
	return s
}

var (
	// isVoid tells the elements that have no content.
	isVoid = set("area base br col embed hr img input link meta param source track wbr")
	// isRawText tells the elements that hold no markup.
	isRawText = set("script style title textarea noscript noembed noframes iframe xmp plaintext")
	// isTelling tells the attributes that say what an element's text is.
	isTelling = set("aria-hidden aria-modal class colspan content datetime dir epub:type hidden href http-equiv id itemprop itemscope " +
		"itemtype lang name property rel role rowspan style summary type")
	// isWall tells the elements that an end tag of another kind does not reach across.
	isWall = set("table thead tbody tfoot tr td th caption")
	// isBlock tells the elements that stand on lines of their own and that end a paragraph.
	isBlock = set("address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure footer " +
		"form h1 h2 h3 h4 h5 h6 header hr legend li listing main menu nav ol p plaintext pre search section summary table ul xmp")
)

// attribute is the value of an element's attribute; empty where it has none.
func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// hasAttribute tells whether an element has an attribute.
func hasAttribute(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}
