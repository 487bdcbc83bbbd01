package parquet

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/format"
	"github.com/pierrec/lz4/v4"
)

var errSize = errors.New("unpacked it has not the size that it should have")

// unpack unpacks a page that must have a size when it is unpacked, and no more.
func unpack(codec format.CompressionCodec, packed []byte, size int) ([]byte, error) {
	if size < 0 {
		return nil, errSize
	}
	if codec != format.Uncompressed && len(packed) == 0 && size == 0 {
		return nil, nil
	}
	switch codec {
	case format.Uncompressed:
		return packed, nil
	case format.Snappy:
		return unpackSnappy(packed, size)
	case format.Gzip:
		r, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			return nil, err
		}
		return exactly(r, size)
	case format.Brotli:
		return exactly(brotli.NewReader(bytes.NewReader(packed)), size)
	case format.Zstd:
		return unpackZstd(packed, size)
	case format.Lz4Raw:
		unpacked := make([]byte, size)
		n, err := lz4.UncompressBlock(packed, unpacked)
		return ofSize(unpacked[:max(n, 0)], size, err)
	}
	return nil, fmt.Errorf("packed by %s", codec)
}

func unpackSnappy(packed []byte, size int) ([]byte, error) {
	if n, err := snappy.DecodedLen(packed); err != nil || n != size {
		return nil, errSize
	}
	return snappy.Decode(nil, packed)
}

// unpackZstd reads as a stream, so that a frame that has no size cannot grow past what it should have.
func unpackZstd(packed []byte, size int) ([]byte, error) {
	r, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return exactly(r, size)
}

// exactly reads a stream of a known size.
func exactly(r io.Reader, size int) ([]byte, error) {
	unpacked, err := io.ReadAll(io.LimitReader(r, int64(size)+1))
	return ofSize(unpacked, size, err)
}

func ofSize(unpacked []byte, size int, err error) ([]byte, error) {
	if err == nil && len(unpacked) != size {
		err = errSize
	}
	return unpacked, err
}
