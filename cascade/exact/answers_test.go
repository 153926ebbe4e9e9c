package exact_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// twoWays is a random tree whose last units, or units of another tier, send receipts up,
// over channels that change what they carry.
func twoWays(tb testing.TB, seed uint64) cascade.Problem {
	tb.Helper()
	g := rand.New(rand.NewPCG(seed, 5))
	f := trees()
	f.Outages, f.Hours, f.Public, f.Unreachable = seed%3 == 0, seed%2 == 0, seed%4 == 0, seed%5 == 0
	tiers := 0
	p := cascadetest.Changed(tb, seed, f, func(s *model.Spec) {
		tiers = len(s.Tiers)
		for i := range s.Channels {
			if c := &s.Channels[i]; g.IntN(2) == 0 && !f.Public {
				c.Garbles, c.Variants = float64(g.IntN(4))/10, []int{0, 2, 5}[g.IntN(3)]
			}
		}
		s.TierClimb = make([]int, tiers)
		for t := range s.TierClimb {
			s.TierClimb[t] = len(s.Climbs)
			c := model.Climb{
				People: g.IntN(4), PassesOn: []float64{0.001, 0.5, 1}[g.IntN(3)], Notices: []model.Delay{model.Fixed(0), model.Fixed(600), exponential(tb, 1800)}[g.IntN(3)],
				Once: g.IntN(2) == 0, Alike: float64(g.IntN(2)) / 2,
			}
			for k := range s.Channels {
				if g.IntN(2) == 0 {
					c.Over = append(c.Over, k)
				}
			}
			switch g.IntN(6) {
			case 0:
				c.Sends = &model.Bundle{Every: model.Tick(1+g.IntN(4)) * model.Hour}
			case 1:
				c.Sends = &model.Bundle{At: []model.Tick{2 * model.Hour, 7 * model.Hour}}
			case 2:
				c.Sends = &model.Bundle{Of: 1}
			case 3:
				s.TierClimb[t] = -1 // at once, over the channels of the unit above
				continue
			}
			s.Climbs = append(s.Climbs, c)
		}
		if len(s.Climbs) == 0 {
			s.TierClimb = nil
		}
	})
	from := 1 + g.IntN(tiers-1)
	p.Answers = []model.Answer{
		{Name: "read", Tier: from, To: g.IntN(from), Chance: []float64{1, 0.5}[g.IntN(2)], After: []model.Delay{model.Fixed(0), exponential(tb, 600)}[g.IntN(2)]},
		{Name: "last", From: model.FromLeaves, Chance: 1, After: model.Fixed(60)},
	}
	p.Question.By, p.Question.Goals = []int{0}, nil
	p.Question.Follow = !f.Public
	if err := p.Check(); err != nil {
		tb.Fatal(err)
	}
	return p
}

