// Package scenario reads scenario files: the YAML in which a person describes
// an organisation, its channels, its people and what is asked, and the CSV
// files beside it. Everything that comes in passes here and is checked here;
// what is wrong is reported all at once, each with file, line and column.
package scenario

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"harkara/model"
)

// Scenario is a scenario file that was found sound, with a plan and --set
// changes applied.
type Scenario struct {
	// Name is the scenario's id, Title one line for people (the name where none
	// is given), About what it shows, Sources where its figures come from.
	Name, Title, About string
	Sources            []string
	Network            *model.Network
	// Messages are what is sent: at least one.
	Messages []model.Message
	// Question is what is asked; its By is -1.
	Question model.Question
	Trials   int
	Seed     uint64
	// Start is the wall clock time of the release; zero where not given.
	Start time.Time
	// Plans are the names of the file's plans, in its order.
	Plans []string
	// Plan is the plan that was applied, or "".
	Plan string
	// Set are the --set changes that were applied, in order.
	Set []Setting
	// SHA256 is, in hexadecimal, the sum of the scenario file's bytes followed
	// by those of each data file in the order in which they were read.
	SHA256 string
	// Notes are what a reader of results should know, such as defaults that
	// stand in for figures.
	Notes []model.Note
}

// Setting is one change of a scenario: the value, as YAML, at a path of keys.
type Setting struct{ Path, Value string }

// Options are the changes to make to a scenario before it is read.
type Options struct {
	// Plan is the name of one of the file's plans, or "".
	Plan string
	// Set are changes written "path=value"; they come after the plan's.
	Set []string
	// Memory is how many bytes the network may take; 0 is any number.
	Memory int64
	// Opened, where given, is told each file that Load opens.
	Opened func(file string)
}

// maxFile bounds a scenario file; data files may be larger.
const maxFile = 64 << 20

// Load reads the scenario file at a path; its data files are relative to it. A
// file that cannot be read is an error that wraps the one of package os;
// whatever is wrong with what was read is Problems.
func Load(file string, o Options) (*Scenario, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("scenario: %w", err)
	}
	defer f.Close()
	opened := func(file string) {
		if o.Opened != nil {
			o.Opened(file)
		}
	}
	opened(file)
	data, err := readAll(f)
	if err != nil {
		return nil, fmt.Errorf("scenario %s: %w", file, err)
	}
	open := func(name string) (io.ReadCloser, error) {
		if !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(file), filepath.FromSlash(name))
		}
		opened(name)
		return os.Open(name)
	}
	return Parse(file, data, open, o)
}

// LoadFS is Load from a file system, such as one embedded in the program.
func LoadFS(fsys fs.FS, file string, o Options) (*Scenario, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, fmt.Errorf("scenario: %w", err)
	}
	defer f.Close()
	data, err := readAll(f)
	if err != nil {
		return nil, fmt.Errorf("scenario %s: %w", file, err)
	}
	open := func(name string) (io.ReadCloser, error) { return fsys.Open(path.Join(path.Dir(file), name)) }
	return Parse(file, data, open, o)
}

func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("larger than %d MB: put the units into a CSV file", maxFile>>20)
	}
	return data, err
}

// Parse reads a scenario from memory. The name stands in messages; open opens
// the data files it names. Errors are those of Load.
func Parse(name string, data []byte, open func(string) (io.ReadCloser, error), o Options) (*Scenario, error) {
	return parse(name, data, open, o, limits{units: defaultMaxUnits, links: maxLinks})
}

func parse(name string, data []byte, open func(string) (io.ReadCloser, error), o Options, l limits) (*Scenario, error) {
	s := &session{open: open, limits: l, memory: o.Memory, sum: sha256.New(), read: map[string]bool{}, hierarchies: map[*node]*hierarchy{}}
	s.sum.Write(data)
	c := &complaints{}
	root := c.parse(name, data)
	if root == nil {
		return nil, c.err()
	}
	plans := c.readPlans(root)
	edits := c.chosen(root, plans, o)
	if err := c.err(); err != nil {
		// The file's own text comes first: say all that is wrong with it.
		d := newDecoder(s, c, root)
		d.decode()
		return nil, c.err()
	}
	edited, sound := c.apply(root, edits)
	if !sound {
		return nil, c.err()
	}
	d := newDecoder(s, c, edited)
	out := d.decode()
	s.checksum = hex.EncodeToString(s.sum.Sum(nil))
	s.sum = nil
	if d.err != nil {
		return nil, d.err
	}
	if len(c.list) > 0 {
		return nil, s.attribute(c, root, edits, o)
	}
	if err := s.checkPlans(root, plans, edits); err != nil {
		return nil, err
	}
	out.SHA256 = s.checksum
	out.Plan = o.Plan
	for _, p := range plans {
		out.Plans = append(out.Plans, p.name)
	}
	for _, e := range edits {
		if e.setting != nil {
			out.Set = append(out.Set, *e.setting)
		}
	}
	return out, d.build(out)
}
