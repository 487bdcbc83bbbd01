package parquet

import "encoding/binary"

// hybrid reads numbers of a width in bits, in runs of either one number that is repeated or numbers that are packed
// bit by bit.
// https://parquet.apache.org/docs/file-format/data-pages/encodings/#run-length-encoding--bit-packing-hybrid-rle--3
type hybrid struct {
	data     []byte // what follows the run
	width    uint   // from 0 to 32
	left     uint64 // numbers of the run
	packed   []byte // nil: the run repeats one number
	bit      int    // where in packed the next number begins
	repeated uint32
}

func (h *hybrid) next() (uint32, error) {
	for h.left == 0 {
		if err := h.nextRun(); err != nil {
			return 0, err
		}
	}
	h.left--
	if h.packed == nil {
		return h.repeated, nil
	}
	h.bit += int(h.width)
	return uint32(bitsAt(h.packed, h.bit-int(h.width), h.width)), nil
}

// nextRun begins a run. The last one may be cut short where the rest of its numbers is not needed.
func (h *hybrid) nextRun() error {
	head, size := binary.Uvarint(h.data)
	if size <= 0 || head>>1 > 1<<32 {
		return errDamaged
	}
	h.data, h.left, h.packed, h.bit = h.data[size:], head>>1, nil, 0
	if head&1 == 0 {
		return h.repeat()
	}
	h.left *= 8
	if h.width == 0 {
		h.repeated = 0
		return nil
	}
	bytes := min(h.left/8*uint64(h.width), uint64(len(h.data)))
	h.left = bytes * 8 / uint64(h.width)
	h.packed, h.data = h.data[:bytes:bytes], h.data[bytes:]
	return nil
}

// repeat reads the number that is repeated.
func (h *hybrid) repeat() error {
	size := int(h.width+7) / 8
	if size > len(h.data) {
		return errDamaged
	}
	h.repeated = uint32(bitsAt(h.data[:size], 0, h.width))
	h.data = h.data[size:]
	return nil
}
