package ask

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// seek: values that meet goals, three computed and one played.
func (x *lawStudy) seek() error {
	// A wait of mean 1 h that comes within 2 h, by one of k people with chance .6.
	told := 0.6 * (1 - math.Exp(-2))
	for _, c := range []struct {
		what, text, goal, vary string
		want, slack            float64
		sampled                bool
	}{
		{"chance of each of four hops, 80 % in the end", `network: {tiers: [a, b, c, d, e], fan_out: {a: 1, b: 1, c: 1, d: 1, e: 1}}
channels: {phone: {delivers: 0.5}}
relays: {a: {over: [phone]}, b: {over: [phone]}, c: {over: [phone]}, d: {over: [phone]}}
questions: {horizon: 1h, at: [1h]}
`, "80% of e by 1h", "channels.phone.delivers", math.Pow(0.8, 0.25), 2e-6, false},
		{"mean of each of three waits, 90 % by 12 h; h", `network: {tiers: [a, b, c, d], fan_out: {a: 1, b: 1, c: 1, d: 1}}
channels: {post: {delay: {exponential: {mean: 1h}}}}
relays: {a: {over: [post]}, b: {over: [post]}, c: {over: [post]}}
questions: {horizon: 12h, at: [12h]}
`, "90% of d by 12h", "channels.post.delay.exponential.mean", 12 / mathext.GammaIncRegInv(3, 0.9), 2e-3, false},
		{"people of one office, 95 % by 2 h", `network: {tiers: [a, b], fan_out: {a: 1, b: 1}}
channels: {phone: {}}
relays: {a: {over: [phone], people: 1, passes_on: 0.6, notices: {exponential: {mean: 1h}}}}
questions: {horizon: 2h, at: [2h]}
`, "95% of b by 2h", "relays.a.people", math.Ceil(math.Log(0.05) / math.Log(1-told)), 0, false},
		{"chance, 40 of 50 in nine plays of ten", `network: {tiers: [a, b], fan_out: {a: 1, b: 50}}
channels: {phone: {delivers: 0.5}}
relays: {a: {over: [phone]}}
questions: {horizon: 1h, at: [1h]}
`, "80% of b by 1h in 90% of plays", "channels.phone.delivers", mathext.InvRegIncBeta(40, 11, 0.9), 0, true},
	} {
		s, err := x.read(4000, c.text)
		if err != nil {
			return err
		}
		found, unit, err := x.found(s, Seek{Goal: c.goal, Vary: c.vary})
		if err != nil {
			return err
		}
		if unit == "s" {
			found.Value /= model.Hour.Seconds()
		}
		if c.sampled {
			x.near(c.what, c.want, found)
			continue
		}
		x.exact(c.what, c.want, found.Value, c.slack)
	}
	return nil
}

// found is the value that a scenario's first message needs, and what it counts.
func (x *lawStudy) found(s *scenario.Scenario, q Seek) (cascade.Estimate, string, error) {
	none := cascade.Nobody()
	goal, chance, err := ParseGoal(s, q.Goal)
	if err != nil {
		return none, "", err
	}
	v, err := variedBy(s, q.Vary)
	if err != nil {
		return none, "", err
	}
	m := study.Measure{Kind: study.ShareBy, Tier: goal.Tier, At: goal.By}
	if chance > 0 {
		m = study.Measure{Kind: study.GoalMet, Goal: len(s.Question.Goals)}
	}
	found, err := x.Options.seek(x.ctx, s, 0, v, m, goal, &report.SeekAnswer{})
	if err != nil || len(found.Crossings) != 1 {
		return none, v.unit, err
	}
	return found.Crossings[0].X, v.unit, nil
}

// precision: numbers of plays.
func (x *lawStudy) precision() error {
	for _, c := range []struct{ p, half, want float64 }{{0.5, 0.01, 9600}, {0.9, 0.01, 3461}, {0.99, 0.005, 1606}} {
		n := math.Ceil(study.PlaysForChance(c.p, c.half, normal95))
		x.exact(fmt.Sprintf("plays for a chance of %g to ±%g", c.p, c.half), c.want, n, 0)
	}
	s, err := x.read(1000, `network: {tiers: [a, b], fan_out: {a: 1, b: 10}}
channels: {post: {delivers: 0.75, delay: {exponential: {mean: 1h}}}}
relays: {a: {over: [post]}}
questions: {horizon: 60h, at: [60h]}
`)
	if err != nil {
		return err
	}
	p := Problems(s)[0]
	const pilot = 20_000
	share := study.Measure{Kind: study.ShareBy, Tier: "b", At: 60 * model.Hour}
	a, err := study.Precision{Solver: montecarlo.Solver{Trials: pilot, Workers: x.Workers}, Half: 0.01, Trials: 1000, Measures: []study.Measure{share}}.Run(x.ctx, p)
	if err != nil {
		return err
	}
	// The variance of a sample variance of ten coins: their excess kurtosis is (1 − 6pq)/(10 pq).
	v := 0.75 * 0.25 / 10
	se := math.Sqrt((2 + (1-6*0.1875)/1.875) / pilot)
	n := study.PlaysForMean(math.Sqrt(v), 0.01, normal95)
	x.rows = append(x.rows, x.law.Row("plays for a mean of ten coins of .75 to ±.01", n, float64(a.Cells[0].Plays), n*se, 1))
	return nil
}
