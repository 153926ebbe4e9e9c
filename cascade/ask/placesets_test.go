package ask

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade/cascadetest/effort"
	"harkara/model/scenario"
)

// besides is a scenario whose villages tell some others, so that sets are played as a
// whole; with a place for what villages do, the price of training and more actions.
const besides = `name: besides
network: {tiers: [state, block, village], fan_out: {state: 1, block: 5, village: 2}, links: [{among: village}, {from: 1/1/1, to: 1/2/1}, {from: 1/2/2, to: 1/3/1}, {from: 1/4/1, to: 1/3/2}, {from: 1/5/1, to: 1/1/2}]}
channels: {phone: {delivers: 0.6}}
relays:
  block: {passes_on: 0.4, notices: {exponential: {mean: 2h}}, units: {state 1 2: {passes_on: 0.1}, state 1 4: {passes_on: 0.7}}}
  village: {passes_on: 0.8%s}
public: {population: 1000, hears: {lanes: {talk: {rate: 2/d}}, all: {broadcast: {share: 0.6, over: phone}}}}
actions:
  trained: {for: block, cost: 2, set: {passes_on: 0.9}}
  more: {for: block, cost: 1, people: +1, at_most: 2}
%squestions: {horizon: 24h, at: [9h]}
trials: %d
`

