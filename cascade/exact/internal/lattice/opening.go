package lattice

import (
	"harkara/model"
)

// Opening is the times at which somebody may start something: stretches in
// order, apart. What comes at another time waits for the next; where there is
// none it never starts.
//
// Windows are half-open, [Open, Close), in ticks of the clock.
type Opening []model.Window

// Always is open at any time.
func Always() Opening { return Opening{{Open: 0, Close: model.Never}} }

// Without is the opening less an outage.
//
// Each window leaves at most two stretches, before and after the outage; empty ones
// are left out.
func (o Opening) Without(w model.Window) Opening {
	var out Opening
	for _, x := range o {
		if before := (model.Window{Open: x.Open, Close: min(x.Close, w.Open)}); before.Open < before.Close {
			out = append(out, before)
		}
		if after := (model.Window{Open: max(x.Open, w.Close), Close: x.Close}); after.Open < after.Close {
			out = append(out, after)
		}
	}
	return out
}

// Until is the opening cut off after a last moment.
func (o Opening) Until(last model.Tick) Opening {
	if last >= model.Never {
		return o
	}
	return o.Without(model.Window{Open: last + 1, Close: model.Never})
}

// Covers tells whether it is open from a time to an end.
//
// True means that Next(t) = t for all t from one to the other, ends included.
func (o Opening) Covers(from, end model.Tick) bool {
	for _, w := range o {
		if w.Open <= from && w.Close > end {
			return true
		}
	}
	return false
}

// Next is the first open moment at or after t, or model.Never.
func (o Opening) Next(t model.Tick) model.Tick {
	return model.NextOpen(o, t)
}

// NextOpen is the law of the first open moment at or after a time. While it is
// open F stays what it was; while it is closed F stays what it was when it
// closed, and at the opening all who waited start.
//
// With c(t) the last moment not after t at which it was open,
//
//	P(Next(T) ≤ t) = F(c(t)),
//
// so no new error arises at points: the bound is that of F at c(t). In a cell in
// which a window opens or closes the rise over it is added, as F̂ is not even there.
func (l *Dist) NextOpen(o Opening) *Dist {
	if o.Covers(l.From, l.End()) {
		return l
	}
	if l.exact != nil {
		return l.nextOpenAtoms(o)
	}
	u := l.newSurvival()
	at := o.walk(l)
	_, within := at(l.From, true)
	before := 1.0
	for k := range l.points {
		t := l.Time(k)
		left, e1 := at(t, true)
		right, e2 := at(t, false)
		u.before[k], u.after[k] = 1-left, 1-right
		u.pointErr[k] = max(e1, e2)
		ends := max(e1, within)
		u.cellErr[k], u.meanErr[k] = ends, ends
		switch {
		case k == 0:
		case o.Covers(t-l.Step, t-1):
			u.cellErr[k], u.meanErr[k] = max(ends, l.cellErr[k]), max(ends, l.meanErr[k])
			u.mean[k] = before + (u.before[k]-before)*(1-l.centre[k])
		case o.changes(t-l.Step, t):
			u.cellErr[k] += max(0, before-u.before[k])
			u.meanErr[k] = u.cellErr[k]
			u.mean[k] = (before + u.before[k]) / 2
		}
		within, before = e2, u.after[k]
	}
	return u.dist(l.Grid)
}

// walk is the settled distribution and its error at times that ascend; below is
// true for the limit from below.
func (o Opening) walk(l *Dist) func(t model.Tick, below bool) (f, eps float64) {
	value := l.Lookup()
	i := 0
	return func(t model.Tick, below bool) (float64, float64) {
		// The window in which t, or the moment before it, lies, or the last
		// one before that.
		for i+1 < len(o) && (o[i+1].Open < t || o[i+1].Open == t && !below) {
			i++
		}
		switch {
		case len(o) == 0 || t < o[i].Open || t == o[i].Open && below:
			return 0, 0
		case t < o[i].Close || t == o[i].Close && below:
			return value(t, below)
		}
		return value(o[i].Close, true)
	}
}

// changes tells whether a window opens or closes between two times, at neither.
func (o Opening) changes(a, b model.Tick) bool {
	for _, w := range o {
		if a < w.Open && w.Open < b || a < w.Close && w.Close < b {
			return true
		}
		if w.Open >= b {
			return false
		}
	}
	return false
}
