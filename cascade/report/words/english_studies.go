package words

// studies are the sentences of studies of what is not known.
var studies = map[string]string{
	// What is refused.
	"sensitivity-none":    "the scenario has no ranges under uncertain, so there are no values to compare: give a value its range, as in uncertain: {relays.block.passes_on: {low: 0.6, high: 0.95}}",
	"sensitivity-rows":    "%[1]d rows: write a power of two (2, 4, 8, 16 and so on), with which the design is even",
	"sensitivity-plays":   "%[1]d plays a row: an even number, 2 or more",
	"sensitivity-shapley": "Shapley shares can be found for %[2]d values at most, and there are %[1]d: let some move together, or fix some with --set",
	"sensitivity-values":  "%[1]d values are too many: at most %[2]d; --screen tells which can be left out",
	"screen-trajectories": "%[1]d trajectories: 2 or more",

	// What it takes, said before it starts.
	"effort-rows-of":        "%[1]s values that are not known, in %[2]s groups that each move as one: %[4]s rows, %[3]s plays, as many as %[5]n runs",
	"effort-paths-of":       "%[1]s values that are not known, in %[2]s groups that each move as one: %[3]s plays, as many as %[4]n runs",
	"effort-rows":           "%[1]s values that are not known: %[3]s rows, %[2]s plays, as many as %[4]n runs",
	"effort-rows/1":         "1 value that is not known: %[3]s rows, %[2]s plays, as many as %[4]n runs",
	"effort-trajectories":   "%[1]s values that are not known: %[2]s plays, as many as %[3]n runs",
	"effort-trajectories/1": "1 value that is not known: %[2]s plays, as many as %[3]n runs",

	"effort-seek": "some ten to twenty answers, each of %[1]s plays",

	// What seek finds.
	"seek-range":      "between %[1]s and %[2]s there is nothing to search",
	"seek-nobody":     "there is nobody in %[1]s: no value meets a goal about nobody",
	"seek-known":      "goal: %[1]n %% of %[2]s known at %[3]s by %[4]t, on average",
	"seek-mean":       "goal: %[1]n %% of %[2]s by %[3]t, on average",
	"seek-chance":     "goal: %[1]n %% of %[2]s by %[3]t in %[4]n %% of plays",
	"sought-least":    "%[1]s must be at least %[2]s%[3]s",
	"sought-most":     "%[1]s must be at most %[2]s%[3]s",
	"sought-between":  " [%[1]s to %[2]s]",
	"sought-below":    " [up to %[1]s]",
	"sought-above":    " [%[1]s or more]",
	"sought-anywhere": " [may be any value]",
	"sought-all":      "every value from %[1]s to %[2]s meets the goal",
	"sought-none":     "no value from %[1]s to %[2]s meets the goal: the best, %[3]s, gives %.0[4]f %%",
	"sought-stands":   "in the file it is %[1]s",
	"sought-grid":     "the answer may rise and fall with the value: it was asked at 17 values first, and what lies between two may have more crossings",
	"partial-seek":    "interrupted: this is what %[1]s answers say",

	// Headings.
	"rows-of-plays":    "%[1]s values not known · %[2]s rows, each with %[3]s plays of its own · in brackets: 95 %% bounds",
	"rows-of-plays/1":  "1 value not known · %[2]s rows, each with %[3]s plays of its own · in brackets: 95 %% bounds",
	"rows-in-groups":   "%[4]s values not known, in %[1]s groups that each move as one · %[2]s rows, each with %[3]s plays of its own · in brackets: 95 %% bounds",
	"paths-in-groups":  "%[4]s values not known, in %[1]s groups that each move as one · %[2]s trajectories, each with %[3]s plays of its own",
	"trajectories":     "%[1]s values not known · %[2]s trajectories, each with %[3]s plays of its own",
	"trajectories/1":   "1 value not known · %[2]s trajectories, each with %[3]s plays of its own",
	"over-all":         "%[1]s: %[2]s on average over what is not known, which makes it vary by ±%[3]s (sd)",
	"over-all-nothing": "%[1]s: %[2]s on average over what is not known, which is not found to make it vary",
	"effects-of":       "%[1]s: by how many points it moves over the whole range",
	"effects-of-time":  "%[1]s: by how many hours it moves over the whole range",
	"sd-points":        "%.1[1]f points",

	// Columns.
	"col-value":     "value",
	"col-in-all":    "explains, %%",
	"col-by-itself": "by itself, %%",
	"col-shapley":   "share, %%",
	"col-at-low":    "at its low",
	"col-at-high":   "at its high",
	"col-effect":    "moves by",
	"col-effect-sd": "sd",
	"col-range":     "from – to",

	// Cells.
	"index":        "%.0[1]f [%.0[2]f to %.0[3]f]",
	"index-untold": "~ %.0[1]f [%.0[2]f to %.0[3]f]",

	// Notes.
	"untold":             "not told apart from 0; more --rows tell more",
	"first-to-find-out":  "find out first: %[1]s, which explains %.0[2]f %% of what is not known of %[3]s",
	"left-out":           "%[1]s values that explain less than %[2]n %% of %[3]s are left out; CSV and JSON have all",
	"left-out/1":         "1 value that explains less than %[2]n %% of %[3]s is left out; CSV and JSON have all",
	"with-the-others":    "what values explain only together is counted for each of them: the column adds up to more than 100 %%",
	"move-together":      "(+1): so many others move together with it; CSV and JSON name them",
	"by-itself-more":     "parts are cut to 0 to 100 %%; CSV and JSON have them as estimated",
	"partial-rows":       "interrupted: %[1]s of %[2]s rows were played",
	"never-is-horizon":   "where the share is not reached, the time is that of the end",
	"guess-of-all":       "at best guesses: %[1]s",
	"guess-of-all-known": "at best guesses: %[1]s; this, low and high are known to ±%.1[2]f or better",

	// What precision tells.
	"precision-half":     "±%[1]n points: more than 0, less than 100",
	"effort-needed":      "on this machine %[1]s plays take about %[2]t",
	"pilot-of":           "from %[1]s plays",
	"pilot-of-points":    "from %[1]s plays, %[2]s guesses at what is not known",
	"bounds-each":        "bounds of 95 %% for each number by itself",
	"bounds-jointly":     "bounds that hold for all %[1]s numbers at once with 95 %%",
	"bounds-jointly/1":   "bounds of 95 %%",
	"col-number":         "number",
	"col-about":          "about",
	"col-per-play":       "one play (sd)",
	"col-known-with":     "with %[1]s plays",
	"col-plays-for":      "plays for ±%[1]n %%",
	"col-plays-for-both": "plays for ±%[1]n %%, ±%[2]s",
	"known-points":       "±%.1[1]f points",
	"known-alike":        "differs in ≤ %.2[1]g %%",
	"precision-most":     "%[1]s plays are needed; what needs most: %[2]s",
	"precision-shares":   "for shares alone %[1]s; what needs most: %[2]s",
	"precision-times":    "times are asked for to within %[1]n %% of themselves; --for %[1]n%%,10m is ten minutes",
	"precision-shared":   "plays that share a guess say less of the mean than plays with a guess each: for %[1]s one play differs by ±%.1[2]f points (sd), but plays are counted as if it were ±%.1[3]f; CSV and JSON have both, as sd_of_play and sd",
	"precision-alike":    "where all %[1]s plays agree, as many plays are needed as would show what happens that rarely",
	"precision-open":     "where there is a dash, the plays do not tell how many are needed: ask for more plays, or for an earlier time",
	"precision-computed": "run computes the shares of this scenario: they need no plays",
	"partial-pilot":      "interrupted: this is what %[1]s plays say",

	// Designs of a sweep, and what it is compared with.
	"design-none":         "the scenario has no ranges under uncertain over which points could be spread: --vary says what varies",
	"design-points":       "a Sobol' sequence lies evenly in whole powers of two, %[1]d is none: 64, 128, 256 and so on; lhs takes any number",
	"design-values":       "a Sobol' sequence has %[2]d dimensions at most, here are %[1]d values: lhs and random have no limit",
	"col-against-base":    "against base",
	"against-base":        "against base: what differs from the scenario as it stands, in the same plays; in brackets 95 %% bounds; ~ cannot be told from none",
	"measure-goal-number": "chance of goal %[1]d",
	"col-point":           "point",
	"values-of-points":    "each point has %[1]s values: CSV and JSON have them",
}
