package document

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// paragraphs are texts in languages of Europe, long enough to tell their encoding.
var paragraphs = map[string]string{
	"Russian":   "Город закрыл старый мост через реку без всякого предупреждения. Жители возмущены: теперь дорога на работу занимает целый час. Мэр обещает, что ремонт закончится весной, но никто ему уже не верит. «Нас обманули», — говорит учительница.",
	"Ukrainian": "Місто закрило старий міст через річку без жодного попередження. Її мешканці обурені: тепер дорога на роботу займає цілу годину. Мер обіцяє, що ремонт закінчиться навесні, але йому вже ніхто не вірить. Усі чекають на рішення ради.",
	"Greek":     "Ο δήμος έκλεισε την παλιά γέφυρα πάνω από το ποτάμι χωρίς καμία προειδοποίηση. Οι κάτοικοι είναι θυμωμένοι: τώρα ο δρόμος για τη δουλειά παίρνει μία ολόκληρη ώρα. Άλλη λύση δεν υπάρχει, λέει ο δήμαρχος, αλλά κανείς δεν τον πιστεύει.",
	"Polish":    "Miasto zamknęło stary most na rzece bez żadnego ostrzeżenia. Mieszkańcy są oburzeni: droga do pracy zajmuje teraz całą godzinę. Burmistrz obiecuje, że remont skończy się wiosną, ale nikt mu już nie wierzy. Wszyscy czekają na decyzję rady, która ma zapaść w środę po południu.",
	"Czech":     "Město uzavřelo starý most přes řeku bez jakéhokoli varování. Obyvatelé jsou rozhořčeni: cesta do práce teď trvá celou hodinu. Starosta slibuje, že oprava skončí na jaře, ale už mu nikdo nevěří. Všichni čekají na rozhodnutí rady, které má padnout ve středu odpoledne.",
	"Hungarian": "A város minden figyelmeztetés nélkül lezárta a folyón átívelő régi hidat. A lakók fel vannak háborodva: a munkába vezető út most egy teljes órát vesz igénybe. A polgármester azt ígéri, hogy a felújítás tavasszal befejeződik, de már senki sem hisz neki. Mindenki a képviselők döntésére vár, őket kérdezik.",
	"Turkish":   "Belediye nehrin üzerindeki eski köprüyü hiçbir uyarıda bulunmadan kapattı. Şehirde yaşayanlar öfkeli: işe giden yol artık tam bir saat sürüyor. Başkan onarımın ilkbaharda biteceğine söz veriyor, ama artık ona kimse inanmıyor. Herkes meclisin çarşamba günü vereceği kararı bekliyor.",
	"French":    "La ville a fermé le vieux pont sur la rivière sans prévenir personne. Les habitants sont excédés: le trajet jusqu'au travail dure désormais une heure entière. Le maire assure que les travaux s'achèveront au printemps, mais plus personne ne le croit. À la fin, c'est toujours la même chose.",
	"German":    "Die Stadt hat die alte Brücke über den Fluß ohne jede Warnung gesperrt. Die Bürger sind empört: Der Weg zur Arbeit dauert jetzt über eine Stunde. Der Bürgermeister verspricht, daß die Arbeiten im Frühjahr fertig würden, aber das glaubt ihm längst keiner mehr. Natürlich wäre es früher möglich.",
	"Spanish":   "La ciudad cerró el viejo puente sobre el río sin ningún aviso. Los vecinos están furiosos: el camino al trabajo dura ahora una hora más. El alcalde promete que la reparación acabará en otoño, pero ya nadie le creerá jamás. ¿Qué pasó con el año en que se inauguró? «Mañana», dirá él también.",
	"Finnish":   "Kaupunki sulki joen ylittävän vanhan sillan ilman mitään ennakkovaroitusta. Asukkaat ovat järkyttyneitä: työmatka kestää nyt kokonaisen tunnin pidempään. Pormestari lupaa, että työt päättyvät keväällä, mutta häneen ei enää kukaan usko. Kaikki odottavat tätä päätöstä.",
	"Icelandic": "Bærinn lokaði gömlu brúnni yfir ána án nokkurrar viðvörunar. Íbúarnir eru ævareiðir: ferðin í vinnuna tekur nú heila klukkustund. Bæjarstjórinn lofar því að viðgerðinni ljúki í vor, en enginn trúir honum lengur. Allir bíða þess að ráðið ákveði sig á miðvikudag.",
}

