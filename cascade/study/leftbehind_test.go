package study

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// Four leaves of 100 people. Mid passes the message on with 0.5, each contact
// of it succeeds with 0.8, and a leaf passes it on with 0.9 to half of its
// people. Of 100 people
//
//	50           are in no audience,
//	50·0.6       are lost because the leaf is not told,
//	50·0.4·0.1   because nobody at the leaf passes it on.
func TestLeftBehindByHand(t *testing.T) {
	const trials = 20_000
	p := cascadetest.Sketch(t, 4, func(s *model.Spec, _ *cascade.Problem) {
		s.Relays[1].PassesOn, s.Relays[2].PassesOn = 0.5, 0.9
		s.Relays[1].Over, s.Channels[1].Delivers = []int{1}, 0.8
		people(s)
	})
	l, err := (FindLeftBehind{Most: 3, Sampling: montecarlo.Sampling{Trials: trials, Workers: 2}}).Run(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	if l.People != 400 || len(l.Units) != 3 || l.Trials != trials || math.Abs(l.Unreached/400-0.82) > 4.4*0.16/math.Sqrt(trials) {
		t.Errorf("got %+v", l)
	}
	// The message reaches mid and breaks off below it: 30 people of each leaf.
	if len(l.Hops) != 1 || l.Hops[0].From != "mid" || l.Hops[0].To != "leaf" {
		t.Fatalf("hops %+v", l.Hops)
	}
	// Given that mid passes it on, four coins of 0.8 besides: the number of
	// leaves told has the variance 4·0.16·0.5 + 16·0.64·0.25 = 2.88.
	spread := 50 * math.Sqrt(2.88)
	if h := l.Hops[0].Lost; math.Abs(h.Value-120) > 4.4*spread/math.Sqrt(trials) || math.Abs(h.High-h.Value-1.96*spread/math.Sqrt(trials)) > 0.03 || math.Abs(h.Value-l.Loss.NotTold) > 1e-3 {
		t.Errorf("hop %+v, not told %v", h, l.Loss.NotTold)
	}
	for i, u := range l.Units {
		if i > 0 && u.Unreached.Value > l.Units[i-1].Unreached.Value {
			t.Error("the worst does not come first")
		}
		within := func(what string, got, want, spread float64) {
			t.Helper()
			if z := (got - want) / (spread / math.Sqrt(trials)); math.Abs(z) > 4.4 {
				t.Errorf("%s: %s %.3f, want %.3f, z = %.2f", u.Path, what, got, want, z)
			}
		}
		within("unreached", u.Unreached.Value, 82, 50*math.Sqrt(0.36*0.64))
		within("not told", u.Loss.NotTold, 30, 50*math.Sqrt(0.6*0.4))
		within("not passed", u.Loss.NotPassed, 2, 50*math.Sqrt(0.04*0.96))
		within("told", u.Told.Value, 0.4, math.Sqrt(0.24))
		within("started", u.Started.Value, 0.36, math.Sqrt(0.36*0.64))
		if math.Abs(u.Loss.Audience-50) > 0.01 || math.Abs(u.Loss.Late) > 0.01 {
			t.Errorf("%s: audience %v, late %v", u.Path, u.Loss.Audience, u.Loss.Late)
		}
		if sum := u.Loss.Audience + u.Loss.NotTold + u.Loss.NotPassed + u.Loss.Late; math.Abs(sum-u.Unreached.Value) > 1e-6 {
			t.Errorf("losses add up to %v of %v", sum, u.Unreached.Value)
		}
		if half := u.Unreached.High - u.Unreached.Value; half < 0.2 || half > 0.5 { // 1.96·24/√20000 = 0.33
			t.Errorf("bounds ±%v", half)
		}
		if u.Because.Kind != "left-audience" || math.Abs(u.Because.Args[0].(float64)-0.5) > 1e-4 {
			t.Errorf("said %v", u.Because)
		}
	}
}

// Each reason is told where it matters most.
func TestLeftBehindSaysWhy(t *testing.T) {
	for _, c := range []struct {
		want   string
		change func(*model.Spec)
	}{
		{"{left-not-told-because [{left-unit []} 1 {cause-not-passed [mid]}]}", func(s *model.Spec) { s.Relays[1].PassesOn = 0 }},
		{"{left-not-passed [{left-unit []} 1 0]}", func(s *model.Spec) { s.Relays[2].PassesOn = 0 }},
		{"{left-late [{left-unit []} 1 90]}", func(s *model.Spec) {
			s.Relays[2].Notices, s.Channels[1].Delay = model.Fixed(20*3600), model.Fixed(5*3600)
			s.Public.Hears[0].Channel = 1
		}},
		{"{left-not-told-because [{left-source [Mid]} 1 {cause-failed [top]}]}", func(s *model.Spec) {
			s.Channels[0].Delivers = 0
			s.Public.Hears[0].From, s.Public.Hears[0].Channel = 1, 1
		}},
		{"{left-audience [0.1", func(s *model.Spec) { s.Public.Hears[0].Share = 0.1 }},
	} {
		p := cascadetest.Sketch(t, 2, func(s *model.Spec, _ *cascade.Problem) {
			people(s)
			s.Public.Hears[0].Share = 0.9
			c.change(s)
		})
		l, err := (FindLeftBehind{Most: 1, Sampling: montecarlo.Sampling{Trials: 20, Workers: 1}}).Run(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(l.Units[0].Because); !strings.HasPrefix(got, c.want) {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}

// On random problems, circles among them, the total is that of the Monte Carlo
// solver, and the number of workers does not matter.
func TestLeftBehindOnRandomProblems(t *testing.T) {
	circles := cascadetest.Everything()
	circles.Circles = true
	problems := effort.Of[uint64](2, 10, 10)
	for seed := range problems {
		f := cascadetest.Everything()
		if seed%2 == 1 {
			f = circles
		}
		p := cascadetest.Changed(t, seed, f, func(s *model.Spec) {
			s.Public = &model.Public{Tier: len(s.Tiers) - 1, PerUnit: 300, Household: 4, Hears: []model.Source{
				{Name: "group", Kind: model.Broadcast, From: -1, Share: 0.4},
				{Name: "page", Kind: model.Broadcast, From: 0, Share: 0.1},
				{Name: "doors", Kind: model.Visits, From: 1, Workers: 2, PerHour: 1},
				{Name: "talk", Kind: model.Talk, Rate: 0.2 * float64(seed%3)},
			}}
		})
		l, err := (FindLeftBehind{Most: 4, Sampling: montecarlo.Sampling{Trials: 50, Workers: 1}}).Run(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		for _, workers := range []int{2, 7} {
			if again, _ := (FindLeftBehind{Most: 4, Sampling: montecarlo.Sampling{Trials: 50, Workers: workers}}).Run(context.Background(), p); !reflect.DeepEqual(l, again) {
				t.Fatalf("seed %d: %d workers say otherwise", seed, workers)
			}
		}
		r, err := montecarlo.Solver{Trials: 50}.Solve(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		lost, whole := 0.0, l.Loss.Audience+l.Loss.NotTold+l.Loss.NotPassed+l.Loss.Late
		for _, h := range l.Hops {
			lost += h.Lost.Value
		}
		if math.Abs(whole-l.Unreached) > 1e-6*float64(l.People) || lost < l.Loss.NotTold-1e-6*float64(l.People) {
			t.Errorf("seed %d: %+v, %.3f at hops, %.3f in all", seed, l.Loss, lost, l.Unreached)
		}
		reach := r.Tiers[len(p.Network.Tiers())].Reach
		if want := (1 - reach[len(reach)-1].Mean.Value) * float64(l.People); math.Abs(l.Unreached-want) > 1e-5*float64(l.People) {
			t.Errorf("seed %d: %.4f people are left behind, the solver says %.4f", seed, l.Unreached, want)
		}
	}
}

func TestLeftBehindRefusesAndStops(t *testing.T) {
	nobody := cascadetest.Sketch(t, 1, func(*model.Spec, *cascade.Problem) {})
	if _, err := (FindLeftBehind{Most: 3, Sampling: montecarlo.Sampling{Trials: 5, Workers: 1}}).Run(context.Background(), nobody); err == nil {
		t.Error("nobody is served, and somebody was left behind")
	}
	p := cascadetest.Sketch(t, 1, func(s *model.Spec, _ *cascade.Problem) { people(s) })
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := (FindLeftBehind{Most: 3, Sampling: montecarlo.Sampling{Trials: 5, Workers: 1}}).Run(ctx, p); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// People of a unit that has nobody to serve them are left behind, for certain.
func TestLeftBehindCountsTheUnserved(t *testing.T) {
	p := cascadetest.Sketch(t, 2, func(s *model.Spec, _ *cascade.Problem) {
		people(s)
		r := &s.Rows
		r.Tier, r.Parent, r.Ordinal = append(r.Tier, 1), append(r.Parent, 0), append(r.Ordinal, 0)
		r.Population, r.Households = append(r.Population, 77), append(r.Households, model.Unknown)
		r.Name, r.Code = append(r.Name, "Bare"), append(r.Code, "")
		s.Public.Tier = 2
	})
	l, err := (FindLeftBehind{Most: 1, Sampling: montecarlo.Sampling{Trials: 20, Workers: 1}}).Run(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	if u := l.Units[0]; l.Unserved != 77 || u.Name != "Bare" || u.Unreached.Low != 77 || u.Unreached.High != 77 || u.Because.Kind != "left-unserved" {
		t.Errorf("got %+v", l)
	}
}
