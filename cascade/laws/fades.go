package laws

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"harkara/model"
)

// fades are laws of word of mouth that not everybody takes part in, or that stops.
func fades() []Law {
	return []Law{talkForATime("talk-for-a-time", 20, 2.5, true), talkForATime("talk-of-a-town", 2000, 1.8, false), talkAmongSome()}
}

// removal is word of mouth among n people at rate b an hour, each of whom tells for an
// exponential time of one hour on average: with s who do not know and i who tell, the
// next is told at rate b·s·i/n, and stops to tell at rate i.
type removal struct {
	n int
	b float64
}

// end is the chance that so many know when nobody tells any more, by number, from one
// who tells: by the jumps alone, of which the next is a telling with chance
// bs/(bs + n).
func (x removal) end() []float64 {
	know := make([]float64, x.n+1)
	now := make([]float64, x.n+2) // by how many tell, while s do not know
	now[1] = 1
	for s := x.n - 1; s >= 0; s-- {
		told := x.b * float64(s) / (x.b*float64(s) + float64(x.n))
		next := make([]float64, x.n+2)
		for i := x.n - s; i > 0; i-- {
			if i <= x.n {
				next[i+1] += now[i] * told
			}
			now[i-1] += now[i] * (1 - told)
		}
		know[x.n-s] = now[0]
		now = next
	}
	return know
}

// at is the chance that so many know after t hours, by number: the forward equations
// in small steps, by Runge and Kutta's method.
func (x removal) at(t float64) []float64 {
	w := x.n + 1
	p := make([]float64, w*w) // by how many know, then by how many tell
	p[1*w+1] = 1
	flow := func(p []float64) []float64 {
		d := make([]float64, len(p))
		for k := 1; k <= x.n; k++ {
			for i := 1; i <= k; i++ {
				told, stops := x.b*float64(x.n-k)*float64(i)/float64(x.n)*p[k*w+i], float64(i)*p[k*w+i]
				d[k*w+i] -= told + stops
				d[k*w+i-1] += stops
				if k < x.n {
					d[(k+1)*w+i+1] += told
				}
			}
		}
		return d
	}
	moved := func(by float64, d []float64) []float64 {
		out := make([]float64, len(p))
		for i := range p {
			out[i] = p[i] + by*d[i]
		}
		return out
	}
	steps := int(math.Ceil(t * 200))
	h := t / float64(steps)
	for range steps {
		a := flow(p)
		b := flow(moved(h/2, a))
		c := flow(moved(h/2, b))
		d := flow(moved(h, c))
		for i := range p {
			p[i] += h / 6 * (a[i] + 2*b[i] + 2*c[i] + d[i])
		}
	}
	know := make([]float64, w)
	for k := range w {
		for i := range w {
			know[k] += p[k*w+i]
		}
	}
	return know
}

// meanOf is the mean and the standard deviation of a number, of those chances.
func meanOf(chances []float64) (mean, sd float64) {
	square := 0.0
	for k, p := range chances {
		mean += p * float64(k)
		square += p * float64(k) * float64(k)
	}
	return mean, math.Sqrt(max(square-mean*mean, 0))
}

// tail is the chance of at least so many.
func tail(chances []float64, least int) float64 {
	sum := 0.0
	for _, p := range chances[least:] {
		sum += p
	}
	return sum
}

// talkForATime is the epidemic with removal, from one of n people; early adds claims
// of what is so after two hours.
func talkForATime(name string, n int, b float64, early bool) Law {
	const visit = 1.0 / 60 // of the one who is first to know, in hours
	x := removal{n, b}
	end := x.end()
	mean, sd := meanOf(end)
	share := "share that ever has it"
	claims := []Claim{
		{What: share, Of: Reach, Tier: model.PublicTier, At: hours(60), Expected: mean / float64(n), Spread: sd / float64(n)},
		chance("chance that 40 % ever have it", model.PublicTier, 0.4, hours(60), tail(end, n*2/5)),
		chance("chance that 2 % ever have it", model.PublicTier, 0.02, hours(60), tail(end, int(math.Ceil(0.02*float64(n))))),
	}
	if early {
		two := x.at(2 - visit)
		mean, sd := meanOf(two)
		claims = append(claims,
			Claim{What: "share that has it by 2 h", Of: Reach, Tier: model.PublicTier, At: hours(2), Expected: mean / float64(n), Spread: sd / float64(n)},
			chance("chance that 40 % have it by 2 h", model.PublicTier, 0.4, hours(2), tail(two, n*2/5)))
	}
	law := Law{
		Number: 14, Name: name, Title: model.Thousands(int64(n)) + " people tell each other for an hour each, from one of them",
		Formula: "with s who do not know and i who tell: told at rate b s i / N, stops at rate i / m",
		Source:  "the general stochastic epidemic (Bartlett 1949; Bailey, The Mathematical Theory of Infectious Diseases, 1975)",
		Trials:  4000,
		Scenario: "name: " + name + `
timezone: UTC
start: 2024-10-07 09:00
network: {tiers: [village], fan_out: {village: 1}}
hours:
  minute: {days: mon, from: "09:00", to: "09:01"}
public:
  population: ` + fmt.Sprint(n) + `
  household: 1
  hears:
    visitor: {visits: {workers: 1, each: 60/h, hours: minute}}
    neighbours: {talk: {rate: ` + fmt.Sprint(b) + `/h, keeps_telling: {exponential: {mean: 1h}}}}
questions: {horizon: 60h}
`,
		Claims: claims,
	}
	return law
}

// talkAmongSome mixes pure births over how many take part.
func talkAmongSome() Law {
	const n, b, visit = 30, 2.0, 1.0 / 60
	know := make([]float64, n+1) // by 2 h
	know[1] += 0.5
	for others := range n { // take part beside the first
		weight := 0.5 * distuv.Binomial{N: n - 1, P: 0.5}.Prob(float64(others))
		if others == 0 {
			know[1] += weight
			continue
		}
		rates := births(others+1, 1, 0, b*float64(others+1)/n)
		for k, p := range phasesBy(rates, 2-visit) {
			know[1+k] += weight * p
		}
	}
	mean, sd := meanOf(know)
	return Law{
		Number: 14, Name: "talk-among-some", Title: "half of 30 people, drawn one by one, tell each other",
		Formula: "mixed over the m who take part, of N: the next is told at rate b k (m − k) / N",
		Source:  "a pure birth process (Yule 1925), mixed over a binomial number", Trials: 4000,
		Scenario: `name: talk-among-some
timezone: UTC
start: 2024-10-07 09:00
network: {tiers: [village], fan_out: {village: 1}}
hours:
  minute: {days: mon, from: "09:00", to: "09:01"}
public:
  population: 30
  household: 1
  hears:
    visitor: {visits: {workers: 1, each: 60/h, hours: minute}}
    neighbours: {talk: {rate: 2/h, share: 0.5}}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			{What: by(2), Of: Reach, Tier: model.PublicTier, At: hours(2), Expected: mean / n, Spread: sd / n},
			chance("chance that a third have it by 2 h", model.PublicTier, 1.0/3, hours(2), tail(know, n/3)),
			{What: "share that ever has it", Of: Reach, Tier: model.PublicTier, At: hours(60), Expected: (1 + 0.5*(n-1)*0.5) / n,
				Spread: math.Sqrt(0.5*((n-1)*0.25+0.25*(n-1)*(n-1))-0.0625*(n-1)*(n-1)) / n},
		},
	}
}
