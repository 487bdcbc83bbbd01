package corpus

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"io"
	"math"
)

// Fingerprint returns the SHA-256, in hexadecimal, of all that training uses, and of nothing else: not of
// file names, lines, ids, sources and splits. Two corpora with one fingerprint train the same model.
//
// What is hashed: the number of tasks, each task's name and whether it is multi-label; the number of
// examples; each example's text, target, group, weight and, for each task, the number of labels and the
// labels. A number is 8 bytes, little-endian; a weight is the bits of its float64; a string is its length
// in bytes as a number, then its bytes.
func (c *Corpus) Fingerprint() string {
	d := digest{sha256.New()}
	d.number(uint64(len(c.Tasks)))
	for _, task := range c.Tasks {
		d.task(task)
	}
	d.number(uint64(len(c.Examples)))
	for i := range c.Examples {
		d.example(&c.Examples[i])
	}
	return hex.EncodeToString(d.Sum(nil))
}

// digest hashes values so that no two sequences of values give the same bytes.
type digest struct{ hash.Hash }

func (d digest) number(n uint64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], n)
	d.Write(b[:])
}

func (d digest) string(s string) {
	d.number(uint64(len(s)))
	io.WriteString(d, s)
}

func (d digest) task(t Task) {
	d.string(t.Name)
	if t.Multi {
		d.number(1)
	} else {
		d.number(0)
	}
}

func (d digest) example(e *Example) {
	d.string(e.Text)
	d.string(e.Target)
	d.string(e.Group)
	d.number(math.Float64bits(e.Weight))
	for _, labels := range e.Labels {
		d.number(uint64(len(labels)))
		for _, label := range labels {
			d.string(label)
		}
	}
}
