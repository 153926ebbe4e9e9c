package scenario

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"harkara/model"
)

// Nobody is lost in silence: people who are given only below the units that
// serve them are there.
func TestFiguresBelowTheServingTier(t *testing.T) {
	const public = "public: {served_by: b, hears: {g: {broadcast: {share: 0.1}}}}\n"
	s := parseGood(t, "name: x\nnetwork: {tiers: [a, b, c], tree: {S: {B: {P: {population: 200, households: 40}, Q: {population: 100, households: 20}}, C: {population: 7}}}}\n"+public)
	if n := s.Network; !slices.Equal(n.People(), []int64{300, 7}) || n.Homes()[0] != 60 || n.Spread().Summed != 300 || n.Spread().HomesDefault != 1 {
		t.Errorf("%v people, %v households, %+v", n.People(), n.Homes(), n.Spread())
	}
	s = parseGood(t, "name: x\nnetwork: {tiers: [a, b, c], tree: {S: {B: {population: 250, P: {population: 200}, Q: {population: 100}}}}}\n"+public)
	if n := s.Network; n.People()[0] != 250 || n.Spread().Over != 50 || len(n.Spread().Most) != 1 || n.Name(n.Spread().Most[0].Unit) != "B" {
		t.Errorf("%v people, %+v", n.People(), n.Spread())
	}
}

// The five units whose figures are exceeded most are kept, largest first.
func TestLargestExcesses(t *testing.T) {
	tree := ""
	for i, over := range []int{3, 9, 1, 9, 5, 2, 8} {
		tree += fmt.Sprintf("U%d: {population: 10, V%d: {population: %d}}, ", i, i, 10+over)
	}
	s := parseGood(t, "name: x\nnetwork: {tiers: [a, b], tree: {"+tree+"}}\npublic: {hears: {g: {broadcast: {share: 0.1}}}}\n")
	got := ""
	for _, e := range s.Network.Spread().Most {
		got += fmt.Sprintf("%s %d ", s.Network.Name(e.Unit), e.People)
	}
	if got != "U1 9 U3 9 U6 8 U4 5 U0 3 " || s.Network.Spread().Over != 37 {
		t.Errorf("%s of %d", got, s.Network.Spread().Over)
	}
}

// An answer about nobody is refused.
func TestGoalsAboutNobody(t *testing.T) {
	const hears = "public: {served_by: c, hears: {g: {broadcast: {share: 0.1}}}}\n"
	for _, c := range [][2]string{
		{"name: x\nnetwork: {tiers: [a, b, c], tree: {A: {B: }}}\nquestions: {goals: [{tier: c, share: 1, by: 1h}]}\n", "t.yaml:3:28: questions.goals.0.tier: there is no unit of tier"},
		{"name: x\nnetwork: {tiers: [a, b, c], tree: {A: {B: }}}\n" + hears + "questions: {goals: [{tier: public, share: 1, by: 1h}]}\n", "no unit serves people"},
		{"name: x\nnetwork: {tiers: [a, b, c], tree: {A: {B: {C: {population: 0}}}}}\n" + hears + "questions: {goals: [{tier: public, share: 1, by: 1h}]}\n", "there is nobody"},
	} {
		refused(t, c[0], c[1])
	}
}

// Units that nobody can tell are noted.
func TestSeveralTops(t *testing.T) {
	const text = "name: x\nnetwork: {tiers: [a, b], tree: {A: {A1: {population: 5}}, B: {B1: {population: 4}, B2: {population: 3}}}%s}\npublic: {hears: {g: {broadcast: {share: 0.1}}}}\n%s"
	has := func(s *Scenario, kind string, first int64) bool {
		return slices.ContainsFunc(s.Notes, func(n model.Note) bool { return n.Kind == kind && n.Args[0] == first })
	}
	if s := parseGood(t, fmt.Sprintf(text, "", "")); !has(s, "tops", 1) || !has(s, "tops-people", 7) {
		t.Errorf("notes %v", s.Notes)
	}
	for _, told := range []string{fmt.Sprintf(text, "", "messages: [{from: [A, B]}]\n"), fmt.Sprintf(text, ", links: [{from: A, to: B}]", "")} {
		if s := parseGood(t, told); has(s, "tops", 1) {
			t.Errorf("notes %v", s.Notes)
		}
	}
}

// Hours are named in any Unicode form.
func TestHoursInAnyForm(t *testing.T) {
	s := parseGood(t, "name: x\ntimezone: UTC\nstart: 2024-10-12 09:00\nnetwork: {tiers: [a, b], fan_out: [1, 2]}\nhours: {\"caf\u00e9\": {from: 9:00, to: 17:00}}\nrelays: {a: {hours: \"cafe\u0301\"}}\n")
	if s.Network.Relay(0).Hours == nil {
		t.Error("the relay has no hours")
	}
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

// What only a plan and a setting together bring about is told with both.
func TestWhatBroughtAProblemAbout(t *testing.T) {
	const text = `name: x
network: {tiers: [a], fan_out: {a: 1}}
questions: {horizon: 5h, at: [1h]}
plans: {later: {set: {questions.at: [3h]}}}
`
	_, err := Parse("x.yaml", []byte(text), nil, Options{Plan: "later", Set: []string{"questions.horizon=2h"}})
	if err == nil || !strings.Contains(err.Error(), "(with plan later, --set questions.horizon=2h)") {
		t.Errorf("%v", err)
	}
}

// A regular tree that leaves out its last tiers says so: they have no units. A tier of
// which it says that it has none is none to speak of.
func TestFanOutThatEndsEarly(t *testing.T) {
	for fanOut, want := range map[string]string{
		"{a: 1, b: 3}": "[network.fan_out b c]", "[1]": "[network.fan_out a b]", "[1, 3, 2]": "", "[1, 3, 0]": "", "{a: 1, b: 3, c: 0}": "",
	} {
		s := parseGood(t, "name: x\nnetwork: {tiers: [a, b, c], fan_out: "+fanOut+"}\n")
		got := ""
		for _, n := range s.Notes {
			if n.Kind == "fan-out-ends" {
				got += fmt.Sprint(n.Args)
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", fanOut, got, want)
		}
	}
}
