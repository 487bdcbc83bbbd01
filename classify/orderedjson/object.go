// Package orderedjson writes JSON objects whose members keep their order, which those of a Go map do not.
package orderedjson

import (
	"bytes"
	"encoding/json"
)

// Object is the object of n members, in order. Characters such as < stay as they are.
func Object(n int, member func(i int) (name string, value any)) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	out.WriteByte('{')
	for i := range n {
		if i > 0 {
			out.WriteByte(',')
		}
		name, value := member(i)
		if err := encode(&out, encoder, name); err != nil {
			return nil, err
		}
		out.WriteByte(':')
		if err := encode(&out, encoder, value); err != nil {
			return nil, err
		}
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// encode writes a value without the line end that an encoder puts after it.
func encode(out *bytes.Buffer, encoder *json.Encoder, value any) error {
	err := encoder.Encode(value)
	out.Truncate(max(0, out.Len()-1))
	return err
}
