package public

import (
	"math"

	"harkara/cascade/random"
	"harkara/model"
)

// growth plays the first growth of word of mouth in one unit, event by event,
// until so many know that a curve says how it goes on (curveKnowers).
//
// It keeps counts only. Of the people in homes that no round of visits has come
// to, those who do not know are a random subset of their number, since neither a
// broadcast nor talk asks who lives where: so whose turn it is needs not be
// known, and whom a visit finds is hypergeometric. The law is that of
// individuals, which plays person by person.
type growth struct {
	people  int64   // of the unit
	unaware int64   // who do not know; all live in homes not visited
	housed  int64   // people in homes not visited
	sizes   []int64 // sizes of household
	left    []int64 // homes of each size that no round has come to
	homes   int64   // all homes
	open    int64   // homes that no round has come to
	made    []int64 // visits that each round has made
	z       float64 // survival without talk up to now
	wait    float64 // what is left of the wait for the next to hear
	stream  source
}

// curveKnowers is from how many who know talk is followed as a curve. The mean
// of the curve then differs from the jump process's by at most talkError/n² of the
// people, its standard deviation by 4/n of itself (TestTalkIsTheJumpProcess).
const (
	curveKnowers = 200
	talkError    = 0.4
)

// begin is a unit in which nobody knows.
func (g *growth) begin(c *Crowd, i int, trial uint64) {
	g.people, g.unaware, g.housed = c.people[i], c.people[i], c.people[i]
	g.sizes, g.left = g.sizes[:0], g.left[:0]
	for _, s := range c.roomsOfKind[c.kindOf[i]] {
		g.sizes, g.left = append(g.sizes, s.size), append(g.left, s.homes)
	}
	g.homes, g.open = c.homes[i], c.homes[i]
	g.made = g.made[:0]
	for range c.law.rounds {
		g.made = append(g.made, 0)
	}
	g.z = 1
	g.stream = source{state: c.keys[i].Shift(wordGrowth).At(trial)}
	g.wait = g.exponential()
}

// exponential is a wait of mean 1. It is used up at the rate at which people hear,
// from step to step, so that a play does not depend on where steps end.
func (g *growth) exponential() float64 { return -snap(math.Log(g.uniform())) }

func (g *growth) uniform() float64 { return random.Uniform(g.stream.next()) }

// aware is how many know.
func (g *growth) aware() int64 { return g.people - g.unaware }

// over tells whether a curve can take over.
func (g *growth) over() bool { return g.aware() >= curveKnowers && g.unaware > 0 }

// step plays from lo to hi, with the hazards of both ends' laws between them,
// and returns hi, or when a curve can take over.
func (g *growth) step(w *Work, lo, hi model.Tick) model.Tick {
	// Survival is asked at both ends; a drop within one tick, or to nobody, is one
	// moment at which each hears with the same chance, else an even hazard.
	next := w.law.survival(&w.now, w.begun) // at hi
	hazard := 0.0
	sudden := hi-lo == 1 || next <= 0
	if !sudden && next < g.z {
		hazard = snap(math.Log(g.z/next)) / float64(hi-lo)
	}
	t, from := float64(lo), float64(lo)
	for {
		visit, round := g.nextVisit(w, lo, hi)
		t = g.events(t, min(visit, float64(hi)), hazard, w.law.talk)
		if g.over() {
			at := min(model.Tick(math.Ceil(t)), hi)
			g.z *= decay(hazard * (float64(at) - from))
			return at
		}
		if visit > float64(hi) {
			break
		}
		g.visit(round)
	}
	if sudden && next < g.z {
		g.hear(1 - next/g.z)
	}
	g.z = next
	return hi
}

// events lets people hear alone and by talk from t up to end, or until a curve
// can take over. Who hears next is anybody who does not know.
func (g *growth) events(t, end, hazard, talk float64) float64 {
	for g.unaware > 0 {
		rate := float64(g.unaware) * (hazard + float64(talk*float64(g.aware()))/float64(g.people))
		if rate <= 0 {
			break
		}
		if need := g.wait / rate; t+need < end {
			t += need
		} else {
			g.wait = max(g.wait-float64(rate*(end-t)), 0)
			break
		}
		g.unaware--
		g.wait = g.exponential()
		if g.over() {
			return t
		}
	}
	return end
}

// hear lets each of those who do not know hear with chance p, at one moment.
func (g *growth) hear(p float64) {
	n := float64(g.unaware)
	m := moments{mean: float64(n * p), vari: float64(float64(n*p) * (1 - p))}
	g.unaware -= m.draw(g.uniform(), g.unaware)
}

