package document

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"mime"
	"net/mail"
	"regexp"
	"strings"

	"github.com/emersion/go-message"
	"golang.org/x/net/html"
	htmlcharset "golang.org/x/net/html/charset"

	"rhetor/classify/table"
)

// mailFormat is mail messages as RFC 5322 and MIME define them.
var mailFormat = format{read: readMail, names: named("subject", "from", "date")}

// readMail reads what the sender of a message wrote: its plain text, or that of its HTML where there is no plain. What it
// quotes of other messages, a signature below "-- " and attachments are left out.
func readMail(in *input) error {
	raw, err := in.readAll(in.r)
	if err != nil {
		return err
	}
	raw = bytes.TrimLeft(bytes.TrimPrefix(raw, []byte("\ufeff")), "\r\n")
	if bytes.HasPrefix(raw, []byte("From ")) { // the line that parts messages in a mailbox
		_, raw, _ = bytes.Cut(raw, []byte("\n"))
	}
	m, _ := message.Read(bytes.NewReader(raw)) // its errors are of encodings, and the parts tell them again
	if m == nil || !isMail(&m.Header) {
		return &table.Error{File: in.name, Msg: "not a mail message: no header of one"}
	}
	parts := mailParts{in: in}
	err = parts.read(m, 0)
	text := cmp.Or(parts.plain.String(), parts.rich.String())
	switch {
	case err != nil && text == "":
		return damage(in.name, err)
	case err != nil:
		in.notice("damaged: read as far as it goes")
	case text == "" && parts.others > 0:
		return &table.Error{File: in.name, Msg: "no text: attachments only, or encrypted"}
	}
	return in.emitText(text, mailFacts(&m.Header))
}

// isMail tells whether a header is one of a mail message.
func isMail(h *message.Header) bool {
	for _, field := range []string{"From", "Date", "Subject", "To", "Received", "Message-Id", "Mime-Version", "Content-Type"} {
		if h.Has(field) {
			return true
		}
	}
	return false
}

// mailFacts is what the header says.
func mailFacts(h *message.Header) (facts Fields) {
	decoder := mime.WordDecoder{CharsetReader: htmlcharset.NewReaderLabel}
	field := func(name string) string {
		value := h.Get(name)
		if decoded, err := decoder.DecodeHeader(value); err == nil {
			return decoded
		}
		return value
	}
	facts.know("subject", field("Subject"))
	facts.know("from", field("From"))
	date := field("Date")
	if t, err := mail.ParseDate(date); err == nil {
		date = t.Format("2006-01-02")
	}
	facts.know("date", date)
	return facts
}

// mailParts gathers the text of a message.
type mailParts struct {
	in          *input
	plain, rich prose // of the parts that are plain text, and of those that are HTML
	others      int   // parts that are neither, or attached
}

// maxNestedParts is how deep the parts of a message may lie in one another.
const maxNestedParts = 20

var errNested = errors.New("parts nested too deep")

// read reads a part and the parts in it.
func (m *mailParts) read(e *message.Entity, depth int) error {
	kind, params, _ := e.Header.ContentType()
	disposition, _, _ := e.Header.ContentDisposition()
	parts := e.MultipartReader()
	switch {
	case depth > maxNestedParts:
		return errNested
	case parts == nil && (kind != "text/plain" && kind != "text/html" || disposition == "attachment"):
		m.others++
		return nil
	case parts == nil:
		return m.readText(e.Body, kind, params)
	}
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return nil
		}
		if part == nil {
			return err
		}
		if err := m.read(part, depth+1); err != nil {
			return err
		}
	}
}

// readText reads a part of text. What comes before damage is kept.
func (m *mailParts) readText(body io.Reader, kind string, params map[string]string) error {
	raw, damage := io.ReadAll(body)
	if kind == "text/html" {
		text, err := m.in.decodeHTML(raw, params["charset"])
		if err != nil {
			return err
		}
		page, err := parsePage(m.in.name, text)
		if err != nil {
			return err
		}
		cutQuoted(page.body)
		m.rich.end()
		m.rich.node(page.body, false)
		return damage
	}
	text, err := m.in.decodeText(raw, params["charset"])
	if err != nil {
		return err
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if strings.EqualFold(params["format"], "flowed") {
		text = joined(text, strings.EqualFold(params["delsp"], "yes"))
	}
	m.plain.end()
	m.plain.lines(written(text))
	return damage
}

// joined joins the lines of flowed text (RFC 3676) that go on: those that end with a space, which with delsp is no part
// of the text. A space that was put before a line is taken off.
func joined(text string, delsp bool) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		quoted, signature := strings.HasPrefix(line, ">"), line == "-- "
		if !signature && !strings.HasPrefix(line, " >") {
			line = strings.TrimPrefix(line, " ")
		}
		goesOn := strings.HasSuffix(line, " ") && !quoted && !signature
		if goesOn && delsp {
			line = strings.TrimSuffix(line, " ")
		}
		b.WriteString(line)
		if !goesOn {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// written is what a message in plain text says itself: without quoted lines, the line above them that says who wrote
// them, and the signature.
func written(text string) string {
	var lines []string
	quoted := false
	for line := range strings.SplitSeq(text, "\n") {
		if line == "-- " || originalMessage.MatchString(line) {
			break
		}
		if !strings.HasPrefix(line, ">") {
			lines, quoted = append(lines, line), quoted && strings.TrimSpace(line) == ""
			continue
		}
		if !quoted {
			lines = append(cutAttribution(lines), "")
		}
		quoted = true
	}
	return strings.Join(lines, "\n")
}

// originalMessage is the line above a message that is quoted whole.
var originalMessage = regexp.MustCompile(`^\s*-{3,} ?(Original Message|Forwarded message) ?-{3,}\s*$`)

// maxAttribution is how many lines "On 3 May, Ann wrote:" runs over.
const maxAttribution = 3

// cutAttribution cuts the last lines off where they say who wrote what is quoted below.
func cutAttribution(lines []string) []string {
	end := len(lines)
	for end > 0 && strings.TrimSpace(lines[end-1]) == "" {
		end--
	}
	if end == 0 || !strings.HasSuffix(strings.TrimSpace(lines[end-1]), "wrote:") {
		return lines
	}
	for i := end - 1; i >= max(0, end-maxAttribution); i-- {
		if strings.HasPrefix(strings.TrimSpace(lines[i]), "On ") {
			return lines[:i]
		}
	}
	return lines
}

// cutQuoted cuts what a message in HTML quotes, as mail programs mark it.
func cutQuoted(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case isQuoted(c):
			n.RemoveChild(c)
		case attribute(c, "id") == "divRplyFwdMsg" || attribute(c, "id") == "appendonsend":
			for c != nil {
				next = c.NextSibling
				n.RemoveChild(c)
				c = next
			}
			return
		default:
			cutQuoted(c)
		}
		c = next
	}
}

// isQuoted tells whether an element holds a quoted message, or says who wrote it.
func isQuoted(n *html.Node) bool {
	for class := range strings.FieldsSeq(attribute(n, "class")) {
		switch class {
		case "gmail_quote", "gmail_attr", "yahoo_quoted", "moz-cite-prefix", "moz-signature", "gmail_signature":
			return true
		}
	}
	return n.Data == "blockquote" && attribute(n, "type") == "cite"
}
