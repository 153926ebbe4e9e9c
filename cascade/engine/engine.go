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
func New(name string, p cascade.Problem) (e cascade.Tracer, why model.Note, err error) {
	pl := newPlan(p)
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
type layered struct{ run run }

func newLayered(pl *plan) *layered { return &layered{run{plan: pl}} }

// Name is "layered".
func (*layered) Name() string { return "layered" }

// Fork is a layered engine for the same problem.
func (e *layered) Fork() cascade.Engine { return &layered{run{plan: e.run.plan, heed: e.run.heed}} }

// Play plays a trial.
func (e *layered) Play(trial uint64, out *cascade.Outcome) {
	r := &e.run
	r.begin(trial, out)
	switch {
	case r.order != nil:
		for _, u := range r.order {
			e.meet(u)
		}
	case r.deputies || r.steps != nil:
		for u := range r.arrival {
			e.meet(model.Unit(u))
		}
	default:
		for i := range r.layers {
			r.layer(&r.layers[i])
		}
	}
}

func (e *layered) meet(u model.Unit) {
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
type events struct{ run run }

func newEvent(pl *plan) *events { return &events{run{plan: pl, queue: &queue{}}} }

// Name is "event".
func (*events) Name() string { return "event" }

// Fork is an event engine for the same problem.
func (e *events) Fork() cascade.Engine {
	return &events{run{plan: e.run.plan, queue: &queue{}, heed: e.run.heed}}
}

// Play plays a trial.
func (e *events) Play(trial uint64, out *cascade.Outcome) {
	r := &e.run
	r.queue.clear()
	r.begin(trial, out)
	for r.queue.pour() {
		r.warm(r.queue.near)
		for len(r.queue.near) > 0 {
			e.happen(r.queue.near.pop())
		}
	}
}

// happen plays one event.
func (e *events) happen(ev event) {
	r := &e.run
	switch {
	case r.heed != nil && !r.heed[ev.unit]: // nothing comes of it for those we look at
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
func (e *events) watch(u model.Unit) {
	r := &e.run
	if r.timed != nil && r.onlyCalls(r.classOf(u)) {
		return // when each child was called
	}
	for _, v := range r.net.Children(u) {
		r.bypasses(u, v, func(person int, at model.Tick) {
			r.queue.push(event{at: at, unit: v, person: int32(person)})
		})
	}
}

// Trace plays a trial and tells what happened.
func (e *events) Trace(trial uint64, out *cascade.Outcome) []cascade.Step {
	return trace(&e.run, func() { e.Play(trial, out) })
}

// trace plays with notes on, puts them in order of time and marks the
// deliveries that were first.
func trace(r *run, play func()) []cascade.Step {
	var steps []cascade.Step
	r.steps = &steps
	play()
	r.steps = nil
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
