package scenario

import (
	"slices"
	"testing"

	"harkara/model"
)

// Nobody is lost in silence.
func TestFiguresBelowTheServingTier(t *testing.T) {
	const text = "name: x\nnetwork: {tiers: [a, b, c], tree: {S: {B: {P: {population: 200, households: 40}, Q: {population: 100, households: 20}}}}}\npublic: {served_by: b, hears: {g: {broadcast: {share: 0.1}}}}\n"
	refused(t, text, "no unit of tier b has people")
}

func TestMoreHouseholdsThanPeople(t *testing.T) {
	s := parseGood(t, "name: x\nnetwork: {tiers: [a, b], tree: {A: {B: {population: 10, households: 50}}}}\npublic: {hears: {g: {broadcast: {share: 0.5}}}}\n")
	if !slices.ContainsFunc(s.Notes, func(n model.Note) bool { return n.Kind == "homes-cut" && n.Args[0] == int64(40) }) {
		t.Errorf("notes %v", s.Notes)
	}
}

func TestPlanThatDropsItsOwnChange(t *testing.T) {
	refused(t, "name: x\nnetwork: {tiers: [a, b], fan_out: [1, 2]}\nplans: {p: {set: {relays.a.passes_on: 0.5, relays.a: {people: 2}}}}\n", "replaces the change of relays.a.passes_on")
}
