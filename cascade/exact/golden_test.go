package exact_test

import (
	"context"
	"fmt"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/exact"
	"harkara/model"
)

// kept are scenarios of which all that is computed is kept: of hours and outages, of
// several people, and of every way of hearing but talk.
var kept = map[string]string{
	"office": `
name: office
timezone: Asia/Kolkata
start: 2024-10-12 07:00
network:
  tiers: [head, office, branch]
  tree: {Head: {A: {children: 3}, B: {children: 2}, C: {children: 1}}}
hours: {day: {days: [mon, tue, wed, thu, fri, sat], from: "09:00", to: "17:00"}}
channels:
  wire: {delivers: 0.8, delay: {gamma: {mean: 40m, sd: 30m}}, retry: {every: 2h, times: 1}}
  post: {delivers: 0.9, delay: {lognormal: {mean: 3h, sd: 5h}}}
relays:
  head: {passes_on: 0.9, notices: {exponential: {mean: 20m}}, over: wire}
  office: {people: 2, passes_on: 0.7, notices: {weibull: {scale: 50m, shape: 1.5}}, hours: day, over: post}
outages: [{tier: office, chance: 0.2, from: 6h, for: 10h}]
messages: [{name: m, expires: 40h}]
questions: {horizon: 48h, at: [3h, 9h, 48h], goals: [{tier: office, share: 0.3, by: 12h, chance: 0.5}, {tier: head, share: 1, by: 1h, chance: 0.5}]}
`,
	"people": `
name: people
network:
  tiers: [top, mid, leaf]
  tree: {Top: {M: {children: 2, population: 901, households: 200}, N: {children: 3, population: 147, households: 30}}}
channels: {wire: {delivers: 0.9, delay: {triangular: {min: 5m, mode: 20m, max: 2h}}}, air: {delivers: 0.6, delay: {uniform: {min: 1m, max: 3h}}}}
relays:
  top: {passes_on: 0.8, notices: 10m, over: wire}
  mid: {people: 3, passes_on: 0.6, notices: {discrete: {values: [10m, 2h], weights: [1, 2]}}, over: wire}
  leaf: {people: 2, passes_on: 0.9, notices: {exponential: {mean: 1h}}, over: wire}
public:
  hears:
    group: {broadcast: {over: wire, share: 0.3}}
    radio: {broadcast: {over: air, share: 0.2, from: top}}
    doors: {visits: {workers: 1, each: 4/h}}
    again: {visits: {workers: 1, each: 3/h}}
questions: {horizon: 30h, at: [2h, 8h, 30h], goals: [{tier: public, share: 0.4, by: 20h, chance: 0.5}]}
`,
	// In N nobody hears by nine hours, though it is told.
	"nobody": `
name: nobody
network:
  tiers: [top, mid]
  tree: {Top: {M: {population: 100, households: 20}, N: {population: 50, households: 10}}}
channels: {wire: {delivers: 0.9, delay: {uniform: {min: 1h, max: 2h}}}}
relays: {top: {over: wire}, mid: {notices: 10m, over: wire, units: {N: {notices: 20h}}}}
public: {hears: {group: {broadcast: {over: wire, share: 0.3}}}}
questions: {horizon: 30h}
`,
}

// What is computed is what it was: values, bounds and spreads, of the whole and below
// units, and what hops and units cost.
func TestAnswersAreWhatTheyWere(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"office", "people", "nobody"} {
		t.Run(name, func(t *testing.T) {
			if name == "people" {
				effort.NotShort(t, "computes for a second")
			}
			t.Parallel()
			cascadetest.Golden(t, "testdata/answers-"+name+".txt", computed(t, name))
		})
	}
}

// computed are all numbers of one of the kept, a line each.
func computed(t *testing.T, name string) (lines []string) {
	t.Helper()
	p := text(t, kept[name])
	p.Question.By = []int{1}
	r, err := exact.Solver{Precision: 0.004}.Solve(context.Background(), p)
	if err != nil {
		t.Fatal(name, err)
	}
	for _, tier := range r.Tiers {
		lines = append(lines, name+tierLine(tier))
	}
	for _, g := range r.Groups {
		for _, tier := range g.Tiers {
			lines = append(lines, name+" "+g.Name+tierLine(tier))
		}
	}
	for _, g := range r.Goals {
		lines = append(lines, fmt.Sprintf("%s goal%s", name, estimate(g.Probability)))
	}
	b, err := exact.Solver{Precision: 0.004}.Bottlenecks(context.Background(), p, 9*model.Hour, 0)
	if err != nil {
		t.Fatal(name, err)
	}
	lines = append(lines, fmt.Sprintf("%s missed%s of %d", name, estimate(b.Missed), b.Total))
	for _, h := range b.Hops {
		lines = append(lines, fmt.Sprintf("%s hop %s-%s%s %.12g", name, h.From, h.To, estimate(h.Stopped), h.Delay))
	}
	for _, w := range b.Units {
		lines = append(lines, fmt.Sprintf("%s unit %d%s%s", name, w.Unit, estimate(w.Lost), estimate(w.Gained)))
	}
	return lines
}

func tierLine(x cascade.Tier) string {
	out := fmt.Sprintf(" %s %d", x.Name, x.Units)
	for _, r := range x.Reach {
		out += fmt.Sprintf("%s %.12g %.12g %.12g", estimate(r.Mean), r.SD, r.P05, r.P95)
	}
	for _, y := range x.TimeTo {
		out += fmt.Sprintf("%s %.12g", estimate(y.Median), y.Met)
	}
	return out + estimate(x.Delay.Mean) + estimate(x.Delay.Median) + estimate(x.Delay.P90)
}

func estimate(e cascade.Estimate) string {
	return fmt.Sprintf(" %.12g %.12g %.12g", e.Value, e.Low, e.High)
}
