package scenario

import (
	"strings"
	"testing"
)

const rest = "\nname: a\nnetwork: {tiers: [a], fan_out: {a: 2}}\n"

// What people write as a title is the title.
func TestTitlesWithColons(t *testing.T) {
	for line, want := range map[string]string{
		"title: Pakur: a message":                           "Pakur: a message",
		"title: Pakur district, Jharkhand: a: b":            "Pakur district, Jharkhand: a: b",
		"title:   Pakur: a message \t":                      "Pakur: a message",
		"title: Pakur: it's \"big\"":                        `Pakur: it's "big"`,
		"title: Pakur: a message # to: all":                 "Pakur: a message",
		"title: Pakur: C# and #5":                           "Pakur: C# and", // YAML takes " #" for a comment
		"title: पाकुड़: हर घर":                              "पाकुड़: हर घर",
		"title: Pakur, at last:":                            "Pakur, at last:",
		"title: Pakur: a message\r":                         "Pakur: a message",
		"title: Pakur: a message\n\n# more: text\nabout: x": "Pakur: a message",
		// Nothing to mend:
		"title: 'Pakur: a message' # to: all": "Pakur: a message",
		`title: "Pakur: a\tmessage"`:          "Pakur: a\tmessage",
		"title: at 10:30 in Pakur":            "at 10:30 in Pakur",
		"title: Pakur:\ttabs":                 "",
		"title: >\n  Pakur: a\n  message":     "Pakur: a message\n",
		"title: Pakur\n  and more":            "Pakur and more",
		"title: |-\n  title: b: c":            "title: b: c",
	} {
		s, err := Parse("t.yaml", []byte(line+rest), nil, Options{})
		switch {
		case err != nil && want != "":
			t.Errorf("%q: %v", line, err)
		case err == nil && want != "" && s.Title != want:
			t.Errorf("%q is %q, want %q", line, s.Title, want)
		}
	}
	s, err := Parse("t.yaml", []byte("title: a: b\nabout: c: d"+rest), nil, Options{})
	if err != nil || s.Title != "a: b" || s.About != "c: d" {
		t.Errorf("%v: %+v", err, s)
	}
}

// What is not plain text on one line at the top stays the mistake it is, at the
// place where it is.
func TestColonsThatStayMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"title: Pakur: a message\n  to every household": "1:13: not YAML",
		"name: b: c":                                         "1:8: not YAML",
		"questions:\n  title: b: c":                          "2:11: not YAML",
		"title: [a]: b: c":                                   "1:",
		"title: 'a': b":                                      "1:",
		"title: a: b\nabout: c: d\nseed: e: f":               "3:8: not YAML",
		"title: a: b # seed: 1\ntrials: many":                "2:9: trials: \"many\"",
		"title: ab\ntrials: many":                            "2:9: trials: \"many\"",
		"title: a: b\ntitle: c: d":                           "2:1: key \"title\" is given twice",
		strings.Repeat("title: a: b\n", maxMended+1) + "x: ": "not YAML",
	} {
		_, err := Parse("t.yaml", []byte(text+rest), nil, Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
