package scenario

import (
	"slices"

	"harkara/model"
)

// readRelays reads the people of each tier, and of the units that differ.
func (d *decoder) readRelays(top fields) {
	n := top.get("relays")
	tiers := d.units.tiers
	if n != nil && !d.isMapping(n, "relays", tiers) {
		n = nil
	}
	of := map[int]*node{}
	if n != nil {
		for _, e := range n.entries {
			if tier := d.tierOf(e, "relays", of); tier >= 0 {
				of[tier] = e.value
			} else if d.units.noTiers {
				f, _ := d.open(e.value, join("relays", e.key), relayShape)
				d.readRelay(top, f, model.Relay{})
			}
		}
	}
	for tier := range tiers {
		d.readTierRelay(top, of[tier], tier)
	}
}

// tierOf is the tier that an entry of a mapping by tier is of, or -1 after saying what is
// wrong: an unknown one, or one that is there twice.
func (d *decoder) tierOf(e entry, path string, before map[int]*node) int {
	tiers := d.units.tiers
	tier := match(e.key, tiers)
	switch {
	case tier < 0 && !d.units.noTiers:
		d.fail(&node{at: e.at}, path, "unknown tier %s%s", quote(e.key), choose(e.key, tiers))
	case tier >= 0 && before[tier] != nil:
		d.fail(&node{at: e.at}, path, "tier %s is there twice", quote(tiers[tier]))
		return -1
	}
	return tier
}

// readTierRelay reads the people of one tier. A tier that is not mentioned has
// one person, who always passes on at once.
func (d *decoder) readTierRelay(top fields, n *node, tier int) {
	path := "relays." + d.units.tiers[tier]
	r := model.Relay{People: 1, PassesOn: 1, Notices: model.Fixed(0)}
	if len(d.channels) == 1 {
		r.Over = []int{0}
	}
	f := fields{d: d, path: path}
	if n != nil {
		f, _ = d.open(n, path, relayShape)
		r = d.readRelay(top, f, r)
	}
	switch {
	case len(r.Over) > 0 || len(d.channels) < 2 || !d.units.parents[tier] || f.get("over") != nil:
	case n == nil:
		at := d.root.get("relays")
		if at == nil {
			at = d.root
		}
		d.fail(at, path, "is missing: units of tier %s pass on to others, and as there are several channels it must say %q%s",
			d.units.tiers[tier], "over", choose("", d.channelNames()))
	default:
		d.fail(n, path, "needs %q, as there are several channels%s", "over", choose("", d.channelNames()))
	}
	if n == nil && d.units.parents[tier] {
		d.note("default-relay", d.units.tiers[tier])
	}
	if r.Alike > 0 && r.People == 1 {
		d.note("alike-alone", d.units.tiers[tier])
	}
	d.spec.TierRelay = append(d.spec.TierRelay, d.relayKind(r))
	if units := f.get("units"); units != nil && d.isMapping(units, f.at("units"), nil) {
		// What a unit does not say it has from its tier.
		d.readOverrides(fields{d, units, f.at("units")}, overrideShape, tier, &d.spec.RowRelay, func(f fields) int {
			return d.relayKind(d.readRelay(top, f, r))
		})
	}
}

// relayKind is the index of a kind of relay, appended where it is new.
func (d *decoder) relayKind(r model.Relay) int {
	d.spec.Relays = append(d.spec.Relays, r)
	return len(d.spec.Relays) - 1
}

// readOverrides reads the units of a tier that differ from it: read gives the index of
// what one has, which is put into of.
func (d *decoder) readOverrides(units fields, s *shape, tier int, of *map[int32]int, read func(f fields) int) {
	named := map[int32]string{}
	for _, e := range units.n.entries {
		row := d.unitCalled(e.key, e.at, units.path, tier)
		f, _ := d.open(e.value, units.at(e.key), s)
		kind := read(f)
		if row < 0 {
			continue
		}
		if before, twice := named[row]; twice {
			d.fail(&node{at: e.at}, units.path, "%s and %s are the same unit", quote(before), quote(e.key))
			continue
		}
		named[row] = e.key
		if *of == nil {
			*of = map[int32]int{}
		}
		(*of)[row] = kind
	}
}

// readRelay reads what a mapping says of the people; the rest is as in r.
func (d *decoder) readRelay(top, f fields, r model.Relay) model.Relay {
	r.People = int(f.whole("people", 1, maxPeople, int64(r.People)))
	r.PassesOn = f.share("passes_on", r.PassesOn)
	r.Notices = f.delay("notices", r.Notices)
	r.Alike = f.share("alike", r.Alike)
	if f.get("hours") != nil {
		r.Hours = d.hours(top, f)
	}
	if f.get("over") != nil {
		r.Over = d.overChannels(f)
	}
	r.Split = f.truth("split", r.Split)
	if n := f.get("bypassed_after"); n != nil {
		r.Deputy = f.duration("bypassed_after", r.Deputy)
		if t, err := ParseDuration(n.text); err == nil && t == 0 {
			d.fail(n, f.at("bypassed_after"), "must be longer than 0: leave it out where nobody bypasses the unit")
		}
	}
	if n := f.get("handles"); n != nil {
		r.Handles = d.readHandles(n, f.at("handles"))
	}
	if n := f.get("tires"); n != nil {
		t, _ := d.open(n, f.at("tires"), tiresShape)
		r.Tires = &model.Tires{Per: t.above("per", model.Day), By: t.share("by", 1)}
	}
	if f.get("believes") != nil {
		r.Majority = f.choice("believes", "first", "majority") == 1
	}
	if n := f.get("corrects"); n != nil {
		if r.Corrects = f.share("corrects", 0); r.Majority && r.Corrects > 0 {
			d.fail(n, f.at("corrects"), "is for units that believe the first copy: one that believes the majority changes its mind by count")
		}
	}
	return r
}

// readHandles reads how messages wait for people's hands.
func (d *decoder) readHandles(n *node, path string) *model.Handles {
	f, _ := d.open(n, path, handlesShape)
	h := &model.Handles{
		Each: f.delay("each", model.Fixed(0)), Order: model.HandleOrder(f.choice("order", "first", "newest", "priority")),
		AtMost: int(f.whole("at_most", 1, maxPeople, 0)), DropOldest: f.choice("drops", "newest", "oldest") == 1,
		Hands: int(f.whole("hands", 1, maxPeople, 1)), Shared: f.truth("shared", false),
	}
	if drops := f.get("drops"); drops != nil && h.AtMost == 0 {
		d.fail(drops, f.at("drops"), "nothing is dropped where any number may wait: give at_most, as in at_most: 20")
	}
	return h
}

// overChannels are the channels of a list, or of a single name, each once.
func (d *decoder) overChannels(f fields) []int {
	out := []int{}
	for _, n := range f.texts("over") {
		i := d.channelCalled(n.text, n.at, f.at("over"))
		if i >= 0 && slices.Contains(out, i) {
			d.fail(n, f.at("over"), "channel %s is there twice", quote(n.text))
			continue
		}
		if i >= 0 {
			out = append(out, i)
		}
	}
	if n := f.get("over"); n.kind == list && len(n.items) == 0 {
		d.fail(n, f.at("over"), "has no channels%s", choose("", d.channelNames()))
	}
	return out
}
