package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"harkara/cascade/report/words"
	"harkara/model"
	"harkara/model/fit"
	"harkara/model/scenario"
)

// shareKeys are the keys that say which share comes at all, beside those of delays.
var shareKeys = map[string]string{"notices": "passes_on", "delay": "delivers"}

// scenarioEdit is a scenario file being changed, and what was done.
type scenarioEdit struct {
	file   string
	data   []byte
	beside map[string][]byte // files that are written with it
	told   []model.Wording
	ranges [][2]string // paths, and what values at them may be
	note   model.Wording
	in     words.Speech
}

// put writes what was found into a scenario file, where the scenario that comes of it is
// sound: at PATH itself, of chances beside it, and of groups under units.
func (f *fitRun) put(log *fit.Log) error {
	file, path, err := f.target()
	if err != nil {
		return err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return invalid(err)
	}
	w := &scenarioEdit{file: file, data: data, note: model.Worded("fit of %s", filepath.Base(f.file)), in: f.app.speech()}
	if f.data.beside != "" {
		w.beside = map[string][]byte{f.data.beside: []byte(f.data.curve)}
	}
	for _, v := range f.values {
		if err := w.value(path, v, log); err != nil {
			return invalid(err)
		}
	}
	if err := w.units(path, f.groups); err != nil {
		return invalid(err)
	}
	_, err = parsed(file, w.data, w.beside)
	w.uncertain(f.values)
	if err != nil { // a range of the file may have left the value out, which a new one does not
		_, err = parsed(file, w.data, w.beside)
	}
	if err != nil {
		return &failure{exitInvalid, err, model.Errorf("nothing was written: where a range under uncertain leaves the value out, change or remove it, and fit again")}
	}
	if err := w.save(); err != nil {
		return failed(err)
	}
	f.p.lines(w.told)
	f.data.Written = w.told
	return nil
}

// value puts a value into its place.
func (w *scenarioEdit) value(path string, v fittedValue, log *fit.Log) error {
	above, last, _ := model.CutLast(path, ".")
	to := path
	switch {
	case v.key == "comes" && shareKeys[last] == "":
		w.told = append(w.told, model.Worded("not written: %s of them come", v.value))
		return nil
	case v.key == "comes":
		to = above + "." + shareKeys[last]
	case v.key == "retry.delivers":
		return w.retry(path, v, log)
	case v.key == "calls.each":
		if err := w.at(path+".calls.each", v); err != nil {
			w.told = append(w.told, model.Worded("not written: a call takes %s; %s makes no calls one after another", v.value, path))
		}
		return nil
	case v.key != "":
		to = path + "." + v.key
	}
	return w.at(to, v)
}

// about is a comment on a value.
func (w *scenarioEdit) about(note model.Wording) string {
	return w.in.Wording(model.Worded("%s, %s", w.note, note))
}

// before is the value that was replaced.
func before(old string) model.Wording {
	if old == "" {
		return model.Worded("not given")
	}
	return model.Worded("%s", old)
}

// at puts a value at a path.
func (w *scenarioEdit) at(to string, v fittedValue) error {
	changed, old, err := scenario.Rewrite(w.file, w.data, to, v.value, w.about(v.note))
	if err != nil {
		return err
	}
	w.told = append(w.told, model.Worded("%s: %s: %s, was %s", w.file, to, v.value, before(old)))
	w.data = changed
	w.ranges = append(w.ranges, [2]string{strings.TrimSuffix(to+"."+v.below, "."), v.within})
	return nil
}

// retry puts the chance of later attempts into a channel's retry, or a retry of its own
// as the log has it.
func (w *scenarioEdit) retry(path string, v fittedValue, log *fit.Log) error {
	if err := w.at(path+".retry.delivers", v); err == nil {
		return nil
	}
	most := 0
	for _, c := range log.Contacts {
		most = max(most, c.Attempts)
	}
	if !(log.Every > 0) {
		w.told = append(w.told, model.Worded("not written: later calls are answered with chance %s; %s has no retry", v.value, path))
		return nil
	}
	v.value = fmt.Sprintf("{every: %s, times: %d, delivers: %s}", length(log.Every), most-1, v.value)
	v.below = "delivers"
	return w.at(path+".retry", v)
}

