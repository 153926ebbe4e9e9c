package montecarlo

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/engine"
	"harkara/cascade/public"
	"harkara/model"
	"harkara/model/scenario"
)

// People and households are counted as the public of each trial says.
func TestPeopleAreNaive(t *testing.T) {
	for seed := range effort.Of[uint64](5, 12, 12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			p := peopled(t, seed)
			const trials = 30
			r := solve(t, Solver{Trials: trials, Workers: 2}, p)
			checkPeople(t, p, r, trials)
		})
	}
}

// crowdOf is what the public of each trial says of all people, and of all
// households.
type crowdOf struct {
	totals          [2]int64
	expected, drawn [][2][]float64 // at each column
	met             []float64      // trials that meet each goal
}

// askAll plays the trials and asks the public at every column and goal.
func askAll(t *testing.T, p cascade.Problem, trials int) *crowdOf {
	t.Helper()
	columns := slices.Clone(p.Question.At)
	for _, g := range p.Question.Goals {
		columns = append(columns, g.By)
	}
	slices.Sort(columns) // talk is followed at these, as the solver follows it
	crowd, err := public.New(p, slices.Compact(columns), public.Auto)
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := engine.New("auto", p)
	if err != nil {
		t.Fatal(err)
	}
	work, cell := crowd.Fork(), crowd.NewCell(crowd.All(), 0)
	out, q := cascade.NewOutcome(p.Network.Len()), &p.Question
	c := &crowdOf{
		totals: [2]int64{cell.People, cell.Homes}, met: make([]float64, len(q.Goals)),
		expected: make([][2][]float64, len(q.At)), drawn: make([][2][]float64, len(q.At)),
	}
	for trial := range uint64(trials) {
		e.Play(trial, out)
		work.Play(trial, out)
		work.Begin(cell)
		for j, at := range q.At {
			people, homes := work.Ask(cell, at)
			for k, n := range []public.Count{people, homes} {
				c.expected[j][k] = append(c.expected[j][k], n.Expected)
				c.drawn[j][k] = append(c.drawn[j][k], float64(n.Drawn))
			}
		}
		for i, g := range q.Goals {
			people, homes := work.Ask(cell, g.By)
			if g.Tier == model.PublicTier && float64(people.Drawn) >= g.Share*float64(cell.People)-1e-9 ||
				g.Tier == model.HouseholdTier && float64(homes.Drawn) >= g.Share*float64(cell.Homes)-1e-9 {
				c.met[i]++
			}
		}
	}
	return c
}

func checkPeople(t *testing.T, p cascade.Problem, r *cascade.Result, trials int) {
	t.Helper()
	c := askAll(t, p, trials)
	tiers := len(p.Network.Tiers())
	for k, total := range c.totals {
		x := r.Tiers[tiers+k]
		if x.Units != total {
			t.Errorf("%s: %d, want %d", x.Name, x.Units, total)
		}
		for j := range p.Question.At {
			mean := stat.Mean(c.expected[j][k], nil) / float64(total)
			sd := stat.StdDev(c.drawn[j][k], nil) / float64(total)
			if got := x.Reach[j]; math.Abs(got.Mean.Value-mean) > 1e-9 || math.Abs(got.SD-sd) > 1e-9 {
				t.Errorf("%s at %v: mean %v and sd %v, want %v and %v", x.Name, got.At, got.Mean.Value, got.SD, mean, sd)
			}
		}
	}
	for i, g := range r.Goals {
		if people := g.Tier == model.PublicTier || g.Tier == model.HouseholdTier; people && math.Abs(g.Probability.Value-c.met[i]/float64(trials)) > 1e-12 {
			t.Errorf("goal %+v has chance %v, want %v", g.Goal, g.Probability.Value, c.met[i]/float64(trials))
		}
	}
}

