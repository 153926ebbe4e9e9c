package scenario

// upKeys are those of the people of an office who pass on what comes from below.
var upKeys = []field{
	{"people", whole(1, maxPeople), "how many, each acting alone; 1 if left out"},
	{"passes_on", share, "chance that a person will pass an item on; 1 if left out"},
	{"notices", delay, "from having an item in hand to starting; 0s if left out"},
	{"alike", share, "chance that all people of a unit act as one with an item; 0 if left out"},
	{"hours", oneLine, "when people start"},
	{"over", either(oneLine, listOf(oneLine)), "channels to the unit above; those the unit above uses downwards if left out"},
	{"decides", oneOf("each", "once"), "whether a person draws anew for each item, or once for all items of an answer; each if left out"},
	{"sends", ref("bundle"), "what is in hand goes together"},
	{"merges", duration, "how long after passing a report on no further one of its name is passed on"},
}

var upShape = &shape{"up", nil, append([]field{
	{"units", named(ref("upoverride")), "units that differ from the tier"},
}, upKeys...)}

var upOverrideShape = &shape{"upoverride", nil, upKeys}

var bundleShape = &shape{"bundle", nil, []field{
	{"every", duration, "at these intervals from the release on"},
	{"at", either(ref("clock"), listOf(ref("clock"))), "at these times of the day"},
	{"of", whole(2, maxPeople), "when so many wait"},
	{"all", truth, "when every unit below that can answer has; needs latest"},
	{"latest", duration, "with all: how long after the unit has the message at the latest"},
}}

var answerShape = &shape{"answer", []string{"kind", "to"}, []field{
	{"kind", oneOf("receipt", "report"), "receipt: that the message came; report: something seen, as a problem"},
	{"from", oneLine, "whose: a tier, leaves, households (receipts), or public (reports)"},
	{"of", oneLine, "tier of whose units each makes reports whether or not it has the message; needs rate"},
	{"to", oneLine, "tier where they are counted"},
	{"chance", share, "chance of each to answer; 1 if left out"},
	{"after", delay, "from having the message to answering; 0s if left out"},
	{"rate", ref("rate"), "reports a unit of the tier in of makes, as in 0.02/d"},
	{"during", js{"type": "array", "items": duration, "minItems": 2, "maxItems": 2}, "from when to when reports are made; the whole play if left out"},
}}

var remindShape = &shape{"remind", []string{"unless", "by"}, []field{
	{"unless", oneLine, "the receipt that makes it needless"},
	{"by", oneLine, "tier that reminds"},
	{"steps", js{"type": "array", "items": ref("step"), "minItems": 1}, "when, over what, and by whom"},
	{"after", duration, "first reminder, counted from when the office starts to pass the message on"},
	{"times", whole(1, 1000), "how many reminders, each after further after; 1 if left out"},
	{"over", either(oneLine, listOf(oneLine)), "channels; those of the office's relay if left out"},
}}

var stepShape = &shape{"step", []string{"after"}, []field{
	{"after", duration, "counted from when the office starts to pass the message on"},
	{"over", either(oneLine, listOf(oneLine)), "channels; those of the office's relay if left out"},
	{"by", oneLine, "tier that reminds; that of the reminders if left out"},
}}

var whenShape = &shape{"when", []string{"answer", "count"}, []field{
	{"answer", oneLine, "reports that are counted, where they are sent to"},
	{"count", whole(1, maxFigure), "how many release the message"},
	{"from", oneLine, "from how many units of a tier at least, as in 2 blocks"},
	{"within", duration, "of those that came in the last so long; ever if left out"},
}}

var arrivesShape = &shape{"arrives", []string{"rate"}, []field{
	{"rate", ref("rate"), "messages at random times, as in 8/h"},
	{"until", duration, "when they end; the horizon if left out"},
}}

var handlesShape = &shape{"handles", nil, []field{
	{"each", delay, "how long a person deals with one message; 0s if left out"},
	{"order", oneOf("first", "newest", "priority"), "which of the waiting is next; first if left out"},
	{"at_most", whole(1, maxPeople), "how many wait or are in hand; any number if left out"},
	{"drops", oneOf("newest", "oldest"), "which is thrown out when that many are there; newest if left out"},
	{"hands", whole(1, maxPeople), "with how many a person deals at a time; 1 if left out"},
	{"shared", truth, "whether the office has one queue and the first free of its people deals with a message, once"},
}}

var tiresShape = &shape{"tires", []string{"per", "by"}, []field{
	{"per", duration, "other messages that came in the last so long count"},
	{"by", share, "what each of them leaves of the chance to pass on"},
}}

var attendsShape = &shape{"attends", []string{"at_most", "per"}, []field{
	{"at_most", whole(1, maxPeople), "messages that a person takes in within that time; what comes then is missed"},
	{"per", duration, "within how long"},
}}

var tellShape = &shape{"tell", nil, []field{
	{"people", whole(0, maxFigure), "so many, drawn at random, know when the unit starts"},
	{"share", share, "or so large a share of the unit's people"},
}}
