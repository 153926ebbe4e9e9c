package ask_test

import (
	"context"
	"io"
	"io/fs"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/ask"
	"harkara/cascade/cascadetest/effort"
	"harkara/model/scenario"
)

// right are small scenarios with values that are known by hand: shares of a line by
// each column, and when half of it has the message, in seconds. Where a share is not
// certain, trials are many enough that the bounds are narrow.
var right = map[string]struct {
	text   string
	line   string
	shares []float64 // by column; nil where only the time is asked
	half   float64   // 0 where it is not asked
	only   string    // the solver that answers; "" both
	trials int
}{
	// A root that fails one time in a hundred keeps .3 × .99.
	"rare outage": {`
network: {tiers: [head, branch], fan_out: {head: 1, branch: 2}}
channels: {radio: {delay: 1h}}
relays: {head: {over: [radio]}}
outages: [{tier: head, chance: 0.01}]
public: {population: 800, household: 4, hears: {news: {broadcast: {share: 0.3, over: radio}}}}
questions: {horizon: 24h, at: [4h]}`, "public", []float64{0.297}, 0, "", 20_000},
	// Two of 200,000 hear it, on average; one time in e² nobody, and nobody talks.
	"talk that may not start": {`
network: {tiers: [town], tree: {T: {population: 200000, households: 50000}}}
channels: {air: {}}
relays: {town: {over: [air]}}
public: {hears: {radio: {broadcast: {share: 0.00001, over: air}}, talk: {talk: {rate: 0.5/h}}}}
questions: {horizon: 96h, at: [30h, 40h, 90h]}`, "public", []float64{0.797, 0.862, 0.863}, 0, "montecarlo", 2000},
	"two times of a mixture": {`
network: {tiers: [office, desk], tree: {O: {D: {}}}}
relays: {office: {notices: {discrete: {values: [1m, 1h], weights: [1, 3]}}}}
questions: {horizon: 2000h, at: [59s, 60s, 1h]}`, "desk", []float64{0, 0.25, 1}, 3600, "", 20_000},
	"a fixed time in open hours": {`
timezone: UTC
start: 2024-12-30 23:59
hours: {day: {days: all, from: "00:00", to: "17:00"}}
network: {tiers: [office, desk], tree: {O: {D: {}}}}
relays: {office: {notices: {fixed: 8h20m}, hours: day}}
questions: {horizon: 365d, at: [365d]}`, "desk", []float64{1}, 30_000, "", 100},
	// Five exponential waits of 5 ms: Erlang's law, 1 − e^−5 Σ 5^i/i! at 25 ms.
	"five hops of 5 ms": {`
network: {tiers: [a, b, c, d, e, f], tree: {A: {B: {C: {D: {E: {F: {}}}}}}}}
relays: {a: {notices: {exponential: {mean: 5ms}}}, b: {notices: {exponential: {mean: 5ms}}}, c: {notices: {exponential: {mean: 5ms}}}, d: {notices: {exponential: {mean: 5ms}}}, e: {notices: {exponential: {mean: 5ms}}}}
questions: {horizon: 10s, at: [25ms, 40ms]}`, "f", []float64{0.559507, 0.900368}, 0, "", 100_000},
	// The 220th call of ten minutes on one line ends after 132,000 s: none is told
	// by another clerk who is not there.
	"one clerk, one line": {`
network: {tiers: [clerk, block, village], fan_out: {clerk: 1, block: 20, village: 10}}
channels: {phone: {calls: {lines: 1, each: 10m, order: listed}}}
relays: {block: {passes_on: 0, bypassed_after: 30m}}
questions: {horizon: 72h, at: [3h, 36h, 72h]}`, "village", []float64{-1, -1, 1}, 0, "montecarlo", 20},
	// Clocks go from 01:00 to 02:00: what is left of the window opens then.
	"London, a window of which half is left": {`
timezone: Europe/London
start: 2024-03-31 00:00
hours: {night: {days: all, from: "01:30", to: "02:30"}}
network: {tiers: [office, desk], tree: {O: {D: {}}}}
relays: {office: {hours: night}}
questions: {horizon: 8d, at: [8d]}`, "desk", []float64{1}, 3600, "", 100},
	"New York, a window that opens in no hour": {`
timezone: America/New_York
start: 2024-03-10 00:00
hours: {late: {days: all, from: "02:30", to: "23:00"}}
network: {tiers: [office, desk], tree: {O: {D: {}}}}
relays: {office: {hours: late}}
questions: {horizon: 8d, at: [8d]}`, "desk", []float64{1}, 7200, "", 100},
	"Havana, a Sunday without a midnight": {`
timezone: America/Havana
start: 2024-03-09 00:00
hours: {sunday: {days: sun, from: "00:00", to: "24:00"}}
network: {tiers: [office, desk], tree: {O: {D: {}}}}
relays: {office: {hours: sunday}}
questions: {horizon: 8d, at: [8d]}`, "desk", []float64{1}, 86_400, "", 100},
}

