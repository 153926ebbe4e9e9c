package exact_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/exact"
	"harkara/model"
	"harkara/model/scenario"
)

// text is the problem of a scenario.
func text(tb testing.TB, yaml string) cascade.Problem {
	tb.Helper()
	s, err := scenario.LoadFS(fstest.MapFS{"x.yaml": {Data: []byte(yaml)}}, "x.yaml", scenario.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return cascade.Problem{Network: s.Network, Messages: s.Messages[:1], Question: s.Question, Seed: s.Seed}
}

// Delays are of the law: which columns are asked changes nothing.
func TestDelaysDoNotDependOnColumns(t *testing.T) {
	effort.NotShort(t, "computes delays of random problems twice")
	t.Parallel()
	solvable(t, effort.Of(0, 2, 12), 0.02, func(seed uint64, p cascade.Problem, r *cascade.Result) {
		h := p.Question.Horizon
		p.Question.At = []model.Tick{h / 7, h/3 + 1, model.Tick(seed*12345) % h, h - 1}
		slices.Sort(p.Question.At)
		again, err := exact.Solver{Precision: 0.02, Most: 1024}.Solve(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		for i, tier := range r.Tiers {
			a, b := tier.Delay, again.Tiers[i].Delay
			if !(a == b || math.IsNaN(a.Mean.Value) && math.IsNaN(b.Mean.Value)) {
				t.Errorf("problem %d, %s: %+v, with other columns %+v", seed, tier.Name, a, b)
			}
		}
	})
}

// Delays that nobody asks for are of nobody, and all else is as where they are asked.
func TestNoDelays(t *testing.T) {
	t.Parallel()
	p := text(t, `
name: x
network: {tiers: [a, b], tree: {A: {B: {population: 1000}, C: {population: 2000}}}}
channels: {now: {}, later: {delivers: 0.7, delay: {exponential: {mean: 1h}}}}
relays: {a: {over: [later]}, b: {notices: {uniform: {min: 1h, max: 2h}}}}
public: {hears: {g: {broadcast: {share: 0.39, over: later}}}}
questions: {horizon: 48h, at: [3h, 48h], goals: [{tier: b, share: 1, by: 4h}]}
`)
	all := solve(t, p, 0)
	p.Question.NoDelays = true
	got := solve(t, p, 0)
	for i := range got.Tiers {
		d := got.Tiers[i].Delay
		if asked := all.Tiers[i].Delay.Mean.Value; math.IsNaN(asked) || !math.IsNaN(d.Mean.Value) || !math.IsNaN(d.Median.Value) || !math.IsNaN(d.P90.Value) {
			t.Errorf("%s: %v where it is asked, %+v where not", got.Tiers[i].Name, asked, d)
		}
		all.Tiers[i].Delay, got.Tiers[i].Delay = cascade.Delay{}, cascade.Delay{}
	}
	if a, b := fmt.Sprintf("%+v", all.Tiers), fmt.Sprintf("%+v", got.Tiers); a != b {
		t.Errorf("with delays\n%s\nwithout\n%s", a, b)
	}
}

// People who hear when an office starts, after exactly 111 minutes, hear then;
// where a channel fails one time in two and is tried again an hour later, a third
// of those who ever hear do so an hour later.
func TestDelayOfPeople(t *testing.T) {
	t.Parallel()
	const one = `
name: x
network: {tiers: [a], tree: {A: {population: 1000, households: 200}}}
channels: {y: {}}
relays: {a: {notices: 111m}}
public: {hears: {g: {broadcast: {share: 0.39, over: y}}}}
questions: {horizon: 48h, at: [3h, 48h]}
`
	for _, tier := range solve(t, text(t, one), 0).Tiers[1:] {
		if d := tier.Delay; math.Abs(d.Mean.Value-6660) > 1e-6 || d.Median.Value != 6660 || d.P90.Value != 6660 {
			t.Errorf("%s hear at 6,660 s, not %+v", tier.Name, d)
		}
	}
	const again = `
name: x
network: {tiers: [a, b], tree: {A: {B: {population: 1000}}}}
channels: {y: {delivers: 0.5, retry: {every: 1h, times: 1}}, z: {}}
relays: {a: {notices: 111m, over: [y]}}
public: {hears: {g: {broadcast: {share: 0.39, over: z}}}}
questions: {horizon: 48h, at: [48h]}
`
	r := solve(t, text(t, again), 0)
	for _, tier := range r.Tiers[1:] {
		if d := tier.Delay; tier.Name != model.HouseholdTier && (math.Abs(d.Mean.Value-7860) > 0.01 || d.Median.Value != 6660 || d.P90.Value != 10260) {
			t.Errorf("%s: mean 7,860, median 6,660, nine in ten 10,260 s, not %+v", tier.Name, d)
		}
	}
}

// A unit that has the message after the horizon never has it.
func TestMessageAfterTheHorizon(t *testing.T) {
	t.Parallel()
	p := regular(t, []model.Tick{model.Hour}, hop{children: 1, passesOn: 1, notices: model.Fixed(0), channels: sure(model.Fixed(0))})
	p.Messages[0].At = 2 * model.Hour
	for _, tier := range solve(t, p, 0).Tiers {
		if x := tier.TimeTo[0]; tier.Reach[0].Mean.Value != 0 || !math.IsInf(x.Median.Value, 1) || x.Met != 0 || !math.IsNaN(tier.Delay.Mean.Value) {
			t.Errorf("%s: %+v %+v %+v", tier.Name, tier.Reach[0], x, tier.Delay)
		}
	}
}

// When people hear is what closed forms say to a part in a million, whatever columns
// are asked: with X an exponential wait of 2 h until an office notices, and Y one of an
// hour on the way. The mean of a visit to the k-th of 200 homes at 20 an hour is k/20 h
// later; of two ways, the first to be heard by counts.
func TestWhenPeopleHear(t *testing.T) {
	t.Parallel()
	const text1 = `
name: x
network: {tiers: [a, b], tree: {A: {B: {population: 1000, households: 200}}}}
channels: {now: {}, later: {delay: {exponential: {mean: 1h}}}, twice: {delivers: 0.5, retry: {every: 1h, times: 1}}}
relays: {a: {notices: NOTICES, over: [now]}, b: {notices: {exponential: {mean: 2h}}}}
public: {served_by: b, hears: {HEARS}}
questions: {horizon: 96h, at: [AT]}
`
	const h = 3600.0
	x := func(t float64) float64 { return 1 - math.Exp(-t/2) }
	sum := func(t float64) float64 { return 1 - 2*math.Exp(-t/2) + math.Exp(-t) }
	// quantile is where a chance is a share of one.
	quantile := func(f func(t float64) float64, share, of float64) float64 {
		lo, hi := 0.0, 96.0
		for range 60 {
			if mid := (lo + hi) / 2; f(mid) >= share*of {
				hi = mid
			} else {
				lo = mid
			}
		}
		return hi * h
	}
	columns := effort.Of([]string{"3h, 20h, 96h"}, []string{"1h", "3h, 20h, 96h"}, []string{"1h", "96h", "3h, 20h, 96h"})
	for name, c := range map[string]struct {
		notices, hears string
		mean           float64
		by             func(t float64) float64 // nil where only the mean is known
		of             float64
	}{
		"at once":       {"0s", "g: {broadcast: {share: 0.39, over: now}}", 2, x, 1},
		"on the way":    {"0s", "g: {broadcast: {share: 0.39, over: later}}", 3, sum, 1},
		"twice":         {"0s", "g: {broadcast: {share: 0.39, over: twice}}", 2 + 1.0/3, func(t float64) float64 { return 0.5*x(t) + 0.25*x(max(t-1, 0)) }, 0.75},
		"two offices":   {"{exponential: {mean: 2h}}", "g: {broadcast: {share: 0.39, over: now}}", 4, func(t float64) float64 { return 1 - math.Exp(-t/2)*(1+t/2) }, 1},
		"visits":        {"0s", "g: {visits: {workers: 1, each: 20/h}}", 2 + 201.0/40, nil, 1},
		"two ways":      {"0s", "g: {broadcast: {share: 0.39, over: now}}, h: {broadcast: {share: 0.5, over: later}}", 2 + 0.61*0.5/(1-0.61*0.5), func(t float64) float64 { return 0.39*x(t) + 0.61*0.5*sum(t) }, 1 - 0.61*0.5},
		"after 111 min": {"111m", "g: {broadcast: {share: 0.39, over: now}}", 2 + 111.0/60, func(t float64) float64 { return x(max(t-111.0/60, 0)) }, 1},
	} {
		for _, at := range columns {
			s := strings.NewReplacer("NOTICES", c.notices, "HEARS", c.hears, "AT", at).Replace(text1)
			for _, tier := range solve(t, text(t, s), 0).Tiers[2:3] {
				near := func(what string, got cascade.Estimate, want float64) {
					if math.Abs(got.Value-want) > 1e-6*want {
						t.Errorf("%s, at %s: %s %v s, want %v", name, at, what, got.Value, want)
					}
				}
				d := tier.Delay
				near("mean", d.Mean, c.mean*h)
				if c.by != nil {
					near("median", d.Median, quantile(c.by, 0.5, c.of))
					near("nine tenths", d.P90, quantile(c.by, 0.9, c.of))
				}
			}
		}
	}
}

// Units without people, and people whom nothing reaches, have no times at which they
// hear, and end: rounding left a curve of hardly anything to be halved down to the tick.
func TestDelaysOfUnitsWithoutPeople(t *testing.T) {
	const yaml = `name: empty
network: {tiers: [state, district, block], tree: {S: {A: {A1: 50, A2: 0}, B: {B1: 100000, B2: 50}}}}
channels: {c: {delay: {exponential: {mean: 1h}}}}
relays:
  district: {notices: {exponential: {mean: 30m}}, passes_on: 0.5}
  block: {notices: {exponential: {mean: 30m}}, units: {A1: {passes_on: %v, people: 2}, A2: {passes_on: 0.95}, B2: {passes_on: 0}}}
public: {hears: {all: {broadcast: {share: %v, over: c}}}}
questions: {horizon: 4h, at: [4h]}
`
	all := []string{"0.5", "1", "1e-9"}
	for _, share := range effort.Of(all[2:], all, all) {
		for _, passes := range []string{"0.9", "1e-12", "0"} {
			r, err := exact.Solver{}.Solve(t.Context(), text(t, fmt.Sprintf(yaml, passes, share)))
			if err != nil {
				t.Fatal(err)
			}
			if d := r.Tiers[3].Delay; !(d.Mean.Value > 0 && d.Mean.Value < 4*3600) {
				t.Errorf("share %s, passes on %s: mean delay %v", share, passes, d.Mean)
			}
		}
	}
}

// One home is visited by the first visit, three minutes after the office starts.
func TestOneHomeIsVisited(t *testing.T) {
	const yaml = `name: one
network: {tiers: [a], tree: {A: {population: 4, households: 1}}}
public: {hears: {doors: {visits: {workers: 1, each: 20/h}}}}
questions: {horizon: 1h, at: [2m, 4m]}
`
	for _, tier := range solve(t, text(t, yaml), 0).Tiers[1:] {
		if tier.Name != model.PublicTier && tier.Name != model.HouseholdTier {
			continue
		}
		if late := tier.Reach[1].Mean.Value; math.Abs(late-1) > 1e-6 {
			t.Errorf("%s: a share of %v has heard after four minutes, want all", tier.Name, late)
		}
	}
}
