package report

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"rhetor/classify/document"
	"rhetor/classify/result"
)

// selected returns the documents and numbers of the sentences that a selection lets through, in order.
func selected(t *testing.T, sel Selection, sentences ...result.Sentence) []string {
	t.Helper()
	all := records(t, CSV, written(t, Options{Format: CSV, Selection: sel, Columns: []string{"document", "sentence"}}, sentences...))
	var places []string
	for _, row := range all[1:] {
		places = append(places, strings.TrimSuffix(row[0], ".txt")+" "+row[1])
	}
	return places
}

// numbered are so many sentences in a row.
func numbered(n int) []result.Sentence {
	all := make([]result.Sentence, n)
	for i := range all {
		all[i] = say("a.txt", i+1, fmt.Sprintf("Sentence %d.", i+1), "neutral", 0.9, "neutral", 0.9)
	}
	return all
}

func TestOnly(t *testing.T) {
	against := Condition{Task: "stance", Labels: []string{"against"}}
	for name, c := range map[string]struct {
		only []Condition
		want []string
	}{
		"one label":      {[]Condition{against}, []string{"ferry 2"}},
		"either label":   {[]Condition{{Task: "stance", Labels: []string{"favor", "against"}}}, []string{"ferry 2", "ferry 3", "bakery 1"}},
		"uncertain":      {[]Condition{{Task: "stance", Labels: []string{result.Uncertain}}}, []string{"ferry 4"}},
		"voice":          {[]Condition{{Labels: []string{"quoted"}}}, []string{"ferry 3"}},
		"two tasks":      {[]Condition{against, {Task: "tone", Labels: []string{"accusation"}}}, []string{"ferry 2"}},
		"not both":       {[]Condition{against, {Labels: []string{"quoted"}}}, nil},
		"no such task":   {[]Condition{{Task: "mood", Labels: []string{"against"}}}, nil},
		"no condition":   {nil, []string{"ferry 1", "ferry 2", "ferry 3", "ferry 4", "bakery 1"}},
		"both voices":    {[]Condition{{Labels: []string{"quoted", "author"}}}, []string{"ferry 1", "ferry 2", "ferry 3", "ferry 4", "bakery 1"}},
		"unknown labels": {[]Condition{{Task: "stance", Labels: []string{"", "none"}}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := selected(t, Selection{Only: c.only}, articles()...); !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestOnlyMultiLabel(t *testing.T) {
	uncertain := topics()
	uncertain.Tasks[0].Label = result.Uncertain
	all := []result.Sentence{topics("prices", "traffic"), topics("traffic"), topics(), uncertain}
	for i := range all {
		all[i].Sentence = i + 1
	}
	prices, traffic := Condition{Task: "topic", Labels: []string{"prices"}}, Condition{Task: "topic", Labels: []string{"traffic"}}
	for name, c := range map[string]struct {
		only []Condition
		want []string
	}{
		"one":       {[]Condition{traffic}, []string{"topics 1", "topics 2"}},
		"both":      {[]Condition{prices, traffic}, []string{"topics 1"}},
		"uncertain": {[]Condition{{Task: "topic", Labels: []string{result.Uncertain}}}, []string{"topics 4"}},
	} {
		if got := selected(t, Selection{Only: c.only}, all...); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestEncoderSelects wants of every encoder what the writer writes.
func TestEncoderSelects(t *testing.T) {
	for _, format := range []Format{JSONL, CSV, TSV} {
		opt := Options{Format: format, Selection: Selection{Only: []Condition{{Task: "tone", Labels: []string{"neutral"}}}}}
		encoder, err := NewEncoder(opt, articles()[0])
		if err != nil {
			t.Fatal(err)
		}
		got := encoder.Header
		for _, s := range articles() {
			if got, err = encoder.Append(got, &s); err != nil {
				t.Fatal(err)
			}
		}
		if want := written(t, opt, articles()...); string(got) != want {
			t.Errorf("%s\n got %s\nwant %s", format, got, want)
		}
	}
}

func TestNoEncoderWhereAllMustBeSeen(t *testing.T) {
	for _, sel := range []Selection{{Sample: 1}, {Sort: "tone"}} {
		if encoder, err := NewEncoder(Options{Format: JSONL, Selection: sel}, one("A.")); encoder != nil || err != nil {
			t.Errorf("%+v: %v, %v", sel, encoder, err)
		}
	}
}

func TestSampleKeepsTheOrder(t *testing.T) {
	all := numbered(200)
	got := selected(t, Selection{Sample: 20, Seed: 1}, all...)
	var order []int
	for _, place := range got {
		order = append(order, slices.IndexFunc(all, func(s result.Sentence) bool { return place == fmt.Sprintf("a %d", s.Sentence) }))
	}
	if len(got) != 20 || !slices.IsSorted(order) || len(slices.Compact(order)) != 20 {
		t.Errorf("%q", got)
	}
	if again := selected(t, Selection{Sample: 20, Seed: 1}, all...); !slices.Equal(again, got) {
		t.Error("another sample of the same seed")
	}
	if other := selected(t, Selection{Sample: 20, Seed: 2}, all...); slices.Equal(other, got) {
		t.Error("the same sample of another seed")
	}
}

func TestSampleOfFewIsAll(t *testing.T) {
	for _, size := range []int{4, 5, math.MaxInt} {
		if got := selected(t, Selection{Sample: size}, numbered(4)...); !slices.Equal(got, []string{"a 1", "a 2", "a 3", "a 4"}) {
			t.Errorf("sample of %d: %q", size, got)
		}
	}
}

// TestSampleIsFair draws 3 of 10 sentences many times. Each sentence is drawn in three of ten, within four standard
// errors, which are sqrt(0.3*0.7/4000) = 0.0072 each.
func TestSampleIsFair(t *testing.T) {
	const draws = 4000
	all := numbered(10)
	drawn := make([]float64, len(all))
	for seed := range draws {
		count := func(s result.Sentence) error {
			drawn[s.Sentence-1]++
			return nil
		}
		w := Selection{Sample: 3, Seed: uint64(seed)}.writer(calling(count))
		for _, s := range all {
			_ = w.Write(s)
		}
		_ = w.Close()
	}
	for i, n := range drawn {
		if share := n / draws; math.Abs(share-0.3) > 4*0.0072 {
			t.Errorf("sentence %d is drawn with probability %.3f", i+1, share)
		}
	}
}

// calling is a writer that is a function.
type calling func(result.Sentence) error

func (c calling) Write(s result.Sentence) error { return c(s) }

func (calling) Close() error { return nil }

func TestSampleIsOfWhatHolds(t *testing.T) {
	sel := Selection{Only: []Condition{{Task: "stance", Labels: []string{"favor"}}}, Sample: 2}
	if got := selected(t, sel, articles()...); !slices.Equal(got, []string{"ferry 3", "bakery 1"}) {
		t.Errorf("%q", got)
	}
}

// TestSampleLetsGoOfDocuments wants that no string of a drawn sentence is part of its document's text.
func TestSampleLetsGoOfDocuments(t *testing.T) {
	text := strings.Repeat("The ferry runs. ", 10)
	s := one(text[:15])
	s.Target = text[4:9]
	s.Metadata = document.Fields{{Name: "who", Value: text[10:14]}}
	s.Tasks[0].Evidence = []result.Evidence{{Feature: text[4:9]}}
	d := detached(s)
	if !reflect.DeepEqual(s, d) {
		t.Errorf("%+v, want %+v", d, s)
	}
	for _, part := range []string{d.Text, d.Target, d.Metadata[0].Value, d.Tasks[0].Evidence[0].Feature} {
		at := uintptr(unsafe.Pointer(unsafe.StringData(part)))
		begin := uintptr(unsafe.Pointer(unsafe.StringData(text)))
		if begin <= at && at < begin+uintptr(len(text)) {
			t.Errorf("%q is part of the text", part)
		}
	}
	if s.Text[0] != text[0] || unsafe.StringData(s.Metadata[0].Value) != unsafe.StringData(text[10:]) {
		t.Error("the sentence that was given has changed")
	}
}

func TestSort(t *testing.T) {
	for task, want := range map[string][]string{
		"stance": {"ferry 1", "bakery 1", "ferry 2", "ferry 3", "ferry 4"},
		"tone":   {"ferry 1", "bakery 1", "ferry 2", "ferry 4", "ferry 3"},
	} {
		if got := selected(t, Selection{Sort: task}, articles()...); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", task, got, want)
		}
	}
}

func TestSortLeavesTiesInOrder(t *testing.T) {
	all := numbered(50)
	all[30].Tasks[0].Probability = 0.95
	got := selected(t, Selection{Sort: "stance"}, all...)
	if got[0] != "a 31" || got[1] != "a 1" || got[49] != "a 50" {
		t.Errorf("%q", got)
	}
}

// TestSelectedGolden writes the formats for people of sorted sentences of two documents, and says what is selected.
func TestSelectedGolden(t *testing.T) {
	sel := Selection{Only: []Condition{{Task: "stance", Labels: []string{"favor", "against"}}}, Sample: 10, Seed: 7, Sort: "tone"}
	for _, format := range []Format{Table, Markdown} {
		opt := everything(format)
		opt.Selection = sel
		golden(t, "selected."+string(format), written(t, opt, articles()...))
	}
}

func TestNothingSelected(t *testing.T) {
	nothing := Selection{Only: []Condition{{Task: "stance", Labels: []string{"nosuch"}}}}
	opt := everything(Table)
	opt.Selection = nothing
	if got := written(t, opt, articles()...); got != "no sentences\n\nselected: stance=nosuch\n" {
		t.Errorf("%q", got)
	}
	for _, sel := range []Selection{nothing, {Only: nothing.Only, Sample: 3}, {Only: nothing.Only, Sort: "tone"}} {
		opt := Options{Format: CSV, Selection: sel, First: articles()[0], Columns: []string{"tone", "text"}}
		if got := written(t, opt, articles()...); got != "tone,text\n" {
			t.Errorf("%+v: %q", sel, got)
		}
	}
}

func TestSelectedIsCleaned(t *testing.T) {
	opt := everything(Markdown)
	opt.Selection = Selection{Only: []Condition{{Task: "stance", Labels: []string{"<b>\x1b[2J\n|"}}}}
	if got := written(t, opt); !strings.HasSuffix(got, "## selected: stance=&lt;b&gt;\\[2J \\|\n") {
		t.Errorf("%q", got)
	}
}

func TestColumns(t *testing.T) {
	s := rows()[0]
	all := records(t, CSV, written(t, Options{Format: CSV, Columns: []string{"meta_text", "text", "stance_p_favor", "row"}}, s))
	if !slices.Equal(all[0], []string{"meta_text", "text", "stance_p_favor", "row"}) ||
		!slices.Equal(all[1], []string{"ours too", s.Text, "0.1000", "3"}) {
		t.Errorf("%q", all)
	}
	if got := written(t, Options{Format: TSV, Columns: []string{"text", "outlet"}}, s); got != "text\toutlet\n"+s.Text+"\t'=Post\n" {
		t.Errorf("%q", got)
	}
}

func TestColumnsThatCannotBeChosen(t *testing.T) {
	for fault, columns := range map[string][]string{
		`--columns: there is no column "txt"`:       {"text", "txt"},
		`--columns: there is no column ""`:          {""},
		`--columns: there is no column "\x1b[2J"`:   {"\x1b[2J"},
		`--columns: "text" is given twice`:          {"text", "row", "text"},
		`--columns: there is no column "document "`: {"document "},
	} {
		opt := Options{Format: CSV, Columns: columns, First: articles()[0]}
		_, err := NewEncoder(opt, opt.First)
		_, again := New(&bytes.Buffer{}, opt)
		var hinted interface{ Hint() string }
		if err == nil || err.Error() != fault || again == nil || again.Error() != fault || !errors.As(err, &hinted) {
			t.Errorf("%q: %v and %v", columns, err, again)
			continue
		}
		if hint := hinted.Hint(); !strings.HasPrefix(hint, `the columns are "document", "row", `) || !strings.HasSuffix(hint, `"tone_evidence", "loaded", "text"`) {
			t.Errorf("hint: %s", hint)
		}
	}
}

func TestSelectionErrorReachesCaller(t *testing.T) {
	for _, sel := range []Selection{{Sample: 2}, {Sort: "tone"}, {Only: []Condition{{Labels: []string{"author"}}}}} {
		w := sel.writer(calling(func(result.Sentence) error { return errBroken }))
		err := w.Write(articles()[0])
		if closed := w.Close(); err == nil {
			err = closed
		}
		if !errors.Is(err, errBroken) {
			t.Errorf("%+v: %v", sel, err)
		}
	}
}
