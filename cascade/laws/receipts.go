package laws

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"harkara/model"
)

// receipts are laws of what comes back: receipts, bundles, reminders, reports, replies.
func receipts() []Law {
	return []Law{receiptChain(), receiptOffices(), bundleAll(), bundleEvery(), decidesEach(), decidesOnce(), reminders(), streamOfReports(), merging()}
}

// knows is a claim of a share that is known of, whose error is taken from the answer.
func knows(what, tier, answer string, at model.Tick, share float64) Claim {
	return Claim{What: what, Of: Known, Tier: tier, Way: answer, At: at, Expected: share, Spread: Measured}
}

// inHours is a claim of a mean time in hours with the spread it has in one play.
func inHours(what string, of Reading, tier, answer string, mean, spread float64) Claim {
	return Claim{What: what, Of: of, Tier: tier, Way: answer, In: model.Hour, Expected: mean, Spread: spread, Slack: tableError * mean}
}

func receiptChain() Law {
	const k, p, q = 3, 0.9, 0.8
	lost := math.Pow(p*q, k)
	return Law{
		Number: 23, Name: "receipt-chain", Title: "three hops of an hour down and three up, with chances .9 and .8",
		Formula: "known by t: (pq)^k Erlang_{2k}(t)",
		Source:  "independent hops", Trials: 12_000,
		Scenario: `name: receipt-chain
network: {tiers: [a, b, c, d], fan_out: [1, 1, 1, 1]}
channels:
  down: {delivers: 0.9, delay: {exponential: {mean: 1h}}}
  back: {delivers: 0.8, delay: {exponential: {mean: 1h}}}
relays: {a: {over: [down]}, b: {over: [down]}, c: {over: [down]}}
up: {b: {over: [back]}, c: {over: [back]}, d: {over: [back]}}
answers: {read: {kind: receipt, from: d, to: a}}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			knows("known at the top by 6 h", "a", "read", hours(6), lost*phases(equal(1, 2*k), 6)),
			knows("known at the second by 6 h", "b", "read", hours(6), math.Pow(p, k)*math.Pow(q, k-1)*phases(equal(1, 2*k-1), 6)),
			reach("share of the last that has it by 6 h", "d", hours(6), math.Pow(p, k)*phases(equal(1, k), 6), 1),
			inHours("mean time of the receipts that come, h", KnownDelay, "a", "read", 2*k, math.Sqrt(2*k/lost)),
			meanDelay("mean time of the last, h", "d", model.Hour, k, k/math.Pow(p, k), 1),
		},
	}
}

func receiptOffices() Law {
	const offices, below, t = 4, 5, 10.0
	all := math.Pow(integral(func(s float64) float64 { return math.Exp(-s) * math.Pow(phases(equal(1, 3), t-s), below) }, t), offices)
	return Law{
		Number: 23, Name: "receipt-offices", Title: "four offices of five: each receipt climbs by itself, and those of one office came down together",
		Formula: "all known by t: [∫₀ᵗ e^{−s} E₃(t − s)^b ds]^B",
		Source:  "given when an office has it, its units are independent", Trials: 4000,
		Scenario: `name: receipt-offices
network: {tiers: [hq, office, unit], fan_out: [1, 4, 5]}
channels: {c: {delay: {exponential: {mean: 1h}}}}
answers: {read: {kind: receipt, from: unit, to: hq}}
questions: {horizon: 10h}
`,
		Claims: []Claim{
			knows("known at the top by 4 h", "hq", "read", hours(4), phases(equal(1, 4), 4)),
			{What: "chance that all are known by 10 h", Of: KnownAll, Tier: "hq", Way: "read", Expected: all, Spread: math.Sqrt(all * (1 - all))},
			{What: "share of units that have it by 4 h", Of: Reach, Tier: "unit", At: hours(4), Expected: phases(equal(1, 2), 4), Spread: Measured},
		},
	}
}

func bundleAll() Law {
	const offices, below = 4, 5
	f := func(t float64) float64 { // an office's receipts are in at the top
		return integral(func(x float64) float64 { return x * math.Exp(-x) * math.Pow(phases(equal(1, 2), t-x), below) }, t)
	}
	// 2 + E[max of b E₂]: the way down to the office, and from it up.
	mean := 2 + integral(func(x float64) float64 { return 1 - math.Pow(phases(equal(1, 2), x), below) }, 60)
	return Law{
		Number: 24, Name: "bundle-all", Title: "each office waits for all its five units, and sends their receipts as one",
		Formula: "one office by t: ∫₀ᵗ x e^{−x} E₂(t − x)^b dx; mean 2 + E[max of b E₂]",
		Source:  "the slowest of b, after and before one hop more", Trials: 6000,
		Scenario: `name: bundle-all
network: {tiers: [hq, office, unit], fan_out: [1, 4, 5]}
channels: {c: {delay: {exponential: {mean: 1h}}}}
up: {office: {sends: {all: true, latest: 30d}}}
answers: {read: {kind: receipt, from: unit, to: hq}}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			knows("known at the top by 10 h", "hq", "read", hours(10), f(10)),
			knows("known at the top by 5 h", "hq", "read", hours(5), f(5)),
			{What: "mean time of the receipts, h", Of: KnownDelay, Tier: "hq", Way: "read", In: model.Hour, Expected: mean, Spread: 1.2},
			{What: "share of units that have it by 4 h", Of: Reach, Tier: "unit", At: hours(4), Expected: phases(equal(1, 2), 4), Spread: Measured},
		},
	}
}

