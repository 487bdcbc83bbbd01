package parquet

import (
	"encoding/binary"
)

// delta reads numbers as differences, packed in blocks of so few bits as the largest of a block needs.
// https://parquet.apache.org/docs/file-format/data-pages/encodings/#delta-encoding-delta_binary_packed--5
type delta struct {
	data   []byte // what follows
	number int    // of values that were not read yet
	perRun int    // values of a run of one width
	runs   int    // of a block
	last   int64
	least  int64  // of the block's differences
	widths []byte // of the runs of the block that are to come
	packed []byte // the present run
	at     int    // next value of it; perRun when it has been read
	begun  bool
}

// newDelta reads what comes before the first block.
func newDelta(page []byte) (*delta, error) {
	d := &delta{data: page}
	block, err := d.uvarint(1 << 24)
	runs, err2 := d.uvarint(1 << 16)
	number, err3 := d.uvarint(1 << 31)
	if err != nil || err2 != nil || err3 != nil || runs == 0 || block%(runs*8) != 0 || block == 0 {
		return nil, errDamaged
	}
	d.perRun, d.runs, d.number = int(block/runs), int(runs), int(number)
	d.at = d.perRun
	d.last, err = d.varint()
	return d, err
}

func (d *delta) uvarint(most uint64) (uint64, error) {
	n, size := binary.Uvarint(d.data)
	if size <= 0 || n > most {
		return 0, errDamaged
	}
	d.data = d.data[size:]
	return n, nil
}

func (d *delta) varint() (int64, error) {
	n, size := binary.Varint(d.data)
	if size <= 0 {
		return 0, errDamaged
	}
	d.data = d.data[size:]
	return n, nil
}

func (d *delta) next() (int64, error) {
	if d.number == 0 {
		return 0, errDamaged
	}
	d.number--
	if !d.begun {
		d.begun = true
		return d.last, nil
	}
	if d.at == d.perRun {
		if err := d.nextRun(); err != nil {
			return 0, err
		}
	}
	width := uint(len(d.packed) * 8 / d.perRun)
	d.last += d.least + int64(bitsAt(d.packed, d.at*int(width), width))
	d.at++
	return d.last, nil
}

// nextRun begins a run, and the next block where the one before has none left.
func (d *delta) nextRun() (err error) {
	if len(d.widths) == 0 {
		if d.least, err = d.varint(); err != nil || len(d.data) < d.runs {
			return errDamaged
		}
		d.widths, d.data = d.data[:d.runs], d.data[d.runs:]
	}
	size := d.perRun / 8 * int(d.widths[0])
	if d.widths[0] > 64 || size > len(d.data) {
		return errDamaged
	}
	d.packed, d.data, d.widths, d.at = d.data[:size], d.data[size:], d.widths[1:], 0
	return nil
}

// end is what follows all numbers, of which there may be so many.
func (d delta) end(most int) ([]byte, error) {
	if d.number > most {
		return nil, errDamaged
	}
	for d.number > 0 {
		if _, err := d.next(); err != nil {
			return nil, err
		}
	}
	return d.data, nil
}

// deltaNumbers reads numbers.
type deltaNumbers struct {
	numbers *delta
	column  *column
}

func newDeltaNumbers(page []byte, c *column) (texts, error) {
	numbers, err := newDelta(page)
	return &deltaNumbers{numbers, c}, err
}

func (d *deltaNumbers) next() (string, error) {
	n, err := d.numbers.next()
	if err != nil {
		return "", err
	}
	if d.column.width == 4 {
		n = int64(int32(n))
	}
	return d.column.text(value{number: n})
}

// deltaTexts reads bytes: first all lengths, then all bytes.
type deltaTexts struct {
	lengths *delta
	data    []byte
	column  *column
}

func newDeltaTexts(page []byte, number int, c *column) (*deltaTexts, error) {
	lengths, err := newDelta(page)
	if err != nil {
		return nil, err
	}
	data, err := lengths.end(number)
	return &deltaTexts{lengths, data, c}, err
}

func (d *deltaTexts) raw() ([]byte, error) {
	size, err := d.lengths.next()
	if err != nil || size < 0 || size > int64(len(d.data)) {
		return nil, errDamaged
	}
	raw := d.data[:size]
	d.data = d.data[size:]
	return raw, nil
}

func (d *deltaTexts) next() (string, error) {
	raw, err := d.raw()
	if err != nil {
		return "", err
	}
	return d.column.textOf(raw)
}

// deltaPrefixed reads bytes of which the first are those of the value before.
type deltaPrefixed struct {
	prefixes *delta
	rest     *deltaTexts
	last     []byte
}

// maxPrefixed is how long a value may grow: 16 MiB, as a line of other tables.
const maxPrefixed = 16 << 20

func newDeltaPrefixed(page []byte, number int, c *column) (texts, error) {
	prefixes, err := newDelta(page)
	if err != nil {
		return nil, err
	}
	data, err := prefixes.end(number)
	if err != nil {
		return nil, err
	}
	rest, err := newDeltaTexts(data, number, c)
	return &deltaPrefixed{prefixes: prefixes, rest: rest}, err
}

func (d *deltaPrefixed) next() (string, error) {
	prefix, err := d.prefixes.next()
	if err != nil || prefix < 0 || prefix > int64(len(d.last)) {
		return "", errDamaged
	}
	rest, err := d.rest.raw()
	if err != nil || int(prefix)+len(rest) > maxPrefixed {
		return "", errDamaged
	}
	d.last = append(d.last[:prefix], rest...)
	return d.rest.column.textOf(d.last)
}
