package engine_test

import (
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/engine"
	"harkara/model"
)

// Whoever told a unit first is among the ways of its tier, also where a reminder did.
func TestRemindersAreWays(t *testing.T) {
	reminded := 0
	for seed := range uint64(12) {
		p := cascadetest.Together(t, seed)
		reminded += len(p.Messages[0].Remind)
		ways := engine.WaysOf(&p)
		e, _, err := engine.New("auto", p)
		if err != nil {
			t.Fatal(err)
		}
		out := cascade.NewOutcome(p.Network.Len())
		out.By = make([]cascade.Told, p.Network.Len())
		for trial := range uint64(20) {
			e.Play(trial, out)
			for u, by := range out.By {
				for i := range ways {
					if ways[i].Tier == p.Network.TierOf(model.Unit(u)) && by.From != model.NoUnit && ways[i].Of(p.Network, by) < 0 {
						t.Fatalf("problem %d: unit %d was told by %+v, which is none of %+v", seed, u, by, ways[i].Ways)
					}
				}
			}
		}
	}
	if reminded == 0 {
		t.Error("nobody was reminded")
	}
}
