package result

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"rhetor/classify/document"
	"rhetor/classify/table"
)

// Read reads results back from JSON lines, as report writes them (docs/jsonl.md), and hands them on one by one. An error
// of emit ends the reading and is returned as it is; all others are *table.Error, with the line. The file name is for
// errors.
func Read(file string, r io.Reader, emit func(Sentence) error) error {
	lines := bufio.NewReaderSize(table.LimitLines(file, r), 1<<16)
	for number := 1; ; number++ {
		line, err := lines.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return table.FileError(file, err)
		}
		if len(bytes.TrimSpace(line)) > 0 {
			var s Sentence
			if err := s.read(line); err != nil {
				return &table.Error{File: file, Line: number, Msg: "not a result of rhetor: " + err.Error(), Hint: "results are what classify --format jsonl writes"}
			}
			if err := emit(s); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

// read reads one line.
func (s *Sentence) read(line []byte) error {
	type plain Sentence // without the methods
	parts := struct {
		*plain
		Tasks    json.RawMessage `json:"tasks"`
		Metadata json.RawMessage `json:"metadata"`
	}{plain: (*plain)(s)}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&parts); err != nil {
		return err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return errors.New("something follows the object")
	}
	if s.Sentence < 1 || parts.Tasks == nil {
		return errors.New("it has no sentence or no tasks")
	}
	if err := members(parts.Metadata, func(name string, value json.RawMessage) error {
		field := document.Field{Name: name}
		s.Metadata = append(s.Metadata, field)
		return json.Unmarshal(value, &s.Metadata[len(s.Metadata)-1].Value)
	}); err != nil {
		return err
	}
	return members(parts.Tasks, func(name string, value json.RawMessage) error {
		p, err := readPrediction(name, value)
		s.Tasks = append(s.Tasks, p)
		return err
	})
}

// readPrediction reads what one task says.
func readPrediction(task string, data json.RawMessage) (Prediction, error) {
	type plain Prediction
	p := Prediction{Task: task}
	parts := struct {
		*plain
		Probabilities json.RawMessage `json:"probabilities"`
	}{plain: (*plain)(&p)}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&parts); err != nil {
		return p, fmt.Errorf("task %s: %w", table.Quote(task), err)
	}
	return p, members(parts.Probabilities, func(label string, value json.RawMessage) error {
		of := LabelProbability{Label: label}
		err := json.Unmarshal(value, &of.Probability)
		p.Probabilities = append(p.Probabilities, of)
		return err
	})
}

// members hands on the members of an object, in order; of none at all nothing.
func members(object json.RawMessage, take func(name string, value json.RawMessage) error) error {
	if object == nil {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(object))
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return errors.New("tasks, probabilities and metadata are objects")
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return err
		}
		if err := take(name.(string), value); err != nil { // the decoder lets nothing but a string be a name
			return err
		}
	}
	return nil
}
