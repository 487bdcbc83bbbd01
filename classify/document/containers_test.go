package document

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"rhetor/classify/table"
)

// gzipped is a text in gzip.
func gzipped(text string) string {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return out.String()
}

// zstandard is a text in Zstandard.
func zstandard(text string) string {
	w, _ := zstd.NewWriter(nil)
	return string(w.EncodeAll([]byte(text), nil))
}

// packedFile is an entry of an archive that a test makes.
type packedFile struct{ name, content string }

// zipArchive is a zip archive.
func zipArchive(members ...packedFile) string {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, m := range members {
		f, _ := w.Create(m.name)
		_, _ = f.Write([]byte(m.content))
	}
	_ = w.Close()
	return out.String()
}

// tarArchive is a tar archive of files.
func tarArchive(members ...packedFile) string {
	var headers []tar.Header
	var contents []string
	for _, m := range members {
		headers = append(headers, tar.Header{Name: m.name, Typeflag: tar.TypeReg, Mode: 0o644, Size: int64(len(m.content))})
		contents = append(contents, m.content)
	}
	return tarEntries(headers, contents)
}

// tarEntries is a tar archive of any entries.
func tarEntries(headers []tar.Header, contents []string) string {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for i := range headers {
		if err := w.WriteHeader(&headers[i]); err != nil {
			panic(err)
		}
		_, _ = w.Write([]byte(contents[i]))
	}
	_ = w.Close()
	return out.String()
}

// names are the names of documents.
func (b *batch) names() []string {
	var names []string
	for _, d := range b.Documents {
		names = append(names, d.Name)
	}
	return names
}

