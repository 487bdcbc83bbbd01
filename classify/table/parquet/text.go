package parquet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"
)

// column is one column.
type column struct {
	name     string
	physical format.Type
	optional bool
	width    int                         // bytes of a value; 0 for truth values and bytes of any number
	text     func(value) (string, error) // how a value is written
}

// value is a value as it is stored: a number (the bits of one that has a fraction) or bytes.
type value struct {
	number int64
	bytes  []byte
}

// textOf is the text of a value that is stored as these bytes. The text keeps none of them.
func (c *column) textOf(raw []byte) (string, error) {
	switch c.physical {
	case format.Int32, format.Float:
		return c.text(value{number: int64(int32(binary.LittleEndian.Uint32(raw)))})
	case format.Int64, format.Double:
		return c.text(value{number: int64(binary.LittleEndian.Uint64(raw))})
	}
	return c.text(value{bytes: raw})
}

// columnOf is the column of an element of the schema.
func columnOf(e *format.SchemaElement) (column, error) {
	c := column{name: e.Name, physical: e.Type.V, optional: e.RepetitionType.V == format.Optional}
	if !e.Type.Valid {
		return c, errThrift
	}
	switch c.physical {
	case format.Boolean:
		c.text = truth
	case format.Int32:
		c.width, c.text = 4, whole
	case format.Float:
		c.width, c.text = 4, single
	case format.Int64:
		c.width, c.text = 8, whole
	case format.Double:
		c.width, c.text = 8, double
	case format.Int96:
		c.width, c.text = 12, julian
	case format.ByteArray:
		c.text = plainText
	case format.FixedLenByteArray:
		c.width, c.text = int(e.TypeLength.V), plainText
	default:
		return c, fmt.Errorf("is of type %d", c.physical)
	}
	if c.width < 0 || c.physical == format.FixedLenByteArray && c.width == 0 {
		return c, errThrift
	}
	return c, c.annotate(e)
}

// annotate takes note of what the stored numbers or bytes mean.
func (c *column) annotate(e *format.SchemaElement) error {
	isWhole := c.physical == format.Int32 || c.physical == format.Int64
	switch logical := logicalOf(e).(type) {
	case *format.DecimalType:
		if logical.Scale < 0 || logical.Scale > maxDecimal {
			return errThrift
		}
		c.text = decimal(int(logical.Scale), isWhole)
	case *format.DateType:
		if isWhole {
			c.text = date
		}
	case *format.TimeType:
		if isWhole && logical.Unit.Value != nil {
			c.text = timeOfDay(logical.Unit.Value.Duration())
		}
	case *format.TimestampType:
		if isWhole && logical.Unit.Value != nil {
			c.text = timestamp(logical.Unit.Value.Duration(), logical.IsAdjustedToUTC)
		}
	case *format.IntType:
		if isWhole && !logical.IsSigned {
			c.text = unsigned(c.physical)
		}
	case *format.UUIDType:
		if c.width == 16 {
			c.text = uuid
		}
	}
	return nil
}

// logicalOf is what values mean, in its present form where a file has the form of old.
func logicalOf(e *format.SchemaElement) format.LogicalTypeValue {
	if e.LogicalType.Value != nil || !e.ConvertedType.Valid {
		return e.LogicalType.Value
	}
	millis, micros := format.TimeUnit{Value: &format.MilliSeconds{}}, format.TimeUnit{Value: &format.MicroSeconds{}}
	switch e.ConvertedType.V {
	case deprecated.Decimal:
		return &format.DecimalType{Scale: e.Scale.V, Precision: e.Precision.V}
	case deprecated.Date:
		return &format.DateType{}
	case deprecated.TimeMillis:
		return &format.TimeType{Unit: millis}
	case deprecated.TimeMicros:
		return &format.TimeType{Unit: micros}
	case deprecated.TimestampMillis:
		return &format.TimestampType{IsAdjustedToUTC: true, Unit: millis}
	case deprecated.TimestampMicros:
		return &format.TimestampType{IsAdjustedToUTC: true, Unit: micros}
	case deprecated.Uint8, deprecated.Uint16, deprecated.Uint32, deprecated.Uint64:
		return &format.IntType{}
	}
	return nil
}

