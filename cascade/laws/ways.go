package laws

import (
	"fmt"

	"harkara/model"
)

// firstWays are laws of by which way people hear first.
func firstWays() []Law {
	return []Law{race(), rumour("first-of-ten", 10), rumour("first-of-many", 1000)}
}

// race: two broadcasts that everybody hears, of exponential waits.
func race() Law {
	const n, fast, slow = 1000, 1.0, 3.0
	hazard := 1/fast + 1/slow
	first := 1 / fast / hazard
	half := func(t float64) float64 { return atLeast(n/2, n, exponential(t, 1/hazard)) }
	return Law{
		Number: 18, Name: "first-of-two", Title: "of two broadcasts, which comes first",
		Formula: "hazards a and b: a share a/(a + b) of those who have heard by t heard first from the first, whatever t; F(t) = 1 − e^{−(a+b)t}",
		Source:  "competing exponential waits (Feller, An Introduction to Probability Theory, 1968)", Trials: 1000,
		Scenario: `name: first-of-two
network: {tiers: [village], fan_out: {village: 1}}
channels:
  tv: {delay: {exponential: {mean: 1h}}}
  sms: {delay: {exponential: {mean: 3h}}}
relays: {village: {over: tv}}
public:
  population: 1000
  hears:
    tv: {broadcast: {over: tv, share: 1}}
    sms: {broadcast: {over: sms, share: 1}}
questions: {horizon: 40h}
`,
		Claims: []Claim{
			{What: "share first told by tv, of those who know by 1 h", Of: FirstBy, Way: "tv", Tier: model.PublicTier, At: hours(1), Expected: first, Spread: Measured},
			{What: "share first told by tv in the end", Of: FirstBy, Way: "tv", Tier: model.PublicTier, At: hours(40), Expected: first, Spread: Measured},
			{What: "share that knows by 1 h", Of: Reach, Tier: model.PublicTier, At: hours(1), Expected: exponential(1, 1/hazard), Spread: Measured, Slack: curveError},
			medianTime("median time until half know, h", model.PublicTier, 0.5, model.Hour, 0, 40, half),
		},
	}
}

// rumour: people who hear from outside, and from each other.
func rumour(name string, n int) Law {
	told := 0.0
	for k := range n {
		x := inside * float64(k) / float64(n)
		told += x / (outside + x) / float64(n)
	}
	rates := births(n, 0, outside, inside)
	half, variance := meanOfPhases(rates[:n/2])
	g := Grid{0, days(0.5), days(60)}
	if n > 100 {
		g = Grid{days(3), days(0.25), days(11)}
	}
	return Law{
		Number: 18, Name: name, Title: "who was told by others, and who by the radio",
		Formula: "hazard a from outside, b × (share who know) from others: a share (1/N) Σ_{n<N} (bn/N)/(a + bn/N) is told by others first",
		Source:  "each step of the birth process is by one of two hazards; Niu, A stochastic formulation of the Bass model, 2002", Trials: 4000,
		Scenario: "name: " + name + `
network: {tiers: [village], fan_out: {village: 1}}
channels:
  radio: {delay: {exponential: {mean: 800h}}}
public:
  population: ` + fmt.Sprint(n) + `
  hears:
    radio: {broadcast: {over: radio, share: 1}}
    neighbours: {talk: {rate: 0.38/d}}
questions: {horizon: 400d}
`,
		Claims: []Claim{
			{What: "share first told by neighbours, in the end", Of: FirstBy, Way: "neighbours", Tier: model.PublicTier, At: days(400), Expected: told, Spread: Measured},
			meanTime("mean time until half know, d", model.PublicTier, 0.5, g, model.Day, half, variance),
		},
	}
}
