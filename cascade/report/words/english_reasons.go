package words

// reasons are why a unit has a message late or never, and why its people are
// left behind.
var reasons = map[string]string{
	"why-never": "never: %[1]s",
	"why-late":  "late: %[1]s",

	"cause-in-time":         "in time",
	"cause-unsent":          "never by then: the message is sent later",
	"cause-no-way":          "nobody tells the %[1]s",
	"cause-not-passed":      "nobody at the %[1]s passes it on",
	"cause-silent":          "the %[1]s is silent (outage)",
	"cause-relay-closed":    "the %[1]s is closed until the end of the play",
	"cause-expired":         "the message expires before anybody at the %[1]s starts",
	"cause-channel-closed":  "the channels of the %[1]s are closed until the end of the play",
	"cause-queued":          "the %[1]s does not get to this call before the end of the play",
	"cause-unreachable":     "nobody at the %[1]s can reach the next unit over the channels they use",
	"cause-failed":          "every contact of the %[1]s fails",
	"cause-slow-notice":     "the longest wait is for the %[1]s to notice",
	"cause-wait-for-hours":  "the longest wait is for open hours at the %[1]s",
	"cause-wait-for-outage": "the longest wait is for an outage of the %[1]s to end",
	"cause-wait-for-deputy": "the longest wait is for deputies at the %[1]s to take over",
	"cause-retries":         "the longest wait is for the %[1]s to try again",
	"cause-wait-for-calls":  "the longest wait is for the %[1]s to finish other calls",
	"cause-slow-delivery":   "the longest wait is on the way from the %[1]s",

	"left-unit":             "it",
	"left-source":           "%[1]s, which tells its people,",
	"left-not-told":         "the message does not reach %[1]s in %[2]r %% of trials",
	"left-not-told-because": "the message does not reach %[1]s in %[2]r %% of trials, mostly because %[3]s",
	"left-not-passed":       "%[1]s has the message in %[2]r %% of trials, but starts to pass it on in only %[3]r %%",
	"left-late":             "%[1]s has the message in %[2]r %% of trials, but too late for %[3]s of its people",
	"left-unserved":         "no unit below it serves them",
	"left-audience":         "even if told at once, only %[1]r %% of its people would hear",
}

// stories are what happens in one play.
var stories = map[string]string{
	"tier-unit":          "%[1]s %[2]s",
	"person-at":          "person %[1]s at %[2]s",
	"over-channel":       "over %[1]s",
	"over-channel-again": "over %[1]s (attempt %[2]s)",

	"story-released":        "%[1]s has the message to send",
	"story-delivered":       "%[1]s is told by %[2]s %[3]s",
	"story-delivered-late":  "%[1]s is told by %[2]s %[3]s, after the end of the play",
	"story-delivered-again": "%[1]s is told by %[2]s %[3]s, again",
	"story-unreachable":     "%[1]s cannot reach %[2]s %[3]s",
	"story-failed":          "%[1]s does not reach %[2]s %[3]s",
	"story-not-passed":      "%[1]s will not pass it on",
	"story-expired":         "%[1]s would start only after the message expires",
	"story-silent":          "%[1]s is silent for the rest of the play",
	"story-started":         "%[1]s starts to pass it on",
	"story-bypassed":        "%[1]s tells those below %[2]s in its place",
	"story-answered":        "%[1]s answers (%[2]s)",
	"story-known":           "%[1]s has the answer of %[2]s (%[3]s)",
	"story-reminded":        "%[1]s reminds %[2]s %[3]s, whose answer (%[4]s) is not known",
	"story-closed-channel":  "%[1]s cannot tell %[2]s before the end of the play %[3]s",
	"story-closed":          "%[1]s cannot start before the end of the play",
}
