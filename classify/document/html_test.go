package document

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const article = "<p>The town council voted, seven to five, to lease the harbour for sixty years, and the rent is fixed.</p>" +
	"<p>None of the councillors, it seems, had read the contract, which runs to three hundred pages.</p>"

// Of a page the article is read, not the menu; of its head the title, the author and the day.
func TestArticleIsRead(t *testing.T) {
	wantRead(t, "a.html", `<!DOCTYPE html><html><head><meta charset=utf-8><title>The lease</title><style>p { color: red }</style>
<meta name=author content="By Ann  Lee"><meta property="article:published_time" content="2024-05-17T22:10:00-05:00">
<script>alert("No.")</script></head>
<body><nav class=menu><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></nav>
<div class="sidebar"><a href=/ten>Ten things you must see</a></div>
<div id=main class=article>`+strings.Repeat(article, 3)+`<p>“No,” they said<sup id=r1><a href="#n1">[1]</a></sup>, and <q>never</q>;
the 3<sup>rd</sup> time&nbsp;&mdash; caf&eacute;&#x21;</p><p hidden>Hidden.</p><p style="display: none">Hidden too.</p></div>
<footer>Copyright 2024 The Paper</footer></body></html>`,
		strings.Repeat("The town council voted, seven to five, to lease the harbour for sixty years, and the rent is fixed.\n\n"+
			"None of the councillors, it seems, had read the contract, which runs to three hundred pages.\n\n", 3)+
			"“No,” they said, and “never”; the 3rd time — café!",
		Field{"title", "The lease"}, Field{"author", "Ann Lee"}, Field{"date", "2024-05-17"})
}

func TestSmallPagesAreReadWhole(t *testing.T) {
	for _, c := range []struct{ input, text string }{
		{"<p>We must vote.", "We must vote."},
		{"<div>We must vote.</div><div>They lied.</div>", "We must vote.\n\nThey lied."},
		{"<h1>The toll</h1><p>We agree.<ul><li>One.<li>Two.</ul><table><tr><td>Cell one.<td>Cell two.</table>After.", "The toll\n\nWe agree.\n\nOne.\n\nTwo.\n\nCell one.\n\nCell two.\n\nAfter."},
		{"We agree.<br>They do not.<br><br>End.", "We agree.\nThey do not.\n\nEnd."},
		{"<pre>We agree.\n  They do.\n\nEnd.</pre>", "We agree.\nThey do.\n\nEnd."},
		{"Plain text &amp; no tags.", "Plain text & no tags."},
		{`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a.js"/></head><body><a id="x"/><p/>We agree.</body></html>`, "We agree."},
		{"<p>One <b>bold <i>both</b> still</i> end.<p>Next.", "One bold both still end.\n\nNext."},
		{"<p>We agree.</p><select><option>No</select><button>No</button><textarea>No</textarea><svg><title>No</title><text>No</text></svg><!-- No --><noscript>No</noscript><iframe>No</iframe><template>No</template>", "We agree."},
		{"<p>We agree.<script>if (a < b) document.write('</p>No')</script> All.", "We agree. All."},
	} {
		wantRead(t, "a.htm", c.input, c.text)
	}
}

func TestPageEncodings(t *testing.T) {
	for _, c := range []struct{ name, input, notice string }{
		{"declared", "<meta charset=iso-8859-2><p>\xb3\xf3d\xbc", ""},
		{"declared by XML", `<?xml version="1.0" encoding="iso-8859-2"?><html><p>` + "\xb3\xf3d\xbc", ""},
		{"UTF-8 that says otherwise", "<meta charset=iso-8859-2><p>łódź", ""},
		{"nothing declared", "<p>łódź", ""},
		{"UTF-8 with a mark", "\ufeff<meta charset=iso-8859-2><p>łódź", ""},
		{"UTF-16 with a mark", "\xff\xfe<\x00p\x00>\x00\x42\x01\xf3\x00d\x00\x7a\x01", ""},
		{"UTF-16 declared in ASCII", "<meta charset=utf-16><p>łódź", ""},
	} {
		t.Run(c.name, func(t *testing.T) { wantRead(t, "a.xhtml", c.input, "łódź") })
	}
	b := wantRead(t, "a.html", "<p>\x93caf\xe9\x94", "“café”")
	wantNotices(t, b, 0, "decoded as windows-1252")
	wantRead(t, "a.html", "<meta charset=utf-8><p>caf\xe9 &#xd800;&#0;.", "caf\ufffd \ufffd\ufffd.")
	wantRefused(t, "a.html", "<meta charset=iso-2022-kr><p>a", "in an encoding that is not read")
}

