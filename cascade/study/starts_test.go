package study_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/cascadetest/reference"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
	"harkara/cascade/study"
	"harkara/model"
)

// When units started, and who told them first, are what the reference implementation
// counts, with random numbers of its own: on random problems, of all units who have
// somebody to tell, and of all ways.
func TestStartsAndWaysOnRandomProblems(t *testing.T) {
	const trials = 300
	problems, several := effort.Of[uint64](4, 12, 24), 0
	for seed := range problems {
		f := cascadetest.Everything()
		f.Circles, f.Round, f.Skips, f.Circumstances, f.Public = seed%3 == 0, seed%2 == 0, seed%4 == 0, seed%5 == 1, seed%4 == 1
		p := cascadetest.Problem(t, 7000+seed, f)
		p.Question.Ways, p.Question.Starts = true, true
		r, err := montecarlo.Solver{Trials: trials}.Solve(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		var plays []*reference.Play
		for trial := range uint64(trials) {
			plays = append(plays, reference.Units(p, reference.NewSequential(p, trial)))
		}
		checkStarts(t, p, r, plays)
		for _, by := range r.FirstBy {
			if by.Tier == model.PublicTier {
				continue // of people public.TestWaysAreThoseOfPersons tells
			}
			if len(by.Ways) > 1 {
				several++
			}
			checkWays(t, p, by, plays)
		}
	}
	if several < int(problems) {
		t.Errorf("only %d tiers have several ways", several)
	}
}

func checkStarts(t *testing.T, p cascade.Problem, r *cascade.Result, plays []*reference.Play) {
	t.Helper()
	n := p.Network
	for _, tier := range r.Starts {
		in := n.InTier(n.TierIndex(tier.Name))
		for _, x := range tier.Reach {
			var shares []float64
			for _, y := range plays {
				started := 0.0
				for u := in.Lo; u < in.Hi; u++ {
					tells := len(n.Children(u))+len(n.LinksFrom(u)) > 0 || tier.Units == int64(in.Len())
					if tells && y.Start[u] <= x.At {
						started++
					}
				}
				shares = append(shares, started/float64(tier.Units))
			}
			near(t, "started in "+tier.Name, x.Mean.Value, shares, x.SD)
		}
	}
}

// near fails where a mean of as many plays is far from one of the reference's.
func near(t *testing.T, what string, got float64, plays []float64, sd float64) {
	t.Helper()
	n, sum, squares := float64(len(plays)), 0.0, 0.0
	for _, x := range plays {
		sum += x
		squares += x * x
	}
	mean := sum / n
	se := math.Hypot(sd, math.Sqrt(max(squares/n-mean*mean, 0))) / math.Sqrt(n)
	if math.Abs(got-mean) > 4.4*se+3/n {
		t.Errorf("%s: %g, the reference %g, standard error %g", what, got, mean, se)
	}
}

func checkWays(t *testing.T, p cascade.Problem, by cascade.FirstBy, plays []*reference.Play) {
	t.Helper()
	n := p.Network
	in := n.InTier(n.TierIndex(by.Tier))
	sums := make([]float64, len(p.Question.At))
	for _, way := range by.Ways {
		for j, at := range p.Question.At {
			var first, told []float64
			for _, y := range plays {
				c, m := 0.0, 0.0
				for u, x := range y.FirstBy() {
					u := int32(u)
					if u < in.Lo || u >= in.Hi || y.Arrival[u] > at || x.From < 0 {
						continue
					}
					m++
					if x.Way.String() == way.Name && n.Channels()[x.Channel].Name == way.Over {
						c++
					}
				}
				first, told = append(first, c), append(told, m)
			}
			share, se := ratio(first, told)
			got := way.Shares[j]
			if math.IsNaN(share) || math.IsNaN(got.Value) {
				continue
			}
			sums[j] += got.Value
			own := max(got.High-got.Value, got.Value-got.Low) / 1.96
			if math.Abs(got.Value-share) > 4.4*math.Hypot(se, own)+3/float64(len(plays)) {
				t.Errorf("%s by %s over %s at %v: %v, the reference %g ± %g", by.Tier, way.Name, way.Over, at, got, share, se)
			}
		}
	}
	if slices.ContainsFunc(sums, func(x float64) bool { return x != 0 && math.Abs(x-1) > 1e-9 }) {
		t.Errorf("shares of %s add up to %v", by.Tier, sums)
	}
}

// ratio is Σfirst/Σtold with its standard error, plays being clusters.
func ratio(first, told []float64) (share, se float64) {
	a, b, v := 0.0, 0.0, 0.0
	for i := range first {
		a, b = a+first[i], b+told[i]
	}
	share = a / b
	for i := range first {
		d := first[i] - share*told[i]
		v += d * d
	}
	return share, math.Sqrt(v) / b
}

// On trees both solvers tell when units started, and the computed mean is right.
func TestStartsAreComputed(t *testing.T) {
	answered := 0
	problems := effort.Of(6, 12, 12)
	for seed := range uint64(problems) {
		f := cascadetest.Features{Retries: true, Hours: true, Outages: true, Expiry: true, Origins: true, Public: true, Round: seed%3 > 0, Circumstances: seed%4 == 1}
		p := cascadetest.Problem(t, 8000+seed, f)
		p.Question.Starts, p.Question.Ways = true, true
		sampled := montecarlo.Solver{Trials: 1000}
		r, err := study.Auto{Exact: exact.Solver{}, Sampled: sampled, Computed: true}.Solve(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		if r.Solver != "exact" {
			continue
		}
		answered++
		s, err := sampled.Solve(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		for i, tier := range r.Starts {
			for j, x := range tier.Reach {
				y := s.Starts[i].Reach[j]
				if se := y.SD / math.Sqrt(1000); y.Mean.Value < x.Mean.Low-4.4*se-0.004 || y.Mean.Value > x.Mean.High+4.4*se+0.004 {
					t.Errorf("problem %d, %s at %v: %v, sampled %v", 8000+seed, tier.Name, x.At, x.Mean, y.Mean)
				}
			}
		}
		if len(r.FirstBy) != len(s.FirstBy) {
			t.Errorf("problem %d: ways of %d tiers, sampled of %d", 8000+seed, len(r.FirstBy), len(s.FirstBy))
		}
	}
	if answered < problems/6 {
		t.Errorf("only %d problems were computed", answered)
	}
}
