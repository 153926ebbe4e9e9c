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
// 200,000 is traced in microseconds. Where units tell each other in circles
// everything is played and only the telling is less. The engine must be one
// that New made.
func Toward(e cascade.Tracer, units ...model.Unit) cascade.Tracer {
	switch e := e.(type) {
	case *layered:
		heed := e.run.plan.upstream(units)
		pl := *e.run.plan
		pl.order = e.run.plan.only(heed)
		return &layered{run{plan: &pl, heed: heed}}
	case *events:
		return &events{run{plan: e.run.plan, queue: &queue{}, heed: e.run.plan.upstream(units)}}
	}
	return e
}

// upstream marks the units and all from whom the message may come to them.
func (pl *plan) upstream(units []model.Unit) []bool {
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
func (pl *plan) only(marked []bool) []model.Unit {
	order := []model.Unit{}
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
