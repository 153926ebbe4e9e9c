package cluster

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"harkara/cascade"
	"harkara/model"
)

// Versions of what is in a folder: of its layout, and of the bytes in which counts are
// written. A change of either needs another number.
const (
	folderFormat = 1
	sumsFormat   = 2
)

// A Spec is what a job is: everything that its answer depends on, and how it is cut.
type Spec struct {
	Format   int    `json:"format"`
	Sums     int    `json:"sums"`
	Version  string `json:"version"`            // of the program
	Revision string `json:"revision,omitempty"` // of its source, where that is known
	Command  string `json:"command"`            // as in run
	// Arguments are those of the command, as in the name of a scenario; Settings are
	// its flags on which the answer depends, by name.
	Arguments []string  `json:"arguments"`
	Settings  []Setting `json:"settings"`
	// Seed and Trials are what the flags or the scenario say.
	Seed   uint64 `json:"seed"`
	Trials int    `json:"trials"`
	Files  []File `json:"files"` // what was read
	Pieces Cut    `json:"pieces"`
}

// A Setting is a flag and its values.
type Setting struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
}

// A File is one that the command read, under the name by which it asked for it. Its
// bytes are Text, or, where they are long or no text, in data/SHA256.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
	Text   string `json:"text,omitempty"`
}

// longText is the size up to which the text of a file stands in job.json.
const longText = 1 << 20

// NewFile is a file of that name with those bytes.
func NewFile(name string, data []byte) File {
	sum := sha256.Sum256(data)
	f := File{Name: name, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(data))}
	if len(data) <= longText && utf8.Valid(data) {
		f.Text = string(data)
	}
	return f
}

// A Job is a job with its folder.
type Job struct {
	Dir string
	Spec
	id string // of the job, in its pieces
}

// A Program is what works on jobs: jobs of other programs are refused, since their
// numbers may be others.
type Program struct{ Version, Revision string }

// Create writes a job into a folder, which is made where it is not there. Where it has
// a job already, that is returned, if it is the same but for how it is cut.
func Create(dir string, s Spec, contents func(File) ([]byte, error)) (*Job, error) {
	s.Format, s.Sums = folderFormat, sumsFormat
	for _, sub := range []string{"data", "plays", "pieces", "leases", "failures"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return nil, cascade.Refuse("job-folder-new", dir, Why(err))
		}
	}
	for _, f := range s.Files {
		if f.Text != "" || f.Size == 0 {
			continue
		}
		data, err := contents(f)
		if err != nil {
			return nil, err
		}
		if _, err := writeNew(dataFile(dir, f), data, true); err != nil {
			return nil, cascade.Refuse("job-folder-new", dir, Why(err))
		}
	}
	if _, err := writeNew(filepath.Join(dir, "job.json"), indented(s), true); err != nil {
		return nil, cascade.Refuse("job-folder-new", dir, Why(err))
	}
	syncFolder(dir)
	j, err := Open(dir, Program{s.Version, s.Revision})
	if err != nil {
		return nil, err
	}
	return j, j.Same(s)
}

func dataFile(dir string, f File) string { return filepath.Join(dir, "data", f.SHA256) }

