package cascadetest_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
	"harkara/model"
	"harkara/model/scenario"
)

// office is a top, an office and a reader, all told at once; %s are changes.
const office = `
name: office
timezone: UTC
start: 2024-10-12 09:00
network: {tiers: [top, office, reader], fan_out: {top: 1, office: 1, reader: 1}}
channels: {quick: {delay: {fixed: 0s}}, slow: {delay: {fixed: 2h}}, day: {hours: daytime}, last: {delay: {fixed: 24h}}}
hours: {daytime: {days: all, from: "08:00", to: "20:00"}}
relays:
  top: {over: [quick]}
  office: {%s}
messages: [{name: m, from: top 1%s}]
questions: {horizon: 24h, at: [24h]%s}
`

func read(t *testing.T, text string, values ...any) cascade.Problem {
	t.Helper()
	s, err := scenario.LoadFS(fstest.MapFS{"a.yaml": {Data: []byte(fmt.Sprintf(text, values...))}}, "a.yaml", scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{Network: s.Network, Messages: s.Messages, Question: s.Question, Seed: s.Seed}
}

// What falls on one tick is decided as the scenario format says, on both
// engines: a start and a takeover at the very time at which the message expires
// are in time, an arrival at the horizon counts, an opening minute is open, a
// closing minute closed, and a unit that starts when its deputies would is not
// bypassed.
func TestTies(t *testing.T) {
	const hour = model.Hour
	for name, c := range map[string]struct {
		relay, message string
		reader         model.Tick
	}{
		"start at expires":          {"notices: {fixed: 30m}, over: [quick]", ", expires: 30m", hour / 2},
		"start after expires":       {"notices: {fixed: 30m}, over: [quick]", ", expires: 1799999ms", model.Never},
		"takeover at expires":       {"passes_on: 0, bypassed_after: 1h, over: [quick]", ", expires: 1h", hour},
		"takeover after expires":    {"passes_on: 0, bypassed_after: 1h, over: [quick]", ", expires: 3599999ms", model.Never},
		"start as deputies look":    {"notices: {fixed: 1h}, bypassed_after: 1h, over: [slow]", "", 3 * hour},
		"start after deputies look": {"notices: {fixed: 3600001ms}, bypassed_after: 1h, over: [slow]", "", hour},
		"arrival at the horizon":    {"over: [last]", "", 24 * hour},
		"arrival after the horizon": {"notices: {fixed: 1ms}, over: [last]", "", model.Never},
		"before closing":            {"notices: {fixed: 39599999.999ms}, over: [day]", "", 11*hour - 1},
		"at closing":                {"notices: {fixed: 11h}, over: [day]", "", 23 * hour},
		"before opening":            {"notices: {fixed: 82799999.999ms}, over: [day]", "", 23 * hour},
		"at opening":                {"notices: {fixed: 23h}, over: [day]", "", 23 * hour},
		"start at closing":          {"notices: {fixed: 11h}, hours: daytime, over: [quick]", "", 23 * hour},
	} {
		t.Run(name, func(t *testing.T) {
			p := read(t, office, c.relay, c.message, "")
			for _, engineName := range []string{"layered", "event"} {
				e, _, err := engine.New(engineName, p)
				if err != nil {
					t.Fatal(err)
				}
				out := cascade.NewOutcome(p.Network.Len())
				e.Play(0, out)
				if out.Arrival[2] != c.reader {
					t.Errorf("%s: the reader has it at %d, want %d", engineName, out.Arrival[2], c.reader)
				}
			}
			want := 0.0
			if c.reader < model.Never {
				want = 1
			}
			for solver, r := range solveAll(t, p) {
				if got := r.Tiers[2].Reach[0].Mean.Value; got != want {
					t.Errorf("%s: reach %v, want %v", solver, got, want)
				}
			}
		})
	}
}

// solveAll is what every solver that applies answers.
func solveAll(t *testing.T, p cascade.Problem) map[string]*cascade.Result {
	t.Helper()
	out := map[string]*cascade.Result{}
	for name, s := range map[string]cascade.Solver{"exact": exact.Solver{}, "montecarlo": montecarlo.Solver{Trials: 20}} {
		r, err := s.Solve(context.Background(), p)
		if err != nil && name == "exact" {
			continue // a refusal
		}
		if err != nil {
			t.Fatal(err)
		}
		out[name] = r
	}
	return out
}

// A share met exactly is met: 7 of 100 units are 7 % of them, though 0.07·100
// is a little more than 7 as floating-point numbers go; 8 % is not met.
func TestShareMetExactly(t *testing.T) {
	var silent strings.Builder
	for i := 8; i <= 100; i++ {
		fmt.Fprintf(&silent, "{unit: top 1/%d}, ", i)
	}
	p := read(t, `
name: seven
network: {tiers: [top, office, reader], fan_out: {top: 1, office: 100, reader: 1}}
channels: {quick: {delay: {fixed: 1h}}}
relays: {top: {over: [quick]}, office: {over: [quick]}}
outages: [%s]
questions:
  horizon: 24h
  at: [2h]
  goals:
    - {tier: reader, share: 0.07, by: 2h, chance: 1}
    - {tier: reader, share: 0.08, by: 2h, chance: 0.01}
    - {tier: reader, share: 0.07, by: 7199999ms, chance: 0.01}
`, silent.String())
	for solver, r := range solveAll(t, p) {
		for i, want := range []bool{true, false, false} {
			g := r.Goals[i]
			if solver == "exact" && math.IsNaN(g.Probability.Value) {
				continue // it leaves this to be sampled
			}
			if g.Met != want || (g.Probability.Value == 1) != want {
				t.Errorf("%s: goal %+v: chance %v, met %v", solver, g.Goal, g.Probability.Value, g.Met)
			}
		}
	}
}

// A goal whose chance is exactly the share of plays that meet it is met.
func TestChanceMetExactly(t *testing.T) {
	goals := ", goals: [{tier: reader, share: 1, by: 24h, chance: %v}]"
	p := read(t, office, "passes_on: 0.5, over: [quick]", "", fmt.Sprintf(goals, 0.5))
	s := montecarlo.Solver{Trials: 40}
	r, err := s.Solve(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	for _, more := range []float64{0, 1e-9} {
		p.Question.Goals[0].Chance = r.Goals[0].Probability.Value + more
		again, err := s.Solve(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		if again.Goals[0].Met != (more == 0) {
			t.Errorf("chance %v, asked for %v: met is %v", again.Goals[0].Probability.Value, p.Question.Goals[0].Chance, again.Goals[0].Met)
		}
	}
}

// Two outages of one tier are two coins: both offices' chances are 1/4, not 1/2.
func TestOutagesOfOneTierAreIndependent(t *testing.T) {
	p := read(t, `
name: outages
network: {tiers: [top, office, reader], fan_out: {top: 1, office: 500, reader: 1}}
channels: {quick: {delay: {fixed: 0s}}}
outages: [{tier: office, chance: 0.5}, {tier: office, chance: 0.5}]
questions: {horizon: 24h, at: [1h]}
`)
	for solver, r := range solveAll(t, p) {
		// 10,000 offices: a standard error of 0.0043.
		if got := r.Tiers[2].Reach[0].Mean.Value; got < 0.25-0.019 || got > 0.25+0.019 {
			t.Errorf("%s: reach %v, want 1/4", solver, got)
		}
	}
}

// People hear from their own district: of two alike, one silent, one half hears.
func TestPeopleHearFromTheirOwnUnits(t *testing.T) {
	p := read(t, `
name: districts
network: {tiers: [top, district, village], fan_out: {top: 1, district: 2, village: 3}}
channels: {quick: {delay: {fixed: 0s}}}
outages: [{unit: top 1/2}]
public: {population: 1000, hears: {page: {broadcast: {from: district, over: quick, share: 1}}}}
questions: {horizon: 24h, at: [1h]}
`)
	for solver, r := range solveAll(t, p) {
		if got := r.Tiers[3].Reach[0].Mean.Value; got != 0.5 {
			t.Errorf("%s: reach %v, want 1/2", solver, got)
		}
	}
}
