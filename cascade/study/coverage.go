package study

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/model"
)

// Coverage asks how often bounds of 95 % hold the true value: it samples problems
// with many seeds and compares means, goals, times, differences, worths and the
// people left behind with what a very long run says.
type Coverage struct {
	Seeds int    // how often each is sampled
	Seed  uint64 // that of the first sample; the next have those that follow
	Plays []int  // of how many trials, as in 50, 200, 1000
	Long  int    // trials of the run that is taken for the truth
	montecarlo.Sampling
}

// A CoverageCase is a problem, and one to compare it with.
type CoverageCase struct {
	Name       string
	Base, Plan cascade.Problem
}

// A Statistic is what is estimated: "mean" (the share of a tier reached by a time),
// "half" (when half of a tier has it), "goal" (the chance of a goal of a tier),
// "difference" and "goal-difference" (what the plan changes), "lost" and "gained"
// (people, were the first unit silent or perfect), "unreached" (people of the first
// served unit), or "delay-mean", "delay-half" and "delay-most" (the mean, the median
// and nine tenths of when those of a tier who have it have it).
type Statistic struct {
	Kind string
	Tier string
	At   model.Tick // of means and differences
}

// Covered is how often the bounds of a statistic held the true value.
type Covered struct {
	Case string
	Statistic
	Trials   int // of each sample
	Held, Of int
	Truth    float64
}

// Share is the share of samples whose bounds held the true value.
func (c Covered) Share() float64 { return float64(c.Held) / float64(c.Of) }

// atLeast is the share of samples that bounds of 95 % are to hold.
const atLeast = 0.93

// Low tells whether it is below 93 % by more than chance makes it in one of a
// thousand such rows.
func (c Covered) Low() bool {
	return distuv.Binomial{N: float64(c.Of), P: atLeast}.CDF(float64(c.Held)) < 1e-3
}

// Run samples. Interrupted, it tells of the cases that are done.
func (s Coverage) Run(ctx context.Context, cases ...CoverageCase) ([]Covered, error) {
	each := len(s.Plays)*s.Seeds + 1
	got := make([][]estimated, each*len(cases))
	err := montecarlo.Items{Count: len(got), Last: true, Do: func(ctx context.Context, item int) (err error) {
		seed, how := s.sample(item % each)
		got[item], err = statistics(ctx, cases[item/each], seed, how)
		if err == nil {
			err = ctx.Err() // a sample that was cut short is none
		}
		if err != nil {
			got[item] = nil
		}
		return err
	}, State: func(c *montecarlo.Codec, item int) {
		montecarlo.Length(c, &got[item])
		for i := range got[item] {
			x := &got[item][i]
			c.Text(&x.Kind)
			c.Text(&x.Tier)
			c.Int((*int64)(&x.At))
			estimate(c, &x.Estimate)
		}
	}}.Run(ctx)
	if err != nil && ctx.Err() == nil {
		return nil, err
	}
	var out []Covered
	for k, c := range cases {
		samples := got[k*each : (k+1)*each]
		if slices.ContainsFunc(samples, func(x []estimated) bool { return x == nil }) {
			break
		}
		out = append(out, s.covered(c.Name, samples)...)
	}
	return out, nil
}

// longSeed is the seed of long runs, of which no sample is a part.
const longSeed = 1 << 40

// sample is the seed of a sample of a case, and how it is played: for each number of
// trials one with each seed, and at last the long run.
func (s Coverage) sample(k int) (seed uint64, how montecarlo.Sampling) {
	how = s.Sampling
	if k == len(s.Plays)*s.Seeds {
		how.Trials = s.Long
		return longSeed, how
	}
	how.Trials = s.Plays[k/s.Seeds]
	return s.Seed + uint64(k%s.Seeds), how
}

