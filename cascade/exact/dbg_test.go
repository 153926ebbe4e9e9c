package exact_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"harkara/cascade"
	"harkara/cascade/exact"
	"harkara/model"
)

func TestDbg(t *testing.T) {
	solvable(t, 60, 0.02, func(seed uint64, p cascade.Problem, _ *cascade.Result) {
		t0 := time.Now()
		r, _ := exact.Solver{Precision: 0.0005, Most: 16384}.Solve(context.Background(), p)
		el := time.Since(t0)
		w, at := 0.0, ""
		for _, tier := range r.Tiers {
			for _, x := range tier.Reach {
				if d := x.Mean.High - x.Mean.Low; d > w {
					w, at = d, fmt.Sprint(tier.Name, x.At.Duration())
				}
			}
		}
		if w > 0.01 {
			fmt.Println(seed, w, at, el, p.Question.Horizon.Duration(), p.Message.At, p.Message.Expires)
			seen := map[*model.Relay]bool{}
			for u := range p.Network.Parents() {
				k := p.Network.Relay(model.Unit(u))
				if !seen[k] {
					seen[k] = true
					fmt.Printf("   %d people %d notice %T hours %v over %v split %v\n", p.Network.TierOf(model.Unit(u)), k.People, k.Notices, k.Hours != nil, k.Over, k.Split)
				}
			}
			for _, c := range p.Network.Channels() {
				fmt.Printf("   %s %T hours %v retry %v\n", c.Name, c.Delay, c.Hours != nil, c.Retry)
			}
		}
	})
}
