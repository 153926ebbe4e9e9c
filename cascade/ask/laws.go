package ask

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"math"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/mathext"

	"harkara/cascade"
	"harkara/cascade/laws"
	"harkara/model/scenario"
)

// lawOf holds a study to a law, by the law's name: with a scenario that shows it, read,
// varied and played as any other, or with a function that has a closed form.
var lawOf = map[string]func(*lawStudy) error{
	"ranges": (*lawStudy).ranges, "ranges-together": (*lawStudy).together, "ranges-logarithm": (*lawStudy).logarithm,
	"ranges-quantiles": (*lawStudy).quantiles, "indices": (*lawStudy).indices, "tornado": (*lawStudy).tornado,
	"screening": (*lawStudy).screening, "ishigami": (*lawStudy).ishigami, "sobol-g": (*lawStudy).sobolG,
	"sobol-points": (*lawStudy).sobolPoints, "seek": (*lawStudy).seek, "precision": (*lawStudy).precision, "place": (*lawStudy).place,
}

// lawStudy is a study that is held to a law.
type lawStudy struct {
	Options
	ctx  context.Context
	law  laws.Law
	seed uint64
	rows []laws.Row
}

// StudyLaw holds studies to one of laws.Studies.
func (o Options) StudyLaw(ctx context.Context, l laws.Law, seed uint64) ([]laws.Row, error) {
	x := &lawStudy{Options: o, ctx: ctx, law: l, seed: seed}
	check := lawOf[l.Name]
	if check == nil {
		return nil, fmt.Errorf("law %d, %s: no study shows it", l.Number, l.Name)
	}
	err := check(x)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("law %d, %s: %w", l.Number, l.Name, err)
	}
	return x.rows, nil
}

// normal95 is how many standard errors bounds of 95 % are away.
const normal95 = 1.959963984540054

// near adds a row of a number with bounds, exact one that is computed or counted.
func (x *lawStudy) near(what string, want float64, got cascade.Estimate) {
	x.rows = append(x.rows, x.law.Row(what, want, got.Value, (got.High-got.Low)/2/normal95, 0))
}

func (x *lawStudy) exact(what string, want, got, slack float64) {
	x.rows = append(x.rows, x.law.Row(what, want, got, 0, slack))
}

// read is a scenario that shows a law, played so often.
func (x *lawStudy) read(trials int, text string) (*scenario.Scenario, error) {
	none := func(name string) (io.ReadCloser, error) { return nil, fs.ErrNotExist }
	s, err := scenario.Parse(x.law.Name+".yaml", []byte("name: "+x.law.Name+"\n"+text), none, scenario.Options{})
	if err == nil {
		s.Trials, s.Seed = trials, x.seed
	}
	return s, err
}

// tier is what is told of a tier of the first message at the first time.
func (x *lawStudy) tier(s *scenario.Scenario, place int) (cascade.Reach, *cascade.Result, error) {
	results, err := x.Reach(x.ctx, s)
	if err != nil {
		return cascade.Reach{}, nil, err
	}
	return results[0].Tiers[place].Reach[0], results[0], nil
}

// lawPlays is how many plays of four a point ranges have here.
const lawPlays = 6000

// ranges: one office tells ten.
func (x *lawStudy) ranges() error {
	const n, l, h = 10, 0.6, 0.9
	s, err := x.read(lawPlays, `network: {tiers: [a, b], fan_out: {a: 1, b: 10}}
channels: {phone: {delivers: 0.75}}
relays: {a: {over: [phone]}}
uncertain: {channels.phone.delivers: {low: 0.6, high: 0.9}}
questions: {horizon: 1h, at: [1h], goals: [{tier: b, share: 0.8, by: 1h}]}
`)
	if err != nil {
		return err
	}
	r, all, err := x.tier(s, 1)
	if err != nil {
		return err
	}
	m, v := (l+h)/2, (h-l)*(h-l)/12
	x.near("mean share", m, r.Mean)
	x.near("variance from play to play that is luck", (m-m*m-v)/n, r.Parts.Luck)
	x.near("variance that is not known", v, r.Parts.Unknown)
	x.exact("5 % of plays have at most", 0.5, r.P05, 0)
	x.exact("95 % of plays have at most", 1, r.P95, 0)
	// P(X = k) = ∫ C(n, k) p^k (1−p)^{n−k} dp / (h − l), an incomplete beta function.
	chance := 0.0
	for k := 8.0; k <= n; k++ {
		in := mathext.RegIncBeta(k+1, n-k+1, h) - mathext.RegIncBeta(k+1, n-k+1, l)
		chance += in / float64(n+1) / (h - l)
	}
	x.near("chance of 8 of 10", chance, all.Goals[0].Probability)
	return nil
}

