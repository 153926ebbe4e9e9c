package exact_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/exact"
	"harkara/cascade/montecarlo"
	"harkara/model"
	"harkara/model/scenario"
	"harkara/scenarios"
)

// A chain of 30 hops is Erlang's distribution too.
func TestDepth(t *testing.T) {
	t.Parallel()
	var hops []hop
	for range 30 {
		hops = append(hops, hop{children: 1, passesOn: 1, notices: exponential(t, 3600), channels: sure(model.Fixed(0))})
	}
	erlang := func(x float64) float64 {
		sum, term := 0.0, math.Exp(-x)
		for i := range 30 {
			sum += term
			term *= x / float64(i+1)
		}
		return 1 - sum
	}
	r := solve(t, regular(t, []model.Tick{24 * model.Hour, 30 * model.Hour, 48 * model.Hour}, hops...), 0)
	for j, hours := range []float64{24, 30, 48} {
		m := r.Tiers[30].Reach[j].Mean
		if want := erlang(hours); want < m.Low || want > m.High || math.Abs(m.Value-want) > 1e-5 || m.High-m.Low > 0.001 {
			t.Errorf("after %v hours %v, want %v", hours, m, want)
		}
	}
}

// 100,000 children of one unit: the share told by a deadline is F, and what
// varies is whether their one sender passes on.
func TestFanOut(t *testing.T) {
	t.Parallel()
	const n = 100_000
	h := hop{children: n, passesOn: 0.5, notices: model.Fixed(0), channels: sure(exponential(t, 600))}
	r := solve(t, regular(t, []model.Tick{10 * model.Minute}, h), 0)
	f := 1 - math.Exp(-1)
	got := r.Tiers[1].Reach[0]
	want := math.Sqrt(0.5*(f*(1-f)/n+f*f) - 0.25*f*f)
	if math.Abs(got.Mean.Value-f/2) > 1e-5 || math.Abs(got.SD-want) > 0.001*want {
		t.Errorf("mean %v sd %v, want %v and %v", got.Mean, got.SD, f/2, want)
	}
}

// A delay with a heavy tail: nine in ten within 100 times the median. Two of
// them in a row, against a sum over the first.
func TestHeavyTail(t *testing.T) {
	t.Parallel()
	heavy, err := model.NewLogNormal(60, 6000)
	if err != nil {
		t.Fatal(err)
	}
	h := hop{children: 1, passesOn: 1, notices: heavy, channels: sure(model.Fixed(0))}
	at := []model.Tick{10 * model.Minute, 4 * model.Hour, 7 * model.Day}
	r := solve(t, regular(t, at, h, h), 0)
	for j, a := range at {
		want := 0.0
		n := effort.Of(20_000, 100_000, 200_000)
		for i := range n {
			if x := heavy.Quantile((float64(i) + 0.5) / float64(n)); x < a.Seconds() {
				want += heavy.CDF(a.Seconds()-x) / float64(n)
			}
		}
		m := r.Tiers[2].Reach[j].Mean
		if math.Abs(m.Value-want) > 1e-4 || want < m.Low-1e-5 || want > m.High+1e-5 {
			t.Errorf("by %v: %v, want %v", a.Duration(), m, want)
		}
	}
}

// A year in which what matters takes seconds is right, or says how wide its
// bounds are.
func TestYearOfSeconds(t *testing.T) {
	t.Parallel()
	h := hop{children: 2, people: 2, passesOn: 0.9, notices: exponential(t, 7), channels: sure(exponential(t, 11))}
	at := []model.Tick{20 * model.Second, model.Minute, 365 * model.Day}
	r := solve(t, regular(t, at, h, h), 0)
	m, err := montecarlo.Solver{Trials: 20_000, Workers: 1}.Solve(context.Background(), regular(t, at, h, h))
	if err != nil {
		t.Fatal(err)
	}
	warned := len(r.Notes) > 0
	for j := range at {
		a, b := r.Tiers[2].Reach[j].Mean, m.Tiers[2].Reach[j].Mean
		if a.Low > b.High+0.005 || a.High < b.Low-0.005 || a.High-a.Low > 0.001 && !warned {
			t.Errorf("by %v: exact %v, sampled %v; warned: %v", at[j].Duration(), a, b, warned)
		}
	}
	if last := r.Tiers[2].Reach[2].Mean; math.Abs(last.Value-0.99*0.99) > 1e-5 {
		t.Errorf("in the end %v, want %v", last, 0.99*0.99)
	}
}

