package model_test

import (
	"fmt"

	"harkara/model"
)

// A head office with three branches, which are generated and so are named
// after it.
func ExampleNew() {
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
		fmt.Println(err)
		return
	}
	for _, branch := range network.Children(0) {
		fmt.Println(network.Path(branch))
	}
	// Output:
	// Head office/Head office 1
	// Head office/Head office 2
	// Head office/Head office 3
}
