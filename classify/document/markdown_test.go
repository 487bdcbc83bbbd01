package document

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestMarkdownIsReadAsProse(t *testing.T) {
	wantRead(t, "a.md", `---
title: "The toll"
author: Ann Lee
date: 2024-05-17T10:00:00Z
tags: [a, b]
---
# The *toll* must go

We **must** vote, [they say](https://x.org/a "No title."), and
soon. See <https://x.org> &amp; \*this\* `+"`code`"+` and ![the mayor](mayor.jpg)[^1] here.

- [x] done
- item two[^note]
  - nested

2. Second.

   Of the same item.

`+"```go\nThis is code.\n```"+`

    This is code too.

> They said “no”.
> And more.

| head a | head b |
|--------|--------|
| Cell one. | Cell *two*. |

<div class="x">
This is HTML.
</div>

A line with <b>raw</b> HTML, ~~struck~~ and [ref][r]
<!-- no comment -->

Heading below
-------------

***

[r]: https://x.org "No title."
[^1]: The first note.
[^note]: The second.
`, `The toll must go

We must vote, they say, and soon. See https://x.org & *this* code and the mayor here.

done

item two

nested

Second.

Of the same item.

They said “no”. And more.

head a

head b

Cell one.

Cell two.

A line with raw HTML, struck and ref

Heading below

The first note.

The second.`, Field{"title", "The toll"}, Field{"author", "Ann Lee"}, Field{"date", "2024-05-17"})
}

func TestMarkdownFrontMatter(t *testing.T) {
	for _, c := range []struct {
		name, input, text string
		facts             []Field
	}{
		{"none", "We agree.\n", "We agree.", nil},
		{"rules around prose are none", "---\n\nWe agree: now.\n\n---\nMore.\n", "We agree: now.\n\nMore.", nil},
		{"never closed", "---\n\ntitle: a\n", "title: a", nil},
		{"TOML", "+++\ntitle = 'x'\n+++\nText.\n", "Text.", []Field{{"title", "x"}}},
		{"empty", "---\n---\nText.\n", "Text.", nil},
		{"CRLF", "---\r\ntitle: ünï\r\n---\r\nText.\r\nMore.\r\n\r\nEnd.\r\n", "Text. More.\n\nEnd.", []Field{{"title", "ünï"}}},
		{"mark", "\ufeff---\nauthor: Ann\n...\nText.", "Text.", []Field{{"author", "Ann"}}},
	} {
		t.Run(c.name, func(t *testing.T) { wantRead(t, "a.markdown", c.input, c.text, c.facts...) })
	}
}

func TestMarkdownOfWindows(t *testing.T) {
	b := wantRead(t, "a.md", "\x93Fine.\x94\n", "“Fine.”")
	wantNotices(t, b, 0, "decoded as windows-1252")
}

// What would take time or memory that grows with the square of the size takes little.
func TestMarkdownThatIsHostile(t *testing.T) {
	var ticks, definitions strings.Builder
	for i := 1; ticks.Len() < 300_000; i++ {
		ticks.WriteString("e" + strings.Repeat("`", i))
	}
	for i := range 30_000 {
		fmt.Fprintf(&definitions, "[a%d]: /x\n", i)
	}
	start := time.Now()
	for name, input := range map[string]string{
		"nested quotations":     strings.Repeat(">", 10_000) + "a",
		"nested lists":          strings.Repeat("- ", 10_000) + "a",
		"nested emphasis":       strings.Repeat("*", 10_000) + "a" + strings.Repeat("*", 10_000),
		"brackets":              strings.Repeat("[", 300_000),
		"links without end":     strings.Repeat("[a](", 100_000),
		"links and brackets":    strings.Repeat("[a](<b", 60_000),
		"mixed emphasis":        strings.Repeat("*a_ ", 100_000),
		"code spans":            ticks.String(),
		"instructions":          strings.Repeat("a<?", 100_000),
		"wide table":            strings.Repeat("|a", 50_000) + "\n" + strings.Repeat("|-", 50_000) + "\n" + strings.Repeat("a\n", 50_000),
		"definitions":           definitions.String(),
		"notes":                 strings.Repeat("x[^1]\n", 50_000),
		"a quotation that runs": strings.Repeat(">", 50) + "a\n" + strings.Repeat("b\n", 100_000),
	} {
		b, err := readFile(t, "a.md", input, Options{})
		if err == nil && len(b.Documents) != 1 || err != nil && err.Error() != "a.md: is empty" {
			t.Errorf("%s: %d documents, %v", name, len(b.Documents), err)
		}
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %v", took)
	}
}

// A long text is parsed in parts. No paragraph is lost or broken, and code stays code.
func TestLongMarkdown(t *testing.T) {
	part := "## Heading\n\nWe must *vote*, they\nsaid.\n\n```\nCode.\n\nCode.\n```\n\n- item\n"
	b, err := readFile(t, "a.md", strings.Repeat(part, 20_000), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.TrimSuffix(strings.Repeat("Heading\n\nWe must vote, they said.\n\nitem\n\n", 20_000), "\n\n")
	if b.Documents[0].Text != want {
		t.Errorf("%d bytes, want %d", len(b.Documents[0].Text), len(want))
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add([]byte("---\ntitle: a\n---\n# A\n\n[a](b \"c\") ![d](e) *f* __g__ ~~h~~ `i`[^1] <j@k.l> <b>\n\n[^1]: x\n"), false)
	f.Add([]byte("- [x] a\n  1. b\n\n> c\n\n| a | b |\n|---|:-:|\n| `c\\|d` | e\n\n<div>\n\n    code\n```\nx\n"), true)
	f.Add([]byte("[a]: <b> 'c'\n[a][] \\\nx  \ny &amp; &#0; &#xd800; \x85\xff\n===\n"), false)
	fuzzReader(f, ".md")
}
