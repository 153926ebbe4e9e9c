package study_test

import (
	"context"
	"fmt"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/study"
	"harkara/model/scenario"
	"harkara/scenarios"
)

// A plan is played on the same random numbers as the scenario without it.
func ExampleCompare() {
	file, err := scenario.OpenFS(scenarios.FS, "before-and-after.yaml", scenario.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var problems []cascade.Problem
	for _, plan := range []string{"", "after"} {
		s, err := file.With(scenario.Options{Plan: plan})
		if err != nil {
			fmt.Println(err)
			return
		}
		problems = append(problems, cascade.Problem{Network: s.Network, Messages: s.Messages, Question: s.Question, Seed: 1})
	}
	c, err := study.Compare{Sampling: montecarlo.Sampling{Trials: 100}}.Run(context.Background(), problems[0], problems[1:]...)
	if err != nil {
		fmt.Println(err)
		return
	}
	last := c.Plans[0].Rows[len(c.Plans[0].Rows)-1]
	fmt.Println(last.Tier, "more reached:", last.Difference.Value > 0, "surely:", !last.Same())
	// Output: households more reached: true surely: true
}
