package montecarlo

import (
	"testing"
	"testing/fstest"

	"harkara/cascade"
	"harkara/model/scenario"
)

// A channel over which people hear and no office tells another is played like any other,
// also where it is the first.
func TestChannelOfThePublicAlone(t *testing.T) {
	file := fstest.MapFS{"x.yaml": {Data: []byte(`
name: x
network: {tiers: [a, b], tree: {A: {B: {population: 1000}, C: {population: 1000}}}}
channels: {radio: {}, mail: {delay: {exponential: {mean: 1h}}}}
relays: {a: {over: [mail]}, b: {}}
public: {hears: {g: {broadcast: {share: 0.5, over: radio}}}}
questions: {horizon: 48h, at: [48h]}
`)}}
	s, err := scenario.LoadFS(file, "x.yaml", scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := cascade.Problem{Network: s.Network, Messages: s.Messages, Question: s.Question, Seed: 1}
	r := solve(t, Solver{Trials: 50, Workers: 2}, p)
	for tier, want := range []float64{1, 1, 0.5} {
		if got := r.Tiers[tier].Reach[0].Mean.Value; got < want-0.01 || got > want+0.01 {
			t.Errorf("%s: %v have it, want %v", r.Tiers[tier].Name, got, want)
		}
	}
}
