package cascadetest

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"harkara/model"
)

// circumstances are one to three that may hold in plays through a network, each of
// which changes some relays, channels, outages or ways to hear of its specification.
// They have random numbers of their own, so that the network is as without them.
func circumstances(tb testing.TB, of *generator, seed uint64, n *model.Network, s model.Spec) *model.Circumstances {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 8)), features: of.features, horizon: of.horizon}
	all := &model.Circumstances{}
	for i := range 1 + g.IntN(3) {
		all.List = append(all.List, model.Circumstance{Name: "circumstance" + strconv.Itoa(i), Chance: []float64{0.2, 0.5, 0.8, 0.9, 1}[g.IntN(5)]})
	}
	changes := make([]uint64, len(all.List))
	for i := range changes {
		changes[i] = g.Uint64()
	}
	if len(all.List) == 1 && all.List[0].Chance == 1 {
		all.List[0].Chance = 0.5
	}
	for holds := range uint(1) << len(all.List) {
		chance := model.CombinationChance(all.List, holds)
		if chance == 0 {
			continue
		}
		v := n
		if holds > 0 {
			changed := s
			for i, seed := range changes {
				if holds>>i&1 == 1 {
					g.Rand = rand.New(rand.NewPCG(seed, 9))
					changed = g.changed(tb, changed)
				}
			}
			var err error
			if v, err = n.Variant(changed); err != nil {
				tb.Fatal(err)
			}
		}
		all.Variants = append(all.Variants, model.Variant{Holds: holds, Chance: chance, Network: v})
	}
	return all
}

// changed is a specification with some of what is not its units changed.
func (g *generator) changed(tb testing.TB, s model.Spec) model.Spec {
	s.Relays, s.Channels, s.Outages = slices.Clone(s.Relays), slices.Clone(s.Channels), slices.Clone(s.Outages)
	r := &s.Relays[g.IntN(len(s.Relays))]
	r.PassesOn, r.People = g.chance(0), 1+g.IntN(2)
	if g.IntN(2) == 0 {
		r.Notices = g.delay(tb, 3600)
	}
	c := &s.Channels[g.IntN(len(s.Channels))]
	c.Delivers, c.Delay = g.chance(0.2), g.delay(tb, 1800)
	if g.features.Alike && g.IntN(2) == 0 {
		r.Alike = g.chance(0)
	}
	if g.features.Unreachable && g.IntN(2) == 0 {
		// Of all channels of a name: links may differ from it in other things.
		for i, u := 0, g.share(); i < len(s.Channels); i++ {
			if s.Channels[i].Name == c.Name {
				s.Channels[i].Unreachable = u
			}
		}
	}
	if g.features.Outages {
		s.Outages = append(s.Outages, model.Outage{Unit: model.NoUnit, Tier: g.IntN(len(s.Tiers)), Chance: g.chance(0), Whole: true})
	}
	if s.Public != nil {
		p := *s.Public
		p.Hears = slices.Clone(p.Hears)
		for i := range p.Hears {
			// Overlaps bound the shares of theirs, and shares of none are for sources that have some.
			if p.Hears[i].Kind == model.Broadcast && len(p.Overlaps) == 0 {
				p.Hears[i].Share = g.chance(0)
			}
			p.Hears[i].Rate /= 2
		}
		s.Public = &p
	}
	return s
}
