package document

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/transform"

	"rhetor/classify/table"
)

// MaxSize is how many bytes a document may have, where the options do not say: 64 MiB.
const MaxSize = 64 << 20

// readText reads plain text: one document, or with NoSplit one for each line that is not white space. A
// document keeps its line ends; a document of one line has none.
func readText(in *input) error {
	r := table.LimitLines(in.name, in.r)
	if in.opt.NoSplit {
		return eachLine(in, r)
	}
	raw, err := in.readAll(r)
	if err != nil {
		return err
	}
	text, notice, err := decode(in.name, raw)
	if err != nil {
		return err
	}
	if notice != "" {
		in.notice(notice)
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return in.emit(Document{Name: in.name, Text: text})
}

// readAll reads a stream that is one document, and no more than a document may have.
func (in *input) readAll(r io.Reader) ([]byte, error) {
	most := cmp.Or(in.opt.MaxSize, MaxSize)
	raw, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, table.FileError(in.name, err)
	}
	if int64(len(raw)) > most {
		return nil, &table.Error{File: in.name, Msg: fmt.Sprintf("document is larger than %d bytes", most), Hint: "raise --max-document-size, or read it line by line with --no-split"}
	}
	return raw, nil
}

// sampleSize is how much of a text tells its encoding.
const sampleSize = 1 << 20

// eachLine makes a document of every line that is not white space. Of a text larger than the sample only the sample
// tells the encoding.
func eachLine(in *input, r io.Reader) error {
	lines := bufio.NewReaderSize(r, sampleSize)
	sample, err := lines.Peek(sampleSize)
	if err != nil && err != io.EOF {
		return table.FileError(in.name, err)
	}
	if err == nil { // there is more: the last line of the sample may be cut anywhere
		sample = sample[:max(1, bytes.LastIndexByte(sample, '\n'))&^1]
	}
	_, notice, err := decode(in.name, sample)
	if err != nil {
		return err
	}
	if notice != "" {
		in.notice(notice)
		lines = bufio.NewReaderSize(transform.NewReader(lines, decoderOf(sample)), 64<<10)
	} else if bytes.HasPrefix(sample, []byte("\ufeff")) {
		_, _ = lines.Discard(len("\ufeff"))
	}
	return emitLines(in, lines)
}

// emitLines makes documents of the lines of a text in UTF-8.
func emitLines(in *input, lines *bufio.Reader) error {
	offset := 0
	for row := 1; ; row++ {
		line, err := lines.ReadString('\n')
		if err != nil && err != io.EOF {
			return table.FileError(in.name, err)
		}
		if i := strings.IndexByte(line, 0); i >= 0 {
			return &table.Error{File: in.name, Line: row, Msg: "NUL byte: looks like a binary file"}
		}
		if !utf8.ValidString(line) {
			i := firstInvalid([]byte(line))
			return undecodable(in.name, line[i], offset+i, row, "UTF-8")
		}
		offset += len(line)
		if strings.TrimSpace(line) != "" {
			text := strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
			if err := in.emit(Document{Name: in.name, Row: row, Text: text, Whole: true}); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}
