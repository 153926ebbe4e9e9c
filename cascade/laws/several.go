package laws

import (
	"math"
	"strconv"

	"harkara/model"
)

// several are laws of several messages that the same people deal with, and that share lines.
func several() []Law {
	return []Law{waitingLine(), servers(), fullDesk(), burst(), tiring(), replacing()}
}

// queue is one office that deals with a stream of messages.
func queue(name, title, formula, source string, perHour int, handles string, claims []Claim) Law {
	return Law{
		Number: 28, Name: name, Title: title, Formula: formula, Source: source, Trials: 300,
		Scenario: `name: ` + name + `
network: {tiers: [office, reader], fan_out: [1, 1]}
relays: {office: ` + handles + `}
messages: [{name: requests, arrives: {rate: ` + strconv.Itoa(perHour) + `/h, until: 400h}}]
questions: {horizon: 400h}
`,
		Claims: claims,
	}
}

func waitingLine() Law {
	const rho, mu = 0.8, 10.0
	return queue("waiting-line", "eight requests an hour for one person who needs 6 minutes for each, on average", "M/M/1: load ρ; mean wait ρ/(μ − λ)", "Erlang (1909)",
		8, "{handles: {each: {exponential: {mean: 6m}}}}", []Claim{
			{What: "load", Of: Busy, Tier: "office", Expected: rho, Spread: Measured},
			{What: "mean wait, h", Of: Waits, Tier: "office", In: model.Hour, Expected: rho / (mu * (1 - rho)), Spread: Measured},
		})
}

// erlangC is the chance to wait for one of c servers at a load of a.
func erlangC(c int, a float64) float64 {
	b := 1.0 // Erlang's B, by its recursion
	for k := 1; k <= c; k++ {
		b = a * b / (float64(k) + a*b)
	}
	return b / (1 - a/float64(c)*(1-b))
}

func servers() Law {
	const c, perHour, mu = 3, 25.0, 10.0
	wait := erlangC(c, perHour/mu) / (c*mu - perHour)
	return queue("shared-desk", "25 requests an hour for three people who share them", "M/M/c: load λ/cμ; mean wait C/(cμ − λ)", "Erlang (1917)",
		25, "{people: 3, handles: {shared: true, each: {exponential: {mean: 6m}}}}", []Claim{
			{What: "load", Of: Busy, Tier: "office", Expected: perHour / (c * mu), Spread: Measured},
			{What: "mean wait, h", Of: Waits, Tier: "office", In: model.Hour, Expected: wait, Spread: Measured},
		})
}

func fullDesk() Law {
	const perHour, mu, k = 12.0, 10.0, 5
	rho := perHour / mu
	full := (1 - rho) * math.Pow(rho, k) / (1 - math.Pow(rho, k+1))
	// Mean number in the office, by Little's law of those who are let in.
	number := rho/(1-rho) - float64(k+1)*math.Pow(rho, k+1)/(1-math.Pow(rho, k+1))
	stay := number / (perHour * (1 - full))
	return queue("full-desk", "twelve requests an hour for one person, and no more than five at a time", "M/M/1/K: dropped (1 − ρ)ρ^K/(1 − ρ^{K+1})", "Kleinrock (1975)",
		12, "{handles: {each: {exponential: {mean: 6m}}, at_most: 5}}", []Claim{
			{What: "share dropped", Of: Dropped, Tier: "office", Expected: full, Spread: Measured},
			{What: "load", Of: Busy, Tier: "office", Expected: rho * (1 - full), Spread: Measured},
			{What: "mean wait, h", Of: Waits, Tier: "office", In: model.Hour, Expected: stay - 1/mu, Spread: Measured},
		})
}

func burst() Law {
	const n, each = 10, 6
	return Law{
		Number: 29, Name: "burst", Title: "two messages to ten units each, called about on one line, six minutes a call", About: 1,
		Formula: "the i-th contact ends at iτ; those of the second message follow: (n + i)τ",
		Source:  "one line makes one call at a time", Trials: 10,
		Scenario: `name: burst
network: {tiers: [office, reader], fan_out: [1, 10]}
channels: {phone: {calls: {each: 6m, order: listed}}}
messages: [{name: first}, {name: second}]
questions: {horizon: 3h}
`,
		Claims: []Claim{
			sure("share that has the second just before 66 min", "reader", minutes((n+1)*each)-1, 0),
			sure("share that has it by 90 min", "reader", minutes((n+5)*each), 0.5),
			sure("by 120 min", "reader", minutes(2*n*each), 1),
			{What: "mean time of the second, min", Of: MeanDelay, Tier: "reader", In: model.Minute, Expected: (n + float64(n+1)/2) * each},
		},
	}
}

func tiring() Law {
	const p, by = 0.8, 0.9
	return Law{
		Number: 29, Name: "tiring", Title: "a bulletin every twelve hours, passed on less the day after another came", About: 2,
		Formula: "p · by^k, k others less than a day before: of the third .8 × .9",
		Source:  "definition: one that came a whole day before does not count", Trials: 3000,
		Scenario: `name: tiring
network: {tiers: [office, reader], fan_out: [20, 1]}
channels: {mail: {delay: {exponential: {mean: 1h}}}}
relays: {office: {passes_on: 0.8, tires: {per: 1d, by: 0.9}}}
messages: [{name: bulletin, from: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20], every: 12h, times: 3}]
questions: {horizon: 72h}
`,
		Claims: []Claim{
			reach("share of readers that get the third", "reader", hours(72), p*by, 20),
			reach("an hour after it was sent", "reader", hours(25), p*by*exponential(1, 1), 20),
			{What: "mean time of the third, h", Of: MeanDelay, Tier: "reader", In: model.Hour, Expected: 25, Spread: 1 / math.Sqrt(20*p*by), Slack: 25 * tableError},
		},
	}
}

func replacing() Law {
	const p, m, a = 0.8, 2.0, 3.0
	started := p * exponential(a, m)
	// Of those who start before a, the mean of when.
	mean := m - a*math.Exp(-a/m)/exponential(a, m)
	return Law{
		Number: 29, Name: "replacing", Title: "offices that notice after two hours on average, and a message after three hours that replaces the first",
		Formula: "p(1 − e^{−a/m}) start before the other comes",
		Source:  "an exponential wait, cut off", Trials: 4000,
		Scenario: `name: replacing
network: {tiers: [hq, office, reader], fan_out: [1, 20, 1]}
relays: {office: {passes_on: 0.8, notices: {exponential: {mean: 2h}}}}
messages: [{name: first}, {name: urgent, at: 3h, replaces: first}]
questions: {horizon: 24h}
`,
		Claims: []Claim{
			reach("share of readers that get the first", "reader", hours(24), started, 20),
			reach("by 1 h", "reader", hours(1), p*exponential(1, m), 20),
			{What: "mean time of the first, h", Of: MeanDelay, Tier: "reader", In: model.Hour, Expected: mean, Spread: 0.9 / math.Sqrt(20*started), Slack: mean * tableError},
		},
	}
}
