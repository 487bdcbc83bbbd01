package parquet

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	writer "github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// everything has a column of every type that is read, in every encoding that the library writes.
type everything struct {
	Plain   string    `parquet:"plain,plain"`
	Dict    string    `parquet:"dict,dict"`
	Lengths string    `parquet:"lengths,delta"`
	Maybe   *string   `parquet:"maybe,optional"`
	Small   int32     `parquet:"small,plain"`
	Large   int64     `parquet:"large,delta"`
	Delta   int32     `parquet:"delta,delta"`
	Number  int64     `parquet:"number,dict"`
	Natural uint32    `parquet:"natural"`
	Most    uint64    `parquet:"most"`
	Single  float32   `parquet:"single,split"`
	Double  float64   `parquet:"double,split"`
	Plainer float64   `parquet:"plainer"`
	Truth   bool      `parquet:"truth"`
	Day     int32     `parquet:"day,date"`
	Milli   int64     `parquet:"milli,timestamp(millisecond)"`
	Moment  time.Time `parquet:"moment,timestamp(nanosecond)"`
	Local   int64     `parquet:"local,timestamp(microsecond:local)"`
	Hour    int64     `parquet:"hour,time(microsecond)"`
	Price   int64     `parquet:"price,decimal(2:9)"`
	Fixed   [4]byte   `parquet:"fixed"`
	ID      [16]byte  `parquet:"id,uuid"`
}

// rowsOfAll is rows and what they must read as.
func rowsOfAll() (rows []everything, want [][]string) {
	for i := range 1000 {
		row := everything{
			Plain: fmt.Sprintf("text %d, é", i), Dict: []string{"favor", "against", ""}[i%3],
			Lengths: strings.Repeat("ab", i%7), Small: int32(-i), Large: int64(i) << 40, Delta: int32(i*i%91) - 40,
			Number: int64(i % 5), Natural: 1<<32 - 1 - uint32(i), Most: 1<<64 - 1 - uint64(i),
			Single: float32(i) / 4, Double: float64(i) / 8, Plainer: 1e300, Truth: i%2 == 0,
			Day: int32(19000 + i), Milli: 1700000000123 + int64(i), Moment: time.Unix(1700000000, int64(i)).UTC(),
			Local: 1700000000000000, Hour: 3600e6 + int64(i), Price: int64(i) - 500,
			Fixed: [4]byte([]byte(fmt.Sprintf("%04d", i))), ID: [16]byte{0xde, 0xad, 0xbe, 0xef, byte(i), 15: 1},
		}
		maybe := ""
		if i%4 == 0 {
			maybe = fmt.Sprintf("here %d", i)
			row.Maybe = &maybe
		}
		rows = append(rows, row)
		cents := i - 500
		sign := ""
		if cents < 0 {
			cents, sign = -cents, "-"
		}
		want = append(want, []string{
			row.Plain, row.Dict, row.Lengths, maybe, fmt.Sprint(row.Small), fmt.Sprint(row.Large), fmt.Sprint(row.Delta),
			fmt.Sprint(row.Number), fmt.Sprint(row.Natural), fmt.Sprint(row.Most), fmt.Sprint(row.Single), fmt.Sprint(row.Double),
			"1e+300", fmt.Sprint(row.Truth), time.Unix(int64(row.Day)*86400, 0).UTC().Format("2006-01-02"),
			time.UnixMilli(row.Milli).UTC().Format("2006-01-02T15:04:05.999Z"), row.Moment.Format(time.RFC3339Nano),
			"2023-11-14T22:13:20", strings.TrimRight(strings.TrimRight(fmt.Sprintf("01:00:00.%06d", i), "0"), ".:"),
			fmt.Sprintf("%s%d.%02d", sign, cents/100, cents%100), string(row.Fixed[:]),
			fmt.Sprintf("deadbeef-%02x00-0000-0000-000000000001", i%256),
		})
		if i == 0 {
			want[0][18] = "01:00:00"
		}
	}
	return rows, want
}

