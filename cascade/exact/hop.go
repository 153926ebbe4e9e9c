package exact

import (
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// computer works out laws on one grid.
//
// The fields that are maps are caches: a law depends only on the relay, channel or
// kind that is its key, so it is worked out once for each grid. All laws are of waits
// in ticks, held on the computer's own grid; a computer of another grid shares none
// of them.
type computer struct {
	*relays
	*lattice.Grid
	// until is a time of the clock in ticks; arrivals later than it are not known
	// from this grid.
	until    model.Tick // up to which it is asked
	parts    int        // into how many a law is cut where each has to be followed alone
	followed int        // how many laws needed that
	// arrivals has one law for each kind: when a unit of the kind first has the
	// message. The mass that a law lacks is the chance that it never does within the
	// grid.
	arrivals   []*lattice.Dist
	once, sent map[int]*lattice.Dist          // of channels without hours
	noticed    map[*model.Relay]*lattice.Dist // from arrival to a person's start
	reply      map[*model.Relay]*lattice.Dist // from a person's start to a child, all channels
	all        map[*model.Relay]*lattice.Dist // from the start of all of a relay's people to a child
	kernels    map[*model.Relay]*lattice.Dist // from arrival to a child, where nobody keeps hours
	sums       map[*model.Relay][]float64     // of reply, at points
	sets       map[*model.Relay][]reached     // of the channels that reach a child
	starts     map[[2]int32][]lattice.Atom
	firsts     map[[2]int32]*lattice.Dist // of the first start, by kind and class
}

// newComputer works out the arrivals of all kinds on a grid of about so many cells
// from the release to end. Kinds are numbered so that a kind comes after the kind of
// its parent; one pass in that order is enough, as each law follows from that of the
// parent alone (a Markov chain down the tree). columns tells whether the times that
// are asked about should lie at points of the grid, where bounds are tightest.
func newComputer(r *relays, end model.Tick, cells, parts int, columns bool) *computer {
	c := &computer{relays: r, until: end, Grid: lattice.NewGrid(r.p.Message().At, end, cells, r.matter(end, columns)), parts: parts,
		once: map[int]*lattice.Dist{}, sent: map[int]*lattice.Dist{}, noticed: map[*model.Relay]*lattice.Dist{}, reply: map[*model.Relay]*lattice.Dist{},
		kernels: map[*model.Relay]*lattice.Dist{}, all: map[*model.Relay]*lattice.Dist{}, firsts: map[[2]int32]*lattice.Dist{}, starts: map[[2]int32][]lattice.Atom{}, sums: map[*model.Relay][]float64{}, sets: map[*model.Relay][]reached{}}
	c.arrivals = make([]*lattice.Dist, len(r.kinds))
	c.arrivals[origin] = c.Certainly(0)
	last := make([]int, len(r.kinds)) // the last kind that comes of each
	for i, k := range r.kinds[1:] {
		last[k.parent] = i + 1
	}
	for i := 1; i < len(r.kinds); i++ {
		k := r.kinds[i]
		c.arrivals[i] = c.hop(c.arrivals[k.parent], &r.classes[k.class])
		// No later kind follows from this parent, so its transforms are not needed
		// again.
		if last[k.parent] == i {
			c.arrivals[k.parent].Forget()
		}
	}
	return c
}

// hop is when a child has the message, given when its parent has it; or an answer is
// given, or at the unit above, given when the message, or the answer, came.
func (c *computer) hop(a *lattice.Dist, cl *class) *lattice.Dist {
	if cl.made {
		return a.Convolve(c.noticeOf(cl.relay)).Shift(0, cl.relay.PassesOn)
	}
	if cl.sends != nil {
		a = a.NextOpen(cl.sends)
	}
	return c.overStates(cl, func(s *state) *lattice.Dist { return c.hopIn(a, cl.relay, s.open) })
}

// overStates mixes, by their chances and that of the unit not to be silent, what
// becomes of each state of a class's outages.
//
// By the law of total probability,
//
//	F = (1 − silent) · Σ_s P(s) · F_s
//
// where s runs over the states. The states are exclusive and their chances add up to
// 1. Bounds of error are mixed with the same weights, and so hold for the mixture.
func (c *computer) overStates(cl *class, in func(s *state) *lattice.Dist) *lattice.Dist {
	var out *lattice.Dist
	for i := range cl.states {
		s := &cl.states[i]
		l := in(s)
		// A chance below 1 takes its share of the mass away; what is missing never
		// comes.
		if p := s.chance * (1 - cl.silent); p < 1 {
			l = l.Shift(0, p)
		}
		if out == nil {
			out = l
		} else {
			out = out.Mix(l)
		}
	}
	return out
}

// hopOver is hop for people who may start in an opening, each acting alone, to a
// child that all of their channels reach. Where nothing depends on
// the clock the wait from the parent's arrival to the child's is always of the
// same law,
//
//	P(child untold after τ) = (1 − p·W(τ))^n,  W = notices ∗ channels,
//
// and is convolved. For one person alone, what the clock does is done to the
// distribution of the start. What several people do is independent only given
// the arrival: that goes part by part.
//
// People who split the children between them tell each child by one person alone, so
// for a single child they count as one. The convolution of a and the wait is a sum of
// two independent times; its bound of error is that of lattice.Dist.Convolve.
func (c *computer) hopOver(a *lattice.Dist, r *model.Relay, o lattice.Opening) *lattice.Dist {
	people := r.People
	if r.Split {
		people = min(people, 1)
	}
	if people == 0 || r.PassesOn == 0 || len(r.Over) == 0 {
		return c.Never()
	}
	switch {
	case o.Covers(c.From, c.End()) && c.hoursOf(r) == nil:
		k, ok := c.kernels[r]
		if !ok {
			k = c.noticeOf(r).Convolve(c.replyOf(r)).MinOf(people, r.PassesOn)
			c.kernels[r] = k
		}
		return a.Convolve(k)
	// With one person the mean over the arrival is linear in W, so the clock may be
	// applied to the law of the start as a whole.
	case people == 1:
		return c.follow(a, r, o, false).Told.Shift(0, r.PassesOn)
	}
	values, _, steps := model.Steps(r.Notices)
	hours := c.hoursOf(r)
	if len(values) == 1 && (hours == nil || !c.retries(r)) {
		// All start at once, and what they do from then on is independent.
		return c.noticeOf(r).Convolve(a).NextOpen(o).NextOpen(hoursOf(hours)).Convolve(c.allOf(r, people))
	}
	// The power of W is not linear, so arrivals are conditioned on before it is
	// taken.
	c.followed++
	return a.PartByPart(c.parts, people, r.PassesOn, !steps, func(a *lattice.Dist) *lattice.Conditional { return c.follow(a, r, o, !steps) })
}

// retries tells whether a relay tries a failed contact again.
//
// Trying again matters because a failed attempt outside its hours waits for the next
// opening: how long a reply takes then depends on when its person starts.
func (c *computer) retries(r *model.Relay) bool {
	for _, i := range r.Over {
		if c.p.Network.Channels()[i].Retry.Times > 0 {
			return true
		}
	}
	return false
}

// allOf is from the moment at which so many people start, each with the chance
// that they pass on, to a child's first copy.
//
// The law is that of the minimum of n independent replies, each of which comes with
// chance p:
//
//	P(none by τ) = (1 − p·R(τ))^n,   R = law of the reply.
func (c *computer) allOf(r *model.Relay, people int) *lattice.Dist {
	if c.all[r] == nil {
		c.all[r] = c.replyOf(r).MinOf(people, r.PassesOn)
	}
	return c.all[r]
}

// follow is what follows a's time: when one person who passes on starts, and
// when they tell a child. Where it is even, sums are straight lines over the cells
// of their first part: then how far they are from that is known (Curvature).
//
// With retries, d_k being the chance that attempt k is delivered, what is told by t is
//
//	W(t) = Σ_k d_k·Π_{j<k}(1 − d_j) · P(begin_k + delay ≤ t)
//
// where begin_k is the k-th attempt's start, moved to the next opening of the
// channel's hours.
func (c *computer) follow(a *lattice.Dist, r *model.Relay, o lattice.Opening, even bool) *lattice.Conditional {
	sum := (*lattice.Dist).Convolve
	if even {
		sum = (*lattice.Dist).ConvolveCells
	}
	start := sum(c.noticeOf(r), a).NextOpen(o)
	hours := c.hoursOf(r)
	if hours != nil {
		start = start.NextOpen(hoursOf(hours))
	}
	if hours == nil || len(r.Over) > 1 { // all with the same hours, none tried again
		reply := c.replyOf(r)
		return lattice.NewConditional(start, sum(start, reply), func() []float64 { return start.Curvature(reply) })
	}
	ch := &c.p.Network.Channels()[r.Over[0]]
	delay := c.sentOnce(r.Over[0])
	var told *lattice.Dist
	begin := start
	var begins []*lattice.Dist
	// left is the chance that all attempts before the k-th have failed.
	for left, k := 1.0, 0; k <= ch.Retry.Times && left > 0; k++ {
		one := sum(begin, delay).Shift(0, left*ch.ChanceOf(k))
		if told == nil {
			told = one
		} else {
			told = told.Mix(one)
		}
		begins = append(begins, begin)
		left *= 1 - ch.ChanceOf(k)
		if k < ch.Retry.Times && left > 0 {
			begin = begin.Convolve(c.Certainly(ch.Retry.Every)).NextOpen(hoursOf(hours))
		}
	}
	// The bends of a weighted sum are at most the same weighted sum of its terms'
	// bends.
	return lattice.NewConditional(start, told, func() []float64 {
		bent, left := make([]float64, c.N+1), 1.0
		for k, begin := range begins {
			d := ch.ChanceOf(k)
			for i, e := range begin.Curvature(delay) {
				bent[i] += left * d * e
			}
			left *= 1 - d
		}
		return bent
	})
}