func TestPageWithoutAnArticle(t *testing.T) {
	b, err := readFile(t, "a.html", "<p>First.</p>"+strings.Repeat("<h2>We agree.</h2>", maxHeadings+1), Options{})
	if err != nil || len(b.Documents) != 1 || !strings.HasPrefix(b.Documents[0].Text, "First.\n\nWe agree.") {
		t.Errorf("%v %+v", err, b.Documents)
	}
	wantNotices(t, b, 0, "no article found: read the whole page")
	wantRefused(t, "a.html", "<html><body><script>No</script> <img alt=No></body></html>", "is empty")
}

// Pages that make a browser's rules for repairing tags, or a search for articles, take very long.
func TestPagesThatAreHostile(t *testing.T) {
	repeat := strings.Repeat
	var bold, attributes strings.Builder
	for i := range 500 {
		fmt.Fprintf(&bold, "<b a=%d>", i)
	}
	for i := range 200_000 {
		fmt.Fprintf(&attributes, "a%x ", i)
	}
	start := time.Now()
	for name, input := range map[string]string{
		"nested":                repeat("<div>", 10_000) + "We agree.",
		"nested and closed":     repeat("<div>We agree. ", 10_000) + repeat("</div>", 10_000),
		"nested tables":         repeat("<table><tr><td>", 10_000) + "We agree.",
		"many paragraphs, deep": repeat("<div>", 190) + repeat("<p>We agree, they said, and so it was.</p>", 30_000),
		"formatting":            "<p>" + bold.String() + "</p>" + repeat("<p>x</p>", 60_000),
		"end tags of nothing":   repeat("a</x>", 200_000),
		"attributes":            "<p " + attributes.String() + ">We agree.",
		"a title and headings":  "<title>" + repeat("We agree | ", 100_000) + "</title>" + repeat("<h2>We agree</h2>", 50_000),
		"JSON":                  `<script type="application/ld+json">` + repeat("[", 60_000) + "</script>We agree.",
		"comment":               "We agree.<!--" + repeat("<p>", 100_000),
		"tag without end":       "We agree.<p " + repeat("a", 100_000),
		"cut in an entity":      "We agree. &amp",
	} {
		b, err := readFile(t, "a.html", input, Options{})
		if err != nil || len(b.Documents) != 1 {
			t.Errorf("%s: %d documents, %v", name, len(b.Documents), err)
		}
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %v", took)
	}
	wantRefused(t, "a.html", repeat("<i>", maxElements+1), "more than 1048576 elements")
	wantRefused(t, "a.html", "a<p "+repeat("a", maxToken), "a tag or a text between two tags is longer than 8 MiB")
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte("<title>T</title><meta name=author content=A><nav>a</nav><article><h1>B</h1><p>"+article+"</article><p>c<br>d<q>e</q>"), false)
	f.Add([]byte("<ul><li>a<li>b</ul><table><tr><th>c<td>d</table><pre>e\n\nf</pre>&#xd800;&#0;\x85<sup><a>1</a></sup>"), true)
	f.Add([]byte("<?xml version='1.0' encoding='utf-8'?><html><head><title/></head><body><p/>a<b><i>c</b>d</i></body></html>"), false)
	f.Add([]byte("<script type=application/ld+json>{\"@context\":\"https://schema.org\",\"@type\":\"Article\",\"author\":{\"name\":\"A\"}}</script><p>a"), false)
	fuzzReader(f, ".html")
}
