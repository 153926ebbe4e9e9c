package engine

import (
	"cmp"
	"fmt"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// New makes the engine of that name ready for a problem: "layered", "event",
// or "auto" for the layered one where it applies and the event engine where it
// does not. why says which and why.
// The choice changes speed, never an outcome: both engines draw the same
// random numbers at the same addresses.
func New(name string, p cascade.Problem) (e cascade.Tracer, why model.Note, err error) {
	return NewLike(name, p, nil)
}

// NewLike is New for a problem that may have its units in common with that of another
// engine, where one is given: what depends on nothing else is shared with it.
func NewLike(name string, p cascade.Problem, like cascade.Engine) (e cascade.Tracer, why model.Note, err error) {
	if p.Variants() != nil {
		return newVaried(name, p)
	}
	if key := p.Together(); key != "" {
		return newTogether(name, key, p)
	}
	return choose(name, newPlanLike(p, planOf(like)))
}

// planOf is the plan of an engine that plays one message by itself, or nil.
func planOf(e cascade.Engine) *plan {
	switch e := e.(type) {
	case *layered:
		return e.run.plan
	case *events:
		return e.run.plan
	}
	return nil
}

// choose makes the engine of that name ready for a plan.
func choose(name string, pl *plan) (e cascade.Tracer, why model.Note, err error) {
	switch name {
	case "event":
		return newEvent(pl), model.NewNote("engine-asked", name), nil
	case "layered", "auto", "":
		if err := pl.setOrder(); err == nil {
			why := model.NewNote("engine-no-cycle", "layered")
			if name == "layered" {
				why = model.NewNote("engine-asked", name)
			}
			return newLayered(pl), why, nil
		} else if name == "layered" {
			return nil, why, err
		}
		why := model.NewNote("engine-cycle", "event")
		if pl.timed != nil {
			why = model.NewNote("engine-in-time", "event")
		}
		return newEvent(pl), why, nil
	}
	return nil, why, fmt.Errorf("no engine %q: there are auto, layered and event", name)
}

// layered takes units in an order in which a unit's arrival is final when it
// is met.
// The order is topological: tellers before those they tell. Nothing that is
// played later can make an arrival earlier, so that each unit is played once
// and no queue of events is needed.
type layered struct{ run run }

// A layered engine has no queue; a run without one records arrivals in its
// arrays alone.
func newLayered(pl *plan) *layered { return &layered{run{plan: pl}} }

// Name is "layered".
func (*layered) Name() string { return "layered" }

// Fork is a layered engine for the same problem.
// It shares the plan, which is only read, and has working memory of its own:
// forks may play at the same time.
func (e *layered) Fork() cascade.Engine {
	return &layered{run{plan: e.run.plan, included: e.run.included}}
}

// Play plays a trial.
// The outcome depends on the seed and the number of the trial alone, not on
// what this engine played before.
func (e *layered) Play(trial uint64, out *cascade.Outcome) {
	r := &e.run
	r.begin(trial, out)
	switch {
	// Links lead against the numbers of units: the sorted order is needed.
	case r.order != nil:
		for _, u := range r.order {
			e.visit(u)
		}
	// Units are numbered from the top down, parents before children, so that
	// their numbers are an order. Bypasses and notes of steps need units one
	// by one.
	case r.deputies || r.steps != nil || r.firsts != nil:
		for u := range r.arrival {
			e.visit(model.Unit(u))
		}
	// Without either, a tier is one range of numbers and is played as a whole.
	default:
		for i := range r.layers {
			r.layer(&r.layers[i])
		}
	}
	r.settleFirsts()
}

// visit plays one unit whose arrival is final, and then what its parent's
// people do for its children in case it stays silent. By then it is known when
// the unit starts, and its children, who come later in the order, are not
// played yet.
func (e *layered) visit(u model.Unit) {
	r := &e.run
	if r.arrival[u] < model.Never {
		r.unit(u)
	}
	if !r.deputies {
		return
	}
	if up := r.net.Parent(u); up != model.NoUnit {
		r.bypasses(up, u, func(person int, at model.Tick) { r.bypass(u, person, at) })
	}
}

// Trace plays a trial and tells what happened.
func (e *layered) Trace(trial uint64, out *cascade.Outcome) []cascade.Step {
	return trace(&e.run, func() { e.Play(trial, out) })
}

// events takes units in order of time.
// The earliest event that is left is final: no delay is negative, so that
// nothing pushed later lies before it (the argument of Dijkstra's shortest
// paths).
type events struct{ run run }

// The queue is empty between trials and keeps its memory from one to the next.
func newEvent(pl *plan) *events { return &events{run{plan: pl, queue: &queue{}}} }

// Name is "event".
func (*events) Name() string { return "event" }

// Fork is an event engine for the same problem.
func (e *events) Fork() cascade.Engine {
	return &events{run{plan: e.run.plan, queue: &queue{}, included: e.run.included}}
}

// Play plays a trial.
func (e *events) Play(trial uint64, out *cascade.Outcome) {
	r := &e.run
	r.queue.clear()
	r.begin(trial, out)
	// Where arrivals are all that comes up, and each unit is played for itself, those of
	// one tick may be played in any order.
	r.queue.loose = r.timed == nil && !r.deputies && r.steps == nil && r.firsts == nil
	r.queue.wide = r.playsTogether()
	for r.queue.refill() {
		if r.queue.wide {
			r.playTogether(r.queue.same)
		} else {
			e.playSame(r.queue.same)
		}
		r.prefetch(r.queue.current)
		for len(r.queue.current) > 0 {
			e.handle(r.queue.current.pop())
		}
	}
	r.settleFirsts()
}

// playSame plays events of one tick. The memory of the units whose events come up next is
// read for all of them before they are played one by one.
func (e *events) playSame(same []event) {
	for i, ev := range same {
		if i%few == 0 {
			e.run.prefetch(same[i:min(i+few, len(same))])
		}
		e.handle(ev)
	}
}

// handle plays one event.
// The event is the earliest left; at one tick arrivals come first, then
// bypasses, then turns of calls (event.before).
func (e *events) handle(ev event) {
	r := &e.run
	switch {
	case r.included != nil && !r.included[ev.unit]: // nothing comes of it for those we look at
	case ev.person <= turnEvent:
		r.turn(desk{ev.unit, turnEvent - ev.person}, ev.at)
	case ev.person != arrivalEvent:
		r.bypass(ev.unit, int(ev.person), ev.at)
	case ev.at == r.arrival[ev.unit]: // else a better one came before
		r.unit(ev.unit)
		if r.deputies {
			e.watch(ev.unit)
		}
	}
}

// watch queues the moments at which people at u would bypass its children.
// A bypass comes to nothing where the child has started by its moment, which
// is looked up only then.
func (e *events) watch(u model.Unit) {
	r := &e.run
	if r.timed != nil && r.onlyCalls(r.classOf(u)) {
		return // when each child was called
	}
	for _, v := range r.net.Children(u) {
		r.bypasses(u, v, func(person int, at model.Tick) { r.awaitDeputy(v, person, at) })
	}
}

// Trace plays a trial and tells what happened.
func (e *events) Trace(trial uint64, out *cascade.Outcome) []cascade.Step {
	return trace(&e.run, func() { e.Play(trial, out) })
}

// trace plays with notes on, puts them in order of time and marks the
// deliveries that were first.
// Steps at one tick are ordered by unit, kind, teller, person and channel, so
// that both engines tell the same story; the sort is stable, so that attempts
// keep their order.
func trace(r *run, play func()) []cascade.Step {
	var steps []cascade.Step
	r.steps = &steps
	play()
	r.steps = nil
	// Before the sort: steps are still in the order in which they were played.
	markFirst(steps, r.horizon)
	slices.SortStableFunc(steps, func(a, b cascade.Step) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.By, b.By), cmp.Compare(a.Person, b.Person), cmp.Compare(a.Channel, b.Channel))
	})
	return steps
}

// markFirst marks, for each unit, the earliest delivery by the horizon: of
// those at one moment the one that was played first, since the others may be
// its own consequences.
func markFirst(steps []cascade.Step, horizon model.Tick) {
	first := map[model.Unit]int{}
	for i := range steps {
		s := &steps[i]
		if s.Kind != cascade.Delivered && s.Kind != cascade.Released || s.At > horizon {
			continue
		}
		if k, ok := first[s.Unit]; !ok || s.At < steps[k].At {
			first[s.Unit] = i
		}
	}
	for _, i := range first {
		steps[i].First = true
	}
}
