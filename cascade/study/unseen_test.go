package study

import (
	"context"
	"fmt"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/model/scenario"
)

// offices are eight below a top that once in a hundred plays tells none of them.
const offices = `name: offices
network: {tiers: [top, office], fan_out: {top: 1, office: 8}}
channels: {mail: {delivers: 0.9, delay: {fixed: 1h}}, voice: {}}
relays: {top: {passes_on: 0.99, over: [mail]}, office: {passes_on: 1}}
public: {population: 20, household: 2, hears: {meeting: {broadcast: {share: %s, over: voice}}}}
questions: {horizon: 10h, at: [5h]}
`

func parsed(t *testing.T, format string, args ...any) cascade.Problem {
	t.Helper()
	s, err := scenario.Parse("x.yaml", fmt.Appendf(nil, format, args...), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{Network: s.Network, Messages: s.Messages, Question: s.Question, Seed: s.Seed}
}

func seeded(p cascade.Problem, seed int) cascade.Problem {
	p.Seed = uint64(seed)
	return p
}

// peopleIn is what a comparison says of people at the first time.
func peopleIn(t *testing.T, s montecarlo.Sampling, base, plan cascade.Problem) Difference {
	t.Helper()
	c, err := (Compare{s}).Run(context.Background(), base, plan)
	if err != nil {
		t.Fatal(err)
	}
	return c.Plans[0].Rows[len(base.Network.Tiers())]
}

// A plan by which a twentieth more of the people are told reaches .99 · .9 · .05 more of
// them: with the people played one by one, as with cohorts, the bounds hold that in 95 %
// of seeds, are closer than what no play shows of all people (1.9 points of 200 plays),
// and tell the difference from none each time.
func TestPeopleAloneAreToldFromNothing(t *testing.T) {
	seeds := effort.Of(15, 40, 100)
	const truth = 0.99 * 0.9 * 0.05
	base, plan := parsed(t, offices, "0.5"), parsed(t, offices, "0.55")
	for _, mode := range []public.Mode{public.Individuals, public.Cohorts} {
		held, wide := 0, 0.0
		for seed := range seeds {
			d := peopleIn(t, montecarlo.Sampling{Trials: 200, Workers: 2, Public: mode}, seeded(base, seed), seeded(plan, seed))
			if d.Same() {
				t.Errorf("%s, seed %d: not told from nothing: %+v", mode, seed, d)
			}
			if d.Difference.Low <= truth && truth <= d.Difference.High {
				held++
			}
			wide = max(wide, d.Difference.High-d.Difference.Value)
		}
		// 95 % but for what so many seeds leave, at 4.4 standard errors.
		if least := 0.95 - 4.4*math.Sqrt(0.95*0.05/float64(seeds)); float64(held) < least*float64(seeds) {
			t.Errorf("%s: bounds hold in %d of %d", mode, held, seeds)
		}
		if wide > 0.006 {
			t.Errorf("%s: bounds ±%g", mode, wide)
		}
	}
}

// Where the top tells nobody once in a hundred plays, some plays show none such; the
// bounds hold what those make of the mean all the same.
func TestRoomForPlaysNotSeen(t *testing.T) {
	base, plan := parsed(t, offices, "0.5"), parsed(t, offices, "0.9")
	for seed := range 60 {
		d := peopleIn(t, montecarlo.Sampling{Trials: 200, Workers: 2, Public: public.Cohorts}, seeded(base, seed), seeded(plan, seed))
		if d.Better < 200 {
			continue
		}
		// Without them the mean is .9 · .4, and could be less by as much as they may be.
		if room := d.Difference.Value - d.Difference.Low; room < 0.0188*d.Difference.Value {
			t.Errorf("seed %d: %+v has room for %g only", seed, d.Difference, room)
		}
		return
	}
	t.Error("no seed has 200 plays in which the top tells all")
}

// A plan that takes from one office what it gives to another changes nothing where both
// start, yet a play in which one starts alone has all of it: each is asked by itself.
func TestRoomIsOfEachOffice(t *testing.T) {
	const two = `name: two
channels: {voice: {}}
network: {tiers: [top, office], tree: {T: {A: {population: 1000}, B: {population: 1000}}}}
public:
  household: 1
  hears: {meeting: {broadcast: {share: 0.5, over: voice, units: {A: {share: %s}, B: {share: %s}}}}}
questions: {horizon: 10h, at: [5h]}
`
	sides := make([]*side, 2)
	for k, p := range []cascade.Problem{parsed(t, two, "0.4", "0.6"), parsed(t, two, "0.5", "0.5")} {
		var err error
		if sides[k], err = newSide(p, &p.Question, public.Auto); err != nil {
			t.Fatal(err)
		}
		sides[k].changed = []float64{0, 0, 1, 1}
	}
	sides[0].setUnseen(sides[1:], 200)
	for i := range 2 { // people, households
		if x := sides[1]; x.less == nil || math.Abs(x.less[i]-0.05) > 1e-6 || math.Abs(x.more[i]-0.05) > 1e-6 {
			t.Errorf("room %v, %v: want .05 each", x.less, x.more)
		}
	}
	if sides[1].less = nil; true {
		sides[0].setUnseen(sides[1:], 10)
	}
	if sides[1].less != nil {
		t.Error("asked for a few plays more often than is played")
	}
}

// Plays are the same where a plan changes what people hear, and not where it changes an
// office, a message or who serves whom.
func TestSamePlays(t *testing.T) {
	base := parsed(t, offices, "0.5")
	for text, want := range map[string]bool{
		"network: {tiers: [top, office], fan_out: {top: 1, office: 8}}": true,
		"network: {tiers: [top, office], fan_out: {top: 1, office: 7}}": false,
	} {
		for passes, same := range map[string]bool{"0.99": true, "0.98": false} {
			p := parsed(t, `name: offices
%s
channels: {mail: {delivers: 0.9, delay: {fixed: 1h}}, voice: {}}
relays: {top: {passes_on: %s, over: [mail]}, office: {passes_on: 1}}
public: {population: 20, household: 2, hears: {meeting: {broadcast: {share: 0.6, over: voice}}}}
questions: {horizon: 10h, at: [5h]}
`, text, passes)
			if got := samePlays(&base, &p); got != (want && same) {
				t.Errorf("%s, %s: %v", text, passes, got)
			}
		}
	}
}
