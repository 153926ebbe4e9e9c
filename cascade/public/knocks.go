package public

import "harkara/model"

// Knocks are the visits of a round in one stretch of its hours: so many, the first at a
// tick and the others each so many ticks after the one before.
type Knocks struct {
	First model.Tick
	Every float64
	Many  int64
}

// At is a moment between the n-th visit (from 0) and the next, part of the way there.
func (k *Knocks) At(n int64, part float64) model.Tick {
	return k.First + model.Tick((float64(n)+part)*k.Every)
}

// Knocks are the visits up to a horizon, with the starts that were turned to, where one
// round at most makes some: between two of them, and outside of them, what has become of
// people has no steps by visits.
func (d *Direct) Knocks(horizon model.Tick) []Knocks {
	l := &d.c.law
	if len(l.rounds) != 1 || d.begun[len(l.broadcasts)] == model.Never {
		return nil
	}
	v, begun := &l.rounds[0], d.begun[len(l.broadcasts)]
	windows := []model.Window{{Open: 0, Close: horizon + 1}}
	if v.hours != nil {
		windows = v.hours.Windows()
	}
	var out []Knocks
	for _, w := range windows {
		if w.Open > horizon {
			break
		}
		before := v.hours.OpenTime(0, w.Open) // open time is counted from 0
		k := v.made(before-begun) + 1
		last := v.made(before + min(w.Close, horizon) - w.Open - begun)
		if last >= k {
			out = append(out, Knocks{w.Open + begun + v.after(k) - before, 1 / v.perTick, last - k + 1})
		}
	}
	return out
}
