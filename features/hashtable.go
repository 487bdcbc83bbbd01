package features

import "math/bits"

// hashTable numbers 64-bit hashes: open addressing with linear probing, at most half full. A lookup costs one
// access to memory, where Go's map costs two or three.
type hashTable struct {
	slots []hashSlot // a power of two of them; none in an empty table
	used  int
	shift int // the first 64-shift bits of a spread hash are its place
}

// hashSlot is one hash with its number; a hash of 0 is an empty slot.
type hashSlot struct {
	hash   uint64
	number uint32
}

// spread is the place of a hash in a table of 1<<(64-shift) slots, and the hash as it is stored, which is never 0.
func (t *hashTable) spread(hash uint64) (uint64, uint64) {
	if hash == 0 {
		hash = 1
	}
	return hash * 0x9e3779b97f4a7c15 >> t.shift, hash // Fibonacci hashing: Knuth, volume 3, section 6.4
}

// get is the number of a hash.
func (t *hashTable) get(hash uint64) (number uint32, known bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	for at, hash := t.spread(hash); ; at++ {
		slot := &t.slots[at&uint64(len(t.slots)-1)]
		if slot.hash == hash {
			return slot.number, true
		}
		if slot.hash == 0 {
			return 0, false
		}
	}
}

// put gives a hash that has no number one.
func (t *hashTable) put(hash uint64, number uint32) {
	if 2*(t.used+1) > len(t.slots) {
		t.grow(max(16, 2*len(t.slots)))
	}
	t.used++
	t.place(hash, number)
}

func (t *hashTable) place(hash uint64, number uint32) {
	at, hash := t.spread(hash)
	for t.slots[at&uint64(len(t.slots)-1)].hash != 0 {
		at++
	}
	t.slots[at&uint64(len(t.slots)-1)] = hashSlot{hash, number}
}

// grow moves the table to so many slots, a power of two.
func (t *hashTable) grow(slots int) {
	old := t.slots
	t.slots, t.shift = make([]hashSlot, slots), 64-bits.TrailingZeros(uint(slots))
	for _, slot := range old {
		if slot.hash != 0 {
			t.place(slot.hash, slot.number)
		}
	}
}

// newHashTable is an empty table with room for n hashes.
func newHashTable(n int) hashTable {
	var t hashTable
	t.grow(1 << bits.Len(uint(max(8, 2*n-1))))
	return t
}
