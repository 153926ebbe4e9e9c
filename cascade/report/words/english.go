package words

// english is the catalogue: a sentence for each kind, its arguments by position.
var english = map[string]string{
	// Why this solver and this engine.
	"exact-one-way":   "every unit has one way in",
	"engine-asked":    "%[1]s engine: as asked",
	"engine-no-cycle": "%[1]s engine: no unit can hear its own message back",
	"engine-cycle":    "%[1]s engine: the network has a cycle",

	// What the layered engine does not play.
	"layered-cycle": "the layered engine does not play a network that has a cycle (through %[1]s)",

	// What the exact solver does not compute.
	"exact-links":             "units tell each other over links, so that some have more than one way in (%[1]s and %[2]s)",
	"exact-mixture":           "a delay is a mixture of several (channel %[1]s)",
	"exact-mixture-notices":   "what people need to notice is a mixture of several delays",
	"exact-bypassed":          "unit %[1]s is bypassed where it is silent, so that those below it have two ways in",
	"exact-many-classes":      "hardly two units are alike (%[1]s classes of units; at most %[2]s are computed)",
	"exact-calls":             "calls are made one after another, so that their order matters (channel %[1]s)",
	"exact-hours-and-retry":   "a person uses several channels that keep hours, one of which tries again (channel %[1]s), and then they are not independent",
	"exact-different-hours":   "a person uses several channels that keep different hours, which then are not independent (channels %[1]s and %[2]s)",
	"exact-outage-at-random":  "outages begin at, or last, any time at random (unit %[1]s)",
	"exact-outages-together":  "outages may come together in too many ways (unit %[1]s; at most %[2]s are computed)",
	"exact-talk":              "people tell each other by word of mouth, which is a matter of chance in each unit",
	"exact-audience-by-unit":  "the audience of %[1]s differs between units",
	"exact-many-audiences":    "hardly two units are alike in how their people hear (at most %[1]s kinds are computed)",
	"exact-direct-at-random":  "people hear directly from %[1]s, where people start at random times, so that this and what comes over the relay are not independent",
	"exact-direct-from-aside": "people hear directly from %[1]s, which is not above them and may be silent: that is chance they all share",
	"exact-direct-from-many":  "people hear directly from too many units at once",

	// How well the numbers are known.
	"precision":       "the widest bounds are ±%[1].1f points; about %[2]s trials would bring them to ±1",
	"exact-precision": "the widest bounds are ±%[1].2g points: closer ones take longer (ask for them with --precision)",

	// What a scenario leaves open.
	"default-channel":   `no channels are given: there is one, "direct", on which every message arrives at once`,
	"default-relay":     "relays has no entry for tier %[1]s: one person there passes the message on, always and at once",
	"default-household": "households have %[1]v people on average where the network gives no households: public.household is not given",
	"no-population":     "%[1]s units have nobody to serve: neither they nor any unit above has a population, and public.population is not given",
	"no-name":           "%[1]s units in %[2]s have no name and are called by their code (the first is on line %[3]s)",

	// What the figures of people stand for.
	"even-share":         "people are not given for %[1]s of the %[2]s units; each has an even share of its %[3]s's figure",
	"default-population": "%[1]s of the %[2]s units have no figure of people and get the public's population each",
	"unserved":           "%[1]s people of the figures have no unit that serves them and are not counted",
	"over":               "figures that exceed the figure above them were scaled down to it, by %[1]s people in all",
	"added":              "figures that leave something of the figure above them were scaled up to it, by %[1]s people in all (network.add_up)",
}
