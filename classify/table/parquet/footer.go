package parquet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/parquet-go/parquet-go/format"
)

// magic stands at both ends of a file.
const magic = "PAR1"

// group is a row group: a run of rows, column by column.
type group struct {
	rows   int64
	places []place // for each column
}

// place is where a column's pages of one row group are.
type place struct {
	start, end int
	codec      format.CompressionCodec
}

// Open reads what a file says of itself. The file must be flat: a column that holds lists or records is an error.
func Open(data []byte) (*File, error) {
	footer, end, err := footerOf(data)
	if err != nil {
		return nil, err
	}
	f := &File{data: data[:end]}
	if f.columns, err = columnsOf(footer.Schema); err != nil {
		return nil, err
	}
	for i := range footer.RowGroups {
		g, err := f.group(&footer.RowGroups[i])
		if err != nil {
			return nil, fmt.Errorf("row group %d: %w", i+1, err)
		}
		f.groups = append(f.groups, g)
	}
	return f, nil
}

// footerOf decodes the description at the end of a file, and tells where the pages end.
func footerOf(data []byte) (*format.FileMetaData, int, error) {
	if bytes.HasPrefix(data, []byte("PARE")) || bytes.HasSuffix(data, []byte("PARE")) {
		return nil, 0, errors.New("is encrypted")
	}
	if !bytes.HasPrefix(data, []byte(magic)) {
		return nil, 0, errors.New("not a Parquet file")
	}
	if !bytes.HasSuffix(data, []byte(magic)) || len(data) < len(magic)+8 {
		return nil, 0, errors.New("not a whole Parquet file: its end is missing")
	}
	size := uint64(binary.LittleEndian.Uint32(data[len(data)-8:]))
	if size > uint64(len(data)-len(magic)-8) {
		return nil, 0, errThrift
	}
	end := len(data) - 8 - int(size)
	footer := new(format.FileMetaData)
	if _, err := decode(data[end:len(data)-8], footer); err != nil {
		return nil, 0, err
	}
	return footer, end, nil
}

// columnsOf is the columns of a schema: its first element is the file, which holds all others.
func columnsOf(schema []format.SchemaElement) ([]column, error) {
	if len(schema) < 2 {
		return nil, errors.New("has no columns")
	}
	var columns []column
	for i := range schema[1:] {
		element := &schema[1+i]
		if element.NumChildren.V > 0 || element.RepetitionType.V == format.Repeated {
			return nil, fmt.Errorf("column %q is nested, and a table is flat", cut(element.Name))
		}
		c, err := columnOf(element)
		if err != nil {
			return nil, fmt.Errorf("column %q: %w", cut(element.Name), err)
		}
		columns = append(columns, c)
	}
	if int(schema[0].NumChildren.V) != len(columns) {
		return nil, errThrift
	}
	return columns, nil
}

// group finds the pages of a row group.
func (f *File) group(of *format.RowGroup) (group, error) {
	if len(of.Columns) != len(f.columns) || of.NumRows < 0 {
		return group{}, errThrift
	}
	g := group{rows: of.NumRows}
	for i := range of.Columns {
		p, err := f.place(&of.Columns[i], &f.columns[i])
		if err != nil {
			return group{}, fmt.Errorf("column %q: %w", cut(f.columns[i].name), err)
		}
		g.places = append(g.places, p)
	}
	return g, nil
}

// place finds the pages of a column in a row group. The dictionary, where there is one, comes first.
func (f *File) place(of *format.ColumnChunk, c *column) (place, error) {
	meta := &of.MetaData
	switch {
	case of.CryptoMetadata.Value != nil || len(of.EncryptedColumnMetadata) > 0:
		return place{}, errors.New("is encrypted")
	case of.FilePath != "":
		return place{}, errors.New("is in another file")
	case meta.Type != c.physical:
		return place{}, errThrift
	}
	start := meta.DataPageOffset
	if offset := meta.DictionaryPageOffset; offset > 0 && offset < start {
		start = offset
	}
	size := meta.TotalCompressedSize
	if start < int64(len(magic)) || start > int64(len(f.data)) || size < 0 || size > int64(len(f.data))-start {
		return place{}, errors.New("its pages lie outside of the file")
	}
	return place{int(start), int(start + size), meta.Codec}, nil
}
