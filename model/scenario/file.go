package scenario

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"harkara/model"
	"harkara/model/register"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
)

// maxFile bounds a scenario file; data files may be larger.
const maxFile = 64 << 20

// File is a scenario file that was read once, to be varied without being read
// again: its plans, settings, sweeps and ranges are all changes of one text. Its
// data files are kept too, and the units of a network that no change touches. It
// may be used by several goroutines.
type File struct {
	mu    sync.Mutex
	s     *session
	data  []byte
	root  *node
	plans []plan
	once  []plan // actions that are done once

	checked  bool  // the plans were checked
	planned  error // what is wrong with them, where the file itself is sound
	baseGood bool  // the file is sound without changes
}

// Open reads a scenario file at a path; its data files are relative to it, and
// are read when a scenario is first made of it. Errors are those of Load.
func Open(file string, o Options) (*File, error) {
	opened := func(file string) {
		if o.Opened != nil {
			o.Opened(file)
		}
	}
	f, err := o.source(file, func() (io.ReadCloser, error) { return os.Open(file) })
	if err != nil {
		return nil, fmt.Errorf("scenario: %w", err)
	}
	defer f.Close()
	opened(file)
	data, err := readAll(f)
	if err != nil {
		return nil, fmt.Errorf("scenario %s: %w", file, err)
	}
	o.Folder = filepath.Dir(file)
	return Read(file, data, func(name string) (io.ReadCloser, error) {
		if !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(file), filepath.FromSlash(name))
		}
		opened(name)
		return o.source(name, func() (io.ReadCloser, error) { return os.Open(name) })
	}, o)
}

// OpenFS is Open from a file system, such as one embedded in the program.
func OpenFS(fsys fs.FS, file string, o Options) (*File, error) {
	open := func(name string) (io.ReadCloser, error) {
		return o.source(name, func() (io.ReadCloser, error) { return fsys.Open(name) })
	}
	f, err := open(file)
	if err != nil {
		return nil, fmt.Errorf("scenario: %w", err)
	}
	defer f.Close()
	data, err := readAll(f)
	if err != nil {
		return nil, fmt.Errorf("scenario %s: %w", file, err)
	}
	return Read(file, data, func(name string) (io.ReadCloser, error) { return open(path.Join(path.Dir(file), name)) }, o)
}

func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("larger than %d MB: put the units into a CSV file", maxFile>>20)
	}
	return data, err
}

// Read is Open from memory. The name stands in messages; open opens the data
// files that the scenario names.
func Read(name string, data []byte, open func(string) (io.ReadCloser, error), o Options) (*File, error) {
	return read(name, data, open, o, limits{units: defaultMaxUnits, links: maxLinks})
}

func read(name string, data []byte, open func(string) (io.ReadCloser, error), o Options, l limits) (*File, error) {
	f := &File{data: data, s: &session{source: open, limits: l, memory: o.Memory, allowed: map[string]bool{}, kept: map[string][]byte{}, large: map[string]bool{}, hierarchies: map[*node]*hierarchy{}, settings: map[string]edit{}, delays: map[*node]model.Delay{}}}
	if !o.AllowFiles {
		f.s.folder = o.Folder
	}
	c := &problemList{}
	if f.root = c.parse(name, data); f.root == nil {
		return nil, c.err()
	}
	f.plans, f.once = c.readPlans(f.root), c.readOnce(f.root)
	if len(c.list) > 0 {
		// Say all that is wrong with the file.
		newDecoder(f.s, c, f.root).decode()
		return nil, c.err()
	}
	return f, nil
}

// Plans are the names of the file's plans, in its order.
func (f *File) Plans() []string {
	var out []string
	for _, p := range f.plans {
		out = append(out, p.name)
	}
	return out
}

// With is the scenario with changes made to it. The file stays as it is.
// Whatever is wrong is Problems, also where it is wrong with another plan.
func (f *File) With(o Options) (*Scenario, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := &problemList{}
	edits := c.chosen(f.root, f.plans, f.once, o)
	if err := c.err(); err != nil {
		newDecoder(f.s, c, f.root).decode()
		return nil, c.err()
	}
	edited, sound := c.apply(f.root, edits)
	if !sound {
		return nil, c.err()
	}
	d := newDecoder(f.s, c, edited)
	out := d.decode()
	if d.err != nil && (len(c.list) == 0 || d.failUnopened == nil) {
		return nil, d.err
	}
	if d.err != nil {
		d.failUnopened()
	}
	if len(c.list) > 0 {
		return nil, f.s.attribute(c, f.root, edits, o)
	}
	if err := f.checkPlans(len(edits) > 0); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(edits, func(e edit) bool { return strings.HasPrefix(e.path, "uncertain") }) {
		if err := f.s.checkRanges(edited); err != nil {
			return nil, err
		}
	}
	var err error
	if out.SHA256, err = f.sum(d.files); err != nil {
		return nil, err
	}
	out.Plan, out.Plans = o.Plan, f.Plans()
	out.file, out.options = f, o
	out.Uncertain = holding(out.Uncertain, edits)
	for _, e := range edits {
		if e.setting != nil {
			out.Set = append(out.Set, *e.setting)
		}
	}
	d.noteOverruled(edits)
	if err := d.build(out); err != nil {
		return nil, err
	}
	if err := d.setCircumstances(out, o.Given); err != nil {
		return nil, err
	}
	if len(d.units.rows.Tier) > manyUnits {
		d.units.names = nil // it is made again where it is needed, in less than a second a million
	}
	d.letGo()
	return out, nil
}

// letGo returns the memory that links took while they were read, where they are many: what
// plays them takes as much again.
func (d *decoder) letGo() {
	if d.linksInParts < manyLinks {
		return
	}
	d.spec = model.Spec{}
	debug.FreeOSMemory()
}

// manyLinks is from how many links on it is worth to look for memory that is not used.
const manyLinks = 1 << 20

// manyUnits is from how many units on what finds them by name is not kept.
const manyUnits = 1 << 17

// checkPlans says, once, what is wrong with the file's plans. Where the file is
// sound only with the changes that were asked for, its plans need not be.
func (f *File) checkPlans(changed bool) error {
	if !f.checked {
		f.checked, f.baseGood = true, true
		if changed {
			d := newDecoder(f.s, &problemList{}, f.root)
			d.decode()
			f.baseGood = len(d.problems.list) == 0 && d.err == nil
		}
		f.planned = f.s.checkPlans(f.root, slices.Concat(f.plans, f.once))
		if f.baseGood && f.planned == nil {
			f.planned = f.s.checkRanges(f.root)
		}
	}
	if !f.baseGood {
		return nil
	}
	return f.planned
}

// sum is the sum, in hexadecimal, of the file's bytes and those of data files.
func (f *File) sum(files []string) (string, error) {
	sum := sha256.New()
	sum.Write(f.data)
	for _, name := range files {
		in, err := f.s.open(name)
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		_, err = io.Copy(sum, io.LimitReader(in, register.MaxSize))
		in.Close()
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
