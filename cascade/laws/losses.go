package laws

import (
	"fmt"
	"math"

	"harkara/model"
)

// losses are laws of a tree on which each contact may fail.
func losses() []Law {
	return []Law{branching(), diesOut("dies-out", 0.6), diesOut("dies-out-rarely", 0.8)}
}

// branching has exponential waits, so that its share is known at any time.
func branching() Law {
	const b, p, depth, leaves = 10, 0.9, 3, 1000
	mean, variance := galtonWatson(b, p, depth)
	fourth := moment(generation(b, p, depth), mean, 4)
	arrived := phases(equal(1, depth), 2)
	return Law{
		Number: 3, Name: "branching", Title: "losses on a tree",
		Formula: "each of b children has it with chance p: m = bp, σ² = bp(1−p); at depth d mean m^d, variance σ² m^{d−1} (m^d − 1)/(m − 1)",
		Source:  "Watson and Galton 1875; Harris, The Theory of Branching Processes, 1963, I.5",
		Trials:  2000,
		Scenario: `name: branching
network:
  tiers: [origin, first, second, third]
  fan_out: {origin: 1, first: 10, second: 10, third: 10}
channels:
  wire: {delivers: 0.9, delay: {exponential: {mean: 1h}}}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			{
				What: "share of the third tier that has it in the end, m³/1000", Of: Reach, Tier: "third", At: hours(60),
				Expected: mean / leaves, Spread: math.Sqrt(variance) / leaves,
			},
			{
				What: "variance of the number that has it", Of: CountVariance, Tier: "third", At: hours(60),
				Expected: variance, Spread: math.Sqrt(fourth - variance*variance),
			},
			{
				What: "share of the third tier that has it by 2 h, m³/1000 × Erlang", Of: Reach, Tier: "third", At: hours(2),
				Expected: mean / leaves * arrived, Spread: Measured,
			},
			{
				What: "mean arrival at the third tier, h", Of: MeanDelay, Tier: "third", In: model.Hour,
				Expected: depth, Spread: math.Sqrt(sharedWaits(b, p, depth)) / mean, Slack: tableError * depth,
			},
		},
	}
}

// sharedWaits is the variance of the sum, over the units reached at a depth, of
// how much later than expected each is. A wait delays all below it alike: it
// counts by the square of how many those are.
func sharedWaits(b int, p float64, depth int) float64 {
	sum, links := 0.0, 1.0
	for level := 1; level <= depth; level++ {
		links *= float64(b) * p
		mean, variance := galtonWatson(b, p, depth-level)
		sum += links * (mean*mean + variance)
	}
	return sum
}

func diesOut(name string, p float64) Law {
	const b, depth, leaves = 2, 10, 1024
	mean, variance := galtonWatson(b, p, depth)
	first := firstLeaf(b, p, depth)
	delivers := fmt.Sprint(p)
	const any = 1e-6
	return Law{
		Number: 4, Name: name, Title: "the message dies out, or when the first of the last tier has it (delivers " + delivers + ")",
		Formula: "q_d = (1 − p + p q_{d−1})^b from 0; the first of depth d: V_d = 1 − (1 − p (f ∗ V_{d−1}))^b",
		Source:  "Watson and Galton 1875; Bellman and Harris 1952 with time",
		Trials:  4000,
		Scenario: `name: ` + name + `
network:
  tiers: [origin, first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth]
  fan_out: {origin: 1, first: 2, second: 2, third: 2, fourth: 2, fifth: 2, sixth: 2, seventh: 2, eighth: 2, ninth: 2, tenth: 2}
channels:
  wire: {delivers: ` + delivers + `, delay: {exponential: {mean: 1h}}}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			chance("chance that any of the tenth tier has it in the end, 1 − q", "tenth", any, hours(60), 1-Extinct(b, p, depth)),
			chance("chance that any of the tenth tier has it by 5 h", "tenth", any, hours(5), first.at(5)),
			chance("chance that any of the tenth tier has it by 8 h", "tenth", any, hours(8), first.at(8)),
			{
				What: "share of the tenth tier that has it in the end, p¹⁰", Of: Reach, Tier: "tenth", At: hours(60),
				Expected: mean / leaves, Spread: math.Sqrt(variance) / leaves,
			},
		},
	}
}
