package laws

import (
	"math"

	"harkara/model"
)

// believed are laws of what people take in, and of what they make of two messages.
func believed() []Law {
	return []Law{twoExclusive(), truthAndRumour(), twoBroadcasts(), tellersStop(), attention()}
}

func twoExclusive() Law {
	const n, i, j = 40, 2, 1
	half := 0.0
	for k := 0; k <= n-i-j; k++ {
		if i+k >= n/2 {
			half += betaBinomial(n-i-j, k, i, j)
		}
	}
	return Law{
		Number: 22, Name: "two-exclusive", Title: "two messages of which a person believes the first, by word of mouth from two and from one of forty",
		Formula: "i + BetaBinomial(N − i − j; i, j) believe the one in the end, at every N",
		Source:  "Pólya's urn (Eggenberger and Pólya 1923)", Trials: 10_000,
		Scenario: lanes("two-exclusive", n, "rate: 4/h", `    a: {tell: {people: 2}, carries: one}
    b: {tell: {people: 1}, carries: two}
messages: [{name: one}, {name: two, contradicts: one}]
questions: {horizon: 24h}
`),
		Claims: []Claim{
			held("share that believes the one", Right, model.PublicTier, hours(24), float64(i)/(i+j)),
			held("share that believes the one by 30 min", Right, model.PublicTier, minutes(30), float64(i)/(i+j)*birthShare(n, i+j, 4, 0.5)),
			held("share that believes the other", Wrong, model.PublicTier, hours(24), float64(j)/(i+j)),
			{What: "share that takes the one in", Of: Reach, Tier: model.PublicTier, At: hours(24), Expected: float64(i) / (i + j), Spread: Measured},
			chance("chance that half believe the one", model.PublicTier, 0.5, hours(24), half),
		},
	}
}

// betaBinomial is the chance of k of n where the chance is drawn from a beta
// distribution of whole parameters.
func betaBinomial(n, k, a, b int) float64 {
	lg := func(x int) float64 { v, _ := math.Lgamma(float64(x)); return v }
	choose := lg(n+1) - lg(k+1) - lg(n-k+1)
	return math.Exp(choose + lg(k+a) + lg(n-k+b) - lg(n+a+b) - lg(a) - lg(b) + lg(a+b))
}

func truthAndRumour() Law {
	const n, rumours, truths, perHour, c, t = 20, 2, 1, 0.5, 0.4, 8.0
	truth, rumour, half := rumourChain(n, rumours, truths, perHour, c, t)
	return Law{
		Number: 22, Name: "truth-and-rumour", Title: "a rumour from two of twenty, a truth from one, which corrects two believers of five",
		Formula: "a Markov chain of (r, g): (0, +1) at bug/N, (+1, 0) at bur/N, (−1, +1) at cbrg/N, u = N − r − g",
		Source:  "definition; solved by uniformisation (Jensen 1953)", Trials: 15_000,
		Scenario: lanes("truth-and-rumour", n, "rate: 0.5/h", `    a: {tell: {people: 1}, carries: truth}
    b: {tell: {people: 2}, carries: rumour}
  corrects: 0.4
messages: [{name: truth}, {name: rumour, contradicts: truth}]
questions: {horizon: 24h}
`),
		Claims: []Claim{
			held("share that believes the truth by 8 h", Right, model.PublicTier, hours(8), truth),
			held("share that believes the rumour by 8 h", Wrong, model.PublicTier, hours(8), rumour),
			{What: "share that has taken in the truth by 8 h", Of: Reach, Tier: model.PublicTier, At: hours(8), Expected: truth, Spread: Measured},
			chance("chance that half believe the truth by 8 h", model.PublicTier, 0.5, hours(8), half),
		},
	}
}

