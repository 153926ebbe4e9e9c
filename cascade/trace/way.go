package trace

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// way is the time from the release to an arrival, cut into waits in the order
// in which they come up first.
type way []wait

// wait is how long one kind of wait took at units of one tier.
type wait struct {
	cause Cause
	took  model.Tick
}

func (w *way) add(k Kind, tier int, took model.Tick) {
	if took <= 0 {
		return
	}
	c := Cause{k, tier}
	for i := range *w {
		if (*w)[i].cause == c {
			(*w)[i].took += took
			return
		}
	}
	*w = append(*w, wait{c, took})
}

// longest is the cause of the longest wait, the first of equals.
func (w way) longest() Cause {
	best := wait{cause: Cause{SlowDelivery, 0}}
	for _, x := range w {
		if x.took > best.took {
			best = x
		}
	}
	return best.cause
}

// way follows the message back from a unit that has it.
func (h *history) way(u model.Unit) way {
	w, _ := h.follow(u, map[model.Unit]bool{})
	return w
}

// follow follows the message back from u over units not seen yet, by the first
// delivery that can have been the one: of several at one moment some may be
// consequences of u's having it. ok is false where none is left.
func (h *history) follow(u model.Unit, seen map[model.Unit]bool) (w way, ok bool) {
	seen[u] = true
	if h.out.Arrival[u] == h.message.At && slices.Contains(h.message.From, u) {
		return nil, true
	}
	steps := h.steps(u)
	for i := range steps {
		d := &steps[i]
		if d.Kind != cascade.Delivered || d.At != h.out.Arrival[u] || seen[d.By] {
			continue
		}
		if w, ok := h.follow(d.By, seen); ok {
			return h.hop(w, d), true
		}
	}
	return nil, false
}

// wayOf follows the message back from one delivery.
func (h *history) wayOf(d *cascade.Step) way { return h.hop(h.way(d.By), d) }

// hop adds to the way to the unit that told the waits until it did.
func (h *history) hop(w way, d *cascade.Step) way {
	tier := h.net.TierOf(d.By)
	begun := h.startOf(&w, d, tier)
	hours := h.net.Channels()[d.Channel].Hours
	called := hours.Next(d.Turn)
	again, queue := hours.OpenTime(begun, d.Due), hours.OpenTime(d.Due, called)
	w.add(Retries, tier, again)
	w.add(WaitForHours, tier, called-begun-again-queue)
	w.add(WaitForCalls, tier, queue)
	w.add(SlowDelivery, tier, d.At-called)
	return w
}

// startOf adds the waits until the person behind a delivery began to tell its
// unit, and returns when that was.
func (h *history) startOf(w *way, d *cascade.Step, tier int) model.Tick {
	start := h.find(d.By, func(s *cascade.Step) bool { return s.Kind == cascade.Started && s.Person == d.Person })
	if start == nil {
		return d.Due
	}
	w.add(SlowNotice, tier, start.Due-h.out.Arrival[d.By])
	open := h.net.Relay(d.By).Hours.OpenTime(start.Due, start.At)
	w.add(WaitForHours, tier, start.At-start.Due-open)
	w.add(WaitForOutage, tier, open)
	up := h.net.Parent(d.Unit)
	if up == d.By || slices.Contains(h.links.to(d.Unit), d.By) {
		return start.At
	}
	bypass := h.find(d.Unit, func(s *cascade.Step) bool {
		return s.Kind == cascade.Bypassed && s.Unit == up && s.By == d.By && s.Person == d.Person
	})
	if bypass == nil {
		return start.At
	}
	w.add(WaitForDeputy, tier, bypass.At-start.At)
	return bypass.At
}

// find is the first thing that happened to u and is what is looked for.
func (h *history) find(u model.Unit, is func(*cascade.Step) bool) *cascade.Step {
	steps := h.steps(u)
	for i := range steps {
		if is(&steps[i]) {
			return &steps[i]
		}
	}
	return nil
}
