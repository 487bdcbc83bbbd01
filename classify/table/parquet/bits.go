package parquet

import "encoding/binary"

// bitsAt reads a number of up to 64 bits, lowest first, that begins at a bit of data. Bits past the end are 0.
func bitsAt(data []byte, bit int, width uint) uint64 {
	var nine [9]byte
	copy(nine[:], data[min(bit/8, len(data)):])
	shift := uint(bit % 8)
	number := binary.LittleEndian.Uint64(nine[:]) >> shift
	if shift > 0 {
		number |= uint64(nine[8]) << (64 - shift)
	}
	if width < 64 {
		number &= 1<<width - 1
	}
	return number
}
