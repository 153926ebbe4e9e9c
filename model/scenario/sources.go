package scenario

import (
	"harkara/model"
)

// readHears reads the sources of everybody, or of one segment.
func (d *decoder) readHears(top, f fields, p *model.Public, prefix string, among uint64) {
	n := f.get("hears")
	if n == nil || !d.isMapping(n, f.at("hears"), nil) {
		return
	}
	for _, e := range n.entries {
		path := join(f.at("hears"), e.key)
		if s, ok := d.readSource(top, e.value, path, p, among); ok {
			s.Name = prefix + e.key
			p.Hears = append(p.Hears, s)
		}
	}
}

// readSource reads one way in which people hear.
func (d *decoder) readSource(top fields, n *node, path string, p *model.Public, among uint64) (model.Source, bool) {
	_, ok := d.open(n, path, sourceShape)
	s := model.Source{From: -1, Among: among}
	if !ok {
		return s, false
	}
	carries, kinds := n.without("carries")
	if len(kinds.entries) != 1 {
		d.fail(n, path, "needs exactly one of broadcast, visits, talk and tell: it has %d", len(kinds.entries))
		return s, false
	}
	if carries != nil {
		d.sourceMessages = append(d.sourceMessages, sourceMessages{fields{d, n, path}, len(p.Hears)})
	}
	e := kinds.entries[0]
	path = join(path, e.key)
	switch e.key {
	case "broadcast":
		b, _ := d.open(e.value, path, broadcastShape)
		s.Kind = model.Broadcast
		s.From = d.sourceTier(b, p)
		s.Channel = max(d.channel(b, "over"), 0)
		s.Share = b.share("share", 0)
		s.Shares = d.readShares(b, p)
		d.readPer(b, &s)
		if b.get("among") != nil {
			s.Among = d.among(b, p, among)
		}
	case "visits":
		v, _ := d.open(e.value, path, visitsShape)
		s.Kind = model.Visits
		s.From = d.sourceTier(v, p)
		s.Workers = int(v.whole("workers", 1, maxWorkers, 1))
		s.PerHour = v.rate("each", model.Hour)
		if x, ok := d.parseRate(orEmpty(v.get("each")), model.Hour); ok && x == 0 {
			d.fail(v.get("each"), v.at("each"), "must be above 0: leave the visits out where there are none")
		}
		s.Hours = d.hours(top, v)
		s.Closed, s.Unheard = 1-v.share("answers", 1), 1-v.share("within", 1)
		s.Again = int(v.whole("again", 0, maxAgain, 0))
		if s.Again > 0 && s.Closed == 0 {
			d.fail(v.get("again"), v.at("again"), "every visit finds somebody: give the chance of that, as in answers: 0.3")
		}
		if among != 0 {
			d.fail(e.value, path, "visits go to whole households, not to a segment")
		}
	case "talk":
		t, _ := d.open(e.value, path, talkShape)
		s.Kind = model.Talk
		s.Rate = t.rate("rate", model.Day)
		s.Silent = 1 - t.share("share", 1)
		s.Tells = t.delay("keeps_telling", nil)
		s.Stops, s.Garbles, s.Variants = t.share("stops", 0), t.share("garbles", 0), t.variants()
		if among != 0 {
			d.fail(e.value, path, "word of mouth mixes all segments: put it under public.hears")
		}
	case "tell":
		d.readTell(e.value, path, &s, among)
	}
	return s, true
}

// readTell reads how many people know when a unit starts.
func (d *decoder) readTell(n *node, path string, s *model.Source, among uint64) {
	f, _ := d.open(n, path, tellShape)
	s.Kind = model.Tell
	s.TellPeople, s.TellShare = f.whole("people", 0, maxFigure, 0), f.share("share", 0)
	switch {
	case f.n != nil && (f.get("people") == nil) == (f.get("share") == nil):
		d.fail(n, path, "needs exactly one of people and share")
	case among != 0:
		d.fail(n, path, "draws from all people of a unit: put it under public.hears")
	}
}

