package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	htmlcharset "golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"

	"rhetor/classify/table"
)

// htmlFormat is web pages: the article of a page, or all of it where no article stands out.
var htmlFormat = format{read: readHTML, names: named("title", "author", "date")}

// readHTML reads a page. What is an article, its title, author and day are found as Mozilla's Readability finds them.
func readHTML(in *input) error {
	raw, err := in.readAll(in.r)
	if err != nil {
		return err
	}
	text, err := in.decodeHTML(raw, "")
	if err != nil {
		return err
	}
	page, err := parsePage(in.name, text)
	if err != nil {
		return err
	}
	whole := textOf(page.body)
	article, facts := articleOf(page)
	if article == "" && whole != "" {
		in.notice("no article found: read the whole page")
		article = whole
	}
	return in.emitText(article, facts)
}

// Limits of a page that is searched for an article: the search reads the text of each element again and again, and
// compares each heading with the title. An ordinary page has a tenth of the work at most.
const (
	maxWork     = 1 << 27
	maxHeadings = 1000
)

// articleOf is the text of a page's article, empty where there is none, and what is known of it. It changes the page.
func articleOf(page *page) (text string, facts Fields) {
	if page.work > maxWork || page.headings > maxHeadings {
		return "", nil
	}
	article, err := readable(page.doc)
	if err != nil {
		return "", nil
	}
	if article.Node != nil {
		text = textOf(article.Node)
	}
	facts.know("title", article.Title())
	facts.know("author", strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(article.Byline()), "By "), "by "))
	if t, err := article.PublishedTime(); err == nil {
		facts.know("date", t.Format("2006-01-02"))
	}
	return text, facts
}

// readable finds the article. What the library cannot take is an error.
func readable(doc *html.Node) (article readability.Article, err error) {
	defer recovered(&err)
	parser := readability.NewParser()
	return parser.ParseAndMutate(doc, nil)
}

// recovered makes an error of a panic of a library.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("damaged: %v", r)
	}
}

// xmlEncoding is the encoding that XML declares on its first line.
var xmlEncoding = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}encoding=["']([A-Za-z0-9._-]+)["']`)

// decodeHTML turns the bytes of a page into text. A byte order mark or a charset that is known from elsewhere tells the
// encoding; what is good UTF-8 beyond ASCII is that, whatever it declares; then counts what it declares. Bytes that this
// has no place for become U+FFFD. Where nothing is declared, or windows-1252, a page is decoded as plain text is.
func (in *input) decodeHTML(raw []byte, known string) (string, error) {
	enc, name, marked := htmlcharset.DetermineEncoding(raw, "text/html; charset="+known)
	if m := xmlEncoding.FindSubmatch(raw[:min(len(raw), 400)]); m != nil && !marked {
		if e, n := htmlcharset.Lookup(string(m[1])); e != nil && !strings.HasPrefix(n, "utf-16") {
			enc, name = e, n
		}
	}
	switch {
	case name == "utf-8" || !marked && isUTF8(raw):
		return string(bytes.TrimPrefix(raw, []byte("\ufeff"))), refuseNUL(in.name, raw)
	case name == "windows-1252" && !marked:
		return in.decodeText(raw, "")
	}
	return in.decodeAs(raw, enc)
}

// isUTF8 tells whether bytes are good UTF-8, and not ASCII only.
func isUTF8(raw []byte) bool {
	return utf8.Valid(raw) && bytes.ContainsFunc(raw, func(r rune) bool { return r > '~' })
}

// decodeText turns the bytes of a text into text: by the charset that is known where it is, and with a notice as plain
// text is decoded otherwise.
func (in *input) decodeText(raw []byte, known string) (string, error) {
	if enc, _ := htmlcharset.Lookup(known); enc != nil && !isUTF8(raw) {
		return in.decodeAs(raw, enc)
	}
	text, notice, err := decode(in.name, raw)
	if notice != "" {
		in.notice(notice)
	}
	return text, err
}

// decodeAs decodes what is said to be in an encoding.
func (in *input) decodeAs(raw []byte, enc encoding.Encoding) (string, error) {
	text, err := enc.NewDecoder().Bytes(raw)
	if string(text) == "\ufffd" { // stands for encodings that are not safe to decode
		return "", &table.Error{File: in.name, Msg: "in an encoding that is not read", Hint: "convert it to UTF-8, for instance with iconv"}
	}
	return strings.TrimPrefix(string(text), "\ufeff"), err
}
