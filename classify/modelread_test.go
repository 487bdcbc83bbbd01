package classify

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/nlpodyssey/safetensors"

	"rhetor/classify/document"
	"rhetor/classify/result"
	"rhetor/seeds"
)

// tiny is the file of a small model: of a few kilobytes.
func tiny(t testing.TB) []byte {
	s := small("nbsvm")
	s.Features.Stems, s.Features.Forms, s.Features.CharMax = 1, 0, 0
	m := train(t, generated(18, 1, 0), lexiconOfTests, s)
	m.Card.Evaluations = nil
	return written(t, m)
}

// modelParts is a model file taken apart, to be damaged and put together again with a right checksum.
type modelParts struct {
	metadata map[string]string
	tensors  map[string]safetensors.TensorView
}

func partsOf(data []byte) (modelParts, error) {
	_, header, err := safetensors.ReadMetadata(data)
	if err != nil {
		return modelParts{}, err
	}
	file, err := safetensors.Deserialize(data)
	if err != nil {
		return modelParts{}, err
	}
	parts := modelParts{metadata: maps.Clone(header.Metadata()), tensors: map[string]safetensors.TensorView{}}
	if parts.metadata == nil {
		parts.metadata = map[string]string{}
	}
	for _, tensor := range file.Tensors() {
		parts.tensors[tensor.Name] = tensor.TensorView
	}
	return parts, nil
}

