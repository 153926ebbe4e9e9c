package reference

import (
	"slices"

	"harkara/model"
)

// passOn lets a person contact everybody they tell, now.
func (y *Joint) passOn(m int, u model.Unit, person int, now model.Tick) {
	x := &y.Messages[m]
	if now < x.Start[u] {
		x.Start[u], y.first[m][u] = now, person
		y.remindLater(m, u, now)
	}
	relay := y.net.Relay(u)
	for c := range y.net.Channels() {
		var to []model.Unit
		if slices.Contains(relay.Over, c) {
			for i, child := range y.net.Children(u) {
				if !relay.Split || i%relay.People == person {
					to = append(to, child)
				}
			}
		}
		for _, l := range y.net.Links() {
			if l.From == u && int(l.Over) == c {
				to = append(to, l.To)
			}
		}
		if y.channel(c).Calls != nil {
			list := &callList{message: m, down: true}
			for _, v := range to {
				list.calls = append(list.calls, &call{to: v, ready: now, wanted: func(t model.Tick) bool { return !y.skips(m, u, v, c, t) }, done: func(made, t model.Tick) { y.deliver(m, u, v, c, made, t) }})
			}
			y.queue(u, person, c, list, now)
			continue
		}
		for _, v := range to {
			if made, t := y.contact(m, v, c, now); t < model.Never {
				y.deliver(m, u, v, c, made, t)
			}
		}
	}
}

// skips tells whether a call need not be made.
func (y *Joint) skips(m int, u, v model.Unit, c int, now model.Tick) bool {
	calls := y.channel(c).Calls
	if calls.Skips && y.met[m][v] {
		return true
	}
	for k, a := range y.asked {
		if calls.SkipsKnown && a.Message == y.of[m] && y.answerOf(k).Kind == model.Receipt {
			i := slices.Index(y.origins[k], v)
			if known := y.Answers[k].Known[y.tier(u)]; i >= 0 && known != nil && known[i] <= now {
				return true
			}
		}
	}
	return false
}

// reachable is whether a unit can be reached over a channel at all about a message.
func (y *Joint) reachable(m int, v model.Unit, c int) bool {
	key := [3]int{y.of[m], int(v), slices.IndexFunc(y.net.Channels(), func(x model.Channel) bool { return x.Name == y.channel(c).Name })}
	if _, known := y.absent[key]; !known {
		y.absent[key] = y.heads(y.channel(c).Unreachable)
	}
	return !y.absent[key]
}

// contact tries from a time on, and is when the attempt that succeeded was made, and when
// it is in hand.
func (y *Joint) contact(m int, v model.Unit, c int, t model.Tick) (made, inHand model.Tick) {
	ch := y.channel(c)
	y.Ledger.Sent++
	for attempt := 0; attempt <= ch.Retry.Times; attempt++ {
		if t = whenOpen(ch.Hours, nil, t); t > y.horizon {
			y.Ledger.UnderWay++
			return model.Never, model.Never
		}
		if y.reachable(m, v, c) && y.heads(succeeds(ch, attempt)) {
			in := t + y.wait(ch.Delay)
			y.book(in)
			return t, in
		}
		t += ch.Retry.Every
	}
	y.Ledger.Lost++
	return model.Never, model.Never
}

// book counts a contact that succeeded.
func (y *Joint) book(in model.Tick) {
	if in <= y.horizon {
		y.Ledger.Delivered++
	} else {
		y.Ledger.UnderWay++
	}
}

// deliver brings a message to a unit: what the teller's office held when the contact was
// made, changed or not.
func (y *Joint) deliver(m int, u, v model.Unit, c int, made, t model.Tick) {
	y.at(t, comes, func() {
		y.copyComes(m, u, v, c, made, t)
		y.arrives(m, v, t)
	})
}

func (y *Joint) copyComes(m int, u, v model.Unit, c int, made, now model.Tick) {
	x := &y.Messages[m]
	content, hands := int32(0), int32(0)
	for _, h := range x.Held[u] {
		if h.At <= made {
			content, hands = h.Content, h.HandOvers
		}
	}
	if ch := y.channel(c); y.heads(ch.Garbles) {
		if ch.Variants == 0 {
			content = 1_000_000 + int32(y.IntN(1_000_000_000))
		} else if content >= int32(ch.Variants) {
			content = int32(y.IntN(ch.Variants))
		} else {
			content = (content + 1 + int32(y.IntN(ch.Variants-1))) % int32(ch.Variants)
		}
	}
	relay, held := y.net.Relay(v), x.Held[v]
	if y.copies[m][v] == nil {
		y.copies[m][v] = map[int32]int{}
	}
	y.copies[m][v][content]++
	switch {
	case len(held) == 0:
		y.hold(m, v, now, content, hands+1)
	case relay.Majority:
		if mine := held[len(held)-1].Content; mine != content && y.copies[m][v][content] > y.copies[m][v][mine] {
			y.hold(m, v, now, content, hands+1)
		}
	case content == 0 && held[len(held)-1].Content != 0 && y.heads(relay.Corrects):
		y.hold(m, v, now, content, hands+1)
		others := 0
		if relay.Tires != nil {
			others = -1
		}
		y.act(m, v, now, max(others, 0))
	}
}
