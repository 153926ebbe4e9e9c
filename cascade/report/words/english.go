package words

import "maps"

// english is the catalogue: a sentence for each kind, its arguments by position
// (argument says what the verbs mean). The sentence of kind/1 is for a first
// argument of 1.
var english = merged(forms, notes, refusals, headings, columns, cells, reasons, stories, studies, placings, jobs,
	pages, plots)

// merged is one catalogue of several.
func merged[T any](parts ...map[string]T) map[string]T {
	all := map[string]T{}
	for _, part := range parts {
		maps.Copy(all, part)
	}
	return all
}

// labels are what kinds of note are announced by; "" is for all others.
var labels = map[string]string{
	"":         "note",
	"goal-met": "goal", "goal-missed": "goal", "goal-nobody": "goal", "goal-open": "goal", "goal-asked-for": "goal",
	"partial": "partial", "partial-bounds": "partial", "partial-all": "partial", "partial-measured": "partial", "partial-inquiry": "partial",
	"simulated": "*", "simulated-enough": "*", "not-computed": "–", "awaiting": "…", "sampled": "sampled", "no-difference": "~",
	"changes-nothing": "", "known": "", "known-parts": "", "known-difference": "", "known-means": "", "precision-most": "", "precision-shares": "", "against-base": "", "first-to-find-out": "", "sought-least": "", "sought-most": "", "sought-all": "", "sought-none": "", "sought-stands": "", "partial-seek": "", "untold": "~", "spread": "", "spread-most": "", "spread-which": "", "spread-untold": "", "as-guessed": "", "over-ranges": "", "partial-sweep": "", "known-trials": "", "known-computed": "", "few-plays": "", "verdict-agree": "verdict", "verdict-differ": "verdict", "verdict-hold": "verdict", "verdict-broken": "verdict",
	"place-more": "", "place-none": "", "place-reach": "", "place-reach-played": "", "place-no-bound": "", "place-best": "", "place-bound": "", "place-bound-played": "", "place-next": "", "place-partial": "",
	"verdict-covers": "verdict", "verdict-uncovered": "verdict",
	"when": "message", "when-from": "message", "remind": "reminders", "arrives": "message", "contradicts": "message", "replaces": "message",
	"answer-stream": "answer", "answer-people": "answer", "answer-homes": "answer", "answer-units": "answer",
	"message": "message", "message-expires": "message", "released": "released", "outage": "outage", "outage-whole": "outage",
	"circumstance-held": "circumstance", "circumstance-computed": "circumstance", "circumstance": "circumstance",
	"played": "played", "source": "source",
}

