package exact_test

import (
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/engine"
	"harkara/cascade/public"
)

// Spreads, of which the integrals are sums over strata, are within a part in a
// hundred of what very many plays show: in hours, with visits, and with people
// who hear from the top directly.
func TestSpread(t *testing.T) {
	effort.NotShort(t, "plays a district thousands of times")
	t.Parallel()
	p := quietPakur(t)
	p.Question.Horizon = p.Question.At[len(p.Question.At)-1]
	r := solve(t, p, 0)
	crowd, err := public.New(p, p.Question.At, public.Cohorts)
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := engine.New("layered", p)
	if err != nil {
		t.Fatal(err)
	}
	work, heard, out := crowd.Fork(), make([]float64, len(p.Network.Served())), cascade.NewOutcome(p.Network.Len())
	trials := effort.Of(0.0, 1_000, 20_000)
	lines := len(p.Network.Tiers()) // and the people, of whom what is expected given the relay
	moments := make([][5]float64, (lines+1)*len(p.Question.At))
	for trial := range uint64(trials) {
		e.Play(trial, out)
		work.Play(trial, out)
		for j, at := range p.Question.At {
			for i := range lines + 1 {
				have, of := 0.0, 0.0
				if i == lines {
					work.Heard(at, heard)
					for k, n := range p.Network.People() {
						have, of = have+float64(n)*heard[k], of+float64(n)
					}
				} else {
					for u, in := p.Network.InTier(i).Lo, p.Network.InTier(i); u < in.Hi; u++ {
						if of++; out.Arrival[u] <= at {
							have++
						}
					}
				}
				x := have/of - r.Tiers[i].Reach[j].Mean.Value
				m := &moments[i*len(p.Question.At)+j]
				for k, pow := 1, x; k <= 4; k, pow = k+1, pow*x {
					m[k] += pow / trials
				}
			}
		}
	}
	for i, tier := range r.Tiers[1 : lines+1] {
		for j, x := range tier.Reach {
			m := moments[(i+1)*len(p.Question.At)+j]
			variance := m[2] - m[1]*m[1]
			got := math.Sqrt(variance)
			err := math.Sqrt((m[4]-variance*variance)/trials) / 2 / variance
			t.Logf("%s by %v: sd %.5f, sampled %.5f, %+.2f %% ± %.2f", tier.Name, x.At.Duration(), x.SD, got, 100*(got/x.SD-1), 100*err)
			if d := math.Abs(got/x.SD - 1); d > 0.01+4.4*err {
				t.Errorf("%s by %v: sd %v, sampled %v", tier.Name, x.At.Duration(), x.SD, got)
			}
			if z := m[1] * math.Sqrt(trials) / got; math.Abs(z) > 4.4 {
				t.Errorf("%s by %v: the mean is %.1f standard errors off", tier.Name, x.At.Duration(), z)
			}
		}
	}
}
