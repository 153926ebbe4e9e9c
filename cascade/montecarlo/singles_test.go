package montecarlo

import (
	"context"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// The single plays add up to the answer: the mean of what is drawn is that of units,
// and within what chance allows that of people; kept and read back they are the same.
func TestSinglesAddUp(t *testing.T) {
	for seed := range effort.Of[uint64](2, 4, 4) {
		p := peopled(t, seed)
		const trials = 60
		list, layout, err := Singles{Sampling: Sampling{Trials: trials, Workers: 2}}.Run(context.Background(), p)
		if err != nil || len(list) != trials || list[trials-1].Trial != trials-1 {
			t.Fatal(len(list), err)
		}
		p.Question.By = nil
		r := solve(t, Solver{Trials: trials}, p)
		for i, l := range layout.Lines[:layout.Whole] {
			for j := range p.Question.At {
				mean := 0.0
				for _, s := range list {
					mean += float64(s.Has[i][j]) / float64(max(l.Total, 1)) / trials
				}
				x := r.Tiers[i].Reach[j]
				may := 1e-9
				if l.Tier < 0 {
					may = 4.4*x.SD/math.Sqrt(trials) + 1e-3
				}
				if math.Abs(mean-x.Mean.Value) > may {
					t.Errorf("problem %d, %s: mean of single plays %v, answer %v", seed, l.Name, mean, x.Mean)
				}
			}
			met := 0.0
			for _, s := range list {
				if s.TimeTo[i][0] < model.Never {
					met++
				}
			}
			if x := r.Tiers[i].TimeTo[0].Met; l.Total > 0 && math.Abs(met/trials-x) > 1e-9 {
				t.Errorf("problem %d, %s: a half has it in %v of single plays, %v of the answer's", seed, l.Name, met/trials, x)
			}
		}
		set, err := newSetup(cascade.Problem{Network: p.Network, Messages: p.Messages, Question: p.Question, Seed: p.Seed}, "", "")
		if err != nil {
			continue // circumstances change what a network is
		}
		a, b := &singles{counts: set.counting(), list: list}, &singles{counts: set.counting()}
		data, err := Marshal(a)
		if err == nil {
			err = Unmarshal(data, b)
		}
		if diff := cmp.Diff(a.list, b.list); err != nil || diff != "" {
			t.Errorf("read back: %v\n%s", err, diff)
		}
	}
}