// refusals are why a solver or an engine does not apply, and why one was chosen.
var refusals = map[string]string{
	// Why this solver and this engine.
	"exact-one-way":       "every unit has one way in",
	"exact-circumstances": "every unit has one way in, whichever circumstances hold: the answer is the mean over %[1]s kinds of play",
	"engine-asked":        "%[1]s engine: as asked",
	"engine-no-cycle":     "%[1]s engine: no unit can hear its own message back",
	"engine-cycle":        "%[1]s engine: the network has a cycle",
	"engine-together":     "%[1]s engine: messages and answers are played together (%[2]s)",
	"engine-in-time":      "%[1]s engine: calls depend on what happens elsewhere",

	// What the layered engine does not play.
	"layered-skips":              "the layered engine cannot skip calls to those who have the message (channel %[1]s); the event engine can",
	"layered-deputies-and-calls": "the layered engine cannot play deputies who make calls one after another (at %[1]s); the event engine can",
	"layered-together":           "the layered engine cannot play messages and answers together (%[1]s); the event engine can",
	"heads-answers":              "answers of the people (%[1]s) are not played where people take in so many messages (attends), messages contradict each other, copies change (garbles), tellers stop or people are told by number (tell)",
	"layered-cycle":              "the layered engine cannot play a network that has a cycle (through %[1]s)",

	// What the exact solver does not compute.
	"exact-circumstances-bottlenecks": "circumstances make plays unlike, and what hops and units cost is computed for one kind of play only",
	"exact-links":                     "units tell each other over links, so that some have more than one way in (%[1]s and %[2]s)",
	"together":                        "%[1]s: messages and answers are played together, event by event",
	"precision-plays":                 "--precision %[1]s%%: that takes %[2]s plays or more, and at most %[3]s are played: ask for less",
	"exact-ranges":                    "%[1]d values are not known, and answers over all that they may be are played; --certain takes them as they stand",
	"exact-ranges/1":                  "1 value is not known, and answers over all that it may be are played; --certain takes it as it stands",
	"exact-mixture":                   "a delay is a mixture of several (channel %[1]s)",
	"exact-mixture-notices":           "the time that people take to notice is a mixture of several delays",
	"exact-bypassed":                  "unit %[1]s is bypassed where it is silent, so that those below it have two ways in",
	"exact-many-classes":              "hardly two units are alike (%[1]s classes of units; at most %[2]s are computed)",
	"exact-calls":                     "calls are made one after another, so that their order matters (channel %[1]s)",
	"exact-unreachable-over-many":     "units may be unreachable over %[1]s channels of one relay (at most %[2]s are computed)",
	"exact-hours-and-retry":           "a person uses several channels that keep hours, one of which tries again (channel %[1]s), and then they are not independent",
	"exact-different-hours":           "a person uses several channels that keep different hours, which then are not independent (channels %[1]s and %[2]s)",
	"exact-outage-at-random":          "outages begin at, or last, any time at random (unit %[1]s)",
	"exact-outages-together":          "outages may come together in too many ways (unit %[1]s; at most %[2]s are computed)",
	"exact-talk":                      "people tell each other by word of mouth, which is a matter of chance in each unit",
	"exact-audience-by-unit":          "the audience of %[1]s differs between units",
	"exact-many-audiences":            "hardly two units are alike in how their people hear (at most %[1]s kinds are computed)",
	"exact-direct-at-random":          "people hear directly from %[1]s, where people start at random times, so that this and what comes over the relay are not independent",
	"exact-direct-from-aside":         "people hear directly from %[1]s, which is not above them and may be silent, so that they all miss it together",
	"exact-wide":                      "computed bounds would be ±%.2[1]g points, those of plays are ±%.2[2]g",
	"exact-direct-from-many":          "people hear directly from too many units at once",
	"exact-answers-people":            "people, or households, give answer %[1]s, and how many do varies with all that they share",
	"exact-answers-reports":           "answer %[1]s is a report, and reports are counted one by one",
	"exact-answers-mixture":           "the wait until answer %[1]s is given is a mixture of several delays",
	"exact-answers-outage":            "an outage may hold up the message and the answer at the same unit (%[1]s)",
	"exact-answers-merges":            "a report that was passed on keeps others back (at %[1]s)",
	"exact-answers-unreachable":       "a unit that cannot be reached is told of neither the message nor the answer (channel %[1]s)",
	"exact-answers-wait":              "answers wait for each other (at %[1]s)",
	"exact-answers-moments":           "answers are sent at too many moments (at %[1]s; at most %[2]s are computed)",
	"exact-answers-circumstances":     "circumstances make plays unlike, and what is known by answers, or what copies say, is computed for one kind of play only",
	"exact-garbles-unlike":            "a person uses channels that change messages in different ways (%[1]s and %[2]s), so that it matters which is first",
	"exact-household-sizes":           "households of the sizes given do not hold exactly the people of each unit",
}