// covered compares the samples of a case with its long run, the last of them.
func (s Coverage) covered(name string, samples [][]estimated) []Covered {
	truth := samples[len(samples)-1]
	var out []Covered
	for k, trials := range s.Plays {
		rows := make([]Covered, len(truth))
		for i, x := range truth {
			rows[i] = Covered{Case: name, Statistic: x.Statistic, Trials: trials, Of: s.Seeds, Truth: x.Value}
		}
		for _, got := range samples[k*s.Seeds : (k+1)*s.Seeds] {
			for i, x := range got {
				// What rounding and the long run's last digit leave is no fault.
				slack := 1e-9 * max(1, math.Abs(truth[i].Value))
				// A sample in which nobody has it says nothing of when.
				if same := x.Value == truth[i].Value || math.IsNaN(x.Value); same || x.Low-slack <= truth[i].Value && truth[i].Value <= x.High+slack {
					rows[i].Held++
				}
			}
		}
		out = append(out, rows...)
	}
	return out
}

// estimated is an estimate and what it is of.
type estimated struct {
	Statistic
	cascade.Estimate
}

// statistics are those of one sample, always the same in the same order.
func statistics(ctx context.Context, c CoverageCase, seed uint64, s montecarlo.Sampling) ([]estimated, error) {
	base, plan := c.Base, c.Plan
	base.Seed, plan.Seed = seed, seed
	r, err := montecarlo.Solver{Trials: s.Trials, Workers: s.Workers, Public: s.Public}.Solve(ctx, base)
	if err != nil {
		return nil, err
	}
	var out []estimated
	add := func(kind, tier string, at model.Tick, e cascade.Estimate) {
		out = append(out, estimated{Statistic{kind, tier, at}, e})
	}
	for _, t := range r.Tiers[1:] {
		for _, x := range t.Reach {
			add("mean", t.Name, x.At, x.Mean)
		}
		add("half", t.Name, 0, t.TimeTo[0].Median)
		add("delay-mean", t.Name, 0, t.Delay.Mean)
		add("delay-half", t.Name, 0, t.Delay.Median)
		add("delay-most", t.Name, 0, t.Delay.P90)
	}
	for _, g := range r.Goals {
		add("goal", g.Tier, 0, g.Probability)
	}
	pair, err := Compare{s}.Run(ctx, base, plan)
	if err != nil {
		return nil, err
	}
	for _, x := range pair.Plans[0].Rows {
		if x.At == base.Question.Horizon && x.Tier != r.Tiers[0].Name {
			add("difference", x.Tier, x.At, x.Difference)
		}
	}
	for _, x := range pair.Plans[0].Goals {
		add("goal-difference", x.Tier, 0, x.Difference)
	}
	worth, err := worthOfTop(ctx, base, s)
	if err != nil {
		return nil, err
	}
	add("lost", r.Tiers[0].Name, 0, worth.Lost)
	add("gained", r.Tiers[0].Name, 0, worth.Gained)
	left, err := firstLeft(ctx, base, s)
	if err != nil || left == nil {
		return out, err
	}
	add("unreached", r.Tiers[0].Name, 0, left.Unreached)
	return out, nil
}

func worthOfTop(ctx context.Context, p cascade.Problem, s montecarlo.Sampling) (cascade.Worth, error) {
	p.Question = model.Question{Horizon: p.Question.Horizon, At: []model.Tick{p.Question.Horizon}}
	v, err := newVariant(p, s.Public)
	if err != nil {
		return cascade.Worth{}, err
	}
	return v.worth(ctx, p.Message().From[0], s)
}

// firstLeft is who is left behind in the first served unit; nil without a public.
func firstLeft(ctx context.Context, p cascade.Problem, s montecarlo.Sampling) (*Left, error) {
	crowd, err := public.New(p, nil, s.Public)
	if err != nil || crowd == nil {
		return nil, err
	}
	e, _, err := engine.New("auto", p)
	if err != nil {
		return nil, err
	}
	all, played, err := montecarlo.Play(ctx, s.Segment(), s, func() *unreached { return newUnreached(p, e, crowd) })
	if err != nil {
		return nil, err
	}
	left := all.left(0, int(played))
	return &left, nil
}
