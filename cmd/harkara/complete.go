package main

import (
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"harkara/cascade/laws"
	"harkara/model"
	"harkara/model/scenario"
)

// maxOffered is how many values a shell is offered for a flag.
const maxOffered = 2000

// offered are values for a flag that depend on the scenario on the command line.
func (a *app) offered(values func(*scenario.Scenario) []cobra.Completion) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) == 0 || args[0] == "-" {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		s, err := a.load(args[0], scenario.Options{})
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		out := values(s)
		return out[:min(len(out), maxOffered)], cobra.ShellCompDirectiveNoFileComp
	}
}

// offeredToGoOn is offered for values that a person goes on to write.
func (a *app) offeredToGoOn(values func(*scenario.Scenario) []cobra.Completion) cobra.CompletionFunc {
	offer := a.offered(values)
	return func(c *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		out, how := offer(c, args, begun)
		return out, how | cobra.ShellCompDirectiveNoSpace
	}
}

// complete lets shells complete the values of those flags that a command has.
func (a *app) complete(c *cobra.Command) {
	for flag, values := range map[string]cobra.CompletionFunc{
		"plan": a.offered(func(s *scenario.Scenario) []cobra.Completion { return s.Plans }),
		"given": a.offered(func(s *scenario.Scenario) []cobra.Completion {
			var out []cobra.Completion
			if s.Circumstances != nil {
				for _, c := range s.Circumstances.List {
					out = append(out, c.Name, "no-"+c.Name)
				}
			}
			return out
		}),
		"against": a.offered(func(s *scenario.Scenario) []cobra.Completion {
			if c.Name() == "sweep" {
				return []cobra.Completion{"base"}
			}
			return s.Plans
		}),
		"by":     a.offered(func(s *scenario.Scenario) []cobra.Completion { return s.Network.Tiers() }),
		"why":    a.offered(unitPaths),
		"unit":   a.offered(unitPaths),
		"set":    a.offeredToGoOn(settings),
		"vary":   a.offeredToGoOn(variable),
		"of":     a.offered(answers),
		"design": cobra.FixedCompletions([]cobra.Completion{"lhs", "sobol", "random"}, cobra.ShellCompDirectiveNoFileComp),
		"law":    lawNumbers,
	} {
		if c.Flags().Lookup(flag) != nil {
			_ = c.RegisterFlagCompletionFunc(flag, values)
		}
	}
}

// unitPaths are the paths of a scenario's units, from the top down.
func unitPaths(s *scenario.Scenario) []cobra.Completion {
	out := make([]cobra.Completion, 0, min(s.Network.Len(), maxOffered))
	for u := range model.Unit(cap(out)) {
		out = append(out, s.Network.Path(u))
	}
	return out
}

// settings are paths of a scenario that are often changed.
func settings(s *scenario.Scenario) []cobra.Completion {
	var out []cobra.Completion
	for _, tier := range s.Network.Tiers() {
		for _, key := range []string{"people", "passes_on", "notices", "over", "hours"} {
			out = append(out, "relays."+tier+"."+key+"=")
		}
	}
	for _, c := range s.Network.Channels() {
		for _, key := range []string{"delivers", "delay"} {
			if path := "channels." + c.Name + "." + key + "="; !slices.Contains(out, path) {
				out = append(out, path)
			}
		}
	}
	return out
}

// variable are paths of a scenario that are often varied: those of what is not known
// first.
func variable(s *scenario.Scenario) []cobra.Completion {
	var out []cobra.Completion
	for i := range s.Uncertain {
		out = append(out, cobra.CompletionWithDesc(s.Uncertain[i].Path+"=", s.Uncertain[i].Low()+" to "+s.Uncertain[i].High()))
	}
	for _, path := range settings(s) {
		if !slices.ContainsFunc(s.Uncertain, func(r scenario.Range) bool { return r.Path+"=" == path }) {
			out = append(out, path)
		}
	}
	return out
}

// answers are what studies may look at.
func answers(s *scenario.Scenario) []cobra.Completion {
	tiers := slices.Clone(s.Network.Tiers())
	if s.Network.Public() != nil {
		tiers = append(tiers, model.PublicTier, model.HouseholdTier)
	}
	var out []cobra.Completion
	for _, tier := range tiers {
		for _, at := range s.Question.At {
			out = append(out, tier+"@"+scenario.FormatDuration(at))
		}
	}
	for _, tier := range tiers {
		out = append(out, "time:"+tier+":0.5", "time:"+tier+":0.9")
	}
	for k := range s.Question.Goals {
		out = append(out, "goal"+strconv.Itoa(k+1))
	}
	return out
}

func lawNumbers(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []cobra.Completion
	last := 0
	for _, l := range slices.Concat(laws.All(), laws.Studies()) {
		if l.Number != last {
			out = append(out, cobra.CompletionWithDesc(strconv.Itoa(l.Number), l.Title))
			last = l.Number
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
