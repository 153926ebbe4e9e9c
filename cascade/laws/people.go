package laws

import (
	"math"

	"gonum.org/v1/gonum/mathext"

	"harkara/model"
)

// afterFew is the mean time, and its standard deviation from play to play, at which
// one of many people hears from the others at rate r, where at first k know it, k
// being Poisson with mean m and not 0. The growth is a Yule process, k e^{rt} times a
// gamma variable W/k, until it is logistic, which is even about its half at
// ln(n/W)/r: E ln W = ψ(k), var ln W = ψ'(k) (Yule 1925; Harris 1963, V.3).
func afterFew(n, m, r float64) (mean, sd float64) {
	p, all, first, second := math.Exp(-m), 0.0, 0.0, 0.0
	for k := 1.0; k < 60; k++ {
		p *= m / k
		x := math.Log(n) - mathext.Digamma(k)
		all += p
		first += p * x
		second += p * (x*x + mathext.Zeta(2, k))
	}
	mean = first / all
	return mean / r, math.Sqrt(second/all-mean*mean) / r
}

// fewStart is talk in a large unit of whose people chance may tell nobody: then talk
// never starts, however many they are.
func fewStart() Law {
	const people, share = 200_000, 0.00001
	when, scatter := afterFew(people, people*share, 0.5)
	any := -math.Expm1(people * math.Log1p(-share))
	spread := math.Sqrt(any * (1 - any))
	return Law{
		Number: 12, Name: "few-start", Title: "200,000 people, of whom a radio tells two on average, hear from each other",
		Formula: "nobody of n starts with chance (1 − s)^n ≈ e^{−ns} = e^−2; else all have it, on average at (ln n − E[ψ(K)])/r, K who start",
		Source:  "a pure birth process that starts with 0 stays there; with more it is a Yule process at first (Harris 1963)", Trials: 1000,
		Scenario: `name: few-start
network:
  tiers: [station]
  tree: {Station: {population: 200000, households: 50000}}
channels:
  air: {}
relays:
  station: {over: [air]}
public:
  hears:
    radio: {broadcast: {from: station, over: air, share: 0.00001}}
    talk: {talk: {rate: 0.5/h}}
questions: {horizon: 96h}
`,
		Claims: []Claim{
			{What: "share that has it by 96 h, 1 − (1 − s)^n", Of: Reach, Tier: model.PublicTier, At: hours(96), Expected: any, Spread: spread, Slack: 1e-5},
			chance("chance that half have it by 96 h, 1 − (1 − s)^n", model.PublicTier, 0.5, hours(96), any),
			{What: "mean arrival of people where anybody starts, h", Of: MeanDelay, Tier: model.PublicTier, In: model.Hour,
				Expected: when, Spread: scatter / math.Sqrt(any), Slack: 0.001 * when},
		},
	}
}

// peopleDelay are laws of when people hear: with a delay that is always the same, and
// with a chain of two random ones.
func peopleDelay() []Law {
	const mean, fixed = 2.0, 1.85
	scenario := func(name, notices, delay string) string {
		return "name: " + name + `
network: {tiers: [office], tree: {Office: {population: 1000, households: 200}}}
channels:
  page: {delay: ` + delay + `}
relays:
  office: {notices: ` + notices + `, over: [page]}
public: {hears: {group: {broadcast: {share: 0.39, over: page}}}}
questions: {horizon: 96h}
`
	}
	return []Law{
		{
			Number: 2, Name: "people-at-once", Title: "everybody who hears does so when the office starts",
			Formula: "a notice of exactly 111 min: the mean arrival of people is 111 min", Source: "by hand", Trials: 200,
			Scenario: scenario("people-at-once", "111m", "0s"),
			Claims: []Claim{
				{What: "share of people who have it in the end", Of: Reach, Tier: model.PublicTier, At: hours(96), Expected: 0.39,
					Spread: math.Sqrt(0.39 * 0.61 / 1000)},
				{What: "mean arrival of people, h", Of: MeanDelay, Tier: model.PublicTier, In: model.Hour, Expected: fixed},
			},
		},
		{
			Number: 2, Name: "people-by-chance", Title: "the office notices after a random wait, and people hear as it starts",
			Formula: "a notice exponential with mean 2 h: so is the arrival of people; by t they are a share s(1 − e^{−t/2})",
			Source:  "by hand", Trials: 4000,
			Scenario: scenario("people-by-chance", "{exponential: {mean: 2h}}", "0s"),
			Claims: []Claim{
				{What: "share of people who have it by 2 h, s(1 − 1/e)", Of: Reach, Tier: model.PublicTier, At: hours(2),
					Expected: -0.39 * math.Expm1(-1), Spread: 0.39 * math.Sqrt(math.Exp(-1)*(1-math.Exp(-1)))},
				{What: "mean arrival of people, h", Of: MeanDelay, Tier: model.PublicTier, In: model.Hour, Expected: mean,
					// Each play has its own number of people, drawn. Exact answers
					// take people's delays off a grid of times, 0.13 % early here.
					Spread: mean * math.Sqrt(1+0.61/390), Slack: 0.002 * mean},
			},
		},
	}
}
