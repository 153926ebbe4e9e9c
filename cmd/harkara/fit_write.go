package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"harkara/model/scenario"
)

// comes are the keys that say which share comes at all, beside those of delays.
var comes = map[string]string{"notices": "passes_on", "delay": "delivers"}

// put writes values into a scenario file, where the scenario that comes of it is
// sound: at PATH itself, and, of chances, beside it.
func (f *fitting) put(log string, values []finding) error {
	file, path, ok := strings.Cut(f.write, ":")
	if !ok || path == "" {
		return usagef("--write %s: give a file and a path in it, as in mine.yaml:relays.block.notices", f.write)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return invalid(err)
	}
	above, last, _ := cutLast(path, ".")
	var told []string
	var ranges [][2]string // paths, and what values at them may be
	for _, v := range values {
		to := path
		switch {
		case v.key == "comes":
			beside := comes[last]
			if beside == "" {
				told = append(told, fmt.Sprintf("not written: %s of them come", v.value))
				continue
			}
			to = above + "." + beside
		case v.key != "":
			to = path + "." + v.key
		}
		changed, old, err := scenario.Rewrite(file, data, to, v.value, fmt.Sprintf("fit of %s, %s", filepath.Base(log), v.note))
		if err != nil {
			return invalid(err)
		}
		told = append(told, fmt.Sprintf("%s: %s: %s, was %s", file, to, v.value, cmp.Or(old, "not given")))
		data = changed
		ranges = append(ranges, [2]string{strings.TrimSuffix(to+"."+v.below, "."), v.within})
	}
	if err := sound(file, data); err != nil {
		return invalid(err) // nothing was written
	}
	for _, r := range ranges {
		if r[1] == "" {
			continue
		}
		because := strings.TrimSuffix(r[1], "}") + fmt.Sprintf(", because: %q}", "fit of "+filepath.Base(log))
		changed, old, err := scenario.RewriteRange(file, data, r[0], because)
		if err != nil || sound(file, changed) != nil {
			told = append(told, fmt.Sprintf("not written: a range of %s, %s", r[0], r[1]))
			continue
		}
		told = append(told, fmt.Sprintf("%s: uncertain: %s: %s, was %s", file, r[0], r[1], cmp.Or(old, "not given")))
		data = changed
	}
	info, err := os.Stat(file)
	if err == nil {
		err = os.WriteFile(file, data, info.Mode().Perm())
	}
	if err == nil {
		_, err = fmt.Fprintln(f.app.out, strings.Join(told, "\n"))
	}
	if err != nil {
		return failed(err)
	}
	return nil
}

// sound is what is wrong with a scenario, if anything is.
func sound(file string, data []byte) error {
	_, err := scenario.Parse(file, data, func(name string) (io.ReadCloser, error) {
		return os.Open(filepath.Join(filepath.Dir(file), filepath.FromSlash(name)))
	}, scenario.Options{Folder: filepath.Dir(file)})
	return err
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return "", s, false
}
