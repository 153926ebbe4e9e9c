package scenario

import (
	"strings"
	"testing"
)

// What is at the edge of a rule is refused at its place: a value where a list
// is wanted, and a title that goes on in a line indented by one space.
func TestEdges(t *testing.T) {
	const rest = "\nname: x\nnetwork: {tiers: [village], fan_out: {village: 1}}\n"
	for text, want := range map[string]string{
		rest + "public: {population: 9, household: {sizes: 3}, hears: {talk: {talk: {rate: 1/d}}}}": "give a list",
		"title: Pakur: a message\n to every household" + rest:                                       "1:13: not YAML",
	} {
		_, err := Parse("t.yaml", []byte(text), nil, Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