// Open reads the job of a folder, for a program: it refuses jobs of others. The error
// wraps os.ErrNotExist where the folder has none.
func Open(dir string, p Program) (*Job, error) {
	data, err := os.ReadFile(filepath.Join(dir, "job.json"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, errors.Join(cascade.Refuse("job-none", dir), os.ErrNotExist)
	}
	if err != nil {
		return nil, cascade.Refuse("job-unread", dir, Why(err))
	}
	j := &Job{Dir: dir}
	var head struct {
		Format  int    `json:"format"`
		Sums    int    `json:"sums"`
		Version string `json:"version"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, cascade.Refuse("job-unread", dir, err)
	}
	if head.Format != folderFormat || head.Sums != sumsFormat {
		if head.Version == p.Version { // builds between two releases
			return nil, cascade.Refuse("job-format-build", dir, p.Version)
		}
		return nil, cascade.Refuse("job-format", dir, head.Version, p.Version)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&j.Spec); err != nil {
		return nil, cascade.Refuse("job-unread", dir, err)
	}
	if j.Pieces.Each == 0 || j.Pieces.To <= j.Pieces.From {
		return nil, cascade.Refuse("job-unread", dir, "pieces")
	}
	if j.Version != p.Version {
		return nil, cascade.Refuse("job-version", dir, j.Version, p.Version)
	}
	if j.Revision != "" && p.Revision != "" && j.Revision != p.Revision {
		return nil, cascade.Refuse("job-build", dir, p.Version, j.Revision, p.Revision)
	}
	sum := sha256.Sum256(data)
	j.id = hex.EncodeToString(sum[:8])
	return j, nil
}

// Same refuses a job that is not what s says, and names what differs.
func (j *Job) Same(s Spec) error {
	var found []model.Note
	differ := func(what, there, here string) {
		if there != here {
			found = append(found, model.NewNote("job-differs-in", what, there, here))
		}
	}
	differ("command", j.Command, s.Command)
	found = append(found, filesDiffer(j.Files, s.Files)...)
	differ("seed", strconv.FormatUint(j.Seed, 10), strconv.FormatUint(s.Seed, 10))
	differ("trials", strconv.Itoa(j.Trials), strconv.Itoa(s.Trials))
	for _, name := range settingNames(j.Settings, s.Settings) {
		if name == "seed" || name == "trials" {
			continue // told above
		}
		differ("--"+name, valuesOf(j.Settings, name), valuesOf(s.Settings, name))
	}
	if len(found) == 0 {
		return nil
	}
	return cascade.Refuse("job-differs", j.Dir, found)
}

// filesDiffer says which files differ. The same bytes in the same order are the same
// files, wherever they lie.
func filesDiffer(there, here []File) (found []model.Note) {
	if slices.EqualFunc(there, here, func(a, b File) bool { return a.SHA256 == b.SHA256 }) {
		return nil
	}
	named := func(files []File, name string) int {
		return slices.IndexFunc(files, func(f File) bool { return f.Name == name })
	}
	for _, f := range there {
		switch k := named(here, f.Name); {
		case k < 0:
			found = append(found, model.NewNote("job-file-only-there", f.Name))
		case here[k].SHA256 != f.SHA256:
			found = append(found, model.NewNote("job-file-differs", f.Name))
		}
	}
	for _, f := range here {
		if named(there, f.Name) < 0 {
			found = append(found, model.NewNote("job-file-only-here", f.Name))
		}
	}
	if len(found) == 0 {
		found = append(found, model.NewNote("job-files-order"))
	}
	return found
}

// settingNames are the names of settings of either of two lists, in their order.
func settingNames(a, b []Setting) []string {
	var out []string
	for _, s := range slices.Concat(a, b) {
		if !slices.Contains(out, s.Name) {
			out = append(out, s.Name)
		}
	}
	return out
}

// valuesOf are the values of a setting as they are told; "–" where it is not given.
func valuesOf(list []Setting, name string) string {
	for _, s := range list {
		if s.Name == name {
			return strings.Join(s.Values, ", ")
		}
	}
	return "–"
}

// Read is the bytes of a file that the command asks for by a name.
func (j *Job) Read(name string) ([]byte, error) {
	for _, f := range j.Files {
		if f.Name != name {
			continue
		}
		if f.Text != "" || f.Size == 0 {
			return []byte(f.Text), nil
		}
		data, err := os.ReadFile(dataFile(j.Dir, f))
		if err != nil {
			return nil, cascade.Refuse("job-data", j.Dir, f.Name, Why(err))
		}
		if got := NewFile(name, data); got.SHA256 != f.SHA256 {
			return nil, cascade.Refuse("job-data-damaged", j.Dir, f.Name, f.SHA256)
		}
		return data, nil
	}
	return nil, &os.PathError{Op: "open", Path: name, Err: os.ErrNotExist}
}