// writtenBy writes rows with the library.
func writtenBy[T any](t testing.TB, rows []T, options ...writer.WriterOption) []byte {
	t.Helper()
	var out bytes.Buffer
	w := writer.NewGenericWriter[T](&out, options...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// readBack reads all rows.
func readBack(data []byte) (rows [][]string, err error) {
	f, err := Open(data)
	if err != nil {
		return nil, err
	}
	err = f.Each(func(values []string) error {
		rows = append(rows, values)
		return nil
	})
	return rows, err
}

func TestEveryTypeInEveryEncodingAndPacking(t *testing.T) {
	rows, want := rowsOfAll()
	for _, codec := range []compress.Codec{
		&writer.Uncompressed, &writer.Snappy, &writer.Gzip, &writer.Brotli, &writer.Zstd, &writer.Lz4Raw,
	} {
		for version := 1; version <= 2; version++ {
			data := writtenBy(t, rows, writer.Compression(codec), writer.DataPageVersion(version),
				writer.PageBufferSize(2000), writer.MaxRowsPerRowGroup(300))
			got, err := readBack(data)
			if err != nil {
				t.Errorf("%s, version %d: %v", codec, version, err)
				continue
			}
			for i := range want {
				if !reflect.DeepEqual(got[i], want[i]) {
					t.Fatalf("%s, version %d, row %d\n got %q\nwant %q", codec, version, i, got[i], want[i])
				}
			}
		}
	}
}

func TestSharedPrefixesAndLengths(t *testing.T) {
	words := []string{"axis", "axle", "babble", "babyhood", "", "babyhood"} // the example of the specification
	for _, encoding := range []format.Encoding{format.DeltaByteArray, format.DeltaLengthByteArray} {
		root := writer.Group{"word": writer.Encoded(writer.String(), writer.LookupEncoding(encoding))}
		var out bytes.Buffer
		w := writer.NewWriter(&out, writer.NewSchema("words", root))
		for _, word := range words {
			if _, err := w.WriteRows([]writer.Row{{writer.ByteArrayValue([]byte(word)).Level(0, 0, 0)}}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		got, err := readBack(out.Bytes())
		if err != nil {
			t.Fatal(encoding, err)
		}
		for i, word := range words {
			if got[i][0] != word {
				t.Errorf("%s: %q, want %q", encoding, got[i][0], word)
			}
		}
	}
}

// The example of the specification: 0 to 7 in three bits each.
func TestPackedBits(t *testing.T) {
	h := &hybrid{data: []byte{0x03, 0b10001000, 0b11000110, 0b11111010, 0x0a, 0x05}, width: 3}
	for want := range uint32(8) {
		if got, err := h.next(); got != want || err != nil {
			t.Errorf("%d, %v, want %d", got, err, want)
		}
	}
	for range 5 { // then 5 five times
		if got, err := h.next(); got != 5 || err != nil {
			t.Errorf("%d, %v", got, err)
		}
	}
	if _, err := h.next(); err == nil {
		t.Error("no end")
	}
}

func TestNestedColumnsAreNamed(t *testing.T) {
	type inner struct{ A, B string }
	for _, data := range [][]byte{
		writtenBy(t, []struct {
			Text string `parquet:"text"`
			Tags []string
		}{{"a", []string{"b"}}}),
		writtenBy(t, []struct {
			Text string   `parquet:"text"`
			Tags []string `parquet:",list"`
		}{{"a", []string{"b"}}}),
		writtenBy(t, []struct{ Tags inner }{{inner{"a", "b"}}}),
		writtenBy(t, []struct{ Tags map[string]string }{{map[string]string{"a": "b"}}}),
	} {
		if _, err := Open(data); err == nil || err.Error() != `column "Tags" is nested, and a table is flat` {
			t.Error(err)
		}
	}
}

// small is a file of a few hundred bytes.
func small(t testing.TB, options ...writer.WriterOption) []byte {
	type row struct {
		Text   string  `parquet:"text,dict"`
		Stance *string `parquet:"stance,optional"`
		Weight float64 `parquet:"weight"`
	}
	stance := "favor"
	return writtenBy(t, []row{{"We agree.", &stance, 1}, {"It rains.", nil, 0.5}, {"We agree.", &stance, 2}}, options...)
}

func TestAnyBeginningOfAFileIsAnError(t *testing.T) {
	data := small(t)
	for size := range data {
		if _, err := readBack(data[:size]); err == nil {
			t.Errorf("the first %d of %d bytes are read", size, len(data))
		}
	}
}

func TestAnyChangedByteIsReadOrRefused(t *testing.T) {
	for version := 1; version <= 2; version++ {
		data := small(t, writer.DataPageVersion(version), writer.Compression(&writer.Zstd))
		for i := range data {
			for _, change := range []byte{0x01, 0x80, 0xff} {
				changed := bytes.Clone(data)
				changed[i] ^= change
				_, _ = readBack(changed)
			}
		}
	}
}

func TestAChangedPageIsNoticed(t *testing.T) {
	data := bytes.Replace(small(t), []byte("We agree."), []byte("We agrex."), 1)
	if _, err := readBack(data); err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Error(err)
	}
}

// framed puts the ends of a file around a footer.
func framed(footer []byte) []byte {
	data := append([]byte(magic), footer...)
	data = binary.LittleEndian.AppendUint32(data, uint32(len(footer)))
	return append(data, magic...)
}

func TestDeepNestingOfTheFooterIsRefused(t *testing.T) {
	if _, err := Open(framed(bytes.Repeat([]byte{0x1c}, 8<<20))); err != errThrift {
		t.Error(err)
	}
	if _, err := Open(framed(bytes.Repeat([]byte{0x19}, 8<<20))); err != errThrift {
		t.Error(err)
	}
}

func TestAListCannotAnnounceMoreThanThereIs(t *testing.T) {
	// Field 2, a list of 2^31-1 structs.
	if _, err := Open(framed([]byte{0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07})); err != errThrift {
		t.Error(err)
	}
	// A list of two million structs that are there, each of one byte.
	list := append([]byte{0x29, 0xfc, 0x80, 0x80, 0x80, 0x01}, make([]byte, 3<<20)...)
	if _, err := Open(framed(list)); err != errThrift {
		t.Error(err)
	}
}

func TestARunOfAnyLengthTakesNoRoom(t *testing.T) {
	h := &hybrid{data: []byte{0xfe, 0xff, 0xff, 0xff, 0x0f, 7}, width: 8} // 7, 2^31-1 times
	if got, err := h.next(); got != 7 || err != nil {
		t.Error(got, err)
	}
	allocated := testing.AllocsPerRun(100, func() { _, _ = h.next() })
	if allocated > 0 {
		t.Errorf("%v allocations", allocated)
	}
}

func TestAPageUnpacksToItsSizeOnly(t *testing.T) {
	zeros := make([]byte, 64<<20)
	for _, codec := range []compress.Codec{&writer.Snappy, &writer.Gzip, &writer.Brotli, &writer.Zstd, &writer.Lz4Raw} {
		packed, err := codec.Encode(nil, zeros)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := unpack(codec.CompressionCodec(), packed, 1000); err == nil {
			t.Errorf("%s: %d bytes unpack to more than 1000", codec, len(packed))
		}
		if _, err := unpack(codec.CompressionCodec(), packed, len(zeros)+1); err == nil {
			t.Errorf("%s: unpacks to less than it should", codec)
		}
		if unpacked, err := unpack(codec.CompressionCodec(), packed, len(zeros)); err != nil || len(unpacked) != len(zeros) {
			t.Errorf("%s: %v", codec, err)
		}
	}
}

func TestAllPagesTogetherAreBounded(t *testing.T) {
	f := &File{unpacked: MaxUnpacked - 10}
	if f.unpack(10) != nil || f.unpack(1) == nil {
		t.Error("the bound is not exact")
	}
}

func TestBytesThatAreNoTextAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"\xff": `column "Raw": holds bytes that are no text in UTF-8`,
		"\x00": `column "Raw": holds a NUL character`,
	} {
		if _, err := readBack(writtenBy(t, []struct{ Raw []byte }{{[]byte(text)}})); err == nil || err.Error() != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestEncryptedFilesAreRefused(t *testing.T) {
	if _, err := Open([]byte("PARE____PARE")); err == nil || err.Error() != "is encrypted" {
		t.Error(err)
	}
}

// The library reads what it has written as this package does.
func TestAgreesWithTheLibrary(t *testing.T) {
	rows, _ := rowsOfAll()
	data := writtenBy(t, rows)
	f, err := writer.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	ours, err := readBack(data)
	if err != nil {
		t.Fatal(err)
	}
	reader := writer.NewReader(f)
	defer reader.Close()
	buffer := make([]writer.Row, 1)
	for i := 0; ; i++ {
		n, err := reader.ReadRows(buffer)
		if n == 1 && buffer[0][0].String() != ours[i][0] {
			t.Errorf("row %d: %q and %q", i, buffer[0][0].String(), ours[i][0])
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// FuzzPage reads values from any bytes, in every encoding: no panic, and never more values than were asked for.
func FuzzPage(f *testing.F) {
	for encoding := range 10 {
		f.Add(byte(encoding), byte(6), []byte("\x80\x01\x04\x05\x02\x00\x00\x00\x00\x00abc"), []byte("\x02\x00\x00\x00abxy\x01\x00\x00\x00c"))
		f.Add(byte(encoding), byte(1), []byte("\x03\x88\xc6\xfa"), []byte{})
	}
	f.Fuzz(func(t *testing.T, encoding, physical byte, page, dictionary []byte) {
		c, err := columnOf(&format.SchemaElement{Type: thrift.New(format.Type(physical % 8)), TypeLength: thrift.New(int32(3)), RepetitionType: thrift.New(format.Optional)})
		if err != nil {
			t.Fatal(err)
		}
		of := &chunk{file: &File{}, column: &c}
		of.dictionary, _ = newDictionary(dictionary, 2, &c)
		header := format.DataPageHeader{NumValues: 1000, Encoding: format.Encoding(encoding % 10), DefinitionLevelEncoding: format.RLE}
		if of.openV1(&header, &format.PageHeader{}, page) != nil {
			return
		}
		for range 1000 {
			if _, err := of.next(); err != nil {
				return
			}
		}
	})
}
