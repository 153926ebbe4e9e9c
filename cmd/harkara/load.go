package main

import (
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"harkara/cascade/report"
	"harkara/model"
	"harkara/model/scenario"
	"harkara/scenarios"
)

// load is the scenario of that name with changes: an embedded one, a file, or,
// for "-", standard input. It is read once, however often it is changed.
func (a *app) load(name string, o scenario.Options) (*scenario.Scenario, error) {
	f, read := a.files[name]
	if !read {
		var err error
		if f, err = a.open(name, o); err != nil {
			return nil, err
		}
		if a.files == nil {
			a.files = map[string]*scenario.File{}
		}
		a.files[name] = f
	}
	s, err := f.With(o)
	if err == nil {
		a.names = report.LocalNames(s.Network)
		collectOften(s.Network)
	}
	return s, invalid(err)
}

// collectOften has garbage collected where the heap grew by a quarter of what is in use, in
// place of as much as that, where a network is large: its plays leave hardly any, and a run
// takes a sixth less memory. Who sets GOGC has what is set.
func collectOften(n *model.Network) {
	const large = 1 << 22 // units and links
	if n.Len()+len(n.Links()) > large && os.Getenv("GOGC") == "" {
		debug.SetGCPercent(25)
	}
}

// open reads a scenario file.
func (a *app) open(name string, o scenario.Options) (*scenario.File, error) {
	o.Opened = func(file string) { a.inputs = append(a.inputs, file) }
	o.AllowFiles = a.allowFiles || a.job != nil // whose files are its own
	o.Source = a.source
	if o.Memory == 0 {
		o.Memory = freeMemory()
	}
	switch {
	case slices.Contains(scenarios.Names(), name):
		f, err := scenario.OpenFS(scenarios.FS, name+".yaml", o)
		return f, invalid(err)
	case name == "-":
		data, err := a.readInput()
		if err != nil {
			return nil, failed(model.Errorf("standard input: %w", err))
		}
		open := func(file string) (io.ReadCloser, error) {
			o.Opened(file)
			return a.source(file, func() (io.ReadCloser, error) { return os.Open(file) })
		}
		o.Folder = "."
		f, err := scenario.Read("standard input", data, open, o)
		return f, invalid(err)
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() && a.job == nil {
		return nil, &failure{exitInvalid, model.Errorf("%s: a folder, not a file: name a scenario in it", name), nil}
	}
	f, err := scenario.Open(name, o)
	if errors.Is(err, os.ErrNotExist) && isMissing(name) && a.job == nil {
		return nil, &failure{exitInvalid, model.Errorf("harkara: no scenario and no file is called %q", name), missingHint(name)}
	}
	return f, invalid(err)
}

func isMissing(name string) bool {
	_, err := os.Stat(name)
	return errors.Is(err, os.ErrNotExist)
}

func missingHint(name string) error {
	if meant := scenario.Nearest(strings.TrimSuffix(path.Base(name), ".yaml"), scenarios.Names()); meant != "" {
		return model.Errorf("did you mean %s?", meant)
	}
	// A file of the folder whose name is nearly that.
	entries, _ := os.ReadDir(filepath.Dir(name))
	var files []string
	for _, e := range entries {
		if ending := filepath.Ext(e.Name()); ending == ".yaml" || ending == ".yml" {
			files = append(files, e.Name())
		}
	}
	stem := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	for _, file := range files {
		if strings.EqualFold(strings.TrimSuffix(file, filepath.Ext(file)), stem) {
			return model.Errorf("did you mean %s?", filepath.Join(filepath.Dir(name), file))
		}
	}
	if meant := scenario.Nearest(filepath.Base(name), files); meant != "" {
		return model.Errorf("did you mean %s?", filepath.Join(filepath.Dir(name), meant))
	}
	return model.Errorf("the scenarios that ship with the program are %s", strings.Join(scenarios.Names(), ", "))
}