// together: two hops in a row.
func (x *lawStudy) together() error {
	for _, c := range []struct {
		what, text string
		want       float64
	}{{"mean share, together", "  together: [[channels.one.delivers, channels.two.delivers]]\n", 0.57}, {"mean share, each by itself", "", 0.5625}} {
		s, err := x.read(lawPlays, `network: {tiers: [a, b, c], fan_out: {a: 1, b: 10, c: 1}}
channels: {one: {delivers: 0.75}, two: {delivers: 0.75}}
relays: {a: {over: [one]}, b: {over: [two]}}
questions: {horizon: 1h, at: [1h]}
uncertain:
  channels.one.delivers: {low: 0.6, high: 0.9}
  channels.two.delivers: {low: 0.6, high: 0.9}
`+c.text)
		if err != nil {
			return err
		}
		r, _, err := x.tier(s, 2)
		if err != nil {
			return err
		}
		x.near(c.what, c.want, r.Mean)
	}
	return nil
}

// logarithm: a delay whose mean is log-uniform from an hour to four.
func (x *lawStudy) logarithm() error {
	s, err := x.read(lawPlays, `network: {tiers: [a, b], fan_out: {a: 1, b: 50}}
channels: {post: {delay: {exponential: {mean: 2h}}}}
relays: {a: {over: [post]}}
uncertain: {channels.post.delay.exponential.mean: {low: 1h, high: 4h}}
questions: {horizon: 6h, at: [2h]}
`)
	if err != nil {
		return err
	}
	r, _, err := x.tier(s, 1)
	if err != nil {
		return err
	}
	moment := func(power float64) float64 {
		f := func(u float64) float64 { return math.Pow(1-math.Exp(-2/math.Exp(u*math.Log(4))), power) }
		return quad.Fixed(f, 0, 1, 40, nil, 0)
	}
	m := moment(1)
	x.near("mean share by 2 h", m, r.Mean)
	x.near("variance that is not known", moment(2)-m*m, r.Parts.Unknown)
	return nil
}

// quantiles: what ranges hold possible.
func (x *lawStudy) quantiles() error {
	s, err := x.read(1, `network: {tiers: [a, b], fan_out: {a: 1, b: 1}}
channels: {pert: {delivers: 0.8}, survey: {delivers: 0.3}, log: {delay: {exponential: {mean: 40m}}}}
relays: {a: {over: [pert, survey, log]}}
uncertain:
  channels.pert.delivers: {low: 0.6, likely: 0.8, high: 0.95}
  channels.survey.delivers: {data: {successes: 31, of: 98}}
  channels.log.delay.exponential.mean: {low: 10m, high: 3h}
questions: {horizon: 1h, at: [1h]}
`)
	if err != nil {
		return err
	}
	value := func(k int, u float64) float64 { v, _ := scenario.SI(s.Uncertain[k].Value(u)); return v }
	mean := func(k int) (sum float64) {
		const parts = 20_000
		for i := range parts {
			sum += value(k, (float64(i)+0.5)/parts) / parts
		}
		return sum
	}
	x.exact("PERT .6 .8 .95: mean", (0.6+4*0.8+0.95)/6, mean(0), 1e-5)
	x.exact("PERT: 5 % lie below", 0.680084, value(0, 0.05), 1e-6)
	x.exact("PERT: 95 % lie below", 0.896479, value(0, 0.95), 1e-6)
	x.exact("31 of 98: mean", 31.5/99, mean(1), 1e-5)
	x.exact("31 of 98: 5 % lie below", 0.243671, value(1, 0.05), 1e-6)
	x.exact("31 of 98: 95 % lie below", 0.396890, value(1, 0.95), 1e-6)
	x.exact("10 min to 3 h: mean, min", 170/math.Log(18), mean(2)/60, 1e-3)
	x.exact("10 min to 3 h: median, min", math.Sqrt(1800), value(2, 0.5)/60, 1e-4)
	return nil
}
