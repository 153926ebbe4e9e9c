package laws

import (
	"fmt"
	"math"

	"harkara/model"
)

// copies are laws of what becomes of what a message says on its way.
func copies() []Law {
	return []Law{garbledChain(), garbledVariants(), garbledTree(), firstCopy(), majority(), garbledTalk()}
}

// rightAfter is the chance that a copy is right after n hand-overs, each of which
// changes it with chance e to another of k variants; k = 0 is so many that it never
// comes right again.
func rightAfter(n int, e float64, k int) float64 {
	if k == 0 {
		return math.Pow(1-e, float64(n))
	}
	f := float64(k)
	return 1/f + (1-1/f)*math.Pow(1-e*f/(f-1), float64(n))
}

// held is a claim of what a tier holds, whose error is taken from the answer.
func held(what string, of Reading, tier string, at model.Tick, share float64) Claim {
	return Claim{What: what, Of: of, Tier: tier, At: at, Expected: share, Spread: Measured}
}

func garbledChain() Law {
	const n, e = 4, 0.05
	mean, variance := meanOfPhases(equal(1, n))
	rates := equal(1, n)
	return Law{
		Number: 19, Name: "garbled-chain", Title: "each hand-over changes a copy in one of twenty, four in a row",
		Formula: "right after n hand-overs (1 − ε)ⁿ, of those who have it, whenever they got it",
		Source:  "n independent chances", Trials: 20_000,
		Scenario: `name: garbled-chain
network: {tiers: [a, b, c, d, e], fan_out: [1, 1, 1, 1, 1]}
channels: {word: {garbles: 0.05, delay: {exponential: {mean: 1h}}}}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			held("share of the last with a right copy by 4 h", Right, "e", hours(4), phases(rates, 4)*rightAfter(n, e, 0)),
			held("of the last who have it by 4 h, share with a right copy", OfThose, "e", hours(4), rightAfter(n, e, 0)),
			held("of the second, in the end", Right, "c", hours(60), rightAfter(2, e, 0)),
			reach("share of the last that has it by 4 h", "e", hours(4), phases(rates, 4), 1),
			meanDelay("mean time of the last, h", "e", model.Hour, mean, variance, 1),
		},
	}
}

func garbledVariants() Law {
	const n, e, k = 6, 0.1, 4
	return Law{
		Number: 19, Name: "garbled-variants", Title: "one of four contents, changed in one of ten hand-overs, six in a row",
		Formula: "right after n hand-overs 1/K + (1 − 1/K)(1 − εK/(K − 1))ⁿ",
		Source:  "a symmetric chain on K states: Jukes and Cantor (1969)", Trials: 20_000,
		Scenario: `name: garbled-variants
network: {tiers: [a, b, c, d, e, f, g], fan_out: [1, 1, 1, 1, 1, 1, 1]}
channels: {word: {garbles: 0.1, variants: 4, delay: {exponential: {mean: 1h}}}}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			held("share of the last with a right copy", Right, "g", hours(60), rightAfter(n, e, k)),
			held("share of the third with a wrong copy", Wrong, "d", hours(60), 1-rightAfter(3, e, k)),
			reach("share of the last that has it by 6 h", "g", hours(6), phases(equal(1, n), 6), 1),
			meanDelay("mean time of the last, h", "g", model.Hour, n, n, 1),
		},
	}
}

