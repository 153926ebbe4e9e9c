package reference

import (
	"math"
	"math/rand/v2"
	"slices"

	"harkara/model"
)

// Heard is when each person, and each household, first heard in one trial:
// model.Never where not. Households hear with the first of their people.
type Heard struct{ People, Homes []model.Tick }

// People plays the people of all served units after a play, person by person,
// with random numbers of their own.
func People(y *Play, r *rand.Rand) Heard {
	var all Heard
	for i, u := range y.net.Served() {
		v := &servedPeople{Play: y, Rand: r, unit: u, homes: int(y.net.Homes()[i]), absent: map[[2]int]bool{}}
		v.assignHomes(int(y.net.People()[i]))
		for s := range y.net.Public().Hears {
			v.hear(s)
		}
		v.talk()
		homes := slices.Repeat([]model.Tick{model.Never}, v.homes)
		for k, t := range v.heard {
			if t > y.problem.Question.Horizon {
				v.heard[k] = model.Never
			} else if v.homes > 0 {
				homes[v.home[k]] = min(homes[v.home[k]], t)
			}
		}
		all.People, all.Homes = append(all.People, v.heard...), append(all.Homes, homes...)
	}
	return all
}

// servedPeople is the people of one served unit.
type servedPeople struct {
	*Play
	*rand.Rand
	unit    model.Unit
	homes   int
	home    []int           // of each person
	segment []int           // of each person
	heard   []model.Tick    // of each person
	both    []float64       // of each person: decides two audiences that overlap
	absent  map[[2]int]bool // person and channel: nobody reaches them over it
}

// assignHomes gives each person a home and a segment. Homes are as even as whole
// people allow, or of the sizes given in their shares: what people are left
// live one more to a home, and where they are too few the largest have fewer.
func (v *servedPeople) assignHomes(people int) {
	pub := v.net.Public()
	size := make([]int, max(v.homes, 1))
	if len(pub.Sizes) > 0 {
		upTo := 0.0
		next := 0
		for n, share := range pub.Sizes {
			for upTo += share; next < v.homes && float64(next) < math.Round(upTo*float64(v.homes)); next++ {
				size[next] = n + 1
			}
		}
	}
	left := people
	for _, n := range size {
		left -= n
	}
	for ; left < 0; left++ {
		size[slices.Index(size, slices.Max(size))]--
	}
	for k := 0; left > 0; k, left = k+1, left-1 {
		size[k%len(size)]++
	}
	for h, n := range size {
		for range n {
			v.home = append(v.home, h)
			v.segment = append(v.segment, v.drawSegment(pub.Segments))
			v.heard = append(v.heard, model.Never)
			v.both = append(v.both, v.Float64())
		}
	}
}

func (v *servedPeople) drawSegment(segments []model.Segment) int {
	x := v.Float64()
	for i, s := range segments {
		if x -= s.Share; x < 0 {
			return i
		}
	}
	return max(len(segments)-1, 0)
}

// hear lets people hear from the network's s-th source.
func (v *servedPeople) hear(s int) {
	source := &v.net.Public().Hears[s]
	start := model.Never
	if sender := v.sender(source); sender != model.NoUnit {
		start = v.Start[sender]
	}
	if start == model.Never {
		return
	}
	switch source.Kind {
	case model.Broadcast:
		if source.PerHome {
			when := make([]model.Tick, max(v.homes, 1))
			for h := range when {
				when[h] = model.Never
				if v.Float64() < v.shareOf(source) {
					when[h] = v.broadcast(source, -1-h, start)
				}
			}
			v.atHome(source, when)
			return
		}
		for k := range v.heard {
			if (source.Among == 0 || source.Among>>v.segment[k]&1 == 1) && v.inAudience(s, k) {
				v.heard[k] = min(v.heard[k], v.broadcast(source, k, start))
			}
		}
	case model.Visits:
		v.atHome(source, v.visits(source, start))
	}
}

// visits are when each home is met: round after round, each to the homes not met yet
// in a new random order, by the same workers.
func (v *servedPeople) visits(s *model.Source, start model.Tick) []model.Tick {
	when := slices.Repeat([]model.Tick{model.Never}, max(v.homes, 1))
	made := 0
	for range s.Again + 1 {
		for _, h := range v.Perm(v.homes) {
			if when[h] != model.Never && when[h] >= 0 {
				continue
			}
			made++
			if v.Float64() < s.Closed {
				continue
			}
			work := float64(made) * float64(model.Hour) / (float64(s.Workers) * s.PerHour)
			when[h] = workedUp(s.Hours, start, model.Tick(math.Ceil(work-1e-6)))
		}
	}
	return when
}

// atHome lets people hear what came to their home: each alone, unless they are not
// among those it is for.
func (v *servedPeople) atHome(s *model.Source, when []model.Tick) {
	for k, h := range v.home {
		if s.Among != 0 && s.Among>>v.segment[k]&1 == 0 || v.Float64() < s.Unheard {
			continue
		}
		v.heard[k] = min(v.heard[k], when[h])
	}
}

// sender is the unit from which a source comes: of its tier, at or above the
// people's own; a tier beside theirs has a sender for everybody where it has
// one unit.
func (v *servedPeople) sender(s *model.Source) model.Unit {
	if s.Kind == model.Talk {
		return model.NoUnit
	}
	if s.From < 0 {
		return v.unit
	}
	for u := v.unit; u != model.NoUnit; u = v.net.Parent(u) {
		if v.net.TierOf(u) == s.From {
			return u
		}
	}
	if in := v.net.InTier(s.From); in.Len() == 1 {
		return in.Lo
	}
	return model.NoUnit
}

// inAudience draws whether a person is in the audience of a broadcast. Of two
// that overlap, the second's is the shared part of the first's, and the rest of
// it from among the others.
func (v *servedPeople) inAudience(s, person int) bool {
	pub := v.net.Public()
	for _, o := range pub.Overlaps {
		first, second := pub.Hears[o.A].Share, pub.Hears[o.B].Share
		x := v.both[person]
		switch s {
		case o.A:
			return x < first
		case o.B:
			return x < o.Share || x >= first && x < first+second-o.Share
		}
	}
	return v.Float64() < v.shareOf(&pub.Hears[s])
}

// shareOf is a broadcast's share where these people live: that of the nearest
// unit, from theirs upwards, for which one is given.
func (v *servedPeople) shareOf(s *model.Source) float64 {
	for u := v.unit; u != model.NoUnit; u = v.net.Parent(u) {
		for _, x := range s.Shares {
			if x.Unit == u {
				return x.Share
			}
		}
	}
	return s.Share
}

// broadcast draws when somebody in an audience hears: at an attempt that
// succeeds, after its delay. Who cannot be reached over a channel hears nothing
// that is broadcast over it. A receiver is a person, or a household as −1 less its
// number.
func (v *servedPeople) broadcast(s *model.Source, receiver int, start model.Tick) model.Tick {
	ch := &v.net.Channels()[s.Channel]
	who := [2]int{receiver, s.Channel}
	if _, known := v.absent[who]; !known {
		v.absent[who] = v.Float64() < ch.Unreachable
	}
	if v.absent[who] {
		return model.Never
	}
	at := start
	for attempt := range ch.Retry.Times + 1 {
		if at = whenOpen(ch.Hours, nil, at); at > v.problem.Question.Horizon {
			return model.Never
		}
		if v.Float64() < succeeds(ch, attempt) {
			return min(at+model.TicksOf(ch.Delay.Quantile(v.Float64())), model.Never)
		}
		at += ch.Retry.Every
	}
	return model.Never
}
