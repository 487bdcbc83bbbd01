package corpus

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rhetor/classify/table"
)

// files is a folder of files by name.
type files map[string]string

// write writes the files into a new working directory.
func (f files) write(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, content := range f {
		if err := os.WriteFile(filepath.FromSlash(name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// read reads one CSV file's content as a corpus.
func read(t *testing.T, content string, opt Options) *Corpus {
	t.Helper()
	c, err := Read([]string{"-"}, strings.NewReader(content), opt)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// wantError compares an error's message and hint.
func wantError(t *testing.T, err error, msg, hint string) {
	t.Helper()
	var e *table.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %#v, want %s", err, msg)
	}
	if e.Error() != msg || e.Hint != hint {
		t.Errorf("\n got %s\nhint %s\nwant %s\nhint %s", e, e.Hint, msg, hint)
	}
}

const small = `text,stance
We back the bill.,favor
They oppose it.,against
`

func TestSmallestCorpus(t *testing.T) {
	c := read(t, small, Options{})
	if want := []Task{{Name: "stance", Column: "stance"}}; !reflect.DeepEqual(c.Tasks, want) {
		t.Errorf("tasks %+v", c.Tasks)
	}
	want := Example{File: "-", Line: 2, Text: "We back the bill.", Weight: 1, Labels: [][]string{{"favor"}}}
	if len(c.Examples) != 2 || !reflect.DeepEqual(c.Examples[0], want) {
		t.Errorf("examples %+v", c.Examples)
	}
	if c.HasTarget {
		t.Error("has a target")
	}
}

func TestEveryColumnHasItsPlace(t *testing.T) {
	c := read(t, `id,outlet,text,target,stance,tone,weight,source,split
7, Herald ,"  A ""fine"" mess.
Truly. ",the bill , against ,mocking|dry,0.5,coded by hand,train
8,Post,Good.,,favor,,2,,train
9,Post,Odd.,the bill,neutral,dry,1,,test
`, Options{GroupColumn: "outlet", Multi: []string{"tone"}, Split: "train"})
	want := Example{File: "-", Line: 2, ID: "7", Text: "  A \"fine\" mess.\nTruly. ", Target: "the bill", Source: "coded by hand",
		Split: "train", Group: "Herald", Weight: 0.5, Labels: [][]string{{"against"}, {"dry", "mocking"}}}
	if len(c.Examples) != 2 || !reflect.DeepEqual(c.Examples[0], want) {
		t.Errorf("\n got %+v\nwant %+v", c.Examples[0], want)
	}
	if got := c.Examples[1].Labels[1]; len(got) != 0 {
		t.Errorf("labels %q", got)
	}
	if !c.HasTarget {
		t.Error("has no target")
	}
	if got, want := c.Labels(1), []string{"dry", "mocking"}; !reflect.DeepEqual(got, want) {
		t.Errorf("labels %q", got)
	}
}

func TestTasksAreAsked(t *testing.T) {
	input := "sentence,stand,topic,target\nYes|No.,pro|con,a;b,x\nNo.,con,,x\n"
	opt := Options{TextColumn: "sentence", NoTarget: true, Multi: []string{"topic"}, Separator: ";",
		Tasks: []Task{{Name: "stance", Column: "stand"}, {Name: "topic"}}}
	c := read(t, input, opt)
	if got, want := c.Labels(0), []string{"con", "pro|con"}; !reflect.DeepEqual(got, want) {
		t.Errorf("labels %q, want %q", got, want)
	}
	if got, want := c.Labels(1), []string{"a", "b"}; !reflect.DeepEqual(got, want) {
		t.Errorf("labels %q, want %q", got, want)
	}
	if c.HasTarget || c.Examples[0].Target != "" {
		t.Error("has a target")
	}
	if opt.Tasks[1].Column != "" || opt.Tasks[1].Multi {
		t.Error("the caller's options were changed")
	}
}

func TestFilesOfDifferentFormatsMakeOneCorpus(t *testing.T) {
	files{
		"a.csv":   "text,stance,tone\nWe back the bill.,favor,warm\n",
		"b.tsv":   "id\ttext\tstance\n1\tThey oppose it.\tagainst\n",
		"c.jsonl": `{"stance":"against","text":"Never.","target":"the bill"}`,
	}.write(t)
	c, err := Read([]string{"a.csv", "b.tsv", "c.jsonl"}, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Tasks) != 1 || c.Tasks[0].Name != "stance" || !c.HasTarget {
		t.Errorf("%+v", c)
	}
	var places []string
	for _, e := range c.Examples {
		places = append(places, (&table.Error{File: e.File, Line: e.Line, Msg: e.Text}).Error())
	}
	if want := []string{"a.csv:2: We back the bill.", "b.tsv:2: They oppose it.", "c.jsonl:1: Never."}; !reflect.DeepEqual(places, want) {
		t.Errorf("%q", places)
	}
}

func TestJSONLArraysAreLabels(t *testing.T) {
	c := read(t, `{"text":"Yes.","topic":["b","a"]}
{"text":"No.","topic":"b;c"}`,
		Options{StdinFormat: "jsonl", Separator: ";", Tasks: []Task{{Name: "topic", Multi: true}}})
	if got := c.Examples; !reflect.DeepEqual(got[0].Labels[0], []string{"a", "b"}) || !reflect.DeepEqual(got[1].Labels[0], []string{"b", "c"}) {
		t.Errorf("%+v", got)
	}
}

func TestFileErrors(t *testing.T) {
	files{"a.csv": small, "empty.csv": "", "head.csv": "text,stance\n", "a.docx": "PK", "corpus": small, "bad.csv": small + "x\n",
		"b.csv": "text,tone\nA.,dry\n"}.write(t)
	if err := os.Mkdir("folder", 0o755); err != nil {
		t.Fatal(err)
	}
	const extensions = ".csv, .tsv, .tab, .jsonl, .ndjson, .xlsx, .parquet"
	for _, c := range []struct {
		paths     []string
		opt       Options
		msg, hint string
	}{
		{nil, Options{}, "no corpus given", "name one or more files; - is standard input"},
		{[]string{"none.csv"}, Options{}, "none.csv: no such file or directory", ""},
		{[]string{"folder"}, Options{}, "folder: is a folder", "name the files in it"},
		{[]string{"a.docx"}, Options{}, `a.docx: unknown extension ".docx"`, "tables are " + extensions},
		{[]string{"corpus"}, Options{}, "corpus: the name has no extension", "corpora are " + extensions},
		{[]string{"empty.csv"}, Options{}, "empty.csv: is empty", ""},
		{[]string{"head.csv"}, Options{}, "head.csv:1: no rows follow the column names", ""},
		{[]string{"bad.csv"}, Options{}, "bad.csv:4: number of fields is 1, expected 2", "a field may be empty, but its comma must be there"},
		{[]string{"a.csv", "a.csv"}, Options{}, "a.csv: given twice", ""},
		{[]string{"a.csv", "./a.csv"}, Options{}, "./a.csv: given twice", ""},
		{[]string{"-"}, Options{StdinFormat: "xml"}, `standard input: unknown format "xml"`, "formats are csv, tsv and jsonl"},
		{[]string{"a.csv", "b.csv"}, Options{}, `no column "stance" or "tone" is in all files`,
			`the columns in all files are "text"; choose one with --task NAME=COLUMN`},
		{[]string{"a.csv", "b.csv"}, Options{Tasks: []Task{{Name: "tone"}}}, `a.csv:1: no column "tone"`,
			`the columns are "text", "stance"; choose one with --task NAME=COLUMN`},
		{[]string{"b.csv"}, Options{}, `b.csv: tone has only one label, "dry"`, "a task needs two labels or more"},
	} {
		_, err := Read(c.paths, strings.NewReader(""), c.opt)
		wantError(t, err, c.msg, c.hint)
	}
}

func TestColumnErrors(t *testing.T) {
	const columns = `the columns are "text", "stance"; `
	for _, c := range []struct {
		opt       Options
		msg, hint string
	}{
		{Options{TextColumn: "body"}, `standard input:1: no column "body"`, columns + "choose one with --text-column"},
		{Options{TargetColumn: "target"}, `standard input:1: no column "target"`, columns + "choose one with --target-column"},
		{Options{GroupColumn: "outlet"}, `standard input:1: no column "outlet"`, columns + "choose one with --group"},
		{Options{Split: "test"}, `standard input:1: no column "split"`, columns + "leave out --split to read all rows"},
		{Options{Tasks: []Task{{Name: "tone", Column: "Tone"}}}, `standard input:1: no column "Tone"`, columns + "choose one with --task NAME=COLUMN"},
		{Options{Tasks: []Task{{Name: "stance"}, {Name: "stance", Column: "text"}}}, `task "stance" is given twice`, ""},
		{Options{Tasks: []Task{{Column: "stance"}}}, "a task has no name", "write --task NAME=COLUMN"},
		{Options{Multi: []string{"tone"}}, `no task "tone" to make multi-label`, `the tasks are "stance"`},
	} {
		_, err := Read([]string{"-"}, strings.NewReader(small), c.opt)
		wantError(t, err, c.msg, c.hint)
	}
	_, err := Read([]string{"-"}, strings.NewReader("id,body\n1,Yes.\n"), Options{})
	wantError(t, err, `standard input:1: no column "stance" or "tone"`, `the columns are "id", "body"; choose one with --task NAME=COLUMN`)
}

func TestRowErrors(t *testing.T) {
	long := strings.Repeat("a", 101)
	for _, c := range []struct{ input, want string }{
		{"text,stance\nYes.,favor\n\u00a0 ,against\n", "standard input:3: text is empty"},
		{"text,stance\nYes.,favor\n\nNo., \n", "standard input:4: stance is empty"},
		{"text,stance\nYes.,\"a\x1b[2Jb\"\n", `standard input:2: stance is "a\x1b[2Jb", with a control character`},
		{"text,stance\nYes.," + long + "\n", `standard input:2: stance is "` + long[:60] + `"..., longer than 100 bytes`},
		{"text,stance,weight\nYes.,favor,0\n", `standard input:2: weight is "0", not a number from 0.001 to 1000`},
		{"text,stance,weight\nYes.,favor,-1\n", `standard input:2: weight is "-1", not a number from 0.001 to 1000`},
		{"text,stance,weight\nYes.,favor,NaN\n", `standard input:2: weight is "NaN", not a number from 0.001 to 1000`},
		{"text,stance,weight\nYes.,favor,1e999\n", `standard input:2: weight is "1e999", not a number from 0.001 to 1000`},
		{"text,stance,weight\nYes.,favor,\n", `standard input:2: weight is "", not a number from 0.001 to 1000`},
		{"text,stance,id\nYes.,favor,x\nNo.,against,\nOh.,against, x\n", `standard input:4: id "x" appears twice: standard input:2: has it already`},
		{"text,stance\nYes.,favor\nNo.,favor\n", `standard input: stance has only one label, "favor"`},
		{"text,stance,tone\nYes.,a,x|y\nNo.,b,x||y\n", "standard input:3: tone has an empty label"},
		{"text,stance,tone\nYes.,a,x|y| x\nNo.,b,x\n", `standard input:2: tone has "x" twice`},
		{"text,stance,tone\nYes.,a,\nNo.,b,\n", `standard input: tone has no labels`},
	} {
		opt := Options{}
		if strings.Contains(c.input, "tone") {
			opt.Multi = []string{"tone"}
		}
		_, err := Read([]string{"-"}, strings.NewReader(c.input), opt)
		if err == nil || err.Error() != c.want {
			t.Errorf("%.60q\n got %v\nwant %s", c.input, err, c.want)
		}
	}
	_, err := Read([]string{"-"}, strings.NewReader("text,stance,outlet\nYes.,favor,\n"), Options{GroupColumn: "outlet"})
	wantError(t, err, "standard input:2: outlet is empty", "")
}

func TestSplitsNotWantedAreNotChecked(t *testing.T) {
	input := "text,stance,split\nYes.,favor,train\nNo.,against,train\nHidden.,,test\n"
	if c := read(t, input, Options{Split: "train"}); len(c.Examples) != 2 {
		t.Errorf("%+v", c.Examples)
	}
	_, err := Read([]string{"-"}, strings.NewReader(input), Options{Split: "dev"})
	wantError(t, err, `standard input: no row has split "dev"`, `the splits are "test", "train"`)
}

func TestFingerprintCoversWhatTrainingUses(t *testing.T) {
	const base = "id,text,target,stance,weight,outlet,source,split\n1,Yes.,x,favor,1,Post,s,train\n2,No.,x,against,1,Post,s,train\n"
	opt := Options{GroupColumn: "outlet"}
	want := read(t, base, opt).Fingerprint()
	if len(want) != 64 {
		t.Errorf("fingerprint %q", want)
	}
	for _, same := range [][2]string{{"\n1,", "\n9,"}, {",s,", ",other,"}, {"train\n2", "test\n2"}, {"\n2,", "\n\n2,"}} {
		if got := read(t, strings.Replace(base, same[0], same[1], 1), opt).Fingerprint(); got != want {
			t.Errorf("%q for %q changes it", same[1], same[0])
		}
	}
	for _, other := range [][2]string{{"Yes.", "Yes"}, {",x,favor", ",y,favor"}, {"favor,1", "favor,2"}, {"Post,s,train\n2", "Herald,s,train\n2"},
		{"favor", "neutral"}, {"Yes.,x", "Yes.x,"}} {
		if got := read(t, strings.Replace(base, other[0], other[1], 1), opt).Fingerprint(); got == want {
			t.Errorf("%q for %q does not change it", other[1], other[0])
		}
	}
}

func TestFingerprintOfTheSmallestCorpusNeverChanges(t *testing.T) {
	const want = "a35f9efbff35f19dff1f1c048ebc737a9deb1230689d0dfbfac7199ee52bde32"
	if got := read(t, small, Options{}).Fingerprint(); got != want {
		t.Errorf("got %s", got)
	}
}

func TestIDsLeftOutNeedNotBeDistinct(t *testing.T) {
	input := "text,stance,id\nYes.,favor,x\nNo.,against,x\n"
	c, err := Read([]string{"-"}, strings.NewReader(input), Options{NoID: true})
	if err != nil || len(c.Examples) != 2 || c.Examples[0].ID != "" {
		t.Errorf("read %+v, %v", c, err)
	}
}
