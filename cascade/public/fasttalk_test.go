package public_test

import (
	"context"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/model/scenario"
)

// Word of mouth that is quick beside the play is followed closely all the same: of
// 10,000 people of whom a tenth know at once, who tell 10 or 100 others an hour, the
// logistic curve passes half after ln 9 and 90 % after 2 ln 9 mean times of telling.
func TestQuickTalk(t *testing.T) {
	for rate, slack := range map[string]float64{"10/h": 0.02, "100/h": 0.03} {
		text := `name: quick
network: {tiers: [top], fan_out: [1]}
public: {population: 10000, household: 1, hears: {b: {broadcast: {share: 0.1}}, t: {talk: {rate: ` + rate + `}}}}
questions: {horizon: 100h, at: [100h]}
`
		s, err := scenario.Parse("x.yaml", []byte(text), nil, scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := montecarlo.Solver{Trials: 40}.Solve(context.Background(), cascade.Problem{Network: s.Network, Messages: s.Messages, Question: s.Question, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		mean := map[string]float64{"10/h": 360, "100/h": 36}[rate]
		for i, want := range []float64{mean * math.Log(9), 2 * mean * math.Log(9)} {
			if got := r.Tiers[1].TimeTo[i].Median.Value; math.Abs(got/want-1) > slack {
				t.Errorf("%s: %v s to %v, want %v", rate, got, cascade.Shares[i], want)
			}
		}
	}
}
