package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html/charset"
)

// Bounds on a workbook: the bytes of one part, unpacked, of what stands between two tags, and how deep tags may nest.
const (
	maxPart    = 1 << 30
	maxBetween = 1 << 20
	maxNesting = 64
)

// ErrOld tells that a file is of the container that Excel used before, and uses to encrypt.
var ErrOld = errors.New("the workbook is encrypted, or of Excel 2003 or older")

// parts is the parts of a workbook by their name, in lower case and with slashes.
type parts map[string]*zip.File

// openParts opens a workbook as the archive that it is.
func openParts(data []byte) (parts, error) {
	if bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
		return nil, ErrOld
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.New("not a workbook, or cut short")
	}
	all := parts{}
	for _, file := range archive.File {
		name := nameOf(file.Name)
		if all[name] != nil {
			return nil, fmt.Errorf("the workbook has two parts named %s", quote(file.Name))
		}
		all[name] = file
	}
	return all, nil
}

// nameOf is the name of a part as it is looked up.
func nameOf(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean(strings.ReplaceAll(name, `\`, "/")), "/"))
}

// part is a part being read, element by element.
type part struct {
	name   string
	file   io.ReadCloser
	tokens *xml.Decoder
	open   []xml.Name
}

// open opens a part.
func (p parts) open(name string) (*part, error) {
	file := p[nameOf(name)]
	if file == nil {
		return nil, fmt.Errorf("the workbook has no part %s", quote(name))
	}
	if file.UncompressedSize64 > maxPart {
		return nil, fmt.Errorf("part %s has more than %d MiB, unpacked", quote(name), maxPart>>20)
	}
	r, err := file.Open()
	if err != nil {
		return nil, damaged(name, err)
	}
	tokens := xml.NewDecoder(&between{r: r})
	tokens.CharsetReader = charset.NewReaderLabel
	return &part{name: name, file: r, tokens: tokens}, nil
}

func (p *part) close() { _ = p.file.Close() }

// damaged is the error for a part that is not what it should be. It shows nothing that would steer a terminal.
func damaged(name string, err error) error {
	msg := err.Error()
	if quoted := strconv.Quote(msg); quoted != `"`+msg+`"` {
		msg = quoted
	}
	return fmt.Errorf("part %s is damaged: %s", quote(name), msg)
}

func quote(name string) string { return strconv.Quote(name[:min(len(name), 60)]) }

// next is the next token, nil after the last one.
func (p *part) next() (xml.Token, error) {
	token, err := p.tokens.RawToken()
	switch {
	case err == io.EOF && len(p.open) == 0:
		return nil, nil
	case err == io.EOF:
		err = errors.New("it ends early")
	}
	if err != nil {
		return nil, damaged(p.name, err)
	}
	switch token := token.(type) {
	case xml.StartElement:
		if p.open = append(p.open, token.Name); len(p.open) > maxNesting {
			return nil, damaged(p.name, fmt.Errorf("tags nest more than %d deep", maxNesting))
		}
	case xml.EndElement:
		last := len(p.open) - 1
		if last < 0 || p.open[last] != token.Name {
			return nil, damaged(p.name, errors.New("a tag ends that did not begin"))
		}
		p.open = p.open[:last]
	}
	return token, nil
}

// child is the next element that lies directly within the element open at a depth, from 0; nil where that one ends.
// What is left of the child before is passed over.
func (p *part) child(depth int) (*xml.StartElement, error) {
	for {
		token, err := p.next()
		if err != nil || token == nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if len(p.open) == depth+2 {
				return &token, nil
			}
		case xml.EndElement:
			if len(p.open) == depth {
				return nil, nil
			}
		}
	}
}

// enter goes into an element of the root, which has a name.
func (p *part) enter(root, name string) error {
	element, err := p.child(-1)
	if err != nil {
		return err
	}
	if element == nil || element.Name.Local != root {
		return damaged(p.name, fmt.Errorf("it is no %s", root))
	}
	for {
		element, err := p.child(0)
		switch {
		case err != nil:
			return err
		case element == nil:
			return damaged(p.name, fmt.Errorf("it has no %s", name))
		case element.Name.Local == name:
			return nil
		}
	}
}

// finish reads the rest: the checksum shows at the end.
func (p *part) finish() error {
	for {
		token, err := p.next()
		if err != nil || token == nil {
			return err
		}
	}
}

// attribute is the value of an attribute, whatever its prefix.
func attribute(element *xml.StartElement, name string) string {
	for _, a := range element.Attr {
		if a.Name.Local == name && a.Name.Space != "xmlns" {
			return a.Value
		}
	}
	return ""
}

// between reads on until more stands between two tags than a token may have: who takes tokens holds each in memory.
type between struct {
	r    io.Reader
	size int
}

func (b *between) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	for rest := p[:n]; len(rest) > 0; {
		at := bytes.IndexByte(rest, '<')
		if at < 0 {
			b.size += len(rest)
			rest = nil
		} else {
			b.size += at
			rest = rest[at+1:]
		}
		if b.size > maxBetween {
			return 0, fmt.Errorf("more than %d KiB without a tag", maxBetween>>10)
		}
		if at >= 0 {
			b.size = 0
		}
	}
	return n, err
}
