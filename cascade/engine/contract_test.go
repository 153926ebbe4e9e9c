package engine_test

import (
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
	circles := cascadetest.Everything()
	circles.Circles = true
	cascadetest.Engine(t, cascadetest.Features{}, open("layered")) // plain trees
	cascadetest.Engine(t, cascadetest.Features{Links: true}, open("layered"))
	cascadetest.Engine(t, cascadetest.Everything(), open("layered"))
	cascadetest.Engine(t, cascadetest.Everything(), open("event"))
	cascadetest.Engine(t, circles, open("event"))
}

func TestEnginesAgree(t *testing.T) {
	arrivals := 0
	kinds := []cascadetest.Features{cascadetest.Everything(), cascadetest.Everything(), {}, {Links: true, Expiry: true}}
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
