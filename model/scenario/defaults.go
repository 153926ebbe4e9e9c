package scenario

import "fmt"

// standard is what holds where a key is left out: a value that might as well be
// written there, or where there is no such value, words.
type standard struct {
	value any
	words string
}

// String is the value as it is written in a file, or the words.
func (s standard) String() string {
	if s.value == nil {
		return s.words
	}
	return fmt.Sprint(s.value)
}

// standards are those of all keys that a mapping can do without, by mapping and key.
// The schema has the values as defaults.
var standards = map[string]standard{
	"scenario.title":         {words: "the name"},
	"scenario.about":         {words: "nothing is said"},
	"scenario.sources":       {words: "nothing is said"},
	"scenario.timezone":      {words: "no clock: hours of the day need one"},
	"scenario.start":         {words: "no clock: hours of the day need one"},
	"scenario.channels":      {words: "one channel, on which every contact succeeds at once"},
	"scenario.hours":         {words: "people start at any time"},
	"scenario.relays":        {words: "one person in each unit, who always passes on at once"},
	"scenario.public":        {words: "nobody is counted but units"},
	"scenario.messages":      {words: "one message, which the first unit has at 0s"},
	"scenario.outages":       {words: "no unit is silent"},
	"scenario.plans":         {words: "no plans"},
	"scenario.circumstances": {words: "no circumstances"},
	"scenario.questions":     {words: "72h are played, and told after 6h, 24h and 72h"},
	"scenario.trials":        {value: 1000},
	"scenario.seed":          {value: 1},

	"network.links":         {words: "parents tell their children, and nobody else tells anybody"},
	"network.add_up":        {value: false},
	"network.map":           {words: "what the columns are is guessed, and told"},
	"network.sheet":         {words: "the first with a table"},
	"network.max_units":     {value: defaultMaxUnits},
	"network.organisations": {words: "one hierarchy"},
	"network.tree":          {words: "the units come from fan_out or file"},
	"network.fan_out":       {words: "the units come from tree or file"},
	"network.file":          {words: "the units come from tree or fan_out"},
	"organisation.joins":    {words: "its units and others tell each other only over links"},
	"organisation.tree":     {words: "the units come from fan_out or file"},
	"organisation.fan_out":  {words: "the units come from tree or file"},
	"organisation.file":     {words: "the units come from tree or fan_out"},
	"join.over":             {words: "the only channel"},
	"unit.population":       {words: "an even share of what the nearest unit above leaves over"},
	"unit.households":       {words: "from the people, by public.household"},
	"unit.children":         {words: "the units that are named inside"},
	"unit.code":             {words: "its path tells it from others"},
	"unit.name_local":       {words: "its name alone"},
	"link.over":             {words: "the only channel"},
	"link.delivers":         {words: "the channel's"},
	"link.delay":            {words: "the channel's"},
	"siblings.over":         {words: "the only channel"},
	"siblings.delivers":     {words: "the channel's"},
	"siblings.delay":        {words: "the channel's"},
	"linkfile.over":         {words: "the only channel"},

	"channel.delivers":    {value: 1},
	"channel.delay":       {value: "0s"},
	"channel.calls":       {words: "all contacts are made at once"},
	"channel.retry":       {words: "a contact that fails is not made again"},
	"channel.hours":       {words: "always"},
	"channel.unreachable": {value: 0},
	"retry.delivers":      {words: "that of the first"},
	"calls.lines":         {value: 1},
	"calls.order":         {value: "random"},
	"calls.unanswered":    {words: "as long as any other"},
	"calls.skips":         {words: "whoever is on the list is called"},
	"hours.days":          {value: "all"},
	"hours.closed":        {words: "no dates"},

	"relay.units":             {words: "all units of the tier are alike"},
	"relay.people":            {value: 1},
	"relay.passes_on":         {value: 1},
	"relay.notices":           {value: "0s"},
	"relay.alike":             {value: 0},
	"override.alike":          {words: "the tier's"},
	"relay.hours":             {words: "always"},
	"relay.over":              {words: "the only channel"},
	"relay.split":             {value: false},
	"relay.bypassed_after":    {words: "nobody bypasses the unit"},
	"override.people":         {words: "the tier's"},
	"override.passes_on":      {words: "the tier's"},
	"override.notices":        {words: "the tier's"},
	"override.hours":          {words: "the tier's"},
	"override.over":           {words: "the tier's"},
	"override.split":          {words: "the tier's"},
	"override.bypassed_after": {words: "the tier's"},

	"public.served_by":   {words: "the last tier"},
	"public.population":  {value: 0},
	"public.household":   {value: defaultHousehold},
	"public.hears":       {words: "nobody hears"},
	"public.segments":    {words: "all people are alike"},
	"public.overlap":     {words: "audiences are independent"},
	"household.mean":     {words: "that of the sizes"},
	"household.sizes":    {words: "as even as whole people allow"},
	"segment.hears":      {words: "as all people do"},
	"source.broadcast":   {words: "it is visits or talk"},
	"source.visits":      {words: "it is a broadcast or talk"},
	"source.talk":        {words: "it is a broadcast or visits"},
	"broadcast.from":     {words: "the unit that serves the people"},
	"broadcast.over":     {words: "the only channel"},
	"broadcast.among":    {words: "everybody"},
	"broadcast.per":      {value: perPerson},
	"broadcast.within":   {value: 1},
	"visits.answers":     {value: 1},
	"visits.again":       {value: 0},
	"visits.within":      {value: 1},
	"talk.share":         {value: 1},
	"talk.keeps_telling": {words: "for ever"},
	"broadcast.units":    {words: "the share is the same everywhere"},
	"visits.from":        {words: "the unit that serves the people"},
	"visits.hours":       {words: "always"},

	"message.name":       {words: "message, or message 1, message 2, … of several"},
	"message.from":       {words: "the first unit"},
	"message.at":         {value: "0s"},
	"message.expires":    {words: "never"},
	"outage.unit":        {words: "units of the tier"},
	"outage.tier":        {words: "the unit alone"},
	"outage.chance":      {value: 1},
	"outage.from":        {value: "0s"},
	"outage.to":          {words: "the end, or as for says"},
	"outage.for":         {words: "up to the end, or as to says"},
	"circumstance.about": {words: "nothing is said"},
	"plan.about":         {words: "nothing is said"},
	"questions.horizon":  {value: "72h"},
	"questions.at":       {words: "a twelfth, a third and all of the horizon"},
	"questions.goals":    {words: "no goals"},
	"goal.chance":        {value: 0.5},
}
