package features

import (
	"math/rand/v2"
	"testing"
)

// A table says of every hash what a map says of it, whatever the hashes: 0, neighbours and many that share bits too.
func TestHashTableAgreesWithMap(t *testing.T) {
	for _, size := range []int{0, 1, 3, 16, 1000} {
		random, want, table := rand.New(rand.NewPCG(1, uint64(size))), map[uint64]uint32{}, newHashTable(size)
		hashes := []uint64{0, 2, 1 << 63, 1<<64 - 1}
		for range size {
			hash := random.Uint64()
			hashes = append(hashes, hash, hash+1, hash<<40, uint64(random.IntN(100)+3))
		}
		for _, hash := range hashes {
			if _, known := want[hash]; !known {
				want[hash] = uint32(len(want))
				table.put(hash, want[hash])
			}
		}
		for _, hash := range hashes {
			if number, known := table.get(hash); !known || number != want[hash] {
				t.Errorf("table of %d: %x is %d, %v; want %d", size, hash, number, known, want[hash])
			}
		}
		for range 1000 {
			hash := random.Uint64()
			if _, known := want[hash]; known {
				continue
			}
			if number, known := table.get(hash); known {
				t.Errorf("table of %d: %x, which is not in it, is %d", size, hash, number)
			}
		}
	}
	if _, known := new(hashTable).get(1); known {
		t.Error("an empty table knows a hash")
	}
}
