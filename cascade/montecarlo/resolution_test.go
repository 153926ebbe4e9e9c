package montecarlo

import (
	"io"
	"io/fs"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/model/scenario"
)

// fiveHops is a chain of five waits of 5 ms on average.
const fiveHops = `name: five-hops
network: {tiers: [a, b, c, d, e, f], tree: {A: {B: {C: {D: {E: {F: {}}}}}}}}
channels: {wire: {delay: {exponential: {mean: 5ms}}}}
questions: {horizon: 10s, at: [25ms, 40ms]}
`

// erlang5 is the chance that five exponential waits of mean 1 end by x (A. K.
// Erlang 1917): 1 − e^−x Σ x^i/i!, i < 5.
func erlang5(x float64) float64 {
	sum, term := 0.0, 1.0
	for i := range 5 {
		sum += term
		term *= x / float64(i+1)
	}
	return 1 - math.Exp(-x)*sum
}

// Waits of five milliseconds are not blurred: a chain of five is Erlang's, in both
// engines, and no note says otherwise.
func TestWaitsBelowResolution(t *testing.T) {
	none := func(string) (io.ReadCloser, error) { return nil, fs.ErrNotExist }
	s, err := scenario.Parse("hops.yaml", []byte(fiveHops), none, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range s.Notes {
		if n.Kind == "below-resolution" {
			t.Errorf("noted: %v", n)
		}
	}
	const trials = 20_000
	p := cascade.Problem{Network: s.Network, Messages: s.Messages[:1], Question: s.Question, Seed: 1}
	for _, engine := range []string{"layered", "event"} {
		reach := solve(t, Solver{Trials: trials, Engine: engine}, p).Tiers[5].Reach
		for i, at := range []float64{25, 40} {
			want := erlang5(at / 5)
			slack := 4.4 * math.Sqrt(want*(1-want)/trials)
			got := reach[i].Mean.Value
			if math.Abs(got-want) > slack {
				t.Errorf("%s: %.4f by %v ms, want %.4f", engine, got, at, want)
			}
		}
	}
}
