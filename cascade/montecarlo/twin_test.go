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
	"harkara/model"
)

// naive is the twin of the tally: it keeps every trial, and works everything
// out from all of them in the plainest way.
type naive struct {
	p      cascade.Problem
	trials [][]model.Tick // arrivals of each trial
}

func replay(t *testing.T, p cascade.Problem, trials int) *naive {
	t.Helper()
	e, _, err := engine.New("auto", p)
	if err != nil {
		t.Fatal(err)
	}
	n := &naive{p: p}
	for trial := range uint64(trials) {
		out := cascade.NewOutcome(p.Network.Len())
		e.Play(trial, out)
		n.trials = append(n.trials, out.Arrival)
	}
	return n
}

// counts are how many of some units have it by t, in each trial.
func (n *naive) counts(units []model.Unit, t model.Tick) []float64 {
	var out []float64
	for _, arrival := range n.trials {
		k := 0.0
		for _, u := range units {
			if arrival[u] <= t {
				k++
			}
		}
		out = append(out, k)
	}
	return out
}

// timesTo are, for each trial that gets there, when a share of some units has
// it, in seconds, ascending.
func (n *naive) timesTo(units []model.Unit, share float64) []float64 {
	var out []float64
	need := int(math.Ceil(share*float64(len(units)) - 1e-9))
	for _, arrival := range n.trials {
		var times []model.Tick
		for _, u := range units {
			if arrival[u] < model.Never {
				times = append(times, arrival[u])
			}
		}
		slices.Sort(times)
		if len(times) >= need && need > 0 {
			out = append(out, times[need-1].Seconds())
		}
	}
	slices.Sort(out)
	return out
}

// delays are all arrivals of some units, in seconds, ascending.
func (n *naive) delays(units []model.Unit) []float64 {
	var out []float64
	for _, arrival := range n.trials {
		for _, u := range units {
			if arrival[u] < model.Never {
				out = append(out, arrival[u].Seconds())
			}
		}
	}
	slices.Sort(out)
	return out
}

// ranked is the smallest of sorted numbers that a share p of n does not exceed.
func ranked(sorted []float64, p float64, n int) float64 {
	k := int(math.Ceil(p * float64(n)))
	if k > len(sorted) {
		return math.Inf(1)
	}
	return sorted[max(k, 1)-1]
}

// check holds one line of a result to the twin. Counts are exact where a line
// has fewer than 2,048 units, and else told to a part in 1,024; so are times,
// and the delays of all units to a part in 256.
func (n *naive) check(t *testing.T, x cascade.Tier, units []model.Unit) {
	t.Helper()
	within := func(what string, got, want, part float64) {
		t.Helper()
		if math.Abs(got-want) > part*math.Abs(want)+1e-9 || math.IsNaN(got) != math.IsNaN(want) || math.IsInf(got, 1) != math.IsInf(want, 1) {
			t.Errorf("%s, %s: %v, want %v", x.Name, what, got, want)
		}
	}
	if x.Units != int64(len(units)) {
		t.Errorf("%s has %d units, want %d", x.Name, x.Units, len(units))
	}
	total := float64(len(units))
	for j, at := range n.p.Question.At {
		k, r := n.counts(units, at), x.Reach[j]
		mean, sd := stat.MeanStdDev(k, nil)
		slices.Sort(k)
		within("mean", r.Mean.Value, mean/total, 1e-12)
		within("sd", r.SD, sd/total, 1e-6)
		part := 0.0
		if total >= 2048 {
			part = 1.0 / 1024
		}
		within("p05", r.P05, ranked(k, 0.05, len(k))/total, part)
		within("p95", r.P95, ranked(k, 0.95, len(k))/total, part)
		if r.At != at || r.Mean.Low > r.Mean.Value || r.Mean.High < r.Mean.Value {
			t.Errorf("%s: reach %+v at %v", x.Name, r, at)
		}
	}
	for _, y := range x.TimeTo {
		times := n.timesTo(units, y.Share)
		within("met", y.Met, float64(len(times))/float64(len(n.trials)), 1e-12)
		within(fmt.Sprint("time to ", y.Share), y.Median.Value, ranked(times, 0.5, len(n.trials)), 1.0/1024)
	}
	all := n.delays(units)
	if len(all) == 0 {
		within("delays of nobody", x.Delay.Mean.Value, math.NaN(), 0)
		return
	}
	within("mean delay", x.Delay.Mean.Value, stat.Mean(all, nil), 1e-9)
	within("median delay", x.Delay.Median.Value, ranked(all, 0.5, len(all)), 1.0/256)
	within("p90 of delays", x.Delay.P90.Value, ranked(all, 0.9, len(all)), 1.0/256)
}

