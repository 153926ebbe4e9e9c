package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"harkara/cascade/ask"
	"harkara/cascade/report"
	"harkara/cascade/trace"
	"harkara/model/scenario"
)

// detailFlags are the flags that ask run for details instead of the reach table: why a
// unit has it late, the steps of one play, the units with most people not reached.
type detailFlags struct {
	why   string
	trace uint64
	unit  string
	left  int
}

// detailNames are the flags of which one at most can be given.
var detailNames = []string{"why", "trace", "left-behind"}

func (q *detailFlags) flags(c *cobra.Command) {
	c.Flags().StringVar(&q.why, "why", "", "why this `unit` has it late or never, by the last time of --at or the end")
	uintFlag(c.Flags(), &q.trace, "trace", "print what happens in this `trial`, step by step; the first is 0")
	c.Flags().StringVar(&q.unit, "unit", "", "with --trace: only what concerns this `unit` and those below it")
	intFlag(c.Flags(), &q.left, "left-behind", "list this `number` of units with the most people not reached")
}

func (q *detailFlags) asked(changed func(string) bool) bool {
	return slices.ContainsFunc(detailNames, changed)
}

// ignoredWith are the flags that say nothing about what is asked instead of the
// table: a flag without effect would be a wrong answer in silence.
var ignoredWith = map[string][]string{
	"why":         {"ways", "starts", "right", "hands", "by", "precision", "solver", "engine", "public", "certain"},
	"trace":       {"ways", "starts", "right", "hands", "by", "precision", "solver", "engine", "public", "certain", "at", "trials", "workers"},
	"left-behind": {"ways", "starts", "right", "hands", "by", "precision", "solver", "engine", "certain"},
}

func (q *detailFlags) check(changed func(string) bool) error {
	given := ""
	for _, flag := range detailNames {
		if !changed(flag) {
			continue
		}
		if given != "" {
			return usagef("--%s and --%s cannot be asked for at once", given, flag)
		}
		given = flag
	}
	for _, flag := range ignoredWith[given] {
		if changed(flag) {
			return usagef("--%s has no effect with --%s: leave out one of the two", flag, given)
		}
	}
	switch {
	case changed("unit") && given != "trace":
		return usagef("--unit goes with --trace: give both")
	case changed("left-behind") && (q.left < 1 || q.left > 100_000):
		return usagef("--left-behind %d: a whole number from 1 to 100000", q.left)
	case changed("trace") && q.trace > 1<<62:
		return usagef("--trace %d: there is no such trial", q.trace)
	}
	return nil
}

// maxSteps is how many lines of a story are told.
const maxSteps = 20_000

// details answers what is asked instead of the table, for each message.
func (f *runFlags) details(ctx context.Context, s *scenario.Scenario) (docs []report.Document, err error) {
	by := s.Question.Horizon
	if f.changed("at") {
		by = lastOf(s.Question.At)
	}
	o := f.answering()
	switch {
	case f.changed("why"):
		u, err := s.Network.Find(strings.TrimSpace(f.detail.why))
		if err != nil {
			return nil, usagef("--why: %v", err)
		}
		return o.Why(ctx, s, u, by)
	case f.changed("trace"):
		scope := trace.Scope{Limit: maxSteps}
		if f.detail.unit != "" {
			u, err := s.Network.Find(strings.TrimSpace(f.detail.unit))
			if err != nil {
				return nil, usagef("--unit: %v", err)
			}
			scope.Units = trace.Below(s.Network, u)
		} else if s.Network.Len() > maxTracedUnits {
			return nil, usagef("--trace: %d units are too many to print: choose with --unit", s.Network.Len())
		}
		return o.Story(ctx, s, f.detail.trace, scope)
	}
	docs, err = o.LeftBehind(ctx, s, by, f.detail.left)
	if errors.Is(err, ask.ErrNoPublic) {
		return nil, usagef("--left-behind: %v, so nobody can be left behind", err)
	}
	return docs, err
}

// maxTracedUnits is how many units may be traced without saying which.
const maxTracedUnits = 100_000
