package engine_test

import (
	"slices"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/model"
)

func replace(text string, by ...string) string { return strings.NewReplacer(by...).Replace(text) }

// Streams of reports climb two hops: how many are in hand, the third of them, and the reply
// that waits for it.
func TestReportsComeInAsByFormula(t *testing.T) {
	p := together(t, `name: reports
network: {tiers: [state, block, panchayat], fan_out: {state: 1, block: 8, panchayat: 17}}
channels: {down: {}, u1: {delivers: 0.9, delay: {exponential: {mean: 1h}}}, u2: {delivers: 0.7, delay: {exponential: {mean: 1h}}}}
relays: {state: {over: [down]}, block: {over: [down]}}
up: {panchayat: {over: [u1]}, block: {over: [u2]}}
answers: {trend: {kind: report, of: panchayat, rate: 0.02/d, during: [0s, 60d], to: state}}
messages: [{name: reply, from: state 1, when: {answer: trend, count: 3}, decides: {fixed: 2h}}]
questions: {horizon: 30d, at: [48h]}
`)
	var by48, third, when, reply mean
	plays(t, p, fewer(10_000), func(out *cascade.Outcome) {
		n := 0.0
		for _, at := range out.Together.Answers[0].Known[0] {
			if at <= 48*model.Hour {
				n++
			}
		}
		by48.add(n)
		complete := out.Together.Answers[0].Complete
		third.add(share([]model.Tick{complete}, 48*model.Hour))
		when.add(complete.Seconds() / 3600)
		reply.add((out.Together.Messages[0].Released - complete).Seconds() / 3600)
	})
	by48.within(t, "reports by 48 h", 3.284400)
	third.within(t, "third by 48 h", .637431)
	when.within(t, "hour of the third", 44.0165)
	reply.within(t, "hours to decide", 2)
}

// An office that merges passes λ/(1+λw) on.
func TestOfficesMergeReports(t *testing.T) {
	p := together(t, `name: merges
network: {tiers: [state, block, panchayat], fan_out: {state: 1, block: 1, panchayat: 1}}
channels: {c: {}}
relays: {state: {over: [c]}, block: {over: [c]}}
up: {panchayat: {over: [c]}, block: {over: [c], merges: 4h}}
answers: {trend: {kind: report, of: panchayat, rate: 12/d, during: [0s, 2000h], to: state}}
questions: {horizon: 2000h}
`)
	var rate, all mean
	plays(t, p, fewer(2_000), func(out *cascade.Outcome) {
		known := out.Together.Answers[0].Known
		n := 0
		for _, at := range known[0] {
			if at > 400*model.Hour { // the office has merged for long
				n++
			}
		}
		rate.add(float64(n) / 1600)
		all.add(float64(len(known[1])) / 2000)
	})
	rate.within(t, "passed on an hour", .5/(1+.5*4))
	all.within(t, "known at the office an hour", .5)
}

// Each of the people who hear reports with a chance: the fifth report of 400 people, and
// the third of a hundred who all do.
func TestPeopleReport(t *testing.T) {
	text := `name: people
network: {tiers: [state], fan_out: {state: 1}}
channels: {c: {}}
relays: {state: {over: [c]}}
public: {population: PEOPLE, household: 1, hears: {all: {broadcast: {from: state, over: c, share: 1}}}}
answers: {problems: {kind: report, from: public, chance: CHANCE, after: {exponential: {mean: 10h}}, to: state}}
questions: {horizon: 200h}
`
	kth := func(known []model.Tick, k int) model.Tick {
		slices.Sort(known)
		if len(known) < k {
			return model.Never
		}
		return known[k-1]
	}
	var fifth, third, hour mean
	plays(t, together(t, replace(text, "PEOPLE", "400", "CHANCE", "0.05")), fewer(8_000), func(out *cascade.Outcome) {
		fifth.add(share([]model.Tick{kth(out.Together.Answers[0].Known[0], 5)}, 6*model.Hour))
	})
	fifth.within(t, "fifth by 6 h", .947719)
	plays(t, together(t, replace(text, "PEOPLE", "100", "CHANCE", "1")), fewer(10_000), func(out *cascade.Outcome) {
		at := kth(out.Together.Answers[0].Known[0], 3)
		hour.add(at.Seconds() / 3600)
		third.add(share([]model.Tick{at}, model.Hour))
	})
	hour.within(t, "hour of the third of a hundred", .303051)
	third.within(t, "third by 1 h", .996991)
}

// A loop: three reports, a decision, three hops down.
func TestReplyComesAroundTheLoop(t *testing.T) {
	p := together(t, `name: loop
network: {tiers: [a, b, c, d], fan_out: {a: 1, b: 1, c: 1, d: 1}}
channels: {c: {delay: {exponential: {mean: 1h}}}, now: {}}
relays: {a: {over: [c]}, b: {over: [c]}, c: {over: [c]}}
up: {d: {over: [now]}, c: {over: [now]}, b: {over: [now]}}
answers: {trend: {kind: report, of: d, rate: 0.5/h, during: [0s, 400h], to: a}}
messages: [{name: reply, from: a 1, when: {answer: trend, count: 3}, decides: {exponential: {mean: 4h}}}]
questions: {horizon: 400h}
`)
	var hour, by12 mean
	plays(t, p, fewer(8_000), func(out *cascade.Outcome) {
		at := out.Arrival[3]
		hour.add(at.Seconds() / 3600)
		by12.add(share([]model.Tick{at}, 12*model.Hour))
	})
	hour.within(t, "hour", 13)
	by12.within(t, "by 12 h", .491712)
}

// Reports from at least two of six blocks, three at least.
func TestReportsMustComeFromSeveralBlocks(t *testing.T) {
	p := together(t, `name: blocks
network: {tiers: [state, block, unit], fan_out: {state: 1, block: 6, unit: 4}}
channels: {now: {}}
relays: {state: {over: [now]}, block: {over: [now]}}
answers: {trend: {kind: report, of: unit, rate: 0.1/h, during: [0s, 1h], to: state}}
messages: [{name: reply, from: state 1, when: {answer: trend, count: 3, from: 2 blocks}}]
questions: {horizon: 2h}
`)
	var released mean
	plays(t, p, fewer(8_000), func(out *cascade.Outcome) {
		released.add(share([]model.Tick{out.Together.Messages[0].Released}, 2*model.Hour))
	})
	released.within(t, "released", .423855)
}

// A reply that is released again reaches who missed it before: a unit behind a contact of
// a half has it after two releases with chance 3/4.
func TestReplyIsReleasedAgain(t *testing.T) {
	p := together(t, `name: again
network: {tiers: [state, unit], fan_out: {state: 1, unit: 4}}
channels: {down: {delivers: 0.5}, up: {}}
relays: {state: {over: [down]}}
up: {unit: {over: [up]}}
answers: {trend: {kind: report, of: unit, rate: 10/h, during: [0s, 10d], to: state}}
messages: [{name: reply, from: state 1, when: {answer: trend, count: 1}, again: 12h}]
questions: {horizon: 20h}
`)
	var reached mean
	plays(t, p, fewer(2_000), func(out *cascade.Outcome) { reached.add(share(out.Arrival[1:], 20*model.Hour)) })
	reached.within(t, "reached by two releases", .75)
}
