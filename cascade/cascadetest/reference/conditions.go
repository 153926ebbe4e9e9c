package reference

import "harkara/model"

// decide releases a message when what it waits for holds, and again where enough time has
// passed.
func (y *Joint) decide(m int, now model.Tick) {
	w := y.message(m).When
	count, units, cause := 0, map[model.Unit]bool{}, model.Never
	for _, r := range y.reports[m] {
		if w.Within > 0 && now-r.at > w.Within {
			continue
		}
		count++
		cause = min(cause, r.made)
		if u := y.net.Above(r.from, w.FromTier); w.FromCount > 0 && u != model.NoUnit {
			units[u] = true
		}
	}
	if count < w.Count || len(units) < w.FromCount {
		return
	}
	again, last := y.message(m).Again, y.last[m]
	if last > 0 && (again == 0 || last == model.Never) {
		return
	}
	when := now + y.wait(y.message(m).Decides)
	if last > 0 && when < last+again {
		return
	}
	y.last[m] = max(when, 1)
	if !y.now(when) {
		y.last[m] = model.Never
	}
	if last > 0 {
		if y.now(when) {
			m = y.copy(m)
			y.at(when, comes, func() { y.release(m, when) })
		}
		return
	}
	for i, a := range y.asked {
		if a.Answer == w.Answer && a.Message != m {
			y.Answers[i].Complete = min(y.Answers[i].Complete, now)
		}
	}
	y.Messages[m].Cause = cause
	y.at(when, comes, func() { y.release(m, when) })
}