// units puts values of groups under units of a tier's relays, as units of their name.
func (w *scenarioEdit) units(path string, groups []groupValue) error {
	keys := strings.Split(path, ".")
	if len(groups) == 0 {
		return nil
	}
	if len(keys) != 3 || keys[0] != "relays" {
		w.told = append(w.told, model.Worded("not written: values of groups: %s has no units of its own; relays.TIER.notices and passes_on have", path))
		return nil
	}
	var names []string
	for _, g := range groups {
		if !slices.Contains(names, g.group) {
			names = append(names, g.group)
		}
	}
	values := make([]string, len(names)) // of each, all its keys
	for i, name := range names {
		for _, g := range groups {
			key := keys[2]
			if g.key == "comes" {
				key = shareKeys[key]
			}
			if g.group == name && key != "" {
				values[i] += fmt.Sprintf(", %s: %s", key, g.value)
			}
		}
		values[i] = strings.TrimPrefix(values[i], ", ")
	}
	if err := w.place(keys[:2], names, values); err != nil {
		return err
	}
	w.told = append(w.told, model.Worded("%s: %s.units: values of %d groups", w.file, strings.Join(keys[:2], "."), len(names)))
	return nil
}

// place puts the values of units below a relay: all of them where it has no units of its
// own yet, else each in its place.
func (w *scenarioEdit) place(relay []string, names, values []string) error {
	at := func(keys ...string) []string { return append(slices.Clone(relay), keys...) }
	if _, _, err := scenario.RewriteKeys(w.file, w.data, at("units", names[0]), "{}", ""); err != nil {
		var all []string
		for i, name := range names {
			all = append(all, fmt.Sprintf("%q: {%s}", name, values[i]))
		}
		changed, _, err := scenario.RewriteKeys(w.file, w.data, at("units"), "{"+strings.Join(all, ", ")+"}", "")
		if err == nil {
			w.data = changed
		}
		return err
	}
	for i, name := range names {
		changed, old, err := scenario.RewriteKeys(w.file, w.data, at("units", name), "{"+values[i]+"}", "")
		if err != nil {
			return err
		}
		if w.data = changed; old != "" {
			w.told = append(w.told, model.Worded("%s: %s: {%s}, was %s", w.file, strings.Join(at("units", name), "."), values[i], old))
		}
	}
	return nil
}

// uncertain puts the bounds of values under uncertain, where the scenario stays sound.
func (w *scenarioEdit) uncertain(values []fittedValue) {
	about := model.Worded("")
	if len(values) > 0 {
		about = values[0].note
	}
	for _, r := range w.ranges {
		if r[1] == "" {
			continue
		}
		because := strings.TrimSuffix(r[1], "}") + fmt.Sprintf(", because: %q}", w.about(about))
		changed, old, err := scenario.RewriteRange(w.file, w.data, r[0], because)
		if err == nil {
			_, err = parsed(w.file, changed, w.beside)
		}
		if err != nil {
			w.told = append(w.told, model.Worded("not written: a range of %s, %s", r[0], r[1]))
			continue
		}
		w.told = append(w.told, model.Worded("%s: uncertain: %s: %s, was %s", w.file, r[0], r[1], before(old)))
		w.data = changed
	}
}

// save writes the scenario, and what stands beside it.
func (w *scenarioEdit) save() error {
	folder := filepath.Dir(w.file)
	for name, text := range w.beside {
		there, err := os.ReadFile(filepath.Join(folder, name))
		if err == nil && !bytes.Equal(there, text) {
			return model.Errorf("%s is there already, and says something else: move it, and fit again", filepath.Join(folder, name))
		}
		if err := replaceFile(filepath.Join(folder, name), text); err != nil {
			return err
		}
		w.told = append(w.told, model.Worded("%s: as it was measured", filepath.Join(folder, name)))
	}
	return replaceFile(w.file, w.data)
}

// parsed reads a scenario, with files beside it that are not written yet.
func parsed(file string, data []byte, beside map[string][]byte) (*scenario.Scenario, error) {
	return scenario.Parse(file, data, func(name string) (io.ReadCloser, error) {
		if text, ok := beside[filepath.ToSlash(name)]; ok {
			return io.NopCloser(bytes.NewReader(text)), nil
		}
		return os.Open(filepath.Join(filepath.Dir(file), filepath.FromSlash(name)))
	}, scenario.Options{Folder: filepath.Dir(file)})
}
