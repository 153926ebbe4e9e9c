package study

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
func (q *inquest) way(u model.Unit) way {
	for i := range q.steps {
		if s := &q.steps[i]; s.Unit == u && s.First {
			if s.Kind == cascade.Released {
				return nil
			}
			return q.wayOf(s)
		}
	}
	return nil
}

// wayOf follows the message back from one delivery.
func (q *inquest) wayOf(d *cascade.Step) way {
	w := q.way(d.By)
	tier := q.net.TierOf(d.By)
	begun := q.startOf(&w, d, tier)
	hours := q.net.Channels()[d.Channel].Hours
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
func (q *inquest) startOf(w *way, d *cascade.Step, tier int) model.Tick {
	start := q.find(func(s *cascade.Step) bool {
		return s.Kind == cascade.Started && s.Unit == d.By && s.Person == d.Person
	})
	if start == nil {
		return d.Due
	}
	w.add(SlowNotice, tier, start.Due-q.out.Arrival[d.By])
	open := q.net.Relay(d.By).Hours.OpenTime(start.Due, start.At)
	w.add(WaitForHours, tier, start.At-start.Due-open)
	w.add(WaitForOutage, tier, open)
	up := q.net.Parent(d.Unit)
	if up == d.By || slices.Contains(q.linked[d.Unit], d.By) {
		return start.At
	}
	bypass := q.find(func(s *cascade.Step) bool {
		return s.Kind == cascade.Bypassed && s.Unit == up && s.By == d.By && s.Person == d.Person
	})
	if bypass == nil {
		return start.At
	}
	w.add(WaitForDeputy, tier, bypass.At-start.At)
	return bypass.At
}

func (q *inquest) find(is func(*cascade.Step) bool) *cascade.Step {
	for i := range q.steps {
		if is(&q.steps[i]) {
			return &q.steps[i]
		}
	}
	return nil
}
