package study_test

import (
	"context"
	"fmt"

	"harkara/cascade/study"
)

// Two offices in a row pass on one time in ten, before 1,000 people; two others add 200
// people each. Each can be mended for 1, and there is money for two.
func ExamplePlace() {
	m := &study.Menu{
		Parent: []int32{-1, 0, -1, -1},
		Level:  []int8{0, 1, 2, 2},
		Costs:  [][]int64{{0, 1}, {0, 1}, {0, 1}},
	}
	for code := range m.Codes() {
		done := m.Choices(code)
		chance := [2]float64{0.1, 1}
		side := 200 * float64(done[2])
		m.Value = append(m.Value, []float64{0, 1000 * chance[done[0]] * chance[done[1]], side, side})
	}
	best := study.Place{Menu: m, Budget: 2}.Run(context.Background())
	fmt.Println(best.Choice, best.Value, "people; no use of the money reaches more than", best.Bound)
	// Output: [1 1 0 0] 1000 people; no use of the money reaches more than 1000
}
