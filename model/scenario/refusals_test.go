package scenario

import (
	"slices"
	"strings"
	"testing"
)

// The examples of refusals are whole, and their messages are without places.
func TestRefusals(t *testing.T) {
	all := Refusals()
	if len(all) < 100 {
		t.Errorf("only %d examples", len(all))
	}
	for _, r := range all {
		if r.Wrong == "" || r.Said == "" || strings.Contains(r.Said, ".bad.yaml:") && !strings.Contains(r.Said, "plan ") {
			t.Errorf("%+v", r)
		}
	}
}

// A message leads to its example, whatever it names and wherever it stands.
func TestFindRefusals(t *testing.T) {
	for text, want := range map[string]string{
		"calls-without-each": "calls-without-each", "mine.yaml:3:9: relays.x.passes_on: 2 is not a share: give a number from 0 to 1": "goals",
		"unknown order \"foo\": did you mean \"random\"? (allowed: random, listed)": "calls-without-each", "questions.goals.7.by: 3d is after the horizon, 1d": "goals",
	} {
		if found := FindRefusals(text); !slices.ContainsFunc(found, func(r Refusal) bool { return r.Name == want && r.Said != "" && r.Wrong != "" }) {
			t.Errorf("%s: %d found, not %s", text, len(found), want)
		}
	}
	if len(FindRefusals("is a lis")) == 0 {
		t.Error("the fewest letters that tell a message from others find none")
	}
	for _, text := range []string{"", "no", "xyzzy is wrong", "is a li"} {
		if found := FindRefusals(text); found != nil {
			t.Errorf("%q: %+v", text, found[0])
		}
	}
}
