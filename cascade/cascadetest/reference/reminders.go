package reference

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// remindLater has an office that starts at a time remind, step by step.
func (y *Joint) remindLater(m int, u model.Unit, start model.Tick) {
	for _, r := range y.message(m).Remind {
		if r.By != y.tier(u) || start+r.After > y.expires(m) {
			continue
		}
		k := slices.Index(y.asked, cascade.Asked{Answer: r.Unless, Message: y.of[m]})
		due := start + r.After
		y.at(due, starting, func() {
			if y.Messages[m].Start[u] != start || k < 0 || y.replaced(m, u) {
				return // somebody started before
			}
			y.remind(m, u, k, &r, due)
		})
	}
}

// remind contacts those below of whom an office does not know.
func (y *Joint) remind(m int, u model.Unit, k int, r *model.Reminder, now model.Tick) {
	over := r.Over
	if over == nil {
		over = y.net.Relay(u).Over
	}
	known := y.Answers[k].Known[y.tier(u)]
	for _, c := range over {
		list := &callList{message: m}
		for i, v := range y.origins[k] {
			if known[i] <= now || v == u || y.net.Above(v, y.tier(u)) != u {
				continue
			}
			wanted := func(t model.Tick) bool { return known[i] > t }
			begun := func(model.Tick) {
				y.Answers[k].Sent++
				if y.met[m][v] {
					y.Answers[k].Needless++
				}
			}
			done := func(made, t model.Tick) { y.at(t, comes, func() { y.reminded(m, u, v, k, i, c, made, t) }) }
			if y.channel(c).Calls != nil {
				list.calls = append(list.calls, &call{to: v, ready: now, wanted: wanted, begun: begun, done: done})
				continue
			}
			turn := whenOpen(y.channel(c).Hours, nil, now)
			if !y.now(turn) {
				y.Ledger.Sent++
				y.Ledger.UnderWay++
			}
			y.at(turn, contacting, func() {
				if !wanted(turn) {
					y.Ledger.Sent++
					y.Ledger.Dropped++
					return
				}
				begun(turn)
				if made, t := y.contact(m, v, c, turn); t < model.Never {
					done(made, t)
				}
			})
		}
		if y.channel(c).Calls != nil {
			y.queue(u, y.first[m][u], c, list, now)
		}
	}
}

// reminded gives a message to one who is reminded, or has them answer once more.
func (y *Joint) reminded(m int, u, v model.Unit, k, i, c int, made, now model.Tick) {
	had := y.met[m][v]
	y.copyComes(m, u, v, c, made, now)
	if had {
		y.receipt(k, i, now)
		return
	}
	y.Answers[k].News++
	y.arrives(m, v, now)
}
