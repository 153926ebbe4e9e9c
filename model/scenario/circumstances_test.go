package scenario

import (
	"math"
	"slices"
	"strings"
	"testing"

	"harkara/model"
)

const withCircumstances = `name: x
network: {tiers: [top, end], fan_out: {top: 1, end: 3}}
channels: {wire: {delivers: 0.9}}
relays: {top: {passes_on: 0.8, people: 2}}
outages: [{tier: end, chance: 0.1}]
public: {population: 10, household: 5, hears: {radio: {broadcast: {from: top, share: 0.5}}}}
circumstances:
  holiday: {chance: 0.2, set: {relays.top.passes_on: 0.3, public.hears.radio.broadcast.share: 0.7}}
  storm: {chance: 0.5, set: {channels.wire.delivers: 0.4, outages.0.chance: 0.6}}
plans:
  trained: {set: {relays.top.passes_on: 0.95}}
  rarer: {set: {circumstances.holiday.chance: 0.1, circumstances.holiday.set.relays.top.passes_on: 0.5}}
  longer: {set: {circumstances.storm.set.relays.top.people: 1}}
`

// what is what a variant's network does: passes on, people, delivers, outages, share.
func what(n *model.Network) [5]float64 {
	r := n.Relay(0)
	return [5]float64{r.PassesOn, float64(r.People), n.Channels()[0].Delivers, n.Outages()[0].Chance, n.Public().Hears[0].Share}
}

// Each combination of circumstances has its chance and its network: the plan's
// changes come first, then those of circumstances that hold.
func TestCircumstances(t *testing.T) {
	for _, c := range []struct {
		o       Options
		chances []float64
		want    [][5]float64
	}{
		{Options{}, []float64{0.4, 0.1, 0.4, 0.1}, [][5]float64{{0.8, 2, 0.9, 0.1, 0.5}, {0.3, 2, 0.9, 0.1, 0.7}, {0.8, 2, 0.4, 0.6, 0.5}, {0.3, 2, 0.4, 0.6, 0.7}}},
		{Options{Plan: "trained"}, []float64{0.4, 0.1, 0.4, 0.1}, [][5]float64{{0.95, 2, 0.9, 0.1, 0.5}, {0.3, 2, 0.9, 0.1, 0.7}, {0.95, 2, 0.4, 0.6, 0.5}, {0.3, 2, 0.4, 0.6, 0.7}}},
		{Options{Plan: "rarer"}, []float64{0.45, 0.05, 0.45, 0.05}, [][5]float64{{0.8, 2, 0.9, 0.1, 0.5}, {0.5, 2, 0.9, 0.1, 0.7}, {0.8, 2, 0.4, 0.6, 0.5}, {0.5, 2, 0.4, 0.6, 0.7}}},
		{Options{Plan: "longer", Given: []string{"storm"}}, []float64{0.8, 0.2}, [][5]float64{{0.8, 1, 0.4, 0.6, 0.5}, {0.3, 1, 0.4, 0.6, 0.7}}},
		{Options{Given: []string{"holiday"}}, []float64{0.5, 0.5}, [][5]float64{{0.3, 2, 0.9, 0.1, 0.7}, {0.3, 2, 0.4, 0.6, 0.7}}},
		{Options{Given: []string{"no-holiday", "no-storm"}}, []float64{1}, [][5]float64{{0.8, 2, 0.9, 0.1, 0.5}}},
		{Options{Set: []string{"circumstances.storm.chance=0"}}, []float64{0.8, 0.2}, [][5]float64{{0.8, 2, 0.9, 0.1, 0.5}, {0.3, 2, 0.9, 0.1, 0.7}}},
	} {
		s, err := Parse("x.yaml", []byte(withCircumstances), nil, c.o)
		if err != nil {
			t.Fatalf("%+v: %v", c.o, err)
		}
		var chances []float64
		for i, v := range s.Circumstances.Variants {
			chances = append(chances, v.Chance)
			if i < len(c.want) && what(v.Network) != c.want[i] {
				t.Errorf("%+v, variant %d: %v, want %v", c.o, i, what(v.Network), c.want[i])
			}
		}
		near := func(a, b float64) bool { return math.Abs(a-b) < 1e-15 }
		if !slices.EqualFunc(chances, c.chances, near) || s.Network != s.Circumstances.Variants[0].Network {
			t.Errorf("%+v: chances %v, want %v", c.o, chances, c.chances)
		}
		overruled := slices.ContainsFunc(s.Notes, func(n model.Note) bool { return n.Kind == "circumstance-last" })
		if overruled != (c.o.Plan == "trained") {
			t.Errorf("%+v: notes %v", c.o, s.Notes)
		}
	}
}

func TestGivenWhatIsNot(t *testing.T) {
	for given, want := range map[string]string{
		"holidya":       `--given holidya: no circumstance is called so: did you mean "holiday"?`,
		"holiday,storm": "no circumstance is called so",
	} {
		if _, err := Parse("x.yaml", []byte(withCircumstances), nil, Options{Given: []string{given}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("given %s: %v", given, err)
		}
	}
	for _, c := range []struct{ given, set, want string }{
		{"holiday", "circumstances.holiday.chance=0", "no play is such"},
		{"no-holiday", "circumstances.holiday.chance=1", "no play is such"},
		{"holiday", "trials=3", "said twice"},
	} {
		given := []string{c.given}
		if c.want == "said twice" {
			given = []string{"holiday", "no-holiday"}
		}
		if _, err := Parse("x.yaml", []byte(withCircumstances), nil, Options{Given: given, Set: []string{c.set}}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("given %v with %s: %v", given, c.set, err)
		}
	}
	if _, err := Parse("x.yaml", []byte("name: x\nnetwork: {tiers: [a], fan_out: [1]}\n"), nil, Options{Given: []string{"rain"}}); err == nil || !strings.Contains(err.Error(), "has no circumstances") {
		t.Error(err)
	}
}
