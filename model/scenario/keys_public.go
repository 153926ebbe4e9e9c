package scenario

var publicShape = &shape{"public", nil, []field{
	{"served_by", oneLine, "tier whose units have people, or leaves; the last tier if left out"},
	{"population", figure, "people of a unit where the network gives none"},
	{"household", either(js{"type": "number", "minimum": 1}, ref("household")), "people per household where the network gives none; 4.9 if left out"},
	{"hears", named(ref("source")), "the ways in which people hear, by name"},
	{"segments", named(either(share, ref("segment"))), "groups of people, which add up to 1"},
	{"overlap", listOf(ref("overlap")), "shares of people in two audiences at once; a broadcast is in one overlap at most"},
	{"attends", ref("attends"), "how many messages a person takes in"},
	{"corrects", share, "chance that a person who believes what contradicts a message takes the message when it comes; 0 if left out"},
}}

var householdShape = &shape{"household", nil, []field{
	{"mean", js{"type": "number", "minimum": 1}, "people per household"},
	{"sizes", listOf(share), "shares of households of 1, 2, 3, … people"},
}}

var segmentShape = &shape{"segment", []string{"share"}, []field{
	{"share", share, "share of the people"},
	{"hears", named(ref("source")), "ways in which only these people hear"},
}}

var overlapShape = &shape{"overlap", []string{"of", "share"}, []field{
	{"of", js{"type": "array", "items": oneLine, "minItems": 2, "maxItems": 2}, "two broadcasts"},
	{"share", share, "share of people who are in both audiences"},
}}

var sourceShape = &shape{"source", nil, []field{
	{"broadcast", ref("broadcast"), "reaches an audience at once"},
	{"visits", ref("visits"), "go from household to household"},
	{"talk", ref("talk"), "spreads from people who know to people who do not"},
	{"tell", ref("tell"), "a number of people know when the unit starts"},
	{"carries", either(oneLine, listOf(oneLine)), "messages, or series, that go this way; every message goes this way if left out"},
}}

var broadcastShape = &shape{"broadcast", []string{"share"}, []field{
	{"from", oneLine, "tier of the unit that sends; the unit that serves the people if left out"},
	{"over", oneLine, "channel"},
	{"share", share, "chance that a person, or a household, is in the audience"},
	{"per", oneOf(perPerson, perHousehold), "who is in the audience, or not; person if left out"},
	{"within", share, "chance that a person hears what reached the household; 1 if left out"},
	{"among", either(oneLine, listOf(oneLine)), "segments it reaches; everybody if left out"},
	{"units", named(ref("audience")), "units at and below which the share differs"},
}}

var audienceShape = &shape{"audience", []string{"share"}, []field{
	{"share", share, "chance that a person there is in the audience"},
}}

var visitsShape = &shape{"visits", []string{"workers", "each"}, []field{
	{"from", oneLine, "tier of the unit that sends them; the unit that serves the people if left out"},
	{"workers", whole(1, maxWorkers), "people who go out"},
	{"each", ref("rate"), "households one of them visits, as in 10/h"},
	{"hours", oneLine, "when they visit"},
	{"answers", share, "chance that a visit finds somebody at home; 1 if left out"},
	{"again", whole(0, maxAgain), "further rounds, to homes where nobody was found; 0 if left out"},
	{"within", share, "chance that a person hears when somebody at home is found; 1 if left out"},
}}

var talkShape = &shape{"talk", []string{"rate"}, []field{
	{"rate", ref("rate"), "how often, as in 0.5/d"},
	{"share", share, "chance that a person takes part, hears and tells; 1 if left out"},
	{"keeps_telling", delay, "how long one who knows tells others; for ever if left out"},
	{"stops", share, "chance that a teller whom they tell knows already stops for good; 0 if left out"},
	{"garbles", share, "chance that a telling changes the copy; 0 if left out"},
	{"variants", whole(2, maxFigure), "how many contents there are, the right one among them; a wrong copy never comes right by chance if left out"},
}}

var messageShape = &shape{"message", nil, []field{
	{"name", oneLine, "what it is called"},
	{"from", either(oneLine, listOf(oneLine)), "units that have it first; the first unit if left out"},
	{"at", duration, "when they have it; 0s if left out"},
	{"expires", duration, "when people stop starting to pass it on; never if left out"},
	{"remind", ref("remind"), "contacts to units whose receipt is not in hand"},
	{"when", ref("when"), "reports that release it"},
	{"decides", delay, "from these reports to the release; 0s if left out"},
	{"again", duration, "with when: not sooner than so long after the last release it is released anew"},
	{"every", duration, "with times: how long after the one before it each message of a series is sent"},
	{"times", whole(1, maxSeries), "how many messages the series has, named with a number"},
	{"priority", js{"type": "integer", "minimum": -1000, "maximum": 1000}, "higher goes first where messages wait for a line or for hands; 0 if left out"},
	{"replaces", either(oneLine, listOf(oneLine)), "messages, or series, for which an office that has this one starts nothing more"},
	{"arrives", ref("arrives"), "a stream of such messages at random times"},
	{"contradicts", oneLine, "the message of which a person believes only one, the first or, by corrects, the other"},
}}

const maxSeries = 1000

