package fit

import (
	"fmt"
	"harkara/model"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// arrival is when a unit first had it, and from whom.
type arrival struct {
	row  int
	from string
	at   float64 // seconds after the first
	when time.Time
	told float64 // how long it took to tell the first other, or +Inf
	hops int
}

// readArrivals reads who had it from whom, and when: how long each took to tell the first
// other. One who told nobody had not by the end of the log. A unit with none below it
// is no row: where neither the log nor a network says which these are, those of the
// last hop, whom nobody had it from.
func (r *reader) readArrivals() error {
	r.log.Kind = model.Worded("who told whom")
	all, order, err := r.arrivals()
	if err != nil {
		return err
	}
	end := 0.0
	last := all[order[0]].when
	for _, h := range all {
		end = max(end, h.at)
		if h.when.After(last) {
			last = h.when
		}
	}
	last, end, err = r.closing(all, order, last, end)
	if err != nil {
		return err
	}
	deepest := 0
	for _, name := range order {
		h := all[name]
		up, there := all[h.from]
		if !there || h.from == name {
			continue
		}
		if h.at < up.at {
			return model.Errorf("row %d had it from %s, who had it later", h.row+1, short(h.from))
		}
		wait := h.at - up.at
		if r.open != nil {
			wait = r.between(up.when, h.when)
		}
		up.told = min(up.told, wait)
	}
	for _, name := range order {
		deepest = max(deepest, all[name].depth(all))
	}
	return r.addForwarders(all, order, end, last, deepest)
}

// closing is when the log was closed: at its last time, or when --until says, a time
// or how long after the first.
func (r *reader) closing(all map[string]*arrival, order []string, last time.Time, end float64) (time.Time, float64, error) {
	if r.o.Until == "" {
		return last, end, nil
	}
	first := all[order[0]]
	for _, h := range all {
		if h.at < first.at {
			first = h
		}
	}
	closed, after := r.closed([][2]time.Time{{last, last}}, "")
	if math.IsNaN(after) {
		after = closed.Sub(first.when).Seconds()
	} else {
		closed = first.when.Add(time.Duration(after * float64(time.Second)))
	}
	if last.IsZero() {
		closed = last
	}
	if first.at+after < end {
		return last, end, model.Errorf("the log goes on after it was closed")
	}
	return closed, first.at + after, nil
}

// addForwarders adds the rows of units that have others below them.
func (r *reader) addForwarders(all map[string]*arrival, order []string, end float64, last time.Time, deepest int) error {
	tier, below := r.column("tier"), r.column("below")
	silent := map[string]bool{} // tiers in which nobody told anybody
	if tier >= 0 {
		for _, name := range order {
			t := r.rows[all[name].row][tier]
			if _, seen := silent[t]; !seen || !math.IsInf(all[name].told, 1) {
				silent[t] = math.IsInf(all[name].told, 1)
			}
		}
	}
	left := 0
	for _, name := range order {
		h := all[name]
		where, tells := fmt.Sprintf("hop %d", h.hops), h.hops < deepest || deepest == 0
		switch {
		case r.o.Place != nil:
			t, has, known := r.o.Place(name)
			where, tells = t, has && known
		case below >= 0:
			n, err := strconv.ParseFloat(r.rows[h.row][below], 64)
			if tells = n > 0; err != nil || n < 0 {
				return model.Errorf("row %d: %q is no number of units below", h.row+1, short(r.rows[h.row][below]))
			}
		case tier >= 0:
			tells = !silent[r.rows[h.row][tier]]
		}
		if r.o.Place == nil && tier >= 0 {
			where = r.rows[h.row][tier]
		}
		if !tells {
			left++
			continue
		}
		one := Exact(h.told)
		if math.IsInf(h.told, 1) {
			one = Censored(end - h.at)
			if !last.IsZero() {
				one = Censored(r.between(h.when, last))
			}
		}
		r.log.Rows, r.log.Tiers, r.used = append(r.log.Rows, one), append(r.log.Tiers, where), append(r.used, h.row)
	}
	if len(r.log.Rows) == 0 {
		return model.Errorf("no unit of the log has others below it")
	}
	r.log.Remarks = append(r.log.Remarks, model.Worded("whoever told nobody by the end of the log counts as not yet"))
	if left > 0 {
		r.log.Remarks = append(r.log.Remarks, model.Worded("%d units are left out: they have none below them to tell", left))
	}
	return nil
}

// depth is how many stand before a unit in the log.
func (h *arrival) depth(all map[string]*arrival) int {
	if h.hops < 0 {
		h.hops = 0
		if up, there := all[h.from]; there && up != h {
			h.hops = up.depth(all) + 1
		}
	}
	return h.hops
}

// arrivals are when each unit first had it, and the units in the order of the table.
func (r *reader) arrivals() (all map[string]*arrival, order []string, err error) {
	unit, from, at := r.column("unit"), r.column("from"), r.column("at")
	had, when, err := r.moments(at)
	if err != nil {
		return nil, nil, err
	}
	all = map[string]*arrival{}
	again := 0
	for i, row := range r.rows {
		name := row[unit]
		if strings.TrimSpace(name) == "" {
			return nil, nil, model.Errorf("row %d names no unit", i+1)
		}
		h, there := all[name]
		if !there {
			h = &arrival{at: math.Inf(1)}
			all[name] = h
			order = append(order, name)
		} else {
			again++
		}
		if had[i] < h.at {
			*h = arrival{row: i, from: row[from], at: had[i], told: math.Inf(1), hops: -1}
			if when != nil {
				h.when = when[i][0]
			}
		}
	}
	if again > 0 {
		r.log.Remarks = append(r.log.Remarks, model.Worded("%d rows are of units that had it before: the first time counts", again))
	}
	if r.o.Hours != nil && when == nil {
		return nil, nil, model.Errorf("hours need times with dates")
	}
	return all, order, nil
}

// moments are the seconds of each row after the first, and the times where they are
// such.
func (r *reader) moments(at int) (had []float64, when [][2]time.Time, err error) {
	var pairs [][2]string
	for _, row := range r.rows {
		pairs = append(pairs, [2]string{row[at], ""})
	}
	had = make([]float64, len(r.rows))
	times, layout, notTimes := readTimes(pairs)
	if notTimes == nil {
		first := slices.MinFunc(times, func(a, b [2]time.Time) int { return a[0].Compare(b[0]) })[0]
		for i, t := range times {
			had[i] = t[0].Sub(first).Seconds()
			if t[0].After(r.log.Closed) {
				r.log.Closed = t[0]
			}
		}
		return had, times, r.openHours(times, r.log.Closed, math.NaN(), layout)
	}
	for i, row := range r.rows {
		x, err := r.seconds(row, at)
		if err != nil && strings.ContainsAny(row[at], ":/-") {
			return nil, nil, notTimes
		}
		if err != nil {
			return nil, nil, model.Errorf("row %d: when? %w", i+1, err)
		}
		if math.IsNaN(x) {
			return nil, nil, model.Errorf("row %d does not say when", i+1)
		}
		had[i] = x
	}
	return had, nil, nil
}
