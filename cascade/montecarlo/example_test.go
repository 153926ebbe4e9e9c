package montecarlo_test

import (
	"context"
	"fmt"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// Plays give bounds: here they hold the true share, 0.8 × 0.9.
func ExampleSolver() {
	result, err := montecarlo.Solver{Trials: 2000}.Solve(context.Background(), office())
	if err != nil {
		fmt.Println(err)
		return
	}
	reach := result.Tiers[1].Reach[1].Mean
	fmt.Println(result.Trials, "trials, within the bounds:", reach.Low < 0.72 && 0.72 < reach.High)
	// Output: 2000 trials, within the bounds: true
}

// office is a head office that sends texts to three branches.
func office() cascade.Problem {
	unknown := []int64{model.Unknown, model.Unknown, model.Unknown, model.Unknown}
	network, err := model.New(model.Spec{
		Tiers: []string{"office", "branch"},
		Rows: model.Rows{
			Tier: []uint8{0, 1, 1, 1}, Parent: []int32{-1, 0, 0, 0}, Ordinal: []int32{0, 1, 2, 3},
			Population: unknown, Households: unknown, Name: []string{"Head office"},
		},
		Channels:  []model.Channel{{Name: "sms", Delivers: 0.9, Delay: model.Fixed(60)}},
		Relays:    []model.Relay{{People: 1, PassesOn: 0.8, Notices: model.Fixed(600), Over: []int{0}}, {People: 1, Notices: model.Fixed(0)}},
		TierRelay: []int{0, 1},
	})
	if err != nil {
		panic(err)
	}
	return cascade.Problem{
		Network:  network,
		Messages: []model.Message{{Name: "alert", From: []model.Unit{0}}},
		Question: model.Question{Horizon: model.Hour, At: []model.Tick{10 * model.Minute, model.Hour}},
		Seed:     1,
	}
}
