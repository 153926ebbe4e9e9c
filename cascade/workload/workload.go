// Package workload is work of known size by which speed is measured, beside
// reference programs that do the same.
package workload

import (
	"math"
	"math/rand/v2"

	"harkara/cascade"
	"harkara/model"
)

// IndiaTiers are the units in each tier of a tree shaped like India: a nation, 36
// states, 785 districts, 7,200 blocks and 262,000 panchayats, 270,022 units.
var IndiaTiers = []int{1, 36, 785, 7200, 262_000}

// names of the tiers, and the natural logarithm of the median, in hours, and the
// deviation of that logarithm, of the delay of the hop to each.
var (
	names = []string{"nation", "state", "district", "block", "panchayat"}
	mu    = []float64{0, 0.5, 1, 1.2, 1.5}
	sigma = []float64{0, 0.8, 0.8, 0.9, 1}
)

const delivers = 0.9

// Median and P90 are those of the delay of the hop to a tier, in seconds.
func Median(tier int) float64 { return 3600 * math.Exp(mu[tier]) }

// P90 is what nine in ten delays of the hop to a tier are within, in seconds.
func P90(tier int) float64 { return Median(tier) * math.Exp(1.2815515655446004*sigma[tier]) }

// Tree is a message down a tree with so many units in each tier, spread evenly.
// Each passes it on at once; each hop delivers with chance 0.9 after a lognormal
// delay. It is the work of the reference program relay_tree.c, with its hours
// for hours.
func Tree(sizes ...int) (cascade.Problem, error) {
	s := model.Spec{Tiers: names[:len(sizes)]}
	first := 0
	for t, size := range sizes {
		s.TierRelay = append(s.TierRelay, t)
		s.Relays = append(s.Relays, model.Relay{People: 1, PassesOn: 1, Notices: model.Fixed(0)})
		if t > 0 {
			d, err := model.NewLogNormal(Median(t), P90(t))
			if err != nil {
				return cascade.Problem{}, err
			}
			s.Relays[t-1].Over = []int{len(s.Channels)}
			s.Channels = append(s.Channels, model.Channel{Name: "to " + names[t], Delivers: delivers, Delay: d})
		}
		for i := range size {
			parent, ordinal := int32(-1), int32(i+1)
			if t > 0 {
				above := i * sizes[t-1] / size
				parent = int32(first - sizes[t-1] + above)
				ordinal = int32(i - (above*size+sizes[t-1]-1)/sizes[t-1] + 1)
			}
			row(&s.Rows, t, parent, ordinal)
		}
		first += size
	}
	return sized(s)
}

// Graph is a message among units of one tier of which each is linked to
// so many others, drawn at random: chance 0.3 and an exponential delay of an
// hour on each link. It is the work of the reference program first_passage.c.
func Graph(units, links int) (cascade.Problem, error) {
	d, err := model.NewExponential(3600)
	if err != nil {
		return cascade.Problem{}, err
	}
	return graph(units, links, d)
}

// Rounds is Graph with a delay of an hour on each link, no more and no less: an
// independent cascade, as libraries for those play it.
func Rounds(units, links int) (cascade.Problem, error) { return graph(units, links, model.Fixed(3600)) }

// graph is Graph with a delay d on each link.
func graph(units, links int, d model.Delay) (cascade.Problem, error) {
	s := model.Spec{Tiers: []string{"unit"}, TierRelay: []int{0},
		Relays:   []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0)}},
		Channels: []model.Channel{{Name: "link", Delivers: 0.3, Delay: d}}}
	draws := rand.New(rand.NewPCG(1, 2))
	for u := range units {
		row(&s.Rows, 0, -1, int32(u+1))
		for range links {
			s.Links = append(s.Links, model.Link{From: model.Unit(u), To: model.Unit(draws.IntN(units))})
		}
	}
	return sized(s)
}

// row adds a generated unit.
func row(r *model.Rows, tier int, parent, ordinal int32) {
	r.Tier = append(r.Tier, uint8(tier))
	r.Parent = append(r.Parent, parent)
	r.Ordinal = append(r.Ordinal, ordinal)
	r.Population = append(r.Population, model.Unknown)
	r.Households = append(r.Households, model.Unknown)
}

// sized is a problem asked as a scenario asks by default, with a horizon
// beyond nearly every arrival.
func sized(s model.Spec) (cascade.Problem, error) {
	n, err := model.New(s)
	return cascade.Problem{
		Network:  n,
		Messages: []model.Message{{Name: "message", From: []model.Unit{0}, Expires: model.Never}},
		Question: model.Question{Horizon: Horizon, At: []model.Tick{6 * model.Hour, model.Day, 3 * model.Day}},
		Seed:     1,
	}, err
}

// Horizon is beyond nearly every arrival.
const Horizon = 4 * model.Week
