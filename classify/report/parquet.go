package report

import (
	"fmt"
	"io"
	"reflect"

	"github.com/parquet-go/parquet-go"

	"rhetor/classify/result"
)

// columnar writes one row a sentence as Parquet (parquet.apache.org), in the columns of the CSV: whole numbers in 64
// bits, probabilities as doubles in full, texts byte for byte, and null where a sentence has nothing.
type columnar struct {
	out    io.Writer
	opt    Options
	layout *layout // set by the sentence that stands for all, or by the first
	file   *parquet.GenericWriter[any]
	row    parquet.Row
	rows   int // of the row group
	size   int // bytes of their texts
}

// The bounds of a row group, which is held in memory until it is written.
const (
	groupRows = 1 << 16
	groupSize = 64 << 20
)

// dictionarySize is how large the different texts of a column may get before each is stored where it stands.
const dictionarySize = 1 << 20

// newColumnar starts a report in Parquet.
func newColumnar(w io.Writer, opt Options) (Writer, error) {
	c := &columnar{out: w, opt: opt}
	if opt.First.Tasks == nil {
		return c, nil
	}
	return c, c.begin(opt.First)
}

// Write writes one sentence. The first one sets the columns, where none stands for all.
func (c *columnar) Write(s result.Sentence) error {
	if c.layout == nil {
		if err := c.begin(s); err != nil {
			return err
		}
	}
	if err := c.layout.check(&s); err != nil {
		return err
	}
	c.row = c.row[:0]
	for i, value := range c.layout.values(&s) {
		c.row = append(c.row, c.cell(i, value))
	}
	if _, err := c.file.WriteRows([]parquet.Row{c.row}); err != nil {
		return err
	}
	if c.rows++; c.rows < groupRows && c.size < groupSize {
		return nil
	}
	c.rows, c.size = 0, 0
	return c.file.Flush()
}

// Close writes what is left, and the description of the columns.
func (c *columnar) Close() error {
	if c.layout == nil {
		if err := c.begin(result.Sentence{}); err != nil {
			return err
		}
	}
	return c.file.Close()
}

// begin sets the columns.
func (c *columnar) begin(first result.Sentence) (err error) {
	if c.layout, err = chosenLayout(first, c.opt); err != nil {
		return err
	}
	var fields []parquet.Field
	for i, kind := range c.layout.kinds() {
		fields = append(fields, columnField{nodeOf(kind), valid(c.layout.header[i])})
	}
	c.file = parquet.NewGenericWriter[any](c.out, parquet.NewSchema("sentences", columnFields{parquet.Group{}, fields}),
		parquet.Compression(&parquet.Zstd), parquet.DictionaryMaxBytes(dictionarySize), parquet.CreatedBy("rhetor", "1", "0"))
	return nil
}

// cell is a cell of a column.
func (c *columnar) cell(column int, value any) parquet.Value {
	switch value := value.(type) {
	case int:
		return parquet.Int64Value(int64(value)).Level(0, 1, column)
	case float64:
		return parquet.DoubleValue(value).Level(0, 1, column)
	case string:
		c.size += len(value)
		return parquet.ByteArrayValue([]byte(valid(value))).Level(0, 1, column)
	}
	return parquet.NullValue().Level(0, 0, column)
}

// nodeOf is how the cells of a kind are stored. Texts that come again and again, such as labels, are stored once.
func nodeOf(kind cellKind) parquet.Node {
	switch kind {
	case wholeCell:
		return parquet.Optional(parquet.Int(64))
	case realCell:
		return parquet.Optional(parquet.Leaf(parquet.DoubleType))
	}
	return parquet.Optional(parquet.Encoded(parquet.String(), &parquet.RLEDictionary))
}

// columnFields is the columns in their order: the library's own group puts them in that of the alphabet.
type columnFields struct {
	parquet.Group
	fields []parquet.Field
}

func (c columnFields) Fields() []parquet.Field { return c.fields }

func (c columnFields) String() string { return fmt.Sprintf("%d columns", len(c.fields)) }

// GoType is asked for by none: rows are written as they are. The library's own panics at a name that has a comma.
func (c columnFields) GoType() reflect.Type { return reflect.TypeFor[struct{}]() }

// columnField is one column.
type columnField struct {
	parquet.Node
	name string
}

func (c columnField) Name() string { return c.name }

func (c columnField) Value(base reflect.Value) reflect.Value { return base }
