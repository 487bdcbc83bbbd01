package table

import (
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
)

// readers reads a string, then the rest.
func readers(first string, rest io.Reader) io.Reader {
	return io.MultiReader(strings.NewReader(first), rest)
}

func TestJSONLColumnsAreTheUnionInOrder(t *testing.T) {
	table := read(t, "a.jsonl", `{"text":"Yes.","stance":"favor"}
{"id":7,"text":"No."}
{}
`)
	if want := []string{"text", "stance", "id"}; !reflect.DeepEqual(table.Columns, want) {
		t.Errorf("columns %q, want %q", table.Columns, want)
	}
	wantRows(t, table,
		Row{1, []string{"Yes.", "favor", ""}},
		Row{2, []string{"No.", "", "7"}},
		Row{3, []string{"", "", ""}})
}

func TestJSONLValues(t *testing.T) {
	for input, want := range map[string]string{
		`"a\u00e9\n\"b\""`:         "aé\n\"b\"",
		`"\ud83d\ude00"`:           "😀",
		`1.50`:                     "1.50",
		`-1E400`:                   "-1E400",
		`12345678901234567890123`:  "12345678901234567890123",
		`true`:                     "true",
		`false`:                    "false",
		`null`:                     "",
		`[]`:                       "",
		`["angry"]`:                "angry",
		` [ "angry" , "ironic" ] `: "angry|ironic",
	} {
		wantRows(t, read(t, "a.jsonl", `{"v":`+input+`}`), Row{1, []string{want}})
	}
}

func TestJSONLErrors(t *testing.T) {
	for _, c := range []struct{ input, want string }{
		{`{"v":{"a":1}}`, `a.jsonl:1: "v" holds an object`},
		{`{"v":[1]}`, `a.jsonl:1: "v" holds an array of something other than strings`},
		{`{"v":[["a"]]}`, `a.jsonl:1: "v" holds an array of something other than strings`},
		{`{"v":["a|b"]}`, `a.jsonl:1: "v" holds an array with a string that contains "|"`},
		{`{"v":"a\u0000"}`, `a.jsonl:1: "v" holds a NUL character`},
		{`{"v\u0000":1}`, `a.jsonl:1: NUL character in a column name`},
		{"{\"v\":1}\n[1]", `a.jsonl:2: not a JSON object`},
		{`"text"`, `a.jsonl:1: not a JSON object`},
		{`{"v":1} {"v":2}`, `a.jsonl:1: something follows the object`},
		{`{"v":1}}`, `a.jsonl:1: something follows the object`},
		{`{"v":1`, `a.jsonl:1: the line ends within the JSON object`},
		{"{\n  \"v\": 1\n}", `a.jsonl:1: the line ends within the JSON object`},
		{`{"v"`, `a.jsonl:1: the line ends within the JSON object`},
		{`{"v":["a"`, `a.jsonl:1: the line ends within the JSON object`},
		{`{"v":1,}`, `a.jsonl:1: not valid JSON: invalid character '}' looking for beginning of object key string`},
		{`{v:1}`, `a.jsonl:1: not valid JSON: invalid character 'v'`},
		{`text,stance`, `a.jsonl:1: not valid JSON: invalid character 'e' in literal true (expecting 'r')`},
	} {
		wantError(t, "a.jsonl", c.input, c.want)
	}
}

func TestJSONLObjectsWithNothingInCommonAreRefused(t *testing.T) {
	var input strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&input, "{\"a%d\":1}\n", i)
	}
	wantError(t, "a.jsonl", input.String(), "a.jsonl: 2000 objects with 2000 different members have too little in common")
}
