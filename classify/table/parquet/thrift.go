package parquet

import (
	"encoding/binary"
	"errors"

	"github.com/parquet-go/parquet-go/encoding/thrift"
)

// Bounds on what Thrift structs are decoded: a list makes room for all its elements at once, some hundred bytes each.
const (
	maxNesting  = 32
	maxElements = 1 << 20
)

var errThrift = errors.New("its description of itself is damaged")

// decode decodes the Thrift struct that data begins with, and returns its length.
func decode(data []byte, into any) (size int, err error) {
	m := meter{data: data}
	if err := m.structure(0); err != nil {
		return 0, err
	}
	defer func() {
		if recover() != nil {
			err = errThrift
		}
	}()
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), data[:m.at], into); err != nil {
		return 0, errThrift
	}
	return m.at, nil
}

// meter walks over a struct in Thrift's compact protocol, and finds what would make decoding it dear: lengths beyond
// the end, deep nesting, and more elements of lists than a file can need.
// https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
type meter struct {
	data     []byte
	at       int
	elements int
}

// The types of the compact protocol.
const (
	typeStop, typeTrue, typeFalse, typeByte, typeInt16, typeInt32, typeInt64 = 0, 1, 2, 3, 4, 5, 6
	typeDouble, typeBinary, typeList, typeSet, typeMap, typeStruct, typeUUID = 7, 8, 9, 10, 11, 12, 13
)

// structure passes a struct.
func (m *meter) structure(depth int) error {
	if depth > maxNesting {
		return errThrift
	}
	for {
		field, err := m.next()
		if err != nil || field == typeStop {
			return err
		}
		if field>>4 == 0 { // the field's number stands by itself
			if _, err := m.number(); err != nil {
				return err
			}
		}
		if kind := field & 0xf; kind != typeTrue && kind != typeFalse { // which are their own value
			if err := m.value(kind, depth); err != nil {
				return err
			}
		}
	}
}

// value passes a value of a type.
func (m *meter) value(kind byte, depth int) error {
	switch kind {
	case typeTrue, typeFalse, typeByte:
		return m.skip(1)
	case typeInt16, typeInt32, typeInt64:
		_, err := m.number()
		return err
	case typeDouble:
		return m.skip(8)
	case typeUUID:
		return m.skip(16)
	case typeBinary:
		size, err := m.number()
		if err != nil || size > uint64(len(m.data)) {
			return errThrift
		}
		return m.skip(int(size))
	case typeList, typeSet:
		return m.list(depth)
	case typeStruct:
		return m.structure(depth + 1)
	}
	return errThrift // Parquet has no maps
}

// list passes a list.
func (m *meter) list(depth int) error {
	head, err := m.next()
	if err != nil || depth > maxNesting {
		return errThrift
	}
	size := uint64(head >> 4)
	if size == 0xf {
		if size, err = m.number(); err != nil {
			return err
		}
	}
	if size > maxElements || m.elements+int(size) > maxElements || int(size) > len(m.data)-m.at {
		return errThrift
	}
	m.elements += int(size)
	for range size {
		if err := m.value(head&0xf, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// number passes a number of variable length, and returns its bits.
func (m *meter) number() (uint64, error) {
	n, size := binary.Uvarint(m.data[m.at:])
	if size <= 0 {
		return 0, errThrift
	}
	m.at += size
	return n, nil
}

func (m *meter) next() (byte, error) {
	if m.at >= len(m.data) {
		return 0, errThrift
	}
	m.at++
	return m.data[m.at-1], nil
}

func (m *meter) skip(size int) error {
	if size > len(m.data)-m.at {
		return errThrift
	}
	m.at += size
	return nil
}
