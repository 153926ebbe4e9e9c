package model

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"harkara/cascade/cascadetest/effort"
)

// match holds a calendar to its twin at every minute, and a little after it.
func match(t *testing.T, h Hours, start time.Time, days int) {
	t.Helper()
	c, err := NewCalendar(h, start, Tick(days)*Day)
	if err != nil {
		t.Fatal(err)
	}
	minutes := days * 24 * 60
	w := newWall(h, start, minutes)
	g := rand.New(rand.NewPCG(uint64(minutes), uint64(start.Unix())))
	for m := range minutes {
		at := Tick(m) * Minute
		want := w.next(m)
		got := c.Next(at)
		if want >= 0 && got != Tick(want)*Minute || want < 0 && got < Tick(minutes)*Minute {
			t.Fatalf("%+v from %v: open next after %v is %v, the clock says minute %d", h, start, at.Duration(), got.Duration(), want)
		}
		if w.open[m] {
			if got := c.Next(at + 1234); got != at+1234 {
				t.Fatalf("%+v from %v: closed at %v", h, start, (at + 1234).Duration())
			}
		}
		if m%97 != 0 {
			continue
		}
		to, work := m+g.IntN(minutes-m), 1+g.IntN(3*24*60)
		if got, want := c.OpenTime(at, Tick(to)*Minute), w.openTime(m, to)*Minute; got != want {
			t.Fatalf("%+v from %v: open %v between minutes %d and %d, the clock says %v", h, start, got.Duration(), m, to, want.Duration())
		}
		if want := w.afterOpen(m, work); want >= 0 && c.AfterOpen(at, Tick(work)*Minute) != Tick(want)*Minute {
			t.Fatalf("%+v from %v: %d minutes of work from minute %d end at %v, the clock says minute %d",
				h, start, work, m, c.AfterOpen(at, Tick(work)*Minute).Duration(), want)
		}
	}
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Skip(err)
	}
	return loc
}

var everyDay = [7]bool{true, true, true, true, true, true, true}

// Around every change of the clock, from a start inside or outside hours, a
// calendar opens and closes by the wall clock.
func TestCalendarFollowsTheClock(t *testing.T) {
	t.Parallel()
	at := func(m time.Month, d int) time.Time { return time.Date(2025, m, d, 0, 0, 0, 0, time.UTC) }
	for _, z := range []struct {
		name string
		days []time.Time // two or three days before the clock changes
	}{
		{"Europe/Berlin", []time.Time{at(3, 28), at(10, 24)}},
		{"America/New_York", []time.Time{at(3, 7), at(10, 31)}},
		{"Australia/Lord_Howe", []time.Time{at(4, 4), at(10, 3)}}, // by half an hour
		{"America/Santiago", []time.Time{at(4, 3), at(9, 4)}},     // at midnight
		{"Asia/Kolkata", []time.Time{at(10, 10)}},                 // never
	} {
		loc := zone(t, z.name)
		for _, day := range z.days {
			y, m, d := day.Date()
			for _, from := range []int{8 * 60, 9*60 + 30, 20 * 60} {
				for _, to := range []int{4*60 + 30, 9*60 + 30, 17 * 60, 24 * 60} {
					for i, start := range []int{12*60 + 7, 0, 8 * 60, 23 * 60} {
						if i >= effort.Of(1, 2, 4) {
							continue
						}
						h := Hours{Name: "hours", Days: everyDay, From: from, To: to}
						if z.name == "America/Santiago" && to == 24*60 {
							continue // there is no midnight when the clock changes
						}
						match(t, h, time.Date(y, m, d, 0, start, 0, 0, loc), 6)
					}
				}
			}
		}
	}
}

// So do random hours: days, dates closed, windows past midnight.
func TestRandomCalendars(t *testing.T) {
	t.Parallel()
	g := rand.New(rand.NewPCG(5, 5))
	zones := []string{"Asia/Kolkata", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "UTC"}
	for range effort.Of(8, 40, 120) {
		// No edge between midnight and four, when clocks are changed.
		h := Hours{Name: "hours", From: 240 + g.IntN(1200), To: 240 + g.IntN(1201)}
		for d := range h.Days {
			h.Days[d] = g.IntN(3) > 0
		}
		loc := zone(t, zones[g.IntN(len(zones))])
		start := time.Date(2024, time.Month(1+g.IntN(12)), 1+g.IntN(28), g.IntN(24), g.IntN(60), 0, 0, loc)
		for range g.IntN(4) {
			y, m, d := start.Date()
			h.Closed = append(h.Closed, time.Date(y, m, d+g.IntN(12)-1, 0, 0, 0, 0, time.UTC))
		}
		match(t, h, start, 12)
	}
}

// Whatever the hours, also where an edge falls into the hour that is there
// twice, or not at all: windows come in order, apart, and within what was
// asked; time goes forward; work is done in just so much open time.
func TestCalendarsAreSound(t *testing.T) {
	g := rand.New(rand.NewPCG(6, 6))
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago"} {
		loc := zone(t, name)
		for i := range 150 {
			h := Hours{Name: "hours", Days: everyDay, From: g.IntN(300), To: g.IntN(300)}
			start := time.Date(2025, time.Month(3+i%2*7), 20+g.IntN(12), g.IntN(24), 0, 0, 0, loc)
			sound(t, g, h, start)
		}
	}
}

