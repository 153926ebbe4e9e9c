package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"harkara/cascade"
	"harkara/cascade/cluster"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/model"
)

// keepable are the commands whose work can be kept in a folder: all that play many trials.
var keepable = []string{"run", "sweep", "compare", "bottlenecks", "verify", "sensitivity", "seek", "precision", "place"}

// seedAndTrials are those that a scenario asks for, flags included.
type seedAndTrials struct {
	seed   uint64
	trials int
}

// A source is a file that a command asked for, and how it is read again.
type source struct {
	name string
	open func() (io.ReadCloser, error)
}

// source opens a file that a command asks for: of a job, from its folder.
func (a *app) source(name string, open func() (io.ReadCloser, error)) (io.ReadCloser, error) {
	if a.job != nil {
		data, err := a.job.Read(name)
		return io.NopCloser(bytes.NewReader(data)), err
	}
	if !slices.ContainsFunc(a.sources, func(s source) bool { return s.name == name }) {
		a.sources = append(a.sources, source{name, open})
	}
	return open()
}

// readInput is all of standard input.
func (a *app) readInput() ([]byte, error) {
	if a.job != nil {
		return a.job.Read("-")
	}
	data, err := io.ReadAll(a.in)
	a.sources = append(a.sources, source{"-", func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }})
	return data, err
}

// keeping gives a command the flags that keep its work in a folder.
func (a *app) keeping(c *cobra.Command) {
	dir, prepare, inner := "", false, c.RunE
	c.Flags().StringVar(&dir, "keep", "", "keep what is done in this `folder`, and go on from what is there")
	c.Flags().BoolVar(&prepare, "prepare", false, "with --keep: only write the job, for harkara job work or submit")
	_ = c.MarkFlagDirname("keep")
	c.RunE = func(c *cobra.Command, args []string) error {
		if dir == "" {
			if prepare {
				return usagef("--prepare goes with --keep: name the folder")
			}
			return inner(c, args)
		}
		st := &cluster.Store{Say: a.remark}
		if prepare {
			st.Mode = cluster.CutOnly
		}
		st.Find = func() (*cluster.Job, error) {
			j, err := cluster.Open(dir, program())
			if errors.Is(err, os.ErrNotExist) {
				return nil, ownFolder(dir)
			}
			if err != nil {
				return nil, err
			}
			s, err := a.spec(c, args)
			if err != nil {
				return nil, err
			}
			s.Settings = sameKind(s.Settings, j.Settings)
			return j, j.Same(s)
		}
		st.Make = func(first cluster.Cut) (*cluster.Job, error) {
			s, err := a.spec(c, args)
			if err != nil {
				return nil, err
			}
			s.Pieces = first
			return cluster.Create(dir, s, a.contents)
		}
		c.SetContext(montecarlo.Keeping(c.Context(), st))
		err := inner(c, args)
		if prepare && errors.Is(st.Err(), cluster.ErrCut) {
			a.remark(model.NewNote("job-prepared", dir, int64(st.Job().Pieces.Count())))
			return nil
		}
		if err := jobError(st); err != nil {
			return err
		}
		if st.Job() == nil && (err == nil || errors.As(err, new(*failure)) && err.(*failure).err == nil) {
			a.remark(model.NewNote("job-nothing-played", dir))
		}
		return err
	}
}

// jobError is why the folder of a job ended a command, for people; nil where it did not.
func jobError(st *cluster.Store) error {
	for _, n := range cascade.Reasons(st.Err()) {
		if strings.HasPrefix(n.Kind, "job-") {
			return failed(&cascade.Refusal{Note: n})
		}
	}
	return nil
}

// remark tells a person something on standard error.
func (a *app) remark(n model.Note) {
	if !a.quiet {
		_, _ = fmt.Fprintln(a.errOut, report.Visible(a.speech().Line(n)))
	}
}

// ownFolder refuses a folder that is there, has no job, and is not empty: a job would
// mix with what is in it. What is left of a job whose job.json is gone is not taken
// over either, since nothing says what was asked; folders that one made which ended
// before it wrote anything are.
func ownFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return cascade.Refuse("job-folder-new", dir, cluster.Why(err))
	}
	for _, e := range entries {
		if !cluster.Owns(e.Name()) {
			return cascade.Refuse("job-folder-taken", dir, e.Name())
		}
	}
	if left := cluster.Leftover(dir); left != "" {
		return cascade.Refuse("job-pieces-alone", dir, left)
	}
	return nil
}

// localFlags are flags on which the answer does not depend.
var localFlags = []string{"keep", "prepare", "out", "workers", "memory", "color", "quiet", "allow-files", "lang", "port"}

// spec is what a command asks for, with all files it has read.
func (a *app) spec(c *cobra.Command, args []string) (cluster.Spec, error) {
	s := cluster.Spec{Version: program().Version, Revision: program().Revision, Command: c.Name(), Arguments: args}
	c.Flags().Visit(func(f *pflag.Flag) {
		switch list, ok := f.Value.(pflag.SliceValue); {
		case slices.Contains(localFlags, f.Name) || f.Name == "format":
		case ok:
			s.Settings = append(s.Settings, cluster.Setting{Name: f.Name, Values: list.GetSlice()})
		default:
			s.Settings = append(s.Settings, cluster.Setting{Name: f.Name, Values: []string{f.Value.String()}})
		}
	})
	// The format may follow from the name of the file that is written.
	s.Settings = append(s.Settings, cluster.Setting{Name: "format", Values: []string{c.Flags().Lookup("format").Value.String()}})
	if a.asked != nil {
		s.Seed, s.Trials = a.asked.seed, a.asked.trials
	}
	for _, from := range a.sources {
		data, err := from.read()
		if err != nil {
			return s, invalid(model.Errorf("%s: %w", from.name, err))
		}
		s.Files = append(s.Files, cluster.NewFile(from.name, data))
	}
	return s, nil
}

func (s source) read() ([]byte, error) {
	f, err := s.open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// contents are the bytes of a file of a job that is made.
func (a *app) contents(f cluster.File) ([]byte, error) {
	for _, s := range a.sources {
		if s.name == f.Name {
			return s.read()
		}
	}
	return nil, os.ErrNotExist
}

// sameKind are settings, with the format of a job where both formats are for people, or
// both for programs: those are written from the same counts.
func sameKind(here, there []cluster.Setting) []cluster.Setting {
	forPrograms := func(s cluster.Setting) bool {
		return s.Values[0] == string(report.CSV) || s.Values[0] == string(report.JSON)
	}
	isFormat := func(s cluster.Setting) bool { return s.Name == "format" }
	i, k := slices.IndexFunc(here, isFormat), slices.IndexFunc(there, isFormat)
	if i >= 0 && k >= 0 && forPrograms(here[i]) == forPrograms(there[k]) {
		here[i] = there[k]
	}
	return here
}
