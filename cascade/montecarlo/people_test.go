package montecarlo

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/public"
	"harkara/model"
)

// People and households are counted as the public of each trial says.
func TestPeopleAreNaive(t *testing.T) {
	for seed := range uint64(12) {
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