func sound(t *testing.T, g *rand.Rand, h Hours, start time.Time) {
	t.Helper()
	const horizon = 15 * Day
	c, err := NewCalendar(h, start, horizon)
	if err != nil {
		t.Fatal(err)
	}
	last := Tick(-1)
	for _, w := range c.Windows() {
		if w.Open <= last || w.Close <= w.Open || w.Open > horizon {
			t.Fatalf("%+v from %v: window %+v after %v", h, start, w, last)
		}
		last = w.Close
	}
	for range 200 {
		at, work := Tick(g.IntN(int(12*Day))), Tick(1+g.IntN(int(Day)))
		next := c.Next(at)
		if next < at || next < Never && c.Next(next) != next {
			t.Fatalf("%+v from %v: open at %d next after %d", h, start, next, at)
		}
		end := c.AfterOpen(at, work)
		if end < Never && c.OpenTime(at, end) != work {
			t.Fatalf("%+v from %v: work of %d from %d ends at %d after %d of open time", h, start, work, at, end, c.OpenTime(at, end))
		}
	}
}

// By hand: the night in which the clock goes forward has a window an hour
// shorter, that in which it goes back one an hour longer.
func TestChangesOfTheClock(t *testing.T) {
	night := Hours{Name: "night", Days: everyDay, From: 22 * 60, To: 6 * 60}
	day := Hours{Name: "day", Days: everyDay, From: 9 * 60, To: 17 * 60}
	for _, x := range []struct {
		zone  string
		month time.Month
		date  int
		night Tick // how long the night lasts in which the clock changes
	}{
		{"Europe/Berlin", time.March, 29, 7 * Hour},
		{"Europe/Berlin", time.October, 25, 9 * Hour},
		{"America/New_York", time.March, 8, 7 * Hour},
		{"America/New_York", time.November, 1, 9 * Hour},
	} {
		start := time.Date(2025, x.month, x.date, 12, 0, 0, 0, zone(t, x.zone))
		c, err := NewCalendar(night, start, 2*Day)
		if err != nil {
			t.Fatal(err)
		}
		if w := c.Windows()[0]; w.Open != 10*Hour || w.Close-w.Open != x.night {
			t.Errorf("%s in %v: the night is %+v", x.zone, x.month, w)
		}
		if c, err = NewCalendar(day, start, 2*Day); err != nil {
			t.Fatal(err)
		}
		// The next morning is as much sooner or later as the night is.
		if got, want := c.Next(6*Hour), 21*Hour+x.night-8*Hour; got != want {
			t.Errorf("%s in %v: open next at %v, want %v", x.zone, x.month, got.Duration(), want.Duration())
		}
		if got := c.Next(3 * Hour); got != 3*Hour {
			t.Errorf("%s in %v: closed at three in the afternoon", x.zone, x.month)
		}
	}
}

// A month of closed days, and no day at all, end in Never, at once.
func TestClosedForLong(t *testing.T) {
	t.Parallel()
	start := time.Date(2024, 10, 1, 9, 0, 0, 0, time.UTC)
	h := Hours{Name: "office", Days: everyDay, From: 600, To: 1020}
	for d := range 31 {
		h.Closed = append(h.Closed, start.AddDate(0, 0, d))
	}
	if !testing.Short() {
		match(t, h, start, 40)
	}
	c, err := NewCalendar(h, start, 30*Day)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Next(0); got != Never || c.OpenTime(0, 30*Day) != 0 || c.AfterOpen(0, 1) != Never {
		t.Errorf("open next at %v in a month of closed days", got)
	}
	if c, err = NewCalendar(h, start, 32*Day); err != nil || c.Next(0) != 31*Day+Hour {
		t.Errorf("after the closed month it opens at %v (%v)", c.Next(0), err)
	}
	none, err := NewCalendar(Hours{Name: "never", From: 0, To: 1440}, start, 300*Day)
	if err != nil || none.Next(0) != Never || len(none.Windows()) != 0 {
		t.Errorf("hours without days open at %v (%v)", none.Next(0), err)
	}
	if _, err := NewCalendar(h, start, (maxWindows+1)*Day); err == nil {
		t.Error("a horizon of 270 years has a calendar")
	}
}

// Hours that touch at midnight are one window without end, and no calendar is
// always open.
func TestAlwaysOpen(t *testing.T) {
	start := time.Date(2024, 10, 1, 9, 0, 0, 0, time.UTC)
	c, err := NewCalendar(Hours{Name: "all", Days: everyDay, From: 0, To: 1440}, start, 9*Day)
	if err != nil {
		t.Fatal(err)
	}
	if w := c.Windows(); len(w) != 1 || w[0].Open != 0 || w[0].Close < 9*Day {
		t.Errorf("open all day, every day: %v", w)
	}
	var always *Calendar
	for _, x := range []Tick{0, 1, Day} {
		if always.Next(x) != x || always.OpenTime(3, 3+x) != x || always.AfterOpen(7, x) != 7+x || always.OpenTime(x, x-1) != 0 {
			t.Error(fmt.Sprint("no calendar is not always open at ", x))
		}
	}
}
