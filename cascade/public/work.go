package public

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// Work plays the public of one trial after another, for one goroutine.
type Work struct {
	*Crowd
	// trial and out are what was played last: out says when units started.
	// Starts and times are ticks; part is from 0 to 1.
	trial uint64
	out   *cascade.Outcome
	// played are the times of units played person by person, and person plays them.
	played []hearingTimes
	person individuals
	// talkTable is how talk goes in each group; nil where nobody talks.
	talkTable []talkTable

	// now is the law at the moment turned to (turnTo), place and part where that
	// moment is among the times of Crowd.grid: the one at or below, and how far it
	// is towards the next.
	now     instant
	place   int
	part    float64
	toldNow state // the last that was asked for

	// What follows is of the unit in hand: when its sources started, by dimension,
	// how they began, the growth of its talk, where steps of that end and which
	// comes next, and open time at the beginning of a step, by round.
	starts []model.Tick
	begun  begun
	growth growth
	leap   leap
	breaks []model.Tick
	next   int
	openAt []model.Tick
	// known are states of a profile's rows, for Heard; before are the starts of the
	// unit before, for waysBegun.
	known  []state
	before []model.Tick
	// members are those of a profile's grid point, made is how many visits each
	// round has made of those who began there, and weighed what askVisited adds up.
	members members
	made    []float64
	weighed []weights

	// Where circumstances make plays unlike, works are those of each variant, and
	// variant is which was played last: all else is theirs.
	works   []*Work
	ways    wayCounter
	variant int

	mind    mind      // people played over all messages, where they meet
	content []Content // at each of the columns: what people hold
}

// hearingTimes is when each person, and each household, of a unit first heard:
// ascending, those who never do left out.
type hearingTimes struct {
	people, homes []model.Tick
	// when is of each person, by from which of the public's sources.
	when []model.Tick
	ways []int16
}

// Fork is working memory for one goroutine.
func (c *Crowd) Fork() *Work {
	if c.varied != nil {
		return c.varied.fork(c)
	}
	w := &Work{Crowd: c, starts: make([]model.Tick, len(c.senders))}
	if slices.Contains(c.exact, true) {
		w.played = make([]hearingTimes, len(c.served))
	}
	if c.law.talk > 0 {
		w.talkTable = make([]talkTable, len(c.groups))
	}
	return w
}

// Play takes over the outcome of a trial, which must not change until the next.
// What is asked next is asked of it.
func (w *Work) Play(trial uint64, out *cascade.Outcome) {
	if w.works != nil {
		w.playVaried(trial, out)
		return
	}
	w.trial, w.out = trial, out
	if w.minds != nil {
		w.playMinds()
		return
	}
	for i := range w.played { // none where nobody is played person by person
		if w.exact[i] {
			w.person.play(w.Crowd, trial, i, w.startsOf(i), &w.played[i])
		}
	}
	for g := range w.talkTable {
		w.talkIn(g)
	}
}

// startsOf is when the sources of the i-th served unit started; good until the
// next call.
func (w *Work) startsOf(i int) []model.Tick {
	for d := range w.senders {
		w.starts[d] = model.Never
		if u := w.senders[d][i]; u != model.NoUnit {
			w.starts[d] = w.out.Start[u]
		}
	}
	return w.starts
}

// startsAbove is when the sources of a group started, but for its units' own.
func (w *Work) startsAbove(g *group, own model.Tick) []model.Tick {
	for d, u := range g.senders {
		w.starts[d] = model.Never
		switch {
		case d == w.own:
			w.starts[d] = own
		case u != model.NoUnit:
			w.starts[d] = w.out.Start[u]
		}
	}
	return w.starts
}
