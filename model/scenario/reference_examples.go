package scenario

// exampleOf is an example of a key's value: its own, or that of its kind.
func exampleOf(shape string, f field) string {
	if own := ownExamples[shape+"."+f.name]; own != "" {
		return own
	}
	if name := refName(f.value); name != "" {
		return kindExamples[name]
	}
	switch f.value["type"] {
	case "boolean":
		return "true"
	case "integer":
		return "2"
	}
	return ""
}

var kindExamples = map[string]string{
	"share": "0.85", "figure": "65289", "duration": "30m", "delay": "{lognormal: {median: 10m, p90: 1h}}", "rate": "0.5/h", "clock": "9:00",
	"calls": "{lines: 2, each: 3m}", "retry": "{every: 15m, times: 3}", "broadcast": "{share: 0.3}", "visits": "{workers: 2, each: 10/h}",
	"talk": "{rate: 0.5/h}", "network": "{tiers: [state, district], fan_out: [1, 24]}", "public": "{served_by: panchayat, hears: {radio: {broadcast: {share: 0.3}}}}",
	"questions": "{horizon: 72h, at: [6h, 24h, 72h]}",
}

// ownExamples are those of keys whose kind does not tell enough.
var ownExamples = map[string]string{
	"scenario.name": "my-district", "scenario.title": "How fast does a warning reach my district?", "scenario.title_local": "चेतावनी मेरे ज़िले में कितनी जल्दी पहुँचती है?", "scenario.about": "One call tree, three levels.",
	"scenario.sources": "[\"Census 2011; call lengths are assumed\"]", "scenario.timezone": "Asia/Kolkata", "scenario.start": "2024-10-12 09:00",
	"scenario.channels": "{phone: {delivers: 0.9, delay: 1m}}", "scenario.hours": "{office: {days: mon-sat, from: 9:00, to: 17:00}}",
	"scenario.relays": "{block: {people: 2, passes_on: 0.85}}", "scenario.messages": "[{name: warning, from: [Ranchi], at: 0s}]",
	"scenario.outages": "[{tier: block, chance: 0.05}]", "scenario.plans": "{two-people: {set: {relays.block.people: 2}}}",
	"scenario.uncertain": `{relays.block.passes_on: {low: 0.6, likely: 0.8, high: 0.95, because: "guessed"}}`, "range.low": "0.6", "range.likely": "0.8", "range.high": "0.95", "range.because": "guessed; ask the district",
	"range.data": "{successes: 31, of: 98}", "range.values": "[1, 2, 4]", "survey.successes": "31", "survey.of": "98",
	"scenario.circumstances": "{holiday: {chance: 0.2, set: {relays.block.passes_on: 0.3}}}",
	"scenario.trials":        "1000", "scenario.seed": "1",

	"network.tiers": "[state, district, block]", "network.tiers_local": "[राज्य, ज़िला, प्रखंड]", "organisation.tiers_local": "[संघ, शाखा]", "network.links": "[{from: Ranchi, to: Bokaro}]", "network.max_units": "5000000",
	"network.map": "{parent: Reports to, people: Tot. Pop.}", "network.sheet": "Staff",
	"network.organisations": "[{name: police, tiers: [range, station], tree: {North: [Town, Port]}}]",
	"network.tree":          "{Jharkhand: {Ranchi: 2914253, Bokaro: 2062330}}", "network.fan_out": "[1, 24, 10]", "network.file": "units.csv",
	"organisation.name": "police", "organisation.tiers": "[range, station]", "organisation.joins": "[{from: station, to: block}]",
	"organisation.tree": "{North: [Town, Port]}", "organisation.fan_out": "[1, 5]", "organisation.file": "police.csv",
	"join.from": "station", "join.to": "block", "join.over": "phone",
	"unit.children": "10", "unit.code": "JH-346", "unit.name_local": "रांची",
	"link.from": "Ranchi", "link.to": "Bokaro", "link.over": "radio", "siblings.among": "block", "siblings.over": "radio",
	"link.delay": "10m", "siblings.delay": "10m",
	"linkfile.file": "links.csv", "linkfile.over": "phone",

	"channel.hours": "office", "calls.order": "listed", "calls.skips": "has", "calls.each": "3m", "calls.unanswered": "{fixed: 30s}", "channel.delay": "1m",
	"channel.unreachable": "0.14", "retry.delivers": "0.3", "relay.alike": "0.4", "override.alike": "0.4",
	"hours.days": "mon-sat", "hours.to": "17:00", "hours.closed": "[\"2024-10-31\"]",
	"relay.hours": "office", "relay.over": "[phone, radio]", "relay.units": "{Ranchi: {people: 3}}",
	"override.hours": "office", "override.over": "[phone, radio]",

	"public.served_by": "panchayat", "public.household": "4.9", "public.hears": "{radio: {broadcast: {share: 0.3}}}",
	"public.segments": "{with-phone: 0.7, without: 0.3}", "public.overlap": "[{of: [radio, tv], share: 0.1}]",
	"household.mean": "4.9", "household.sizes": "[0.1, 0.2, 0.3, 0.4]", "segment.hears": "{sms: {broadcast: {share: 0.8}}}",
	"overlap.of": "[radio, tv]", "broadcast.from": "district", "broadcast.over": "radio", "broadcast.among": "[with-phone]",
	"broadcast.units": "{Ranchi: {share: 0.4}}", "visits.from": "panchayat", "visits.each": "10/h", "visits.hours": "office",
	"broadcast.per": "household", "broadcast.within": "0.5", "visits.answers": "0.3", "visits.within": "0.5",
	"talk.share": "0.9", "talk.keeps_telling": "{exponential: {mean: 1d}}",

	"scenario.up": "{panchayat: {passes_on: 0.7, notices: {lognormal: {median: 1h, p90: 8h}}}}", "scenario.answers": "{read: {kind: receipt, from: panchayat, to: state}}",
	"up.hours": "office", "up.over": "[phone]", "up.units": "{Ranchi: {passes_on: 0.9}}", "up.decides": "once", "up.sends": "{every: 4h}", "up.merges": "4h",
	"upoverride.hours": "office", "upoverride.over": "[phone]", "upoverride.decides": "once", "upoverride.sends": "{every: 4h}", "upoverride.merges": "4h",
	"bundle.every": "4h", "bundle.at": `["10:00", "17:00"]`, "bundle.of": "10", "bundle.all": "true", "bundle.latest": "12h",
	"answer.kind": "receipt", "answer.from": "panchayat", "answer.of": "panchayat", "answer.to": "state", "answer.chance": "0.001", "answer.after": "{exponential: {mean: 10h}}",
	"answer.rate": "0.02/d", "answer.during": "[0s, 14d]",
	"remind.unless": "read", "remind.by": "block", "remind.steps": "[{after: 6h}, {after: 12h, over: [phone]}]", "remind.after": "6h", "remind.times": "2", "remind.over": "[phone]",
	"step.after": "6h", "step.over": "[phone]", "step.by": "district",
	"when.answer": "problems", "when.count": "3", "when.from": "2 blocks", "when.within": "24h", "arrives.rate": "8/h", "arrives.until": "200h",
	"handles.each": "{fixed: 10m}", "handles.order": "priority", "handles.at_most": "20", "handles.drops": "oldest", "handles.hands": "1", "handles.shared": "true",
	"tires.per": "1d", "tires.by": "0.9", "attends.at_most": "3", "attends.per": "1d", "tell.people": "1", "tell.share": "0.01",
	"channel.garbles": "0.05", "channel.variants": "2", "talk.stops": "1", "talk.garbles": "0.1", "talk.variants": "2",
	"relay.handles": "{each: 10m}", "relay.tires": "{per: 1d, by: 0.9}", "relay.believes": "majority", "relay.corrects": "0.8",
	"override.handles": "{each: 10m}", "override.tires": "{per: 1d, by: 0.9}", "override.believes": "majority", "override.corrects": "0.8",
	"public.attends": "{at_most: 3, per: 1d}", "public.corrects": "0.5", "source.tell": "{people: 1}", "source.carries": "[rumour]",
	"message.remind": "{unless: read, by: block, after: 6h, times: 2}", "message.when": "{answer: problems, count: 3}", "message.decides": "3h", "message.again": "1d",
	"message.every": "12h", "message.times": "14", "message.priority": "2", "message.replaces": "bulletin", "message.arrives": "{rate: 8/h, until: 200h}", "message.contradicts": "appeal",

	"message.name": "warning", "message.from": "[Ranchi, Bokaro]", "message.expires": "48h", "outage.unit": "Ranchi", "outage.tier": "block",
	"outage.for": "6h", "outage.from": "1h", "circumstance.about": "a day on which offices are closed", "circumstance.chance": "0.2", "circumstance.set": "{relays.block.passes_on: 0.3}",
	"plan.about": "a second person in every block", "plan.set": "{relays.block.people: 2}",
	"scenario.actions": "{train: {for: block, cost: 8000, set: {passes_on: 0.95}}}",
	"action.about":     "two days of training", "action.for": "block", "action.cost": "8000", "action.set": "{passes_on: 0.95}", "action.people": "+1", "action.workers": "+1",
	"action.link": "{among: block, over: whatsapp}", "action.at_most": "4", "action_link.among": "block", "action_link.over": "whatsapp",
	"questions.horizon": "72h", "questions.at": "[6h, 24h, 72h]", "questions.goals": "[{tier: public, share: 0.9, by: 24h}]",
	"goal.tier": "public", "goal.by": "24h", "goal.message": "reply",
}
