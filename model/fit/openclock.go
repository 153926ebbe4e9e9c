package fit

import (
	"strings"
	"time"

	"harkara/model"
)

// openClock measures time on the clock of hours: it runs while they are open.
type openClock struct {
	start    time.Time
	calendar *model.Calendar
}

// openHours lays the hours out over the times of a log, where hours are asked for.
// Times that say no zone are what the clock on the wall of the hours' zone said.
func (r *reader) openHours(times [][2]time.Time, closed time.Time, after float64, layout string) error {
	if r.o.Hours == nil {
		return nil
	}
	r.absolute = layout == "unix" || strings.Contains(layout, "07:00") || strings.Contains(layout, "-0700")
	if !r.absolute && !strings.Contains(layout, "2006") && !strings.Contains(layout, "06,") && !strings.Contains(layout, "06 ") {
		return model.Errorf("hours need times with dates")
	}
	first, last := times[0][0], closed
	for _, t := range times {
		for _, one := range t {
			if !one.IsZero() && one.Before(first) {
				first = one
			}
			if one.After(last) {
				last = one
			}
		}
	}
	if after > 0 {
		last = last.Add(time.Duration(after * float64(time.Second)))
	}
	start := r.onWall(first)
	c, err := model.NewCalendar(*r.o.Hours, start, model.TicksOf(r.onWall(last).Sub(start).Seconds()+86400))
	if err != nil {
		return err
	}
	r.open = &openClock{start, c}
	r.log.Remarks = append(r.log.Remarks, model.Worded("delays are of the time in which %s is open", r.o.Hours.Name))
	return nil
}

// onWall is a time on the clock of the hours' zone.
func (r *reader) onWall(t time.Time) time.Time {
	switch {
	case r.o.Zone == nil:
		return t // as it was written
	case r.absolute:
		return t.In(r.o.Zone)
	}
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), r.o.Zone)
}

// between are the seconds from one time to another: of a log with hours, those in which
// they are open.
func (r *reader) between(a, b time.Time) float64 {
	if r.open == nil {
		return b.Sub(a).Seconds()
	}
	from, to := r.onWall(a).Sub(r.open.start), r.onWall(b).Sub(r.open.start)
	return r.open.calendar.OpenTime(model.TicksOf(from.Seconds()), model.TicksOf(to.Seconds())).Seconds()
}
