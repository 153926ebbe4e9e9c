package montecarlo

import (
	"math"

	"harkara/cascade"
	"harkara/model"
)

// lateness is how much later the pooled times of a line may be than the plays show:
// by outages, failed contacts and the ends of long delays that are so rare that none
// may be among them.
// sure is true where nothing is left to chance. wait is in ticks, of the mean of all;
// share is how many of all may come late.
type lateness struct {
	sure        bool
	wait, share float64
}

// A rarity is something that happens to a unit with a chance, and makes it late by
// so much, in ticks.
type rarity struct{ chance, late float64 }

// rarities are those of all units that no n plays need show: whose chance is at most
// limit, unseen(n).
type rarities struct {
	limit float64
	kinds [][]rarity // the first is of units without any
	of    []int32    // of each unit, an index of kinds
	parts []float64  // of a line, written over (weights)
}

// rare finds them. Units with the same relay below the same relay are alike, but for
// outages of their own.
func (s *setup) rare(n int) *rarities {
	net := s.problem.Network
	r := &rarities{limit: unseen(n), kinds: [][]rarity{nil}, of: make([]int32, net.Len())}
	known := map[[2]int]int32{}
	for i := range r.of {
		u := model.Unit(i)
		// At the top nobody is above: −1.
		key := [2]int{net.RelayKind(u), -1}
		if up := net.Parent(u); up != model.NoUnit {
			key[1] = net.RelayKind(up)
		}
		kind, ok := known[key]
		if !ok {
			kind = r.add(s.delaysOf(u, r.limit))
			known[key] = kind
		}
		// An outage of a tier counts for each unit of it, too.
		if own := s.outagesOf(u, r.limit); own != nil {
			kind = r.add(append(own, r.kinds[kind]...))
		}
		r.of[i] = kind
	}
	return r
}

func (r *rarities) add(all []rarity) int32 {
	if len(all) == 0 {
		return 0
	}
	r.kinds = append(r.kinds, all)
	return int32(len(r.kinds) - 1)
}

// caution is how many times what is expected of things too rare to be seen is
// allowed for.
const caution = 1.5

// late is the lateness of a line: each rarity delays those at or below its unit.
// All of them cost what is expected (caution times); where that is many things, of
// which some are seen, no more than the largest, with the chance that none is.
func (s *setup) late(r *rarities, l *cascade.Line) lateness {
	out := lateness{sure: !s.chancy}
	if out.sure || l.Total == 0 {
		return out
	}
	var wait, share float64 // of the largest
	count := func(all []rarity, w float64) {
		for _, x := range all {
			out.wait += caution * w * x.chance * x.late
			out.share += caution * w * x.chance
			wait, share = max(wait, w*x.late), max(share, w)
		}
	}
	if l.Under != model.NoUnit { // groups are many: anything may concern all of one
		for _, all := range r.kinds {
			count(all, 1)
		}
	} else {
		// How much of the line lies at or below each unit.
		r.parts = weights(r.parts, s.problem.Network, l)
		for u, w := range r.parts {
			count(r.kinds[r.of[u]], w)
		}
	}
	for _, x := range s.rareCircumstances(r.limit) {
		count([]rarity{x}, 1)
	}
	out.wait, out.share = min(out.wait, r.limit*wait), min(out.share, r.limit*share)
	return out
}

// delaysOf are what may make a unit late: the ends of how long it is under way from
// its parent, or of how long its people take to notice, and contacts that are made
// again. Its own people notice late for those after it; to count that for the unit
// itself too only widens bounds.
func (s *setup) delaysOf(u model.Unit, limit float64) []rarity {
	n := s.problem.Network
	out := tail(nil, n.Relay(u).Notices, limit)
	up := n.Parent(u)
	if up == model.NoUnit {
		return out
	}
	for _, c := range n.Relay(up).Over {
		ch := &n.Channels()[c]
		out = tail(out, ch.Delay, limit)
		if ch.Calls != nil {
			out = tail(out, ch.Calls.Each, limit)
		}
		// A contact that hardly ever fails comes late by all its retries, at most.
		if fails := 1 - ch.Delivers; ch.Retry.Times > 0 && fails > 0 && fails <= limit {
			out = append(out, rarity{fails, float64(ch.Retry.Every) * float64(ch.Retry.Times)})
		}
	}
	return out
}

// rareCircumstances are circumstances that plays may not show, or not without: they
// may make everybody late, by as much as a play lasts.
func (s *setup) rareCircumstances(limit float64) []rarity {
	if s.problem.Variants() == nil {
		return nil
	}
	var out []rarity
	for _, c := range s.problem.Circumstances.List {
		if rare := min(c.Chance, 1-c.Chance); 0 < rare && rare <= limit {
			out = append(out, rarity{rare, float64(s.problem.Question.Horizon)})
		}
	}
	return out
}

// tail adds the end of a delay that is exceeded with a chance of limit: by how much,
// in the mean of those that exceed it, by the midpoint rule.
func tail(to []rarity, d model.Delay, limit float64) []rarity {
	if d == nil || !drawn(d) {
		return to
	}
	const points = 32
	from, late := d.Quantile(1-limit), 0.0
	for k := range points {
		late += (d.Quantile(1-limit*(float64(k)+0.5)/points) - from) / points
	}
	if late <= 0 {
		return to
	}
	return append(to, rarity{limit, late * float64(model.Second)})
}

// outagesOf are outages of a unit that plays may not show; one that lasts for the
// whole play makes nobody late, but takes away those who would be.
func (s *setup) outagesOf(u model.Unit, limit float64) []rarity {
	var out []rarity
	for _, o := range s.problem.Network.Outages() {
		// One of a unit, or one of its tier.
		befalls := o.Unit == u || o.Unit == model.NoUnit && o.Tier == s.problem.Network.TierOf(u)
		if !befalls || o.Chance > limit || o.Chance <= 0 {
			continue
		}
		late := 0.0
		if !o.Whole {
			late = math.Min(o.For.Mean()*float64(model.Second), float64(s.problem.Question.Horizon))
		}
		out = append(out, rarity{o.Chance, late})
	}
	return out
}