// rumourChain is the mean share of n who believe the truth, and the rumour, by t, and the
// chance that half believe the truth.
func rumourChain(n, r0, g0 int, rate, c, t float64) (truth, rumour, half float64) {
	at := func(r, g int) int { return r*(n+1) + g }
	in := make([]float64, (n+1)*(n+1))
	in[at(r0, g0)] = 1
	most := 2 * rate * float64(n) // of all rates out of a state
	mean, sum := most*t, make([]float64, len(in))
	weight := math.Exp(-mean)
	last := int(mean + 12*math.Sqrt(mean) + 40)
	for k := 0; k <= last; k++ {
		for x := range in {
			sum[x] += weight * in[x]
		}
		next := make([]float64, len(in))
		for r := 0; r <= n; r++ {
			for g := 0; r+g <= n; g++ {
				p := in[at(r, g)]
				if p == 0 {
					continue
				}
				b, f := rate/float64(n), func(x int) float64 { return float64(x) }
				more, spread, corrected := b*f(n-r-g)*f(g)/most, b*f(n-r-g)*f(r)/most, c*b*f(r)*f(g)/most
				if more > 0 {
					next[at(r, g+1)] += p * more
				}
				if spread > 0 {
					next[at(r+1, g)] += p * spread
				}
				if corrected > 0 {
					next[at(r-1, g+1)] += p * corrected
				}
				next[at(r, g)] += p * (1 - more - spread - corrected)
			}
		}
		in = next
		weight *= mean / float64(k+1)
	}
	for r := 0; r <= n; r++ {
		for g := 0; r+g <= n; g++ {
			p := sum[at(r, g)]
			truth += p * float64(g) / float64(n)
			rumour += p * float64(r) / float64(n)
			if 2*g >= n {
				half += p
			}
		}
	}
	return truth, rumour, half
}

func twoBroadcasts() Law {
	const m1, m2, later, c = 3.0, 1.0, 6.0, 0.5
	first := 1 - math.Exp(-later/m1)*m1/(m1+m2) // the rumour
	end := 1 - first + c*first
	// By t = later + x: the appeal has come, and before the rumour, or corrects it.
	by := func(x float64) float64 {
		before := integral(func(s float64) float64 { return math.Exp(-s/m2) / m2 * math.Exp(-(later+s)/m1) }, x)
		// Of those to whom the appeal has come, the rumour came first to the others.
		after := integral(func(s float64) float64 { return math.Exp(-s/m2) / m2 * (1 - math.Exp(-(later+s)/m1)) }, x)
		return before + c*after
	}
	return Law{
		Number: 22, Name: "two-broadcasts", Title: "a rumour broadcast to all, and six hours later an appeal that corrects half of those it finds with it",
		Formula: "the rumour is first with 1 − e^{−L/m₁} m₁/(m₁ + m₂); the appeal in the end 1 − that·(1 − c)",
		Source:  "two exponential waits", Trials: 1500,
		Scenario: `name: two-broadcasts
network: {tiers: [village], fan_out: [1]}
channels:
  slow: {delay: {exponential: {mean: 3h}}}
  quick: {delay: {exponential: {mean: 1h}}}
public:
  population: 60
  household: 1
  corrects: 0.5
  hears:
    news: {broadcast: {over: quick, share: 1}, carries: appeal}
    forwards: {broadcast: {over: slow, share: 1}, carries: rumour}
messages:
  - {name: appeal, at: 6h}
  - {name: rumour, contradicts: appeal}
questions: {horizon: 72h}
`,
		Claims: []Claim{
			held("share that believes the appeal by 10 h", Right, model.PublicTier, hours(10), by(10-later)),
			held("in the end", Right, model.PublicTier, hours(72), end),
			held("share that believes the rumour in the end", Wrong, model.PublicTier, hours(72), 1-end),
			{What: "share that has taken in the appeal by 10 h", Of: Reach, Tier: model.PublicTier, At: hours(10), Expected: by(10 - later), Spread: Measured},
			{What: "mean time at which the appeal is taken in, h", Of: MeanDelay, Tier: model.PublicTier, In: model.Hour, Expected: later + meanWait(by, end), Spread: m2 / math.Sqrt(60*end), Slack: tableError * later},
		},
	}
}

// meanWait is the mean of a wait of which f is the distribution function, up to end.
func meanWait(f func(float64) float64, end float64) float64 {
	const last, n = 30.0, 600
	h, sum := last/n, 0.0
	for k := range n {
		sum += h * (1 - f((float64(k)+0.5)*h)/end)
	}
	return sum
}

