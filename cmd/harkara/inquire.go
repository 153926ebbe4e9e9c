package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"harkara/cascade/ask"
	"harkara/cascade/report"
	"harkara/cascade/trace"
	"harkara/model/scenario"
)

// inquiry is the flags that ask run for something else than the reach table.
type inquiry struct {
	why   string
	trace uint64
	unit  string
	left  int
}

// inquiries are the flags of which one at most can be given.
var inquiries = []string{"why", "trace", "left-behind"}

func (q *inquiry) flags(c *cobra.Command) {
	c.Flags().StringVar(&q.why, "why", "", "why this `unit` has it late or never, by the last time of --at or the end")
	naturalFlag(c.Flags(), &q.trace, "trace", "print what happens in this `trial`, step by step; the first is 0")
	c.Flags().StringVar(&q.unit, "unit", "", "with --trace: only what concerns this `unit` and those below it")
	wholeFlag(c.Flags(), &q.left, "left-behind", "list this `number` of units with the most people not reached")
}

func (q *inquiry) asked(changed func(string) bool) bool {
	for _, flag := range inquiries {
		if changed(flag) {
			return true
		}
	}
	return false
}

// useless are the flags that say nothing about what is asked instead of the
// table: a flag without effect would be a wrong answer in silence.
var useless = map[string][]string{
	"why":         {"ways", "starts", "right", "hands", "by", "precision", "solver", "engine", "public", "certain"},
	"trace":       {"ways", "starts", "right", "hands", "by", "precision", "solver", "engine", "public", "certain", "at", "trials", "workers"},
	"left-behind": {"ways", "starts", "right", "hands", "by", "precision", "solver", "engine", "certain"},
}

func (q *inquiry) check(changed func(string) bool) error {
	given := ""
	for _, flag := range inquiries {
		if !changed(flag) {
			continue
		}
		if given != "" {
			return usagef("--%s and --%s cannot be asked for at once", given, flag)
		}
		given = flag
	}
	for _, flag := range useless[given] {
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

// mostTold is how many lines of a story are told.
const mostTold = 20_000

// inquire answers what is asked instead of the table, for each message.
func (f *runFlags) inquire(ctx context.Context, s *scenario.Scenario) (docs []report.Document, err error) {
	by := s.Question.Horizon
	if f.changed("at") {
		by = lastOf(s.Question.At)
	}
	o := f.answering()
	switch {
	case f.changed("why"):
		u, err := s.Network.Find(strings.TrimSpace(f.inquiry.why))
		if err != nil {
			return nil, usagef("--why: %v", err)
		}
		return o.Why(ctx, s, u, by)
	case f.changed("trace"):
		scope := trace.Scope{Limit: mostTold}
		if f.inquiry.unit != "" {
			u, err := s.Network.Find(strings.TrimSpace(f.inquiry.unit))
			if err != nil {
				return nil, usagef("--unit: %v", err)
			}
			scope.Units = trace.Below(s.Network, u)
		} else if s.Network.Len() > mostUntold {
			return nil, usagef("--trace: %d units are too many to print: choose with --unit", s.Network.Len())
		}
		return o.Story(ctx, s, f.inquiry.trace, scope)
	}
	docs, err = o.LeftBehind(ctx, s, by, f.inquiry.left)
	if errors.Is(err, ask.ErrNoPublic) {
		return nil, usagef("--left-behind: %v, so nobody can be left behind", err)
	}
	return docs, err
}

// mostUntold is how many units a story is told of without saying which.
const mostUntold = 100_000