// file puts the parts together.
func (p modelParts) file(t testing.TB) []byte {
	p.metadata["checksum"] = checksum(p.metadata, p.tensors)
	data, err := safetensors.Serialize(p.tensors, p.metadata)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// put replaces a tensor.
func (p modelParts) put(t testing.TB, name string, kind safetensors.DType, values any, shape ...uint64) {
	data, err := binary.Append(nil, binary.LittleEndian, values)
	if err != nil {
		t.Fatal(err)
	}
	view, err := safetensors.NewTensorView(kind, shape, data)
	if err != nil {
		t.Fatal(err)
	}
	p.tensors[name] = view
}

// swap replaces text in a part of the metadata.
func (p modelParts) swap(t testing.TB, name, old, new string) {
	if !strings.Contains(p.metadata[name], old) {
		t.Fatalf("%s has no %q: %s", name, old, p.metadata[name])
	}
	p.metadata[name] = strings.ReplaceAll(p.metadata[name], old, new)
}

func readBytes(data []byte) (*Model, error) { return ReadModel(bytes.NewReader(data)) }

// The helper itself makes files that are read.
func TestReadModelPutTogetherAgain(t *testing.T) {
	data := tiny(t)
	parts, err := partsOf(data)
	if err != nil {
		t.Fatal(err)
	}
	if again := parts.file(t); !bytes.Equal(again, data) {
		t.Error("taken apart and put together, a model is another file")
	}
}

func TestReadModelCutShort(t *testing.T) {
	data := written(t, train(t, everything(90), lexiconOfTests, small("nbsvm")))
	for n := 0; n < len(data); n++ {
		if _, err := readBytes(data[:n]); err == nil {
			t.Fatalf("the first %d of %d bytes are read", n, len(data))
		}
		if n > 4096 {
			n += 1000
		}
	}
	_, err := readBytes(append(slices.Clone(data), 0))
	rejects(t, err, "not a model, or cut short")
}

// No byte of a file can change without notice: not in the header, its white space and its escapes, and not
// in the tensors.
func TestReadModelByteFlipped(t *testing.T) {
	data := tiny(t)
	size := 8 + int(binary.LittleEndian.Uint64(data))
	step := max(1, (len(data)-size)/1000)
	for at := 0; at < len(data); at++ {
		for _, flip := range []byte{0x01, 0x20, 0x29, 0xff} { // digits change, letters change case, a space becomes a tab
			data[at] ^= flip
			if _, err := readBytes(data); err == nil {
				t.Errorf("byte %d of %d (header %d) can be %q and not %q", at, len(data), size, data[at], data[at]^flip)
			} else if !strings.Contains(err.Error(), "model") {
				t.Errorf("byte %d: error %q says nothing of a model", at, err)
			}
			data[at] ^= flip
		}
		if at >= size {
			at += step - 1
		}
	}
	if _, err := readBytes(data); err != nil {
		t.Error(err)
	}
}

// White space, escapes and keys given twice leave the content as it is, and are refused all the same.
func TestReadModelHeaderWrittenInAnotherWay(t *testing.T) {
	data := tiny(t)
	size := binary.LittleEndian.Uint64(data)
	header, body := string(data[8:8+size]), data[8+size:]
	for name, other := range map[string]string{
		"space before":   strings.Replace(header, `"format":`, `"format": `, 1),
		"tab behind":     header + "\t",
		"8 spaces more":  header + "        ",
		"padding":        strings.TrimRight(header, " "),
		"escape":         strings.Replace(header, "rhetor model", `rhetor\u0020model`, 1),
		"escape's case":  strings.Replace(header, "18", `1\u0038`, 1),
		"key twice":      strings.Replace(header, `"format":`, `"format":"other","format":`, 1),
		"metadata twice": strings.Replace(header, `{"__metadata__":`, `{"__metadata__":{"a":"b"},"__metadata__":`, 1),
		"number":         strings.Replace(header, `"data_offsets":[0,`, `"data_offsets":[00,`, 1),
	} {
		if other == strings.TrimRight(header, " ") && other == header {
			other = header + " "
		}
		file := append(binary.LittleEndian.AppendUint64(nil, uint64(len(other))), other...)
		if other == header {
			t.Errorf("%s: nothing is changed", name)
		}
		if _, err := readBytes(append(file, body...)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestReadModelNoModel(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	noise := make([]byte, 5000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	small := binary.LittleEndian.AppendUint64(nil, 8)
	for name, data := range map[string][]byte{
		"empty": nil, "text": []byte("id,text,tone\n1,Hello there.,neutral\n"), "noise": noise, "zip": []byte("PK\x03\x04 and so on and on"),
		"7 bytes": noise[:7], "zeros": make([]byte, 100), "null": append(small, "null    "...), "list": append(small, "[]      "...),
		"empty object": append(small, "{}      "...), "string": append(small, `"model" `...),
	} {
		if _, err := readBytes(data); err == nil || !strings.HasPrefix(err.Error(), "not a model") {
			t.Errorf("%s: error is %v", name, err)
		}
	}
	view, err := safetensors.NewTensorView(safetensors.F32, []uint64{2}, make([]byte, 8))
	if err != nil {
		t.Fatal(err)
	}
	for _, metadata := range []map[string]string{nil, {"format": "pt"}} {
		other, err := safetensors.Serialize(map[string]safetensors.TensorView{"weight": view}, metadata)
		if err != nil {
			t.Fatal(err)
		}
		_, err = readBytes(other)
		rejects(t, err, "not a model", "another program")
	}
	_, err = ReadModel(io.MultiReader(bytes.NewReader(noise[:10]), failing{}))
	rejects(t, err, "the disk is gone")
}

// failing is a reader that fails.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, fmt.Errorf("the disk is gone") }

// Damage that a right checksum covers: nothing is believed of a file but what was checked.
func TestReadModelWithRightChecksum(t *testing.T) {
	nan32, inf64 := float32(math.NaN()), math.Inf(1)
	cases := []struct {
		name   string
		damage func(p modelParts)
		says   string
	}{
		{"newer", func(p modelParts) { p.metadata["format_version"] = "4" }, "format version 4, newer"},
		{"older", func(p modelParts) { p.metadata["format_version"] = "1" }, "format version 1; this version of rhetor reads version 3: train the model again"},
		{"version 0", func(p modelParts) { p.metadata["format_version"] = "0" }, "format version"},
		{"version word", func(p modelParts) { p.metadata["format_version"] = "one" }, "format version"},
		{"no version", func(p modelParts) { delete(p.metadata, "format_version") }, "format version"},
		{"no settings", func(p modelParts) { delete(p.metadata, "settings") }, "settings"},
		{"settings list", func(p modelParts) { p.metadata["settings"] = "[]" }, "settings"},
		{"settings cut", func(p modelParts) { p.metadata["settings"] = "{" }, "settings"},
		{"n-grams below 0", func(p modelParts) { p.swap(t, "settings", `"stems":1`, `"stems":-1`) }, "n-grams of -1"},
		{"n-grams large", func(p modelParts) { p.swap(t, "settings", `"char_max":0`, `"char_max":1000000000`) }, "n-grams of 1000000000"},
		{"weighting", func(p modelParts) { p.metadata["weighting"] = `"tf"` }, `weighting is "tf"`},
		{"stemmer", func(p modelParts) { p.swap(t, "card", "snowball english", "porter") }, "and stemmer"},
		{"no card", func(p modelParts) { p.metadata["card"] = "null" }, "and stemmer"},
		{"evaluation", func(p modelParts) { p.swap(t, "card", `"evaluations":null`, `"evaluations":[null]`) }, "evaluation"},
		{"no task", func(p modelParts) { p.metadata["tasks"] = "[]" }, "no task"},
		{"two tasks", func(p modelParts) { p.swap(t, "tasks", "[{", `[{"name":"other"},{`) }, "task 0"},
		{"task twice", func(p modelParts) { p.metadata["tasks"] = twice(p.metadata["tasks"]) }, "task 1"},
		{"label gone", func(p modelParts) { p.swap(t, "tasks", `"praise"`, `"neutral"`) }, `label 2 cannot be "neutral"`},
		{"label empty", func(p modelParts) { p.swap(t, "tasks", `"accusation"`, `""`) }, "label 0"},
		{"label reserved", func(p modelParts) { p.swap(t, "tasks", `"praise"`, `"uncertain"`) }, "uncertain"},
		{"labels too many", func(p modelParts) { p.swap(t, "tasks", `"praise"`, `"praise","worry"`) }, "4 labels, 3 biases"},
		{"labels too few", func(p modelParts) { p.swap(t, "tasks", `,"praise"`, ``) }, "2 labels, 3 biases"},
		{"one is multi", func(p modelParts) { p.swap(t, "tasks", `"multi":false,"labels"`, `"multi":true,"labels"`) }, "calibration"},
		{"slope", func(p modelParts) { p.swap(t, "tasks", `"slope":[`, `"slope":[1e200,`) }, "calibration"},
		{"offset", func(p modelParts) { p.swap(t, "tasks", `"offset":[`, `"offset":[-1e300,`) }, "calibration"},
		{"no idf", func(p modelParts) { delete(p.tensors, "features.idf") }, "features.idf"},
		{"no names", func(p modelParts) { delete(p.tensors, "features.names") }, "features.names"},
		{"no lexicon", func(p modelParts) { delete(p.tensors, "lexicon") }, "lexicon"},
		{"no patterns", func(p modelParts) { delete(p.tensors, "lexicon.patterns") }, "lexicon.patterns of type U8"},
		{"patterns flat", func(p modelParts) { p.put(t, "lexicon.patterns", safetensors.U8, []byte("a a\n"), 2, 2) }, "1 dimensions"},
		{"patterns few", func(p modelParts) { p.put(t, "lexicon.patterns", safetensors.U8, []byte("a a\n"), 4) }, "lexicon.patterns has 1 lines for"},
		{"patterns none", func(p modelParts) { p.put(t, "lexicon.patterns", safetensors.U8, []byte{}, 0) }, "lexicon.patterns has 0 lines for"},
		{"no bias", func(p modelParts) { delete(p.tensors, "task.0.bias") }, "task.0.bias"},
		{"idf NaN", func(p modelParts) { p.put(t, "features.idf", safetensors.F32, []float32{nan32}, 1) }, "no number"},
		{"idf few", func(p modelParts) { p.put(t, "features.idf", safetensors.F32, []float32{1}, 1) }, "features.offsets"},
		{"idf 0", func(p modelParts) {
			n := p.tensors["features.idf"].Shape()[0]
			p.put(t, "features.idf", safetensors.F32, make([]float32, n), n)
		}, "inverse document frequency 0"},
		{"idf type", func(p modelParts) { p.put(t, "features.idf", safetensors.F64, []float64{1}, 1) }, "features.idf of type F32"},
		{"offsets back", func(p modelParts) { p.offsets(t, func(o []uint32) { o[1], o[2] = o[2], o[1] }) }, "name of feature"},
		{"offsets beyond", func(p modelParts) { p.offsets(t, func(o []uint32) { o[1] = math.MaxUint32 }) }, "name of feature"},
		{"offsets begin", func(p modelParts) { p.offsets(t, func(o []uint32) { o[0] = 1 }) }, "features.offsets"},
		{"offsets end", func(p modelParts) { p.offsets(t, func(o []uint32) { o[len(o)-1]-- }) }, "features.offsets"},
		{"no features", func(p modelParts) {
			p.put(t, "features.idf", safetensors.F32, []float32{}, 0)
			p.put(t, "features.offsets", safetensors.U32, []uint32{}, 0)
		}, "features.offsets"},
		{"names not UTF-8", func(p modelParts) { p.names(t, func(names []byte) { names[5] = 0xff }) }, "name of feature"},
		{"names of no kind", func(p modelParts) { p.names(t, func(names []byte) { names[0] = 'X' }) }, "no known kind"},
		{"names type", func(p modelParts) {
			data := p.tensors["features.names"].Data()
			p.put(t, "features.names", safetensors.I8, data, uint64(len(data)))
		}, "features.names of type U8"},
		{"lexicon", func(p modelParts) { p.put(t, "lexicon", safetensors.U8, []byte("a,b\nc,d\n"), 8) }, "lexicon"},
		{"lexicon empty", func(p modelParts) { p.put(t, "lexicon", safetensors.U8, []byte{}, 0) }, "lexicon"},
		{"bias inf", func(p modelParts) { p.put(t, "task.0.bias", safetensors.F64, []float64{0, inf64, 0}, 3) }, "no number"},
		{"bias few", func(p modelParts) { p.put(t, "task.0.bias", safetensors.F64, []float64{0, 1}, 2) }, "3 labels, 2 biases"},
		{"weight NaN", func(p modelParts) { p.weights(t, func(w []uint16) { w[3] = 0x7e00 }, 0, 1) }, "no number"},
		{"weight infinite", func(p modelParts) { p.weights(t, func(w []uint16) { w[3] = 0xfc00 }, 0, 1) }, "too large"},
		{"weight turned", func(p modelParts) { p.weights(t, func([]uint16) {}, 1, 0) }, "weights ["},
		{"weight narrow", func(p modelParts) {
			data, columns := p.tensors["task.0.weight"].Data(), p.tensors["task.0.weight"].Shape()[0]
			p.put(t, "task.0.weight", safetensors.F16, data[:columns*2*2], columns, 2)
		}, "weights ["},
		{"weight flat", func(p modelParts) {
			data := p.tensors["task.0.weight"].Data()
			p.put(t, "task.0.weight", safetensors.F16, data, uint64(len(data)/2))
		}, "2 dimensions"},
	}
	data := tiny(t)
	for _, c := range cases {
		parts, err := partsOf(data)
		if err != nil {
			t.Fatal(err)
		}
		c.damage(parts)
		if _, err := readBytes(parts.file(t)); err == nil {
			t.Errorf("%s: no error", c.name)
		} else if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %q does not say %q", c.name, err, c.says)
		}
	}
}

// twice is a JSON list with its content twice.
func twice(list string) string { return list[:len(list)-1] + "," + list[1:] }

func (p modelParts) offsets(t testing.TB, damage func([]uint32)) {
	view := p.tensors["features.offsets"]
	offsets := make([]uint32, view.DataLen()/4)
	if _, err := binary.Decode(view.Data(), binary.LittleEndian, offsets); err != nil {
		t.Fatal(err)
	}
	damage(offsets)
	p.put(t, "features.offsets", safetensors.U32, offsets, uint64(len(offsets)))
}

func (p modelParts) names(t testing.TB, damage func([]byte)) {
	names := bytes.Clone(p.tensors["features.names"].Data())
	damage(names)
	p.put(t, "features.names", safetensors.U8, names, uint64(len(names)))
}

// weights damages the weights, and writes them with the shape's two sizes in that order.
func (p modelParts) weights(t testing.TB, damage func([]uint16), first, second int) {
	view := p.tensors["task.0.weight"]
	weights := make([]uint16, view.DataLen()/2)
	if _, err := binary.Decode(view.Data(), binary.LittleEndian, weights); err != nil {
		t.Fatal(err)
	}
	damage(weights)
	p.put(t, "task.0.weight", safetensors.F16, weights, view.Shape()[first], view.Shape()[second])
}

// A file is believed no length: one of a kilobyte that claims to be huge takes no memory.
func TestReadModelClaims(t *testing.T) {
	claims := map[string][]byte{}
	for _, claim := range []uint64{90 << 20, 1 << 40, math.MaxUint64, math.MaxUint64 - 7} {
		claims[fmt.Sprintf("header of %d bytes", claim)] = append(binary.LittleEndian.AppendUint64(nil, claim), make([]byte, 1016)...)
	}
	for name, header := range map[string]string{
		"tensor of 90 MB":      `{"features.idf":{"dtype":"F32","shape":[23592960],"data_offsets":[0,94371840]}}`,
		"tensor of all memory": `{"features.idf":{"dtype":"U8","shape":[18446744073709551600],"data_offsets":[0,18446744073709551600]}}`,
		"shape that overflows": `{"features.idf":{"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,0]}}`,
		"shape of nothing":     `{"features.idf":{"dtype":"F64","shape":[0,4294967296],"data_offsets":[0,0]},"__metadata__":{"format":"rhetor model"}}`,
	} {
		claims[name] = append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...)
	}
	for name, data := range claims {
		var err error
		if taken := allocated(func() { _, err = readBytes(data) }); taken > 1<<20 {
			t.Errorf("%s: reading %d bytes takes %d bytes of memory", name, len(data), taken)
		}
		rejects(t, err, "model")
	}
}

// Reading a model takes no more memory than a small multiple of its size.
func TestReadModelMemory(t *testing.T) {
	data := seeds.DefaultModel
	if taken := allocated(func() {
		if _, err := readBytes(data); err != nil {
			t.Error(err)
		}
	}); taken > 30*uint64(len(data)) {
		t.Errorf("reading %d bytes takes %d bytes of memory", len(data), taken)
	}
}

// allocated is how much memory do asks for in all.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// FuzzReadModel changes model files and puts a right checksum on them. They may be refused, but never bring
// the reader down, and what is read labels text with probabilities. part picks what is replaced by content:
// 0 is the whole file, then come the metadata and the tensors, sorted.
func FuzzReadModel(f *testing.F) {
	base := tiny(f)
	parts, err := partsOf(base)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint8(0), base)
	f.Add(uint8(0), written(f, train(f, everything(60), lexiconOfTests, small("bernoulli"))))
	for i, name := range slices.Sorted(maps.Keys(parts.metadata)) {
		f.Add(uint8(1+i), []byte(parts.metadata[name]))
	}
	for i, name := range slices.Sorted(maps.Keys(parts.tensors)) {
		f.Add(uint8(1+len(parts.metadata)+i), parts.tensors[name].Data())
	}
	f.Fuzz(func(t *testing.T, part uint8, content []byte) {
		data := content
		if part > 0 {
			data = replaced(t, base, int(part-1), content)
		}
		m, err := readBytes(data)
		if parts, cut := partsOf(data); cut == nil {
			m, err = readBytes(parts.file(t))
		}
		if err == nil {
			useModel(t, m)
		}
	})
}

// replaced is a model file with one part replaced.
func replaced(t *testing.T, base []byte, part int, content []byte) []byte {
	parts, err := partsOf(base)
	if err != nil {
		t.Fatal(err)
	}
	metadata, tensors := slices.Sorted(maps.Keys(parts.metadata)), slices.Sorted(maps.Keys(parts.tensors))
	if part %= len(metadata) + len(tensors); part < len(metadata) {
		if _, err := json.Marshal(string(content)); err == nil {
			parts.metadata[metadata[part]] = string(content)
		}
		return parts.file(t)
	}
	name := tensors[part-len(metadata)]
	view := parts.tensors[name]
	if n := uint64(len(content)) / view.DType().Size(); name != "task.0.weight" {
		parts.put(t, name, view.DType(), content[:n*view.DType().Size()], n)
	} else if columns := n / view.Shape()[1]; columns > 0 {
		parts.put(t, name, view.DType(), content[:columns*view.Shape()[1]*2], columns, view.Shape()[1])
	}
	return parts.file(t)
}

// useModel labels and explains with a model.
func useModel(t *testing.T, m *Model) {
	text := "The nurses stole the harbour! Farmers splendidly rebuilt it, “never” ministers."
	d := document.Document{Text: text, Target: "harbour"}
	if err := m.Run(sourceOf([]document.Document{d}), Options{Evidence: -1}, func(s result.Sentence) error {
		checkProbabilities(t, s.Text, s.Tasks)
		if _, err := json.Marshal(s); err != nil {
			t.Error(err)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	m.Explain(text, Options{Target: "harbour"})
	var again bytes.Buffer
	if err := m.Write(&again); err != nil {
		t.Error(err)
	}
	if _, err := readBytes(again.Bytes()); err != nil {
		t.Errorf("written again, it cannot be read: %v", err)
	}
}
