package scenario_test

import (
	"fmt"

	"harkara/model/scenario"
	"harkara/scenarios"
)

// A file is read once, and then varied.
func ExampleFile_With() {
	file, err := scenario.OpenFS(scenarios.FS, "pakur.yaml", scenario.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := file.With(scenario.Options{Set: []string{"relays.block.passes_on=0.5"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	blocks := s.Network.InTier(s.Network.TierIndex("block"))
	fmt.Println(blocks.Len(), "blocks; their people pass it on with a chance of", s.Network.Relay(blocks.Lo).PassesOn)

	_, err = file.With(scenario.Options{Set: []string{"relays.block.passes_on=5"}})
	fmt.Println(err != nil)
	// Output:
	// 6 blocks; their people pass it on with a chance of 0.5
	// true
}
