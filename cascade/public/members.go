package public

import (
	"math"
	"slices"

	"harkara/model"
)

// state is the law of the people of one unit at one time, given the relay.
type state struct {
	// u is the share of homes that no round of visits has come to, and v the
	// variance of their number, for each home.
	u, v float64
	// z is the chance that somebody whose home was not visited has not heard.
	z float64
	// d is the variance of the number of those, for each of them. Where nobody
	// talks people hear alone, and it is z(1−z).
	d float64
	// delta is how many people more than u and z say are expected to know: the
	// first correction for their finite number.
	delta float64
	// uneven is how unsure it is which homes were visited, which are not all of
	// one size: u(1−u) where that is not known, and 0 where it is.
	uneven float64
	// q is what z would be if nobody talked.
	q float64
	// part is what tells homes apart that are not visited, until the law is asked
	// again; nil where all are alike.
	part *inPart
	// counted is true where the number of people who have not heard is counted, and
	// does not vary; that of homes does.
	counted bool
}

// state is the state, now, of people who do not talk and whose sources began so.
func (l *law) state(now *instant, b begun, homes int64) (s state) {
	l.setState(&s, now, b, homes)
	return s
}

// setState is state, put where the caller has room for it.
func (l *law) setState(s *state, now *instant, b begun, homes int64) {
	u, v, z := 1.0, 0.0, 0.0
	if len(l.whole) > 0 {
		u, v = l.unvisited(now, b, homes)
	}
	var part *inPart
	if len(l.part) == 0 {
		z = l.survival(now, b)
	} else {
		part = &now.part
		l.setLayers(now, b, homes)
		for k := range part.layers {
			x := &part.layers[k]
			z += float64(x.p * x.s)
		}
	}
	*s = state{u: u, v: v, z: z, d: float64(z * (1 - z)), uneven: float64(u * (1 - u)), q: z, part: part}
}

// moments are the mean and the variance of a count of people or households,
// given the relay.
type moments struct{ mean, vari float64 }

// members is how many people and households there are in one state.
type members struct {
	// people and units are numbers, not shares; homes are numbers of households.
	people, units float64
	// uneven is how much the number of people in a random half of the homes of
	// a unit varies, four times over: they are not all of one size.
	uneven float64
	pairs  float64             // how many others live with a person, on average
	homes  [maxClasses]float64 // by size, in the order of Crowd.classes
	lo, hi int                 // other classes of homes than from lo up to hi are 0
}

// maxClasses is how many sizes of household are told apart; the largest stands
// for all larger ones.
const maxClasses = 13

// setClasses finds the sizes of household that occur, in units of all kinds.
func (c *Crowd) setClasses(kinds []int32) {
	seen := map[int64]bool{}
	for _, i := range kinds {
		for _, r := range c.roomsIn(int(i)) {
			seen[r.size] = true
		}
	}
	for k := range seen {
		c.classes = append(c.classes, k)
	}
	slices.Sort(c.classes)
	for len(c.classes) > maxClasses {
		// Keep every other: the sizes between go to their neighbours.
		kept := c.classes[:0]
		for i := 0; i < len(c.classes); i += 2 {
			kept = append(kept, c.classes[i])
		}
		c.classes = kept
	}
}

// homeSizes tells the sizes of the i-th unit's homes: more of them have q+1
// people, the others q.
func (c *Crowd) homeSizes(i int) (q, more int64) {
	if c.homes[i] == 0 {
		return 0, 0
	}
	return c.people[i] / c.homes[i], c.people[i] % c.homes[i]
}

// setKinds finds the distinct weights of served units, and their sizes of household.
func (c *Crowd) setKinds() {
	if l := c.like; l != nil {
		c.kinds, c.kindOf, c.classes = l.kinds, l.kindOf, l.classes
		return
	}
	known := map[[2]int64]int32{}
	c.kindOf = make([]int32, len(c.served))
	var first []int32 // of each kind, the first unit
	for i := range c.served {
		if i > 0 && c.people[i] == c.people[i-1] && c.homes[i] == c.homes[i-1] {
			c.kindOf[i] = c.kindOf[i-1]
			continue
		}
		name := [2]int64{c.people[i], c.homes[i]}
		k, ok := known[name]
		if !ok {
			k = int32(len(first))
			known[name] = k
			first = append(first, int32(i))
		}
		c.kindOf[i] = k
	}
	c.setClasses(first)
	c.kinds = make([]members, len(first))
	for k, i := range first {
		c.kinds[k] = c.everybody(int(i))
	}
}

// membersOf is everybody in the i-th served unit.
func (c *Crowd) membersOf(i int) *members { return &c.kinds[c.kindOf[i]] }

// everybody is all people and homes of the i-th served unit. The number of people in
// a random half of h homes of unlike sizes varies by Σ(k − mean)²/(4(h − 1)/h), a
// quarter of uneven (Cochran, Sampling Techniques, 1977, theorem 2.2).
func (c *Crowd) everybody(i int) members {
	w := members{people: float64(c.people[i]), units: 1, lo: maxClasses}
	h := float64(max(c.homes[i], 1))
	mean := w.people / h
	for _, r := range c.roomsIn(i) {
		k, n := float64(r.size), float64(r.homes)
		w.uneven += float64(n * float64((k-mean)*(k-mean)))
		c.spreadHomes(&w, r.size, r.homes)
	}
	w.uneven *= h / max(h-1, 1)
	w.setPairs(c.classes)
	return w
}

