package parquet

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	"github.com/parquet-go/parquet-go/format"
)

// chunk is the values of a column in a row group, read one by one.
type chunk struct {
	file       *File
	column     *column
	place      place
	dictionary *dictionary
	left       int     // values of the page that were not asked for yet, those that are null among them
	levels     *hybrid // tells which values are there; nil: all
	values     texts
}

// texts is the values of a page that are there.
type texts interface {
	next() (string, error)
}

// next is the next value, empty where there is none.
func (c *chunk) next() (string, error) {
	for c.left == 0 {
		if err := c.nextPage(); err != nil {
			return "", err
		}
	}
	c.left--
	if c.levels != nil {
		level, err := c.levels.next()
		if err != nil || level == 0 {
			return "", err
		}
	}
	return c.values.next()
}

// oldDictionary is what older files call both the encoding of a dictionary and that of its references.
const oldDictionary format.Encoding = 2

// perPage is what a page takes beside its bytes.
const perPage = 256

// nextPage opens the next page.
func (c *chunk) nextPage() error {
	rest := c.file.data[c.place.start:c.place.end]
	if len(rest) == 0 {
		return errors.New("has fewer values than there are rows")
	}
	var header format.PageHeader
	size, err := decode(rest, &header)
	if err != nil {
		return err
	}
	packed, unpacked := int(header.CompressedPageSize), int(header.UncompressedPageSize)
	if packed < 0 || unpacked < 0 || packed > len(rest)-size {
		return errors.New("a page is cut short")
	}
	if err := c.file.unpack(perPage + size + max(packed, unpacked)); err != nil {
		return err
	}
	page := rest[size : size+packed]
	c.place.start += size + packed
	if header.CRC != 0 && crc32.ChecksumIEEE(page) != uint32(header.CRC) {
		return errors.New("a page is damaged: its checksum is another")
	}
	if err := c.open(&header, page); err != nil {
		return fmt.Errorf("a page cannot be read: %w", err)
	}
	return nil
}

// open opens a page; one that holds no values is passed over.
func (c *chunk) open(header *format.PageHeader, page []byte) error {
	switch {
	case header.Type == format.DictionaryPage && header.DictionaryPageHeader.Valid:
		return c.openDictionary(&header.DictionaryPageHeader.V, header, page)
	case header.Type == format.DataPage && header.DataPageHeader.Valid:
		return c.openV1(&header.DataPageHeader.V, header, page)
	case header.Type == format.DataPageV2 && header.DataPageHeaderV2.Valid:
		return c.openV2(&header.DataPageHeaderV2.V, header, page)
	case header.Type == format.IndexPage:
		return nil
	}
	return errDamaged
}

// openDictionary reads the texts that later pages refer to by number.
func (c *chunk) openDictionary(of *format.DictionaryPageHeader, header *format.PageHeader, page []byte) error {
	page, err := unpack(c.place.codec, page, int(header.UncompressedPageSize))
	if err != nil {
		return err
	}
	if of.Encoding != format.Plain && of.Encoding != oldDictionary {
		return errDamaged
	}
	c.dictionary, err = newDictionary(page, int(of.NumValues), c.column)
	return err
}

// openV1 opens a data page of the first version, where levels are packed together with the values.
func (c *chunk) openV1(of *format.DataPageHeader, header *format.PageHeader, page []byte) error {
	page, err := unpack(c.place.codec, page, int(header.UncompressedPageSize))
	if err != nil {
		return err
	}
	var levels []byte
	if c.column.optional {
		if of.DefinitionLevelEncoding != format.RLE {
			return fmt.Errorf("levels in the encoding %s", of.DefinitionLevelEncoding)
		}
		if levels, page, err = prefixed(page); err != nil {
			return err
		}
	}
	return c.openValues(int(of.NumValues), levels, of.Encoding, page)
}

// prefixed splits off what stands behind its length of four bytes.
func prefixed(data []byte) (first, rest []byte, err error) {
	if len(data) < 4 {
		return nil, nil, errDamaged
	}
	size := uint64(binary.LittleEndian.Uint32(data))
	if size > uint64(len(data)-4) {
		return nil, nil, errDamaged
	}
	return data[4 : 4+size], data[4+size:], nil
}

// openV2 opens a data page of the second version, where levels stand before the values, never packed.
func (c *chunk) openV2(of *format.DataPageHeaderV2, header *format.PageHeader, page []byte) error {
	repetition, definition := int(of.RepetitionLevelsByteLength), int(of.DefinitionLevelsByteLength)
	if repetition < 0 || definition < 0 || repetition > len(page) || definition > len(page)-repetition {
		return errDamaged
	}
	levels := page[repetition : repetition+definition]
	page = page[repetition+definition:]
	if !of.IsCompressed.Valid || of.IsCompressed.V {
		var err error
		if page, err = unpack(c.place.codec, page, int(header.UncompressedPageSize)-repetition-definition); err != nil {
			return err
		}
	}
	return c.openValues(int(of.NumValues), levels, of.Encoding, page)
}

// openValues makes ready for the values of a page.
func (c *chunk) openValues(number int, levels []byte, encoding format.Encoding, page []byte) (err error) {
	if number < 0 {
		return errDamaged
	}
	c.left, c.levels = number, nil
	if c.column.optional {
		c.levels = &hybrid{data: levels, width: 1}
	}
	c.values, err = c.textsIn(encoding, page, number)
	return err
}

// textsIn is the values of a page in an encoding.
func (c *chunk) textsIn(encoding format.Encoding, page []byte, number int) (texts, error) {
	physical := c.column.physical
	switch {
	case encoding == format.RLEDictionary || encoding == oldDictionary:
		return newReferences(page, c.dictionary)
	case encoding == format.Plain:
		return &plain{data: page, column: c.column}, nil
	case encoding == format.RLE && physical == format.Boolean:
		return newBooleans(page, c.column)
	case encoding == format.ByteStreamSplit && c.column.width > 0:
		return &streams{data: page, column: c.column}, nil
	}
	if err := c.file.unpack(number); err != nil { // the lengths of a million values may take no room at all, but time
		return nil, err
	}
	switch {
	case encoding == format.DeltaBinaryPacked && (physical == format.Int32 || physical == format.Int64):
		return newDeltaNumbers(page, c.column)
	case encoding == format.DeltaLengthByteArray && physical == format.ByteArray:
		return newDeltaTexts(page, number, c.column)
	case encoding == format.DeltaByteArray && (physical == format.ByteArray || physical == format.FixedLenByteArray):
		return newDeltaPrefixed(page, number, c.column)
	}
	return nil, fmt.Errorf("values of type %s in the encoding %s", physical, encoding)
}
