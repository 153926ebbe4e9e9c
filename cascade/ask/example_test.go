package ask_test

import (
	"context"
	"fmt"

	"harkara/cascade/ask"
	"harkara/model/scenario"
	"harkara/scenarios"
)

// How much of each tier has the message in the end, with every value as it stands. report.Reach makes documents of
// the results, which report.Write writes in any format.
func ExampleOptions_Reach() {
	s, err := scenario.LoadFS(scenarios.FS, "one-chain.yaml", scenario.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	s.Trials = 100 // for what cannot be computed
	results, err := ask.Options{Certain: true}.Reach(context.Background(), s)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, tier := range results[0].Tiers {
		last := tier.Reach[len(tier.Reach)-1]
		fmt.Printf("%s %.1f %%\n", tier.Name, 100*last.Mean.Value)
	}
	// Output:
	// state 100.0 %
	// district 99.8 %
	// block 97.2 %
	// panchayat 89.8 %
	// public 44.9 %
	// households 87.0 %
}
