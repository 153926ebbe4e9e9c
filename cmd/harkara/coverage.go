package main

import (
	"context"
	"slices"

	"harkara/cascade/laws"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/cascade/study"
)

// verifyCoverage tells how often bounds hold the true value.
func (a *app) verifyCoverage(ctx context.Context, k *commonFlags, quick bool) error {
	all, err := laws.Cases()
	if err != nil {
		return err
	}
	s := study.Coverage{Seeds: 200, Plays: []int{50, 200, 1000}, Long: 50_000}
	if quick {
		s = study.Coverage{Seeds: 40, Plays: []int{50}, Long: 20_000}
		all = slices.DeleteFunc(all, func(c laws.Case) bool { return c.Slow })
	}
	if k.changed("trials") {
		s.Plays = []int{k.trials}
	}
	if k.changed("seed") {
		s.Seed = k.seed
	}
	s.Sampling = montecarlo.Sampling{Workers: k.workers}
	var cases []study.CoverageCase
	for _, c := range all {
		cases = append(cases, study.CoverageCase{Name: c.Name, Base: c.Base, Plan: c.Plan})
	}
	rows, err := s.Run(ctx, cases...)
	if err == nil && len(rows) == 0 {
		err = ctx.Err() // nothing that could hold, or not
	}
	if err := k.write(ctx, []report.Document{report.Coverage(s, rows, ctx.Err() != nil)}, err); err != nil {
		return err
	}
	if slices.ContainsFunc(rows, study.Covered.Low) {
		return &failure{status: exitFailed}
	}
	return nil
}
