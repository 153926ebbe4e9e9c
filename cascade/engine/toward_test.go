package engine_test

import (
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
	for _, f := range []cascadetest.Features{cascadetest.Everything(), circles, {Calls: true, Hours: true, Deputies: true}} {
		for seed := range uint64(40) {
			p := cascadetest.Problem(t, 300+seed, f)
			whole, _, err := engine.New("auto", p)
			if err != nil {
				t.Fatal(err)
			}
			u := model.Unit(p.Network.Len() - 1)
			part := engine.Toward(whole, u).Fork().(cascade.Tracer)
			out, some := cascade.NewOutcome(p.Network.Len()), cascade.NewOutcome(p.Network.Len())
			for trial := range uint64(4) {
				want := whole.Trace(trial, out)
				got := part.Trace(trial, some)
				heeded := map[model.Unit]bool{}
				for at := u; at != model.NoUnit; at = p.Network.Parent(at) {
					heeded[at] = true
					if out.Arrival[at] != some.Arrival[at] || out.Start[at] != some.Start[at] {
						t.Fatalf("seed %d trial %d: unit %d arrives at %d, alone %d", seed, trial, at, out.Arrival[at], some.Arrival[at])
					}
				}
				others := func(s cascade.Step) bool { return !heeded[s.Unit] }
				want, got = slices.DeleteFunc(want, others), slices.DeleteFunc(got, others)
				if !slices.Equal(want, got) {
					t.Fatalf("seed %d trial %d: unit %d\nwhole %+v\nalone %+v", seed, trial, u, want, got)
				}
				steps += len(got)
			}
		}
	}
	if steps < 3000 {
		t.Errorf("only %d steps were compared", steps)
	}
}
