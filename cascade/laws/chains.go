package laws

import (
	"math"

	"harkara/model"
	"harkara/model/scenario"
)

// chains are laws of a message that passes through one unit after another.
func chains() []Law { return []Law{erlang(), erlangPeople(), hypoexponential(), expiry()} }

const (
	erlangFormula = "k waits of rate λ one after another: F(t) = 1 − Σ_{i<k} e^{−λt} (λt)^i / i!, mean k/λ"
	erlangSource  = "Erlang, Solution of some problems in the theory of probabilities, 1917; Cox, Renewal Theory, 1962"
)

func erlang() Law {
	return Law{
		Number: 1, Name: "erlang", Title: "a chain of equal waits on the wire",
		Formula: erlangFormula, Source: erlangSource, Trials: 1000,
		Scenario: `name: erlang
network:
  tiers: [origin, first, second, third, fourth, fifth]
  fan_out: {origin: 1, first: 100, second: 1, third: 1, fourth: 1, fifth: 1}
channels:
  wire: {delay: {exponential: {mean: 1h}}}
questions: {horizon: 100h}
`,
		Claims: afterPhases("fifth", equal(1, 5), model.Hour, 5, 8),
	}
}

// afterPhases are the claims of units at the ends of chains: shares at two
// times, and the mean arrival, in a unit of time in which the rates are given.
func afterPhases(tier string, rates []float64, in model.Tick, early, late float64) []Claim {
	mean, variance := meanOfPhases(rates)
	at := func(t float64) model.Tick { return model.TicksOf(t * in.Seconds()) }
	return []Claim{
		reach("share that has it by "+scenario.FormatDuration(at(early)), tier, at(early), phases(rates, early), side),
		reach("share that has it by "+scenario.FormatDuration(at(late)), tier, at(late), phases(rates, late), side),
		meanDelay("mean arrival, "+letter(in), tier, in, mean, variance, side),
	}
}

// letter is how a unit of time is written.
func letter(in model.Tick) string {
	switch in {
	case model.Minute:
		return "min"
	case model.Day:
		return "d"
	}
	return "h"
}

func erlangPeople() Law {
	return Law{
		Number: 1, Name: "erlang-people", Title: "a chain of people who are as slow to notice as to write",
		Formula: erlangFormula, Source: erlangSource, Trials: 1000,
		Scenario: `name: erlang-people
network:
  tiers: [origin, first, second, third]
  fan_out: {origin: 1, first: 100, second: 1, third: 1}
channels:
  wire: {delay: {exponential: {mean: 1h}}}
relays:
  first: {notices: {exponential: {mean: 1h}}}
  second: {notices: {exponential: {mean: 1h}}}
questions: {horizon: 100h}
`,
		Claims: afterPhases("third", equal(1, 5), model.Hour, 5, 8),
	}
}

func hypoexponential() Law {
	return Law{
		Number: 2, Name: "hypoexponential", Title: "a chain of unequal waits",
		Formula: "waits of means m_i one after another: mean Σ m_i, variance Σ m_i²; F by uniformisation",
		Source:  "Cox, A use of complex probabilities in the theory of stochastic processes, 1955; Jensen 1953 for F",
		Trials:  1000,
		Scenario: `name: hypoexponential
network:
  tiers: [origin, first, second, third]
  fan_out: {origin: 1, first: 100, second: 1, third: 1}
channels:
  runner: {delay: {exponential: {mean: 5m}}}
  rider: {delay: {exponential: {mean: 6m}}}
  post: {delay: {exponential: {mean: 6m}}}
relays:
  origin: {over: runner}
  first: {over: rider}
  second: {over: post}
questions: {horizon: 12h}
`,
		Claims: afterPhases("third", []float64{1.0 / 5, 1.0 / 6, 1.0 / 6}, model.Minute, 17, 30),
	}
}

func expiry() Law {
	const until = 2.0
	whole := -math.Expm1(-until)
	mean := (whole - until*math.Exp(-until)) / whole
	square := (2 - math.Exp(-until)*(until*until+2*until+2)) / whole
	return Law{
		Number: 1, Name: "expiry", Title: "nobody starts once the message has expired",
		Formula: "F(t) = 1 − e^{−λ min(t, x)}; mean of those in time (1 − e^{−λx}(1 + λx)) / (λ (1 − e^{−λx}))",
		Source:  "the exponential distribution cut off at x (Johnson and Kotz 1970)",
		Trials:  1000,
		Scenario: `name: expiry
network:
  tiers: [origin, office, reader]
  fan_out: {origin: 1, office: 100, reader: 1}
channels:
  wire: {delay: {fixed: 0s}}
relays:
  office: {notices: {exponential: {mean: 1h}}}
messages:
  - {expires: 2h}
questions: {horizon: 24h}
`,
		Claims: []Claim{
			reach(by(1), "reader", hours(1), -math.Expm1(-1), side),
			reach("share that has it in the end", "reader", hours(24), whole, side),
			improper{}.meanArrival("reader", mean, square-mean*mean, side*whole),
		},
	}
}
