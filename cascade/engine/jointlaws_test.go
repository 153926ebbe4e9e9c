package engine_test

import (
	"fmt"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// hopsOf is a channel of one hour on average, by chances down and up.
const hopsOf = `channels: {down: {delivers: %g, delay: {exponential: {mean: 1h}}}, up: {delivers: %g, delay: {exponential: {mean: 1h}}}}
`

// A chain of three hops down and three up: (pq)³ times an Erlang of six hops, and one
// office on the way knows as much earlier.
func TestReceiptsClimbAChain(t *testing.T) {
	p := together(t, `name: chain
network: {tiers: [a, b, c, d], fan_out: {a: 1, b: 1, c: 1, d: 1}}
`+fmt.Sprintf(hopsOf, 0.9, 0.8)+`relays: {a: {over: [down]}, b: {over: [down]}, c: {over: [down]}}
up: {d: {over: [up]}, c: {over: [up]}, b: {over: [up]}}
answers: {read: {kind: receipt, from: d, to: a}}
questions: {horizon: 20h, at: [4h, 6h, 8h]}
`)
	erlang := func(k int, t float64) float64 {
		term, sum := 1.0, 0.0
		for i := range k {
			sum += term
			term *= t / float64(i+1)
		}
		return 1 - math.Exp(-t)*sum
	}
	var top [3]mean
	var below mean
	plays(t, p, fewer(15_000), func(out *cascade.Outcome) {
		a := out.Together.Answers[0]
		for i, at := range p.Question.At {
			top[i].add(share(a.Known[0], at))
		}
		below.add(share(a.Known[2], 6*model.Hour))
	})
	for i, at := range []float64{4, 6, 8} {
		top[i].within(t, "known at the top", math.Pow(.72, 3)*erlang(6, at))
	}
	below.within(t, "known one hop up", math.Pow(.9, 3)*.8*erlang(4, 6))
}

// Offices of several units each, known to the top one by one, or as one bundle when all of
// an office have answered.
func TestReceiptsOfOneOfficeShareItsWay(t *testing.T) {
	for _, bundled := range []bool{false, true} {
		sends := ""
		if bundled {
			sends = ", sends: {all: true, latest: 30d}"
		}
		p := together(t, `name: two-levels
network: {tiers: [hq, office, unit], fan_out: {hq: 1, office: 4, unit: 5}}
`+fmt.Sprintf(hopsOf, 1.0, 1.0)+`relays: {hq: {over: [down]}, office: {over: [down]}}
up: {unit: {over: [up]}, office: {over: [up]`+sends+`}}
answers: {read: {kind: receipt, from: unit, to: hq}}
questions: {horizon: 60h, at: [10h]}
`)
		var by4, all, office, when mean
		plays(t, p, fewer(8_000), func(out *cascade.Outcome) {
			known := out.Together.Answers[0].Known[0]
			by4.add(share(known, 4*model.Hour))
			done := share(known, 10*model.Hour)
			all.add(math.Floor(done))
			office.add(math.Floor(share(known[:5], 10*model.Hour)))
			sum := 0.0
			for _, x := range known {
				sum += x.Seconds() / 3600
			}
			when.add(sum / 20)
		})
		if bundled {
			office.within(t, "bundles of an office by 10 h", .961370)
			all.within(t, "bundles of all by 10 h", .854206)
			when.within(t, "mean hour of a bundle", 5.808272)
		} else {
			by4.within(t, "mean by 4 h", .566530)
			all.within(t, "all by 10 h", .829991)
		}
	}
}

// Who decides once passes on all answers or none: the mean is the same, the spread is not.
func TestWhoDecidesOnce(t *testing.T) {
	for _, once := range []bool{false, true} {
		decides, sd, nothing := "each", .157607, .000424
		if once {
			decides, sd, nothing = "once", .446990, .400000
		}
		p := together(t, `name: decides
network: {tiers: [hq, office, unit], fan_out: {hq: 1, office: 1, unit: 10}}
channels: {c: {}}
relays: {hq: {over: [c]}, office: {over: [c]}}
up: {unit: {passes_on: 0.9, over: [c]}, office: {passes_on: 0.6, decides: `+decides+`, over: [c]}}
answers: {read: {kind: receipt, from: unit, to: hq}}
questions: {horizon: 1h}
`)
		var known, square, none mean
		plays(t, p, max(fewer(8_000), 1600), func(out *cascade.Outcome) {
			x := share(out.Together.Answers[0].Known[0], model.Hour)
			known.add(x)
			square.add((x - .54) * (x - .54))
			none.add(0)
			if x == 0 {
				none.sum, none.squares = none.sum+1, none.squares+1
			}
		})
		known.within(t, decides+": known", .54)
		square.within(t, decides+": variance", sd*sd)
		none.within(t, decides+": nothing known", nothing)
	}
}

// Steps over other channels: each brings the message, and its receipt, as often as it does.
func TestRemindersGoOverOtherChannels(t *testing.T) {
	p := together(t, `name: steps
network: {tiers: [hq, unit], fan_out: {hq: 1, unit: 20}}
channels: {first: {delivers: 0.7}, phone: {delivers: 0.9}, up: {delivers: 0.5}}
relays: {hq: {over: [first]}}
up: {unit: {over: [up]}}
answers: {read: {kind: receipt, from: unit, to: hq}}
messages: [{name: m, remind: {unless: read, by: hq, steps: [{after: 6h, over: [phone]}]}}]
questions: {horizon: 10h}
`)
	var known, reached mean
	plays(t, p, fewer(10_000), func(out *cascade.Outcome) {
		known.add(share(out.Together.Answers[0].Known[0], 10*model.Hour))
		reached.add(share(out.Arrival[1:], 10*model.Hour))
	})
	known.within(t, "known", 1-(1-.35)*(1-.45))
	reached.within(t, "reached", .97)
}

// A bundle goes every four hours; what is in hand at that very tick goes with it.
func TestBundlesGoByTheClock(t *testing.T) {
	text := `name: every
network: {tiers: [hq, office, unit], fan_out: {hq: 1, office: 1, unit: 1}}
channels: {now: {}, c: {delay: DELAY}}
relays: {hq: {over: [now]}, office: {over: [now]}}
up: {unit: {over: [c]}, office: {over: [AFTER], sends: {every: 4h}}}
answers: {read: {kind: receipt, from: unit, to: hq}}
questions: {horizon: 24h, at: [9h]}
`
	var by9 mean
	p := together(t, replace(text, "DELAY", "{exponential: {mean: 1h}}", "AFTER", "c"))
	plays(t, p, fewer(8_000), func(out *cascade.Outcome) { by9.add(share(out.Together.Answers[0].Known[0], 9*model.Hour)) })
	by9.within(t, "by 9 h", .986435)
	p = together(t, replace(text, "DELAY", "{fixed: 8h}", "AFTER", "now"))
	plays(t, p, 1, func(out *cascade.Outcome) {
		if got := out.Together.Answers[0].Known[0][0]; got != 8*model.Hour {
			t.Errorf("what is in hand at 8 h goes at %v h", got.Seconds()/3600)
		}
	})
}

// Everything at once, as two simulations written apart have it (4·10^5 plays).
func TestEverythingOfReceipts(t *testing.T) {
	p := together(t, `name: everything
network: {tiers: [hq, office, unit], fan_out: {hq: 1, office: 4, unit: 5}}
channels: {c: {delivers: 0.9, delay: {exponential: {mean: 30m}}}}
relays: {hq: {over: [c]}, office: {people: 2, passes_on: 0.8, notices: {exponential: {mean: 1h}}, over: [c]}}
up: {unit: {passes_on: 0.7, notices: {exponential: {mean: 1h}}, over: [c]}, office: {passes_on: 0.9, notices: {exponential: {mean: 30m}}, over: [c], sends: {every: 4h}}}
answers: {read: {kind: receipt, from: unit, to: hq}}
messages: [{name: m, remind: {unless: read, by: office, after: 6h, times: 2}}]
questions: {horizon: 48h, at: [6h, 12h, 24h]}
`)
	var have, office, hq [3]mean
	var sent, needless mean
	plays(t, p, fewer(10_000), func(out *cascade.Outcome) {
		a := out.Together.Answers[0]
		for i, at := range p.Question.At {
			have[i].add(share(out.Arrival[5:], at))
			office[i].add(share(a.Known[1], at))
			hq[i].add(share(a.Known[0], at))
		}
		sent.add(float64(a.Sent) / 20)
		needless.add(float64(a.Needless) / 20)
	})
	for i := range 3 {
		have[i].within(t, "have it", [...]float64{.8256, .8602, .8636}[i])
		office[i].within(t, "the office knows", [...]float64{.4949, .7059, .7999}[i])
		hq[i].within(t, "the top knows", [...]float64{.2893, .4547, .6477}[i])
	}
	sent.within(t, "reminders", .4973)
	needless.within(t, "needless", .4590)
}

// One line, in listed order, leaving out who has heard elsewhere.
func TestCallsLeaveOutWhoHas(t *testing.T) {
	p := together(t, `name: skips
network: {tiers: [hq, unit], fan_out: {hq: 1, unit: 20}}
channels: {line: {calls: {lines: 1, each: {fixed: 6m}, order: listed, skips: has}}, other: {delay: {exponential: {mean: 1h}}}}
relays: {hq: {over: [line, other]}}
up: {unit: {over: [other]}}
answers: {read: {kind: receipt, from: unit, to: hq}}
questions: {horizon: 40h}
`)
	var calls, few mean
	plays(t, p, fewer(10_000), func(out *cascade.Outcome) {
		n := float64(out.Together.Ledger.Sent - out.Together.Ledger.Dropped - 40) // without the other way, and answers
		calls.add(n)
		x := 0.0
		if n <= 10 {
			x = 1
		}
		few.add(x)
	})
	calls.within(t, "calls", 11.212327)
	few.within(t, "at most ten calls", .318486)
}