// setPairs finds how many others live with a person where homes are of these sizes.
func (w *members) setPairs(classes []int64) {
	for k := w.lo; k < w.hi; k++ {
		size := classes[k]
		w.pairs += float64(w.homes[k] * float64(size*(size-1)))
	}
	w.pairs /= max(w.people, 1)
}

// spreadHomes puts n homes of one size into its class, or between two.
func (c *Crowd) spreadHomes(w *members, size, n int64) {
	if n == 0 {
		return
	}
	k, found := slices.BinarySearch(c.classes, size)
	switch {
	case found:
		w.put(k, float64(n))
	case k == len(c.classes):
		w.put(k-1, float64(n))
	default:
		lo, hi := c.classes[k-1], c.classes[k]
		part := float64(size-lo) / float64(hi-lo)
		w.put(k-1, float64(n)*(1-part))
		w.put(k, float64(n)*part)
	}
}

// put adds homes of a class.
func (w *members) put(class int, homes float64) {
	w.homes[class] += homes
	w.lo, w.hi = min(w.lo, class), max(w.hi, class+1)
}

// count adds the people and households of one group of people in one state.
//
// People: of N, a share u·z has not heard; their number has the variance N·u·d,
// and, as homes are of unlike sizes, who lives in the visited ones adds to it.
// A home of k people has not heard with chance u·z^k, alone of the others but
// for the chance that talk gives all alike: what d is above z(1−z).
func (c *Crowd) count(allPeople, allHomes *moments, w *members, s *state) {
	// Sums in memory have to wait for each other; variables do not.
	people, homes := *allPeople, *allHomes
	// That of a state in which talk gives delta more people, for each unit, is added.
	people.mean += float64(w.people*(1-float64(s.u*s.z))) + float64(w.units*s.delta)
	was := people.vari
	people.vari += float64(float64(w.people*s.u) * s.d)
	people.vari += float64(float64(w.uneven*s.uneven) * float64(s.z*s.z))
	shared := s.d - float64(s.z*(1-s.z))
	if s.v > 0 {
		people.vari += float64(float64(w.people*s.v)*float64(s.z*s.z)) * (w.people / max(w.total(), 1))
	}
	if s.part != nil {
		s.part.start()
		people.vari -= float64(float64(w.people*float64(s.u*s.u))*s.part.lessOf(s.part.chance)) * (w.people / max(w.total(), 1))
	}
	if w.lo >= w.hi {
		*allPeople = people
		return
	}
	with := 0.0 // the covariance of those people and homes who have not heard
	pow, together := c.classes[w.lo], s.together()
	z, raised := 1.0, int64(0)
	if s.part == nil {
		z = model.Power(s.z, pow)
	}
	for k := w.lo; k < w.hi; k++ {
		h, size := w.homes[k], c.classes[k]
		if h == 0 {
			continue
		}
		for ; pow < size && s.part == nil; pow++ {
			z *= s.z
		}
		// b is the chance that nobody has heard at a home of this size to which nothing came
		// that all there hear. Homes to which ways came of which not all hear are told apart:
		// two people of one are less independent than two of others.
		b := z
		if s.part != nil {
			b, raised = s.part.raise(size-raised), size
			people.vari += float64(float64(h*float64(size*(size-1))) * float64(s.u*together))
			if s.part.rounds {
				homes.vari -= float64(float64(h*float64(s.u*s.u)) * s.part.lessOf(s.part.power))
			}
		}
		homes.mean += float64(h * (1 - float64(s.u*b)))
		homes.vari += float64(float64(h*s.u)*float64(b*(1-b))) + float64(float64(h*s.v)*float64(b*b))
		with += float64(float64(h*float64(size)) * float64(b*(float64(s.u*(1-s.z))+float64(s.v*s.z))))
		if s.counted || shared == 0 && s.delta == 0 || s.z <= 0 {
			continue // nobody talks
		}
		// Those who do not know are not independent: what their number varies more,
		// or less, bends the chance that nobody at home knows.
		mean := float64(size)
		slope := mean * b / s.z
		curvature := (mean - 1) * slope / s.z
		if mean > 0 {
			homes.vari += float64(float64(h*s.u) * float64(float64(slope*slope)*shared) / mean)
		}
		homes.mean += float64(float64(h*w.units) * float64(float64(slope*s.delta)-float64(curvature*shared)/2) / max(w.people, 1))
	}
	if s.counted {
		// How many people have heard is known: homes are what is expected given that,
		// and vary by what that does not tell. With k of a home's people, u·b the chance
		// that none has heard, and delta more people who have than is expected,
		//
		//	with = Σ k·b(u(1−z) + vz),  homes gain with/own·delta, and lose with²/own
		//
		// of their mean and variance (linear regression).
		if own := people.vari - was; own > 0 {
			homes.mean += float64(with / own * s.delta)
			homes.vari -= float64(with / own * with)
		}
		people.vari = was
	}
	*allPeople, *allHomes = people, homes
}

func itself(x float64) float64 { return x }

// draw is one count out of total, given the uniform number v in (0, 1): the quantile of
// a binomial with the moments' mean and variance, or for many, of a normal
// with its skewness (Cornish and Fisher, 1938). A unit alone is exactly that
// binomial; a sum over units is one in mean and variance.
func (m moments) draw(v float64, total int64) int64 {
	n := float64(total)
	if m.vari < 1e-9 || m.mean <= 0 || m.mean >= n {
		return int64(math.Round(min(max(m.mean, 0), n)))
	}
	return int64(min(max(countQuantile(m.mean, m.vari, v, n), 0), n))
}
