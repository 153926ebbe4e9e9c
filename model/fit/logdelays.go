package fit

import (
	"harkara/model"
	"math"
	"time"
)

// delays reads a column of delays.
func (r *reader) delays() error {
	r.log.Kind = model.Worded("delays")
	column := r.column("delay")
	for i, row := range r.rows {
		x, err := r.seconds(row, column)
		if err != nil {
			return model.Errorf("row %d, %w", i+1, err)
		}
		one := Exact(x)
		if math.IsNaN(x) {
			if one = Censored(r.until()); math.IsNaN(one.From) {
				return model.Errorf("row %d has no delay: say with --until after how long it had not come, as in --until 14h", i+1)
			}
		}
		if err := r.onlySeen(&one, r.until()); err != nil {
			return model.Errorf("row %d: %w", i+1, err)
		}
		if err := r.add(i, one); err != nil {
			return model.Errorf("row %d, %w", i+1, err)
		}
	}
	return nil
}

// intervals reads between which looks something was seen.
func (r *reader) intervals() error {
	r.log.Kind = model.Worded("delays between two looks")
	from, to, before := r.column("from"), r.column("to"), r.column("before")
	for i, row := range r.rows {
		a, err := r.seconds(row, from)
		b, err2 := r.seconds(row, to)
		c, err3 := r.seconds(row, before)
		for _, e := range []error{err, err2, err3} {
			if e != nil {
				return model.Errorf("row %d, %w", i+1, e)
			}
		}
		one := Row{From: a, To: b}
		switch {
		case !math.IsNaN(c):
			one = Row{From: 0, To: c}
		case math.IsNaN(a) && math.IsNaN(b):
			return model.Errorf("row %d says neither from nor to", i+1)
		case math.IsNaN(a):
			one.From = 0
		case math.IsNaN(b):
			one.To = math.Inf(1)
		}
		if err := r.add(i, one); err != nil {
			return model.Errorf("row %d, %w", i+1, err)
		}
	}
	return nil
}

// times reads when something was sent and when it was seen.
func (r *reader) times() error {
	r.log.Kind = model.Worded("times sent and seen")
	sent, seen := r.column("sent"), r.column("seen")
	var pairs [][2]string
	for i, row := range r.rows {
		if row[sent] == "" {
			return model.Errorf("row %d does not say when it was sent", i+1)
		}
		pairs = append(pairs, [2]string{row[sent], row[seen]})
	}
	times, layout, err := readTimes(pairs)
	if err != nil {
		return err
	}
	closed, after := r.closed(times, layout)
	if err := r.openHours(times, closed, after, layout); err != nil {
		return err
	}
	shut := 0
	for i, t := range times {
		end := closed
		if !math.IsNaN(after) {
			end = t[0].Add(time.Duration(after * float64(time.Second)))
		}
		if t[1].IsZero() && end.Before(t[0]) {
			return model.Errorf("row %d was sent after the log was closed", i+1)
		}
		one := Censored(r.between(t[0], end))
		if !t[1].IsZero() {
			one = Exact(r.between(t[0], t[1]))
			if one.To == 0 && t[1].After(t[0]) {
				shut++
			}
		}
		if err := r.onlySeen(&one, r.between(t[0], end)); err != nil {
			return model.Errorf("row %d: %w", i+1, err)
		}
		if err := r.add(i, one); err != nil {
			return model.Errorf("row %d, %w", i+1, err)
		}
	}
	if shut > 0 {
		r.log.Remarks = append(r.log.Remarks, model.Worded("%d were seen while it was closed: they count as at once", shut))
	}
	return nil
}

// onlySeen notes of a row of a log that has only those who had seen it by its end when
// that was.
func (r *reader) onlySeen(one *Row, until float64) error {
	switch {
	case !r.o.OnlySeen:
		return nil
	case math.IsInf(one.To, 1):
		return model.Errorf("not seen: a log of only those who had seen it has no such row")
	case math.IsNaN(until):
		return model.Errorf("a log of only those who had seen it needs when it was closed, as in --until 14h")
	case one.To > until:
		return model.Errorf("seen after the log was closed")
	}
	one.Until = until
	return nil
}

// closed is when a log was closed: a time, or a duration after each was sent.
func (r *reader) closed(times [][2]time.Time, layout string) (closed time.Time, after float64) {
	after = math.NaN()
	if r.o.Until != "" {
		if x, ok := r.o.Duration(r.o.Until); ok {
			return closed, x
		}
		for _, l := range append([]string{layout}, layouts...) {
			if t, ok := parseTime(l, plainTime(r.o.Until)); ok {
				r.log.Closed = t
				return t, after
			}
		}
	}
	for _, t := range times {
		for _, one := range t {
			if one.After(closed) {
				closed = one
			}
		}
	}
	r.log.Closed = closed
	r.log.Remarks = append(r.log.Remarks, model.Worded("the log is taken to be closed at its last time, %s: --until says when else", closed.Format("2006-01-02 15:04:05")))
	return closed, after
}
