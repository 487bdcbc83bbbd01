package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	htmlcharset "golang.org/x/net/html/charset"
)

// Limits of XML. Entities that a document defines itself are errors, and nothing outside is ever fetched: the parser
// knows no such entities.
const (
	maxXMLDepth      = 1000
	maxXMLAttributes = 1 << 16 // equals signs between two angle brackets
)

// eachToken parses a part, from the outside in and in order.
func (p *pack) eachToken(name string, start func(xml.StartElement), end func(xml.EndElement), text func(xml.CharData)) error {
	r, err := p.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	decoder := xml.NewDecoder(&fewAttributes{r: r})
	decoder.CharsetReader = htmlcharset.NewReaderLabel
	for depth := 0; depth <= maxXMLDepth; {
		token, err := decoder.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return p.damage(name, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			start(token)
		case xml.EndElement:
			depth--
			end(token)
		case xml.CharData:
			text(token)
		}
	}
	return p.damage(name, fmt.Errorf("elements nested deeper than %d", maxXMLDepth))
}

// fewAttributes fails where a tag has more attributes than any has: they take far more memory than their bytes.
type fewAttributes struct {
	r      io.Reader
	equals int // since the last angle bracket
}

func (f *fewAttributes) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	rest := p[:n]
	for {
		i := bytes.IndexAny(rest, "<>")
		if i < 0 {
			break
		}
		if f.equals += bytes.Count(rest[:i], []byte("=")); f.equals > maxXMLAttributes {
			break
		}
		f.equals, rest = 0, rest[i+1:]
	}
	if f.equals += bytes.Count(rest, []byte("=")); f.equals > maxXMLAttributes {
		return 0, errAttributes
	}
	return n, err
}

var errAttributes = errors.New("a tag has too many attributes")

// value is the value of an attribute by its local name.
func value(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// sayings is the text of a small file's elements that hold no others, by local name: the first that is not empty. A file
// that is not there or is damaged says no more than it says.
func (p *pack) sayings(name string) map[string]string {
	said, text := map[string]string{}, ""
	if p.parts[name] == nil {
		return said
	}
	_ = p.eachToken(name, func(xml.StartElement) { text = "" }, func(e xml.EndElement) {
		if said[e.Name.Local] == "" && len(said) < 100 {
			said[e.Name.Local] = strings.TrimSpace(text)
		}
		text = ""
	}, func(s xml.CharData) {
		if len(text) < maxFact {
			text += string(s)
		}
	})
	return said
}
