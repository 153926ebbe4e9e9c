package laws

import (
	"math"

	"harkara/model"
)

// contacts are laws of several ways for one message to arrive.
func contacts() []Law {
	return []Law{retries(), severalPeople(), severalChannels(), organisations(), silence(), deputies()}
}

const waysFormula = "several ways that know nothing of each other, each taken with chance p_i: F(t) = 1 − Π (1 − p_i F_i(t))"

// side is how many units lie side by side, each independent of the others, so that one
// play shows many.
const side = 100

func retries() Law {
	const p = 0.7
	return Law{
		Number: 10, Name: "retries", Title: "a failed contact is tried twice more",
		Formula: "r attempts of chance p: 1 − (1−p)^r; the k-th at (k−1) × every",
		Source:  "the geometric distribution", Trials: 1000,
		Scenario: `name: retries
network:
  tiers: [origin, reader]
  fan_out: {origin: 1, reader: 100}
channels:
  phone: {delivers: 0.7, retry: {every: 1h, times: 2}}
questions: {horizon: 12h}
`,
		Claims: attempts(func(k int) float64 { return 1 - math.Pow(1-p, float64(k+1)) }),
	}
}

func severalPeople() Law {
	const p, people = 0.6, 3
	d := improper{func(t float64) float64 { return 1 - math.Pow(1-p*exponential(t, 1), people) }, 40}
	return Law{
		Number: 10, Name: "several-people", Title: "three people, each of whom may pass it on",
		Formula: waysFormula, Source: "independent chances: none of the ways has brought it", Trials: 1000,
		Scenario: `name: several-people
network:
  tiers: [origin, office, reader]
  fan_out: {origin: 1, office: 100, reader: 1}
channels:
  wire: {delay: {fixed: 0s}}
relays:
  office: {people: 3, passes_on: 0.6, notices: {exponential: {mean: 1h}}}
questions: {horizon: 60h}
`,
		Claims: d.arrivals("reader", side, 0.5, 2),
	}
}

func severalChannels() Law {
	d := improper{func(t float64) float64 {
		return 1 - (1-0.7*exponential(t, 1))*(1-0.5*exponential(t, 3))
	}, 100}
	return Law{
		Number: 10, Name: "several-channels", Title: "two channels at once",
		Formula: waysFormula, Source: "independent chances: none of the ways has brought it", Trials: 1000,
		Scenario: `name: several-channels
network:
  tiers: [origin, reader]
  fan_out: {origin: 1, reader: 100}
channels:
  message: {delivers: 0.7, delay: {exponential: {mean: 1h}}}
  post: {delivers: 0.5, delay: {exponential: {mean: 3h}}}
relays:
  origin: {over: [message, post]}
questions: {horizon: 120h}
`,
		Claims: d.arrivals("reader", side, 0.5, 2),
	}
}

func organisations() Law {
	d := improper{func(t float64) float64 {
		return 1 - (1-0.6*exponential(t, 1))*(1-0.5*exponential(max(t-0.5, 0), 2))
	}, 80}
	return Law{
		Number: 10, Name: "organisations", Title: "a youth league beside the offices tells the same branches",
		Formula: waysFormula, Source: "independent chances: none of the ways has brought it", Trials: 1000,
		Scenario: `name: organisations
network:
  tiers: [office, branch]
  tree: {Office: {children: 100}}
  organisations:
    - name: youth league
      tiers: [league]
      tree: {League: }
      joins:
        - {from: office, to: league, over: walk}
        - {from: league, to: branch, over: page}
channels:
  wire: {delivers: 0.6, delay: {exponential: {mean: 1h}}}
  walk: {delay: {fixed: 30m}}
  page: {delivers: 0.5, delay: {exponential: {mean: 2h}}}
relays:
  office: {over: wire}
questions: {horizon: 100h}
`,
		Claims: d.arrivals("branch", side, 0.5, 2),
	}
}

func silence() Law {
	const silent = 0.3
	d := improper{func(t float64) float64 { return (1 - silent) * exponential(t, 1) }, 40}
	return Law{
		Number: 10, Name: "silence", Title: "some offices are silent for the whole run",
		Formula: "one way, taken with the chance 1 − c that the unit is not silent: F(t) = (1 − c) F_1(t)",
		Source:  "law 10 with one way", Trials: 1000,
		Scenario: `name: silence
network:
  tiers: [origin, office, reader]
  fan_out: {origin: 1, office: 100, reader: 1}
channels:
  wire: {delay: {fixed: 0s}}
relays:
  office: {notices: {exponential: {mean: 1h}}}
outages:
  - {tier: office, chance: 0.3}
questions: {horizon: 60h}
`,
		Claims: d.arrivals("reader", side, 0.5, 2),
	}
}

// deputies have a jump in their distribution, so its moments are written out.
func deputies() Law {
	const p, wait = 0.6, 2.0
	f := func(t float64) float64 { return p * exponential(t, 1) }
	mean := (1-p)*wait + p*exponential(wait, 1)
	square := (1-p)*wait*wait + 2*p*(1-(1+wait)*math.Exp(-wait))
	return Law{
		Number: 10, Name: "deputies", Title: "the unit above stands in for an office that is silent for too long",
		Formula: "the earlier of the office's own start S and the wait w: F(t) = p F_S(t) before w, and 1 from w on",
		Source:  "law 10 with a second way that takes exactly w", Trials: 1000,
		Scenario: `name: deputies
network:
  tiers: [origin, office, reader]
  fan_out: {origin: 1, office: 100, reader: 1}
channels:
  wire: {delay: {fixed: 0s}}
relays:
  office: {passes_on: 0.6, notices: {exponential: {mean: 1h}}, bypassed_after: 2h}
questions: {horizon: 60h}
`,
		Claims: []Claim{
			reach(by(1), "reader", hours(1), f(1), side),
			reach("share that has it just before 2h", "reader", 2*model.Hour-1, f(wait), side),
			sure("share that has it by 2h", "reader", hours(wait), 1),
			improper{}.meanArrival("reader", mean, square-mean*mean, side),
		},
	}
}
