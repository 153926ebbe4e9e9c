package model

import "time"

// wall is the twin of Calendar: it asks the wall clock of every minute whether
// the hours are open.
type wall struct {
	open []bool // of each minute from release
}

func newWall(h Hours, start time.Time, minutes int) *wall {
	w := &wall{}
	for m := range minutes {
		w.open = append(w.open, onTheClock(h, start.Add(time.Duration(m)*time.Minute)))
	}
	return w
}

// onTheClock tells whether hours are open at a moment: in the window of its
// own day, or in that of the day before which runs past midnight.
func onTheClock(h Hours, at time.Time) bool {
	minute := at.Hour()*60 + at.Minute()
	y, m, d := at.Date()
	overnight := h.To <= h.From
	today, yesterday := time.Date(y, m, d, 12, 0, 0, 0, time.UTC), time.Date(y, m, d-1, 12, 0, 0, 0, time.UTC)
	if opensOn(h, today) && minute >= h.From && (overnight || minute < h.To) {
		return true
	}
	return overnight && opensOn(h, yesterday) && minute < h.To
}

func opensOn(h Hours, day time.Time) bool {
	for _, c := range h.Closed {
		if c.Format(time.DateOnly) == day.Format(time.DateOnly) {
			return false
		}
	}
	return h.Days[day.Weekday()]
}

// next is the first open minute from m, or −1.
func (w *wall) next(m int) int {
	for ; m < len(w.open); m++ {
		if w.open[m] {
			return m
		}
	}
	return -1
}

// openTime is how many minutes from a to b are open.
func (w *wall) openTime(a, b int) Tick {
	sum := Tick(0)
	for m := a; m < b; m++ {
		if w.open[m] {
			sum++
		}
	}
	return sum
}

// afterOpen is the minute by which so many open ones have gone by since a, or −1.
func (w *wall) afterOpen(a, work int) int {
	for m := a; m < len(w.open); m++ {
		if w.open[m] {
			if work--; work == 0 {
				return m + 1
			}
		}
	}
	return -1
}
