package classify

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io"
	"reflect"
	"sort"
	"testing"

	"rhetor/features"
)

// What a model says does not change by one bit when it is written and read, whatever the learner, with
// targets, several labels and no lexicon at all.
func TestModelFileRoundTrip(t *testing.T) {
	eachLearner(t, func(t *testing.T, learner string) {
		for name, lexicon := range map[string][]features.Entry{"lexicon": lexiconOfTests, "no lexicon": nil} {
			m := train(t, everything(180), lexicon, small(learner))
			again := reread(t, m)
			for _, text := range unseenSentences(20) {
				for _, target := range []string{"", targets[0], "the moon"} {
					options := Options{Target: target, MinProbability: 0.5}
					if before, after := m.Explain(text, options), again.Explain(text, options); !reflect.DeepEqual(before, after) {
						t.Fatalf("%s, %q toward %q: before %+v, after %+v", name, text, target, before, after)
					}
				}
			}
			if !bytes.Equal(written(t, m), written(t, again)) {
				t.Errorf("%s: written again, the file has other bytes", name)
			}
			if !reflect.DeepEqual(m.Card, again.Card) {
				t.Errorf("%s: card is %+v; was %+v", name, again.Card, m.Card)
			}
		}
	})
}

func TestModelFileIsWrittenWholeOrFails(t *testing.T) {
	m := train(t, generated(30, 1, 0), nil, small("bayes"))
	for limit := range 3 {
		if err := m.Write(&fullDisk{limit}); err == nil {
			t.Errorf("no error though the disk is full after %d writes", limit)
		}
	}
}

// fullDisk fails after so many writes.
type fullDisk struct{ left int }

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.left--; d.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

// The file is safetensors as its specification has it, taken apart by hand: 8 bytes with the length N of the
// header, N bytes of JSON that begin with {, keys given once, string metadata, tensors that fill the rest
// without hole or overlap, each as long as its type and shape say.
func TestModelFileIsSafetensors(t *testing.T) {
	for _, learner := range []string{"nbsvm", "bernoulli"} {
		file := written(t, train(t, everything(180), lexiconOfTests, small(learner)))
		size := binary.LittleEndian.Uint64(file)
		if size%8 != 0 || size > uint64(len(file)-8) || file[8] != '{' {
			t.Fatalf("header length is %d, first byte %q, file length %d", size, file[8], len(file))
		}
		header, body := file[8:8+size], file[8+size:]
		checkKeysAreDistinct(t, header)
		var entries map[string]json.RawMessage
		if err := json.Unmarshal(header, &entries); err != nil {
			t.Fatal(err)
		}
		var metadata map[string]string
		if err := json.Unmarshal(entries["__metadata__"], &metadata); err != nil || metadata["format"] != "rhetor model" {
			t.Errorf("metadata: %v, %v", metadata, err)
		}
		delete(entries, "__metadata__")
		checkTensors(t, entries, len(body))
	}
}

func checkTensors(t *testing.T, entries map[string]json.RawMessage, body int) {
	t.Helper()
	sizes := map[string]int{"U8": 1, "U32": 4, "F16": 2, "F32": 4, "F64": 8}
	var spans [][2]int
	for name, entry := range entries {
		var tensor struct {
			Type    string `json:"dtype"`
			Shape   []int  `json:"shape"`
			Offsets [2]int `json:"data_offsets"`
		}
		decoder := json.NewDecoder(bytes.NewReader(entry))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&tensor); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		length := sizes[tensor.Type]
		for _, n := range tensor.Shape {
			length *= n
		}
		if length == 0 || tensor.Offsets[1]-tensor.Offsets[0] != length || tensor.Offsets[0]%sizes[tensor.Type] != 0 {
			t.Errorf("%s is %+v; its length should be %d, and it should be aligned", name, tensor, length)
		}
		spans = append(spans, tensor.Offsets)
	}
	sort.Slice(spans, func(a, b int) bool { return spans[a][0] < spans[b][0] })
	end := 0
	for _, span := range spans {
		if span[0] != end {
			t.Errorf("a tensor begins at %d; the one before ends at %d", span[0], end)
		}
		end = span[1]
	}
	if end != body || len(spans) != 5+2*3 {
		t.Errorf("%d tensors end at %d of %d", len(spans), end, body)
	}
}

// checkKeysAreDistinct fails where an object of the outer two levels has a key twice.
func checkKeysAreDistinct(t *testing.T, header []byte) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(header))
	var objects []map[string]bool
	key := true
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return
		}
		switch token {
		case json.Delim('{'):
			objects, key = append(objects, map[string]bool{}), true
			continue
		case json.Delim('}'):
			objects = objects[:len(objects)-1]
		case json.Delim('['):
			for decoder.More() {
				if _, err := decoder.Token(); err != nil {
					t.Fatal(err)
				}
			}
			continue
		}
		if text, isText := token.(string); isText && key {
			if objects[len(objects)-1][text] {
				t.Errorf("key %q stands twice", text)
			}
			objects[len(objects)-1][text] = true
			key = false
			continue
		}
		key = true
	}
}
