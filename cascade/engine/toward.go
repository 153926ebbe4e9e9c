package engine

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// Toward is an engine that plays the same trials but looks only at some units
// and at those from whom the message may come to them, near or far: what it
// tells of these is what the whole play tells, and its outcome says nothing of
// the others. On a tree that is the way from the top, so that one unit of
// 200,000 is traced in less than a millisecond. The engine must be one that New
// made; others are returned as they are, and so are those for plays where calls
// depend on what others do.
// Draws go by address, so that units left out change nothing for those kept.
func Toward(e cascade.Tracer, units ...model.Unit) cascade.Tracer {
	switch e := e.(type) {
	case *layered: // never timed
		included := e.run.plan.upstream(units)
		// A copy of the plan with another order; the arrays are shared and
		// only read.
		pl := *e.run.plan
		pl.order = e.run.plan.only(included)
		return &layered{run{plan: &pl, included: included}}
	case *varied:
		return e.toward(units)
	case *joint:
		// All is played, since what is shared may come from anywhere; only what is told is
		// less.
		f := newJoint(e.score)
		f.include(e.plans[e.problem.About].upstream(units))
		return f
	case *events:
		if e.run.timed != nil {
			return e
		}
		return &events{run{plan: e.run.plan, queue: &queue{}, included: e.run.plan.upstream(units)}}
	}
	return e
}

// upstream marks the units and all from whom the message may come to them.
// It is a search against the direction of parents and links, depth first; each
// unit is taken up once. Grandparents, who may bypass, are upstream of
// parents.
func (pl *plan) upstream(units []model.Unit) []bool {
	// Links lead the other way in the network: here they are found by whom they reach.
	linked := map[model.Unit][]model.Unit{}
	for _, l := range pl.net.Links() {
		linked[l.To] = append(linked[l.To], l.From)
	}
	marked := make([]bool, pl.net.Len())
	todo := slices.Clone(units)
	for len(todo) > 0 {
		u := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if marked[u] {
			continue
		}
		marked[u] = true
		if up := pl.net.Parent(u); up != model.NoUnit {
			todo = append(todo, up)
		}
		todo = append(todo, linked[u]...)
	}
	return marked
}

// only is the order of the units that are marked.
// A part of a topological order is one, of the units it holds.
func (pl *plan) only(marked []bool) []model.Unit {
	order := []model.Unit{}
	// Units whose numbers are in order already need no other.
	if pl.order == nil {
		for u, m := range marked {
			if m {
				order = append(order, model.Unit(u))
			}
		}
		return order
	}
	for _, u := range pl.order {
		if marked[u] {
			order = append(order, u)
		}
	}
	return order
}

// Recount tells again, of the trial that e played last into an outcome that is
// still as it was, what happened to one unit: what its own people did, how each
// of the tellers contacted it, and who stood in for its parent. The tellers are
// those of whom it is asked; the parent's parent is one where it bypasses. In no
// order of time, and First is not set. It costs as much as what the tellers do.
// It rests on two things: arrivals in the outcome are final, and draws made
// again at the same addresses are the same.
func Recount(e cascade.Engine, u model.Unit, tellers []model.Unit) []cascade.Step {
	switch e := e.(type) {
	case *layered:
		return e.run.recount(u, tellers)
	case *varied:
		return Recount(e.engines[e.last], u, tellers)
	case *joint:
		return e.again(u, tellers)
	case *events:
		if e.run.timed != nil {
			return e.again(u, tellers)
		}
		queue := e.run.queue
		e.run.queue = nil // nothing new comes of it
		defer func() { e.run.queue = queue }()
		return e.run.recount(u, tellers)
	}
	return nil
}

// again is recount where calls depend on what others do: of the play, played
// once more.
// The trial is traced as a whole into an outcome of its own; the steps about
// other units are then left out.
func (e *events) again(u model.Unit, tellers []model.Unit) []cascade.Step {
	r := &e.run
	arrival, start := r.arrival, r.start
	defer func() { r.arrival, r.start = arrival, start }()
	return onlyOf(e.Trace(r.trial, cascade.NewOutcome(r.net.Len())), u, r.net.Parent(u), tellers)
}

// again is recount of what is played together: of the play, played once more.
func (j *joint) again(u model.Unit, tellers []model.Unit) []cascade.Step {
	c := j.copies[j.problem.About]
	arrival, start := c.arrival, c.start
	defer func() { c.arrival, c.start = arrival, start }()
	return onlyOf(j.Trace(j.trial, cascade.NewOutcome(j.net.Len())), u, j.net.Parent(u), tellers)
}

// onlyOf are the steps that concern how a unit is told by some tellers: those of a play.
func onlyOf(steps []cascade.Step, u, up model.Unit, tellers []model.Unit) []cascade.Step {
	steps = slices.DeleteFunc(steps, func(s cascade.Step) bool {
		// What was noted of answers is not about how the message came.
		about := s.Answer == "" && (s.Unit == u || s.Unit == up && s.Kind == cascade.Bypassed)
		return !about || s.By != model.NoUnit && !slices.Contains(tellers, s.By)
	})
	for i := range steps {
		steps[i].First = false
	}
	return steps
}

// recount plays the tellers once more with notes on. Arrivals cannot change,
// since none of what is played is earlier than what the outcome holds.
func (r *run) recount(u model.Unit, tellers []model.Unit) []cascade.Step {
	var steps []cascade.Step
	up := r.net.Parent(u)
	r.steps = &steps
	// Tellers tell others too; of these steps only those about u are kept, and
	// bypasses of its parent, which explain who told u.
	keep := func(from int) {
		steps = append(steps[:from], slices.DeleteFunc(steps[from:], func(s cascade.Step) bool {
			return s.Unit != u && (s.Unit != up || s.Kind != cascade.Bypassed)
		})...)
	}
	for _, from := range r.message.From {
		if from == u {
			r.release(u)
		}
	}
	if r.arrival[u] < model.Never {
		r.people(u, &r.classes[r.class[u]])
	}
	for _, w := range tellers {
		from := len(steps)
		if r.arrival[w] < model.Never {
			r.unit(w)
		}
		keep(from)
	}
	if up != model.NoUnit && r.deputies {
		from := len(steps)
		if over := r.net.Parent(up); over != model.NoUnit && slices.Contains(tellers, over) {
			r.bypasses(over, up, func(person int, at model.Tick) { r.bypass(up, person, at) })
		}
		keep(from)
	}
	r.steps = nil
	return steps
}
