package reference

import (
	"slices"

	"harkara/model"
)

// tell lets a person contact all of a list over one channel, from a time on.
func (y *Play) tell(list []Way, person, channel int, start model.Tick) {
	for i := range list {
		list[i].Person, list[i].Channel = person, channel
	}
	if y.net.Channels()[channel].Calls != nil {
		y.call(list, channel, start)
		return
	}
	for _, w := range list {
		y.send(w, start)
	}
}

// send tries until a contact succeeds or no more are allowed. Each waits for
// the channel's hours, and an attempt after the horizon is not made.
func (y *Play) send(w Way, at model.Tick) {
	ch := &y.net.Channels()[w.Channel]
	for w.Attempt = 0; w.Attempt <= ch.Retry.Times; w.Attempt++ {
		if at = whenOpen(ch.Hours, nil, at); at > y.problem.Question.Horizon {
			return
		}
		if delay := y.numbers.Contact(w); delay < model.Never {
			y.hand(w.To, at+delay)
			return
		}
		at += ch.Retry.Every
	}
}

// call makes calls one after another, each on the line that is free first. Who
// was not reached is called again once all others were called, in the same
// order; the line that is free first waits until that may be.
func (y *Play) call(list []Way, channel int, start model.Tick) {
	ch := &y.net.Channels()[channel]
	if ch.Calls.Random {
		slices.SortStableFunc(list, func(a, b Way) int {
			if x, y := y.numbers.Place(a), y.numbers.Place(b); x != y && x < y {
				return -1
			} else if x != y {
				return 1
			}
			return 0
		})
	}
	free := slices.Repeat([]model.Tick{start}, ch.Calls.Lines)
	notBefore := slices.Repeat([]model.Tick{start}, len(list))
	for attempt := 0; attempt <= ch.Retry.Times; attempt++ {
		for i, w := range list {
			if notBefore[i] == model.Never {
				continue
			}
			w.Attempt = attempt
			line := slices.Index(free, slices.Min(free))
			begin := whenOpen(ch.Hours, nil, max(notBefore[i], free[line]))
			notBefore[i] = model.Never
			if begin > y.problem.Question.Horizon {
				continue
			}
			delay := y.numbers.Contact(w)
			free[line] = begin + y.numbers.CallTime(w, delay == model.Never)
			if delay < model.Never {
				y.hand(w.To, free[line]+delay)
			} else {
				notBefore[i] = free[line] + ch.Retry.Every
			}
		}
	}
}
