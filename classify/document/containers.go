package document

import (
	"io"

	"rhetor/classify/table"
)

// unpacker calls visit with every input within a container, and returns an error of visit as it is.
type unpacker func(in *input, visit func(*input) error) error

// leaves calls visit with every input that is no container: the input itself, or all that a container holds. The
// formats that pack one thing are unpacked wherever they stand, but none twice in a row; an archive within an archive
// is an error.
func (in *input) leaves(visit func(*input, format) error) error {
	f, notice, err := in.format()
	switch {
	case err != nil:
		return err
	case f.archive && in.archived:
		return &table.Error{File: in.name, Msg: "an archive within an archive"}
	case f.unpack != nil && !f.archive && in.unpacked:
		return &table.Error{File: in.name, Msg: "compressed more than once"}
	}
	if notice != "" {
		in.notice(notice)
	}
	if f.unpack == nil {
		return visit(in, f)
	}
	return f.unpack(in, func(inner *input) error {
		inner.archived, inner.unpacked = in.archived || f.archive, !f.archive
		return inner.leaves(visit)
	})
}

// within is an input that another holds.
func (in *input) within(name, ext string, r io.Reader) *input {
	inner := *in
	inner.ext, inner.r = ext, r
	inner.at, inner.size, inner.zip = nil, 0, nil
	inner.call(name)
	return &inner
}

const (
	maxRatio  = 200     // bytes that come out of one byte that is compressed
	freeBytes = 1 << 30 // bytes that may come out at any ratio
)

// ratio watches how much comes out of a compressed input.
type ratio struct {
	file     string
	packed   func() int64 // bytes that have been read
	unpacked int64
}

// add counts bytes that have come out. There is an error when they are too many.
func (r *ratio) add(n int) error {
	r.unpacked += int64(n)
	return r.check()
}

func (r *ratio) check() error {
	if r.unpacked <= freeBytes || r.unpacked/maxRatio <= r.packed() {
		return nil
	}
	return &table.Error{File: r.file, Msg: "unpacks to more than 1 GiB and 200 times its size", Hint: "looks like a compression bomb: unpack it first if it is none"}
}

// unpacked reads what is unpacked, and watches how much it is. Its first error stays.
type unpacked struct {
	file   string
	kind   string // of what is unpacked, such as "gzip data"
	r      io.Reader
	ratios []*ratio
	err    error
}

func (u *unpacked) Read(p []byte) (int, error) {
	if u.err != nil {
		return 0, u.err
	}
	n, err := u.r.Read(p)
	if err != nil && err != io.EOF {
		err = damaged(u.file, u.kind, err)
	}
	for _, r := range u.ratios {
		if full := r.add(n); full != nil {
			err = full
		}
	}
	u.err = err
	return n, err
}

// failed is the error that it has failed with.
func (u *unpacked) failed() error {
	if u.err == io.EOF {
		return nil
	}
	return u.err
}

// counted counts the bytes that are read from a stream.
type counted struct {
	r    io.Reader
	read int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.read += int64(n)
	return n, err
}
