package main

import (
	"context"
	"errors"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"harkara/cascade/ask"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/model"
	"harkara/model/scenario"
)

// commonFlags are the flags of all commands that answer a scenario.
type commonFlags struct {
	app     *app
	options scenario.Options
	at      string
	trials  int
	seed    uint64
	workers int
	memory  memory
	certain bool // values that are not known are taken as they stand
	output  output
	command *cobra.Command // that was given
	changed func(string) bool
}

// flags adds them to a command; at says what the times are for, "" that it takes none.
func (k *commonFlags) flags(c *cobra.Command, a *app, at string) {
	k.app, k.output = a, output{app: a}
	c.Flags().SortFlags = false
	c.Flags().StringArrayVar(&k.options.Set, "set", nil, "a change, `path=value`, as in relays.block.passes_on=0.9; may be repeated")
	if c.Flags().StringVar(&k.at, "at", "", at); at == "" {
		_ = c.Flags().MarkHidden("at") // it is refused, with what to give instead
	}
	c.Flags().VarP(intValue{&k.trials}, "trials", "n", "how many plays to simulate, a `number` (default: what the scenario says)")
	uintFlag(c.Flags(), &k.seed, "seed", "another `number`, other random numbers (default: what the scenario says)")
	intFlag(c.Flags(), &k.workers, "workers", "how many trials run at the same time, a `number` (default: one a core)")
	k.output.flags(c)
	k.memory.flags(c)
}

// planFlag is the flag that chooses one of a scenario's plans.
func planFlag(c *cobra.Command, o *scenario.Options) {
	c.Flags().StringVar(&o.Plan, "plan", "", "one of the scenario's plans, by its `name`")
	givenFlag(c, o)
}

// givenFlag is the flag that asks for plays in which circumstances hold, or not.
func givenFlag(c *cobra.Command, o *scenario.Options) {
	c.Flags().StringArrayVar(&o.Given, "given", nil, "plays in which this circumstance, by `name`, holds, or no-NAME: not")
}

// certainFlag is the flag of commands whose answer is else over all that may be.
func (k *commonFlags) certainFlag(c *cobra.Command) {
	c.Flags().BoolVar(&k.certain, "certain", false, "take values that are not known as they stand in the file")
}

// onScenario has a command answer one scenario, whose name is its argument.
func (k *commonFlags) onScenario(c *cobra.Command, answer func(ctx context.Context, name string) error) {
	c.Args, c.ValidArgsFunction = exactly(1, "the name of a scenario or a file"), completeScenario
	c.RunE = func(c *cobra.Command, args []string) error {
		k.command, k.changed = c, c.Flags().Changed
		return answer(c.Context(), args[0])
	}
}

// check refuses flags that are wrong whatever the scenario says.
func (k *commonFlags) check() error {
	switch {
	case k.changed("trials") && (k.trials < 1 || k.trials > montecarlo.MostTrials):
		return usagef("--trials %d: a whole number from 1 to %d", k.trials, montecarlo.MostTrials)
	case k.changed("workers") && (k.workers < 1 || k.workers > 1024):
		return usagef("--workers %d: a whole number from 1 to 1024", k.workers)
	}
	if err := k.memory.set(); err != nil {
		return err
	}
	k.options.Memory = k.memory.limit
	return k.output.check(k.changed)
}

// checkFile refuses what check does, for a command whose file's name says the format:
// that of --out is not checked again, but that its folder is there.
func (k *commonFlags) checkFile() error {
	changed := k.changed
	k.changed = func(flag string) bool { return flag != "out" && changed(flag) }
	if err := k.check(); err != nil {
		return err
	}
	if folder := filepath.Dir(k.output.file); !isFolder(folder) {
		return failed(model.Errorf("cannot write %s: there is no folder %s", k.output.file, folder))
	}
	return nil
}

// load reads the scenario, with what the flags ask in place of what it asks.
func (k *commonFlags) load(name string) (*scenario.Scenario, error) {
	s, err := k.app.load(name, k.options)
	if err != nil {
		return nil, err
	}
	if err := k.output.spare(); err != nil {
		return nil, err
	}
	k.adjust(s)
	if k.at != "" {
		if s.Question.At, err = parseTimes(k.at, s.Question.Horizon); err != nil {
			return nil, usagef("--at %s: %v", k.at, err)
		}
	}
	return s, nil
}

// adjust asks as many plays, and the seed, that the flags ask for.
func (k *commonFlags) adjust(s *scenario.Scenario) {
	if k.changed("trials") {
		s.Trials = k.trials
	}
	if k.changed("seed") {
		s.Seed = k.seed
	}
	if k.app.asked == nil {
		k.app.asked = &seedAndTrials{s.Seed, s.Trials}
	}
}

// answering is how ask is to answer.
func (k *commonFlags) answering() ask.Options {
	return ask.Options{Workers: k.workers, Memory: k.memory.limit, Version: version, Certain: k.certain}
}

// begin checks the flags and reads the scenario, and is how to answer it, with its progress.
func (k *commonFlags) begin(name string, check func() error) (s *scenario.Scenario, o ask.Options, p *progress, err error) {
	if err = check(); err == nil {
		s, err = k.load(name)
	}
	p, o = k.app.newProgress(), k.answering()
	o.Progress = p.update
	return s, o, p, err
}

// asksForPlays tells whether a flag was given that has a meaning only for plays.
func (k *commonFlags) asksForPlays() bool {
	return slices.ContainsFunc([]string{"trials", "seed", "engine", "public"}, k.changed)
}

// write writes the answers that ask gave. Where they were interrupted, they say so.
func (k *commonFlags) write(ctx context.Context, docs []report.Document, err error) error {
	if err != nil {
		return ended(err)
	}
	k.output.partial = ctx.Err() != nil
	if err := k.output.write(docs...); err != nil {
		return err
	}
	if k.output.partial {
		return &failure{status: exitInterrupted}
	}
	return nil
}

// ended turns what ask says into a failure.
func ended(err error) error {
	var memory *ask.MemoryError
	var problems scenario.Problems
	switch {
	case err == nil || errors.As(err, new(*failure)):
		return err
	case errors.As(err, &problems): // of values that are not known, taken together
		return &failure{exitInvalid, err, nil}
	case errors.As(err, &memory):
		return tooMuch(memory.Takes, memory.May)
	case errors.Is(err, context.Canceled):
		return &failure{exitInterrupted, model.Errorf("interrupted before there was an answer"), nil}
	}
	return failed(err)
}

// lastOf is the last of some times.
func lastOf(at []model.Tick) model.Tick { return at[len(at)-1] }
