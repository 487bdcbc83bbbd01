package classify

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nlpodyssey/safetensors"
	"github.com/x448/float16"

	"rhetor/classify/result"
	"rhetor/features"
	"rhetor/models"
)

// ReadModel reads a model file's content. Whatever it holds, reading it runs nothing, and allocates no more
// than a small multiple of its true size. What is no model, or damaged, or of another version, is an error
// that says so.
func ReadModel(r io.Reader) (*Model, error) {
	data, err := readAll(r)
	if err != nil {
		return nil, err
	}
	if len(data) > maxModelSize {
		return nil, fmt.Errorf("model is larger than %d bytes", maxModelSize)
	}
	size, header, err := safetensors.ReadMetadata(data)
	if err != nil {
		return nil, fmt.Errorf("not a model, or cut short: %w", err)
	}
	file, err := safetensors.Deserialize(data)
	if err != nil {
		return nil, fmt.Errorf("not a model, or cut short: %w", err)
	}
	reader := modelReader{
		written: data[8 : 8+size], header: header, metadata: header.Metadata(),
		tensors: map[string]safetensors.TensorView{},
	}
	for _, tensor := range file.Tensors() {
		reader.tensors[tensor.Name] = tensor.TensorView
	}
	return reader.read()
}

// readAll reads all there is, at most a byte beyond maxModelSize, into memory of the size that the reader knows.
func readAll(r io.Reader) ([]byte, error) {
	size := 0
	if known, ok := r.(interface{ Len() int }); ok {
		size = min(known.Len(), maxModelSize)
	}
	buffer := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err := buffer.ReadFrom(io.LimitReader(r, maxModelSize+1))
	return buffer.Bytes(), err
}

// modelReader takes a model out of the parts of a file.
type modelReader struct {
	written  []byte // the header as it stands in the file
	header   safetensors.Metadata
	metadata map[string]string
	tensors  map[string]safetensors.TensorView
}

func (r *modelReader) read() (*Model, error) {
	if err := r.checkFormat(); err != nil {
		return nil, err
	}
	m := &Model{}
	var weighting features.Weighting
	parts := map[string]any{
		"settings": &m.Settings, "weighting": &weighting, "crossed": &m.Crossed, "tasks": &m.Tasks, "card": &m.Card,
	}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if err := json.Unmarshal([]byte(r.metadata[name]), parts[name]); err != nil {
			return nil, fmt.Errorf("model is damaged: %s: %w", name, err)
		}
	}
	if err := m.Settings.check(); err != nil {
		return nil, fmt.Errorf("model is damaged: %w", err)
	}
	if got := m.Settings.Features.Recipe; got != features.Recipe || m.Card.Stemmer != features.Stemmer {
		return nil, fmt.Errorf("model goes with features of recipe %d and stemmer %.100q; this version of rhetor has recipe %d and stemmer %q",
			got, m.Card.Stemmer, features.Recipe, features.Stemmer)
	}
	if err := r.readParts(m, weighting); err != nil {
		return nil, fmt.Errorf("model is damaged: %w", err)
	}
	return m, nil
}

// checkFormat makes sure that this is a model, of the version that Write writes, and whole.
func (r *modelReader) checkFormat() error {
	if r.metadata["format"] != modelFormat {
		return fmt.Errorf("not a model: a safetensors file of another program")
	}
	version, err := strconv.Atoi(r.metadata["format_version"])
	if err != nil || version < 1 {
		return fmt.Errorf("model is damaged: its format version is %.20q", r.metadata["format_version"])
	}
	if version > modelFormatVersion {
		return fmt.Errorf("model has format version %d, newer than this version of rhetor reads (%d)", version, modelFormatVersion)
	}
	if version < modelFormatVersion {
		return fmt.Errorf("model has format version %d; this version of rhetor reads version %d: train the model again", version, modelFormatVersion)
	}
	if checksum(r.metadata, r.tensors) != r.metadata["checksum"] {
		return fmt.Errorf("model is damaged: its checksum is not that of its content")
	}
	return r.checkHeader()
}

