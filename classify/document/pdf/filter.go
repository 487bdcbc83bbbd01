package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"
)

// unpack undoes a stream's filters, as far as it goes: what comes before damage is kept. Streams with filters of images
// are empty.
func (f *file) unpack(s *stream) []byte {
	data := s.raw
	filters, parameters := list(f.get(s, "Filter")), list(f.get(s, "DecodeParms"))
	if len(filters) > 10 {
		return nil
	}
	for i, filter := range filters {
		var parameter any
		if i < len(parameters) {
			parameter = f.resolve(parameters[i])
		}
		data = f.undo(f.resolve(filter), parameter, data)
		f.spend(len(data))
	}
	f.spend(len(data))
	return data
}

// list makes a list of what may be one value.
func list(v any) array {
	if a, ok := v.(array); ok || v == nil {
		return a
	}
	return array{v}
}

// undo undoes one filter.
func (f *file) undo(filter, parameters any, data []byte) []byte {
	switch filter {
	case name("FlateDecode"), name("Fl"):
		r, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil
		}
		return f.unpredict(f.readAll(r), parameters)
	case name("LZWDecode"), name("LZW"):
		early := true
		if n, ok := f.get(parameters, "EarlyChange").(int); ok {
			early = n != 0
		}
		return f.unpredict(f.readAll(&lzwReader{src: data, early: early}), parameters)
	case name("ASCII85Decode"), name("A85"):
		data, _, _ = bytes.Cut(data, []byte("~>"))
		data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
		return f.readAll(ascii85.NewDecoder(bytes.NewReader(data)))
	case name("ASCIIHexDecode"), name("AHx"):
		l := lexer{src: append([]byte("<"), data...)}
		return []byte(l.hex())
	case name("RunLengthDecode"), name("RL"):
		return f.readAll(&runReader{src: data})
	}
	return nil
}

// readAll reads what a filter gives before it ends or fails.
func (f *file) readAll(r io.Reader) []byte {
	data, _ := io.ReadAll(io.LimitReader(r, min(f.most, f.left)+1))
	if int64(len(data)) > f.most {
		panic(ErrTooLarge)
	}
	return data
}

// maxColumns bounds a row of values that a predictor works on.
const maxColumns = 1 << 16

// unpredict undoes the predictors of PNG: each byte is given as the difference from its neighbours.
func (f *file) unpredict(data []byte, parameters any) []byte {
	predictor, _ := f.get(parameters, "Predictor").(int)
	columns, ok := f.get(parameters, "Columns").(int)
	if !ok {
		columns = 1
	}
	if predictor < 10 || columns < 1 || columns > maxColumns {
		return data
	}
	above := make([]byte, columns)
	out := data[:0]
	for len(data) > columns {
		kind, row := data[0], data[1:1+columns]
		for i := range row {
			left, corner := byte(0), byte(0)
			if i > 0 {
				left, corner = row[i-1], above[i-1]
			}
			row[i] += predicted(kind, left, above[i], corner)
			if i > 0 {
				above[i-1] = left
			}
		}
		above[columns-1] = row[columns-1]
		data = data[1+columns:]
		out = append(out, row...)
	}
	return out
}

// predicted is what a predictor of PNG expects.
func predicted(kind, left, above, corner byte) byte {
	switch kind {
	case 1:
		return left
	case 2:
		return above
	case 3:
		return byte((int(left) + int(above)) / 2)
	case 4:
		return paeth(left, above, corner)
	}
	return 0
}

// paeth is the neighbour that is nearest to left + above - corner.
func paeth(left, above, corner byte) byte {
	p := int(left) + int(above) - int(corner)
	toLeft, toAbove, toCorner := distance(p, left), distance(p, above), distance(p, corner)
	switch {
	case toLeft <= toAbove && toLeft <= toCorner:
		return left
	case toAbove <= toCorner:
		return above
	}
	return corner
}

func distance(p int, b byte) int { return max(p-int(b), int(b)-p) }

// lzwReader undoes LZW as PDF has it: codes of 9 to 12 bits, the highest bit first, 256 to begin anew, 257 to end. The
// length of codes grows one code early, unless the file says otherwise.
type lzwReader struct {
	src    []byte
	early  bool
	bits   uint32
	have   int      // bits that wait
	table  [][]byte // from code 258
	before []byte   // what the last code stood for
	out    []byte   // what waits to be read
}

func (l *lzwReader) Read(p []byte) (int, error) {
	for len(l.out) == 0 {
		code := l.code()
		if code < 0 || code == 257 {
			return 0, io.EOF
		}
		if code == 256 {
			l.table, l.before = l.table[:0], nil
			continue
		}
		entry := l.entry(code)
		if entry == nil {
			return 0, io.ErrUnexpectedEOF
		}
		if l.before != nil && len(l.table) < 4096-258 {
			l.table = append(l.table, append(l.before[:len(l.before):len(l.before)], entry[0]))
		}
		l.before, l.out = entry, entry
	}
	n := copy(p, l.out)
	l.out = l.out[n:]
	return n, nil
}

// code takes the next code, -1 at the end.
func (l *lzwReader) code() int {
	known := 258 + len(l.table)
	if l.early {
		known++
	}
	width := 9
	for known >= 1<<width && width < 12 {
		width++
	}
	for l.have < width {
		if len(l.src) == 0 {
			return -1
		}
		l.bits, l.src, l.have = l.bits<<8|uint32(l.src[0]), l.src[1:], l.have+8
	}
	l.have -= width
	return int(l.bits>>l.have) & (1<<width - 1)
}

// entry is what a code stands for: the code that is about to be made is what came before with its own first byte.
func (l *lzwReader) entry(code int) []byte {
	switch {
	case code < 256:
		return []byte{byte(code)}
	case code-258 < len(l.table):
		return l.table[code-258]
	case code-258 == len(l.table) && l.before != nil:
		return append(l.before[:len(l.before):len(l.before)], l.before[0])
	}
	return nil
}

// runReader undoes run lengths: a byte n below 128 is followed by n+1 bytes, one above by a byte that stands 257-n times.
type runReader struct {
	src []byte
	out []byte
}

func (r *runReader) Read(p []byte) (int, error) {
	if len(r.out) == 0 {
		if len(r.src) < 2 || r.src[0] == 128 {
			return 0, io.EOF
		}
		if n := int(r.src[0]); n < 128 {
			n = min(n+1, len(r.src)-1)
			r.out, r.src = r.src[1:1+n], r.src[1+n:]
		} else {
			r.out, r.src = bytes.Repeat(r.src[1:2], 257-n), r.src[2:]
		}
	}
	n := copy(p, r.out)
	r.out = r.out[n:]
	return n, nil
}
