package public

import (
	"math"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// Chosen tells when some of the people, or households, of served units first hear: each
// chosen with a chance, for those who answer a message. It is for one goroutine.
//
// Small units, and those of which many are chosen, are played person by person, and so
// are all where people are. Of others only those chosen are drawn, each by itself: that
// two of them may live in one home, whose visit they share, is left out. Where people
// talk, they hear as the unit's law has it at a grid of times.
type Chosen struct {
	*Work
	// delays are waits of broadcasts in seconds of the scenario, as tables of ticks; times
	// is where a unit that is played person by person is written.
	delays []*random.Table // of each broadcast
	times  hearingTimes
	// shared and rounds are when each broadcast, and each round of visits, comes to a home.
	shared, rounds []model.Tick
	grid           []model.Tick
	shares         [][]float64 // at each time of grid, of each served unit; nil until asked for
}

// Words that tell the addresses of who is chosen apart.
const (
	wordChosen = 0x4348_4f53_454e // who is
	wordWhen   = 0x5748_454e_0000 // when they hear
)

// NewChosen is for plays of a crowd; nil for none.
func NewChosen(c *Crowd) *Chosen {
	if c == nil {
		return nil
	}
	x := &Chosen{Work: c.Fork(), shared: make([]model.Tick, len(c.law.broadcasts)), rounds: make([]model.Tick, len(c.law.rounds))}
	channels := c.net.Channels()
	for b := range c.law.broadcasts {
		source := c.net.Public().Hears[c.law.sourceOf[b]]
		x.delays = append(x.delays, random.TableOf(1, channels[source.Channel].Delay))
	}
	return x
}

// fewPeople is up to how many people a unit is played person by person for those who are
// chosen, and manyChosen the chance from which it is for up to several times as many.
const (
	fewPeople  = 250
	manyChosen = 0.1
)

// Begin makes ready to ask of a trial, in which units started at the times given.
func (x *Chosen) Begin(trial uint64, start []model.Tick) {
	x.trial, x.shares = trial, nil
	if x.out == nil {
		x.out = &cascade.Outcome{}
	}
	x.out.Start = start
}

// Of tells of each of the i-th served unit's people, or households, who is chosen and
// hears by the horizon: which it is, and when.
func (x *Chosen) Of(i int, homes bool, chance float64, tell func(k int64, at model.Tick)) {
	// Where nothing began nobody hears.
	starts := x.startsOf(i)
	begun := false
	for _, s := range starts {
		begun = begun || s < model.Never
	}
	if !begun || chance <= 0 {
		return
	}
	people := x.Crowd.people[i]
	key := x.keys[i].Shift(wordChosen)
	if x.exact[i] || people <= fewPeople || chance >= manyChosen && people <= 20*fewPeople {
		x.person.play(x.Crowd, x.trial, i, starts, &x.times)
		times := x.times.people
		if homes {
			times = x.times.homes
		}
		// By the order in which they heard: who it is does not matter, only that each has
		// a number of their own.
		for k, at := range times {
			if random.Uniform(key.Fold(uint64(k)).At(x.trial)) < chance {
				tell(int64(k), at)
			}
		}
		return
	}
	total := people
	if homes {
		total = x.Crowd.homes[i]
	}
	n := total
	if chance < 1 {
		// How many are chosen is binomial; which they are, that of hearing alone.
		mean := float64(total) * chance
		n = int64(countQuantile(mean, float64(mean*(1-chance)), random.Uniform(key.At(x.trial)), float64(total)))
	}
	// startsOf gives the same memory each time.
	own := append([]model.Tick(nil), starts...)
	for k := range n {
		draws := source{state: key.Fold(wordWhen).Fold(uint64(k)).At(x.trial)}
		if at := x.hears(i, k, homes, own, &draws); at <= x.horizon {
			tell(k, at)
		}
	}
}

// hears is when one of a unit's people, or households, hears.
func (x *Chosen) hears(i int, k int64, homes bool, starts []model.Tick, draws *source) model.Tick {
	size := int64(1)
	if homes {
		q, more := x.homeSizes(i)
		// Homes of the larger size come first.
		if size = q; k < more {
			size++
		}
	}
	// Whom people tell depends on all of them, and is known as a curve only.
	if x.law.talk > 0 || len(x.law.tells) > 0 {
		return x.inCurve(i, size, starts, draws)
	}
	best := model.Never
	shared, rounds := x.shared, x.rounds
	for b := range x.law.broadcasts {
		shared[b] = model.Never
		if x.law.broadcasts[b].perHome && x.addressed(i, b) {
			shared[b] = x.delivered(b, starts, draws)
		}
	}
	for r := range x.law.rounds {
		rounds[r] = x.visited(i, r, starts, draws)
	}
	// Of all at home the first to hear counts.
	for range max(size, 1) {
		segment := x.segment(draws)
		for b := range x.law.broadcasts {
			c := &x.law.broadcasts[b]
			at := shared[b]
			if !c.perHome && x.addressed(i, b) {
				at = x.delivered(b, starts, draws)
			}
			if at < best && (c.among == 0 || c.among>>segment&1 == 1) && (c.unheard == 0 || random.Uniform(draws.next()) >= c.unheard) {
				best = at
			}
		}
		for r, at := range rounds {
			if at < best && random.Uniform(draws.next()) >= x.law.rounds[r].unheard {
				best = at
			}
		}
	}
	return best
}

// addressed tells whether a broadcast is one that the people of a unit hear.
func (x *Chosen) addressed(i, b int) bool {
	kinds := x.law.broadcasts[b].kinds
	return kinds == nil || kinds[x.audienceOf(i)]
}

// delivered is when a broadcast comes to a person or household, attempt by attempt, or
// never.
func (x *Chosen) delivered(b int, starts []model.Tick, draws *source) model.Tick {
	c := &x.law.broadcasts[b]
	s := starts[c.dim]
	// Not started, not in the audience, or not to be reached over the channel.
	if s >= model.Never || random.Uniform(draws.next()) >= c.share || c.channel.unreachable.Heads(draws.next()) {
		return model.Never
	}
	p := c.delivers
	for range c.retry.Times + 1 {
		if s = c.hours.Next(s); s > x.horizon {
			return model.Never
		}
		if random.Uniform(draws.next()) < p {
			return s + x.delays[b].Draw(draws.next())
		}
		s += c.retry.Every
		p = c.again
	}
	return model.Never
}

// visited is when a round of visits comes to a home and somebody answers, or never. Homes
// that were not met are visited again after all others.
func (x *Chosen) visited(i, r int, starts []model.Tick, draws *source) model.Tick {
	v := &x.law.rounds[r]
	if starts[v.dim] >= model.Never {
		return model.Never
	}
	homes, before := x.Crowd.homes[i], int64(0)
	for range v.again + 1 {
		// Its place in a random order of the homes that are visited in this round.
		place := before + 1 + int64(random.Uniform(draws.next())*float64(homes))
		if random.Uniform(draws.next()) >= v.closed {
			return v.when(starts[v.dim], place)
		}
		before += homes
		// As many as expected were not met, and are visited again.
		homes = max(int64(math.Round(float64(homes)*v.closed)), 1)
	}
	return model.Never
}

// segment is that of one of the people.
func (x *Chosen) segment(draws *source) int {
	segment := 0
	if len(x.law.segments) > 1 {
		v := random.Uniform(draws.next())
		for segment < len(x.law.segments)-1 && v >= x.law.segments[segment] {
			v -= x.law.segments[segment]
			segment++
		}
	}
	return segment
}

// curveSteps is at how many times the law of units whose people talk is asked.
const curveSteps = 64

// inCurve is when one hears, by the share of their unit's people who have: of a home of
// several, the first of them, as if they heard alone.
func (x *Chosen) inCurve(i int, size int64, starts []model.Tick, draws *source) model.Tick {
	if x.shares == nil {
		x.setCurves()
	}
	v := random.Uniform(draws.next())
	from, low := model.Never, 0.0
	for _, s := range starts {
		from = min(from, s)
	}
	for j, at := range x.grid {
		if at <= from {
			continue
		}
		// That none of so many has heard, were they alone.
		share := 1 - model.Power(1-x.shares[j][i], size)
		if share > v {
			part := (v - low) / (share - low)
			return from + model.Tick(math.Ceil(float64(part*float64(at-from))))
		}
		from, low = at, share
	}
	return model.Never
}

// setCurves asks what share of each unit's people has heard, at times from the first
// start on.
func (x *Chosen) setCurves() {
	out := x.out
	x.Work.Play(x.trial, out)
	first := x.horizon
	for i := range x.served {
		for _, s := range x.startsOf(i) {
			first = min(first, s)
		}
	}
	x.grid = x.grid[:0]
	for j := 1; j <= curveSteps; j++ { // closer at first, as hearing is
		x.grid = append(x.grid, first+(x.horizon-first)/(curveSteps*curveSteps)*model.Tick(j*j))
	}
	x.shares = make([][]float64, len(x.grid))
	for j, at := range x.grid {
		x.shares[j] = make([]float64, len(x.served))
		x.Heard(at, x.shares[j])
	}
}
