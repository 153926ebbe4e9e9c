package exact

import (
	"slices"

	"harkara/model"
)

// opening is the times at which somebody may start something: stretches in
// order, apart. What comes at another time waits for the next; where there is
// none it never starts.
type opening []model.Window

// always is open at any time.
func always() opening { return opening{{Open: 0, Close: model.Never}} }

// hoursOf is a calendar as an opening.
func hoursOf(c *model.Calendar) opening {
	if c == nil {
		return always()
	}
	return opening(slices.Clone(c.Windows()))
}

// without is the opening less an outage.
func (o opening) without(w model.Window) opening {
	var out opening
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

// until is the opening cut off after a last moment.
func (o opening) until(last model.Tick) opening {
	if last >= model.Never {
		return o
	}
	return o.without(model.Window{Open: last + 1, Close: model.Never})
}

// free tells whether it is open from a time to an end.
func (o opening) free(from, end model.Tick) bool {
	for _, w := range o {
		if w.Open <= from && w.Close > end {
			return true
		}
	}
	return false
}

// next is the first open moment at or after t, or model.Never.
func (o opening) next(t model.Tick) model.Tick {
	for _, w := range o {
		if t < w.Close {
			return max(t, w.Open)
		}
	}
	return model.Never
}

// settle is the law of the first open moment at or after a time. While it is
// open F stays what it was; while it is closed F stays what it was when it
// closed, and at the opening all who waited start.
func (l *law) settle(o opening) *law {
	if o.free(l.from, l.end()) {
		return l
	}
	u := l.untold()
	at := o.walk(l)
	_, within := at(l.from, true)
	before := 1.0
	for k := range l.at {
		t := l.time(k)
		left, e1 := at(t, true)
		right, e2 := at(t, false)
		u.left[k], u.right[k] = 1-left, 1-right
		u.pin[k] = max(e1, e2)
		ends := max(e1, within)
		u.eps[k], u.sway[k] = ends, ends
		switch {
		case k == 0:
		case o.free(t-l.step, t-1):
			u.eps[k], u.sway[k] = max(ends, l.eps[k]), max(ends, l.sway[k])
			u.mean[k] = before + (u.left[k]-before)*(1-l.lean[k])
		case o.turns(t-l.step, t):
			u.eps[k] += max(0, before-u.left[k])
			u.sway[k] = u.eps[k]
			u.mean[k] = (before + u.left[k]) / 2
		}
		within, before = e2, u.right[k]
	}
	return u.law(l.grid)
}

// walk is the settled distribution and its error at times that ascend; below is
// true for the limit from below.
func (o opening) walk(l *law) func(t model.Tick, below bool) (f, eps float64) {
	before, at := l.sums()
	value := func(t model.Tick, below bool) (float64, float64) {
		if t >= l.end() {
			return at[l.n], l.pin[l.n]
		}
		switch k, point := l.cell(max(t-l.from, 0)); {
		case point && below:
			return before[k], l.pin[k]
		case point:
			return at[k], l.pin[k]
		default:
			part := float64(t-l.time(k-1)) / float64(l.step)
			return at[k-1] + part*(before[k]-at[k-1]), l.eps[k]
		}
	}
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

// turns tells whether a window opens or closes between two times, at neither.
func (o opening) turns(a, b model.Tick) bool {
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