// checkHouseholds refuses what is not played: several broadcasts to households over a
// channel that does not reach all of them, which would not be independent.
func (d *decoder) checkHouseholds(f fields, p *model.Public) {
	first := map[int]string{}
	for _, s := range p.Hears {
		if s.Kind != model.Broadcast || !s.PerHome || d.spec.Channels[s.Channel].Unreachable == 0 {
			continue
		}
		if other, twice := first[s.Channel]; twice {
			d.fail(f.get("hears"), f.at("hears"), "%s and %s are both per household over channel %s, which does not reach all (unreachable): give one of them a channel of its own",
				quote(other), quote(s.Name), quote(d.spec.Channels[s.Channel].Name))
		}
		first[s.Channel] = s.Name
	}
}

// readPer reads whether persons or households are in a broadcast's audience.
func (d *decoder) readPer(b fields, s *model.Source) {
	switch per := b.text("per", perPerson); per {
	case perPerson:
		if b.get("within") != nil {
			d.fail(b.get("within"), b.at("within"), "is of what reached a household: add per: household")
		}
	case perHousehold:
		s.PerHome, s.Unheard = true, 1-b.share("within", 1)
	default:
		d.fail(b.get("per"), b.at("per"), "unknown %s%s", quote(per), choose(per, []string{perPerson, perHousehold}))
	}
}

// readShares reads the units at and below which a broadcast has another share.
func (d *decoder) readShares(b fields, p *model.Public) []model.UnitShare {
	n := b.get("units")
	if n == nil || !d.isMapping(n, b.at("units"), nil) {
		return nil
	}
	units := fields{d, n, b.at("units")}
	named := map[int32]string{}
	var out []model.UnitShare
	for _, e := range n.entries {
		row := d.unitCalled(e.key, e.at, units.path, -1)
		f, _ := d.open(e.value, units.at(e.key), audienceShape)
		share := f.share("share", 0)
		switch before, twice := named[row]; {
		case row < 0:
		case twice:
			d.fail(&node{at: e.at}, units.path, "%s and %s are the same unit", quote(before), quote(e.key))
		case int(d.units.rows.Tier[row]) >= d.units.main, p.Tier >= 0 && int(d.units.rows.Tier[row]) > p.Tier:
			d.fail(&node{at: e.at}, units.path, "%s is of tier %s: nobody there or below it is served", quote(e.key), d.units.tiers[d.units.rows.Tier[row]])
		default:
			named[row] = e.key
			out = append(out, model.UnitShare{Unit: model.Unit(row), Share: share})
		}
	}
	return out
}

func orEmpty(n *node) *node {
	if n == nil {
		return &node{kind: mapping}
	}
	return n
}

// sourceTier is the tier of the unit that sends to the public: -1, the unit
// that serves the people, or a tier not below it.
func (d *decoder) sourceTier(f fields, p *model.Public) int {
	name := f.text("from", "")
	if name == "" {
		return -1
	}
	main := d.units.tiers[:d.units.main]
	if p.Tier >= 0 {
		main = main[:p.Tier+1]
	}
	if t := match(name, d.units.tiers[:d.units.main]); t >= len(main) {
		d.fail(f.get("from"), f.at("from"), "tier %s is below tier %s, which serves the people", name, main[p.Tier])
		return -1
	}
	return d.tier(f, "from", main)
}

// among are the segments a broadcast reaches.
func (d *decoder) among(f fields, p *model.Public, inside uint64) uint64 {
	if inside != 0 {
		d.fail(f.get("among"), f.at("among"), "a source of one segment is among it already")
		return inside
	}
	names := make([]string, len(p.Segments))
	for i, s := range p.Segments {
		names[i] = s.Name
	}
	out := uint64(0)
	for _, n := range f.texts("among") {
		i := match(n.text, names)
		if i < 0 {
			d.fail(n, f.at("among"), "unknown segment %s%s", quote(n.text), choose(n.text, names))
			continue
		}
		out |= 1 << i
	}
	return out
}
