package laws

import (
	"math"

	"harkara/model"
	"harkara/model/scenario"
)

func perHousehold() Law {
	home := func(within float64) func(t float64) float64 {
		return func(t float64) float64 { return 0.25 * 0.8 * within * exponential(t, 2) }
	}
	person, any := home(0.5), home(1-math.Pow(0.5, 4))
	claims := []Claim{personsArrival(person)}
	for _, t := range []float64{0.5, 4, 24} {
		claims = append(claims, reach("share of households that have it by "+scenario.FormatDuration(hours(t)), model.HouseholdTier, hours(t), any(t), 200))
		p := sure("share of people who have it by "+scenario.FormatDuration(hours(t)), model.PublicTier, hours(t), person(t))
		p.Spread = Measured
		claims = append(claims, p)
	}
	// Two of one home have heard with chance aw², where it has come with chance a.
	a, p := person(4)/0.5, person(4)
	vari := 800 * (p*(1-p) + 3*(a*0.25-p*p))
	claims = append(claims,
		Claim{What: "variance of the number of people by 4h", Of: CountVariance, Tier: model.PublicTier, At: hours(4), Expected: vari, Spread: math.Sqrt2 * vari},
		chance("chance that 12 % of the households have it by 4h", model.HouseholdTier, 0.12, hours(4), atLeast(24, 200, any(4))))
	for i := range claims {
		if c := &claims[i]; c.Slack == 0 {
			c.Slack = 4 * curveError * max(c.Expected, 1)
		}
	}
	return Law{
		Number: 16, Name: "per-household", Title: "a quarter of the homes of four have a radio, at which half of a home sit",
		Formula: "a home has it with chance s d F, and each of its h people then with chance w: people s d w F, homes s d F (1 − (1−w)^h)",
		Source:  "independent chances", Trials: 4000,
		Scenario: `name: per-household
network: {tiers: [village], fan_out: {village: 1}}
channels:
  radio: {delivers: 0.8, delay: {exponential: {mean: 2h}}}
public:
  population: 800
  household: 4
  hears:
    radio: {broadcast: {over: radio, per: household, share: 0.25, within: 0.5}}
questions: {horizon: 24h}
`,
		Claims: claims,
	}
}

// crowd are the claims of people and households who hear alone, where a person
// has heard by t hours with chance person, and a household with chance home:
// shares early and late, the spread of the number of households, the chance
// of half of them by the time at which half are expected, and the mean arrival.
func crowd(people, homes int, person, home func(t float64) float64, early, late float64) []Claim {
	var out []Claim
	for _, t := range []float64{early, late} {
		p := sure("share of people who have it by "+scenario.FormatDuration(hours(t)), model.PublicTier, hours(t), person(t))
		h := sure("share of households that have it by "+scenario.FormatDuration(hours(t)), model.HouseholdTier, hours(t), home(t))
		for _, c := range []Claim{p, h} {
			c.Spread, c.Slack = Measured, curveError
			out = append(out, c)
		}
	}
	p := home(early)
	variance := Claim{
		What: "variance of the number of households by " + scenario.FormatDuration(hours(early)), Of: CountVariance, Tier: model.HouseholdTier, At: hours(early),
		Expected: float64(homes) * p * (1 - p), Spread: fourthOfBinomial(homes, p),
	}
	variance.Slack = 4 * curveError * variance.Expected
	return append(out, variance, halfway(homes, early, late, home), personsArrival(person))
}

// samplesAPlay is how many people of a play, at least, tell a solver when they
// heard.
const samplesAPlay = 16

// personsArrival is a claim of the mean arrival of people, a day at most.
func personsArrival(person func(t float64) float64) Claim {
	mean, variance := improper{person, 24}.mean()
	c := improper{}.meanArrival(model.PublicTier, mean, variance, samplesAPlay*person(24))
	c.Slack = timeError * mean
	return c
}

// halfway is a claim of the chance that half of n has it by the time, between
// two, at which half is expected to.
func halfway(n int, lo, hi float64, f func(t float64) float64) Claim {
	at := hours(medianOf(f, lo, hi))
	c := chance("chance that half of the households have it by "+scenario.FormatDuration(at), model.HouseholdTier, 0.5, at,
		atLeast((n+1)/2, n, f(at.Seconds()/3600)))
	// How far an error of the share moves the chance: n times the largest term.
	c.Slack = curveError * float64(n) / math.Sqrt(math.Pi*float64(n)/2)
	return c
}

func households() Law {
	person := func(t float64) float64 { return 0.5 * 0.9 * exponential(t, 2) }
	home := func(t float64) float64 { return 1 - math.Pow(1-person(t), 4) }
	return Law{
		Number: 16, Name: "households", Title: "homes of four, whose people hear alone",
		Formula: "A household has it when one of its h people has: 1 − (1 − A)^h",
		Source:  "independent chances", Trials: 2000,
		Scenario: `name: households
network: {tiers: [village], fan_out: {village: 1}}
channels:
  radio: {delivers: 0.9, delay: {exponential: {mean: 2h}}}
public:
  population: 800
  household: 4
  hears:
    radio: {broadcast: {over: radio, share: 0.5}}
questions: {horizon: 24h}
`,
		Claims: crowd(800, 200, person, home, 0.5, 4),
	}
}