var outageShape = &shape{"outage", nil, []field{
	{"unit", oneLine, "the unit that is silent"},
	{"tier", oneLine, "the tier of which each unit may be silent"},
	{"chance", share, "how likely; 1 if left out"},
	{"from", delay, "when it starts"},
	{"to", duration, "when it ends"},
	{"for", delay, "how long it lasts"},
}}

var circumstanceShape = &shape{"circumstance", []string{"chance", "set"}, []field{
	{"about", text, "what the circumstance is"},
	{"chance", share, "how likely it holds in a play, whatever the others do"},
	{"set", named(anything), "what is then so, by path, as in relays.block.passes_on"},
}}

var planShape = &shape{"plan", []string{"set"}, []field{
	{"about", text, "what the plan is"},
	{"set", named(anything), "new values by path, as in relays.block.passes_on"},
}}

var actionShape = &shape{"action", []string{"cost"}, []field{
	{"about", text, "what is done"},
	{"for", oneLine, "tier for each of whose units it can be done by itself; once for all if left out"},
	{"cost", whole(0, MostCost), "what doing it one time costs, a whole number in the money the budget is in"},
	{"set", either(ref("override"), named(anything)), "keys of the unit's relay that it sets, as in passes_on: 0.95; of an action that is done once, new values by path"},
	{"people", whole(1, maxPeople), "how many more people at the unit pass messages on, as in +1"},
	{"workers", whole(1, maxPeople), "how many more go out on the visits from the unit"},
	{"link", ref("action_link"), "has the unit, and those of its tier below the same parent, tell each other"},
	{"at_most", whole(1, maxPeople), "how often it can be done for one unit, of people and workers; once if left out"},
}}

var actionLinkShape = &shape{"action_link", []string{"among"}, []field{
	{"among", oneLine, "tier of the unit"},
	{"over", oneLine, "channel"},
}}

var rangeShape = &shape{"range", nil, []field{
	{"low", quantityOf, "the least it may be; the value in the file is the best guess and lies between"},
	{"high", quantityOf, "the most it may be"},
	{"likely", quantityOf, "what is likeliest (PERT's distribution); all are as likely if left out"},
	{"data", ref("survey"), "what a survey or a log says of a share"},
	{"values", js{"type": "array", "items": either(text, js{"type": "number"}), "minItems": 1}, "values that are as likely as each other"},
	{"because", text, "where the range comes from"},
}}

var quantityOf = either(js{"type": "number"}, duration, ref("rate"), js{"type": "string", "pattern": `%\s*$`})

var surveyShape = &shape{"survey", []string{"successes", "of"}, []field{
	{"successes", whole(0, maxFigure), "of how many it was so"},
	{"of", whole(1, maxFigure), "how many were looked at"},
}}

var questionsShape = &shape{"questions", nil, []field{
	{"horizon", duration, "where a play ends; 72h if left out"},
	{"at", either(duration, listOf(duration)), "times at which reach is told"},
	{"goals", listOf(ref("goal")), "what is to be achieved"},
}}

var goalShape = &shape{"goal", []string{"tier", "share", "by"}, []field{
	{"tier", oneLine, "a tier, public or households"},
	{"share", share, "share of the tier to be reached"},
	{"by", duration, "by when"},
	{"chance", share, "how likely it must be to count as met; 0.5 if left out"},
	{"message", oneLine, "the message, or series, that the goal is about; each message by itself if left out"},
}}

// families are the delays a scenario can name, and the parameters of each.
var families = []*shape{
	{"uniform", []string{"min", "max"}, []field{
		{"min", duration, "shortest"}, {"max", duration, "longest"},
	}},
	{"exponential", []string{"mean"}, []field{{"mean", duration, "on average"}}},
	{"gamma", []string{"mean", "sd"}, []field{
		{"mean", duration, "on average"}, {"sd", duration, "standard deviation"},
	}},
	{"lognormal", nil, []field{
		{"median", duration, "half are shorter"}, {"p90", duration, "nine in ten are shorter"},
		{"mean", duration, "on average"}, {"sd", duration, "standard deviation"},
	}},
	{"weibull", []string{"scale", "shape"}, []field{
		{"scale", duration, "63 % are shorter"}, {"shape", js{"type": "number", "exclusiveMinimum": 0}, "below 1: many short, few very long"},
	}},
	{"pareto", []string{"median", "p90"}, []field{
		{"median", duration, "half are shorter"}, {"p90", duration, "nine in ten are shorter: above 3.322 times the median"},
	}},
	{"loglogistic", []string{"median", "p90"}, []field{
		{"median", duration, "half are shorter"}, {"p90", duration, "nine in ten are shorter"},
	}},
	{"triangular", []string{"min", "mode", "max"}, []field{
		{"min", duration, "shortest"}, {"mode", duration, "likeliest"}, {"max", duration, "longest"},
	}},
	{"discrete", []string{"values"}, []field{
		{"values", listOf(duration), "what it may be"}, {"weights", listOf(js{"type": "number", "minimum": 0}), "how likely each is"},
	}},
	{"measured", []string{"file", "column"}, []field{
		{"file", oneLine, "a CSV file"}, {"column", oneLine, "its column of seconds"}, {"weight", oneLine, "its column of how likely each is; without it all are alike"},
	}},
}
