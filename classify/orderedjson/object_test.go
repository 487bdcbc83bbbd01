package orderedjson

import "testing"

func TestObjectKeepsOrderAndCharacters(t *testing.T) {
	names, values := []string{"z", "a<b", "a<b"}, []any{1, "x & <y>", map[string]any{"k": nil}}
	got, err := Object(3, func(i int) (string, any) { return names[i], values[i] })
	if want := `{"z":1,"a<b":"x & <y>","a<b":{"k":null}}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
	if got, err := Object(0, nil); err != nil || string(got) != "{}" {
		t.Errorf("got %s, %v of no members", got, err)
	}
}

func TestObjectFailsOnWhatJSONCannotHold(t *testing.T) {
	if _, err := Object(1, func(int) (string, any) { return "f", func() {} }); err == nil {
		t.Error("a function was written as JSON")
	}
}
