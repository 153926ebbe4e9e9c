package scenario

import (
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// pretended is a file that says it is larger than any that is kept.
type pretended struct{ fs.File }

func (p pretended) Stat() (fs.FileInfo, error) {
	about, err := p.File.Stat()
	return huge{about}, err
}

type huge struct{ fs.FileInfo }

func (huge) Size() int64 { return maxKeptFile + 1 }

// A data file that is too large to be kept is opened where it is needed, and read no more
// than that; others are opened once. What is read is the same.
func TestLargeFilesAreNotKept(t *testing.T) {
	const text = "name: x\nnetwork: {tiers: [a, b], file: u.csv}\n"
	const units = "code,name,tier,parent_code\n1,A,a,\n2,B,b,1\n"
	file := fstest.MapFS{"u.csv": {Data: []byte(units)}}
	var sums []string
	for _, large := range []bool{false, true} {
		opened, read := 0, int64(0)
		open := func(name string) (io.ReadCloser, error) {
			opened++
			f, err := file.Open(name)
			if large && err == nil {
				f = pretended{f}
			}
			return counting{f, &read}, err
		}
		f, err := Read("x.yaml", []byte(text), open, Options{})
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.With(Options{})
		if err != nil || s.Network.Len() != 2 {
			t.Fatal(err)
		}
		sums = append(sums, s.SHA256)
		// It is looked at to see what it is, read, and summed up.
		if once := int64(len(units)); !large && (opened != 1 || read != once) || large && (opened == 1 || read > 3*once) {
			t.Errorf("large %v: opened %d times, %d bytes read of %d", large, opened, read, once)
		}
	}
	if sums[0] != sums[1] || strings.Count(sums[0], "0") == len(sums[0]) {
		t.Errorf("sums are %v", sums)
	}
}

// counting counts what is read of a file.
type counting struct {
	fs.File
	read *int64
}

func (c counting) Read(b []byte) (int, error) {
	n, err := c.File.Read(b)
	*c.read += int64(n)
	return n, err
}
