package main

import (
	"reflect"
	"testing"

	"rhetor/classify"
	"rhetor/classify/report"
)

// topical is a model with a multi-label task, labels with commas, and a task named voice.
var topical = &classify.Model{Tasks: []classify.Task{
	{Name: "topic", Labels: []string{"prices", "roads, rail", "a=b"}, Multi: true},
	{Name: "mood", Labels: []string{"glad", "sad"}},
	{Name: "voice", Labels: []string{"bass", "tenor"}},
	{Name: "probability", Labels: []string{"high", "low"}},
}}

func TestOnlyTakesConditionsApart(t *testing.T) {
	for flag, want := range map[string]report.Condition{
		"mood=glad":                 {Task: "mood", Labels: []string{"glad"}},
		"mood=sad,uncertain,glad":   {Task: "mood", Labels: []string{"sad", "uncertain", "glad"}},
		`topic=roads\, rail,prices`: {Task: "topic", Labels: []string{"roads, rail", "prices"}},
		"topic=a=b":                 {Task: "topic", Labels: []string{"a=b"}},
		"voice=bass":                {Task: "voice", Labels: []string{"bass"}}, // the task, where there is one
	} {
		if got, err := conditionOf(flag, topical); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", flag, got, err)
		}
	}
	for _, flag := range []string{"mood", "mood=", "=glad", "=", "tone=glad", "mood=Glad", "mood= glad", "mood=,", "topic=roads, rail", "voice=author"} {
		if got, err := conditionOf(flag, topical); err == nil {
			t.Errorf("%s: %+v", flag, got)
		}
	}
}

func TestOnlyTwice(t *testing.T) {
	for _, c := range []struct {
		only  []string
		fault bool
	}{
		{[]string{"mood=glad", "topic=prices"}, false},
		{[]string{"topic=prices", "topic=a=b"}, false}, // a sentence can have both
		{[]string{"mood=glad", "mood=sad"}, true},
		{[]string{"mood=glad", "topic=prices", "mood=glad"}, true},
	} {
		flags := selectFlags{Only: c.only}
		if _, err := flags.selection(topical); (err != nil) != c.fault {
			t.Errorf("%q: %v", c.only, err)
		}
	}
}

func TestSortTask(t *testing.T) {
	plain := &classify.Model{Tasks: []classify.Task{{Name: "stance"}, {Name: "tone"}}}
	for _, c := range []struct {
		model      *classify.Model
		flag, want string
	}{
		{plain, "", ""}, {plain, "probability", "stance"}, {plain, "tone", "tone"},
		{topical, "probability", "probability"}, // the task, where there is one
	} {
		if got, err := (&selectFlags{Sort: c.flag}).sortTask(c.model); err != nil || got != c.want {
			t.Errorf("--sort %s: %q, %v", c.flag, got, err)
		}
	}
}
