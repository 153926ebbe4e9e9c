package main

import (
	"strings"
	"testing"

	"harkara/cascade/report/words"
)

func TestExplainScenario(t *testing.T) {
	english := explainer{words.English}
	for name, want := range map[string]string{
		"relays.block.passes_on": "see: harkara explain notice", "channels.phone.retry": "times: how many", "keys": "questions.goals.chance\n",
		"network": "keys inside:", "tree": "Jharkhand:", "file": "parent_code", "plans": "plans:", "perfect": "always passed on", "silent": "nobody there passes on", "errors": "\ndays\n", "goals": "questions.goals\n", "days": "hours.NAME.days\n", "relays.block.people": "left out: 1",
	} {
		if got := english.scenario(name); !strings.Contains(got, want) {
			t.Errorf("%s: %s; want %q in it", name, got, want)
		}
	}
	if got := english.scenario("no-such"); got != "" {
		t.Errorf("%q", got)
	}
	if got := nearestKey("chanels.NAME.retry"); got != "channels.NAME.retry" {
		t.Errorf("%q is meant", got)
	}
}
