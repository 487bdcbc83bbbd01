package parquet

import (
	"encoding/binary"

	"github.com/parquet-go/parquet-go/format"
)

// plain reads values one behind the other: numbers in their width, little end first; truth values as bits; bytes
// behind their length.
type plain struct {
	data   []byte
	column *column
	bit    int // of truth values
}

func (p *plain) next() (string, error) {
	switch {
	case p.column.width > 0:
		if len(p.data) < p.column.width {
			return "", errDamaged
		}
		raw := p.data[:p.column.width]
		p.data = p.data[p.column.width:]
		return p.column.textOf(raw)
	case p.column.physical == format.Boolean:
		if p.bit >= len(p.data)*8 {
			return "", errDamaged
		}
		p.bit++
		return p.column.text(value{number: int64(bitsAt(p.data, p.bit-1, 1))})
	}
	raw, rest, err := prefixed(p.data)
	if err != nil {
		return "", err
	}
	p.data = rest
	return p.column.textOf(raw)
}

// booleans reads truth values as runs.
type booleans struct {
	bits   hybrid
	column *column
}

func newBooleans(page []byte, c *column) (texts, error) {
	bits, _, err := prefixed(page)
	return &booleans{hybrid{data: bits, width: 1}, c}, err
}

func (b *booleans) next() (string, error) {
	bit, err := b.bits.next()
	if err != nil {
		return "", err
	}
	return b.column.text(value{number: int64(bit)})
}

// streams reads values of a width whose first bytes stand together, then their second bytes, and so on.
type streams struct {
	data   []byte
	column *column
	at     int
}

func (s *streams) next() (string, error) {
	number := len(s.data) / s.column.width
	if s.at >= number {
		return "", errDamaged
	}
	raw := make([]byte, s.column.width)
	for i := range raw {
		raw[i] = s.data[i*number+s.at]
	}
	s.at++
	return s.column.textOf(raw)
}

// dictionary is values that pages refer to by number.
type dictionary struct {
	data   []byte
	places []uint32 // where those begin that have no fixed width
	number int
	column *column
}

// newDictionary finds the values of a dictionary.
func newDictionary(page []byte, number int, c *column) (*dictionary, error) {
	d := &dictionary{data: page, number: number, column: c}
	if c.width > 0 && number >= 0 && number <= len(page)/c.width {
		return d, nil
	}
	if c.physical != format.ByteArray {
		return nil, errDamaged
	}
	at := uint64(0)
	for range number {
		if at+4 > uint64(len(page)) {
			return nil, errDamaged
		}
		d.places = append(d.places, uint32(at))
		at += 4 + uint64(binary.LittleEndian.Uint32(page[at:]))
	}
	if at > uint64(len(page)) {
		return nil, errDamaged
	}
	return d, nil
}

func (d *dictionary) at(i uint32) (string, error) {
	if int64(i) >= int64(d.number) {
		return "", errDamaged
	}
	if d.places == nil {
		return d.column.textOf(d.data[int(i)*d.column.width:][:d.column.width])
	}
	raw, _, err := prefixed(d.data[d.places[i]:])
	if err != nil {
		return "", err
	}
	return d.column.textOf(raw)
}

// references reads the numbers of values in a dictionary.
type references struct {
	numbers    hybrid
	dictionary *dictionary
	last       uint32 // the number before, and its text: values often follow their likes
	text       string
	some       bool
}

func newReferences(page []byte, d *dictionary) (texts, error) {
	if d == nil || len(page) > 0 && page[0] > 32 {
		return nil, errDamaged
	}
	r := &references{dictionary: d}
	if len(page) > 0 { // else there are no values, but nulls
		r.numbers = hybrid{data: page[1:], width: uint(page[0])}
	}
	return r, nil
}

func (r *references) next() (string, error) {
	i, err := r.numbers.next()
	if err != nil || r.some && i == r.last {
		return r.text, err
	}
	if r.text, err = r.dictionary.at(i); err != nil {
		return "", err
	}
	r.last, r.some = i, true
	return r.text, nil
}
