package ask

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/study"
	"harkara/model/scenario"
)

// reachesAlong is a scenario with a place for what is tried: in channel phone, in
// relays.block, in public.hears, and at the end.
const reachesAlong = `name: along
network: {tiers: [state, block, village], fan_out: {state: 1, block: 4, village: 3}}
hours: {day: {days: all, from: "08:00", to: "20:00"}}
timezone: Asia/Kolkata
start: 2024-11-04 09:00
channels: {phone: {delivers: 0.7, unreachable: 0.1%s}, radio: {}}
relays:
  state: {people: 2, over: [phone]}
  block: {people: 1, passes_on: 0.5, over: [phone]%s}
  village: {passes_on: 0.7}
public:
  population: 300
  hears: {lanes: {talk: {rate: 0.5/d}}, radio: {broadcast: {share: 0.4, over: radio}}%s}
actions:
  trained: {for: block, cost: 1, set: {passes_on: 1}}
  more: {for: block, cost: 1, people: +1}
  village: {for: village, cost: 1, set: {passes_on: 1, notices: 1h}}
%squestions: {horizon: 48h, at: [9h]}
trials: 10
`

// Where answers are put together along paths, each play of a set as a whole is the sum of
// what its units add along theirs; what cannot be put together so goes by whole sets.
func TestPlaceAlongPathsOrBySets(t *testing.T) {
	const serial = ", calls: {each: {exponential: {mean: 30m}}}"
	for name, parts := range map[string][4]string{
		"calls":           {serial, ", split: true"},
		"retry":           {serial + ", retry: {every: 1h, times: 2}", ", hours: day"},
		"alike":           {"", ", alike: 0.5, notices: {exponential: {mean: 1h}}"},
		"has":             {", calls: {each: 20m, skips: has}", ""},
		"bypass":          {"", ", bypassed_after: 1h"},
		"bypass-serial":   {serial, ", bypassed_after: 1h"},
		"outages":         {serial, "", "", "outages: [{tier: block, chance: 0.3, for: 6h}]\n"},
		"circumstances":   {serial, "", "", "circumstances: {rain: {chance: 0.5, set: {channels.phone.delivers: 0.3}}}\n"},
		"copies":          {", garbles: 0.3, variants: 3", ", believes: majority"},
		"origins":         {serial, "", "", "messages: [{name: m, from: [\"1\", \"1/2\"]}]\n"},
		"doors":           {serial, "", ", doors: {visits: {from: block, workers: 1, each: 20/h}}", ""},
		"receipts":        {", calls: {each: 20m, skips: known}", "", "", "answers: {got: {kind: receipt, from: village, to: state}}\nmessages: [{name: m, remind: {unless: got, by: block, steps: [{after: 2h}]}}]\n"},
		"reminded":        {"", "", "", "answers: {got: {kind: receipt, from: village, to: state}}\nmessages: [{name: m, remind: {unless: got, by: state, after: 2h, times: 2}}]\n"},
		"reminded-serial": {serial, "", "", "answers: {got: {kind: receipt, from: village, to: state}}\nmessages: [{name: m, remind: {unless: got, by: state, after: 2h, times: 2}}]\n"},
	} {
		t.Run(name, func(t *testing.T) {
			text := fmt.Sprintf(reachesAlong, parts[0], parts[1], parts[2], parts[3])
			s, err := scenario.Parse("x.yaml", []byte(text), nil, scenario.Options{})
			if err != nil {
				t.Fatal(err)
			}
			m, err := placeMeasure(s, Place{})
			if err != nil {
				t.Fatal(err)
			}
			p := &placer{Options: Options{}, scenario: s, budget: 100, measure: m, levels: levelsOf(s)}
			if err := p.openBaselines(); err != nil {
				t.Fatal(err)
			}
			along(t, p, rand.New(rand.NewPCG(5, 5)), strings.HasSuffix(name, "-serial"))
		})
	}
}

// along compares plays of random sets with sums along paths.
func along(t *testing.T, p *placer, g *rand.Rand, differs bool) {
	t.Helper()
	worst := 0.0
	w := p.baselines[0]
	for range effort.Of(1, 3, 5) {
		choice := make([]int, len(w.menu.Parent))
		for u, l := range w.menu.Level {
			if l >= 0 {
				choice[u] = g.IntN(len(w.menu.Costs[l]))
			}
		}
		whole := make([]float64, 20)
		if err := newSearch(p, w, 20).play(choice, 7, whole); err != nil {
			t.Fatal(err)
		}
		sums, err := study.PlayUnits{Sampling: Options{}.sampling(20), Measure: p.measure, Sets: 1, First: 7, Of: w.menu.Paths(choice)}.Run(t.Context(), w.problems)
		if err != nil {
			t.Fatal(err)
		}
		for k := range whole {
			worst = max(worst, math.Abs(whole[k]-sums.Totals[k])/w.total)
		}
	}
	if worst > 1e-6 != differs || differs && !p.dependsBeside() {
		t.Errorf("a play as a whole and along paths differ by %v of all; goes by whole sets: %v", worst, p.dependsBeside())
	}
}
