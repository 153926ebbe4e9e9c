package study_test

import (
	"context"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// unlike is a scenario of plays that a holiday makes unlike.
const unlike = `name: unlike
network: {tiers: [top, block, end], fan_out: {top: 1, block: 5, end: 4}}
channels: {wire: {delivers: 0.9, delay: {exponential: {mean: 1h}}}}
relays: {top: {passes_on: 0.9}, block: {passes_on: 0.8}}
public: {population: 40, household: 4, hears: {radio: {broadcast: {share: 0.5}}}}
circumstances:
  holiday: {chance: 0.3, set: {relays.block.passes_on: 0.2, public.hears.radio.broadcast.share: 0.8}}
plans:
  rarer: {set: {circumstances.holiday.chance: 0.1}}
  same: {set: {trials: 10}}
  trained: {set: {relays.block.passes_on: 1}}
questions: {horizon: 40h, at: [2h, 40h]}
`

func unlikeWith(t *testing.T, o scenario.Options) cascade.Problem {
	t.Helper()
	s, err := scenario.Parse("unlike.yaml", []byte(unlike), nil, o)
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{Network: s.Network, Circumstances: s.Circumstances, Messages: s.Messages, Question: s.Question, Seed: 1}
}

// Exact and sampled answers agree where plays are unlike, and the mean of the
// answers given what holds, by its chance, is the answer.
func TestUnlikePlaysAgree(t *testing.T) {
	effort.NotShort(t, "computes under each circumstance, and plays")
	ctx, whole := context.Background(), unlikeWith(t, scenario.Options{})
	whole.Question.By = []int{1}
	v, err := study.Verify{A: exact.Solver{}, B: montecarlo.Solver{Trials: 1500}}.Run(ctx, whole)
	if err != nil || !v.Agree {
		t.Fatalf("they do not agree: %+v, %v", v, err)
	}
	if held := v.B.Circumstances[0].Plays; math.Abs(held-0.3) > 4.4*math.Sqrt(0.21/1500) {
		t.Errorf("the holiday held in %g of the trials", held)
	}
	var given [2]*cascade.Result
	for i, name := range []string{"no-holiday", "holiday"} {
		if given[i], err = (exact.Solver{}).Solve(ctx, unlikeWith(t, scenario.Options{Given: []string{name}})); err != nil {
			t.Fatal(err)
		}
	}
	for i, tier := range v.A.Tiers {
		for j, x := range tier.Reach {
			a, b := given[0].Tiers[i].Reach[j], given[1].Tiers[i].Reach[j]
			mean := 0.7*a.Mean.Value + 0.3*b.Mean.Value
			within := 0.7*a.SD*a.SD + 0.3*b.SD*b.SD
			between := 0.7 * 0.3 * (a.Mean.Value - b.Mean.Value) * (a.Mean.Value - b.Mean.Value)
			if math.Abs(x.Mean.Value-mean) > 1e-9 || math.Abs(x.SD-math.Sqrt(within+between)) > 1e-9 {
				t.Errorf("%s at %v: %v, sd %g; of its parts %g, %g", tier.Name, x.At, x.Mean, x.SD, mean, math.Sqrt(within+between))
			}
		}
	}
}

// Plans share circumstances trial by trial: what changes nothing differs by zero, a
// rarer holiday holds in no other trials, and training shows where there is none.
func TestPlansShareCircumstances(t *testing.T) {
	base := unlikeWith(t, scenario.Options{})
	var plans []cascade.Problem
	for _, name := range []string{"same", "rarer", "trained"} {
		plans = append(plans, unlikeWith(t, scenario.Options{Plan: name}))
	}
	const n = 2000
	c, err := study.Compare{Sampling: montecarlo.Sampling{Trials: n}}.Run(context.Background(), base, plans...)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range c.Plans[0].Rows {
		if d.Better+d.Worse > 0 || d.Difference != (cascade.Estimate{}) {
			t.Errorf("what changes nothing: %+v", d)
		}
	}
	at := func(plan int, tier string) study.Difference {
		for _, d := range c.Plans[plan].Rows {
			if d.Tier == tier && d.At == 40*model.Hour {
				return d
			}
		}
		t.Fatalf("no row of %s", tier)
		return study.Difference{}
	}
	far := 4.4 * math.Sqrt(0.25/n) * n
	// Of 0.2 of trials with a holiday less, nearly all reach more of the last tier.
	if d := at(1, "end"); d.Worse > 0 || float64(d.Better) > 0.2*n+far || float64(d.Better) < 0.1*n {
		t.Errorf("a rarer holiday: better in %d, worse in %d", d.Better, d.Worse)
	}
	if d := at(2, "end"); d.Worse > 0 || float64(d.Better) > 0.7*n+far || float64(d.Better) < 0.3*n {
		t.Errorf("training: better in %d, worse in %d", d.Better, d.Worse)
	}
	if d := at(1, "top"); d.Difference != (cascade.Estimate{}) {
		t.Errorf("the top differs: %+v", d)
	}
}

// Hops and worths of single units are played where plays are unlike, and people left
// behind are those of both kinds of play.
func TestStudiesOfUnlikePlays(t *testing.T) {
	ctx, p := context.Background(), unlikeWith(t, scenario.Options{})
	if _, err := (exact.Solver{}).Bottlenecks(ctx, p, p.Question.Horizon, 5); len(cascade.Reasons(err)) != 1 {
		t.Errorf("bottlenecks are computed: %v", err)
	}
	sampling := montecarlo.Sampling{Trials: 2000}
	b, err := study.FindBottlenecks{At: p.Question.Horizon, Most: 2, Sampling: sampling}.Run(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	r, err := exact.Solver{}.Solve(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	people := r.Tiers[3].Reach[1]
	if se := people.SD / math.Sqrt(2000); math.Abs(1-people.Mean.Value-b.Missed.Value) > 4.4*se {
		t.Errorf("bottlenecks miss %v, reach %v", b.Missed, people.Mean)
	}
	// The top passes on in 0.9 of plays: perfect, it brings a ninth more.
	if top := b.Units[0]; p.Network.TierOf(top.Unit) != 0 || math.Abs(top.Gained.Value/800-people.Mean.Value/9) > 0.03 {
		t.Errorf("the first unit: %+v", top)
	}
	l, err := study.FindLeftBehind{Most: 3, Sampling: sampling}.Run(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Unreached / 800; math.Abs(got-(1-people.Mean.Value)) > 4.4*people.SD/math.Sqrt(2000) {
		t.Errorf("left behind: %g, reach %v", got, people.Mean)
	}
	// Even at once, 1 − 0.9·(0.7·0.5 + 0.3·0.8) of the people do not hear.
	if got := l.Loss.Audience / 800; math.Abs(got-0.469) > 4.4*0.15/math.Sqrt(2000) {
		t.Errorf("do not hear at once: %g, want 0.469", got)
	}
}
