package scenario

import (
	"errors"
	"fmt"
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

// Values nest also through aliases: each is a level, as is each list around it.
func TestAliasesNest(t *testing.T) {
	for levels, deep := range map[int]bool{90: false, 110: true} {
		text := "name: a\nnetwork: {tiers: [a], fan_out: {a: 1}}\nabout:\n- &a0 x\n"
		for i := range levels {
			text += fmt.Sprintf("- &a%d [*a%d]\n", i+1, i)
		}
		_, err := Parse("x.yaml", []byte(text), nil, Options{})
		if err == nil || strings.Contains(err.Error(), "nest more than 200 deep") != deep {
			t.Errorf("%d levels: %v", levels, err)
		}
	}
}

// What is wrong with a file as YAML, where nobody says at what place, is so from its top.
func TestNotYAMLAnywhere(t *testing.T) {
	var c problemList
	c.syntax("x.yaml", nil, errors.New("odd"))
	if len(c.list) != 1 || c.list[0].Line != 1 || c.list[0].Column != 1 || c.list[0].Text != "not YAML: odd" {
		t.Errorf("%+v", c.list)
	}
}
