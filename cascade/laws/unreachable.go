package laws

import (
	"fmt"
	"math"

	"harkara/model"
)

// notIndependent are laws of chances that several people, or several attempts,
// have in common.
func notIndependent() []Law {
	return []Law{unreachable(1), unreachable(2), unreachablePeople(), laterAttempts(), alike()}
}

// unreachable is of numbers of which some are dead: for those all attempts of all
// callers fail.
func unreachable(callers int) Law {
	const u, p = 0.14, 0.5
	fails := math.Pow(1-p, float64(callers))
	by := func(k int) float64 { return (1 - u) * (1 - math.Pow(fails, float64(k+1))) }
	name, title := "unreachable", "a number in seven is dead, and a call that fails is made twice more"
	if callers > 1 {
		name, title = "unreachable-callers", "a number in seven is dead, for both of two people who call it"
	}
	return Law{
		Number: 10, Name: name, Title: title,
		Formula: "with chance u nothing of c·r attempts of chance p succeeds, else each may: (1 − u)(1 − (1−p)^(cr))",
		Source:  "a mixture over one coin for each receiver; Kilkari, India: 50 % answered at once, 76 % by the third call (BMJ Global Health 2021;6:e005213)",
		Trials:  1000,
		Scenario: fmt.Sprintf(`name: %s
network:
  tiers: [origin, reader]
  fan_out: {origin: 1, reader: 100}
channels:
  phone: {delivers: 0.5, unreachable: 0.14, retry: {every: 1h, times: 2}}
relays:
  origin: {people: %d}
questions: {horizon: 12h}
`, name, callers),
		Claims: attempts(by),
	}
}

// attempts are claims about readers who are called three times, an hour apart, until
// they answer: by(k) is the chance that one does by hour k.
func attempts(by func(k int) float64) []Claim {
	const more = 2
	mean, square := 0.0, 0.0
	for k := 1; k <= more; k++ {
		at := (by(k) - by(k-1)) / by(more)
		mean += at * float64(k)
		square += at * float64(k*k)
	}
	return []Claim{
		reach("share that has it at once", "reader", 0, by(0), side),
		reach("share that has it by 1h", "reader", hours(1), by(1), side),
		reach("share that has it by 2h", "reader", hours(2), by(2), side),
		improper{}.meanArrival("reader", mean, square-mean*mean, side*by(more)),
	}
}

// unreachablePeople is of two broadcasts over one channel: who is not reached over
// it hears neither.
func unreachablePeople() Law {
	const u, group, page, people, home = 0.2, 0.5, 0.3, 1000, 5
	unaware := func(t float64) float64 {
		f := exponential(t, 1)
		return u + (1-u)*(1-group*f)*(1-page*f)
	}
	d := improper{func(t float64) float64 { return 1 - unaware(t) }, 40}
	mean, variance := d.mean()
	whole := d.f(d.end)
	homes := func(t float64) float64 { return 1 - math.Pow(unaware(t), home) }
	return Law{
		Number: 10, Name: "unreachable-people", Title: "a fifth of the people is reached by nothing that is broadcast over a channel",
		Formula: "two audiences of shares a and b over one channel: z = u + (1 − u)(1 − aF)(1 − bF); a home of h hears with 1 − z^h",
		Source:  "a mixture over one coin for each person", Trials: 1000,
		Scenario: `name: unreachable-people
network:
  tiers: [station]
  tree: {Station: {population: 1000, households: 200}}
channels:
  page: {unreachable: 0.2, delay: {exponential: {mean: 1h}}}
public:
  hears:
    group: {broadcast: {share: 0.5}}
    page: {broadcast: {share: 0.3}}
questions: {horizon: 40h}
`,
		Claims: []Claim{
			reach(by(1), model.PublicTier, hours(1), d.f(1), people),
			reach("share that has it in the end", model.PublicTier, hours(40), whole, people),
			reach("share of households that have it by 1h", model.HouseholdTier, hours(1), homes(1), people/home),
			reach("share of households that have it in the end", model.HouseholdTier, hours(40), homes(40), people/home),
			// The times of few people stand for those of all (public.Work.Pool).
			d.meanArrival(model.PublicTier, mean, variance, 16*whole),
		},
	}
}

// laterAttempts are of people of whom those who did not answer answer less often.
func laterAttempts() Law {
	const first, later = 0.5, 0.3
	by := func(k int) float64 { return 1 - (1-first)*math.Pow(1-later, float64(k)) }
	return Law{
		Number: 10, Name: "later-attempts", Title: "who did not answer the first call answers a later one less often",
		Formula: "a first attempt of chance p, r later ones of chance q: 1 − (1−p)(1−q)^r",
		Source:  "independent attempts", Trials: 1000,
		Scenario: `name: later-attempts
network:
  tiers: [origin, reader]
  fan_out: {origin: 1, reader: 100}
channels:
  phone: {delivers: 0.5, retry: {every: 1h, times: 2, delivers: 0.3}}
questions: {horizon: 12h}
`,
		Claims: attempts(by),
	}
}

// alike are offices in which three people are now and then as one.
func alike() Law {
	const c, p, people = 0.4, 0.6, 3
	d := improper{func(t float64) float64 {
		f := p * exponential(t, 1)
		return c*f + (1-c)*(1-math.Pow(1-f, people))
	}, 40}
	return Law{
		Number: 10, Name: "alike", Title: "three people of one office, who in two plays of five act as one",
		Formula: "F(t) = c·pF_1(t) + (1 − c)(1 − (1 − pF_1(t))^n)",
		Source:  "a mixture over one coin for each office: a common cause for all its people (Marshall and Olkin 1967)", Trials: 1000,
		Scenario: `name: alike
network:
  tiers: [origin, office, reader]
  fan_out: {origin: 1, office: 100, reader: 1}
channels:
  wire: {delay: {fixed: 0s}}
relays:
  office: {people: 3, passes_on: 0.6, alike: 0.4, notices: {exponential: {mean: 1h}}}
questions: {horizon: 60h}
`,
		Claims: d.arrivals("reader", side, 0.5, 2),
	}
}
