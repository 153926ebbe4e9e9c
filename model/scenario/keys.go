package scenario

// js is a piece of JSON Schema.
type js = map[string]any

// field is a key that a mapping may have: what the schema says of its value,
// and what it means to a reader.
type field struct {
	name  string
	value js
	about string
}

// shape is a mapping with known keys. Decoder and schema are both made from
// shapes, so that they know the same keys.
type shape struct {
	name string
	need []string // keys it cannot do without
	keys []field
}

func (s *shape) names() []string {
	out := make([]string, len(s.keys))
	for i, f := range s.keys {
		out[i] = f.name
	}
	return out
}

func ref(name string) js       { return js{"$ref": "#/$defs/" + name} }
func listOf(item js) js        { return js{"type": "array", "items": item} }
func named(value js) js        { return js{"type": "object", "additionalProperties": value} }
func either(options ...js) js  { return js{"anyOf": options} }
func whole(lo, hi uint64) js   { return js{"type": "integer", "minimum": lo, "maximum": hi} }
func oneOf(names ...string) js { return js{"enum": names} }

var (
	text     = js{"type": "string"}
	oneLine  = js{"type": "string", "minLength": 1}
	anything = js{}
	truth    = js{"type": "boolean"}
	figure   = ref("figure")
	share    = ref("share")
	duration = ref("duration")
	delay    = ref("delay")
	figures  = either(figure, listOf(either(figure, oneLine)), named(ref("units")))
)

var scenarioShape = &shape{"scenario", []string{"name", "network"}, []field{
	{"name", js{"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"}, "what the scenario is called: lower case letters, digits, dashes"},
	{"title", text, "one line for people"},
	{"title_local", text, "the title in the local script"},
	{"about", text, "what the scenario shows"},
	{"sources", listOf(text), "where the figures come from, and which are assumed"},
	{"timezone", oneLine, "IANA name of a time zone, as in Asia/Kolkata"},
	{"start", js{"type": "string", "pattern": `^\d{4}-\d\d-\d\d`}, "wall clock time of the release, as in 2024-10-12 09:00"},
	{"network", ref("network"), "units, and who can tell whom"},
	{"channels", named(ref("channel")), "how messages go, by name"},
	{"hours", named(ref("hours")), "when people start things, by name"},
	{"relays", named(ref("relay")), "the people who pass messages on, by the tier they are in"},
	{"up", named(ref("up")), "the people of an office who pass on what comes from below, by the tier they are in"},
	{"answers", named(ref("answer")), "what comes back: receipts and reports, by name"},
	{"public", ref("public"), "the people at the end, and how they hear"},
	{"messages", listOf(ref("message")), "what is sent; one from the first unit at 0s if left out"},
	{"outages", listOf(ref("outage")), "when units are silent"},
	{"circumstances", named(ref("circumstance")), "what may hold in a play, each with its chance, and then changes the scenario; at most 8"},
	{"plans", named(ref("plan")), "named changes to compare"},
	{"actions", named(ref("action")), "what could be done for money, by name: place finds the best use of a budget"},
	{"uncertain", js{"type": "object", "properties": js{"together": listOf(listOf(oneLine))}, "additionalProperties": ref("range")}, "what is not known: values by path, as in relays.block.passes_on, each with its range; together: lists of paths whose values are low or high together"},
	{"questions", ref("questions"), "what is asked"},
	{"trials", whole(1, maxTrials), "how often the message is played"},
	{"seed", js{"type": "integer", "minimum": 0}, "chooses the random numbers"},
}}

var networkShape = &shape{"network", []string{"tiers"}, append([]field{
	{"tiers", js{"type": "array", "items": oneLine, "minItems": 1, "maxItems": 64, "uniqueItems": true}, "names of the levels, from the top"},
	{"tiers_local", listOf(text), "names of the levels in the local script, in the order of tiers"},
	{"links", listOf(either(ref("link"), ref("siblings"), ref("linkfile"))), "ways for the message beside parent to child"},
	{"add_up", truth, "whether figures that leave something of the one above share it out, so that totals add up; no if left out"},
	{"map", named(oneLine), "what the columns of a file are, where that is not guessed right: code, name, local, parent, tier, people, homes, or levels"},
	{"sheet", oneLine, "the sheet of a spreadsheet; the first with a table if left out"},
	{"max_units", whole(1, 200_000_000), "refuse to make more units than this"},
	{"organisations", listOf(ref("organisation")), "hierarchies beside the first"},
}, unitSources...)}

// unitSources are the keys of which a hierarchy has exactly one.
var unitSources = []field{
	{"tree", named(ref("units")), "units by name, each inside its parent; a number is a unit's people, a list the names of its children"},
	{"fan_out", either(named(figure), listOf(figure)), "a regular tree: units of the first tier, then children per parent; by tier, or as a list"},
	{"file", oneLine, "a file of units: CSV, a spreadsheet, or any other register that import reads"},
}

