package scenario

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
)

// maxKeptFile is the size up to which a data file is kept in memory: larger ones
// are read again where they are needed again.
const maxKeptFile = 16 << 20

// open opens a data file: what was read of it before, where that was kept.
func (s *session) open(name string) (io.ReadCloser, error) {
	if data, ok := s.kept[name]; ok {
		return io.NopCloser(bytes.NewReader(data)), nil
	}
	if s.folder != "" && !s.allowed[name] && outside(s.folder, name) {
		return nil, fmt.Errorf("%s is outside of the scenario's folder: --allow-files reads it, or put it beside the scenario, or name it with --set", shorten(name))
	}
	in, err := s.source(name)
	if err != nil || s.large[name] {
		return in, err
	}
	// With the size known nothing is read twice, and nothing grows.
	size := int64(0)
	if f, ok := in.(fs.File); ok {
		if about, err := f.Stat(); err == nil {
			size = about.Size()
		}
	}
	if size > maxKeptFile {
		s.large[name] = true
		return in, nil
	}
	data := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	switch n, err := data.ReadFrom(io.LimitReader(in, maxKeptFile+1)); {
	case err != nil:
		in.Close()
		return nil, err
	case n > maxKeptFile:
		s.large[name] = true
		return struct {
			io.Reader
			io.Closer
		}{io.MultiReader(data, in), in}, nil
	}
	in.Close()
	s.kept[name] = slices.Clip(data.Bytes())
	if size == 0 {
		s.kept[name] = bytes.Clone(data.Bytes()) // it grew beyond what it holds
	}
	return io.NopCloser(bytes.NewReader(s.kept[name])), nil
}

// longFile is the size from which a data file is read after everything else.
const longFile = 1 << 20

// long tells whether a data file that was opened before is a long one.
func (s *session) long(name string) bool {
	data, kept := s.kept[name]
	return !kept || len(data) >= longFile
}

// outside tells whether a file that a scenario names lies outside of its folder,
// also where a symbolic link leads there.
func outside(folder, name string) bool {
	file := filepath.FromSlash(name)
	if !filepath.IsAbs(file) {
		file = filepath.Join(folder, file)
	}
	inside, err := filepath.Rel(followed(folder), followed(file))
	return err != nil || !filepath.IsLocal(inside)
}

// followed is the absolute path of a file, links followed where there is one.
func followed(file string) string {
	if abs, err := filepath.Abs(file); err == nil {
		file = abs
	}
	if real, err := filepath.EvalSymlinks(file); err == nil {
		return real
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(file)); err == nil {
		return filepath.Join(dir, filepath.Base(file))
	}
	return file
}
