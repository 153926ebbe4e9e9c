// Package cascadetest holds engines and solvers to what package cascade says
// of them: random problems, and the contract as a test. Only tests use it.
package cascadetest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// Features are what a random problem may have.
type Features struct {
	Calls, Retries, Hours, Outages, Expiry, Deputies, Split, Origins bool
	// Unanswered gives some calls that fail a time of their own.
	Unanswered bool
	// Unreachable gives some channels receivers who cannot be reached, and some
	// retries a chance of their own.
	Unreachable bool
	// Alike lets the people of some relays act as one.
	Alike bool
	// Skips leaves those who have the message out of some calls.
	Skips bool
	// Links go from a unit to one of a higher number, so that nobody tells in
	// circles; Circles lets them go anywhere.
	Links, Circles bool
	// Public gives the last tier people who hear from it by a broadcast, or by
	// visits too.
	Public bool
	// Round makes all times one of a few round ones, so that much happens at
	// the same tick, and chances and sizes those at the ends of their ranges.
	Round bool
	// People gives the public all there is: none, one, or many people in a unit,
	// segments, overlaps, sizes of homes, shares of units, several rounds of visits,
	// and talk.
	People bool
	// Organisations adds two tiers beside the hierarchy, joined to it by links.
	Organisations bool
	// Circumstances makes plays unlike: up to three may hold in a play.
	Circumstances bool
}

// Everything is all features but circles.
func Everything() Features {
	return Features{Calls: true, Retries: true, Hours: true, Outages: true, Expiry: true, Deputies: true, Split: true, Origins: true, Links: true, Unanswered: true, Unreachable: true, Alike: true}
}

// Problem is a random problem with some of the features.
func Problem(tb testing.TB, seed uint64, f Features) cascade.Problem {
	tb.Helper()
	return Changed(tb, seed, f, func(*model.Spec) {})
}

// Changed is the random problem of a seed after a change.
func Changed(tb testing.TB, seed uint64, f Features, change func(*model.Spec)) cascade.Problem {
	tb.Helper()
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 7)), features: f, horizon: 3 * model.Day}
	if g.IntN(4) == 0 {
		g.horizon = 5 * model.Hour
	}
	if f.Round {
		g.horizon = []model.Tick{2 * model.Hour, 4 * model.Hour, model.Day}[g.IntN(3)]
	}
	spec := g.spec(tb)
	units := len(spec.Rows.Tier)
	change(&spec)
	n, err := model.New(spec)
	if err != nil {
		tb.Fatal(err)
	}
	p := cascade.Problem{
		Network:  n,
		Messages: []model.Message{{Name: "message", From: []model.Unit{0}, Expires: model.Never}},
		Question: model.Question{Horizon: g.horizon, At: []model.Tick{g.horizon / 12, g.horizon / 3, g.horizon}},
		Seed:     seed,
	}
	if f.Circumstances {
		p.Circumstances = circumstances(tb, g, seed, n, spec)
		p.Network = p.Circumstances.Variants[0].Network
	}
	if f.Origins && g.IntN(3) == 0 {
		p.Message().From = append(p.Message().From, model.Unit(g.IntN(units)))
		p.Message().At = g.time(model.Hour)
	}
	if f.Expiry && g.IntN(3) == 0 {
		p.Message().Expires = p.Message().At + g.time(g.horizon)
	}
	return p
}

// time is a random time before most, or a round one.
func (g *generator) time(most model.Tick) model.Tick {
	if g.features.Round {
		return model.Tick(g.round())
	}
	return model.Tick(g.IntN(int(most)))
}

// round is a round time, in ticks.
func (g *generator) round() float64 {
	quarter := 15 * float64(model.Minute)
	return quarter * []float64{0, 0, 1, 1, 2, 4, 8}[g.IntN(7)]
}

// chance is a random chance of at least least, or one at the ends.
func (g *generator) chance(least float64) float64 {
	if g.features.Round {
		return []float64{0.001, 0.5, 0.999, 1, 1, 1}[g.IntN(6)]
	}
	return least + (1-least)*g.Float64()
}

// share is a random chance that is small rather than large, or one at the ends.
func (g *generator) share() float64 {
	if g.features.Round {
		return []float64{0, 0.001, 0.5, 0.999}[g.IntN(4)]
	}
	return 0.6 * g.Float64()
}

type generator struct {
	*rand.Rand
	features Features
	horizon  model.Tick
}