// Where everybody lives alone, households are people: mean, spread and quantiles of
// both are the same, with talk, broadcasts and visits.
func TestPeopleWhoLiveAlone(t *testing.T) {
	const alone = `name: alone
network: {tiers: [a, b], fan_out: {a: 1, b: 3}}
channels: {c: {delivers: 0.9, delay: {exponential: {mean: 1h}}}}
relays: {a: {over: [c]}}
public:
  served_by: b
  population: %d
  household: 1
  hears:
    lanes: {talk: {rate: 0.05/h}}
    radio: {broadcast: {share: 0.02, over: c}}
    doors: {visits: {workers: 1, each: 2/h}}
questions: {horizon: 72h, at: [12h, 48h, 72h]}
`
	for _, population := range []int{30, 900, 20_000, 400_000} {
		s, err := scenario.Parse("alone.yaml", fmt.Appendf(nil, alone, population), nil, scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := cascade.Problem{Network: s.Network, Messages: s.Messages, Question: s.Question, Seed: 3}
		r, err := Solver{Trials: 40}.Solve(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		people, homes := r.Tiers[2], r.Tiers[3]
		for j, x := range people.Reach {
			y := homes.Reach[j]
			if math.Abs(x.Mean.Value-y.Mean.Value) > 1e-9 || math.Abs(x.SD-y.SD) > 1e-6*x.SD || x.P95 != y.P95 || x.SD == 0 {
				t.Errorf("%d people alone, column %d: people %v ± %v, homes %v ± %v", population, j, x.Mean.Value, x.SD, y.Mean.Value, y.SD)
			}
		}
	}
}

// Where people talk for long enough, the last of them is told too.
func TestTheLastIsTold(t *testing.T) {
	const lanes = `name: lanes
network: {tiers: [a], fan_out: {a: 1}}
public: {served_by: a, population: %d, hears: {lanes: {talk: {rate: 2/h}}, first: {%s}}}
questions: {horizon: 30d, at: [30d]}
`
	all := []struct {
		people int
		first  string
	}{
		{2, "tell: {people: 1}"}, {3, "tell: {people: 1}"}, {60, "tell: {people: 1}"}, {700, "broadcast: {share: 0.1}"},
		{300_000, "tell: {people: 1}"}, {5_000, "broadcast: {share: 0.01}"}, {300_000, "broadcast: {share: 0.01}"},
	}
	for _, c := range all[:effort.Of(4, len(all), len(all))] {
		s, err := scenario.Parse("lanes.yaml", fmt.Appendf(nil, lanes, c.people, c.first), nil, scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := cascade.Problem{Network: s.Network, Messages: s.Messages, Question: s.Question, Seed: 5}
		r, err := Solver{Trials: effort.Of(20, 8, 20)}.Solve(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		if x := r.Tiers[1].Reach[0]; x.Mean.Value < 1-1e-9 {
			t.Errorf("%d people, first %s, talk for a month: %v know", c.people, c.first, x.Mean.Value)
		}
	}
}

// People hear from the office above them, not from another of its tier: where the one
// above a village of four passes nothing on, and the one above the others does, three in
// four hear, whether they tell each other or not, and whether villages are few or many.
func TestPeopleHearFromTheOfficeAbove(t *testing.T) {
	const text = `name: two
network: {tiers: [head, office, village], tree: {H: {A: {children: %d}, B: {children: %d}}}}
channels: {wire: {}}
relays: {office: {units: {A: {passes_on: 0}}}}
public: {served_by: village, population: 500, household: 1, hears: {siren: {broadcast: {from: office, over: wire, share: 1}}%s}}
questions: {horizon: 2d, at: [2d]}
`
	for talk, villages := range map[string]int{"": 1, ", lanes: {talk: {rate: 2/h}}": 1, ", lanes: {talk: {rate: 3/h}}": 400} {
		s, err := scenario.Parse("two.yaml", fmt.Appendf(nil, text, villages, 3*villages, talk), nil, scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := Solver{Trials: 2}.Solve(t.Context(), cascade.Problem{Network: s.Network, Messages: s.Messages, Question: s.Question, Seed: 5})
		if err != nil {
			t.Fatal(err)
		}
		if x := r.Tiers[3].Reach[0].Mean.Value; math.Abs(x-0.75) > 1e-9 {
			t.Errorf("talk %q: %v hear, want .75", talk, x)
		}
	}
}
