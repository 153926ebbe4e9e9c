package exact

import (
	"harkara/model"
)

// computer works out laws on one grid.
type computer struct {
	*relays
	*grid
	until      model.Tick // up to which it is asked
	parts      int        // into how many a law is cut where each has to be followed alone
	followed   int        // how many laws needed that
	arrivals   []*law
	once, sent map[int]*law               // of channels without hours
	noticed    map[*model.Relay]*law      // from arrival to a person's start
	reply      map[*model.Relay]*law      // from a person's start to a child, all channels
	all        map[*model.Relay]*law      // from the start of all of a relay's people to a child
	kernels    map[*model.Relay]*law      // from arrival to a child, where nobody keeps hours
	sums       map[*model.Relay][]float64 // of reply, at points
	sketches   map[[2]int32][]value
	firsts     map[[2]int32]*law // of the first start, by kind and class
}

func newComputer(r *relays, end model.Tick, cells, parts int) *computer {
	c := &computer{relays: r, until: end, grid: newGrid(r.p.Message().At, end, cells, r.matter(end)), parts: parts,
		once: map[int]*law{}, sent: map[int]*law{}, noticed: map[*model.Relay]*law{}, reply: map[*model.Relay]*law{},
		kernels: map[*model.Relay]*law{}, all: map[*model.Relay]*law{}, firsts: map[[2]int32]*law{}, sketches: map[[2]int32][]value{}, sums: map[*model.Relay][]float64{}}
	c.arrivals = make([]*law, len(r.kinds))
	c.arrivals[origin] = c.point(0)
	last := make([]int, len(r.kinds)) // the last kind that comes of each
	for i, k := range r.kinds[1:] {
		last[k.parent] = i + 1
	}
	for i := 1; i < len(r.kinds); i++ {
		k := r.kinds[i]
		c.arrivals[i] = c.hop(c.arrivals[k.parent], &r.classes[k.class])
		if last[k.parent] == i {
			c.arrivals[k.parent].s = spectra{}
		}
	}
	return c
}

// hop is when a child has the message, given when its parent has it.
func (c *computer) hop(a *law, cl *class) *law {
	return c.overStates(cl, func(s *state) *law { return c.hopIn(a, cl.relay, s.open) })
}

// overStates mixes what becomes of each state of a class's outages.
func (c *computer) overStates(cl *class, in func(s *state) *law) *law {
	var out *law
	for i := range cl.states {
		s := &cl.states[i]
		l := in(s)
		if p := s.chance * (1 - cl.silent); p < 1 {
			l = l.later(0, p)
		}
		if out == nil {
			out = l
		} else {
			out = out.plus(l)
		}
	}
	return out
}

// hopIn is hop for people who may start in an opening. Where nothing depends on
// the clock the wait from the parent's arrival to the child's is always of the
// same law,
//
//	P(child untold after τ) = (1 − p·W(τ))^n,  W = notices ∗ channels,
//
// and is convolved. For one person alone, what the clock does is done to the
// distribution of the start. What several people do is independent only given
// the arrival: that goes part by part.
func (c *computer) hopIn(a *law, r *model.Relay, o opening) *law {
	people := r.People
	if r.Split {
		people = min(people, 1)
	}
	if people == 0 || r.PassesOn == 0 || len(r.Over) == 0 {
		return c.blank().ready()
	}
	switch {
	case o.free(c.from, c.end()) && c.hoursOf(r) == nil:
		k, ok := c.kernels[r]
		if !ok {
			k = c.noticeOf(r).then(c.replyOf(r)).first(people, r.PassesOn)
			c.kernels[r] = k
		}
		return a.then(k)
	case people == 1:
		return c.follow(a, r, o).told.later(0, r.PassesOn)
	}
	values, _, steps := model.Steps(r.Notices)
	hours := c.hoursOf(r)
	if len(values) == 1 && (hours == nil || !c.retries(r)) {
		// All start at once, and what they do from then on is independent.
		return c.noticeOf(r).then(a).settle(o).settle(hoursOf(hours)).then(c.allOf(r, people))
	}
	return c.partByPart(a, people, r.PassesOn, !steps, func(a *law) *trail { return c.follow(a, r, o) })
}

// retries tells whether a relay tries a failed contact again.
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
func (c *computer) allOf(r *model.Relay, people int) *law {
	if c.all[r] == nil {
		c.all[r] = c.replyOf(r).first(people, r.PassesOn)
	}
	return c.all[r]
}