func tellersStop() Law {
	const n, a = 50, 1.0
	never, half := stopping(n, 1, a)
	return Law{
		Number: 22, Name: "tellers-stop", Title: "word of mouth from one of fifty; who tells somebody who knows stops for good",
		Formula: "the jump chain: news with chance I/(I + a(N − I)), else a teller less",
		Source:  "Daley and Kendall (1965); Maki and Thompson (1973)", Trials: 6000,
		Scenario: lanes("tellers-stop", n, "rate: 4/h, stops: 1", `    start: {tell: {people: 1}}
questions: {horizon: 24h}
`),
		Claims: []Claim{
			{What: "share that hears", Of: Reach, Tier: model.PublicTier, At: hours(24), Expected: 1 - never, Spread: Measured},
			{What: "share that has heard by 30 min", Of: Reach, Tier: model.PublicTier, At: minutes(30), Expected: stoppingBy(n, 1, a, 4, 0.5), Spread: Measured},
			chance("chance that half hear", model.PublicTier, 0.5, hours(24), half),
		},
	}
}

// stoppingBy is the mean share of n who have heard by t from i tellers who tell at a rate
// and stop with chance a when they tell somebody who knows (uniformisation).
func stoppingBy(n, i int, a, rate, t float64) float64 {
	in := map[[2]int]float64{{n - i, i}: 1} // who do not know, and who tell
	most := rate * float64(n)
	mean := most * t
	weight, heard := math.Exp(-mean), 0.0
	for k := 0; k <= int(mean+12*math.Sqrt(mean)+40); k++ {
		next := map[[2]int]float64{}
		for s, p := range in {
			heard += weight * p * float64(n-s[0]) / float64(n)
			per := rate * float64(s[1]) / float64(n) / most
			news, stop := per*float64(s[0]), per*a*float64(n-s[0])
			if news > 0 {
				next[[2]int{s[0] - 1, s[1] + 1}] += p * news
			}
			if stop > 0 {
				next[[2]int{s[0], s[1] - 1}] += p * stop
			}
			next[s] += p * (1 - news - stop)
		}
		in = next
		weight *= mean / float64(k+1)
	}
	return heard
}

// stopping is the mean share of n who never hear from i tellers who stop with chance a
// when they tell somebody who knows, and the chance that half do hear.
func stopping(n, i int, a float64) (never, half float64) {
	in := map[[2]int]float64{{n - i, i}: 1} // who do not know, and who tell
	for unaware := n - i; unaware >= 0; unaware-- {
		for tell := n; tell >= 1; tell-- {
			p := in[[2]int{unaware, tell}]
			if p == 0 {
				continue
			}
			news := float64(unaware) / (float64(unaware) + a*float64(n-unaware))
			if unaware > 0 {
				in[[2]int{unaware - 1, tell + 1}] += p * news
			}
			in[[2]int{unaware, tell - 1}] += p * (1 - news)
		}
		p := in[[2]int{unaware, 0}]
		never += p * float64(unaware) / float64(n)
		if 2*(n-unaware) >= n {
			half += p
		}
	}
	return never, half
}

func attention() Law {
	const s, before, most = 0.4, 4, 2
	return Law{
		Number: 22, Name: "attention", Title: "people who take in two messages a day, and have five to hear, each in reach of two of five",
		Formula: "the last of M: s · P(Bin(M − 1, s) < m); all together E min(Bin(M, s), m)/M",
		Source:  "binomial", Trials: 2500,
		Scenario: `name: attention
network: {tiers: [village], fan_out: [1]}
channels: {radio: {delay: {fixed: 5m}}}
public:
  population: 60
  household: 1
  attends: {at_most: 2, per: 1d}
  hears:
    radio: {broadcast: {share: 0.4}}
messages:
  - {name: last, at: 4h}
  - {name: one}
  - {name: two, at: 1h}
  - {name: three, at: 2h}
  - {name: four, at: 3h}
questions: {horizon: 24h}
`,
		Claims: []Claim{
			reach("share that takes in the last", model.PublicTier, hours(24), s*(1-atLeast(most, before, s)), 60),
			{What: "mean time of the last, min", Of: MeanDelay, Tier: model.PublicTier, In: model.Minute, Expected: 245},
			sure("before it is sent", model.PublicTier, minutes(244), 0),
		},
	}
}