func bundleEvery() Law {
	const c = 4.0
	f := func(t float64) float64 {
		sum := 0.0
		for j := 1.0; j*c <= t; j++ {
			sum += (math.Exp(-(j-1)*c) - math.Exp(-j*c)) * exponential(t-j*c, 1)
		}
		return sum
	}
	// The wait for the bundle's moment, and a hop.
	mean := c/(1-math.Exp(-c)) + 1
	return Law{
		Number: 24, Name: "bundle-every", Title: "an office that sends what it has every four hours",
		Formula: "Σ_j (e^{−(j−1)c} − e^{−jc})(1 − e^{−(t−jc)})",
		Source:  "an exponential time, rounded up to a multiple of c", Trials: 1500,
		Scenario: `name: bundle-every
network: {tiers: [hq, office, unit], fan_out: [1, 1, 20]}
channels:
  down: {}
  back: {delay: {exponential: {mean: 1h}}}
relays: {hq: {over: [down]}, office: {over: [down]}}
up: {unit: {over: [back]}, office: {over: [back], sends: {every: 4h}}}
answers: {read: {kind: receipt, from: unit, to: hq}}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			knows("known at the top by 9 h", "hq", "read", hours(9), f(9)),
			knows("known at the top by 5 h", "hq", "read", hours(5), f(5)),
			knows("known at the office by 1 h", "office", "read", hours(1), exponential(1, 1)),
			{What: "mean time of the receipts, h", Of: KnownDelay, Tier: "hq", Way: "read", In: model.Hour, Expected: mean, Spread: 1.2},
			sure("share of units that have it at once", "unit", 0, 1),
		},
	}
}

// office is one office with ten units below it whose people decide for each receipt, or
// once for all.
func office(name, decides, title string, sd float64) Law {
	return Law{
		Number: 25, Name: name, Title: title,
		Formula: "mean qr; spread √(qr(1 − qr)/n), or √(rq(1 − q)/n + r(1 − r)q²)",
		Source:  "the variance within and between (conditional on the office)", Trials: 8000,
		Scenario: `name: ` + name + `
network: {tiers: [hq, office, unit], fan_out: [1, 1, 10]}
channels: {c: {delay: {exponential: {mean: 1h}}}}
up:
  unit: {passes_on: 0.9}
  office: {passes_on: 0.6, decides: ` + decides + `}
answers: {read: {kind: receipt, from: unit, to: hq}}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			knows("known at the top", "hq", "read", hours(60), 0.9*0.6),
			{What: "its spread from play to play", Of: KnownSpread, Tier: "hq", Way: "read", At: hours(60), Expected: sd, Spread: sd},
			{What: "mean time of the receipts, h", Of: KnownDelay, Tier: "hq", Way: "read", In: model.Hour, Expected: 4, Spread: 2},
			{What: "share of units that have it by 2 h", Of: Reach, Tier: "unit", At: hours(2), Expected: phases(equal(1, 2), 2), Spread: Measured},
		},
	}
}

func decidesEach() Law {
	const n, q, r = 10, 0.9, 0.6
	return office("decides-each", "each", "an office that decides for each of ten receipts", math.Sqrt(q*r*(1-q*r)/n))
}

func decidesOnce() Law {
	const n, q, r = 10, 0.9, 0.6
	return office("decides-once", "once", "an office that passes on all receipts or none: same mean, three times the spread", math.Sqrt(r*q*(1-q)/n+r*(1-r)*q*q))
}