func TestCompressedInputs(t *testing.T) {
	files{
		"a.txt.gz":    gzipped("One."),
		"b.csv.zst":   zstandard("text,by\nTwo.,Ann\n"),
		"c.GZ":        gzipped("Three."),
		"d.txt.gz":    gzipped("Four. ") + gzipped("Five."),
		"e.jsonl.zst": zstandard(`{"text":"Six."}`+"\n") + zstandard(`{"text":"Seven."}`+"\n"),
		"f.txt.gz":    "",
		"g.txt.gz":    gzipped(" \n"),
		"h.png.gz":    gzipped("\x89PNG"),
	}.write(t)
	batch, err := read([]string{"."}, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantDocuments(t, batch.Documents,
		Document{Name: "./a.txt.gz", Text: "One."},
		Document{Name: "./b.csv.zst", Row: 1, Text: "Two.", Metadata: Fields{{"by", "Ann"}}},
		Document{Name: "./c.GZ", Text: "Three."},
		Document{Name: "./d.txt.gz", Text: "Four. Five."},
		Document{Name: "./e.jsonl.zst", Row: 1, Text: "Six."},
		Document{Name: "./e.jsonl.zst", Row: 2, Text: "Seven."},
	)
	wantNotices(t, batch, 3, "./f.txt.gz: skipped: is empty", "./g.txt.gz: skipped: is empty", "./h.png.gz: skipped: not a document this version reads")
}

// What an archive holds, in the ways that names can be written, and what is left out.
var mixed = []packedFile{
	{"z.txt", "Z."}, {"b/rows.csv", "text,by\nOne.,Ann\n"}, {"./a.txt", "A."}, {"../../etc/up.txt", "Up."},
	{"/abs/c.txt", "C."}, {"b//../d.txt", "D."}, {"README", "Read me."}, {"e.txt.gz", gzipped("E.")}, {"photo.png", "\x89PNG"},
	{".hidden.txt", "No."}, {"b/.git/f.txt", "No."}, {"__MACOSX/._a.txt", "No."}, {"blank.txt", "\n"},
	{"latin.txt", "\xc7a va."}, {"bad.txt", "a\x00b"}, {"in.zip", zipArchive(packedFile{"x.txt", "X."})}, {"in.tar.gz", gzipped(tarArchive(packedFile{"x.txt", "X."}))},
	{"in.txt", gzipped(gzipped("X."))}, {"..", "No."}, {"/", ""}, {"\x1b[2J.txt", "Steer."},
}

// mixedNotices are the notices of the entries in order of name, without the archive's name.
var mixedNotices = []string{
	"bad.txt:1: skipped: NUL byte: looks like a binary file",
	"blank.txt: skipped: is empty",
	"in.tar.gz: skipped: an archive within an archive",
	"in.txt: read as gzip, which its content is",
	"in.txt: skipped: compressed more than once",
	"in.zip: skipped: an archive within an archive",
	"latin.txt: decoded as windows-1252",
	"photo.png: skipped: not a document this version reads",
}

func TestZipIsReadInOrderOfNames(t *testing.T) {
	files{"a.zip": zipArchive(mixed...)}.write(t)
	batch, err := read([]string{"a.zip"}, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantDocuments(t, batch.Documents,
		Document{Name: "a.zip/\x1b[2J.txt", Text: "Steer."},
		Document{Name: "a.zip/README", Text: "Read me."},
		Document{Name: "a.zip/a.txt", Text: "A."},
		Document{Name: "a.zip/abs/c.txt", Text: "C."},
		Document{Name: "a.zip/b/rows.csv", Row: 1, Text: "One.", Metadata: Fields{{"by", "Ann"}}},
		Document{Name: "a.zip/d.txt", Text: "D."},
		Document{Name: "a.zip/e.txt.gz", Text: "E."},
		Document{Name: "a.zip/etc/up.txt", Text: "Up."},
		Document{Name: "a.zip/latin.txt", Text: "Ça va."},
		Document{Name: "a.zip/z.txt", Text: "Z."},
	)
	var want []string
	for _, notice := range mixedNotices {
		want = append(want, "a.zip/"+notice)
	}
	wantNotices(t, batch, 6, want...)
}

func TestTarIsReadInItsOrder(t *testing.T) {
	archive := tarArchive(mixed[:len(mixed)-2]...) // a name of a slash only is a folder's
	files{"a.tar": archive, "b.tar.gz": gzipped(archive), "c.tgz": gzipped(archive), "d.tar.zst": zstandard(archive), "e.tzst": zstandard(archive)}.write(t)
	for _, name := range []string{"a.tar", "b.tar.gz", "c.tgz", "d.tar.zst", "e.tzst"} {
		batch, err := read([]string{name}, nil, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, entry := range []string{"z.txt", "b/rows.csv", "a.txt", "etc/up.txt", "abs/c.txt", "d.txt", "README", "e.txt.gz", "latin.txt"} {
			want = append(want, name+"/"+entry)
		}
		if !reflect.DeepEqual(batch.names(), want) || batch.Skipped != 6 {
			t.Errorf("%s: skipped %d, got %q, want %q", name, batch.Skipped, batch.names(), want)
		}
	}
}

func TestTarLinksAndDevicesAreLeftOut(t *testing.T) {
	headers := []tar.Header{
		{Name: "folder/", Typeflag: tar.TypeDir},
		{Name: "symlink.txt", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"},
		{Name: "hardlink.txt", Typeflag: tar.TypeLink, Linkname: "a.txt"},
		{Name: "char.txt", Typeflag: tar.TypeChar, Devmajor: 1, Devminor: 5},
		{Name: "block.txt", Typeflag: tar.TypeBlock},
		{Name: "pipe.txt", Typeflag: tar.TypeFifo},
		{Name: "a.txt", Typeflag: tar.TypeReg, Size: 2},
		{Name: strings.Repeat("x", 5000) + ".txt", Typeflag: tar.TypeReg, Size: 2},
	}
	files{"a.tar": tarEntries(headers, []string{"", "", "", "", "", "", "A.", "B."})}.write(t)
	batch, err := read([]string{"a.tar"}, nil, Options{})
	if err != nil || batch.Skipped > 0 || len(batch.Notices) > 0 {
		t.Fatalf("%v, notices %q", err, batch.Notices)
	}
	wantDocuments(t, batch.Documents, Document{Name: "a.tar/a.txt", Text: "A."})
}

func TestZipLinksAreLeftOut(t *testing.T) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	header := &zip.FileHeader{Name: "link.txt"}
	header.SetMode(0o777 | 1<<27) // fs.ModeSymlink
	f, _ := w.CreateHeader(header)
	_, _ = f.Write([]byte("/etc/passwd"))
	f, _ = w.Create("folder/")
	_, _ = f.Write(nil)
	f, _ = w.Create(`windows\way.txt`)
	_, _ = f.Write([]byte("W."))
	_ = w.Close()
	files{"a.zip": out.String()}.write(t)
	batch, err := read([]string{"a.zip"}, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantDocuments(t, batch.Documents, Document{Name: "a.zip/windows/way.txt", Text: "W."})
	wantNotices(t, batch, 0)
}

func TestStandardInputIsUnpacked(t *testing.T) {
	batch := readStdin(t, gzipped("One."), Options{})
	wantDocuments(t, batch.Documents, Document{Name: "-", Text: "One."})
	wantNotices(t, batch, 0, "standard input: read as gzip, which its content is")
	batch = readStdin(t, zstandard("text\nOne.\n"), Options{StdinFormat: "csv"})
	wantDocuments(t, batch.Documents, Document{Name: "-", Row: 1, Text: "One."})
	batch = readStdin(t, zipArchive(packedFile{"b.txt", "B."}, packedFile{"a.csv", "text\nA.\n"}), Options{})
	wantDocuments(t, batch.Documents, Document{Name: "-/a.csv", Row: 1, Text: "A."}, Document{Name: "-/b.txt", Text: "B."})
	batch = readStdin(t, gzipped(tarArchive(packedFile{"b.txt", "B."}, packedFile{"a.txt", "A."})), Options{})
	wantDocuments(t, batch.Documents, Document{Name: "-/b.txt", Text: "B."}, Document{Name: "-/a.txt", Text: "A."})
	wantNotices(t, batch, 0, "standard input: read as gzip, which its content is", "standard input: read as tar, which its content is")
	_, err := read([]string{"-"}, strings.NewReader(zipArchive(mixed...)), Options{MaxSize: 100})
	wantError(t, err, "standard input: document is larger than 100 bytes", "raise --max-document-size")
}

func TestContainersThatCannotBeRead(t *testing.T) {
	archive := gzipped(tarArchive(packedFile{"a.txt", "A."}, packedFile{"b.txt", strings.Repeat("B. ", 9999)}))
	encrypted := []byte(zipArchive(packedFile{"a.txt", "A."}))
	encrypted[bytes.Index(encrypted, []byte("PK\x01\x02"))+8] |= 1
	wrongSum := []byte(zipArchive(packedFile{"a.txt", "A."}))
	wrongSum[bytes.Index(wrongSum, []byte("PK\x01\x02"))+16] ^= 1
	const unreadable, hint = "no document in this archive can be read", "documents are " + Extensions
	for _, c := range []struct{ name, content, msg, hint string }{
		{"cut.txt.gz", gzipped("One. Two. Three.")[:20], "cut.txt.gz: gzip data is cut short", ""},
		{"head.txt.gz", gzipped("One.")[:5], "head.txt.gz: gzip data is cut short", ""},
		{"sum.txt.gz", gzipped("One.")[:22] + "\x00\x00\x00\x00\x00\x00", "sum.txt.gz: gzip data is damaged or of another format", ""},
		{"text.txt.gz", "We vote.\nWe vote.\n", "text.txt.gz: gzip data is damaged or of another format", ""},
		{"text.txt.zst", "We vote.\nWe vote.\n", "text.txt.zst: zstd data is damaged or of another format", ""},
		{"cut.txt.zst", zstandard(strings.Repeat("One. Two. ", 99))[:20], "cut.txt.zst: zstd data is cut short", ""},
		{"twice.txt.gz", gzipped(gzipped("One.")), "twice.txt.gz: compressed more than once", ""},
		{"both.txt.zst", zstandard(gzipped("One.")), "both.txt.zst: compressed more than once", ""},
		{"text.tar", strings.Repeat("We vote.\n", 99), "text.tar: tar archive is damaged or of another format", ""},
		{"text.zip", "We vote.\n", "text.zip: zip archive is damaged or of another format", ""},
		{"cut.zip", zipArchive(packedFile{"a.txt", "A."})[:60], "cut.zip: zip archive is damaged or of another format", ""},
		{"encrypted.zip", string(encrypted), "encrypted.zip: " + unreadable, hint},
		{"sum.zip", string(wrongSum), "sum.zip: " + unreadable, hint},
		{"empty.zip", zipArchive(), "empty.zip: " + unreadable, hint},
		{"empty.tar", tarArchive(), "empty.tar: " + unreadable, hint},
		{"zip.zip", zipArchive(packedFile{"a.zip", zipArchive(packedFile{"a.txt", "A."})}), "zip.zip: " + unreadable, hint},
		{"cut.tar.gz", archive[:len(archive)-20], "cut.tar.gz: gzip data is cut short", ""},
		{"window.txt.zst", "\x28\xb5\x2f\xfd\x00\xa0\x00\x00\x00\x00", "window.txt.zst: zstd data needs more than 128 MiB of memory", ""},
	} {
		files{c.name: c.content}.write(t)
		_, err := read([]string{c.name}, nil, Options{})
		wantError(t, err, c.msg, c.hint)
	}
}

// What is damaged is said once, and what stands before the damage is kept.
func TestDamagedArchiveBesideOthers(t *testing.T) {
	archive := tarArchive(packedFile{"a.txt", "A."}, packedFile{"b.txt", strings.Repeat("B. ", 9999)})
	packed := gzipped(archive)
	files{"cut.tar": archive[:2000], "cut.tar.gz": packed[:len(packed)-20], "d.txt": "D."}.write(t)
	batch, err := read([]string{"cut.tar", "cut.tar.gz", "d.txt"}, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantDocuments(t, batch.Documents, Document{Name: "cut.tar/a.txt", Text: "A."}, Document{Name: "cut.tar.gz/a.txt", Text: "A."}, Document{Name: "d.txt", Text: "D."})
	wantNotices(t, batch, 2, "cut.tar: skipped: tar archive is cut short", "cut.tar.gz: skipped: gzip data is cut short")
}

func TestStrictStopsWithinAnArchive(t *testing.T) {
	files{"a.zip": zipArchive(packedFile{"a.txt", "A."}, packedFile{"b.txt", "\x00"}, packedFile{"c.txt", "C."}), "b.zip": zipArchive(packedFile{"a.txt", " "}, packedFile{"b.txt", "B."})}.write(t)
	batch, err := read([]string{"a.zip"}, nil, Options{Strict: true})
	wantError(t, err, "a.zip/b.txt:1: NUL byte: looks like a binary file", "")
	wantDocuments(t, batch.Documents, Document{Name: "a.zip/a.txt", Text: "A."})
	if _, err := read([]string{"b.zip"}, nil, Options{Strict: true}); err != nil {
		t.Errorf("what is empty is no error: %v", err)
	}
}

// An error of whoever takes the documents ends the reading, and is none of the archive.
func TestRefusalWithinAnArchive(t *testing.T) {
	files{"a.zip": zipArchive(packedFile{"a.txt", "A."}, packedFile{"b.txt", "B."}), "b.tar": tarArchive(packedFile{"a.txt", "A."}, packedFile{"b.txt", "B."})}.write(t)
	for _, name := range []string{"a.zip", "b.tar"} {
		in, err := Find([]string{name}, Options{}, func(notice string) { t.Error(notice) })
		if err != nil {
			t.Fatal(err)
		}
		full, taken := errors.New("full"), 0
		err = in.Each(nil, func(Document) error { taken++; return full })
		if err != full || taken != 1 || in.Skipped > 0 {
			t.Errorf("%s: %v after %d documents, %d skipped", name, err, taken, in.Skipped)
		}
	}
}

func TestMetadataNamesWithinContainers(t *testing.T) {
	files{
		"a.zip":     zipArchive(packedFile{"b.csv", "text,by\nB.,Ann\n"}, packedFile{"a.tsv", "page\ttext\n1\tA.\n"}, packedFile{"bad.csv", "x\x00"}),
		"b.csv.gz":  gzipped("text,by,when\nB.,Ann,May\n"),
		"c.tar.zst": zstandard(tarArchive(packedFile{"c.jsonl", `{"text":"C.","place":"here"}`})),
	}.write(t)
	in, err := Find([]string{"-", "a.zip", "b.csv.gz", "c.tar.zst"}, Options{StdinFormat: "csv"}, func(notice string) { t.Error(notice) })
	if err != nil {
		t.Fatal(err)
	}
	if names, want := in.MetadataNames([]byte(gzipped("text,first\nD.,1\n"))), []string{"first", "page", "by", "when", "place"}; !reflect.DeepEqual(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
	if in.Read() != 0 {
		t.Errorf("%d bytes count as read", in.Read())
	}
}

func TestDocumentOfABombIsTooLarge(t *testing.T) {
	files{"a.txt.gz": gzipped(strings.Repeat("\n", 20<<20)), "b.zip": zipArchive(packedFile{"b.txt", strings.Repeat("\n", 20<<20)})}.write(t)
	const hint = "raise --max-document-size, or read it line by line with --no-split"
	_, err := read([]string{"a.txt.gz"}, nil, Options{MaxSize: 1 << 20})
	wantError(t, err, "a.txt.gz: document is larger than 1048576 bytes", hint)
	_, err = read([]string{"b.zip"}, nil, Options{MaxSize: 1 << 20, Strict: true})
	wantError(t, err, "b.zip/b.txt: document is larger than 1048576 bytes", hint)
}

// blankLines is frames of Zstandard that unpack to so many MiB of blank lines.
func blankLines(mib int) string {
	return strings.Repeat(zstandard(strings.Repeat(strings.Repeat(" ", 1<<20-1)+"\n", 16)), mib/16)
}

const bomb, bombHint = ": unpacks to more than 1 GiB and 200 times its size", "looks like a compression bomb: unpack it first if it is none"

func TestBombReadLineByLineIsRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("unpacks 4 GiB")
	}
	lines := blankLines(1040)
	files{"a.txt.zst": lines}.write(t)
	_, err := read([]string{"a.txt.zst"}, nil, Options{NoSplit: true})
	wantError(t, err, "a.txt.zst"+bomb, bombHint)

	files{"entry.zip": zippedFrames(lines, 1, 8<<20), "whole.zip": zippedFrames(blankLines(640), 3, 0)}.write(t)
	batch, _ := read([]string{"entry.zip"}, nil, Options{NoSplit: true})
	wantNotices(t, batch, 2, "entry.zip/0.txt: skipped"+bomb, "entry.zip/padding.png: skipped: not a document this version reads")
	batch, err = read([]string{"whole.zip"}, nil, Options{NoSplit: true})
	wantError(t, err, "whole.zip"+bomb, bombHint)
	wantNotices(t, batch, 1, "whole.zip/0.txt: skipped: is empty")
}

// zippedFrames is a zip archive that holds the same frames of Zstandard many times, and so many bytes beside them.
func zippedFrames(frames string, times, padding int) string {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	decoder, _ := zstd.NewReader(strings.NewReader(frames))
	sum := crc32.NewIEEE()
	size, _ := io.Copy(sum, decoder)
	decoder.Close()
	for i := range times {
		f, _ := w.CreateRaw(&zip.FileHeader{
			Name: fmt.Sprint(i, ".txt"), Method: zstd.ZipMethodWinZip, CRC32: sum.Sum32(),
			CompressedSize64: uint64(len(frames)), UncompressedSize64: uint64(size),
		})
		_, _ = f.Write([]byte(frames))
	}
	f, _ := w.CreateHeader(&zip.FileHeader{Name: "padding.png"})
	_, _ = f.Write(make([]byte, padding))
	_ = w.Close()
	return out.String()
}

// The guard lets a GiB pass at any ratio, and any size at 200 to 1.
func TestRatio(t *testing.T) {
	for _, c := range []struct {
		unpacked, packed int64
		refused          bool
	}{
		{1 << 30, 1, false}, {1<<30 + 200, 1, true}, {1 << 40, 1 << 32, true}, {1 << 40, 1<<40/200 + 1, false}, {1 << 62, 1 << 61, false},
	} {
		r := ratio{file: "a", packed: func() int64 { return c.packed }, unpacked: c.unpacked}
		if err := r.add(0); (err != nil) != c.refused {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// A sparse file of a tar archive may claim any size.
func TestSparseTar(t *testing.T) {
	header := make([]byte, 512)
	copy(header, "a.txt")
	copy(header[100:], "0000644\x000000000\x000000000\x0000000000000\x0000000000000\x00")
	copy(header[148:], "        S")
	copy(header[257:], "ustar  \x00")
	copy(header[483:], "77777777777\x00") // the real size, all of it a hole
	sum := 0
	for _, b := range header {
		sum += int(b)
	}
	copy(header[148:], fmt.Sprintf("%06o\x00 ", sum))
	files{"a.tar": string(header) + string(make([]byte, 1024))}.write(t)
	_, err := read([]string{"a.tar"}, nil, Options{MaxSize: 1 << 20})
	wantError(t, err, "a.tar: no document in this archive can be read", "documents are "+Extensions)
}

func TestManyTinyEntries(t *testing.T) {
	const n = 100_000
	var members []packedFile
	for i := range n {
		members = append(members, packedFile{fmt.Sprintf("%06d.txt", i), "A."})
	}
	files{"a.zip": zipArchive(members...), "b.tgz": gzipped(tarArchive(members...))}.write(t)
	for _, name := range []string{"a.zip", "b.tgz"} {
		batch, err := read([]string{name}, nil, Options{})
		if err != nil || len(batch.Documents) != n || batch.Documents[n-1].Name != name+"/099999.txt" {
			t.Errorf("%s: %d documents, %v", name, len(batch.Documents), err)
		}
	}
}

// The directory of a zip archive is not read beyond a million entries, whatever number it gives.
func TestTooManyEntries(t *testing.T) {
	one := zipArchive(packedFile{"a", ""})
	begin, end := strings.Index(one, "PK\x01\x02"), strings.Index(one, "PK\x05\x06")
	all := strings.Repeat(one[begin:end], maxEntries+1)
	tail := []byte(one[end:])
	for i, b := range []int{len(all), len(all) >> 8, len(all) >> 16, len(all) >> 24} {
		tail[12+i] = byte(b)
	}
	copy(tail[8:], "\x41\x42\x41\x42") // the number of entries, modulo 65536
	files{"a.zip": one[:begin] + all + string(tail)}.write(t)
	_, err := read([]string{"a.zip"}, nil, Options{})
	wantError(t, err, "a.zip: archive has more than 1000000 entries", "")

	a := archive{in: &input{name: "b.tar"}, entries: maxEntries - 1}
	if err := a.count(); err != nil {
		t.Error(err)
	}
	wantError(t, a.count(), "b.tar: archive has more than 1000000 entries", "")
}

func TestEntryNames(t *testing.T) {
	for name, want := range map[string]string{
		"a.txt": "a.txt", "./a/b.txt": "a/b.txt", "../../a.txt": "a.txt", "a/../../b.txt": "b.txt", "/etc/passwd": "etc/passwd",
		"a/./b//c": "a/b/c", "": "", "/": "", "..": "", ".a": "", "a/.b/c": "", "a..b": "a..b", "a/...": "",
		"\x81.txt": "ü.txt", strings.Repeat("a", 4097): "",
	} {
		if got := entryName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

// FuzzContainers checks that no bytes panic, hang or swell, and that all that is wrong has a name.
func FuzzContainers(f *testing.F) {
	formats := []string{"text", "gz", "zst", "tar", "zip", "tgz", "csv"}
	small := []packedFile{{"a.txt", "One."}, {"b/c.csv", "text\nTwo.\n"}, {"d.txt.gz", gzipped("Three.")}}
	for _, seed := range []string{
		gzipped("One."), zstandard("One."), tarArchive(small...), zipArchive(small...), gzipped(tarArchive(small...)), zstandard(tarArchive(small...)), gzipped(gzipped("One.")),
		zipArchive(packedFile{"a.zip", zipArchive(small...)}), zipArchive(), "PK\x05\x06", "<!doctype html><p>One.", "%PDF-1.4\n",
		zipArchive(packedFile{"mimetype", "application/epub+zip"}), zipArchive(packedFile{"[Content_Types].xml", ""}, packedFile{"word/document.xml", ""}),
	} {
		for i := range formats {
			f.Add([]byte(seed), byte(i))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, format byte) {
		opt := Options{StdinFormat: formats[int(format)%len(formats)], MaxSize: 1 << 16}
		batch, err := read([]string{"-"}, bytes.NewReader(data), opt)
		var e *table.Error
		if err != nil && (!errors.As(err, &e) || e.Msg == "") {
			t.Fatalf("%#v", err)
		}
		for _, d := range batch.Documents {
			if d.Name != "-" && !strings.HasPrefix(d.Name, "-/") || strings.Contains(d.Name, "/../") {
				t.Errorf("name %q", d.Name)
			}
			if d.Row == 0 {
				wantText(t, d, false)
			}
		}
	})
}
