package document

import (
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"rhetor/classify/table"
)

func TestDecoding(t *testing.T) {
	for _, c := range []struct{ name, input, want, notice string }{
		{"UTF-8", "Ça va.\r\n“Fine.”\n", "Ça va.\r\n“Fine.”\n", ""},
		{"UTF-8 with a mark", "\ufeffÇa va.", "Ça va.", ""},
		{"windows-1252", "\x93\xc7a va.\x94 5 \x80\n", "“Ça va.” 5 €\n", "standard input: decoded as windows-1252"},
		{"UTF-16LE", "\xff\xfeA\x00\x3d\xd8\x00\xde\x0a\x00", "A😀\n", "standard input: decoded as UTF-16"},
		{"UTF-16BE", "\xfe\xff\x00A\x00\xe7", "Aç", "standard input: decoded as UTF-16"},
	} {
		t.Run(c.name, func(t *testing.T) {
			batch := readStdin(t, c.input, Options{})
			wantDocuments(t, batch.Documents, Document{Name: "-", Text: c.want})
			if c.notice != "" {
				wantNotices(t, batch, 0, c.notice)
			}
		})
	}
}

func TestUndecodableText(t *testing.T) {
	const hint = "convert it to UTF-8, for instance with iconv"
	for _, c := range []struct{ input, msg, hint string }{
		{"One.\nTwo \xe9\x81 three.\n", "standard input:2: byte 0xe9 at offset 9 is not UTF-8", hint},
		{"\ufeffOne.\n\xff", "standard input:2: byte 0xff at offset 8 is not UTF-8", hint},
		{"\xff\xfeA\x00\n\x00\x00\xd8B\x00", "standard input:2: byte 0x00 at offset 6 is not UTF-16", hint},
		{"\xfe\xff\x00A\x00", "standard input:1: byte 0x00 at offset 4 is not UTF-16", hint},
		{"\xff\xfe\x00\x00A\x00\x00\x00", "standard input:1: NUL byte: looks like a binary file", ""},
		{"One.\n\x00\xff", "standard input:2: NUL byte: looks like a binary file", ""},
		{"\xff\xfe", "standard input: is empty", ""},
	} {
		_, err := read([]string{"-"}, strings.NewReader(c.input), Options{})
		wantError(t, err, c.msg, c.hint)
	}
}

func TestEndlessLineIsNotReadWhole(t *testing.T) {
	endless := io.MultiReader(strings.NewReader("One.\n"), &limited{t: t})
	_, err := read([]string{"-"}, endless, Options{})
	wantError(t, err, "standard input:2: line is longer than 16 MiB", "")
}

// limited is an endless line that fails the test when far more than the limit is read.
type limited struct {
	t    *testing.T
	read int
}

func (l *limited) Read(p []byte) (int, error) {
	if l.read += len(p); l.read > 64<<20 {
		l.t.Fatal("read past 64 MiB")
	}
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// FuzzText checks that no bytes panic, and that what is read is text and nothing is lost.
func FuzzText(f *testing.F) {
	f.Add([]byte("\ufeffOne.\r\n\nTwo."), false)
	f.Add([]byte("\x93One.\x94"), true)
	f.Add([]byte("\xff\xfeA\x00\n\x00"), true)
	f.Add([]byte("\xfe\xff\xd8\x3d\xde\x00"), false)
	f.Fuzz(func(t *testing.T, data []byte, noSplit bool) {
		batch, err := read([]string{"-"}, strings.NewReader(string(data)), Options{NoSplit: noSplit})
		if err != nil {
			var e *table.Error
			if !errors.As(err, &e) || e.File != "-" || e.Msg == "" {
				t.Fatalf("%#v", err)
			}
			return
		}
		for _, d := range batch.Documents {
			wantText(t, d, noSplit)
		}
		if utf8.Valid(data) && !noSplit && batch.Documents[0].Text != strings.TrimPrefix(string(data), "\ufeff") {
			t.Errorf("%q became %q", data, batch.Documents[0].Text)
		}
	})
}

func wantText(t *testing.T, d Document, noSplit bool) {
	if !utf8.ValidString(d.Text) || strings.Contains(d.Text, "\x00") || strings.TrimSpace(d.Text) == "" {
		t.Errorf("%q", d.Text)
	}
	if noSplit && (!d.Whole || d.Row < 1 || strings.Contains(d.Text, "\n")) {
		t.Errorf("%+v", d)
	}
}