func plainText(v value) (string, error) {
	if !utf8.Valid(v.bytes) {
		return "", errors.New("holds bytes that are no text in UTF-8")
	}
	if bytes.IndexByte(v.bytes, 0) >= 0 {
		return "", errors.New("holds a NUL character")
	}
	return string(v.bytes), nil
}

func truth(v value) (string, error) { return strconv.FormatBool(v.number != 0), nil }

func whole(v value) (string, error) { return strconv.FormatInt(v.number, 10), nil }

func unsigned(physical format.Type) func(value) (string, error) {
	return func(v value) (string, error) {
		if physical == format.Int32 {
			return strconv.FormatUint(uint64(uint32(v.number)), 10), nil
		}
		return strconv.FormatUint(uint64(v.number), 10), nil
	}
}

func single(v value) (string, error) {
	return fraction(float64(math.Float32frombits(uint32(v.number))), 32), nil
}

func double(v value) (string, error) {
	return fraction(math.Float64frombits(uint64(v.number)), 64), nil
}

// fraction is a number as short as it reads back the same, with an exponent where it is very large or small.
func fraction(x float64, bits int) string {
	if size := math.Abs(x); size != 0 && (size < 1e-6 || size >= 1e21) {
		return strconv.FormatFloat(x, 'e', -1, bits)
	}
	return strconv.FormatFloat(x, 'f', -1, bits)
}

// maxDecimal is how many digits may stand behind the point, and how many bytes a decimal may have.
const maxDecimal = 128

// decimal is a number with so many digits behind the point, stored as a whole number or as bytes, big end first.
func decimal(scale int, isWhole bool) func(value) (string, error) {
	return func(v value) (string, error) {
		if len(v.bytes) > maxDecimal {
			return "", errors.New("holds a decimal of too many digits")
		}
		number := big.NewInt(v.number)
		if !isWhole {
			number = signed(v.bytes)
		}
		digits, sign := number.String(), ""
		if number.Sign() < 0 {
			digits, sign = digits[1:], "-"
		}
		if scale == 0 {
			return sign + digits, nil
		}
		digits = strings.Repeat("0", max(0, scale+1-len(digits))) + digits
		point := len(digits) - scale
		return sign + digits[:point] + "." + digits[point:], nil
	}
}

// signed is a number in two's complement.
func signed(bytes []byte) *big.Int {
	number := new(big.Int).SetBytes(bytes)
	if len(bytes) > 0 && bytes[0] >= 0x80 {
		number.Sub(number, new(big.Int).Lsh(big.NewInt(1), uint(len(bytes)*8)))
	}
	return number
}

const day = 24 * 60 * 60 // seconds

func date(v value) (string, error) {
	return time.Unix(v.number%1e9*day, 0).UTC().Format(time.DateOnly), nil
}

// moment is how points in time are written: ISO 8601, with a Z behind where the time zone is known.
const moment = "2006-01-02T15:04:05.999999999"

func timestamp(unit time.Duration, isUTC bool) func(value) (string, error) {
	layout := moment
	if isUTC {
		layout += "Z"
	}
	return func(v value) (string, error) {
		perSecond := int64(time.Second / unit)
		at := time.Unix(v.number/perSecond, v.number%perSecond*int64(unit))
		return at.UTC().Format(layout), nil
	}
}

func timeOfDay(unit time.Duration) func(value) (string, error) {
	return func(v value) (string, error) {
		perSecond := int64(time.Second / unit)
		at := time.Unix(v.number/perSecond, v.number%perSecond*int64(unit))
		return at.UTC().Format("15:04:05.999999999"), nil
	}
}

// julian is a point in time as it was stored of old: nanoseconds of the day, and the day's number from 4713 BC.
func julian(v value) (string, error) {
	const epoch = 2440588 // 1970-01-01
	nanoseconds := int64(binary.LittleEndian.Uint64(v.bytes))
	days := int64(binary.LittleEndian.Uint32(v.bytes[8:]))
	return time.Unix((days-epoch)*day, nanoseconds).UTC().Format(moment), nil
}

func uuid(v value) (string, error) {
	b := v.bytes
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:16]), nil
}
