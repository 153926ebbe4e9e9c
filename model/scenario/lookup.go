package scenario

import (
	"slices"
	"strings"

	"harkara/model"
)

// Nearest is the name that is meant by one that is not among the names, or ""
// where none is close.
func Nearest(got string, names []string) string { return model.Nearest(got, slices.Values(names)) }

// Title is the title of a scenario file, or its name where it has none, read
// without the rest of it. What is wrong with the file is not looked for.
func Title(file string, data []byte) string { return titled(file, data, "title", "name") }

// LocalTitle is its title in the local script, or Title where it has none.
func LocalTitle(file string, data []byte) string {
	return titled(file, data, "title_local", "title", "name")
}

func titled(file string, data []byte, keys ...string) string {
	root := (&problemList{}).parse(file, data)
	for _, key := range keys {
		if n := root.get(key); n != nil && n.kind == scalar && n.text != "" {
			return n.text
		}
	}
	return file
}

// ParseTimes reads times at which reach is asked for, in any order: none twice
// and none after the horizon. They are returned ascending.
func ParseTimes(texts []string, horizon model.Tick) ([]model.Tick, error) {
	var out []model.Tick
	for _, text := range texts {
		text = strings.TrimSpace(text)
		t, err := ParseDuration(text)
		if err != nil && len(strings.Fields(text)) > 1 && len(texts) == 1 {
			err = clausef("%v; times take commas between them, as in 6h,24h", err)
		}
		switch {
		case err != nil:
			return nil, err
		case t > horizon:
			return nil, clausef("%s is after the horizon, %s", text, FormatDuration(horizon))
		case slices.Contains(out, t):
			return nil, clausef("%s is there twice", text)
		}
		out = append(out, t)
	}
	slices.Sort(out)
	return out, nil
}
