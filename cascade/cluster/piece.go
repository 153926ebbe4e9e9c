package cluster

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A span is a file with what pieces lo to before hi of one part have counted.
type span struct{ lo, hi uint64 }

func spanName(part int, s span) string { return fmt.Sprintf("%d-%08d-%08d", part, s.lo, s.hi) }

// parseSpan reads a name that spanName made.
func parseSpan(name string) (part int, s span, ok bool) {
	if _, err := fmt.Sscanf(name, "%d-%d-%d", &part, &s.lo, &s.hi); err != nil || s.lo >= s.hi {
		return 0, s, false
	}
	return part, s, name == spanName(part, s)
}

// head is the line before what a piece has counted.
type head struct {
	Job     string  `json:"job"`
	Seconds float64 `json:"seconds"` // that it took
	SHA256  string  `json:"sha256"`  // of all that follows
}

// magic is the first line of a piece.
const magic = "harkara piece 1\n"

// errDamaged is the error of a piece that is not what was written.
var errDamaged = errors.New("the piece is damaged")

// pack is a piece as it is kept: counts one after another, each with its length
// before it, compressed.
func pack(job string, seconds float64, counted [][]byte) []byte {
	var body bytes.Buffer
	z, _ := gzip.NewWriterLevel(&body, gzip.BestSpeed)
	length := make([]byte, binary.MaxVarintLen64)
	for _, c := range counted {
		_, _ = z.Write(length[:binary.PutUvarint(length, uint64(len(c)))])
		_, _ = z.Write(c)
	}
	_ = z.Close()
	sum := sha256.Sum256(body.Bytes())
	line, _ := json.Marshal(head{job, seconds, hex.EncodeToString(sum[:])})
	return slices.Concat([]byte(magic), line, []byte("\n"), body.Bytes())
}

// unpack reads what pack wrote; the error is errDamaged where it is not that.
func unpack(job string, data []byte) (counted [][]byte, seconds float64, err error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	line, body, whole := bytes.Cut(rest, []byte("\n"))
	var h head
	if !ok || !whole || json.Unmarshal(line, &h) != nil || h.Job != job {
		return nil, 0, errDamaged
	}
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != h.SHA256 {
		return nil, 0, errDamaged
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, 0, errDamaged
	}
	all, err := io.ReadAll(z)
	if err != nil {
		return nil, 0, errDamaged
	}
	for len(all) > 0 {
		n, used := binary.Uvarint(all)
		if used <= 0 || n > uint64(len(all)-used) {
			return nil, 0, errDamaged
		}
		counted = append(counted, all[used:used+int(n)])
		all = all[used+int(n):]
	}
	return counted, h.Seconds, nil
}

// secondsOf is how long a piece took, by its first lines; 0 where they do not say.
func secondsOf(file string) float64 {
	f, err := os.Open(file)
	if err != nil {
		return 0
	}
	defer f.Close()
	start := make([]byte, 256)
	n, _ := io.ReadFull(f, start)
	rest, _ := bytes.CutPrefix(start[:n], []byte(magic))
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	var h head
	_ = json.Unmarshal(line, &h)
	return h.Seconds
}

// spansOf are the files of a part that together have most of its pieces, none twice,
// in their order: the longest that begin at each place.
func spansOf(dir string, part int) ([]span, error) {
	entries, err := os.ReadDir(filepath.Join(dir, "pieces"))
	if err != nil {
		return nil, err
	}
	var all []span
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if n, s, ok := parseSpan(e.Name()); ok && n == part {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b span) int { return cmp.Or(cmp.Compare(a.lo, b.lo), cmp.Compare(b.hi, a.hi)) })
	out := all[:0]
	end := uint64(0)
	for _, s := range all {
		if s.lo >= end {
			out = append(out, s)
			end = s.hi
		}
	}
	return out, nil
}

// read is what a file of a part has counted.
func (j *Job) read(part int, s span) (counted [][]byte, seconds float64, err error) {
	data, err := os.ReadFile(j.pieceFile(part, s))
	if err != nil {
		return nil, 0, err
	}
	return unpack(j.id, data)
}

func (j *Job) pieceFile(part int, s span) string {
	return filepath.Join(j.Dir, "pieces", spanName(part, s))
}