// nextVisit is when the next visit between lo and hi is made, and by which
// round; after hi where there is none.
func (g *growth) nextVisit(w *Work, lo, hi model.Tick) (t float64, round int) {
	t = math.Inf(1)
	for r := range w.law.rounds {
		v := &w.law.rounds[r]
		began := w.begun[len(w.law.broadcasts)+r]
		if g.made[r] == g.homes || v.made(w.now.open[r]-began) <= g.made[r] {
			continue
		}
		// The hours' edges end steps, so that open time is a straight line within
		// one, and so is the time of the next visit.
		start := w.openAt[r] - began // open time at lo
		part := (float64(g.made[r]+1)/v.perTick - float64(start)) / float64(w.now.open[r]-w.openAt[r])
		if at := min(float64(lo)+float64(max(part, 0)*float64(hi-lo)), float64(hi)); at < t {
			t, round = at, r
		}
	}
	return t, round
}

// visit makes one visit of a round. The home is any that the round has not come
// to; whether another round has been there is a matter of chance, and so is how
// many live there.
func (g *growth) visit(round int) {
	// Homes that no round has come to are a subset of those this round has not, and
	// a random one: with chance open/remaining the next is one of them.
	remaining := g.homes - g.made[round]
	g.made[round]++
	at := int64(float64(remaining) * g.uniform())
	for k := range g.left {
		if at < g.left[k] {
			g.left[k]--
			g.open--
			g.empty(g.sizes[k])
			return
		}
		at -= g.left[k]
	}
}

// empty takes a home of so many people out of those not visited.
func (g *growth) empty(size int64) {
	// One person after another, without replacement: a hypergeometric number.
	for range min(size, g.housed) {
		if float64(g.housed)*g.uniform() < float64(g.unaware) {
			g.unaware--
		}
		g.housed--
	}
}

// state is the state, which is certain.
func (g *growth) state() state {
	if g.unaware == 0 || g.homes == 0 {
		return state{q: g.z}
	}
	s := state{q: g.z, u: float64(g.open) / float64(g.homes), z: float64(g.unaware) / float64(g.housed)}
	// Homes are of unlike sizes: people in those not visited are not exactly a share
	// u of all, and delta makes up for it. Nothing varies.
	s.delta = float64(float64(g.people)*float64(s.u*s.z)) - float64(g.unaware)
	return s
}

// handOver is the cohort that goes on from here.
func (g *growth) handOver() cohort {
	h := cohort{state: g.state(), unvisited: 1}
	for _, made := range g.made {
		a := float64(made) / float64(g.homes)
		h.between = float64((1-a)*float64((1-a)*h.between)) + float64(a*(1-a))*float64(h.unvisited*(1-h.unvisited))
		h.unvisited *= 1 - a
	}
	return h
}

// homesOfSize is how many homes of a unit have so many people.
type homesOfSize struct{ size, homes int64 }

// setRooms finds how many homes of each size there are in each kind of unit.
func (c *Crowd) setRooms() {
	c.roomsOfKind = make([][]homesOfSize, len(c.kinds))
	for i := range c.served {
		k := c.kindOf[i]
		if c.grown[i] && c.roomsOfKind[k] == nil {
			c.roomsOfKind[k] = c.roomsIn(i)
		}
	}
}

// roomsIn is how many homes of each size the i-th served unit has: sizes as even as
// whole people allow, or in the scenario's shares.
func (c *Crowd) roomsIn(i int) []homesOfSize {
	if c.sizes != nil || c.homes[i] == 0 {
		return roomsOf(c.sizes, c.people[i], c.homes[i])
	}
	q, more := c.homeSizes(i)
	if more == 0 {
		return []homesOfSize{{q, c.homes[i]}}
	}
	return []homesOfSize{{q, c.homes[i] - more}, {q + 1, more}}
}

// roomsOf is how many of h homes have each size, ascending, when n people live in
// them and their sizes come in the given shares, as nearly as whole homes allow.
// Where that does not hold n people, everybody still has a home: where there are
// more of them they live one more to a home, the smallest first and all over again;
// where there are fewer, the largest homes have one less, and again.
func roomsOf(sizes []float64, n, h int64) []homesOfSize {
	if h == 0 {
		return nil
	}
	count := make([]int64, len(sizes)+1) // homes of each size
	given, left, upTo := int64(0), n, 0.0
	for i, share := range sizes {
		upTo += share
		last := min(max(int64(math.Round(float64(upTo*float64(h)))), given), h)
		if i == len(sizes)-1 {
			last = h
		}
		count[i+1] = last - given
		left -= (last - given) * int64(i+1)
		given = last
	}
	for large := len(sizes); left < 0 && large > 1; large-- {
		cut := min(count[large], -left)
		count[large], count[large-1], left = count[large]-cut, count[large-1]+cut, left+cut
	}
	more, some := max(left, 0)/h, max(left, 0)%h
	var rooms []homesOfSize
	add := func(size, homes int64) {
		switch last := len(rooms) - 1; {
		case homes == 0:
		case last >= 0 && rooms[last].size == size:
			rooms[last].homes += homes
		default:
			rooms = append(rooms, homesOfSize{size, homes})
		}
	}
	for size, homes := range count {
		first := min(homes, some) // these have one more than the others
		some -= first
		add(int64(size)+more, homes-first)
		add(int64(size)+more+1, first)
	}
	return rooms
}
