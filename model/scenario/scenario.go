// Package scenario reads scenario files: the YAML in which a person describes
// an organisation, its channels, its people and what is asked, and the CSV
// files beside it. Everything that comes in passes here and is checked here;
// what is wrong is reported all at once, each with file, line and column.
package scenario

import (
	"io"
	"io/fs"
	"slices"
	"time"

	"harkara/model"
)

// Scenario is a scenario file that was found sound, with a plan and --set
// changes applied.
type Scenario struct {
	// Name is the scenario's id, Title one line for people (the name where none
	// is given), About what it shows, Sources where its figures come from.
	Name, Title, About string
	// TitleLocal is the title in the local script, or "".
	TitleLocal string
	Sources    []string
	// Network is that of all plays, or, where circumstances make plays unlike, of
	// those of the first of Circumstances.Variants.
	Network *model.Network
	// Circumstances are what may hold in a play, with the networks of all plays that
	// have a chance; nil where the file has none. Given are those said to hold, or
	// not to.
	Circumstances *model.Circumstances
	Given         []string
	// Messages are what is sent: at least one.
	Messages []model.Message
	// Answers are what comes back, in the order of the file.
	Answers []model.Answer
	// Question is what is asked; its By is none.
	Question model.Question
	Trials   int
	Seed     uint64
	// Start is the wall clock time of the release; zero where not given.
	Start time.Time
	// Uncertain are the ranges of values that are not known, but for those that a
	// plan or --set decides. Together are paths whose values move together.
	Uncertain []Range
	Together  [][]string
	// Plans are the names of the file's plans, in its order.
	Plans []string
	// Actions are what could be done for money, in the order of the file.
	Actions []Action
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

	file    *File   // that it was made of
	options Options // with which
}

// Vary is the same scenario, with the same plan and changes, and further changes of
// values, "path=value". It may be called by several goroutines.
func (s *Scenario) Vary(set []string) (*Scenario, error) { return s.VaryBy("", set) }

// VaryBy is Vary for changes that a flag asks for, which says what is wrong with them.
func (s *Scenario) VaryBy(flag string, set []string) (*Scenario, error) {
	o := s.options
	o.VariedBy = flag
	o.Varied = append(slices.Clone(o.Varied), set...)
	return s.file.With(o)
}

// Do is the same scenario, with the same plan and changes, in which actions are done
// that are done once.
func (s *Scenario) Do(actions []string) (*Scenario, error) {
	o := s.options
	o.Actions = actions
	return s.file.With(o)
}

// Text is the scenario file as it was read, without changes.
func (s *Scenario) Text() string { return string(s.file.data) }

// Setting is one change of a scenario: the value, as YAML, at a path of keys.
type Setting struct{ Path, Value string }

// Options are the changes to make to a scenario, and the limits of reading it.
type Options struct {
	// Plan is the name of one of the file's plans, or "".
	Plan string
	// Actions are the names of those of the file's actions, of those that are done once,
	// that are done; their changes come after the plan's.
	Actions []string
	// Set are changes written "path=value"; they come after the plan's. Varied are more
	// of them, which come last: those that a sweep, a search or a range makes. What is
	// wrong with one is told as being in VariedBy: a flag, or uncertain where that is "".
	Set, Varied []string
	VariedBy    string
	// Given are circumstances that are taken to hold, or, with "no-" before the
	// name, not to hold: answers are then those of such plays alone.
	Given []string
	// Memory is how many bytes the network may take; 0 is any number. Of a File
	// it is what it was opened with.
	Memory int64
	// AllowFiles lets a scenario name data files outside of its own folder. Those
	// named by Set may be anywhere. Of a File it is what it was opened with.
	AllowFiles bool
	// Folder is the scenario's folder, of Read and Parse; data files may be
	// anywhere where it is "". Open and Load know it.
	Folder string
	// Opened, where given, is told each file that Load opens.
	Opened func(file string)
	// Source, where given, opens each file of Open, OpenFS and Load, the scenario's
	// own and its data, in place of open.
	Source func(name string, open func() (io.ReadCloser, error)) (io.ReadCloser, error)
}

// source opens a file.
func (o Options) source(name string, open func() (io.ReadCloser, error)) (io.ReadCloser, error) {
	if o.Source != nil {
		return o.Source(name, open)
	}
	return open()
}

// Load reads the scenario file at a path; its data files are relative to it. A
// file that cannot be read is an error that wraps the one of package os;
// whatever is wrong with what was read is Problems.
func Load(file string, o Options) (*Scenario, error) {
	f, err := Open(file, o)
	if err != nil {
		return nil, err
	}
	return f.With(o)
}

// LoadFS is Load from a file system, such as one embedded in the program.
func LoadFS(fsys fs.FS, file string, o Options) (*Scenario, error) {
	f, err := OpenFS(fsys, file, o)
	if err != nil {
		return nil, err
	}
	return f.With(o)
}

// Parse reads a scenario from memory. The name stands in messages; open opens
// the data files it names. Errors are those of Load.
func Parse(name string, data []byte, open func(string) (io.ReadCloser, error), o Options) (*Scenario, error) {
	f, err := Read(name, data, open, o)
	if err != nil {
		return nil, err
	}
	return f.With(o)
}
