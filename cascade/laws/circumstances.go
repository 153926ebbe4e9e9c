package laws

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"harkara/model"
)

// circumstances are laws of plays that are not alike: the law of the whole is the
// mixture of the laws of its kinds of play.
func circumstances() []Law { return []Law{holiday(), feastAndStrike()} }

const (
	circumstanceFormula = "circumstances that hold with chances make plays of kinds v with chances c_v: F = Σ c_v F_v, mean Σ c_v μ_v, variance Σ c_v (σ_v² + μ_v²) − mean²"
	circumstanceSource  = "total probability, and the law of total variance (Feller, An Introduction to Probability Theory, 1968)"
)

// holiday: on one day in five, messages get through less often and later.
func holiday() Law {
	const n, rare = 10, 0.2
	kinds := []struct{ chance, p, mean float64 }{{1 - rare, 0.9, 1}, {rare, 0.3, 3}}
	// at is the mean and the variance of the number that has it by t hours, the
	// fourth moment about that mean, and the chance that half have it.
	at := func(t float64) (mean, variance, fourth, half float64) {
		counts := make([]float64, n+1)
		for _, k := range kinds {
			b := distuv.Binomial{N: n, P: k.p * exponential(t, k.mean)}
			for i := range counts {
				counts[i] += k.chance * b.Prob(float64(i))
			}
		}
		mean = moment(counts, 0, 1)
		for i := n / 2; i <= n; i++ {
			half += counts[i]
		}
		return mean, moment(counts, mean, 2), moment(counts, mean, 4), half
	}
	end, variance, fourth, _ := at(1000)
	early, earlyVariance, _, half := at(1)
	told, delay := 0.0, 0.0
	for _, k := range kinds {
		told += k.chance * k.p
		delay += k.chance * k.p * k.mean
	}
	delay /= told
	// In one play in five all waits are longer together: of arrivals less their mean,
	// added up, the variance is within kinds of play and between them.
	pooled := 0.0
	for _, k := range kinds {
		off := k.mean - delay
		pooled += k.chance * (n*k.p*k.mean*k.mean + (n*k.p*(1-k.p)+n*k.p*n*k.p)*off*off)
	}
	return Law{
		Number: 17, Name: "holiday", Title: "one day in five is a holiday",
		Formula: circumstanceFormula, Source: circumstanceSource, Trials: 20000,
		Scenario: `name: holiday
network:
  tiers: [origin, reader]
  fan_out: {origin: 1, reader: 10}
channels:
  wire: {delivers: 0.9, delay: {exponential: {mean: 1h}}}
circumstances:
  holiday: {chance: 0.2, set: {channels.wire.delivers: 0.3, channels.wire.delay: {exponential: {mean: 3h}}}}
questions: {horizon: 90h}
`,
		Claims: []Claim{
			{What: "share that has it in the end, Σ c p", Of: Reach, Tier: "reader", At: hours(90), Expected: end / n, Spread: math.Sqrt(variance) / n},
			{What: "variance of the number that has it", Of: CountVariance, Tier: "reader", At: hours(90), Expected: variance, Spread: math.Sqrt(fourth - variance*variance)},
			{What: "share that has it by 1 h", Of: Reach, Tier: "reader", At: hours(1), Expected: early / n, Spread: math.Sqrt(earlyVariance) / n},
			chance("chance that half have it by 1 h", "reader", 0.5, hours(1), half),
			{
				What: "mean arrival, h", Of: MeanDelay, Tier: "reader", In: model.Hour, Expected: delay,
				Spread: math.Sqrt(pooled) / (n * told), Slack: tableError * delay,
			},
		},
	}
}

// feastAndStrike: two circumstances, which hold alone of each other.
func feastAndStrike() Law {
	const feast, strike, works = 0.3, 0.5, 0.6
	f := func(t float64) float64 {
		return (1 - strike*(1-works)) * ((1-feast)*exponential(t, 1) + feast*exponential(t, 4))
	}
	return Law{
		Number: 17, Name: "feast-and-strike", Title: "a feast makes messages slow, and a strike loses some, alone of each other",
		Formula: circumstanceFormula, Source: circumstanceSource, Trials: 30000,
		Scenario: `name: feast-and-strike
network:
  tiers: [origin, reader]
  fan_out: {origin: 1, reader: 1}
channels:
  wire: {delay: {exponential: {mean: 1h}}}
circumstances:
  feast: {chance: 0.3, set: {channels.wire.delay: {exponential: {mean: 4h}}}}
  strike: {chance: 0.5, set: {relays.origin.passes_on: 0.6}}
questions: {horizon: 90h}
`,
		Claims: []Claim{
			reach("share that has it by 2 h", "reader", hours(2), f(2), 1),
			reach("share that has it in the end", "reader", hours(90), f(90), 1),
			medianTime("median time until it has it, h", "reader", 1, model.Hour, 0, 90, f),
		},
	}
}
