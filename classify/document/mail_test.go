package document

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"
)

const letter = "From: =?utf-8?q?Ann_L=C3=A9e?= <ann@example.org>\r\nSubject: =?windows-1252?Q?The_=93toll=94?=\r\n of May\r\nDate: Fri, 17 May 2024 23:00:00 -0500\r\n"

// Of a message what its sender wrote is read.
func TestMailIsRead(t *testing.T) {
	wantRead(t, "a.eml", letter+"\r\nDear all,\r\n\r\nWe must vote. They\r\nlied.\r\n\r\nOn Thu, 16 May 2024 at 10:00, Ben\r\n<ben@example.org> wrote:\r\n\r\n"+
		"> No.\r\n>> Never.\r\n>\r\n\r\nYes, we must.\r\n\r\n-- \r\nAnn Lee, councillor\r\n",
		"Dear all,\n\nWe must vote. They\nlied.\n\nYes, we must.",
		Field{"subject", "The “toll” of May"}, Field{"from", "Ann Lée <ann@example.org>"}, Field{"date", "2024-05-17"})
}

func TestMailParts(t *testing.T) {
	plain := base64.StdEncoding.EncodeToString([]byte("We agree é."))
	alternative := "--C\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + plain +
		"\n--C\nContent-Type: text/html\n\n<p>Not <b>this</b>.\n--C--\n"
	attached := "--B\nContent-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=a.txt\n\nNot this.\n--B\nContent-Type: application/pdf\n\n%PDF\n--B--\n"
	from := Field{"from", "a"}
	for _, c := range []struct{ name, input, text string }{
		{"plain text before HTML", "Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: multipart/alternative; boundary=C\n\n" + alternative + attached, "We agree é."},
		{"HTML alone", "Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<p>We =\nagree =E9.<p>Fine.<blockquote type=3Dcite>Not this.</blockquote><div class=3D\"gmail_quote\">Nor this.</div><div id=3DdivRplyFwdMsg>From</div><p>Nor this.", "We agree é.\n\nFine."},
		{"two texts", "Content-Type: multipart/mixed; boundary=B\n\n--B\n\nWe agree.\n--B\n\nA list's foot.\n--B--\n", "We agree.\n\nA list's foot."},
		{"flowed", "Content-Type: text/plain; format=flowed\n\nWe \nagree \nhere.\nNext.\n  Indented.\n> No\nEnd.", "We agree here.\nNext.\nIndented.\n\nEnd."},
		{"flowed with delsp", "Content-Type: text/plain; format=Flowed; delsp=yes\n\nWe  \nagr \nee.", "We agree."},
		{"charset", "Content-Type: text/plain; charset=iso-8859-2\n\n\xb3\xf3d\xbc", "łódź"},
		{"UTF-8 that says otherwise", "Content-Type: text/plain; charset=us-ascii\n\nłódź", "łódź"},
		{"seven bits of Japanese", "Content-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B$\"\x1b(B.", "あ."},
		{"original message", "\nWe agree.\n\n-----Original Message-----\nFrom: b\n\nNot this.", "We agree."},
		{"mailbox", "\nWe agree.", "We agree."},
	} {
		t.Run(c.name, func(t *testing.T) { wantRead(t, "a.eml", "From: a\n"+c.input, c.text, from) })
	}
	wantRead(t, "a.eml", "From ann@example.org Fri May 17\nFrom: a\n\nWe agree.", "We agree.", from)
	b := wantRead(t, "a.eml", "From: a\nContent-Type: text/plain; charset=nonsense\n\n\x93Fine.\x94", "“Fine.”", from)
	wantNotices(t, b, 0, "decoded as windows-1252")
}

// A damaged message is read as far as it goes, and is an error where that is nowhere.
func TestDamagedMail(t *testing.T) {
	b := wantRead(t, "a.eml", "From: a\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\nWe agree, and then", "We agree, and then", Field{"from", "a"})
	wantNotices(t, b, 0, "damaged: read as far as it goes")
	b = wantRead(t, "a.eml", "From: a\nContent-Transfer-Encoding: base64\n\nV2UgYWdyZWU", "We agr", Field{"from", "a"})
	wantNotices(t, b, 0, "damaged: read as far as it goes")
	wantRefused(t, "a.eml", "From: a\nContent-Type: multipart/mixed\n\n--B\n\nWe agree.", "damaged: multipart: boundary is empty")
	wantRefused(t, "a.eml", "From: a\nContent-Type: image/png\n\nx", "no text: attachments only, or encrypted")
	wantRefused(t, "a.eml", "From: a\nContent-Type: text/plain; charset=iso-2022-kr\n\nx", "in an encoding that is not read")
	wantRefused(t, "a.eml", "We must vote.\nNow.", "not a mail message: no header of one")
	wantRefused(t, "a.eml", "Note: We must vote.\n\nNow.", "not a mail message: no header of one")
	wantRefused(t, "a.eml", "From: a\n\n> Only this.\n", "is empty")
}

func TestMailThatIsHostile(t *testing.T) {
	var nested strings.Builder
	nested.WriteString("From: a\n")
	for i := range 10_000 {
		fmt.Fprintf(&nested, "Content-Type: multipart/mixed; boundary=B%d\n\n--B%d\n", i, i)
	}
	start := time.Now()
	wantRefused(t, "a.eml", nested.String(), "damaged: parts nested too deep")
	wantRefused(t, "a.eml", "From: a\n"+strings.Repeat("X: y\n", 300_000)+"\nText", "not a mail message: no header of one")
	for name, input := range map[string]string{
		"many parts":      "Content-Type: multipart/mixed; boundary=B\n\n" + strings.Repeat("--B\n\na\n", 100_000),
		"flowed for ever": "Content-Type: text/plain; format=flowed\n\n" + strings.Repeat("a \n", 500_000),
		"encoded words":   "Subject: " + strings.Repeat("=?utf-8?q?a?= ", 50_000) + "\n\nText",
		"parameters":      "Content-Type: text/plain; " + strings.Repeat("a*0*=utf-8''x;", 50_000) + "\n\nText",
		"quotes":          "\nText\n" + strings.Repeat("On a wrote:\n> b\n", 100_000),
		"nested HTML":     "Content-Type: text/html\n\n" + strings.Repeat("<div>", 10_000) + "Text",
		"escapes":         "Subject: \x1b[31mred\x1b[0m =?utf-8?q?=1B[31m?=\n\nText \x1b[31m",
	} {
		b, err := readFile(t, "a.eml", "From: a\n"+input, Options{})
		if err != nil || len(b.Documents) != 1 {
			t.Errorf("%s: %d documents, %v", name, len(b.Documents), err)
			continue
		}
		for _, fact := range b.Documents[0].Metadata {
			wantLine(t, fact.Value)
		}
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %v", took)
	}
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(letter+"\r\nText.\r\n> quoted\r\n-- \r\nAnn"), false)
	f.Add([]byte("From: a\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/html; charset=latin1\nContent-Transfer-Encoding: quoted-printable\n\n<p>a=E9\n--B\nContent-Transfer-Encoding: base64\n\nV2U=\n--B--"), true)
	f.Add([]byte("From a\nDate: x\nContent-Type: text/plain; format=flowed; delsp=yes; charset=utf-16\n\na \nb"), false)
	fuzzReader(f, ".eml")
}
