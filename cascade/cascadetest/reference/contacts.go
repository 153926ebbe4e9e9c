package reference

import (
	"cmp"
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
		if delay := y.contact(w); delay < model.Never {
			y.deliver(w, at+delay)
			return
		}
		at += ch.Retry.Every
	}
}

// contact is the delay of an attempt, which fails where the unit cannot be
// reached over the channel in this play, whoever tries.
func (y *Play) contact(w Way) model.Tick {
	to := receiver{w.To, y.net.Channels()[w.Channel].Name}
	if _, known := y.absent[to]; !known {
		y.absent[to] = y.numbers.Unreachable(w.To, w.Channel)
	}
	if y.absent[to] {
		return model.Never
	}
	return y.numbers.Contact(w)
}

// calls are those of one person on one channel: when each of their lines is
// free, and the lists that wait.
type calls struct {
	start model.Tick // when the person started
	free  []model.Tick
	lists [][]item
	began model.Tick // when the last call began, where some are left out
	going bool
}

// item is somebody to be called, and not before when.
type item struct {
	Way
	notBefore model.Tick
}

// call makes calls one after another, each on the line that is free first. Who
// was not reached is called again once all others were called, in the same
// order; the line that is free first waits until that may be. Lines are a
// person's for the whole play: a list waits for those before it.
func (y *Play) call(list []Way, channel int, start model.Tick) {
	ch := &y.net.Channels()[channel]
	if len(list) == 0 {
		return
	}
	if ch.Calls.Random {
		slices.SortStableFunc(list, func(a, b Way) int {
			return cmp.Compare(y.numbers.Place(a), y.numbers.Place(b))
		})
	}
	at := desk{list[0].From, list[0].Person, channel}
	d := y.desks[at]
	if d == nil {
		d = &calls{start: start, free: slices.Repeat([]model.Tick{start}, ch.Calls.Lines)}
		y.desks[at] = d
	}
	var items []item
	for _, w := range list {
		items = append(items, item{w, start})
	}
	if ch.Calls.Skips {
		d.lists = append(d.lists, items)
		if !d.going {
			y.proceed(d, at)
		}
		return
	}
	for len(items) > 0 {
		var failed []item
		for _, i := range items {
			if again, ok := y.callOnce(d, i); ok {
				failed = append(failed, again)
			}
		}
		items = failed
	}
}

// callOnce makes a call, and tells whether and when it is to be made again.
func (y *Play) callOnce(d *calls, i item) (again item, ok bool) {
	ch := &y.net.Channels()[i.Channel]
	line := slices.Index(d.free, slices.Min(d.free))
	begin := whenOpen(ch.Hours, nil, max(i.notBefore, d.free[line], d.began))
	if begin > y.problem.Question.Horizon {
		return i, false
	}
	delay := y.contact(i.Way)
	end := begin + y.numbers.CallTime(i.Way, delay == model.Never)
	d.free[line] = end
	y.contacted(d, i, end)
	if delay < model.Never {
		y.deliver(i.Way, end+delay)
		return i, false
	}
	i.Attempt, i.notBefore = i.Attempt+1, end+ch.Retry.Every
	return i, i.Attempt <= ch.Retry.Times
}

// contacted lets deputies wait from the first call to a child on.
func (y *Play) contacted(d *calls, i item, at model.Tick) {
	if i.Kind == Child && i.Attempt == 0 {
		y.watch(i.From, i.Person, i.To, d.start, at)
	}
}

// proceed waits for the turn of the first in a person's lists, who is not called
// if they have the message by then. Whoever is to be called again goes to the end
// of their list: since all others of it were called as often, that is in rounds.
func (y *Play) proceed(d *calls, at desk) {
	d.going = false
	for len(d.lists) > 0 && len(d.lists[0]) == 0 {
		d.lists = d.lists[1:]
	}
	if len(d.lists) == 0 {
		return
	}
	i := d.lists[0][0]
	d.lists[0] = d.lists[0][1:]
	turn := whenOpen(y.net.Channels()[at.channel].Hours, nil, max(i.notBefore, slices.Min(d.free), d.began))
	if turn > y.problem.Question.Horizon {
		y.proceed(d, at)
		return
	}
	d.going = true
	y.agenda = append(y.agenda, entry{turn, [4]int{calling, int(at.unit), at.person, at.channel}, func() {
		d.began = turn
		if y.Arrival[i.To] <= turn {
			y.contacted(d, i, turn)
		} else if again, ok := y.callOnce(d, i); ok {
			d.lists[0] = append(slices.Clone(d.lists[0]), again)
		}
		y.proceed(d, at)
	}})
}