// notes are what a reader of numbers must know.
var notes = map[string]string{
	// How well the numbers are known.
	"known":                "means are known to ±%[1]n points or better; --precision %[2]n%% plays on",
	"spread":               "of the spread of %[1]s by %[2]t, %.0[3]f %% is what is not known, %.0[4]f %% luck",
	"spread-most":          "of the spread of %[1]s by %[2]t, %.0[3]f %% is what is not known, %.0[4]f %% luck; find out first: %[5]s",
	"spread-which":         "of the spread of %[1]s by %[2]t, %.0[3]f %% is what is not known, %.0[4]f %% luck; more --trials tell what to find out first",
	"spread-untold":        "of the spread of %[1]s by %[2]t, %.0[3]f %% is what is not known (not told apart from none), %.0[4]f %% luck; more --trials tell more",
	"as-guessed":           "%[1]s values that are not known are taken as they stand in the file",
	"over-ranges":          "%[1]s values are not known; answers are over all they may be (not with --certain)",
	"over-ranges/1":        "1 value is not known; answers are over all it may be (not with --certain)",
	"plays-in-points":      "%[1]s plays were asked for, and %[2]s are played: at least two guesses at what is not known, each with %[3]s plays",
	"plays-in-points/1":    "1 play was asked for, and %[2]s are played: at least two guesses at what is not known, each with %[3]s plays",
	"as-guessed/1":         "1 value that is not known is taken as it stands in the file",
	"known-means":          "means are known to ±%[1]n points or better; rows share their plays, so that what differs between them is known better",
	"partial-sweep":        "interrupted: %[1]s of %[2]s points were answered",
	"known-difference":     "mean differences of shares are known to ±%[1]n points or better",
	"known-parts":          "means are known to ±%[1]n points or better, those of parts to ±%[2]n; --precision %[3]n%% plays on",
	"few-plays":            "the range of nine of ten plays is shown from %[1]s trials on",
	"known-trials":         "means are known to ±%[1]n points or better; --precision 1%% plays on, to about %[2]s trials",
	"known-computed":       "means are known to ±%[1]n points or better; --precision brings them closer, and takes longer",
	"precision":            "the widest bounds are ±%.1[1]f points; about %[2]s trials would bring them to ±1",
	"spread-unseen":        "%[1]s by %[2]t%[6]s: some plays lie so far off, and are so rare, that they are not among the %[4]s from which the range (p05, p95) is taken; the computed spread (sd) is ±%.2[3]g points, that of those plays ±%.2[5]g",
	"spread-unseen-more":   ", and %[1]s more shares",
	"spread-unseen-more/1": ", and 1 more share",
	"exact-precision":      "the widest bounds are ±%.2[1]g points: closer ones take longer (ask for them with --precision)",

	// What a scenario leaves open.
	"read-as":            "%[1]s is not UTF-8 and was read as %[2]s",
	"ignored":            "ignored in %[1]s: %[2]s",
	"total-row":          "%[1]s on line %[3]s of %[2]s is a row of sums and was left out",
	"homes-cut":          "figures give more households than people: %[1]s households have nobody to live in them and are left out",
	"below-resolution":   "times are whole microseconds, and %[1]s delays are so short that this shows: a simulated share by a given time may be off by up to %.1[3]f points for one hop (%[2]s, the most)",
	"below-resolution/1": "times are whole microseconds, and the delay %[2]s is so short that this shows: a simulated share by a given time may be off by up to %.1[3]f points for one hop",
	"start-skipped":      "the start %[1]s does not exist in %[2]s, where clocks are put forward then: %[3]s is meant",
	"start-twice":        "the start %[1]s exists twice in %[2]s, where clocks are put back then: at %[3]s, not at %[4]s, is meant",
	"default-channel":    `no channels are given: there is one, "direct", on which every message arrives at once`,
	"up-top":             "up.%[1]s changes nothing: units of tier %[1]s have nobody above them",
	"up-alone":           "up changes nothing: the file has no answers that go up",
	"alike-alone":        "alike changes nothing at tier %[1]s, where there is one person (people says how many there are)",
	"fan-out-ends":       "%[1]s ends at tier %[2]s: it does not say how many units tier %[3]s has, and there are none",
	"default-relay":      "relays has no entry for tier %[1]s: one person there passes the message on, always and at once",
	"default-household":  "households have %[1]v people on average where the network gives no households: public.household is not given",
	"no-population":      "%[1]s units have nobody to serve: neither they nor any unit above has a population, and public.population is not given",
	"no-population/1":    "1 unit has nobody to serve: neither it nor any unit above has a population, and public.population is not given",
	"no-name/1":          "1 unit in %[2]s has no name and is called by its code (on line %[3]s)",
	"no-name":            "%[1]s units in %[2]s have no name and are called by their code (the first is on line %[3]s)",

	"circumstance-last": "%[2]s changes %[1]s again in the plays in which it holds, whatever else changed it",

	// What the figures of people stand for.
	"even-share":           "people are not given for %[1]s of the %[2]s units; each has an even share of its %[3]s's figure",
	"even-share/1":         "people are not given for 1 of the %[2]s units; it has its share of its %[3]s's figure",
	"default-population/1": "1 of the %[2]s units has no figure of people and gets the public's population",
	"unserved/1":           "1 person in the figures has no unit that serves them; the table leaves them out",
	"over/1":               "figures that exceed the figure above them were scaled down to it, by 1 person in all: %[2]k",
	"summed/1":             "1 person is given only below the %[2]s that serves them, and is counted there",
	"added/1":              "figures that leave something of the figure above them were scaled up to it, by 1 person in all (network.add_up)",
	"story-left-out/1":     "1 more line is left out",
	"laws-refused/1":       "1 of the %[2]s scenarios has a part that is not computed exactly",
	"verdict-covers/1":     "the bounds hold the true value as often as they say",
	"verdict-uncovered/1":  "1 of %[2]s bounds holds the true value in too few samples: the one marked !",
	"verdict-hold/1":       "the number holds",
	"verdict-broken/1":     "1 of %[2]s numbers does not hold: the one marked !",
	"default-population":   "%[1]s of the %[2]s units have no figure of people and get the public's population each",
	"unserved":             "%[1]s people in the figures have no unit that serves them; the table leaves them out",
	"over":                 "figures that exceed the figure above them were scaled down to it, by %[1]s people in all, most at %[2]k",
	"summed":               "%[1]s people are given only below the %[2]s that serves them: each has the sum of what is given below it",
	"summed-units":         "%[1]s people are given only below the units that serve them: each of these has the sum of what is given below it",
	"summed-units/1":       "1 person is given only below the unit that serves them, and is counted there",
	"tops":                 "%[2]s starts at %[3]s alone: %[1]s other units have nothing above them and nobody who tells them, the first is %[4]s (messages.from says where it starts)",
	"tops/1":               "%[2]s starts at %[3]s alone: %[4]s has nothing above it and nobody who tells it (messages.from says where it starts)",
	"tops-people":          "%[1]s people are not below %[2]s, where the message starts, and are told by no unit",
	"tops-people/1":        "1 person is not below %[2]s, where the message starts, and is told by no unit",
	"added":                "figures that leave something of the figure above them were scaled up to it, by %[1]s people in all (network.add_up)",

	// What was asked for.
	"goal-met":       "%[1]n %% of %[2]s within %[3]t: %[4]s%[5]s%[6]s, met",
	"goal-missed":    "%[1]n %% of %[2]s within %[3]t: %[4]s%[5]s%[6]s, missed",
	"goal-open":      "%[1]n %% of %[2]s within %[3]t: %[4]s",
	"goal-nobody":    "%[1]n %% of %[2]s within %[3]t: – (there is nobody to reach), missed",
	"goal-chance":    "chance %[1]r %%",
	"goal-trials":    "%[1]r %% of trials",
	"goal-asked":     " (%[1]n %% asked for)",
	"goal-asked-for": "%[1]n %% of %[2]s within %[3]t, with a chance of %[4]n %%",
	"of-people":      "the %[1]s",
	"of-units":       "%[1]s units",

	"circumstance-held":     "%[1]s holds in %[3]h %% of the trials (chance %[2]n %%)",
	"circumstance-computed": "%[1]s holds with chance %[2]n %%",

	// What comes back.
	"reminders":      "%[1]s: %[2]s reminders in a play, %[3]s of them to units that had the message, %[4]s brought it",
	"count-complete": "there were enough reports of %[1]s %[2]s",
	"released-in":    "%[1]s was released %[2]s",
	"released-never": "%[1]s was released in no play",

	// How the answer was found.
	"simulated":        "simulated; the rest is computed exactly",
	"simulated-enough": "simulated, in as many plays as it takes; the rest is computed exactly",
	"not-computed":     "not computed; with --with-times the message is played for it",
	"awaiting":         "being simulated",
	"partial":          "interrupted after %[1]s trials",
	"partial/1":        "interrupted after 1 trial",
	"partial-bounds":   "interrupted after %[1]s trials; the bounds are right for those",
	"partial-bounds/1": "interrupted after 1 trial; the bounds are right for that",
	"partial-all":      "interrupted before all trials were played",
	"partial-measured": "interrupted before everything was measured",
	"partial-inquiry":  "interrupted; only the trials played until then are counted",
	"no-difference":    "no significant difference; tiers in which nothing changes are left out",
	"changes-nothing":  "plan %[1]s: changes nothing in any trial",
	"story-left-out":   "%[1]s more lines are left out",
	"laws-refused":     "%[1]s of the %[2]s scenarios have a part that is not computed exactly",

	// Whether answers agree.
	"verdict-agree":     "they agree: no difference is beyond %.1[1]f standard errors",
	"verify-simulated":  "only simulated, and not compared here: answers and what copies say: %[1]s",
	"verify-none":       "only simulated: no part of this is computed: %[1]s",
	"verdict-differ":    "they do not agree: the lines marked ! differ by more than %.1[1]f standard errors",
	"verdict-hold":      "all %[1]s numbers hold",
	"verdict-covers":    "all %[1]s bounds hold the true value in 93 %% of samples or more, as far as chance lets one tell",
	"verdict-uncovered": "%[1]s of %[2]s bounds hold the true value in fewer than 93 %% of samples, by more than chance explains: those marked !",
	"verdict-broken":    "%[1]s of %[2]s numbers do not hold: those marked !",

	// What a scenario says.
	"message":         "%[1]s, from %[2]k at %[3]t",
	"message-expires": "%[1]s, from %[2]k at %[3]t, expires at %[4]t",
	"when":            "%[1]s, when %[2]s reports (%[3]s) are in, and %[4]s to decide",
	"when-from":       "%[1]s, when %[2]s reports (%[3]s) from %[4]s %[5]s units are in, and %[6]s to decide",
	"remind":          "%[1]s, %[2]s reminders at most, the first by the %[3]s after %[4]t, unless its receipt (%[5]s) is in",
	"arrives":         "%[1]s, %[2]n a day at random times until %[3]t",
	"contradicts":     "%[1]s contradicts %[2]s: a person believes one of them",
	"replaces":        "%[1]s replaces %[2]k",
	"answer-stream":   "%[1]s, reports of each %[2]s, %[3]n a day from %[4]t to %[5]t, to the %[6]s",
	"answer-people":   "%[1]s, reports of %[2]n %% of the people who hear, %[3]s, to the %[4]s",
	"answer-homes":    "%[1]s, receipts of %[2]n %% of the households that hear, %[3]s, to the %[4]s",
	"answer-units":    "%[1]s, a %[2]s of each %[3]s that has it, in %[4]n %%, %[5]s, to the %[6]s",
	"outage":          "%[1]s is silent from %[2]s for %[3]s",
	"begins-random":   "a random time (half before %[1]t, 90 %% before %[2]t)",
	"lasts-random":    "a random time (half up to %[1]t, 90 %% up to %[2]t)",
	"outage-whole":    "%[1]s is silent all the time",
	"each-unit":       "each unit of tier %[1]s",
	"with-chance":     "%[1]s, with chance %[2]n %%,",
	"circumstance":    "%[1]s holds in a play with chance %[2]n %%, and then changes %[3]s",
	"played":          "for %[1]t, %[2]s, seed %[3]d",

	// What speed is measured by.
	"no-references":      "no ratios to reference programs: none are in %[1]s (--reference names their folder)",
	"no-gcc":             "no ratios to reference programs: they need gcc, and there is none",
	"no-units-file":      "no file of units is read: there is no %[1]s (--units names one)",
	"register-generated": "units with figures are generated: there is no %[1]s (--units names one)",
	"no-zstd":            "reading is not compared: there is no zstd",
	"reading":            "reading is compared with twice zstd -dc | wc -l, and 150 ns a row",
	"no-peers":           "--peers measures beside cynetdiff, NDlib, EoN and SimPy, too",
	"no-python":          "no libraries for Python are measured: there is no python3 that has venv and pip",
	"no-peer":            "%[1]s is not measured: pip could not install it (%[2]s)",
	"one-core":           "no second worker is measured: there is one core",
	"growth":             "growth is an exponent: that of the number of units, from %[1]s to %[2]s",
	"no-format":          "no format %[1]q: there are %[2]s",
}