// checkHeader makes sure that the header stands as Write writes it. One that says the same in another way,
// by white space, an escape or a key given twice, has the same checksum.
func (r *modelReader) checkHeader() error {
	header, err := json.Marshal(r.header)
	if err != nil {
		return fmt.Errorf("model is damaged: its header: %w", err)
	}
	for len(header)%8 != 0 {
		header = append(header, ' ')
	}
	if !bytes.Equal(header, r.written) {
		return fmt.Errorf("model is damaged: its header is not as rhetor writes it")
	}
	return nil
}

// check refuses settings that no training could have had.
func (s Settings) check() error {
	f := s.Features
	for _, n := range []int{f.Stems, f.Forms, f.CharMin, f.CharMax} {
		if n < 0 || n > 20 {
			return fmt.Errorf("settings have n-grams of %d", n)
		}
	}
	return nil
}

func (r *modelReader) readParts(m *Model, weighting features.Weighting) error {
	names, idf, err := r.vocabulary()
	if err != nil {
		return err
	}
	if weighting != features.IDF && weighting != features.Presence {
		return fmt.Errorf("weighting is %.20q", weighting)
	}
	if m.Vocabulary, err = features.NewVocabulary(names, idf, weighting); err != nil {
		return err
	}
	if m.Lexicon, err = r.lexicon(); err != nil {
		return err
	}
	if len(m.Tasks) == 0 {
		return fmt.Errorf("it has no task")
	}
	for i := range m.Tasks {
		if slices.ContainsFunc(m.Tasks[:i], func(t Task) bool { return t.Name == m.Tasks[i].Name }) {
			return fmt.Errorf("task %d: its name is that of another", i)
		}
		if m.Tasks[i].Name == "" || strings.ContainsFunc(m.Tasks[i].Name, unicode.IsControl) {
			return fmt.Errorf("task %d: its name cannot be %.100q", i, m.Tasks[i].Name)
		}
		if err := r.task(&m.Tasks[i], i, len(names)); err != nil {
			return fmt.Errorf("task %d: %w", i, err)
		}
	}
	if slices.Contains(m.Card.Evaluations, nil) {
		return fmt.Errorf("its card has an evaluation without content")
	}
	return nil
}

// vocabulary is the features' names and their inverse document frequencies.
func (r *modelReader) vocabulary() ([]string, []float32, error) {
	idf, err := tensor[float32](r, "features.idf", safetensors.F32, 1)
	if err != nil {
		return nil, nil, err
	}
	offsets, err := tensor[uint32](r, "features.offsets", safetensors.U32, 1)
	if err != nil {
		return nil, nil, err
	}
	data, err := r.bytes("features.names")
	if err != nil {
		return nil, nil, err
	}
	text := string(data)
	if n := len(idf); len(offsets) != n+1 || offsets[0] != 0 || uint64(offsets[n]) != uint64(len(text)) {
		return nil, nil, fmt.Errorf("features.offsets are not those of %d names of %d bytes", n, len(text))
	}
	names := make([]string, len(idf))
	for i := range names {
		from, to := offsets[i], offsets[i+1]
		if from > to || uint64(to) > uint64(len(text)) || !utf8.ValidString(text[from:to]) {
			return nil, nil, fmt.Errorf("name of feature %d runs from byte %d to %d of %d", i, from, to, len(text))
		}
		names[i] = text[from:to]
	}
	return names, idf, nil
}

// lexicon reads the lexicon, with what its terms are matched by.
func (r *modelReader) lexicon() (*features.Lexicon, error) {
	terms, err := r.bytes("lexicon")
	if err != nil {
		return nil, err
	}
	patterns, err := r.bytes("lexicon.patterns")
	if err != nil {
		return nil, err
	}
	return features.StoredLexicon(terms, patterns)
}

