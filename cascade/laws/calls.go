package laws

import (
	"math"

	"harkara/model"
)

// calls are laws of contacts that are made one after another.
func calls() []Law {
	return []Law{telephoneTree(), splitList(), callCentre(), unanswered(), skips(), deputyLines()}
}

// telephoneTree has nothing random in what is asked of it: whoever is called k-th, a
// unit's children are called first, second, …, b-th in every play.
func telephoneTree() Law {
	const b, depth, each = 10, 3, 6.0
	mean := depth * (b + 1) * each / 2
	variance := depth * (b*b - 1) * each * each / 12.0
	end := minutes(b * depth * each)
	grid := Grid{0, minutes(each), end}
	return Law{
		Number: 8, Name: "telephone-tree", Title: "calls one after another, in a tree",
		Formula: "b calls of τ at each of L levels: mean arrival L(b+1)τ/2, variance L(b²−1)τ²/12, last bLτ",
		Source:  "a sum of L independent whole numbers, each uniform on 1 … b",
		Trials:  50,
		Scenario: `name: telephone-tree
network:
  tiers: [origin, first, second, third]
  fan_out: {origin: 1, first: 10, second: 10, third: 10}
channels:
  phone: {calls: {lines: 1, each: {fixed: 6m}, order: random}}
questions: {horizon: 12h}
`,
		Claims: []Claim{
			sure("share of the third tier that has it by 99 min", "third", minutes(99), atMost(b, depth, 16)),
			sure("share of the third tier that has it by 180 min", "third", end, 1),
			sure("share of the third tier that has it just before", "third", end-1, 0.999),
			{What: "mean arrival at the third tier, min", Of: MeanDelay, Tier: "third", In: model.Minute, Expected: mean},
			{What: "variance of arrivals at the third tier, min²", Of: DelayVariance, Tier: "third", Grid: grid, In: model.Minute, Expected: variance},
			{What: "time until all have it, min", Of: MedianTime, Tier: "third", Share: 1, In: model.Minute, Expected: end.Seconds() / 60, Slack: binWidth},
		},
	}
}

// atMost is the chance that so many numbers, each uniform on 1 … b, add up to
// at most sum.
func atMost(b, numbers, sum int) float64 {
	ways := map[int]float64{0: 1}
	for range numbers {
		next := map[int]float64{}
		for s, w := range ways {
			for k := 1; k <= b; k++ {
				next[s+k] += w / float64(b)
			}
		}
		ways = next
	}
	total := 0.0
	for s := range sum + 1 {
		total += ways[s]
	}
	return total
}

func splitList() Law {
	return Law{
		Number: 8, Name: "split-list", Title: "three people share out a list of twelve",
		Formula: "b children shared by k people: b/k calls each, mean arrival (b/k + 1)τ/2, last (b/k)τ",
		Source:  "law 8 with b/k for b",
		Trials:  50,
		Scenario: `name: split-list
network:
  tiers: [origin, reader]
  fan_out: {origin: 1, reader: 12}
channels:
  phone: {calls: {lines: 1, each: {fixed: 6m}, order: listed}}
relays:
  origin: {people: 3, split: true}
questions: {horizon: 2h}
`,
		Claims: []Claim{
			sure("share that has it by 12 min", "reader", minutes(12), 0.5),
			sure("share that has it by 24 min", "reader", minutes(24), 1),
			{What: "mean arrival, min", Of: MeanDelay, Tier: "reader", In: model.Minute, Expected: 15},
			{What: "time until all have it, min", Of: MedianTime, Tier: "reader", Share: 1, In: model.Minute, Expected: 24, Slack: binWidth},
		},
	}
}

func callCentre() Law {
	const n, lines, rate = 100, 5, 10.0
	rates := lineRates(n, lines, rate)
	mean, variance := meanOfPhases(rates)
	half, halfVariance := meanOfPhases(rates[:n/2])
	share, spread := countOfPhases(rates, 1, 0)
	return Law{
		Number: 9, Name: "call-centre", Title: "100 calls on 5 lines",
		Formula: "n calls of rate μ on c lines: the last ends at (n−c)/(cμ) + H_c/μ on average, the k-th of the first n−c+1 at k/(cμ)",
		Source:  "a queue that drains (Kleinrock, Queueing Systems, 1975: M/M/c without arrivals)",
		Trials:  2000,
		Scenario: `name: call-centre
network:
  tiers: [origin, reader]
  fan_out: {origin: 1, reader: 100}
channels:
  phone: {calls: {lines: 5, each: {exponential: {mean: 6m}}, order: random}}
questions: {horizon: 12h}
`,
		Claims: []Claim{
			{What: by(1), Of: Reach, Tier: "reader", At: hours(1), Expected: share / n, Spread: spread / n},
			meanTime("mean time until half have it, h", "reader", 0.5, Grid{0, hours(0.1), hours(3)}, model.Hour, half, halfVariance),
			meanTime("mean time until all have it, h", "reader", 1, Grid{0, hours(0.1), hours(8)}, model.Hour, mean, variance),
		},
	}
}

// lineRates are the rates at which the next of n calls on some lines ends.
func lineRates(n, lines int, rate float64) []float64 {
	rates := make([]float64, n)
	for k := range rates {
		rates[k] = float64(min(lines, n-k)) * rate
	}
	return rates
}

// countOfPhases is the mean and the standard deviation of how many are counted
// by t when one more is after each wait: Σ P(K ≥ k) and Σ (2k−1) P(K ≥ k).
func countOfPhases(rates []float64, t float64, before int) (mean, sd float64) {
	square := 0.0
	for k, p := range phasesUpTo(rates, t) {
		if k > 0 {
			mean += p
			square += float64(2*k-1) * p
		}
	}
	return mean + float64(before), math.Sqrt(max(square-mean*mean, 0))
}
