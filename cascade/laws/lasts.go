package laws

import (
	"math"

	"harkara/model"
	"harkara/model/scenario"
)

// lasts are laws of the slowest of many.
func lasts() []Law { return []Law{slowest(), origins(), lastOfTree(), order()} }

// spacings are the rates at which the next of n exponential waits of a rate
// ends, from none to k ended (Rényi 1953).
func spacings(n, k int, rate float64) []float64 {
	rates := make([]float64, k)
	for i := range rates {
		rates[i] = float64(n-i) * rate
	}
	return rates
}

func slowest() Law {
	const n = 128
	mean, variance := meanOfPhases(spacings(n, n, 1))
	return Law{
		Number: 5, Name: "slowest", Title: "the slowest of 128",
		Formula: "P(all by t) = F(t)^n; for exponential waits the mean is H_n / λ",
		Source:  "order statistics (Rényi 1953; David, Order Statistics, 1970)",
		Trials:  1000,
		Scenario: `name: slowest
network:
  tiers: [origin, reader]
  fan_out: {origin: 1, reader: 128}
channels:
  wire: {delay: {exponential: {mean: 1h}}}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			reach(by(1), "reader", hours(1), exponential(1, 1), n),
			chance("chance that all have it by 5 h", "reader", 1, hours(5), math.Pow(exponential(5, 1), n)),
			meanTime("mean time until all have it, h", "reader", 1, Grid{0, hours(0.5), hours(40)}, model.Hour, mean, variance),
		},
	}
}

func origins() Law {
	const n, rate = 60, 1.5 // 1 from the office and 1/2 from the league
	mean, variance := meanOfPhases(spacings(n, n, rate))
	return Law{
		Number: 5, Name: "origins", Title: "two origins at once: the first copy wins",
		Formula: "the least of exponential waits of rates λ and μ is one of rate λ + μ; the slowest of n has the mean H_n / (λ + μ)",
		Source:  "competing exponential waits (Feller 1971, I.3); Rényi 1953",
		Trials:  1000,
		Scenario: `name: origins
network:
  tiers: [office, reader]
  tree: {Office: {children: 60}}
  organisations:
    - name: league
      tiers: [figure]
      tree: {Figure: }
      joins: [{from: figure, to: reader, over: page}]
channels:
  wire: {delay: {exponential: {mean: 1h}}}
  page: {delay: {exponential: {mean: 2h}}}
relays:
  office: {over: wire}
messages:
  - {from: [Office, Figure]}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			reach(by(0.5), "reader", hours(0.5), exponential(0.5, 1/rate), n),
			meanDelay("mean arrival, h", "reader", model.Hour, 1/rate, 1/(rate*rate), n),
			meanTime("mean time until all have it, h", "reader", 1, Grid{0, hours(0.25), hours(30)}, model.Hour, mean, variance),
		},
	}
}

func lastOfTree() Law {
	const b = 10
	claims := []Claim{reach("share of the third tier that has it by 3 h", "third", hours(3), phases(equal(1, 3), 3), b*b*b)}
	claims[0].Spread = Measured // leaves share waits
	for d, tier := range []string{"first", "second", "third"} {
		last := lastLeaf(b, d+1)
		mean, variance := last.mean()
		claims = append(claims,
			chance("chance that all of the "+tier+" tier have it by "+scenario.FormatDuration(hours(math.Round(mean))), tier, 1, hours(math.Round(mean)), last.at(math.Round(mean))),
			meanTime("mean time until all of the "+tier+" tier have it, h", tier, 1, Grid{0, hours(0.5), hours(50)}, model.Hour, mean, variance))
	}
	return Law{
		Number: 6, Name: "last-leaf", Title: "everyone in a tree has it",
		Formula: "G_d = (f ∗ G_{d−1})^b, G_0 = 1",
		Source:  "the last birth of a branching process (Bellman and Harris 1952), by first step",
		Trials:  1000,
		Scenario: `name: last-leaf
network:
  tiers: [origin, first, second, third]
  fan_out: {origin: 1, first: 10, second: 10, third: 10}
channels:
  wire: {delay: {exponential: {mean: 1h}}}
questions: {horizon: 60h}
`,
		Claims: claims,
	}
}

func order() Law {
	const n = 1000
	law := Law{
		Number: 7, Name: "order", Title: "until half, and nine in ten, of 1,000 have it",
		Formula: "mean time until k of n have it (H_n − H_{n−k}) / λ; P(by t) is that of k or more heads of n coins of chance F(t)",
		Source:  "Rényi, On the theory of order statistics, 1953",
		Trials:  1000,
		Scenario: `name: order
network:
  tiers: [origin, reader]
  fan_out: {origin: 1, reader: 1000}
channels:
  wire: {delay: {exponential: {mean: 1h}}}
questions: {horizon: 60h}
`,
		Claims: []Claim{reach(by(1), "reader", hours(1), exponential(1, 1), n)},
	}
	for _, x := range []struct {
		share float64
		k     int
		words string
		grid  Grid
	}{
		{0.5, 500, "half", Grid{hours(0.35), hours(0.02), hours(1.1)}},
		{0.9, 900, "nine in ten", Grid{hours(1.6), hours(0.05), hours(3.2)}},
	} {
		mean, variance := meanOfPhases(spacings(n, x.k, 1))
		law.Claims = append(law.Claims,
			meanTime("mean time until "+x.words+" have it, h", "reader", x.share, x.grid, model.Hour, mean, variance),
			medianTime("median time until "+x.words+" have it, h", "reader", x.share, model.Hour, 0, 6,
				func(t float64) float64 { return atLeast(x.k, n, exponential(t, 1)) }))
	}
	return law
}
