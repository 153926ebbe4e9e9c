package reference

import (
	"slices"

	"harkara/model"
)

// lines are a person's on one channel, and the lists of calls that wait for them.
type lines struct {
	free  []model.Tick
	lists []*callList
}

// callList is calls that are made in order, those that failed once more after all others.
type callList struct {
	message int
	down    bool // a message downwards: lists of one message follow each other
	calls   []*call
	again   []*call
	round   int
	n       int
}

type call struct {
	to     model.Unit
	ready  model.Tick
	wanted func(now model.Tick) bool
	begun  func(now model.Tick)
	done   func(made, inHand model.Tick)
}

// queue adds a list to those that wait for a person's lines.
func (y *Joint) queue(u model.Unit, person, c int, list *callList, now model.Tick) {
	if len(list.calls) == 0 {
		return
	}
	if y.channel(c).Calls.Random {
		y.Shuffle(len(list.calls), func(i, j int) { list.calls[i], list.calls[j] = list.calls[j], list.calls[i] })
	}
	key := [3]int{int(u), person, c}
	l := y.lines[key]
	if l == nil {
		l = &lines{free: make([]model.Tick, y.channel(c).Calls.Lines)}
		y.lines[key] = l
	}
	y.due.n++
	list.n = y.due.n
	l.lists = append(l.lists, list)
	y.schedule(l, u, c, now)
}

// schedule has somebody look at the lines when the next call may be made.
func (y *Joint) schedule(l *lines, u model.Unit, c int, now model.Tick) {
	next := model.Never
	for _, x := range l.heads(y.channel(c).Retry.Times) {
		next = min(next, whenOpen(y.channel(c).Hours, nil, max(x.calls[0].ready, slices.Min(l.free), now)))
	}
	y.at(next, contacting, func() { y.nextCall(l, u, c, next) })
}

// heads are the lists whose first call may be next.
func (l *lines) heads(retries int) []*callList {
	var out []*callList
	l.lists = slices.DeleteFunc(l.lists, func(x *callList) bool {
		if len(x.calls) == 0 && len(x.again) > 0 && x.round < retries {
			x.calls, x.again, x.round = x.again, nil, x.round+1
		}
		return len(x.calls) == 0
	})
	before := map[int]bool{}
	for _, x := range l.lists {
		if x.down && before[x.message] {
			continue
		}
		before[x.message] = before[x.message] || x.down
		out = append(out, x)
	}
	return out
}

// nextCall makes a call where a line is free and one is ready.
func (y *Joint) nextCall(l *lines, u model.Unit, c int, now model.Tick) {
	ch := y.channel(c)
	if slices.Min(l.free) > now || whenOpen(ch.Hours, nil, now) != now {
		return
	}
	var best *callList
	for _, x := range l.heads(ch.Retry.Times) {
		if x.calls[0].ready > now {
			continue
		}
		if best == nil || y.before(x, best) {
			best = x
		}
	}
	if best == nil {
		return
	}
	one := best.calls[0]
	best.calls = best.calls[1:]
	if one.wanted != nil && !one.wanted(now) {
		y.Ledger.Sent++
		y.Ledger.Dropped++
	} else {
		y.make(l, best, one, c, now)
	}
	y.schedule(l, u, c, now)
}

// before is by priority, then by since when the call is ready, then by which list came
// first.
func (y *Joint) before(a, b *callList) bool {
	p, q := y.message(a.message).Priority, y.message(b.message).Priority
	if p != q {
		return p > q
	}
	if a.calls[0].ready != b.calls[0].ready {
		return a.calls[0].ready < b.calls[0].ready
	}
	return a.n < b.n
}

func (y *Joint) make(l *lines, list *callList, one *call, c int, now model.Tick) {
	ch := y.channel(c)
	if one.begun != nil && list.round == 0 {
		one.begun(now)
	}
	line := slices.Index(l.free, slices.Min(l.free))
	if y.reachable(list.message, one.to, c) && y.heads(succeeds(ch, list.round)) {
		end := now + y.wait(ch.Calls.Each)
		l.free[line] = end
		in := end + y.wait(ch.Delay)
		y.Ledger.Sent++
		y.book(in)
		one.done(now, in)
		return
	}
	length := ch.Calls.Each
	if ch.Calls.Unanswered != nil {
		length = ch.Calls.Unanswered
	}
	end := now + y.wait(length)
	l.free[line] = end
	if list.round == ch.Retry.Times {
		y.Ledger.Sent++
		y.Ledger.Lost++
		return
	}
	one.ready = end + ch.Retry.Every
	list.again = append(list.again, one)
}

// workers are how many of a person, or of an office, are free, and what waits for them.
type workers struct {
	free    int
	waiting []task
}

// task is a message that somebody is to deal with, as one person of a unit, since a time.
type task struct {
	message, person int
	since           model.Tick
}

// counts tells whether what comes at a time counts among what people dealt with: all does,
// but of streams only what comes in the second half.
func (y *Joint) counts(t model.Tick) bool {
	for _, m := range y.p.Messages {
		if m.Stream != nil && (t < min(m.Stream.Until, y.horizon)/2 || t > min(m.Stream.Until, y.horizon)) {
			return false
		}
	}
	return true
}

// enqueue has a message wait until somebody deals with it.
func (y *Joint) enqueue(m int, u model.Unit, person int, now model.Tick) {
	relay := y.net.Relay(u)
	h := relay.Handles
	key, all := [2]int{int(u), person}, max(h.Hands, 1)
	if h.Shared {
		key[1], all = -1, all*relay.People
	}
	d := y.desks[key]
	if d == nil {
		d = &workers{free: all}
		y.desks[key] = d
	}
	if h.AtMost > 0 && len(d.waiting)+all-d.free >= h.AtMost {
		if y.counts(now) {
			y.Dropped++
		}
		if !h.DropOldest || len(d.waiting) == 0 {
			return
		}
		d.waiting = d.waiting[1:]
	}
	d.waiting = append(d.waiting, task{m, person, now})
	y.startWork(d, u, now)
}

// startWork has whoever is free take up what waits, while the office is open.
func (y *Joint) startWork(d *workers, u model.Unit, now model.Tick) {
	relay := y.net.Relay(u)
	for d.free > 0 && len(d.waiting) > 0 {
		open := whenOpen(relay.Hours, y.silences(d.waiting[0].message, u), now)
		if open > now {
			y.at(open, comes, func() { y.startWork(d, u, open) })
			return
		}
		k := 0
		switch relay.Handles.Order {
		case model.NewestFirst:
			k = len(d.waiting) - 1
		case model.ByPriority:
			for i, x := range d.waiting {
				if y.message(x.message).Priority > y.message(d.waiting[k].message).Priority {
					k = i
				}
			}
		}
		x := d.waiting[k]
		d.waiting = slices.Delete(d.waiting, k, k+1)
		if y.replaced(x.message, u) || now > y.expires(x.message) {
			continue
		}
		d.free--
		if y.counts(x.since) {
			y.Handled++
		}
		end := now + y.wait(relay.Handles.Each)
		y.at(end, comes, func() {
			d.free++
			y.passOn(x.message, u, x.person, end)
			y.startWork(d, u, end)
		})
	}
}