func reminders() Law {
	const n, p, q, every, times = 20, 0.7, 0.8, 6.0, 2
	known := func(t float64) float64 {
		left := 1.0
		for j := 0; j <= times; j++ {
			if float64(j)*every <= t {
				left *= 1 - p*q*phases(equal(1, 2), t-float64(j)*every)
			}
		}
		return 1 - left
	}
	sent := 1 - known(every) + 1 - known(2*every)
	reached := func(t float64) float64 {
		left := 1.0
		for j := 0; j <= times; j++ {
			if float64(j)*every <= t {
				left *= 1 - p*exponential(t-float64(j)*every, 1)
			}
		}
		return 1 - left
	}
	// The mean time of what is known by the horizon.
	const end = 100.0
	whole := known(end)
	mean := integral(func(t float64) float64 { return 1 - known(t)/whole }, end)
	return Law{
		Number: 26, Name: "reminders", Title: "twenty units are told, and reminded after 6 h and 12 h unless their receipt has come",
		Formula: "not known by t: Π_{j: jΔ≤t} (1 − pq F(t − jΔ)); reminders Σ_j (1 − known at jΔ)",
		Source:  "independent ways there and back", Trials: 4000,
		Scenario: `name: reminders
network: {tiers: [hq, unit], fan_out: {hq: 1, unit: 20}}
channels: {down: {delivers: 0.7, delay: {exponential: {mean: 1h}}}, back: {delivers: 0.8, delay: {exponential: {mean: 1h}}}}
relays: {hq: {over: [down]}}
up: {unit: {over: [back]}}
answers: {read: {kind: receipt, from: unit, to: hq}}
messages: [{name: m, remind: {unless: read, by: hq, after: 6h, times: 2}}]
questions: {horizon: 100h}
`,
		Claims: []Claim{
			knows("known by 5 h", "hq", "read", hours(5), known(5)),
			knows("known by 9 h", "hq", "read", hours(9), known(9)),
			knows("known in the end", "hq", "read", hours(100), known(end)),
			{What: "share that has it in the end", Of: Reach, Tier: "unit", At: hours(100), Expected: reached(end), Spread: Measured},
			{What: "reminders in a play", Of: Reminded, Way: "read", Expected: n * sent, Spread: Measured},
			{What: "mean time of the receipts, h", Of: KnownDelay, Tier: "hq", Way: "read", In: model.Hour, Expected: mean, Spread: 4.5 / math.Sqrt(n*0.9), Slack: 0.002},
		},
	}
}

func streamOfReports() Law {
	const n, perDay, q, k, t = 136, 0.02, 0.63, 3, 48.0
	// Λ(t) = n λ q ∫₀ᵗ E₂
	mean := n * perDay / 24 * q * integral(func(s float64) float64 { return phases(equal(1, 2), s) }, t)
	third := 1 - distuv.Poisson{Lambda: mean}.CDF(k-1)
	return Law{
		Number: 27, Name: "reports", Title: "136 units report one thing in fifty days each, and the third report that is in releases a reply",
		Formula: "in hand by t: Poisson(n λ q ∫₀ᵗ G); the k-th by t: P(Poisson ≥ k)",
		Source:  "a Poisson stream thinned and displaced is one (Doob 1953)", Trials: 8000,
		Scenario: `name: reports
network: {tiers: [top, block, unit], fan_out: {top: 1, block: 8, unit: 17}}
channels: {c: {delay: {exponential: {mean: 1h}}}}
up: {unit: {passes_on: 0.7}, block: {passes_on: 0.9}}
answers: {trend: {kind: report, of: unit, rate: 0.02/d, to: top}}
messages: [{name: reply, when: {answer: trend, count: 3}}]
questions: {horizon: 48h}
`,
		Claims: []Claim{
			{What: "reports in hand at the top by 48 h", Of: Reports, Tier: "top", Way: "trend", At: hours(t), Expected: mean, Spread: math.Sqrt(mean)},
			{What: "chance that the reply is released by 48 h", Of: Released, Expected: third, Spread: math.Sqrt(third * (1 - third))},
			reach("share of plays in which the top has it by 48 h", "top", hours(t), third, 1),
		},
	}
}

func merging() Law {
	const perHour, w, end = 0.5, 4.0, 400.0
	// Of a renewal process with gaps of w and an exponential wait: the rate, and by the
	// end an excess over it of (variance of the gap)/(2·mean²) − 1/2 + w.
	gap := w + 1/perHour
	mean := end/gap + (1/(perHour*perHour)+gap*gap)/(2*gap*gap) - 1/(perHour*gap) + 1/(perHour*gap) - 1 + w/gap
	return Law{
		Number: 27, Name: "merging", Title: "an office that passes on one report, and then none for four hours",
		Formula: "of a stream λ: λ/(1 + λw) are passed on",
		Source:  "a counter with dead time (Feller 1948)", Trials: 4000,
		Scenario: `name: merging
network: {tiers: [top, unit], fan_out: [1, 1]}
up: {unit: {merges: 4h}}
answers: {trend: {kind: report, of: unit, rate: 0.5/h, to: top}}
messages: [{name: reply, when: {answer: trend, count: 2}}]
questions: {horizon: 400h}
`,
		Claims: []Claim{
			{What: "reports in hand at the top by 400 h", Of: Reports, Tier: "top", Way: "trend", At: hours(end), Expected: mean, Spread: 3, Slack: 0.02},
			// Two gaps: an exponential wait, and the dead time with another.
			{What: "mean time of the reply, h", Of: MeanDelay, Tier: "top", In: model.Hour, Expected: 2/perHour + w, Spread: math.Sqrt(2) / perHour, Slack: 0.001},
		},
	}
}
