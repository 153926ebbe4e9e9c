package ask_test

import (
	"context"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/ask"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
	"harkara/model/scenario"
)

// A case that was published, written as a user would write it, and what arithmetic
// says of it: the mean share of a tier by a time.
type published struct {
	name, text string
	plan       string
	sets       []string // as with --set
	want       []shareBy
}

type shareBy struct {
	tier string
	at   model.Tick
	mean float64
}

// Published cases can be said, and answers are what arithmetic says.
func TestPublishedCases(t *testing.T) {
	for _, c := range publishedCases {
		t.Run(c.name, func(t *testing.T) {
			if c.text == newsOfTheDay || c.text == warningThatDies {
				effort.NotShort(t, "follows talk in hundreds of plays")
			}
			r := answered(t, c.text, scenario.Options{Set: c.sets, Plan: c.plan})
			for _, w := range c.want {
				x := reachBy(t, r, w.tier, w.at)
				// 95 % bounds are 1.96 standard errors, and 4.4 are allowed; exact ones
				// hold the value.
				if slack := (x.Mean.High-x.Mean.Low)/2*4.4/1.96 + 1e-6; math.Abs(x.Mean.Value-w.mean) > slack {
					t.Errorf("%s by %v: got %v, want %v ± %v (%s)", w.tier, w.at, x.Mean.Value, w.mean, slack, r.Solver)
				}
				if x.Mean.High-x.Mean.Low > 0.03 {
					t.Errorf("%s by %v: bounds of %v say little", w.tier, w.at, x.Mean)
				}
			}
		})
	}
}

