package laws

import (
	"fmt"
	"math"

	"harkara/model"
	"harkara/model/scenario"
)

// rumours are laws of people who tell each other.
func rumours() []Law {
	return []Law{village(), town(), fewStart(), siblings(), bass(), talkAlone("talk-alone", 1), talkAlone("talk-from-one-home", 5)}
}

// births are the rates at which the next person hears, from the moment that i
// of n know until all do: those who do not know hear at the hazard a from
// outside and b × (share who know) from each other.
func births(n, i int, a, b float64) []float64 {
	rates := make([]float64, 0, n-i)
	for k := i; k < n; k++ {
		rates = append(rates, float64(n-k)*(a+b*float64(k)/float64(n)))
	}
	return rates
}

// The numbers of the textbook's innovations (a, from outside) and imitations
// (b), a day.
const (
	outside = 0.03
	inside  = 0.38
)

const (
	birthFormula = "hazard a from outside plus b × (share who know): E[T_n] = Σ_{k<n} 1 / [(N−k)(a + bk/N)]"
	birthSource  = "a pure birth process (Feller 1939); Niu, A stochastic formulation of the Bass model, 2002"
)

// spread are the claims of a pure birth process, in days.
func spread(tier string, n int, a, b float64, half, all Grid) []Claim {
	rates := births(n, 0, a, b)
	mean, variance := meanOfPhases(rates[:n/2])
	last, lastVariance := meanOfPhases(rates)
	share, sd := countOfPhases(rates, 5, 0)
	total := float64(n)
	return []Claim{
		{What: "share that has it by 5 d", Of: Reach, Tier: tier, At: days(5), Expected: share / total, Spread: sd / total},
		meanTime("mean time until half have it, d", tier, 0.5, half, model.Day, mean, variance),
		meanTime("mean time until all have it, d", tier, 1, all, model.Day, last, lastVariance),
	}
}

func village() Law {
	const n = 10
	law := Law{
		Number: 12, Name: "village", Title: "ten people hear from the radio and from each other",
		Formula: birthFormula, Source: birthSource, Trials: 4000,
		Scenario: `name: village
network: {tiers: [village], fan_out: {village: 1}}
channels:
  radio: {delay: {exponential: {mean: 800h}}}
public:
  population: 10
  household: 1
  hears:
    radio: {broadcast: {over: radio, share: 1}}
    neighbours: {talk: {rate: 0.38/d}}
questions: {horizon: 90d}
`,
		Claims: spread(model.PublicTier, n, outside, inside, Grid{0, days(0.5), days(60)}, Grid{0, days(1), days(90)}),
	}
	share, sd := countOfPhases(births(n, 0, outside, inside), 5, 0)
	law.Claims = append(law.Claims, Claim{
		What: "variance of the number who have it by 5 d", Of: CountVariance, Tier: model.PublicTier, At: days(5),
		Expected: sd * sd, Spread: fourthOf(births(n, 0, outside, inside), 5, share),
	})
	return law
}

// fourthOf is the standard deviation of (K − mean)², where K is how many of
// the waits are over by t.
func fourthOf(rates []float64, t, mean float64) float64 {
	square, fourth := 0.0, 0.0
	for k, p := range phasesBy(rates, t) {
		off := (float64(k) - mean) * (float64(k) - mean)
		square += p * off
		fourth += p * off * off
	}
	return math.Sqrt(fourth - square*square)
}

// town is large enough for its people to be integrated, and small enough for
// chance to matter.
func town() Law {
	const n = 1000
	law := Law{
		Number: 12, Name: "town", Title: "a thousand people hear from the radio and from each other",
		Formula: birthFormula, Source: birthSource, Trials: 2000,
		Scenario: `name: town
network: {tiers: [town], fan_out: {town: 1}}
channels:
  radio: {delay: {exponential: {mean: 800h}}}
public:
  population: 1000
  household: 1
  hears:
    radio: {broadcast: {over: radio, share: 1}}
    neighbours: {talk: {rate: 0.38/d}}
questions: {horizon: 60d}
`,
		Claims: spread(model.PublicTier, n, outside, inside, Grid{days(3), days(0.25), days(11)}, Grid{days(12), days(1), days(60)}),
	}
	for i := range law.Claims {
		law.Claims[i].Slack = cohortError * law.Claims[i].Expected
	}
	return law
}

