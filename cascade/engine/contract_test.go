package engine_test

import (
	"errors"
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/engine"
	"harkara/model"
)

func open(name string) func(cascade.Problem) (cascade.Tracer, error) {
	return func(p cascade.Problem) (cascade.Tracer, error) {
		e, _, err := engine.New(name, p)
		return e, err
	}
}

func TestContract(t *testing.T) {
	circles, skips := cascadetest.Everything(), cascadetest.Everything()
	circles.Circles, skips.Skips = true, true
	cascadetest.Engine(t, cascadetest.Features{}, open("layered")) // plain trees
	cascadetest.Engine(t, cascadetest.Features{Links: true}, open("layered"))
	cascadetest.Engine(t, noDeputies(), open("layered"))
	cascadetest.Engine(t, noCalls(), open("layered"))
	cascadetest.Engine(t, cascadetest.Everything(), open("event"))
	cascadetest.Engine(t, circles, open("event"))
	cascadetest.Engine(t, skips, open("event"))
	varied := cascadetest.Everything()
	varied.Circumstances = true
	cascadetest.Engine(t, varied, open("auto"))
}

// Calls and deputies together are not for the layered engine.
func noDeputies() cascadetest.Features {
	f := cascadetest.Everything()
	f.Deputies = false
	return f
}

func noCalls() cascadetest.Features {
	f := cascadetest.Everything()
	f.Calls = false
	return f
}

// The layered engine refuses what needs the order of time, and says what.
func TestLayeredRefuses(t *testing.T) {
	f := cascadetest.Everything()
	f.Skips = true
	kinds := map[string]int{}
	for seed := range 20 + fewer(40) {
		p := cascadetest.Problem(t, seed, f)
		if _, err := open("layered")(p); err != nil {
			refusal, _ := errors.AsType[*cascade.Refusal](err)
			kinds[refusal.Kind]++
			if e, _ := open("auto")(p); e.Name() != "event" {
				t.Errorf("problem %d: %v, but auto takes %s", seed, err, e.Name())
			}
		}
	}
	if len(kinds) != 2 || kinds["layered-skips"] == 0 || kinds["layered-deputies-and-calls"] == 0 {
		t.Errorf("refused: %v", kinds)
	}
}

func TestEnginesAgree(t *testing.T) {
	arrivals := 0
	kinds := []cascadetest.Features{noDeputies(), noCalls(), {}, {Links: true, Expiry: true}}
	for seed := range fewer(200) {
		p := cascadetest.Problem(t, seed, kinds[seed%4])
		a, err := open("layered")(p)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := open("event")(p)
		x, y := cascade.NewOutcome(p.Network.Len()), cascade.NewOutcome(p.Network.Len())
		for trial := range uint64(10) {
			a.Play(trial, x)
			b.Play(trial, y)
			if !slices.Equal(x.Arrival, y.Arrival) || !slices.Equal(x.Start, y.Start) {
				t.Fatalf("problem %d, trial %d: layered %v, event %v", seed, trial, x, y)
			}
			for _, a := range x.Arrival {
				if a < model.Never {
					arrivals++
				}
			}
		}
	}
	if uint64(arrivals) < fewer(5_000) {
		t.Errorf("only %d arrivals: the problems are too quiet to show anything", arrivals)
	}
}