// follow is what follows a's time: when one person who passes on starts, and
// when they tell a child.
func (c *computer) follow(a *law, r *model.Relay, o opening) *trail {
	start := c.noticeOf(r).taken(a).settle(o)
	hours := c.hoursOf(r)
	if hours != nil {
		start = start.settle(hoursOf(hours))
	}
	if hours == nil || len(r.Over) > 1 { // all with the same hours, none tried again
		reply := c.replyOf(r)
		return newTrail(start, start.taken(reply), func() []float64 { return start.bentOver(reply) })
	}
	ch := &c.p.Network.Channels()[r.Over[0]]
	delay := c.sentOnce(r.Over[0])
	var told *law
	begin := start
	var begins []*law
	for left, k := 1.0, 0; k <= ch.Retry.Times && left > 0; k++ {
		one := begin.taken(delay).later(0, left*ch.Delivers)
		if told == nil {
			told = one
		} else {
			told = told.plus(one)
		}
		begins = append(begins, begin)
		left *= 1 - ch.Delivers
		if k < ch.Retry.Times && left > 0 {
			begin = begin.then(c.point(ch.Retry.Every)).settle(hoursOf(hours))
		}
	}
	return newTrail(start, told, func() []float64 {
		bent, left := make([]float64, c.n+1), ch.Delivers
		for _, begin := range begins {
			for i, e := range begin.bentOver(delay) {
				bent[i] += left * e
			}
			left *= 1 - ch.Delivers
		}
		return bent
	})
}

// bentOver is how far, over a cell of the time that a start follows, the chance
// to have been told by a point may be from straight: what the start may be, in
// the mean over the reply.
func (l *law) bentOver(reply *law) []float64 {
	eps := l.spectrum(&l.s.wide, l.wideEps)
	mass := reply.spectrum(&reply.s.mass, func(k int) float64 { return reply.in[k] + reply.at[k] })
	return l.inverse(times(nil, eps, mass))[:l.n+1]
}

// hoursOf are the hours that the channels of a relay keep, or nil.
func (c *computer) hoursOf(r *model.Relay) *model.Calendar {
	for _, i := range r.Over {
		if h := c.p.Network.Channels()[i].Hours; h != nil {
			return h
		}
	}
	return nil
}

func (c *computer) noticeOf(r *model.Relay) *law {
	if c.noticed[r] == nil {
		c.noticed[r] = c.waits(r.Notices)
	}
	return c.noticed[r]
}

// replyOf is from a person's start to a child's first copy over all channels.
func (c *computer) replyOf(r *model.Relay) *law {
	if c.reply[r] == nil {
		out := c.sentOver(r.Over[0])
		for _, i := range r.Over[1:] {
			out = out.either(c.sentOver(i))
		}
		c.reply[r] = out
	}
	return c.reply[r]
}

// sentOnce is how long one delivery over a channel takes.
func (c *computer) sentOnce(i int) *law {
	if c.once[i] == nil {
		c.once[i] = c.waits(c.p.Network.Channels()[i].Delay)
	}
	return c.once[i]
}

// sentOver is how long a channel takes, all its attempts together.
func (c *computer) sentOver(i int) *law {
	if l, ok := c.sent[i]; ok {
		return l
	}
	ch := &c.p.Network.Channels()[i]
	one := c.sentOnce(i)
	out := one.later(0, ch.Delivers)
	attempt, left := one, 1-ch.Delivers
	for k := 0; k < ch.Retry.Times && left > 0; k++ {
		attempt = attempt.then(c.point(ch.Retry.Every))
		out = out.plus(attempt.later(0, left*ch.Delivers))
		left *= 1 - ch.Delivers
	}
	c.sent[i] = out
	return out
}

// matter are the times at which something happens for sure, those first at
// which most does.
func (r *relays) matter(end model.Tick) []model.Tick {
	n := r.p.Network
	var out []model.Tick
	add := func(t model.Tick) {
		if t > 0 && t <= end {
			out = append(out, t)
		}
	}
	from := r.p.Message().At
	windows := func(o opening) {
		for _, w := range o {
			add(w.Open - from)
			add(w.Close - from)
		}
	}
	for i := range r.classes {
		for _, s := range r.classes[i].states {
			windows(s.open)
		}
	}
	for _, ch := range n.Channels() {
		windows(hoursOf(ch.Hours))
		add(ch.Retry.Every)
	}
	for _, t := range r.p.Question.At {
		add(t - from)
	}
	delay := func(d model.Delay) {
		if values, ok := valuesOf(d); ok && len(values) <= fewAtoms {
			for _, v := range values {
				add(v.at)
			}
		}
	}
	for i := range r.classes {
		delay(r.classes[i].relay.Notices)
	}
	for _, ch := range n.Channels() {
		delay(ch.Delay)
	}
	return out
}