// What is known by answers, and who has the message right, is what plays of the engine
// show, on random trees: of each tier that knows and of units asked for by name.
func TestTwoWayTrees(t *testing.T) {
	t.Parallel()
	const trials = 1000
	done, refused := 0, map[string]int{}
	for seed := uint64(0); done < effort.Of(1, 6, 40); seed++ {
		p := twoWays(t, seed)
		r, err := exact.Solver{Precision: 0.002, Most: 4096}.Solve(context.Background(), p)
		if errors.Is(err, cascade.ErrNotApplicable) {
			refused[cascade.Reasons(err)[0].Kind]++
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		done++
		p.Seed += 1000
		m, err := montecarlo.Solver{Trials: trials, Workers: 1}.Solve(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		meets := func(what string, x, y cascade.Estimate) {
			// What few plays show has bounds by how rare it may be.
			half := max((y.High-y.Low)/2, 3.0/trials)
			if math.IsNaN(x.Value) != math.IsNaN(y.Value) || math.Abs(x.Value-y.Value)-(x.High-x.Low)/2 > half/1.96*4.8 {
				t.Errorf("problem %d, %s: computed %v, sampled %v", seed, what, x, y)
			}
		}
		if len(r.Answers) != len(m.Answers) || len(r.Right) != len(m.Right) {
			t.Fatalf("problem %d: %d answers and %d contents, sampled %d and %d", seed, len(r.Answers), len(r.Right), len(m.Answers), len(m.Right))
		}
		for i, a := range r.Answers {
			b := m.Answers[i]
			if len(a.Known) != len(b.Known) || len(a.Groups) != len(b.Groups) || a.From != b.From || a.To != b.To || a.Name != b.Name {
				t.Fatalf("problem %d: %+v, sampled %+v", seed, a, b)
			}
			for k, tier := range a.Known {
				if tier.Name != b.Known[k].Name || tier.Units != b.Known[k].Units {
					t.Errorf("problem %d: %s of %d, sampled %s of %d", seed, tier.Name, tier.Units, b.Known[k].Name, b.Known[k].Units)
				}
				for j, x := range tier.Reach {
					meets(fmt.Sprint(a.Name, " known at ", tier.Name, " by ", x.At.Duration()), x.Mean, b.Known[k].Reach[j].Mean)
				}
			}
			for k, g := range a.Groups {
				for j, x := range g.Self.Reach {
					if g.Unit == b.Groups[k].Unit {
						meets(fmt.Sprint(a.Name, " known at ", g.Code), x.Mean, b.Groups[k].Self.Reach[j].Mean)
					}
				}
			}
		}
		for i, x := range r.Right {
			for j := range x.Right {
				meets("right at "+x.Tier, x.Right[j], m.Right[i].Right[j])
				meets("wrong at "+x.Tier, x.Wrong[j], m.Right[i].Wrong[j])
				meets("none at "+x.Tier, x.Not[j], m.Right[i].Not[j])
				if e := r.HandOvers[i].Mean[j]; !math.IsNaN(m.HandOvers[i].Mean[j].Value) {
					meets("hands at "+x.Tier, e, m.HandOvers[i].Mean[j])
				}
			}
		}
	}
	t.Logf("%d problems, refused %v", done, refused)
}

// receipts has the last units of a problem send receipts to the first.
func receipts(p cascade.Problem) cascade.Problem {
	p.Answers = []model.Answer{{Name: "read", Tier: len(p.Network.Tiers()) - 1, Chance: 1, After: model.Fixed(0)}}
	return p
}

// knownAtTop holds what the first tier knows to a closed form, to 1e-6.
func knownAtTop(t *testing.T, p cascade.Problem, want ...float64) {
	t.Helper()
	r := solve(t, p, 2e-7)
	known := r.Answers[0].Known
	for j, w := range want {
		x := known[len(known)-1].Reach[j]
		if math.Abs(x.Mean.Value-w) > 1e-6 || w < x.Mean.Low-1e-7 || w > x.Mean.High+1e-7 {
			t.Errorf("known by %v: %.8f (%.8f to %.8f), the law says %.8f", x.At.Duration(), x.Mean.Value, x.Mean.Low, x.Mean.High, w)
		}
	}
}

// erlang is the chance that k exponential waits of mean 1 h are over by t hours.
func erlang(k int, t float64) float64 {
	sum, term := 0.0, 1.0
	for i := range k {
		sum += term
		term *= t / float64(i+1)
	}
	return 1 - math.Exp(-t)*sum
}

// Hops of mean 1 h, k down and k up, of chances p and q: (pq)^k·Erlang_2k. Where no way up
// is given, receipts go at once, as messages come down.
func TestReceiptsOfAChain(t *testing.T) {
	t.Parallel()
	const p, q = 0.9, 0.8
	wire := func(delivers float64) model.Channel {
		return model.Channel{Name: "c", Delivers: delivers, Delay: exponential(t, 3600)}
	}
	at := []model.Tick{4 * model.Hour, 6 * model.Hour, 8 * model.Hour}
	h := hop{children: 1, passesOn: 1, notices: model.Fixed(0), channels: []model.Channel{wire(p)}}
	law := func(chance float64) (out []float64) {
		for _, x := range at {
			out = append(out, chance*erlang(6, x.Seconds()/3600))
		}
		return out
	}
	knownAtTop(t, receipts(regular(t, at, h, h, h)), law(math.Pow(p*p, 3))...)
	up := func(s *model.Spec) {
		s.Channels = append(s.Channels, wire(q))
		s.Climbs = []model.Climb{{People: 1, PassesOn: 1, Notices: model.Fixed(0), Over: []int{len(s.Channels) - 1}}}
		s.TierClimb = []int{-1, 0, 0, 0}
	}
	knownAtTop(t, receipts(regularBut(t, at, up, h, h, h)), law(math.Pow(p*q, 3))...)
	if w := law(math.Pow(p*q, 3))[1]; math.Abs(w-0.206899) > 1e-6 {
		t.Errorf("the law says %.6f", w)
	}
}

// A unit on the way that is silent for a whole play keeps back the message, so that no
// receipt is lost to it; the one that answers may be silent itself.
func TestReceiptsThroughSilence(t *testing.T) {
	t.Parallel()
	h := hop{children: 3, passesOn: 1, notices: model.Fixed(60), channels: sure(model.Fixed(0))}
	p := regularBut(t, []model.Tick{model.Hour}, func(s *model.Spec) {
		s.Outages = []model.Outage{{Unit: model.NoUnit, Tier: 1, Chance: 0.3, Whole: true}, {Unit: model.NoUnit, Tier: 2, Chance: 0.2, Whole: true}}
	}, h, h)
	knownAtTop(t, receipts(p), 0.7*0.8)
}

// Receipts that go every c, after a hop and before another of mean 1 h:
// Σ_j (e^{−(j−1)c} − e^{−jc})(1 − e^{−(t−jc)}), counted from the release.
func TestReceiptsInBundles(t *testing.T) {
	t.Parallel()
	h := hop{children: 4, passesOn: 1, notices: model.Fixed(0), channels: sure(exponential(t, 3600))}
	p := receipts(regularBut(t, []model.Tick{model.Hour + 9*model.Hour}, func(s *model.Spec) {
		s.Climbs = []model.Climb{{People: 1, PassesOn: 1, Notices: model.Fixed(0), Sends: &model.Bundle{Every: 4 * model.Hour}}}
		s.TierClimb = []int{-1, 0}
	}, h))
	p.Messages[0].At = model.Hour
	knownAtTop(t, p, (1-math.Exp(-4))*(1-math.Exp(-5))+(math.Exp(-4)-math.Exp(-8))*(1-math.Exp(-1)))
}

// Copies on a tree: n hops of ε with K variants are right with 1/K + (1−1/K)(1−εK/(K−1))ⁿ,
// after n hands, whenever they come.
func TestCopiesOnATree(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		eps      float64
		variants int
		hops     int
		want     float64
	}{{0.05, 0, 4, 0.814506}, {0.05, 2, 4, 0.828050}, {0.1, 4, 6, 0.567815}, {0.1, 0, 3, 0.729}} {
		h := hop{children: 2, passesOn: 1, notices: model.Fixed(0), channels: []model.Channel{{Name: "c", Delivers: 0.9, Delay: exponential(t, 3600), Garbles: c.eps, Variants: c.variants}}}
		p := regular(t, []model.Tick{0, 5 * model.Hour}, slices.Repeat([]hop{h}, c.hops)...)
		r := solve(t, p, 1e-6)
		have := math.Pow(0.9, float64(c.hops)) * erlang(c.hops, 5)
		x := r.Right[c.hops]
		if math.Abs(x.OfThose[1].Value-c.want) > 1e-6 || math.Abs(x.Right[1].Value-have*c.want) > 1e-6 || math.Abs(x.Wrong[1].Value-have*(1-c.want)) > 1e-6 {
			t.Errorf("%+v: %v of those who have it, %v of all, wrong %v; have it %v", c, x.OfThose[1], x.Right[1], x.Wrong[1], have)
		}
		if n := r.HandOvers[c.hops].Mean; math.Abs(n[1].Value-float64(c.hops)) > 1e-6 || !math.IsNaN(n[0].Value) {
			t.Errorf("%+v: hands %v", c, n)
		}
	}
}
