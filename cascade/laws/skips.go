package laws

import (
	"math"

	"harkara/model"
)

// skips is a list of people who also hear elsewhere. One more, who does not, is
// called after them: when that is tells how many calls were made.
func skips() Law {
	const n, each, elsewhere = 20, 6.0, 60.0
	share, calls := callsMade(n, each, elsewhere, 30)
	mean, square, few := 0.0, 0.0, 0.0
	for j, p := range calls {
		mean += p * float64(j)
		square += p * float64(j*j)
		if j <= 10 {
			few += p
		}
	}
	sd := math.Sqrt(square - mean*mean)
	return Law{
		Number: 9, Name: "skips", Title: "who has heard elsewhere by their turn is not called",
		Formula: "one line, calls of τ, exponential mean m elsewhere: after each of n, P(j+1 calls) gains P(j) e^(−jτ/m)",
		Source:  "the calls made are a chain with one step for each of the list", Trials: 2000,
		Scenario: `name: skips
network:
  tiers: [origin, reader]
  tree: {Office: {children: 20}}
  organisations:
    - name: last of the list
      tiers: [last]
      tree: {Last: }
      joins:
        - {from: origin, to: last, over: phone}
channels:
  phone: {calls: {lines: 1, each: {fixed: 6m}, order: listed, skips: has}}
  talk: {delay: {exponential: {mean: 1h}}}
relays:
  origin: {over: [phone, talk]}
questions: {horizon: 24h}
`,
		Claims: []Claim{
			{What: "share of readers that has it by 30 min", Of: Reach, Tier: "reader", At: minutes(30), Expected: share, Spread: Measured},
			reach("chance of at most ten calls before the last", "last", minutes(11*each), few, 1),
			{What: "mean time at which the last has it, min", Of: MeanDelay, Tier: "last", In: model.Minute, Expected: (mean + 1) * each, Spread: sd * each},
		},
	}
}

// callsMade is the share of a list of n that has heard by t, and the chance of
// each number of calls made to it, where calls take each and whoever is on the
// list hears elsewhere after an exponential wait of the given mean.
func callsMade(n int, each, elsewhere, t float64) (share float64, calls []float64) {
	calls = make([]float64, n+1)
	calls[0] = 1
	for range n {
		next := make([]float64, n+1)
		for j, p := range calls {
			if p == 0 {
				continue
			}
			called := math.Exp(-float64(j) * each / elsewhere)
			next[j] += p * (1 - called)
			next[j+1] += p * called
			if float64(j+1)*each <= t {
				share += p / float64(n)
			} else {
				share += p * exponential(t, elsewhere) / float64(n)
			}
		}
		calls = next
	}
	return share, calls
}

// deputyLines has nothing random in it: one clerk calls all offices, and then
// all whom these would have told.
func deputyLines() Law {
	const offices, below, each = 20, 10, 10
	return Law{
		Number: 10, Name: "deputy-lines", Title: "one clerk with one telephone stands in for 20 silent offices of 10",
		Formula: "own calls first: n calls of τ, then those taken over in the order of time; the last of n·b at n(1 + b)τ",
		Source:  "one line makes one call at a time", Trials: 10,
		Scenario: `name: deputy-lines
network:
  tiers: [clerk, office, reader]
  fan_out: {clerk: 1, office: 20, reader: 10}
channels:
  phone: {calls: {lines: 1, each: {fixed: 10m}, order: listed}}
relays:
  office: {passes_on: 0, bypassed_after: 30m}
questions: {horizon: 72h}
`,
		Claims: []Claim{
			sure("share that has it by 200 min", "reader", minutes(offices*each), 0),
			sure("share that has it by 24h", "reader", hours(24), (24*60-offices*each)/float64(each*offices*below)),
			sure("share that has it just before 36h 40m", "reader", minutes(offices*(1+below)*each)-1, 1-1.0/(offices*below)),
			sure("share that has it by 36h 40m", "reader", minutes(offices*(1+below)*each), 1),
			{What: "mean arrival, min", Of: MeanDelay, Tier: "reader", In: model.Minute, Expected: offices*each + (offices*below+1)*each/2.0},
		},
	}
}
