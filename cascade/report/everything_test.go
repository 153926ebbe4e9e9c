package report

import (
	"math"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/cascade/report/words"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

const everything = `
name: everything
timezone: Asia/Kolkata
start: 2024-10-12 09:00
network:
  tiers: [top, mid, leaf]
  tree: {T: {A: {population: 100, households: 25, children: 2}, B: {population: 40, households: 10, children: 1}}}
  links: [{from: A, to: B, over: mail}]
channels:
  mail: {delivers: 0.9, unreachable: 0.05, delay: {exponential: {mean: 1h}}, retry: {every: 2h, times: 3, delivers: 0.25}}
  phone: {delivers: 1, calls: {lines: 2, each: {fixed: 4m}, order: listed, unanswered: {fixed: 30s}, skips: has}, hours: day}
hours: {day: {days: all, from: "08:00", to: "20:00"}}
relays:
  top: {people: 2, alike: 0.4, over: [mail, phone]}
  mid: {people: 2, passes_on: 0.5, notices: {fixed: 10m}, over: [phone], split: true, bypassed_after: 3h}
  leaf: {hours: day}
outages:
  - {unit: A, from: 1h, for: 2h}
  - {tier: leaf, chance: 0.25, from: {uniform: {min: 0s, max: 4h}}, for: {exponential: {mean: 1h}}}
  - {unit: B, chance: 0.5}
public:
  segments: {young: {share: 0.4}, old: {share: 0.6}}
  hears:
    post: {broadcast: {over: mail, share: 0.3, among: [young]}}
    doors: {visits: {workers: 1, each: 12}}
    gossip: {talk: {rate: 0.5}}
messages: [{name: first, expires: 30h}, {name: second, from: [A, B], at: 1h}]
questions: {horizon: 48h, at: [24h], goals: [{tier: leaf, share: 0.5, by: 12h, chance: 0.8}]}
plans: {none: {set: {seed: 2}}}
`

// Whatever a scenario says is shown.
func TestShowEverything(t *testing.T) {
	s, err := scenario.Parse("everything.yaml", []byte(everything), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := written(t, Text, 100, Show(s, 2))
	if got != shown {
		t.Errorf("got\n%s", got)
	}
}

const shown = `everything
6 units in 3 tiers, 140 people in 35 households, 1 extra link, 2 messages, plans none

 unit  tier  below it  people  households
 T     top          2     140          35
   A   mid          2     100          25
   B   mid          1      40          10

 who passes it on

 tier  people  pass on  notice     hours   over         besides
 top        2    100 %  at once    always  mail, phone  act as one in 40 % of plays
 mid        2     50 %  after 10m  always  phone        each has a part of the children, bypassed
                                                        after 3 h
 leaf       1    100 %  at once    day

 over what

 channel  delivers  unreachable  after             calls               tries again          hours
 mail         90 %          5 %  half in 41m 35s,                      3 times, every 2 h,  always
                                 90 % in 2h 18m                        delivering 25 %
 phone       100 %               at once           2 at a time, in                          day
                                                   listed order, each
                                                   4m, unanswered 30
                                                   s, not to those
                                                   who have it

 how people hear

 way     kind       from        how                              among
 post    broadcast  leaf        30 % are on it, over mail        young (40 %)
 doors   visits     leaf        1 worker, 12 households an hour  everybody
 gossip  talk       each other  0.5 a day                        everybody

 message: first, from T at 0 s, expires at 30 h
 message: second, from A, B at 1 h
 released: Saturday 12 October 2024, 09:00 IST
 outage: A is silent from 1 h for 2 h
 outage: each unit of tier leaf, with chance 25 %, is silent from a random time (half before 2h, 90
   % before 3h 36m) for a random time (half up to 41m 35s, 90 % up to 2h 18m)
 outage: B, with chance 50 %, is silent all the time
 goal: 50 % of leaf units within 12 h, with a chance of 80 %
 played: for 48 h, 1,000 trials, seed 1
 note: people are not given for 3 of the leaf units; each has an even share of its mid's figure
`

// Goals say what was asked of them; more groups than a table holds are counted.
func TestGoalsAndManyGroups(t *testing.T) {
	r := &cascade.Result{At: []model.Tick{model.Hour}, Goals: []cascade.Goal{{
		Goal: model.Goal{Tier: "block", Share: 0.625, By: 90 * model.Minute, Chance: 0.8}, Probability: cascade.Estimate{Value: 0.7, Low: 0.65, High: 0.75},
	}}}
	if got := words.Line(goalNote(About{}, r, r.Goals[0])); got != "goal: 62.5 % of block units within 90 min: 70 % of trials [65–75 %] (80 % asked for), missed" {
		t.Errorf("got %q", got)
	}
	r.Solver = "exact"
	if got := words.Line(goalNote(About{}, r, r.Goals[0])); !strings.Contains(got, "within 90 min: chance 70 % [65–75 %]") {
		t.Errorf("got %q", got)
	}
	for range mostGroups + 3 {
		r.Groups = append(r.Groups, group("block", "B", model.PublicTier, 10, 0.5, 0))
	}
	table := groupTables(r)[0]
	if got := words.Note(table.Caption); len(table.Rows) != mostGroups || got != "public below each block, worst first (3 more in csv and json)" {
		t.Errorf("%d rows below %q", len(table.Rows), got)
	}
}

// Cells of comparisons: no difference, one with bounds, one whose bounds are
// not alike, and parts of no trials.
func TestDifferences(t *testing.T) {
	same := study.Difference{Difference: cascade.Estimate{Value: 0.01, Low: -0.01, High: 0.03}}
	ranged := func(p05, p95 float64) study.Difference {
		return study.Difference{Difference: cascade.Estimate{Value: 0.047, Low: 0.041, High: 0.053}, P05: p05, P95: p95}
	}
	for want, c := range map[string]Cell{
		"~":                   pointsCell(same, 1000),
		"+4.7 (0 to +16)":     pointsCell(ranged(0.0001, 0.16), 1000),
		"+4.7 (-5 to +16)":    pointsCell(ranged(-0.051, 0.16), 19),
		"+4.7 (-1 to +1)":     pointsCell(ranged(-0.006, 0.0051), 19),
		"+4.7 (0 to +9)":      pointsCell(ranged(0.003, 0.09), 1000),
		"+4.7 (+4.6 to +4.8)": pointsCell(ranged(0.046, 0.048), 1000),
		"+4.7":                pointsCell(ranged(0.046, 0.16), 18),
		"+4.7 [±0.6]":         signedCell(cascade.Estimate{Value: 0.047, Low: 0.041, High: 0.053}),
		"+1.0 [+0.5–+9.0]":    signedCell(cascade.Estimate{Value: 0.01, Low: 0.005, High: 0.09}),
		"-2.6":                signedCell(cascade.Estimate{Value: -0.026, Low: -0.026, High: -0.026}),
		"–":                   ofTrialsCell(0, 0),
		"38 %":                ofTrialsCell(380, 1000),
		"∞ !":                 zCell(math.Inf(1), 4),
		"-5.00 !":             zCell(-5, 4),
		"+0.00":               zCell(-0.001, 4),
		"1h 30m*":             timeCell(&cascade.Tier{Units: 1}, cascade.TimeTo{Median: cascade.Estimate{Value: 5400}, Sampled: true}, true, false),
		"1h 30m":              timeCell(&cascade.Tier{Units: 1}, cascade.TimeTo{Median: cascade.Estimate{Value: 5400}, Sampled: true}, false, false),
		"…":                   timeCell(&cascade.Tier{Units: 1}, cascade.TimeTo{Median: cascade.Nobody()}, true, true),
		"never":               timeCell(&cascade.Tier{Units: 1}, cascade.TimeTo{Median: cascade.Estimate{Value: math.Inf(1)}}, true, false),
	} {
		if got := words.Note(c.Full); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// A message from many units names five of them.
func TestMessageFromMany(t *testing.T) {
	s, err := scenario.Parse("many.yaml", []byte("name: many\nnetwork: {tiers: [a], fan_out: {a: 9}}\nmessages: [{name: m, from: [a 1, a 2, a 3, a 4, a 5, a 6, a 7]}]\n"), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]string{7: "m, from a 1, a 2, a 3, a 4, a 5, 2 more at 0 s", 6: "m, from a 1, a 2, a 3, a 4, a 5, 1 more at 0 s", 5: "m, from a 1, a 2, a 3, a 4, a 5 at 0 s"} {
		m := s.Messages[0]
		m.From = m.From[:n]
		if got := words.Note(messageNote(s.Network, &m)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Losses of less than half a person have no row.
func TestRowsThatSaySomething(t *testing.T) {
	l := &study.LeftBehind{People: 100, Loss: study.Loss{NotPassed: 0.4, Late: 12.4}, Unserved: 3}
	table := lossTable(l)
	if len(table.Rows) != 2 || words.Note(table.Rows[0][0].Full) != "no unit serves them" || words.Note(table.Rows[1][1].Full) != "12" {
		t.Errorf("got %v", table.Rows)
	}
}