func householdSizes() Law {
	person := func(t float64) float64 { return 0.5 * exponential(t, 2) }
	sizes := []float64{0.1, 0.2, 0.3, 0.4}
	home := func(t float64) float64 {
		alone, sum := 1.0, 0.0
		for _, w := range sizes {
			alone *= 1 - person(t)
			sum += w * alone
		}
		return 1 - sum
	}
	claims := crowd(1200, 400, person, home, 0.5, 4)
	// Homes of each size are counted: their number is no matter of chance.
	for i := range claims {
		if c := &claims[i]; c.Of == CountVariance {
			c.Expected, c.Spread = sizesVariance(400, sizes, 1-person(0.5))
			c.Slack = 4 * curveError * c.Expected
		}
	}
	return Law{
		Number: 16, Name: "household-sizes", Title: "homes of one to four, in given shares",
		Formula: "1 − Σ_h w_h (1 − A)^h", Source: "independent chances, mixed over sizes", Trials: 2000,
		Scenario: `name: household-sizes
network: {tiers: [village], fan_out: {village: 1}}
channels:
  radio: {delay: {exponential: {mean: 2h}}}
public:
  population: 1200
  household: {sizes: [0.1, 0.2, 0.3, 0.4]}
  hears:
    radio: {broadcast: {over: radio, share: 0.5}}
questions: {horizon: 24h}
`,
		Claims: claims,
	}
}

// sizesVariance is the variance of how many of n homes have heard when their
// sizes come in given shares and a person has not heard with chance z; and the
// standard deviation of a variance read off one play, of a number as good as
// normal.
func sizesVariance(n int, sizes []float64, z float64) (variance, spread float64) {
	for i, w := range sizes {
		b := math.Pow(z, float64(i+1))
		variance += float64(n) * w * b * (1 - b)
	}
	return variance, math.Sqrt2 * variance
}

// segments and overlap are laws 10 and 16 for audiences: inclusion and
// exclusion for two that share people, a mixture for segments.
func segments() Law {
	young := func(t float64) float64 { return 1 - (1-0.6*exponential(t, 1))*(1-0.3*exponential(t, 4)) }
	old := func(t float64) float64 { return 0.3 * exponential(t, 4) }
	person := func(t float64) float64 { return 0.4*young(t) + 0.6*old(t) }
	home := func(t float64) float64 { return 1 - math.Pow(1-person(t), 4) }
	return Law{
		Number: 10, Name: "segments", Title: "a page that only four in ten people can read, and a radio for all",
		Formula: "F = Σ_g w_g (1 − Π_i (1 − s_i F_i)) over segments g and what reaches them; households 1 − (1 − F)^h",
		Source:  "independent chances, mixed over segments", Trials: 2000,
		Scenario: `name: segments
network: {tiers: [village], fan_out: {village: 1}}
channels:
  page: {delay: {exponential: {mean: 1h}}}
  radio: {delay: {exponential: {mean: 4h}}}
public:
  population: 800
  household: 4
  segments:
    smartphone: {share: 0.4, hears: {page: {broadcast: {over: page, share: 0.6}}}}
    none: 0.6
  hears:
    radio: {broadcast: {over: radio, share: 0.3}}
questions: {horizon: 24h}
`,
		Claims: crowd(800, 200, person, home, 0.5, 4),
	}
}

func overlap() Law {
	person := func(t float64) float64 {
		x, y := exponential(t, 1), exponential(t, 4)
		return 0.4*x + 0.5*y - 0.3*x*y
	}
	home := func(t float64) float64 { return 1 - math.Pow(1-person(t), 4) }
	return Law{
		Number: 10, Name: "overlap", Title: "a group and a radio whose audiences share three in ten people",
		Formula: "F = s_1 F_1 + s_2 F_2 − s_12 F_1 F_2; households 1 − (1 − F)^h",
		Source:  "inclusion and exclusion (de Moivre 1718)", Trials: 2000,
		Scenario: `name: overlap
network: {tiers: [village], fan_out: {village: 1}}
channels:
  group: {delay: {exponential: {mean: 1h}}}
  radio: {delay: {exponential: {mean: 4h}}}
public:
  population: 800
  household: 4
  hears:
    group: {broadcast: {over: group, share: 0.4}}
    radio: {broadcast: {over: radio, share: 0.5}}
  overlap: [{of: [group, radio], share: 0.3}]
questions: {horizon: 24h}
`,
		Claims: crowd(800, 200, person, home, 0.25, 4),
	}
}