// siblings is the same process played by units and links instead of people.
func siblings() Law {
	const n, a, b = 10, 0.03, 0.4
	return Law{
		Number: 12, Name: "siblings", Title: "ten blocks hear from the district and from each other",
		Formula: birthFormula + ", with units for people", Source: birthSource, Trials: 4000,
		Scenario: `name: siblings
network:
  tiers: [district, block]
  fan_out: {district: 1, block: 10}
  links: [{among: block, over: phone}]
channels:
  courier: {delay: {exponential: {mean: 800h}}}
  phone: {delay: {exponential: {mean: 600h}}}  # each sibling; nine of them and 1/25 a day
relays:
  district: {over: courier}
questions: {horizon: 90d}
`,
		Claims: spread("block", n, a, b, Grid{0, days(0.5), days(60)}, Grid{0, days(1), days(90)}),
	}
}

// Bass is the share that has heard by t.
func Bass(a, b, t float64) float64 {
	e := math.Exp(-(a + b) * t)
	return (1 - e) / (1 + b/a*e)
}

// bassTime is when a share has heard.
func bassTime(a, b, share float64) float64 {
	return math.Log((1+b/a*share)/(1-share)) / (a + b)
}

func bass() Law {
	law := Law{
		Number: 13, Name: "bass", Title: "a million people hear from the radio and from each other",
		Formula: "A(t) = (1 − e^{−(a+b)t}) / (1 + (b/a) e^{−(a+b)t}); share s at t = ln((1 + bs/a)/(1 − s)) / (a+b)",
		Source:  "Bass, A new product growth model for consumer durables, 1969",
		Trials:  100,
		Scenario: `name: bass
network: {tiers: [city], fan_out: {city: 1}}
channels:
  radio: {delay: {exponential: {mean: 800h}}}
public:
  population: 1000000
  hears:
    radio: {broadcast: {over: radio, share: 1}}
    neighbours: {talk: {rate: 0.38/d}}
questions: {horizon: 30d}
`,
	}
	for _, t := range []float64{5, 10} {
		c := sure("share that has it by "+scenario.FormatDuration(days(t)), model.PublicTier, days(t), Bass(outside, inside, t))
		c.Slack = curveError
		law.Claims = append(law.Claims, c)
	}
	law.Claims = append(law.Claims, bassClaim(0.5, "half"), bassClaim(0.9, "nine in ten"))
	return law
}

func bassClaim(share float64, words string) Claim {
	t := bassTime(outside, inside, share)
	return Claim{
		What: "time until " + words + " have it, d", Of: MedianTime, Tier: model.PublicTier, Share: share, In: model.Day,
		Expected: t, Slack: timeError * t,
	}
}

// talkAlone starts with one home that a visitor comes to in the first minute;
// the visitor's hours end with it, so that all else is talk.
func talkAlone(name string, i int) Law {
	const n, b, visit = 50, 2.0, 1.0 / 60
	home := fmt.Sprint(i)
	rates := births(n, i, 0, b)
	mean, variance := meanOfPhases(rates)
	half, halfVariance := meanOfPhases(rates[:n/2-i])
	share, sd := countOfPhases(rates, 2-visit, i)
	return Law{
		Number: 14, Name: name, Title: "talk alone, from " + home + " of 50 people",
		Formula: "from i of N until all know: Σ_{n=i}^{N−1} N / (b n (N−n))",
		Source:  "a pure birth process (Yule 1925; Bailey, The Mathematical Theory of Epidemics, 1957)",
		Trials:  4000,
		Scenario: "name: " + name + `
timezone: UTC
start: 2024-10-07 09:00
network: {tiers: [village], fan_out: {village: 1}}
hours:
  minute: {days: mon, from: "09:00", to: "09:01"}
public:
  population: 50
  household: ` + home + `
  hears:
    visitor: {visits: {workers: 1, each: 60/h, hours: minute}}
    neighbours: {talk: {rate: 2/h}}
questions: {horizon: 48h}
`,
		Claims: []Claim{
			{What: by(2), Of: Reach, Tier: model.PublicTier, At: hours(2), Expected: share / n, Spread: sd / n},
			meanTime("mean time until half know, h", model.PublicTier, 0.5, Grid{0, hours(0.25), hours(24)}, model.Hour, half+visit, halfVariance),
			meanTime("mean time until all know, h", model.PublicTier, 1, Grid{0, hours(0.25), hours(30)}, model.Hour, mean+visit, variance),
		},
	}
}
