package words

// places are the sentences of the best use of a budget.
var placings = map[string]string{
	"place-many-choices": "more than %[1]s combinations of what can be chosen along one path: offer fewer actions, or fewer times of each (at_most)",

	"effort-place-exact":  "%[1]s answers are computed, one for each combination of choices along a path",
	"effort-place-played": "%[1]s combinations of choices along a path, each played %[2]s times, twice",
	"effort-place-sets":   "whole sets of actions are tried, %[2]s at least, each played %[1]s times",

	"place-budget":   "budget %[1]s",
	"place-computed": "computed",
	"place-played":   "paths, %[1]s trials",
	"place-sets":     "whole sets, %[1]s trials",
	"place-priced":   "by a price on money",

	"place-action":          "action",
	"place-cost":            "cost",
	"place-adds-people":     "adds (people)",
	"place-adds-households": "adds (households)",
	"place-adds-units":      "adds (%[1]s units)",
	"place-money":           "money",
	"place-once":            "once for all",
	"place-of":              "%[1]s of %[3]s %[2]s units",
	"place-times":           "%[1]s, %[2]s times",
	"place-points":          "%.2[1]f points (%[2]s)",

	"place-usual-goal": "no share was named, so the share of the last goal is made as large as possible: %[1]s",
	"place-usual-last": "no share was named and there is no goal, so the share at the last time is made as large as possible: %[1]s",

	"place-more":         "%[1]s more are done: CSV and JSON list all",
	"place-none":         "nothing that the money buys adds anything: %.1[1]f %%",
	"place-reach":        "for %[1]s: %.1[2]f %%, and %.1[3]f %% without",
	"place-reach-played": "for %[1]s: %.1[2]f %% [%.1[3]f–%.1[4]f %%], and %.1[5]f %% without",
	"place-best":         "no set can do better",
	"place-bound":        "no set can do better than %.1[1]f %%",
	"place-bound-played": "no set can do better than %.1[1]f %%, with 95 %% confidence",
	"place-no-bound":     "no bound is known for these actions: other sets may do better",
	"place-next":         "next best, %.1[1]f %%: %[2]s",
	"place-next-alike":   "next best, not told apart from it, %.1[1]f %%: %[2]s",
	"place-with":         "with %[1]s (%[2]s)",
	"place-without":      "without %[1]s (%[2]s)",
	"place-and-more":     "and %[1]s more",
	"place-partial":      "interrupted: the best so far",

	// What show tells of ranges and actions.
	"shown-ranges":  "what is not known",
	"shown-actions": "what could be done for money",
	"range-low":     "at least",
	"range-stands":  "as it stands",
	"range-high":    "at most",
	"action-for":    "for each",
	"action-most":   "times at most",
}