func answered(t *testing.T, text string, o scenario.Options) *cascade.Result {
	t.Helper()
	s, err := scenario.Parse("published.yaml", []byte(text), nil, o)
	if err != nil {
		t.Fatal(err)
	}
	results, err := ask.Options{Workers: 1}.Reach(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	return results[0]
}

func reachBy(t *testing.T, r *cascade.Result, tier string, at model.Tick) cascade.Reach {
	t.Helper()
	for _, line := range r.Tiers {
		for _, x := range line.Reach {
			if line.Name == tier && x.At == at {
				return x
			}
		}
	}
	t.Fatalf("no %s at %v", tier, at)
	return cascade.Reach{}
}

// A national relay of machines, every one of which hears one above it: of stations,
// 82.5 % had the test of 2019 over three hops of air, and 95.5 % that of 2018, which
// the internet carried too (FCC, reports on nationwide tests of the Emergency Alert
// System). Six in a hundred lost a hop are the first, and an internet that reaches
// three of four stations is then the second.
const nationalRelay = `
name: national-relay
network: {tiers: [nation, primary, local], fan_out: {nation: 1, primary: 70, local: 5}}
channels:
  air: {delivers: 0.94, delay: {fixed: 30s}}
  internet: {delay: {fixed: 10s}}
relays:
  nation: {over: [air]}
  primary: {over: [air]}
  local: {over: [air]}
public:
  population: 40 # stations that monitor a local one
  household: 1
  hears:
    chain: {broadcast: {over: air, share: 1}}
plans:
  internet: {set: {public.hears.direct: {broadcast: {from: nation, over: internet, share: 0.75}}}}
questions: {horizon: 1h, at: [15s, 60s, 2m]}
`

// News of an event over a day: the murder of a president, 1963. 68 % of adults of the
// United States had heard within half an hour, and 99.8 % by six that evening. Those
// who tell and those who are told are all of a city; the radio is each person's
// hazard.
const newsOfTheDay = `
name: news-of-the-day
network: {tiers: [city], tree: {City: {population: 400000, households: 130000}}}
channels: {radio: {delay: {exponential: {mean: 49m}}}}
relays: {city: {over: [radio]}}
public:
  hears:
    radio: {broadcast: {over: radio, share: 1}}
    others: {talk: {rate: 3.06/h}}
questions: {horizon: 12h, at: [15m, 30m, 1h, 330m]}
trials: 2000
`

// bass is the share that has heard by t hours where each person hears at hazard a
// from afar and at b times the share of those who have from them (Bass 1969).
func bass(a, b, t float64) float64 {
	e := math.Exp(-(a + b) * t)
	return (1 - e) / (1 + b/a*e)
}

// A house-to-house campaign in a city: on 28 February 2022, 2,760 teams reached
// 384,763 of the 1,134,112 houses of Ludhiana, 139 each.
const houseToHouse = `
name: house-to-house
timezone: Asia/Kolkata
start: 2022-02-28 09:00
network: {tiers: [city], tree: {Ludhiana: {population: 5103504, households: 1134112}}}
hours: {day: {days: all, from: "09:00", to: "17:00"}}
public:
  hears:
    teams: {visits: {workers: 2760, each: 17.426/h, hours: day}}
questions: {horizon: 7d, at: [4h, 8h, 20h, 28h, 3d]}
trials: 50
`

// Reposts over hours: of 7,117 reposts on Weibo a quarter came within 1,813 s of
// their root, half within 3,517, three quarters within 8,349, nine tenths within
// 21,432, 95 in 100 within 54,748 (CasFlow data). No family of two numbers has both
// their middle and their tail; a mixture of two has all to two points.
const reposts = `
name: reposts
network: {tiers: [author, reader], fan_out: [1, 2000]}
channels:
  weibo:
    delay:
      mixture:
        - {weight: 0.8, lognormal: {median: 58m, p90: 210m}}
        - {weight: 0.2, lognormal: {median: 90m, p90: 30h}}
relays: {author: {over: [weibo]}}
questions: {horizon: 4d, at: [1813s, 3517s, 8349s, 21432s, 54748s]}
trials: 100
`

// reposted is the share of reposts by then.
func reposted(at model.Tick) float64 {
	part := func(median, p90 float64) float64 {
		const z90 = 1.2815515655446004
		return 0.5 * math.Erfc(-math.Log(at.Seconds()/median)/(math.Log(p90/median)/z90)/math.Sqrt2)
	}
	return 0.8*part(58*60, 210*60) + 0.2*part(90*60, 30*3600)
}

// Calls to mothers, attempt by attempt: of those picked up at all, half are at the
// first attempt, 76 % by the third and 99.5 % by the ninth (Kilkari, 13 states of
// India, BMJ Global Health 2021;6:e005213). A second and third attempt that succeed
// with 0.307 are the 76 %; nine such attempts are 97.3 %, so that later ones reach
// more: an attempt has two chances here, the first and that of all others. Of numbers
// called, 14 % are dead.
const callsToMothers = `
name: calls-to-mothers
network: {tiers: [exchange, mother], fan_out: [1, 2000]}
channels:
  call: {delivers: 0.5, retry: {every: 1d, times: 8, delivers: 0.307}}
relays: {exchange: {over: [call]}}
questions: {horizon: 9d, at: [1h, 2d, 8d]}
plans:
  dead-numbers: {set: {channels.call.unreachable: 0.14}}
trials: 200
`

// mothers is the share of mothers reached by so many attempts.
func mothers(attempts int) float64 { return 1 - 0.5*math.Pow(1-0.307, float64(attempts-1)) }

// Doors of a city that stay closed: canvassers find three of ten open at the first
// knock, and knock twice more at those that were not.
const closedDoors = `
name: closed-doors
network: {tiers: [city], tree: {City: {population: 400000, households: 100000}}}
public:
  hears:
    teams: {visits: {workers: 250, each: 40/h, answers: 0.3, again: 2, within: 0.6}}
questions: {horizon: 30h, at: [5h, 10h, 17h, 24h]}
trials: 50
`

// A warning with people who never hear: sirens reach three homes in ten at once, and
// who hears tells others for an exponential hour, but one person in five takes no
// part. Nobody who takes no part hears of it later, and the talk dies before all who
// do have heard: z of them know in the end.
const warningThatDies = `
name: warning-that-dies
network: {tiers: [town], tree: {Town: {population: 3000, households: 1000}}}
channels: {air: {}}
relays: {town: {over: [air]}}
public:
  hears:
    sirens: {broadcast: {over: air, share: 0.3}}
    neighbours: {talk: {rate: 1.5/h, share: 0.8, keeps_telling: {exponential: {mean: 1h}}}}
questions: {horizon: 3d, at: [1s, 3d]}
trials: 200
`

// told is the share of all who know in the end where s know at once, a part c takes
// part in talk and each tells r others: of those who take part, z = 1 − (1 − s)e^{−rcz}
// (Kermack and McKendrick 1927, with those who know at once).
func told(s, c, r float64) float64 {
	z := s
	for range 1000 {
		z = 1 - (1-s)*math.Exp(-r*c*z)
	}
	return c*z + (1-c)*s
}

var publishedCases = []published{
	{name: "calls to mothers", text: callsToMothers, want: []shareBy{
		{"mother", model.Hour, mothers(1)}, {"mother", 2 * model.Day, mothers(3)}, {"mother", 8 * model.Day, mothers(9)},
	}},
	{name: "calls to numbers of which some are dead", text: callsToMothers, plan: "dead-numbers", want: []shareBy{
		{"mother", model.Hour, 0.86 * mothers(1)}, {"mother", 2 * model.Day, 0.86 * mothers(3)}, {"mother", 8 * model.Day, 0.86 * mothers(9)},
	}},
	{name: "closed doors", text: closedDoors, want: []shareBy{
		// Homes where somebody of four hears: 1 − 0.4⁴ of those that open.
		{model.PublicTier, 5 * model.Hour, 0.15 * 0.6}, {model.PublicTier, 10 * model.Hour, 0.3 * 0.6},
		{model.PublicTier, 17 * model.Hour, (1 - 0.7*0.7) * 0.6}, {model.PublicTier, 24 * model.Hour, (1 - 0.7*0.7*0.7) * 0.6},
		{model.HouseholdTier, 24 * model.Hour, (1 - 0.7*0.7*0.7) * (1 - 0.4*0.4*0.4*0.4)},
	}},
	{name: "a warning that dies", text: warningThatDies, want: []shareBy{
		{model.PublicTier, model.Second, 0.3}, {model.PublicTier, 3 * model.Day, told(0.3, 0.8, 1.5)},
	}},

	{name: "relay of machines", text: nationalRelay, want: []shareBy{
		{"primary", 60 * model.Second, 0.94}, {"local", 60 * model.Second, 0.94 * 0.94}, {model.PublicTier, 15 * model.Second, 0},
		{model.PublicTier, 2 * model.Minute, 0.94 * 0.94 * 0.94},
	}},
	{name: "relay with a direct channel", text: nationalRelay, plan: "internet", want: []shareBy{
		{model.PublicTier, 15 * model.Second, 0.75}, {model.PublicTier, 2 * model.Minute, 1 - 0.25*(1-0.94*0.94*0.94)},
	}},
	{name: "news over a day", text: newsOfTheDay, want: []shareBy{
		{model.PublicTier, 15 * model.Minute, bass(60.0/49, 3.06, 0.25)}, {model.PublicTier, 30 * model.Minute, bass(60.0/49, 3.06, 0.5)},
		{model.PublicTier, 60 * model.Minute, bass(60.0/49, 3.06, 1)}, {model.PublicTier, 330 * model.Minute, bass(60.0/49, 3.06, 5.5)},
	}},
	{name: "house to house", text: houseToHouse, want: []shareBy{
		{model.HouseholdTier, 4 * model.Hour, 0.5 * ludhiana}, {model.HouseholdTier, 8 * model.Hour, ludhiana},
		{model.HouseholdTier, 20 * model.Hour, ludhiana}, {model.HouseholdTier, 28 * model.Hour, 1.5 * ludhiana},
		{model.PublicTier, 28 * model.Hour, 1.5 * ludhiana}, {model.HouseholdTier, 72 * model.Hour, 1},
	}},
	{name: "reposts", text: reposts, want: []shareBy{
		{"reader", 1813 * model.Second, reposted(1813 * model.Second)}, {"reader", 3517 * model.Second, reposted(3517 * model.Second)},
		{"reader", 8349 * model.Second, reposted(8349 * model.Second)}, {"reader", 21432 * model.Second, reposted(21432 * model.Second)},
		{"reader", 54748 * model.Second, reposted(54748 * model.Second)},
	}},
}

// ludhiana is the share of its houses that its teams visit in a day of eight hours.
const ludhiana = 2760 * 17.426 * 8 / 1134112

// What arithmetic says of the published cases is what was published, as far as a case
// says it.
func TestPublishedFigures(t *testing.T) {
	for _, c := range []struct {
		what             string
		said, got, apart float64
	}{
		{"stations, relay alone", 0.825, 0.94 * 0.94 * 0.94, 0.01},
		{"stations, with a direct channel", 0.955, 1 - 0.25*(1-0.94*0.94*0.94), 0.01},
		{"news within half an hour", 0.68, bass(60.0/49, 3.06, 0.5), 0.005},
		{"news by evening", 0.998, bass(60.0/49, 3.06, 5.5), 0.003},
		{"calls picked up at the first attempt", 0.50, mothers(1), 0.001},
		{"calls picked up by the third", 0.76, mothers(3), 0.001},
		{"calls picked up by the ninth", 0.995, mothers(9), 0.025},
		{"houses in a day", 384763.0 / 1134112, ludhiana, 0.0005},
		{"reposts, 25 %", 0.25, reposted(1813 * model.Second), 0.021},
		{"reposts, 50 %", 0.50, reposted(3517 * model.Second), 0.021},
		{"reposts, 75 %", 0.75, reposted(8349 * model.Second), 0.021},
		{"reposts, 90 %", 0.90, reposted(21432 * model.Second), 0.021},
		{"reposts, 95 %", 0.95, reposted(54748 * model.Second), 0.021},
	} {
		if math.Abs(c.got-c.said) > c.apart {
			t.Errorf("%s: %v was published, %v follows", c.what, c.said, c.got)
		}
	}
}
