package exact_test

import (
	"context"
	"fmt"

	"harkara/cascade"
	"harkara/cascade/exact"
	"harkara/model"
)

// The chance that a branch has the message after an hour is that of the office to
// pass it on, times that of the text to arrive.
func ExampleSolver() {
	result, err := exact.Solver{}.Solve(context.Background(), office())
	if err != nil {
		fmt.Println(err)
		return
	}
	branches := result.Tiers[1]
	for _, reach := range branches.Reach {
		fmt.Printf("%d min: %.3f\n", reach.At/model.Minute, reach.Mean.Value)
	}
	// Output:
	// 10 min: 0.000
	// 60 min: 0.720
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