// task reads the weights of one task.
func (r *modelReader) task(t *Task, number, columns int) error {
	prefix := fmt.Sprintf("task.%d.", number)
	bias, err := tensor[float64](r, prefix+"bias", safetensors.F64, 1)
	if err != nil {
		return err
	}
	weight, err := r.weights(prefix + "weight")
	if err != nil {
		return err
	}
	labels, slopes := len(t.Labels), 1
	if t.Multi {
		slopes = labels
	}
	if shape := r.tensors[prefix+"weight"].Shape(); len(bias) != labels || shape[0] != uint64(columns) || shape[1] != uint64(labels) {
		return fmt.Errorf("it has %d labels, %d biases and weights %v for %d features", labels, len(bias), shape, columns)
	}
	if err := checkLabels(t.Labels); err != nil {
		return err
	}
	if c := t.Calibration; c.Multi != t.Multi || len(c.Offset) != labels || len(c.Slope) != slopes {
		return fmt.Errorf("its calibration is of another number of labels")
	}
	if slices.ContainsFunc(slices.Concat(t.Calibration.Offset, t.Calibration.Slope), isTooLarge) {
		return fmt.Errorf("its calibration has a number too large")
	}
	if len(t.Decision.Offset) != labels || slices.ContainsFunc(t.Decision.Offset, isTooLarge) {
		return fmt.Errorf("its decision is of another number of labels, or has a number too large")
	}
	t.Linear = &models.Linear{Classes: labels, Columns: columns, Bias: bias, Weight: weight}
	return nil
}

// weights is a tensor of weights; one that is infinite or no number is an error.
func (r *modelReader) weights(name string) ([]float32, error) {
	view, err := r.view(name, safetensors.F16, 2)
	if err != nil {
		return nil, err
	}
	data := view.Data()
	weights := make([]float32, len(data)/2)
	for i := range weights {
		half := float16.Frombits(binary.LittleEndian.Uint16(data[2*i:]))
		if half.IsNaN() || half.IsInf(0) {
			return nil, fmt.Errorf("tensor %s has a value that is too large or no number", name)
		}
		weights[i] = half.Float32()
	}
	return weights, nil
}

// checkLabels refuses labels that no training could have had: they are two or more, and ascend.
func checkLabels(labels []string) error {
	if len(labels) < 2 {
		return fmt.Errorf("it has %d labels", len(labels))
	}
	for i, label := range labels {
		if label == "" || label == result.Uncertain || i > 0 && label <= labels[i-1] || strings.ContainsFunc(label, unicode.IsControl) {
			return fmt.Errorf("label %d cannot be %.100q", i, label)
		}
	}
	return nil
}

// tooLarge is what no training comes near; a product of some numbers below it is still finite.
const tooLarge = 1e30

func isTooLarge(x float64) bool { return !(math.Abs(x) < tooLarge) } // nor is NaN below

// view is a tensor of a type and so many dimensions; one that is not there, or of others, is an error.
func (r *modelReader) view(name string, kind safetensors.DType, dimensions int) (safetensors.TensorView, error) {
	view, found := r.tensors[name]
	if !found || view.DType() != kind || len(view.Shape()) != dimensions {
		return view, fmt.Errorf("it has no tensor %s of type %s and %d dimensions", name, kind, dimensions)
	}
	return view, nil
}

// bytes is the content of a tensor of bytes, as it stands in the file.
func (r *modelReader) bytes(name string) ([]byte, error) {
	view, err := r.view(name, safetensors.U8, 1)
	if err != nil {
		return nil, err
	}
	return view.Data(), nil
}

// tensor decodes a tensor of numbers; one that is not there, of another type or shape, or with a value that is too
// large or no number, is an error.
func tensor[T float32 | float64 | uint32](r *modelReader, name string, kind safetensors.DType, dimensions int) ([]T, error) {
	view, err := r.view(name, kind, dimensions)
	if err != nil {
		return nil, err
	}
	values := make([]T, view.DataLen()/kind.Size())
	if _, err := binary.Decode(view.Data(), binary.LittleEndian, values); err != nil {
		return nil, fmt.Errorf("tensor %s: %w", name, err)
	}
	for _, value := range values {
		if isTooLarge(float64(value)) {
			return nil, fmt.Errorf("tensor %s has a value that is too large or no number", name)
		}
	}
	return values, nil
}