func (g *generator) spec(tb testing.TB) model.Spec {
	s := model.Spec{}
	depth := 2 + g.IntN(3)
	for t := range depth {
		s.Tiers = append(s.Tiers, fmt.Sprintf("tier%d", t))
	}
	var hours []*model.Calendar
	for range 2 {
		hours = append(hours, g.calendar(tb))
	}
	for i := range 1 + g.IntN(3) {
		s.Channels = append(s.Channels, g.channel(tb, i, hours))
	}
	for t := range depth {
		s.TierRelay = append(s.TierRelay, t)
		s.Relays = append(s.Relays, g.relay(tb, len(s.Channels), hours))
	}
	g.tree(&s)
	n := len(s.Rows.Tier)
	if g.IntN(2) == 0 {
		s.Relays = append(s.Relays, g.relay(tb, len(s.Channels), hours))
		s.RowRelay = map[int32]int{int32(g.IntN(n)): len(s.Relays) - 1}
	}
	if g.features.Organisations {
		g.organisation(&s)
	}
	g.links(&s)
	g.outages(tb, &s)
	if g.features.Public {
		g.public(&s, hours)
	}
	g.ownLinks(tb, &s)
	if g.features.People {
		g.people(&s, hours)
	}
	return s
}

// organisation adds a hierarchy of two tiers of its own: its top is told by the
// first unit, and its members tell units of the second tier.
func (g *generator) organisation(s *model.Spec) {
	top := int32(len(s.Rows.Tier))
	s.Main = len(s.Tiers)
	addRow(&s.Rows, s.Main, -1, "union")
	s.Tiers = append(s.Tiers, "union", "local")
	s.TierRelay = append(s.TierRelay, 0, 1)
	s.Links = append(s.Links, model.Link{From: 0, To: top, Over: 0})
	for i, t := range s.Rows.Tier {
		if t == 1 {
			addRow(&s.Rows, s.Main+1, top, fmt.Sprint("local ", i))
			s.Links = append(s.Links, model.Link{From: model.Unit(len(s.Rows.Tier) - 1), To: model.Unit(i), Over: 0})
		}
	}
}

// tree plants a tree: each unit of a tier has 0 to 5 children, the first at
// least one.
func (g *generator) tree(s *model.Spec) {
	above := []int32{addRow(&s.Rows, 0, -1, "top")}
	for t := 1; t < len(s.Tiers); t++ {
		var tier []int32
		for i, p := range above {
			kids := g.IntN(6)
			if g.features.Round {
				kids = []int{0, 1, 1, 2, 3, 12}[g.IntN(6)]
			}
			if i == 0 {
				kids++
			}
			for k := range kids {
				tier = append(tier, addRow(&s.Rows, t, p, fmt.Sprintf("%d-%d", t, k)))
			}
		}
		above = tier
	}
}

func (g *generator) links(s *model.Spec) {
	n := len(s.Rows.Tier)
	if !g.features.Links && !g.features.Circles || n < 3 {
		return
	}
	for range g.IntN(2 * n) {
		a, b := g.IntN(n), g.IntN(n)
		if a == b {
			continue
		}
		// Rows are in order of tier, then of parent: the order of units.
		if !g.features.Circles && a > b {
			a, b = b, a
		}
		s.Links = append(s.Links, model.Link{From: model.Unit(a), To: model.Unit(b), Over: int32(g.IntN(len(s.Channels)))})
	}
}

// ownLinks gives some links a chance and a delay of their own: channels of their own,
// with the names of those that they were to go over.
func (g *generator) ownLinks(tb testing.TB, s *model.Spec) {
	for i := range s.Links {
		c := s.Channels[s.Links[i].Over]
		if c.Calls != nil || g.IntN(4) > 0 {
			continue
		}
		c.Delivers, c.Delay = g.chance(0.4), g.delay(tb, 1800)
		s.Links[i].Over = int32(len(s.Channels))
		s.Channels = append(s.Channels, c)
	}
}

func (g *generator) outages(tb testing.TB, s *model.Spec) {
	if !g.features.Outages {
		return
	}
	for range g.IntN(4) {
		o := model.Outage{Unit: model.NoUnit, Tier: g.IntN(len(s.Tiers)), Chance: g.chance(0), Whole: g.IntN(3) == 0}
		if g.IntN(2) == 0 {
			o.Unit, o.Chance = model.Unit(g.IntN(len(s.Rows.Tier))), 1
		}
		if !o.Whole {
			o.From, o.For = g.delay(tb, 3600*10), g.delay(tb, 3600*10)
		}
		s.Outages = append(s.Outages, o)
	}
}

func (g *generator) relay(tb testing.TB, channels int, hours []*model.Calendar) model.Relay {
	r := model.Relay{People: 1 + g.IntN(3), PassesOn: g.chance(0.5), Notices: g.delay(tb, 3600)}
	for c := range channels {
		if c == 0 || g.IntN(2) == 0 {
			r.Over = append(r.Over, c)
		}
	}
	if g.features.Hours && g.IntN(2) == 0 {
		r.Hours = hours[g.IntN(len(hours))]
	}
	r.Split = g.features.Split && g.IntN(4) == 0
	if g.features.Deputies && g.IntN(3) == 0 {
		r.Deputy = max(1, g.time(6*model.Hour))
	}
	if g.features.Alike && g.IntN(2) == 0 {
		r.Alike = g.chance(0)
	}
	return r
}