func parsed(t *testing.T, text string, trials int) *scenario.Scenario {
	t.Helper()
	none := func(string) (io.ReadCloser, error) { return nil, fs.ErrNotExist }
	s, err := scenario.Parse("right.yaml", []byte("name: right\n"+text+"\n"), none, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Trials, s.Seed = trials, 7
	return s
}

// Both solvers say what is known by hand: an exact one to five digits, a sampled one
// within twice its bounds.
func TestRightByHand(t *testing.T) {
	t.Parallel()
	for name, c := range right {
		for _, solver := range []string{"exact", "montecarlo"} {
			if c.only != "" && c.only != solver || solver == "montecarlo" && c.trials > effort.Of(100, 20_000, 100_000) {
				continue
			}
			t.Run(name+", "+solver, func(t *testing.T) {
				t.Parallel()
				results, err := ask.Options{Solver: solver, Workers: 1}.Reach(context.Background(), parsed(t, c.text, c.trials))
				if err != nil {
					t.Fatal(err)
				}
				line := lineOf(t, results[0], c.line)
				for j, want := range c.shares {
					got, slack := line.Reach[j].Mean, 1e-5
					if solver == "montecarlo" {
						slack = max(got.High-got.Value, got.Value-got.Low) + 1e-9
					}
					if want >= 0 && math.Abs(got.Value-want) > 2*slack {
						t.Errorf("share by %v: %+v, want %v", line.Reach[j].At, got, want)
					}
				}
				if m := line.TimeTo[0].Median; c.half > 0 && !math.IsNaN(m.Value) && math.Abs(m.Value-c.half) > 1e-3 {
					t.Errorf("half by %v s, want %v", m.Value, c.half)
				}
				if name == "one clerk, one line" && line.TimeTo[2].Median.Value < 132_000 {
					t.Errorf("the last by %v s, want 132,000 or later", line.TimeTo[2].Median.Value)
				}
			})
		}
	}
}

func lineOf(t *testing.T, r *cascade.Result, name string) cascade.Tier {
	t.Helper()
	for _, x := range r.Tiers {
		if x.Name == name {
			return x
		}
	}
	t.Fatalf("no line is called %s", name)
	return cascade.Tier{}
}

// People who hear exactly 111 minutes after the release do so whichever way it is
// answered, in every statistic of when.
func TestAllHearAtOnce(t *testing.T) {
	t.Parallel()
	const text = `
network: {tiers: [post], tree: {P: {population: 600, households: 150}}}
channels: {word: {}}
relays: {post: {notices: 111m}}
public: {hears: {crier: {broadcast: {share: 0.39, over: word}}}}
questions: {horizon: 48h, at: [3h]}`
	for _, solver := range []string{"exact", "montecarlo"} {
		results, err := ask.Options{Solver: solver, Workers: 1}.Reach(context.Background(), parsed(t, text, 50))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range []cascade.Estimate{lineOf(t, results[0], "public").Delay.Mean, lineOf(t, results[0], "public").Delay.P90} {
			if math.Abs(e.Value-6660) > 1e-3 || e.Low > 6660.001 || e.High < 6659.999 {
				t.Errorf("%s: %+v, want 6,660 s", solver, e)
			}
		}
	}
}

// What cannot be meant is refused: a comma within a number between braces, and a goal
// about people whom nobody counts.
func TestNotMeant(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"comma": `
network: {tiers: [top, mid, low], tree: {T: {M: {population: 2,000, households: 400}, N: {population: 3,500}}}}
public: {hears: {g: {broadcast: {share: 0.5}}}}
questions: {horizon: 72h, at: [1h]}`,
		"a goal about nobody": `
network: {tiers: [top, low], tree: {T: {L: {population: 0, households: 0}}}}
public: {hears: {g: {broadcast: {share: 0.5}}}}
questions: {horizon: 24h, at: [1h], goals: [{tier: public, share: 0.9, by: 1h, chance: 0.95}]}`,
	} {
		none := func(string) (io.ReadCloser, error) { return nil, fs.ErrNotExist }
		if _, err := scenario.Parse("x.yaml", []byte("name: x"+text+"\n"), none, scenario.Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
