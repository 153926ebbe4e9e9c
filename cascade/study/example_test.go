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
	c, err := study.Compare{Sampling: montecarlo.Sampling{Trials: 30}}.Run(context.Background(), problems[0], problems[1:]...)
	if err != nil {
		fmt.Println(err)
		return
	}
	last := c.Plans[0].Rows[len(c.Plans[0].Rows)-1]
	fmt.Println(last.Tier, "more reached:", last.Difference.Value > 0, "surely:", !last.Same())
	// Output: households more reached: true surely: true
}

// How many plays know the share of the last offices to within a point: as many as the
// spread of the first 200 says.
func ExamplePrecision() {
	s, err := scenario.LoadFS(scenarios.FS, "one-chain.yaml", scenario.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	by := study.Measure{Kind: study.ShareBy, Tier: "panchayat", At: s.Question.At[1]}
	p := cascade.Problem{Network: s.Network, Messages: s.Messages, Question: study.Ask(s.Question, []study.Measure{by}), Seed: 1}
	a, err := study.Precision{Half: 0.01, Trials: 200, Measures: []study.Measure{by}}.Run(context.Background(), p)
	if err != nil {
		fmt.Println(err)
		return
	}
	n := a.Cells[a.Most]
	fmt.Printf("%.1f ± %.1f points in one play: %d plays\n", 100*n.Value, 100*n.SD, n.Plays)
	// Output:
	// 92.0 ± 27.2 points in one play: 2842 plays
}