// below are the units of a tier that lie below a unit, or are it.
func (n *naive) below(top model.Unit, tier int) []model.Unit {
	var out []model.Unit
	in := n.p.Network.InTier(tier)
	for u := in.Lo; u < in.Hi; u++ {
		up := u
		for up != model.NoUnit && up != top {
			up = n.p.Network.Parent(up)
		}
		if top == model.NoUnit || up == top {
			out = append(out, u)
		}
	}
	return out
}

// checkAll holds a whole result to the twin: tiers, goals and groups.
func (n *naive) checkAll(t *testing.T, r *cascade.Result) {
	t.Helper()
	tiers := n.p.Network.Tiers()
	for i := range tiers {
		n.check(t, r.Tiers[i], n.below(model.NoUnit, i))
	}
	for _, g := range r.Goals {
		tier := n.p.Network.TierIndex(g.Tier)
		if tier < 0 {
			continue
		}
		units, met := n.below(model.NoUnit, tier), 0.0
		for _, k := range n.counts(units, g.By) {
			if k >= math.Ceil(g.Share*float64(len(units))-1e-9) {
				met++
			}
		}
		if got, want := g.Probability.Value, met/float64(len(n.trials)); math.Abs(got-want) > 1e-12 || g.Met != (want >= g.Chance) {
			t.Errorf("goal %+v has chance %v (met: %v), want %v", g.Goal, got, g.Met, want)
		}
	}
	for _, g := range r.Groups {
		n.check(t, g.Self, []model.Unit{g.Unit})
		for _, x := range g.Tiers {
			if tier := n.p.Network.TierIndex(x.Name); tier >= 0 {
				n.check(t, x, n.below(g.Unit, tier))
			}
		}
	}
}

// What is counted is what the outcomes say.
func TestTallyIsNaive(t *testing.T) {
	problems := effort.Of[uint64](6, 20, 30)
	for seed := range problems {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			p := peopled(t, seed)
			const trials = 41
			replay(t, p, trials).checkAll(t, solve(t, Solver{Trials: trials, Workers: 2}, p))
		})
	}
}

// Tiers of more units than are sorted are counted the same: just as many as are
// sorted, one more, and several times as many.
func TestManyUnitsAreNaive(t *testing.T) {
	for _, units := range []int{fewUnits, fewUnits + 1, 5000} {
		for _, p := range []float64{0.3, 0.93, 1} {
			t.Run(fmt.Sprint(units, " ", p), func(t *testing.T) {
				t.Parallel()
				problem := coins(t, units, p, 7200)
				q := &problem.Question
				q.At = []model.Tick{0, model.Hour, 3 * model.Hour, q.Horizon}
				for _, share := range []float64{0.25, 0.5, 0.93, 1} {
					q.Goals = append(q.Goals, model.Goal{Tier: "coin", Share: share, By: 2 * model.Hour, Chance: 0.3})
				}
				const trials = 30
				replay(t, problem, trials).checkAll(t, solve(t, Solver{Trials: trials, Workers: 2}, problem))
			})
		}
	}
}

// So many lines that their histograms are kept small count the same shares, also
// of tiers of many units.
func TestManyLinesOfManyUnits(t *testing.T) {
	whole := coins(t, fewUnits+1, 0.9, 7200)
	p := whole
	p.Question.By = []int{1}
	r, one := solve(t, Solver{Trials: 10}, p), solve(t, Solver{Trials: 10}, whole)
	if len(r.Groups) != fewUnits+1 {
		t.Fatalf("%d groups", len(r.Groups))
	}
	if got, want := r.Tiers[1].Reach, one.Tiers[1].Reach; got[0].Mean != want[0].Mean {
		t.Errorf("with a line for each unit %v, without %v", got[0].Mean, want[0].Mean)
	}
}

// Where the whole message moves in whole hours, many units share one arrival:
// ranks among equals are exact.
func TestTiesAreNaive(t *testing.T) {
	p := coins(t, 3000, 0.97, 0)
	n := replay(t, p, 20)
	r := solve(t, Solver{Trials: 20}, p)
	n.checkAll(t, r)
	if x := r.Tiers[1].TimeTo[1]; x.Median.Value != 0 || x.Met != 1 {
		t.Errorf("nine in ten have it at %v in %v of the trials", x.Median.Value, x.Met)
	}
}
