package document

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"strings"
	"testing"
	"time"
)

// squeezed is an archive of one file that unpacks to a great many spaces: a thousandth of them.
func squeezed(t testing.TB, name, before, after string, size int) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.Write([]byte(before))
	spaces := bytes.Repeat([]byte(" "), 1<<20)
	for ; size > 0; size -= len(spaces) {
		_, _ = f.Write(spaces)
	}
	_, _ = f.Write([]byte(after))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// An archive that unpacks to more than a document may have is refused, whatever sizes it declares.
func TestZipBombs(t *testing.T) {
	for name, part := range map[string]string{"a.docx": "word/document.xml", "a.odt": "content.xml", "a.epub": "META-INF/container.xml"} {
		bomb := squeezed(t, part, "<a>", "</a>", 100<<20)
		if len(bomb) > 1<<20 {
			t.Fatalf("%d bytes", len(bomb))
		}
		_, err := readFile(t, name, bomb, Options{})
		wantError(t, err, name+": document is larger than 67108864 bytes, unpacked", "raise --max-document-size")
		_, err = readFile(t, name, squeezed(t, part, "<a>", "</a>", 4<<20), Options{MaxSize: 1 << 20})
		wantError(t, err, name+": document is larger than 1048576 bytes, unpacked", "raise --max-document-size")
	}
}

// A file that says that it is small, and is not, is unpacked no further than it says.
func TestZipThatLiesAboutItsSize(t *testing.T) {
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestCompression)
	_, _ = w.Write(bytes.Repeat([]byte("<"), 10<<20))
	_ = w.Close()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.CreateRaw(&zip.FileHeader{Name: "content.xml", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(nil),
		CompressedSize64: uint64(packed.Len()), UncompressedSize64: 10})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.Write(packed.Bytes())
	_ = z.Close()
	_, err = readFile(t, "a.odt", b.String(), Options{})
	if err == nil || !strings.HasPrefix(err.Error(), `a.odt: damaged: "content.xml"`) {
		t.Error(err)
	}
}

func TestDocumentOfTooManyParts(t *testing.T) {
	names := []string{"word/document.xml", "<a/>"}
	for range maxParts {
		names = append(names, "a", "")
	}
	wantRefused(t, "a.docx", zipped(t, names...), "more than 10000 parts")
}

// Names of files that point elsewhere are names, and a name that stands twice is the first.
func TestZipOfOddNames(t *testing.T) {
	const good = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><text:p>We agree.</text:p></office:document-content>`
	wantRead(t, "a.odt", zipped(t, "../../etc/passwd", "x", "/etc/passwd", "x", `C:\x`, "x", "\x1b[31m", "x", "content.xml", good, "content.xml", "<"), "We agree.")
}

// A truncated or otherwise damaged archive is an error with a name.
func TestDamagedZip(t *testing.T) {
	whole := docx(t, "<w:p><w:r><w:t>"+strings.Repeat("We agree. ", 1000)+"</w:t></w:r></w:p>")
	for _, size := range []int{4, 30, 100, len(whole) / 2, len(whole) - 10} {
		wantRefused(t, "a.docx", whole[:size], "zip archive is damaged or of another format")
	}
	at := strings.Index(whole, "word/document.xml") + len("word/document.xml") + 20
	damaged := whole[:at] + "\xff\xff\xff\xff" + whole[at+4:]
	_, err := readFile(t, "a.docx", damaged, Options{})
	if err == nil || !strings.HasPrefix(err.Error(), `a.docx: damaged: "word/document.xml"`) {
		t.Error(err)
	}
}

// hostileXML is documents that parsers of XML have failed on, by what they try.
func hostileXML(root string) map[string]string {
	var billion strings.Builder
	billion.WriteString(`<!DOCTYPE lolz [<!ENTITY lol "lol">`)
	for _, pair := range []string{"12", "23", "34", "45", "56", "67", "78", "89"} {
		billion.WriteString(`<!ENTITY lol` + pair[1:] + ` "` + strings.Repeat("&lol"+pair[:1]+";", 10) + `">`)
	}
	return map[string]string{
		"entities of entities": billion.String() + "]>" + root + "&lol9;",
		"external entity":      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + root + "&x;",
		"external definition":  `<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">` + root + "&x;",
		"nested":               root + strings.Repeat("<a>", 10_000),
		"truncated":            root,
		"attributes":           root + "<a " + strings.Repeat(`a="" `, 100_000) + ">",
		"lone surrogate":       root + "&#xd800;",
		"surrogate in UTF-8":   root + "\xed\xa0\x80",
		"wrong end":            root + "</nothing>",
		"other encoding":       `<?xml version="1.0" encoding="nonsense"?>` + root,
		"control characters":   root + "\x1b[31m\x00",
	}
}

// None of them is read as a document, none takes long.
func TestXMLThatIsHostile(t *testing.T) {
	start := time.Now()
	for what, xml := range hostileXML(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>We agree.`) {
		wantDamaged(t, "a.docx", what, zipped(t, "word/document.xml", xml))
	}
	for what, xml := range hostileXML(`<text:p xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">We agree.`) {
		wantDamaged(t, "a.odt", what, zipped(t, "content.xml", xml))
	}
	for what, xml := range hostileXML(`<container>`) {
		wantDamaged(t, "a.epub", what, zipped(t, "META-INF/container.xml", xml))
	}
	for what, xml := range hostileXML(`<package>`) {
		wantDamaged(t, "a.epub", what, zipped(t, "META-INF/container.xml", `<rootfile full-path="a.opf"/>`, "a.opf", xml))
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("took %v", took)
	}
}

func wantDamaged(t *testing.T, name, what, content string) {
	t.Helper()
	_, err := readFile(t, name, content, Options{})
	if err == nil || !strings.HasPrefix(err.Error(), name+": damaged: ") {
		t.Errorf("%s: %s: %v", name, what, err)
	} else {
		wantLine(t, err.Error())
	}
}
