package laws

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"harkara/model/scenario"
)

// Every text has its place, its title, its source, keys and laws, and fits a
// terminal.
func TestMechanismsAreTold(t *testing.T) {
	files, err := fs.Glob(texts, "mechanisms/*.txt")
	if err != nil || len(files) != len(mechanismOrder) || len(Mechanisms()) != len(files) {
		t.Errorf("%d files, %d mechanisms in order, %d read (%v)", len(files), len(mechanismOrder), len(Mechanisms()), err)
	}
	for _, m := range Mechanisms() {
		if m.Title == "" || !strings.Contains(m.Text, "\nSource: ") || len(m.Keys) == 0 || len(m.Laws) == 0 {
			t.Errorf("%s is not told in full: %+v", m.Name, m)
		}
		for line := range strings.Lines(m.Title + "\n" + m.Text) {
			line = strings.TrimSuffix(line, "\n")
			if n := utf8.RuneCountInString(line); n > 80 || strings.TrimRight(line, " \t") != line {
				t.Errorf("%s: a line of %d ends in blanks or does not fit: %q", m.Name, n, line)
			}
		}
	}
}

// Mechanisms name laws that there are, and each law holds some mechanism.
func TestMechanismsAndLawsAgree(t *testing.T) {
	named := map[string]bool{}
	names := map[string]bool{}
	all := slices.Concat(All(), Studies())
	for _, l := range all {
		names[l.Name] = true
	}
	for _, m := range Mechanisms() {
		for _, l := range m.Laws {
			named[l] = true
			if !names[l] {
				t.Errorf("%s names law %s, which is not there", m.Name, l)
			}
		}
	}
	for _, l := range all {
		if !named[l.Name] {
			t.Errorf("no mechanism names law %s", l.Name)
		}
	}
}

// The keys that mechanisms name are keys of a scenario.
func TestKeysAreThere(t *testing.T) {
	var schema any
	if err := json.Unmarshal(scenario.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	collect(schema, known)
	for _, m := range Mechanisms() {
		for _, key := range m.Keys {
			if strings.HasPrefix(key, "--") {
				continue
			}
			for part := range strings.SplitSeq(key, ".") {
				if part != strings.ToUpper(part) && !known[part] {
					t.Errorf("%s: a scenario has no key %s (%s)", m.Name, part, key)
				}
			}
		}
	}
}

// collect finds the properties that a schema names, anywhere.
func collect(x any, known map[string]bool) {
	switch x := x.(type) {
	case map[string]any:
		if properties, ok := x["properties"].(map[string]any); ok {
			for key := range properties {
				known[key] = true
			}
		}
		for _, y := range x {
			collect(y, known)
		}
	case []any:
		for _, y := range x {
			collect(y, known)
		}
	}
}

func TestFind(t *testing.T) {
	for word, want := range map[string]string{
		"notice": "notice", "Random numbers": "random-numbers", " time_to ": "time-to",
		"bypassed_after": "deputies", "passes_on": "notice", "closed": "hours", "expires": "expiry", "household": "households",
	} {
		if m, near := Find(word); m.Name != want || near != nil {
			t.Errorf("Find(%q) is %q, near %v", word, m.Name, near)
		}
	}
	for word, want := range map[string][]string{
		"retries": {"retry"}, "deputy": {"deputies"}, "outage": {"outages"},
		"over": {"send", "links", "organisations", "broadcast"},
	} {
		if m, near := Find(word); m.Name != "" || !slices.Equal(near, want) {
			t.Errorf("Find(%q) is %q, near %v, want %v", word, m.Name, near, want)
		}
	}
	for _, word := range []string{"", "zz", "xylophone"} {
		if m, near := Find(word); m.Name != "" || len(near) != len(mechanismOrder) {
			t.Errorf("Find(%q) is %q, near %v", word, m.Name, near)
		}
	}
}
