package reference

import (
	"slices"

	"harkara/model"
)

// bundle is what waits at a unit to go as one.
type bundle struct {
	items  []*climber
	from   map[model.Unit]bool
	due    model.Tick
	closed bool
}

// addToBundle has an item wait until what waits goes as one.
func (y *Joint) addToBundle(x *climber, u model.Unit, b *model.Bundle, now model.Tick) {
	key := [2]int{x.ask, int(u)}
	w := y.waiting[key]
	if w == nil {
		w = &bundle{from: map[model.Unit]bool{}, due: model.Never}
		y.waiting[key] = w
	}
	if w.closed {
		y.send(x, u, now)
		return
	}
	w.items = append(w.items, x)
	due := w.due
	m := y.asked[x.ask].Message
	switch {
	case b.Every > 0:
		release := model.Tick(0)
		if m >= 0 {
			release = y.Messages[m].Released
		}
		for due = release + b.Every; due < now; {
			due += b.Every
		}
	case len(b.At) > 0:
		due = model.Never
		for _, t := range slices.Backward(b.At) {
			if t >= now {
				due = t
			}
		}
	case b.Of > 0:
		if len(w.items) >= b.Of {
			due = now
		}
	case b.All:
		from := y.origins[x.ask][x.origin]
		for from != u && y.net.Parent(from) != u {
			from = y.net.Parent(from)
		}
		w.from[from] = true
		if len(w.from) == y.whoCanAnswer(x.ask, u) {
			w.closed, due = true, now
		} else if m >= 0 && b.Latest > 0 && y.met[m][u] {
			due = min(due, max(y.Messages[m].Arrival[u]+b.Latest, now))
		}
	}
	if due != w.due && due < model.Never {
		w.due = due
		y.at(due, starting, func() { y.sendBundle(key, w, due) })
	}
}

// whoCanAnswer is how many of a unit and its children can answer, or somebody below them.
func (y *Joint) whoCanAnswer(k int, u model.Unit) int {
	who := map[model.Unit]bool{}
	for _, v := range y.origins[k] {
		for v != u && v != model.NoUnit && y.net.Parent(v) != u {
			v = y.net.Parent(v)
		}
		if v != model.NoUnit {
			who[v] = true
		}
	}
	return len(who)
}

// sendBundle sends what waits, as one.
func (y *Joint) sendBundle(key [2]int, w *bundle, now model.Tick) {
	if w.due != now || len(w.items) == 0 {
		return
	}
	u := model.Unit(key[1])
	if y.climb(u).Sends.All {
		w.closed = true
	}
	one := &climber{ask: key[0], origin: w.items[0].origin, at: u, parts: w.items}
	w.items, w.due = nil, model.Never
	y.send(one, u, now)
}
