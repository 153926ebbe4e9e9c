package engine_test

import (
	"cmp"
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/engine"
	"harkara/model"
)

// What is told on the way to one unit is what the whole play tells of the same
// units, on both engines.
func TestTowardTellsTheSame(t *testing.T) {
	circles := cascadetest.Everything()
	circles.Circles = true
	steps := 0
	for _, f := range []cascadetest.Features{cascadetest.Everything(), circles, {Calls: true, Hours: true, Deputies: true}, {Hours: true, Deputies: true, Links: true}} {
		for seed := range fewer(40) {
			p := cascadetest.Problem(t, 300+seed, f)
			name := []string{"auto", "event"}[seed%2]
			whole, _, err := engine.New(name, p)
			if err != nil {
				t.Fatal(err)
			}
			u := model.Unit(p.Network.Len() - 1)
			part := engine.Toward(whole, u).Fork().(cascade.Tracer)
			out, some := cascade.NewOutcome(p.Network.Len()), cascade.NewOutcome(p.Network.Len())
			for trial := range uint64(4) {
				want := whole.Trace(trial, out)
				got := part.Trace(trial, some)
				included := map[model.Unit]bool{}
				for at := u; at != model.NoUnit; at = p.Network.Parent(at) {
					included[at] = true
					if out.Arrival[at] != some.Arrival[at] || out.Start[at] != some.Start[at] {
						t.Fatalf("seed %d trial %d: unit %d arrives at %d, alone %d", seed, trial, at, out.Arrival[at], some.Arrival[at])
					}
				}
				others := func(s cascade.Step) bool { return !included[s.Unit] }
				want, got = slices.DeleteFunc(want, others), slices.DeleteFunc(got, others)
				if !slices.Equal(want, got) {
					t.Fatalf("seed %d trial %d: unit %d\nwhole %+v\nalone %+v", seed, trial, u, want, got)
				}
				steps += len(got)
			}
		}
	}
	if uint64(steps) < fewer(3000) {
		t.Errorf("only %d steps were compared", steps)
	}
}

// What is recounted of a unit after a play is what a trace tells of it.
func TestRecountTellsTheSame(t *testing.T) {
	circles := cascadetest.Everything()
	circles.Circles = true
	compared := 0
	for seed := range fewer(60) {
		f := cascadetest.Everything()
		if seed%3 == 0 {
			f = circles
		}
		f.Skips = seed%4 == 1
		f.Deputies = seed%5 > 1
		p := cascadetest.Problem(t, 700+seed, f)
		e, _, err := engine.New([]string{"auto", "event"}[seed%2], p)
		if err != nil {
			t.Fatal(err)
		}
		played := e.Fork()
		n := p.Network.Len()
		out, again := cascade.NewOutcome(n), cascade.NewOutcome(n)
		for trial := range uint64(3) {
			told := e.Trace(trial, out)
			played.Play(trial, again)
			for u := range model.Unit(n) {
				about := func(s cascade.Step) bool { return s.Unit != u || s.Kind == cascade.Bypassed }
				want := slices.DeleteFunc(slices.Clone(told), about)
				for i := range want {
					want[i].First = false
				}
				got := slices.DeleteFunc(engine.Recount(played, u, allBut(n, u)), about)
				slices.SortStableFunc(got, inOrder)
				slices.SortStableFunc(want, inOrder)
				if !slices.Equal(got, want) {
					t.Fatalf("seed %d trial %d unit %d\ntraced    %+v\nrecounted %+v", seed, trial, u, want, got)
				}
				compared += len(got)
			}
			if !slices.Equal(out.Arrival, again.Arrival) || !slices.Equal(out.Start, again.Start) {
				t.Fatalf("seed %d trial %d: recounting changes the outcome", seed, trial)
			}
		}
	}
	if uint64(compared) < fewer(5_000) {
		t.Errorf("only %d steps were compared", compared)
	}
}

func allBut(n int, u model.Unit) []model.Unit {
	var out []model.Unit
	for w := range model.Unit(n) {
		if w != u {
			out = append(out, w)
		}
	}
	return out
}

func inOrder(a, b cascade.Step) int {
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.By, b.By),
		cmp.Compare(a.Person, b.Person), cmp.Compare(a.Channel, b.Channel), cmp.Compare(a.Attempt, b.Attempt), cmp.Compare(a.Due, b.Due), cmp.Compare(a.Turn, b.Turn))
}
