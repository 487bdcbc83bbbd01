package document

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"

	"rhetor/classify/table"
)

// pack is a document that is a ZIP archive of parts. Together they are no larger than a document may be. Nothing of it is
// written anywhere, so the names of parts are no more than names.
type pack struct {
	in    *input
	kind  string // the extension of its format
	parts map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

// maxParts is how many parts a document has.
const maxParts = 10_000

// oldOffice is how files of Office before 2007 begin, and all that have a password.
var oldOffice = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

// openPack opens a document of parts.
func (in *input) openPack(kind string) (*pack, error) {
	if err := in.makeRandom(); err != nil {
		return nil, err
	}
	head := make([]byte, len(oldOffice))
	if _, err := in.at.ReadAt(head, 0); err == nil && bytes.Equal(head, oldOffice) {
		return nil, &table.Error{File: in.name, Msg: "an older Office file, or one with a password", Hint: "save it as " + kind + " without a password"}
	}
	r, err := in.openZip()
	if err != nil {
		return nil, err
	}
	if len(r.File) > maxParts {
		return nil, &table.Error{File: in.name, Msg: fmt.Sprintf("more than %d parts", maxParts)}
	}
	p := &pack{in: in, kind: kind, parts: map[string]*zip.File{}, left: cmp.Or(in.opt.MaxSize, MaxSize)}
	for _, part := range r.File {
		if p.parts[part.Name] == nil {
			p.parts[part.Name] = part
		}
	}
	return p, nil
}

// open opens a part.
func (p *pack) open(name string) (io.ReadCloser, error) {
	part := p.parts[name]
	if part == nil {
		return nil, &table.Error{File: p.in.name, Msg: "no " + table.Quote(name) + " in it: no " + p.kind + " file, or a damaged one"}
	}
	if part.UncompressedSize64 > uint64(p.left) {
		return nil, p.tooLarge()
	}
	r, err := part.Open()
	if err != nil {
		return nil, p.damage(name, err)
	}
	return &unpacking{p, name, r}, nil
}

// read reads a whole part.
func (p *pack) read(name string) ([]byte, error) {
	r, err := p.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// tooLarge says that no more is unpacked.
func (p *pack) tooLarge() error {
	most := cmp.Or(p.in.opt.MaxSize, MaxSize)
	return &table.Error{File: p.in.name, Msg: fmt.Sprintf("document is larger than %d bytes, unpacked", most), Hint: "raise --max-document-size"}
}

// damage says what is wrong with a part.
func (p *pack) damage(name string, err error) error {
	return damage(p.in.name, fmt.Errorf("%s: %w", table.Quote(name), err))
}

// inside says of a part what is said of the document, whose lines it does not count.
func (p *pack) inside(name string, err error) error {
	return p.damage(name, errors.New(table.FileError(name, err).Msg))
}

// unpacking unpacks a part, and no more than is left.
type unpacking struct {
	pack *pack
	name string
	io.ReadCloser
}

func (u *unpacking) Read(p []byte) (int, error) {
	n, err := u.ReadCloser.Read(p)
	if u.pack.left -= int64(n); u.pack.left < 0 {
		return 0, u.pack.tooLarge()
	}
	if err != nil && err != io.EOF {
		err = u.pack.damage(u.name, err)
	}
	return n, err
}
