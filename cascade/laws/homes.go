package laws

import (
	"math"

	"harkara/model"
)

// homes are laws of the people below the last tier and of their households.
func homes() []Law {
	return []Law{visits(), visitsByDay(), closedDoors(), someAtHome(), perHousehold(), households(), householdSizes(), segments(), overlap()}
}

func visits() Law {
	return Law{
		Number: 15, Name: "visits", Title: "two visitors, ten homes an hour each",
		Formula: "home k of H at k / (workers × each), and all who live in it with it",
		Source:  "definition", Trials: 50,
		Scenario: `name: visits
network: {tiers: [village], fan_out: {village: 1}}
public:
  population: 500
  household: 5
  hears:
    doors: {visits: {workers: 2, each: 10/h}}
questions: {horizon: 12h}
`,
		Claims: []Claim{
			sure("share of households that have it by 2 h", model.HouseholdTier, hours(2), 0.40),
			sure("share of people who have it by 2 h", model.PublicTier, hours(2), 0.40),
			sure("share of households that have it just before 3 min", model.HouseholdTier, minutes(3)-1, 0),
			sure("share of households that have it by 3 min", model.HouseholdTier, minutes(3), 0.01),
			at("time until half of the households have it, h", 0.5, 2.5),
			at("time until nine in ten of the households have it, h", 0.9, 4.5),
			at("time until all households have it, h", 1, 5),
		},
	}
}

// at is a claim of a time, in hours, that every play agrees on.
func at(what string, share, t float64) Claim {
	return Claim{What: what, Of: MedianTime, Tier: model.HouseholdTier, Share: share, In: model.Hour, Expected: t, Slack: timeError * t}
}

func visitsByDay() Law {
	return Law{
		Number: 15, Name: "visits-by-day", Title: "the same visitors, eleven to one on weekdays, from noon on a Friday",
		Formula: "home k of H when k / (workers × each) of open time has gone by",
		Source:  "definition", Trials: 50,
		Scenario: `name: visits-by-day
timezone: Asia/Kolkata
start: 2024-10-11 12:00
network: {tiers: [village], fan_out: {village: 1}}
hours:
  mornings: {days: mon-fri, from: "11:00", to: "13:00"}
public:
  population: 500
  household: 5
  hears:
    doors: {visits: {workers: 2, each: 10/h, hours: mornings}}
questions: {horizon: 7d}
`,
		Claims: []Claim{
			sure("share of households that have it by 60h", model.HouseholdTier, hours(60), 0.20),
			sure("share of households that have it by 73h", model.HouseholdTier, hours(73), 0.60),
			// 1 h on Friday, then from Monday at 71 h: 2.5 h of open time is 72.5 h.
			at("time until half of the households have it, h", 0.5, 72.5),
			at("time until nine in ten of the households have it, h", 0.9, 96.5),
			at("time until all households have it, h", 1, 97),
		},
	}
}

func closedDoors() Law {
	const homes, p, rounds = 500, 0.3, 3
	met := 1 - math.Pow(1-p, rounds)
	// A home is visited J times: its moments give those of all visits.
	mean, square := 0.0, 0.0
	for j := 1; j <= rounds; j++ {
		x := math.Pow(1-p, float64(j-1))
		if j < rounds {
			x *= p
		}
		mean += float64(j) * x
		square += float64(j*j) * x
	}
	all := homes * mean
	times := (homes*(square-mean*mean) + all*all + all) / (2 * all) // mean place of a visit that meets a home
	return Law{
		Number: 15, Name: "closed-doors", Title: "two visitors, three in ten doors that open, two rounds more",
		Formula: "visit n meets one home more with chance p, until each home was met or visited r times: E(met) = p E min(n, N); 1 − (1−p)^r in the end, after (1 − (1−p)^r)/p visits a home",
		Source:  "Wald, On cumulative sums of random variables, 1944", Trials: 500,
		Scenario: `name: closed-doors
network: {tiers: [village], fan_out: {village: 1}}
public:
  population: 2000
  household: 4
  hears:
    doors: {visits: {workers: 2, each: 10/h, answers: 0.3, again: 2}}
questions: {horizon: 100h}
`,
		Claims: []Claim{
			reach("share of households that have it by 5 h", model.HouseholdTier, hours(5), p*100/homes, homes),
			reach("share of households that have it by 40 h", model.HouseholdTier, hours(40), p*800/homes, homes),
			reach("share of households that ever have it", model.HouseholdTier, hours(100), met, homes),
			reach("share of people who ever have it", model.PublicTier, hours(100), met, homes),
			chance("chance that a fifth of the households have it by 17 h", model.HouseholdTier, 0.2, hours(17), atLeast(100, 340, p)),
			{What: "mean arrival of those it reaches, h", Of: MeanDelay, Tier: model.HouseholdTier, In: model.Hour,
				Expected: times / 20, Spread: times / 20 / math.Sqrt(samplesAPlay*met), Slack: timeError * times / 20},
		},
	}
}

func someAtHome() Law {
	return Law{
		Number: 15, Name: "some-at-home", Title: "the same visitors at open doors, where half of a home is in",
		Formula: "home k of H at k / (workers × each), and each who lives in it with chance w: homes of h with 1 − (1−w)^h",
		Source:  "independent chances", Trials: 500,
		Scenario: `name: some-at-home
network: {tiers: [village], fan_out: {village: 1}}
public:
  population: 2000
  household: 4
  hears:
    doors: {visits: {workers: 2, each: 10/h, within: 0.5}}
questions: {horizon: 100h}
`,
		Claims: []Claim{
			reach("share of people who have it by 5 h", model.PublicTier, hours(5), 0.2*0.5, 2000),
			reach("share of households that have it by 5 h", model.HouseholdTier, hours(5), 0.2*0.9375, 500),
			reach("share of people who ever have it", model.PublicTier, hours(100), 0.5, 2000),
			reach("share of households that ever have it", model.HouseholdTier, hours(100), 0.9375, 500),
			chance("chance that 94 of the 500 households have it by 5 h", model.HouseholdTier, 0.188, hours(5), atLeast(94, 100, 0.9375)),
		},
	}
}
