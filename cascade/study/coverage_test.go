package study_test

import (
	"context"
	"testing"

	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/laws"
	"harkara/cascade/study"
)

// Bounds of 95 % hold the true value in at least 93 % of samples, in every
// scenario and of every statistic. A sample of `harkara verify --coverage`.
func TestCoverage(t *testing.T) {
	effort.NotShort(t, "counts coverage")
	s := study.Coverage{Seeds: effort.Of(0, 20, 60), Plays: []int{50}, Long: effort.Of(0, 2_000, 5_000)}
	cases, err := laws.Cases()
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range cases {
		if c.Slow || !effort.Thorough() && i%2 != 0 {
			continue // harkara verify --coverage has them all
		}
		rows, err := s.Run(context.Background(), study.CoverageCase{Name: c.Name, Base: c.Base, Plan: c.Plan})
		if err != nil {
			t.Fatal(c.Name, err)
		}
		for _, r := range rows {
			if r.Low() {
				t.Errorf("%s, %v, %d trials: %d of %d hold %v", r.Case, r.Statistic, r.Trials, r.Held, r.Of, r.Truth)
			}
		}
	}
}
