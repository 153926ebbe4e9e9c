package public

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// Work plays the public of one trial after another, for one goroutine.
type Work struct {
	*Crowd
	trial     uint64
	out       *cascade.Outcome
	starts    []model.Tick   // of one served unit: for each dimension
	played    []hearingTimes // of units played person by person
	person    individuals
	talkTable []talkTable // of each group, where people talk
	begun     begun       // of one unit
	now       instant     // the moment turned to, of the law
	place     int         // of that moment among the times of Crowd.grid: at or below
	part      float64     // how far it is towards the next
	known     []state     // of a profile, for Heard

	growth growth       // of one unit
	openAt []model.Tick // for each round, open time up to where a step begins
	breaks []model.Tick // of one unit: where steps of talk end
	next   int          // of breaks
	before []model.Tick // starts of the unit before, as waysBegun goes
}

// hearingTimes is when each person, and each household, of a unit first heard:
// ascending, those who never do left out.
type hearingTimes struct{ people, homes []model.Tick }

// Fork is working memory for one goroutine.
func (c *Crowd) Fork() *Work {
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
	w.trial, w.out = trial, out
	for i := range w.served {
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