func garbledTree() Law {
	const e = 0.1
	return Law{
		Number: 19, Name: "garbled-tree", Title: "six each tell six, three times over; each copy of a wrong copy is wrong",
		Formula: "mean share right (1 − ε)ᵈ; hands d",
		Source:  "linearity of the mean: those below one office share its copy", Trials: 1500,
		Scenario: `name: garbled-tree
network: {tiers: [a, b, c, d], fan_out: [1, 6, 6, 6]}
channels: {word: {garbles: 0.1, delay: {exponential: {mean: 1h}}}}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			held("share of the last with a right copy", Right, "d", hours(60), rightAfter(3, e, 0)),
			held("hands to the last", Hands, "d", hours(60), 3),
			{What: "share of the last that has it by 3 h", Of: Reach, Tier: "d", At: hours(3), Expected: phases(equal(1, 3), 3), Spread: Measured},
			{What: "mean time of the last, h", Of: MeanDelay, Tier: "d", In: model.Hour, Expected: 3, Spread: math.Sqrt(1 + 1.0/6 + 1.0/36 + 2.0/216), Slack: 3 * tableError},
		},
	}
}

// firstCopy is one office that is told in two ways.
func firstCopy() Law {
	const m1, e1, m2, e2, c = 1.0, 0.3, 3.0, 0.02, 0.8
	// The first way is first with chance m2/(m1+m2).
	first := m2 / (m1 + m2)
	end := first*(1-e1) + (1-first)*(1-e2) + first*e1*(1-e2)*c + (1-first)*e2*(1-e1)*c
	// By t: right first, or wrong first and corrected since. Of two exponential waits.
	f1, f2 := func(t float64) float64 { return exponential(t, m1) }, func(t float64) float64 { return exponential(t, m2) }
	by := func(t float64) float64 {
		// The density of the one times the chance that the other is not there yet.
		one := integral(func(s float64) float64 { return math.Exp(-s/m1) / m1 * (1 - f2(s)) }, t)
		two := integral(func(s float64) float64 { return math.Exp(-s/m2) / m2 * (1 - f1(s)) }, t)
		both1 := integral(func(s float64) float64 { return math.Exp(-s/m1) / m1 * (f2(t) - f2(s)) }, t)
		both2 := integral(func(s float64) float64 { return math.Exp(-s/m2) / m2 * (f1(t) - f1(s)) }, t)
		return one*(1-e1) + two*(1-e2) + both1*e1*(1-e2)*c + both2*e2*(1-e1)*c
	}
	least := 1 / (1/m1 + 1/m2)
	return Law{
		Number: 20, Name: "first-copy", Title: "a quick way that errs and a slow one that seldom does, to one office that lets itself be corrected",
		Formula: "Σ_i P(way i first)(1 − ε_i) + P(wrong first, right second)·c",
		Source:  "two exponential waits", Trials: 30_000,
		Scenario: `name: first-copy
network: {tiers: [a, b], tree: {A: {B: {}}}, links: [{from: A, to: B, over: late}]}
channels:
  quick: {garbles: 0.3, delay: {exponential: {mean: 1h}}}
  late: {garbles: 0.02, delay: {exponential: {mean: 3h}}}
relays: {a: {over: [quick]}, b: {over: [quick], corrects: 0.8}}
questions: {horizon: 100h}
`,
		Claims: []Claim{
			held("share right in the end", Right, "b", hours(100), end),
			held("share right by 2 h, of all", Right, "b", hours(2), by(2)),
			held("share right by 2 h, of those who have it", OfThose, "b", hours(2), by(2)/exponential(2, least)),
			reach("share that has it by 2 h", "b", hours(2), exponential(2, least), 1),
			meanDelay("mean time of the first copy, h", "b", model.Hour, least, least*least, 1),
		},
	}
}

func majority() Law {
	const e = 0.2
	return Law{
		Number: 20, Name: "majority", Title: "three messengers, one of two contents, and an office that believes the majority",
		Formula: "three independent copies, two of which are right: (1 − ε)³ + 3(1 − ε)²ε; by t, of those there are; ties keep the older",
		Source:  "Condorcet (1785)", Trials: 20_000,
		Scenario: `name: majority
network: {tiers: [a, b], fan_out: [1, 1]}
channels: {word: {garbles: 0.2, variants: 2, delay: {exponential: {mean: 1h}}}}
relays: {a: {people: 3}, b: {believes: majority}}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			held("share right in the end", Right, "b", hours(60), atLeast(2, 3, 1-e)),
			// With one or two copies the first is believed.
			held("share right by 1 h", Right, "b", hours(1), majorityBy(exponential(1, 1), e)),
			reach("share that has it by 1 h", "b", hours(1), 1-math.Pow(1-exponential(1, 1), 3), 1),
			meanDelay("mean time of the first copy, h", "b", model.Hour, 1.0/3, 1.0/9, 1),
		},
	}
}

// majorityBy is the chance that the majority of those of three copies that have come,
// each with chance f, is right, the first deciding where they are even.
func majorityBy(f, e float64) float64 {
	one, two, three := 3*f*(1-f)*(1-f), 3*f*f*(1-f), f*f*f
	return (one+two)*(1-e) + three*atLeast(2, 3, 1-e)
}

func garbledTalk() Law {
	const n, e, perHour = 50, 0.1, 4.0
	right, hands, mean, variance, harmonic := 1.0, 0.0, 0.0, 0.0, 0.0
	for k := 1; k < n; k++ {
		harmonic += 1 / float64(k)
		hands += harmonic / n // of the one who is told when k know
		right *= 1 - e/float64(k+1)
		wait := float64(n) / (perHour * float64(k) * float64(n-k))
		mean += wait
		variance += wait * wait
	}
	return Law{
		Number: 21, Name: "garbled-talk", Title: "word of mouth from one of fifty that changes a copy in one of ten tellings",
		Formula: "in the end Π_{j=2}^N (1 − ε/j) have it right; the n-th through H_{n−1} hands; all know after Σ N/(bk(N − k))",
		Source:  "a random recursive tree: the next to know is told by any of those who know", Trials: 4000,
		Scenario: `name: garbled-talk
network: {tiers: [village], fan_out: [1]}
public:
  population: 50
  household: 1
  hears:
    start: {tell: {people: 1}}
    lanes: {talk: {rate: 4/h, garbles: 0.1}}
questions: {horizon: 24h}
`,
		Claims: []Claim{
			held("share right in the end", Right, model.PublicTier, hours(24), right),
			held("hands", Hands, model.PublicTier, hours(24), hands),
			{What: "share that knows by 1 h", Of: Reach, Tier: model.PublicTier, At: hours(1), Expected: birthShare(n, 1, perHour, 1), Spread: Measured},
			meanTime("mean time until all know, h", model.PublicTier, 1, Grid{0, 6 * model.Minute, hours(8)}, model.Hour, mean, variance),
		},
	}
}

// birthShare is the share who know by t of word of mouth from so many of n, in which one
// tells at a rate.
func birthShare(n, from int, rate, t float64) float64 {
	mean, _ := countOfPhases(births(n, from, 0, rate), t, from)
	return mean / float64(n)
}

// lanes is a scenario of one unit of people who know by number and talk.
func lanes(name string, people int, talk, rest string) string {
	return fmt.Sprintf(`name: %s
network: {tiers: [village], fan_out: [1]}
public:
  population: %d
  household: 1
  hears:
    lanes: {talk: {%s}}
%s`, name, people, talk, rest)
}
