package engine

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// TierWays are the ways by which the units of a tier may have a message first.
type TierWays struct {
	// Tier is its index; Ways are in the order of kinds, then of channels in the file.
	Tier int
	Ways []UnitWay
}

// UnitWay is from whom units are told and over which channel: channels of one name
// are one. Of tells it of an Outcome's Told.
type UnitWay struct {
	Kind    cascade.WayKind
	Channel string
}

// WaysOf are the ways of each tier, in which some unit has one, of all plays.
func WaysOf(p *cascade.Problem) []TierWays {
	// Circumstances may open ways that the file's own network does not have.
	networks := p.Networks()
	out := make([]TierWays, len(p.Network.Tiers()))
	for t := range out {
		out[t].Tier = t
		for _, n := range networks {
			out[t].add(n)
			out[t].addReminders(p, n)
		}
		slices.SortFunc(out[t].Ways, func(a, b UnitWay) int {
			if a.Kind != b.Kind {
				return int(a.Kind) - int(b.Kind)
			}
			return channelOf(p.Network, a.Channel) - channelOf(p.Network, b.Channel)
		})
		out[t].Ways = slices.Compact(out[t].Ways)
	}
	return slices.DeleteFunc(out, func(w TierWays) bool { return len(w.Ways) == 0 })
}

// add adds the ways of a network to the units of the tier.
func (w *TierWays) add(n *model.Network) {
	know := map[[2]int]bool{} // kinds of relay of units above, and what they are to the tier
	relay := func(k cascade.WayKind, u model.Unit) {
		if u == model.NoUnit || know[[2]int{int(k), n.RelayKind(u)}] {
			return
		}
		know[[2]int{int(k), n.RelayKind(u)}] = true
		// Units of one kind of relay have the same channels: one of them is enough.
		for _, c := range n.Relay(u).Over {
			w.Ways = append(w.Ways, UnitWay{k, n.Channels()[c].Name})
		}
	}
	in := n.InTier(w.Tier)
	for u := in.Lo; u < in.Hi; u++ {
		// A deputy is at the unit above the one that is silent.
		up := n.Parent(u)
		relay(cascade.FromParent, up)
		if up != model.NoUnit && n.Relay(up).Deputy > 0 {
			relay(cascade.ByDeputy, n.Parent(up))
		}
	}
	// Of links each channel once.
	over := map[int32]bool{}
	for _, l := range n.Links() {
		if in.Lo <= l.To && l.To < in.Hi && !over[l.Over] {
			over[l.Over] = true
			w.Ways = append(w.Ways, UnitWay{cascade.OverLink, n.Channels()[l.Over].Name})
		}
	}
}

// addReminders adds the ways by which units of the tier are reminded, which count as links
// from those who remind.
func (w *TierWays) addReminders(p *cascade.Problem, n *model.Network) {
	for _, r := range p.Message().Remind {
		a := &p.Answers[r.Unless]
		// Reminders go to those who answer, and to nobody else.
		if a.From == model.FromTier && a.Tier != w.Tier {
			continue
		}
		// Without channels of their own reminders go over those of who reminds.
		over := slices.Clone(r.Over)
		in := n.InTier(r.By)
		for u := in.Lo; u < in.Hi && r.Over == nil; u++ {
			over = append(over, n.Relay(u).Over...)
		}
		for _, c := range over {
			w.Ways = append(w.Ways, UnitWay{cascade.OverLink, n.Channels()[c].Name})
		}
	}
}

// channelOf is the first channel of a name.
func channelOf(n *model.Network, name string) int {
	return slices.IndexFunc(n.Channels(), func(c model.Channel) bool { return c.Name == name })
}

// Of is the index among ways of who told a unit first.
func (w *TierWays) Of(n *model.Network, t cascade.Told) int {
	way := UnitWay{t.Way, n.Channels()[t.Channel].Name}
	return slices.Index(w.Ways, way)
}