var organisationShape = &shape{"organisation", []string{"name", "tiers"}, append([]field{
	{"name", oneLine, "what the organisation is called"},
	{"tiers", js{"type": "array", "items": oneLine, "minItems": 1, "maxItems": 63, "uniqueItems": true}, "names of its levels, unlike all others"},
	{"tiers_local", listOf(text), "names of the levels in the local script, in the order of tiers"},
	{"joins", listOf(ref("join")), "where its units and others tell each other"},
}, unitSources...)}

var joinShape = &shape{"join", []string{"from", "to"}, []field{
	{"from", oneLine, "tier of the units that tell"},
	{"to", oneLine, "tier of the units of the same name that are told"},
	{"over", oneLine, "channel"},
}}

// unitShape has the reserved keys of a unit in a tree; all others are its children.
var unitShape = &shape{"unit", nil, []field{
	{"population", figure, "people"},
	{"households", figure, "households"},
	{"children", figures, "generated units: a number, or totals for each level below; or units by name"},
	{"code", oneLine, "what tells the unit from all others"},
	{"name_local", text, "the name in the local script"},
}}

var linkShape = &shape{"link", []string{"from", "to"}, []field{
	{"from", oneLine, "unit that tells"},
	{"to", oneLine, "unit that is told"},
	{"over", oneLine, "channel"},
	{"delivers", share, "chance that a contact over the link succeeds; the channel's if left out"},
	{"delay", delay, "from contact over the link to having the message; the channel's if left out"},
}}

var siblingsShape = &shape{"siblings", []string{"among"}, []field{
	{"among", oneLine, "tier in which units of one parent tell each other"},
	{"over", oneLine, "channel"},
	{"delivers", share, "chance that a contact over the link succeeds; the channel's if left out"},
	{"delay", delay, "from contact over the link to having the message; the channel's if left out"},
}}

var linkFileShape = &shape{"linkfile", []string{"file"}, []field{
	{"file", oneLine, "a CSV file with the columns from, to, over; where links differ, delivers (a share) and delay (a duration)"},
	{"over", oneLine, "channel, where the file does not say"},
}}

var channelShape = &shape{"channel", nil, []field{
	{"delivers", share, "chance that a contact succeeds; 1 if left out"},
	{"unreachable", share, "chance that in a play no contact over it reaches a receiver (a unit, or one of the people), whoever tries and however often; 0 if left out"},
	{"delay", delay, "from contact to having the message; 0s if left out"},
	{"calls", ref("calls"), "contacts are made one after another"},
	{"retry", ref("retry"), "what happens after a failed contact"},
	{"hours", oneLine, "when contacts start"},
	{"garbles", share, "chance that a hand-over changes the copy; 0 if left out"},
	{"variants", whole(2, maxFigure), "how many contents there are, the right one among them; a wrong copy never comes right by chance if left out"},
}}

var callsShape = &shape{"calls", []string{"each"}, []field{
	{"lines", whole(1, maxPeople), "calls one person makes at the same time; 1 if left out"},
	{"each", delay, "how long one call takes"},
	{"order", oneOf("random", "listed"), "whom to call first; random if left out"},
	{"unanswered", delay, "how long a call that fails takes; as long as any other if left out"},
	{"skips", oneOf("has", "known"), "has: whoever has the message when their turn comes is not called; known: whoever's receipt is in hand then; nobody is left out otherwise"},
}}

var retryShape = &shape{"retry", []string{"every", "times"}, []field{
	{"every", duration, "how long after a failed contact"},
	{"times", whole(0, 1000), "how many times more"},
	{"delivers", share, "chance that each of these contacts succeeds; that of the first if left out"},
}}

var hoursShape = &shape{"hours", []string{"from", "to"}, []field{
	{"days", either(oneLine, listOf(oneLine)), "all, mon-sat, or a list of days; all if left out"},
	{"from", ref("clock"), "opening time"},
	{"to", ref("clock"), "closing time; past midnight where it is not after from"},
	{"closed", listOf(js{"type": "string", "pattern": `^\d{4}-\d\d-\d\d$`}), "dates on which nobody opens"},
}}

var relayKeys = []field{
	{"people", whole(1, maxPeople), "how many, each acting alone; 1 if left out"},
	{"passes_on", share, "chance that a person will pass the message on; 1 if left out"},
	{"notices", delay, "from arrival to start; 0s if left out"},
	{"alike", share, "chance that in a play all people of a unit act as one: all pass the message on or none, and notice it at one moment; 0 if left out"},
	{"hours", oneLine, "when people start"},
	{"over", either(oneLine, listOf(oneLine)), "channels each person uses"},
	{"split", truth, "whether children are divided among the people"},
	{"bypassed_after", duration, "how long the unit above waits before it contacts the children itself"},
	{"handles", ref("handles"), "how messages wait for a person's hands"},
	{"tires", ref("tires"), "how other messages lower the chance to pass one on"},
	{"believes", oneOf("first", "majority"), "which copy a unit holds: the first, or the commonest so far; first if left out"},
	{"corrects", share, "chance that a right copy replaces a wrong one, one draw per right copy; 0 if left out"},
}

var relayShape = &shape{"relay", nil, append([]field{
	{"units", named(ref("override")), "units that differ from the tier"},
}, relayKeys...)}

var overrideShape = &shape{"override", nil, relayKeys}
