package laws

import (
	"math"

	"harkara/model"
)

// unanswered is a list of which only some answer, and a call that is not
// answered is short.
func unanswered() Law {
	const n, p, talk, ring = 20, 0.5, 6.0, 1.0
	end := func(k, answered int) float64 { return talk + float64(answered)*talk + float64(k-answered)*ring }
	by := func(t float64) func(k, answered int) float64 {
		return func(k, answered int) float64 {
			if end(k, answered) <= t {
				return 1
			}
			return 0
		}
	}
	mean := talk + (n-1)*(p*talk+(1-p)*ring)/2
	_, spread := sumOfCalls(n, p, func(k, answered int) float64 { return end(k, answered) - mean })
	half, halfSpread := sumOfCalls(n, p, by(30))
	whole, wholeSpread := sumOfCalls(n, p, by(60))
	return Law{
		Number: 9, Name: "unanswered", Title: "half of the calls are not answered, and are short",
		Formula: "one line, chance p, calls of τ, σ where not answered: the k-th, if reached, at τ + (k−1)(pτ + (1−p)σ) on average",
		Source:  "the calls before the k-th answered are binomial", Trials: 2000,
		Scenario: `name: unanswered
network:
  tiers: [origin, reader]
  fan_out: {origin: 1, reader: 20}
channels:
  phone: {delivers: 0.5, calls: {lines: 1, each: {fixed: 6m}, unanswered: {fixed: 1m}, order: listed}}
questions: {horizon: 12h}
`,
		Claims: []Claim{
			{What: "share that has it by 30 min", Of: Reach, Tier: "reader", At: minutes(30), Expected: half / n, Spread: halfSpread / n},
			{What: "share that has it by 60 min", Of: Reach, Tier: "reader", At: minutes(60), Expected: whole / n, Spread: wholeSpread / n},
			{What: "mean arrival of those it reaches, min", Of: MeanDelay, Tier: "reader", In: model.Minute, Expected: mean, Spread: spread / (n * p)},
		},
	}
}

// sumOfCalls is the mean and the standard deviation, over n calls each answered
// with chance p, of the sum of what each answered call counts for, given how
// many were made before it and how many of them were answered.
func sumOfCalls(n int, p float64, counts func(k, answered int) float64) (mean, sd float64) {
	type moments struct{ chance, first, second float64 }
	now := []moments{{chance: 1}}
	for k := range n {
		next := make([]moments, len(now)+1)
		for answered, m := range now {
			x := counts(k, answered)
			add := func(to *moments, p, x float64) {
				to.chance += p * m.chance
				to.first += p * (m.first + x*m.chance)
				to.second += p * (m.second + 2*x*m.first + x*x*m.chance)
			}
			add(&next[answered], 1-p, 0)
			add(&next[answered+1], p, x)
		}
		now = next
	}
	square := 0.0
	for _, m := range now {
		mean += m.first
		square += m.second
	}
	return mean, math.Sqrt(max(square-mean*mean, 0))
}
