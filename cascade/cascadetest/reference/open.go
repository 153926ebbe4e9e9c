package reference

import (
	"slices"

	"harkara/model"
)

// silence is a time in which nobody at a unit starts: from its beginning up to,
// not including, its end.
type silence struct{ from, to model.Tick }

// silences are those of a unit in this trial: its own, and those of its tier
// that befall it, drawn when they are first asked for. One that lasts for the whole
// play never ends.
func (y *Play) silences(u model.Unit) []silence {
	if known, ok := y.silent[u]; ok {
		return known
	}
	var out []silence
	for i, o := range y.net.Outages() {
		if o.Unit != u && (o.Unit != model.NoUnit || o.Tier != y.net.TierOf(u)) {
			continue
		}
		befalls, from, lasts := y.numbers.Outage(u, i)
		switch {
		case !befalls:
		case o.Whole:
			out = append(out, silence{0, model.Never})
		case from < model.Never:
			out = append(out, silence{from, from + lasts})
		}
	}
	y.silent[u] = out
	return out
}

// whenOpen is the first moment from t on that lies in the hours and in no
// silence; model.Never where there is none. It is t, or an opening, or the end
// of a silence: the first of these that will do.
func whenOpen(hours *model.Calendar, silences []silence, t model.Tick) model.Tick {
	moments := []model.Tick{t}
	if hours != nil {
		for _, w := range hours.Windows() {
			moments = append(moments, w.Open)
		}
	}
	for _, s := range silences {
		moments = append(moments, s.to)
	}
	slices.Sort(moments)
	for _, m := range moments {
		if m >= t && m < model.Never && open(hours, m) && !silent(silences, m) {
			return m
		}
	}
	return model.Never
}

func open(hours *model.Calendar, t model.Tick) bool {
	return hours == nil || slices.ContainsFunc(hours.Windows(), func(w model.Window) bool { return w.Open <= t && t < w.Close })
}

func silent(silences []silence, t model.Tick) bool {
	return slices.ContainsFunc(silences, func(s silence) bool { return s.from <= t && t < s.to })
}

// workedUp is the moment at which so much open time has passed since t;
// model.Never where that does not happen within the hours laid out.
func workedUp(hours *model.Calendar, t, work model.Tick) model.Tick {
	if hours == nil {
		return t + work
	}
	for _, w := range hours.Windows() {
		from := max(t, w.Open)
		switch {
		case from >= w.Close:
		case from+work <= w.Close:
			return from + work
		default:
			work -= w.Close - from
		}
	}
	return model.Never
}