// searchOf is a search for the best set of a scenario, and what it found.
func searchOf(t *testing.T, text string, budget int64) (*placer, *search, []int) {
	t.Helper()
	s, err := scenario.Parse("x.yaml", []byte(text), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := placeMeasure(s, Place{})
	if err != nil {
		t.Fatal(err)
	}
	p := &placer{scenario: s, budget: budget, measure: m, levels: levelsOf(s)}
	if err := p.openBaselines(); err != nil {
		t.Fatal(err)
	}
	one := newSearch(p, p.baselines[0], 40)
	choice, err := one.run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p, one, choice
}

// Where returns fall, in no set of plays any use of the budget reaches more than the
// bound, and what is found is hardly less than the best.
func TestPlaceOfSetsIsBruteForce(t *testing.T) {
	effort.NotShort(t, "plays every set")
	_, s, choice := searchOf(t, fmt.Sprintf(besides, "", "", 40), 5)
	if s.triedAll || !s.diminishing {
		t.Fatalf("all %v, falls %v", s.triedAll, s.diminishing)
	}
	found := s.mean(choice)
	tops := s.upperBounds(t.Context())
	all := everySet(s)
	if err := s.playAll(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	best := s.mean(s.top(all))
	if found < 0.99*best || found > best {
		t.Errorf("found %v of %v", found, best)
	}
	gap := 0.0
	for k, top := range tops {
		within := math.Inf(-1)
		for _, x := range all {
			within = max(within, stat.Mean(s.values[key(x)][4*k:4*k+4], nil))
		}
		if gap += (top - within) / s.base.total / placeSets; top < within-1e-9 {
			t.Errorf("in plays %d: at most %v, and a set reaches %v", k, top, within)
		}
	}
	t.Logf("%d sets; bounds are %.3f of all above the best on average", len(all), gap)
	if gap > 0.1 {
		t.Errorf("bounds are %v of all above the best on average", gap)
	}
}

// everySet is every set that a search's money is enough for.
func everySet(s *search) [][]int {
	out := [][]int{make([]int, len(s.base.menu.Parent))}
	for u, l := range s.base.menu.Level {
		for _, x := range out[:len(out):len(out)] {
			for c := 1; l >= 0 && c < len(s.base.menu.Costs[l]); c++ {
				more := append([]int(nil), x...)
				if more[u] = c; s.base.menu.Cost(more) <= s.money {
					out = append(out, more)
				}
			}
		}
	}
	return out
}

// Returns fall by what can be done where: not with new links, nor where what is done
// makes anything worse, nor where a way leads through two units, nor where more than the
// first copy counts.
func TestPlaceReturnsFall(t *testing.T) {
	for name, c := range map[string]struct {
		village, more string
		change        func(string) string
		falls         bool
	}{
		"blocks":      {falls: true},
		"sooner":      {more: "  sooner: {for: block, cost: 1, set: {notices: {exponential: {mean: 1h}}}}\n", falls: true},
		"later":       {more: "  later: {for: block, cost: 1, set: {notices: {exponential: {mean: 3h}}}}\n"},
		"less":        {more: "  less: {for: block, cost: 1, set: {passes_on: 0.5}}\n"},
		"in a row":    {more: "  village: {for: village, cost: 1, people: +1}\n"},
		"new links":   {more: "  links: {for: block, cost: 1, link: {among: block}}\n"},
		"passed over": {village: ", bypassed_after: 1h"},
		"majority":    {village: ", believes: majority"},
		"split": {change: func(s string) string {
			return strings.Replace(s, "block: {passes_on", "block: {split: true, passes_on", 1)
		}},
		"who has": {change: func(s string) string {
			return strings.Replace(s, "delivers: 0.6", "delivers: 0.6, calls: {each: 5m, skips: has}", 1)
		}},
		"calls": {change: func(s string) string {
			return strings.Replace(s, "delivers: 0.6", "delivers: 0.6, calls: {each: 5m}", 1)
		}, falls: true},
		"stop telling": {change: func(s string) string { return strings.Replace(s, "rate: 2/d", "rate: 2/d, stops: 0.5", 1) }},
	} {
		text := fmt.Sprintf(besides, c.village, c.more, 10)
		if c.change != nil {
			text = c.change(text)
		}
		s, err := scenario.Parse("x.yaml", []byte(text), nil, scenario.Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		m, err := placeMeasure(s, Place{})
		if err != nil {
			t.Fatal(name, err)
		}
		p := &placer{scenario: s, budget: 5, measure: m, levels: levelsOf(s)}
		if err := p.openBaselines(); err != nil {
			t.Fatal(name, err)
		}
		if got := newSearch(p, p.baselines[0], 10).diminishingReturns(); got != c.falls || !p.dependsBeside() {
			t.Errorf("%s: returns fall: %v, by whole sets: %v", name, got, p.dependsBeside())
		}
	}
}

// What is told of sets: a curve that does not fall, the next best, what is done adds, and
// a bound only where one is known.
func TestPlaceOfSetsIsTold(t *testing.T) {
	for more, bound := range map[string]bool{"": true, "  links: {for: village, cost: 1, link: {among: village}}\n": false} {
		a := placed(t, fmt.Sprintf(besides, "", more, 60), 3, Options{})
		if a.Method != "sets" || math.IsNaN(a.Bound) == bound || bound && a.Bound < a.Reach.Value {
			t.Errorf("%q: %s, bound %v of %v", more, a.Method, a.Bound, a.Reach)
		}
		if a.Next == nil || len(a.Next.Changes) == 0 || math.IsNaN(a.Next.Reach) || len(a.Curve) != 4 || len(a.Rows) == 0 {
			t.Fatalf("%q: %+v", more, a)
		}
		if a.Curve[0].Value != a.Nothing || a.Curve[3].Value > a.Reach.Value {
			t.Errorf("%q: from %v to %v: %+v", more, a.Nothing, a.Reach, a.Curve)
		}
		for k, c := range a.Curve[1:] {
			if c.Value < a.Curve[k].Value {
				t.Errorf("%q: %+v falls", more, a.Curve)
			}
		}
		sum := int64(0)
		for _, r := range a.Rows {
			if sum += r.Cost; math.IsNaN(r.Adds) {
				t.Errorf("%q: it is not told what %+v adds", more, r)
			}
		}
		if sum > 3 {
			t.Errorf("%q: %d is spent", more, sum)
		}
	}
}

// Of random small menus that are not trees, a search finds nearly always the best of all
// sets, in the plays by which it compares them.
func TestPlaceSearches(t *testing.T) {
	effort.NotShort(t, "plays every set of some menus")
	menus := effort.Of[uint64](0, 4, 6)
	sum := 0.0
	for seed := range menus {
		g := rand.New(rand.NewPCG(seed, 4))
		text := strings.NewReplacer("0.4", fmt.Sprint(float64(g.IntN(8))/10), "0.1}", fmt.Sprint(float64(g.IntN(10))/10, "}"), "cost: 2", fmt.Sprint("cost: ", g.IntN(4))).
			Replace(fmt.Sprintf(besides, "", fmt.Sprintf("  village: {for: village, cost: %d, set: {passes_on: 1}}\n", 1+g.IntN(2)), 40))
		_, s, choice := searchOf(t, text, int64(2+g.IntN(2)))
		found := s.mean(choice)
		all := everySet(s)
		if len(all) > 4000 {
			t.Logf("seed %d: %d sets are too many to try", seed, len(all))
			sum += 1 / float64(menus)
			continue
		}
		if err := s.playAll(t.Context(), all); err != nil {
			t.Fatal(err)
		}
		best := s.mean(s.top(all))
		if sum += found / best / float64(menus); found < 0.97*best {
			t.Errorf("seed %d: found %v of %v\n%s", seed, found, best, text)
		}
	}
	if sum < 0.995 {
		t.Errorf("%v of the best is found on average", sum)
	}
}
