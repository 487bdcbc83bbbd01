package classify

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/nlpodyssey/safetensors"
	"github.com/x448/float16"
)

// A model file is one safetensors file: https://github.com/huggingface/safetensors. Python's safetensors
// package reads it too. Its tensors, little-endian, C order:
//
//	features.idf      F32 [columns]          inverse document frequency of each feature
//	features.names    U8  [bytes]            the features' names, one after the other, UTF-8
//	features.offsets  U32 [columns+1]        where each name begins in features.names; then its length
//	lexicon           U8  [bytes]            the lexicon in force, CSV: term,category,weight
//	lexicon.patterns  U8  [bytes]            what its terms are matched by, one line a term: see below
//	task.N.bias       F64 [labels]           task number N, in the order of the metadata's tasks
//	task.N.weight     F16 [columns, labels]  weights are rounded to this when they are learned
//
// A line of lexicon.patterns has the words of its term, parted by tabs. A word is its stem (a number: itself), a
// space, and what all its inflected forms begin with; behind them stands " ," where a mark such as a comma comes
// before the word in the term. So a model is read without tokenising and stemming its terms anew. Format
// version 1 had no such tensor, and version 2 had weights of type F32.
//
// Its metadata, all strings: format ("rhetor model"), format_version, checksum, and, as JSON, settings,
// weighting, crossed, tasks and card. The checksum is the SHA-256, in hexadecimal, of all metadata but
// itself and of all tensors, each with its name, type and shape, by name, every part preceded by its length
// in 8 bytes. The header that holds all this is JSON as Go's encoding/json writes it, keys sorted, with spaces
// after it to a multiple of 8 bytes: one model is one file, and no byte of it changes without notice.
const (
	modelFormat        = "rhetor model"
	modelFormatVersion = 3
	maxModelSize       = 2<<30 - 1
)

// Write writes the model to one file's content.
func (m *Model) Write(w io.Writer) error {
	tensors, err := m.tensors()
	if err != nil {
		return err
	}
	metadata, err := m.metadata()
	if err != nil {
		return err
	}
	metadata["checksum"] = checksum(metadata, tensors)
	return safetensors.SerializeToWriter(tensors, metadata, w)
}

func (m *Model) metadata() (map[string]string, error) {
	metadata := map[string]string{"format": modelFormat, "format_version": strconv.Itoa(modelFormatVersion)}
	parts := map[string]any{
		"settings": m.Settings, "weighting": m.Vocabulary.Weighting, "crossed": m.Crossed,
		"tasks": m.Tasks, "card": m.Card,
	}
	for name, part := range parts {
		text, err := json.Marshal(part)
		if err != nil {
			return nil, fmt.Errorf("write model: %s: %w", name, err)
		}
		metadata[name] = string(text)
	}
	return metadata, nil
}

func (m *Model) tensors() (map[string]safetensors.TensorView, error) {
	t := tensorWriter{tensors: map[string]safetensors.TensorView{}}
	var names []byte
	offsets, idf := []uint32{0}, make([]float32, len(m.Vocabulary.Names))
	for i, name := range m.Vocabulary.Names {
		names = append(names, name...)
		offsets = append(offsets, uint32(len(names)))
		idf[i] = m.Vocabulary.Columns[i].IDF
	}
	if uint64(len(names)) > math.MaxUint32 {
		return nil, fmt.Errorf("write model: the names of its features take more than 4 GiB")
	}
	terms, patterns, err := m.Lexicon.Store()
	if err != nil {
		return nil, err
	}
	t.put("features.idf", safetensors.F32, idf, len(idf))
	t.put("features.names", safetensors.U8, names, len(names))
	t.put("features.offsets", safetensors.U32, offsets, len(offsets))
	t.put("lexicon", safetensors.U8, terms, len(terms))
	t.put("lexicon.patterns", safetensors.U8, patterns, len(patterns))
	for i, task := range m.Tasks {
		prefix := fmt.Sprintf("task.%d.", i)
		t.put(prefix+"bias", safetensors.F64, task.Linear.Bias, len(task.Labels))
		t.put(prefix+"weight", safetensors.F16, halves(task.Linear.Weight), len(idf), len(task.Labels))
	}
	return t.tensors, t.err
}

// halves is the bits of the weights as numbers of 16 bits, which they have been rounded to.
func halves(weights []float32) []uint16 {
	bits := make([]uint16, len(weights))
	for i, weight := range weights {
		bits[i] = float16.Fromfloat32(weight).Bits()
	}
	return bits
}

// tensorWriter collects tensors and remembers the first error.
type tensorWriter struct {
	tensors map[string]safetensors.TensorView
	err     error
}

func (t *tensorWriter) put(name string, kind safetensors.DType, values any, shape ...int) {
	data, err := binary.Append(nil, binary.LittleEndian, values)
	if err != nil {
		t.err = errors.Join(t.err, err)
		return
	}
	sizes := make([]uint64, len(shape))
	for i, size := range shape {
		sizes[i] = uint64(size)
	}
	view, err := safetensors.NewTensorView(kind, sizes, data)
	t.err = errors.Join(t.err, err)
	t.tensors[name] = view
}

// checksum covers all of a model file but the checksum itself.
func checksum(metadata map[string]string, tensors map[string]safetensors.TensorView) string {
	hash := sha256.New()
	part := func(data []byte) {
		hash.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(data))))
		hash.Write(data)
	}
	for _, name := range slices.Sorted(maps.Keys(metadata)) {
		if name != "checksum" {
			part([]byte(name))
			part([]byte(metadata[name]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(tensors)) {
		tensor := tensors[name]
		part([]byte(name))
		part(fmt.Appendf(nil, "%s %v", tensor.DType(), tensor.Shape()))
		part(tensor.Data())
	}
	return hex.EncodeToString(hash.Sum(nil))
}