// What is not exact is refused with the reason.
func TestRefuses(t *testing.T) {
	t.Parallel()
	whatsapp := []string{"relays.block.over=whatsapp", "relays.district.over=whatsapp"}
	for _, x := range []struct {
		name string
		set  []string
		want string
	}{
		{"pakur", nil, "phone"},
		{"pakur", append([]string{"public.hears.talk={talk: {rate: 0.5/d}}"}, whatsapp...), "exact-talk"},
		{"pakur", append([]string{"public.hears.page.broadcast.from=block"}, whatsapp...), "exact-direct-at-random"},
		{"pakur", append([]string{"network.links=[{from: Amrapara, to: Litipara, over: whatsapp}]"}, whatsapp...), "links"},
		{"pakur", append([]string{"outages=[{tier: block, chance: 0.1, from: {exponential: {mean: 1h}}, for: 6h}]"}, whatsapp...), "exact-outage-at-random"},
		{"pakur", append([]string{"relays.block.bypassed_after=2h"}, whatsapp...), "bypassed"},
	} {
		s, err := scenario.LoadFS(scenarios.FS, x.name+".yaml", scenario.Options{Set: x.set})
		if err != nil {
			t.Errorf("%v: %v", x.set, err)
			continue
		}
		err = exact.Applies(cascade.Problem{Network: s.Network, Messages: s.Messages[:1], Question: s.Question})
		if !errors.Is(err, cascade.ErrNotApplicable) || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s %v: %v, want a refusal that speaks of %q", x.name, x.set, err, x.want)
		}
	}
}

// Every reason why a problem is not exact is told, in the order in which they are
// found, and one that holds for many units once.
func TestAllReasons(t *testing.T) {
	t.Parallel()
	s, err := scenario.LoadFS(scenarios.FS, "pakur.yaml", scenario.Options{Set: []string{
		"relays.block.bypassed_after=2h", "public.hears.talk={talk: {rate: 0.5/d}}",
		"outages=[{tier: block, chance: 0.1, from: {exponential: {mean: 1h}}, for: 6h}]",
	}})
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, n := range cascade.Reasons(exact.Applies(cascade.Problem{Network: s.Network, Messages: s.Messages[:1], Question: s.Question})) {
		kinds = append(kinds, n.Kind)
	}
	if want := []string{"exact-outage-at-random", "exact-calls", "exact-different-hours", "exact-bypassed", "exact-talk"}; !slices.Equal(kinds, want) {
		t.Errorf("got %v, want %v", kinds, want)
	}
}

// Interrupted, there is what there is.
func TestInterrupted(t *testing.T) {
	effort.NotShort(t, "begins to compute the answer of a state")
	t.Parallel()
	p := load(t, "jharkhand")
	ctx, stop := context.WithCancel(context.Background())
	stop()
	r, err := exact.Solver{Precision: 1e-9}.Solve(ctx, p)
	if err != nil || !r.Partial || len(r.Notes) == 0 {
		t.Errorf("error %v, result %+v", err, r)
	}
}

func load(tb testing.TB, name string, set ...string) cascade.Problem {
	tb.Helper()
	s, err := scenario.LoadFS(scenarios.FS, name+".yaml", scenario.Options{Set: set})
	if err != nil {
		tb.Fatal(err)
	}
	return cascade.Problem{Network: s.Network, Messages: s.Messages[:1], Question: s.Question, Seed: s.Seed}
}

// pakur without its calls.
func quietPakur(tb testing.TB) cascade.Problem {
	return load(tb, "pakur", "relays.block.over=whatsapp", "relays.district.over=whatsapp", "public.hears.neighbours.talk.rate=0/d")
}

func BenchmarkSolve(b *testing.B) {
	for _, x := range []struct {
		name string
		p    cascade.Problem
	}{{"pakur without calls", quietPakur(b)}, {"jharkhand", load(b, "jharkhand")}, {"india", load(b, "india")}} {
		b.Run(x.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				solve(b, x.p, 0)
			}
		})
	}
}
