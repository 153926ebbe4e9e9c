package main

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"harkara/cascade"
	"harkara/cascade/exact"
	"harkara/cascade/laws"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/model"
)

// lawRows checks a solver against laws; those that it refuses are left out and
// counted.
func lawRows(ctx context.Context, all []laws.Law, s cascade.Solver, seed uint64, trials int) (rows []laws.Row, refused int, err error) {
	for _, l := range all {
		r, err := l.Check(ctx, s, seed, trials)
		switch {
		case errors.Is(err, cascade.ErrNotApplicable):
			refused++
		case err != nil:
			return rows, refused, err
		default:
			rows = append(rows, r...)
		}
	}
	return rows, refused, nil
}

func (a *app) verifyCommand() *cobra.Command {
	k := &commonFlags{}
	byLaws, number := false, 0
	byCoverage, quick := false, false
	c := &cobra.Command{
		Use: "verify SCENARIO | --laws | --coverage", Short: "Check exact and sampled answers against each other, or against laws", GroupID: groupAnswer,
		Long: `Solve a scenario exactly and by sampling, and print the two side by side with
the difference in standard errors and a verdict. With --laws, compare both with
closed forms from probability, each with a scenario that shows it. With --coverage,
sample scenarios of thirteen kinds with many seeds and print how often bounds of 95 %
hold the true value: half an hour of work, or a minute with --quick. Exit status 1
where they do not agree.`,
		Example: "  harkara verify jharkhand\n  harkara verify --laws\n  harkara verify --law 3",
		Args: func(c *cobra.Command, args []string) error {
			switch {
			case byCoverage && (byLaws || number != 0):
				return usagef("--coverage and --laws are asked one at a time")
			case byCoverage:
				return exactly(0, "no scenario with --coverage")(c, args)
			case quick:
				return usagef("--quick goes with --coverage")
			}
			if byLaws = byLaws || number != 0; byLaws {
				return exactly(0, "no scenario with --laws")(c, args)
			}
			return exactly(1, "the name of a scenario or a file, or --laws, or --coverage")(c, args)
		},
		ValidArgsFunction: completeScenario,
		RunE: func(c *cobra.Command, args []string) error {
			k.changed = c.Flags().Changed
			if err := k.check(); err != nil {
				return err
			}
			if byCoverage {
				return a.verifyCoverage(c.Context(), k, quick)
			}
			if byLaws {
				return a.verifyLaws(c.Context(), k, number)
			}
			return a.verify(c.Context(), k, args[0])
		},
	}
	planFlag(c, &k.options)
	k.flags(c, a, "`times` to compare at, as in 6h,24h")
	c.Flags().BoolVar(&byLaws, "laws", false, "compare answers with closed forms")
	intFlag(c.Flags(), &number, "law", "only the law of this `number`")
	c.Flags().BoolVar(&byCoverage, "coverage", false, "how often bounds hold the true value")
	c.Flags().BoolVar(&quick, "quick", false, "with --coverage: fewer samples, without the slow scenarios")
	return c
}

// verify solves a scenario both ways.
func (a *app) verify(ctx context.Context, k *commonFlags, name string) error {
	s, err := k.load(name)
	if err != nil {
		return err
	}
	docs, agree, err := k.answering().Verify(ctx, s)
	if errors.Is(err, cascade.ErrNotApplicable) {
		return &failure{exitFailed, err, model.Errorf("there is no exact answer to compare with; harkara verify --laws compares samples with closed forms")}
	}
	if err := k.write(ctx, docs, err); err != nil {
		return err
	}
	if !agree {
		return &failure{status: exitFailed}
	}
	return nil
}

// verifyLaws holds both solvers against the laws, or against those of one
// number.
func (a *app) verifyLaws(ctx context.Context, k *commonFlags, number int) error {
	all, studies := laws.All(), laws.Studies()
	if number != 0 {
		other := func(l laws.Law) bool { return l.Number != number }
		all, studies = slices.DeleteFunc(all, other), slices.DeleteFunc(studies, other)
	}
	if len(all)+len(studies) == 0 {
		last := slices.MaxFunc(laws.Studies(), func(a, b laws.Law) int { return a.Number - b.Number }).Number
		return usagef("--law %d: there are laws 1 to %d", number, last)
	}
	seed := uint64(1)
	if k.changed("seed") {
		seed = k.seed
	}
	sampled, _, err := lawRows(ctx, all, montecarlo.Solver{Trials: k.trials, Workers: k.workers}, seed, k.trials)
	if err != nil {
		return ended(err)
	}
	computed, refused, err := lawRows(ctx, all, exact.Solver{Precision: lawPrecision}, seed, 0)
	if err != nil {
		return ended(err)
	}
	var studied []laws.Row
	for _, l := range studies {
		rows, err := k.answering().StudyLaw(ctx, l, seed)
		if err != nil {
			return ended(err)
		}
		studied = append(studied, rows...)
	}
	var docs []report.Document
	if len(sampled) > 0 {
		docs = append(docs, report.Laws(sampled, "laws-sampling", "sampling gives", k.trials))
	}
	if len(computed) > 0 {
		docs = append(docs, report.Laws(computed, "laws-exact", "the exact solver gives", 0))
	}
	if refused > 0 {
		last := &docs[len(docs)-1]
		last.Notes = append(last.Notes, model.NewNote("laws-refused", int64(refused), int64(len(all))))
	}
	if len(studied) > 0 {
		docs = append(docs, report.Laws(studied, "laws-studies", "studies give", 0))
	}
	if err := k.output.write(docs...); err != nil {
		return err
	}
	for _, r := range slices.Concat(sampled, computed, studied) {
		if !r.Holds() {
			return &failure{status: exitFailed}
		}
	}
	return nil
}

// lawPrecision is how close the exact solver comes to the laws.
const lawPrecision = 1e-5
