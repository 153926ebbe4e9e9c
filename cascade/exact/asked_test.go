package exact

import (
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
	"harkara/model/scenario"
)

// Groups that are asked about together, without bounds, are told what each is told alone:
// where homes are told in part, by one round, by several, over broadcasts, at a certain
// start.
func TestAskedTogether(t *testing.T) {
	const network = `
name: together
network:
  tiers: [top, mid]
  tree: {Top: {A: {population: 900, households: 200}, B: {population: 50, households: 30}, C: {population: 61, households: 20}, D: {population: 5000, households: 900}}}
channels: {wire: {delivers: 0.9, delay: {exponential: {mean: 1h}}}, sure: {delivers: 1, delay: 2h}}
relays: {top: {passes_on: 0.9, over: wire}, mid: {people: 2, passes_on: 0.7, notices: {lognormal: {median: 1h, p90: 5h}}}}
questions: {horizon: 20h, at: [5h, 20h]}
public:
  served_by: mid
  hears:
`
	for name, hears := range map[string]string{
		"part":       "    doors: {visits: {workers: 1, each: 9/h, answers: 0.4, again: 2, within: 0.6}}\n    page: {broadcast: {over: wire, from: top, per: household, share: 0.2, within: 0.5}}\n",
		"round":      "    doors: {visits: {workers: 1, each: 9/h}}\n    air: {broadcast: {over: wire, share: 0.3}}\n",
		"rounds":     "    doors: {visits: {workers: 1, each: 9/h, answers: 0.4, again: 1}}\n    more: {visits: {workers: 2, each: 3/h}}\n",
		"broadcasts": "    air: {broadcast: {over: wire, share: 0.3}}\n    top: {broadcast: {over: sure, share: 0.2, from: top}}\n",
	} {
		s, err := scenario.Parse("t.yaml", []byte(network+hears), nil, scenario.Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		r, a, err := sorted(cascade.Problem{Network: s.Network, Messages: s.Messages[:1], Question: s.Question, Seed: s.Seed})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		c := newComputer(r, s.Question.Horizon, 200, firstParts, false)
		q := newAsked(a, []*computer{c})
		for _, at := range []model.Tick{0, model.Hour, 7*model.Hour + 1, s.Question.Horizon} {
			all, each := q.at(at), &query{audience: a, c: c, t: at, z: map[int32]*lattice.Function{}}
			for g := range a.groups {
				one := each.ask(&a.groups[g])
				for k, want := range [3]float64{one.person.Value, one.small.Value, one.large.Value} {
					if got := all[g][k]; math.Abs(got-want) > 1e-10 { // middles of cells are two ticks there
						t.Errorf("%s: group %d of %d at %d: %v of %d, want %v", name, g, len(a.groups), at, got, k, want)
					}
				}
			}
		}
	}
}

// The share of homes that so many visits have not come to, also of one home and of none.
func TestShareOfVisits(t *testing.T) {
	for _, x := range []struct {
		visits float64
		homes  int64
		want   float64
	}{{0, 1, 1}, {0.5, 1, 0.5}, {1, 1, 0}, {1, 2, 0.5}, {1, 4, 0.75}, {5, 4, 0}, {0, 0, 1}, {100_000, 1_000_000, 0.9}} {
		if got := shareOf(1-x.visits/countless, x.homes); math.Abs(got-x.want) > 1e-3 {
			t.Errorf("%v visits to %d homes leave %v, want %v", x.visits, x.homes, got, x.want)
		}
	}
}