func TestLegacyEncodings(t *testing.T) {
	for _, c := range []struct {
		language, notice string
		encoding         encoding.Encoding
	}{
		{"Russian", "windows-1251", charmap.Windows1251}, {"Ukrainian", "windows-1251", charmap.Windows1251},
		{"Ukrainian", "ISO-8859-5", charmap.ISO8859_5}, {"Ukrainian", "KOI8-U", charmap.KOI8U},
		{"Greek", "ISO-8859-7", charmap.ISO8859_7}, {"Greek", "windows-1253", charmap.Windows1253},
		{"Polish", "ISO-8859-2", charmap.ISO8859_2}, {"Polish", "windows-1250", charmap.Windows1250},
		{"Czech", "ISO-8859-2", charmap.ISO8859_2}, {"Czech", "windows-1250", charmap.Windows1250},
		{"Hungarian", "ISO-8859-2", charmap.ISO8859_2}, {"Turkish", "windows-1254", charmap.Windows1254},
		{"French", "windows-1252", charmap.Windows1252}, {"German", "windows-1252", charmap.Windows1252},
		{"Spanish", "windows-1252", charmap.Windows1252}, {"Finnish", "windows-1252", charmap.Windows1252},
		{"Icelandic", "windows-1252", charmap.Windows1252},
		{"Russian", "UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"Polish", "UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	} {
		text := paragraphs[c.language]
		raw, err := c.encoding.NewEncoder().String(text)
		if err != nil {
			t.Fatal(c.language, err)
		}
		batch := readStdin(t, raw, Options{})
		wantDocuments(t, batch.Documents, Document{Name: "-", Text: text})
		wantNotices(t, batch, 0, "standard input: decoded as "+c.notice)
	}
}

// KOI8-R has no quotation marks of its own.
func TestKOI8R(t *testing.T) {
	text := strings.NewReplacer("«", `"`, "»", `"`, "—", "-").Replace(paragraphs["Russian"])
	raw, err := charmap.KOI8R.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	batch := readStdin(t, raw, Options{})
	wantDocuments(t, batch.Documents, Document{Name: "-", Text: text})
	wantNotices(t, batch, 0, "standard input: decoded as KOI8-R")
}

// What windows-1252 leaves out is no error where another encoding has it, and is one where there is little to go by.
func TestUndefinedBytes(t *testing.T) {
	text := paragraphs["Czech"] + " Teď už síť nestačí."
	raw, _ := charmap.Windows1250.NewEncoder().String(text)
	if !strings.Contains(raw, "\x9d") {
		t.Fatal("no byte that windows-1252 leaves undefined")
	}
	wantDocuments(t, readStdin(t, raw, Options{}).Documents, Document{Name: "-", Text: text})
	_, err := read([]string{"-"}, strings.NewReader("We vote. Te\xef s\xed\x9d."), Options{})
	wantError(t, err, "standard input:1: byte 0xef at offset 11 is not UTF-8", "convert it to UTF-8, for instance with iconv")
}

// The characters of ISO-8859-15 are told where those of windows-1252 make no sense.
func TestLatin9(t *testing.T) {
	for _, c := range []struct{ raw, want, notice string }{
		{"Un c\xbdur pour 5 \xa4, c'est peu, dit le maire.", "Un cœur pour 5 €, c'est peu, dit le maire.", "ISO-8859-15"},
		{"It is 20\xa4 more than the mayor said it was.", "It is 20€ more than the mayor said it was.", "ISO-8859-15"},
		{"Take 1\xbd cups, or \xbd of it, caf\xe9 or not.", "Take 1½ cups, or ½ of it, café or not.", "windows-1252"},
		{"\xa4 The first point is caf\xe9.", "¤ The first point is café.", "windows-1252"},
		{"Un c\xbdur, \x93dit-il\x94.", "Un c½ur, “dit-il”.", "windows-1252"},
	} {
		batch := readStdin(t, c.raw, Options{})
		wantDocuments(t, batch.Documents, Document{Name: "-", Text: c.want})
		wantNotices(t, batch, 0, "standard input: decoded as "+c.notice)
	}
}

// Bytes that only look like UTF-16 here and there are a binary file.
func TestNotUTF16(t *testing.T) {
	for _, raw := range []string{
		"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x3e\x00\x01\x00\x00\x00\x20\x00\x20\x00\x20\x00\x20\x00",
		strings.Repeat("\x20\x00", 99), strings.Repeat("A\x00", 99), strings.Repeat("\x00\x20", 15) + "\xd8\x00", strings.Repeat("We \x00vote", 99),
	} {
		_, err := read([]string{"-"}, strings.NewReader(raw), Options{})
		wantError(t, err, "standard input:1: NUL byte: looks like a binary file", "")
	}
}

func TestLegacyTextIsReadLineByLine(t *testing.T) {
	line := paragraphs["Russian"]
	raw, _ := charmap.Windows1251.NewEncoder().String(line + "\n")
	const lines = 9_000 // more than the sample
	batch := readStdin(t, strings.Repeat(raw, lines), Options{NoSplit: true})
	if n := len(batch.Documents); n != lines || batch.Documents[n-1].Text != line {
		t.Errorf("%d documents", n)
	}
	wantNotices(t, batch, 0, "standard input: decoded as windows-1251")
}

// FuzzDecode checks that no bytes panic, that what is decoded is UTF-8, and that it is the same piece by piece.
func FuzzDecode(f *testing.F) {
	for _, text := range paragraphs {
		for _, e := range []encoding.Encoding{
			charmap.Windows1250, charmap.Windows1251, charmap.Windows1252, charmap.Windows1253, charmap.Windows1254,
			charmap.ISO8859_2, charmap.ISO8859_5, charmap.ISO8859_7, charmap.ISO8859_15, charmap.KOI8R,
			unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		} {
			if raw, err := e.NewEncoder().Bytes([]byte(text)); err == nil {
				f.Add(raw)
			}
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		text, notice, err := decode("a", raw)
		if err != nil {
			return
		}
		if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
			t.Errorf("%q", text)
		}
		if notice == "" {
			return
		}
		pieces, err := io.ReadAll(transform.NewReader(bytes.NewReader(raw), decoderOf(raw)))
		if err != nil || string(pieces) != text {
			t.Errorf("%s: %q, piece by piece %q, %v", notice, text, pieces, err)
		}
	})
}
