package register

import (
	"compress/gzip"
	"errors"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// MaxSize is how many bytes a file may have once it is unpacked; maxRecord is one
// record's limit. They keep a small file that unpacks to a vast one out of memory.
const (
	MaxSize   = 8 << 30
	maxRecord = 1 << 20
)

var (
	errTooLarge   = errors.New("larger than 8 GB unpacked")
	errLongRecord = errors.New("a record is longer than 1 MB")
)

// bounded is a stream that ends with an error where it grows too long, or where
// too much is read without a mark between.
type bounded struct {
	in            io.Reader
	total, marked int64
}

// mark says that a record was read.
func (b *bounded) mark() { b.marked = b.total }

// Read reads on, in pieces so small that marks come often.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.in.Read(p[:min(len(p), sample)])
	b.total += int64(n)
	switch {
	case b.total-b.marked > maxRecord:
		return 0, errLongRecord
	case b.total > MaxSize:
		return 0, errTooLarge
	}
	return n, err
}

// unpack chooses by the end of a file's name.
func unpack(r io.Reader, name string) (plain io.Reader, stop func(), err error) {
	switch {
	case strings.HasSuffix(name, ".gz"):
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, nil, err
		}
		return z, func() { _ = z.Close() }, nil
	case strings.HasSuffix(name, ".zst"):
		z, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(128<<20), zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	}
	return r, func() {}, nil
}

// Kind is what a file is whose first bytes say that it is no table, in words; ""
// where it may be one.
func Kind(start []byte) string {
	switch s := string(start[:min(len(start), 3)]); {
	case strings.HasPrefix(s, "PK\x03"):
		return "a spreadsheet or a zip file"
	case strings.HasPrefix(s, "<gr"):
		return "a graph (GraphML)"
	case strings.HasPrefix(s, "["), strings.HasPrefix(s, "{\n"), strings.HasPrefix(s, "{\""):
		return "JSON"
	case strings.HasPrefix(s, "<?x"), strings.HasPrefix(s, "<ht"), strings.HasPrefix(s, "<!D"):
		return "XML or HTML"
	}
	return ""
}
