//go:build !race

// Reading clocks is a matter of arithmetic, which the race detector only slows down.

package model

import (
	"testing"
	"time"

	"harkara/cascade/cascadetest/effort"
)

// zones have clocks that change by an hour, by half an hour, at midnight and at
// other hours, in both hemispheres, or not at all.
var zones = []string{
	"UTC", "Asia/Kolkata", "Europe/London", "Europe/Lisbon", "Atlantic/Azores", "America/New_York", "America/Havana",
	"America/Santiago", "America/St_Johns", "Australia/Lord_Howe", "Australia/Adelaide", "Africa/Cairo", "Asia/Beirut",
	"Pacific/Auckland", "Asia/Tehran",
}

// A calendar is open at the moments at which the wall clock reads a time within a
// window of a day on which it opens: minute by minute, around every change of
// clocks in three years.
func TestCalendarIsTheWallClock(t *testing.T) {
	years := []int{2022, 2023, 2024}[effort.Of(2, 2, 0):]
	south := zones[7:10] // clocks change at midnight, and by half an hour
	zones := effort.Of(south, zones, zones)
	for _, zone := range zones {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Skipf("no data of time zones here: %v", err)
		}
		for _, year := range years {
			for _, change := range changes(loc, year) {
				wallClock(t, loc, change)
			}
		}
	}
}

// changes are the instants in a year at which a location's clocks change, or one
// where they do not.
func changes(loc *time.Location, year int) []time.Time {
	var out []time.Time
	for at := time.Date(year, 1, 1, 0, 0, 0, 0, loc); ; {
		_, next := at.ZoneBounds()
		if next.IsZero() || next.Year() > year {
			break
		}
		out, at = append(out, next), next
	}
	if out == nil {
		out = []time.Time{time.Date(year, 3, 31, 1, 0, 0, 0, loc)}
	}
	return out
}

// wallClock holds calendars that begin the day before a change to the wall clock,
// minute by minute for three days.
func wallClock(t *testing.T, loc *time.Location, change time.Time) {
	t.Helper()
	start := change.Add(-25*time.Hour - 17*time.Minute).In(loc)
	one := [7]bool{}
	one[change.In(loc).Weekday()] = true
	all := [7]bool{true, true, true, true, true, true, true}
	windows := [][2]int{{0, 1440}, {90, 150}, {150, 1380}, {60, 120}, {0, 30}, {1410, 1440}, {23 * 60, 60}, {8 * 60, 20 * 60}, {121, 179}, {600, 600}}
	for _, days := range [][7]bool{all, one} {
		for _, w := range windows {
			h := Hours{Name: "h", Days: days, From: w[0], To: w[1], Closed: []time.Time{change.Add(48 * time.Hour)}}
			c, err := NewCalendar(h, start, 3*Day)
			if err != nil {
				t.Fatal(err)
			}
			for minute := Tick(0); minute < 3*24*60; minute++ {
				at := minute * Minute
				now := start.Add(time.Duration(minute) * time.Minute)
				if got, want := c.Next(at) == at, onTheClock(h, now); got != want {
					t.Errorf("%v, %v to %v on %v: at %v (minute %d) open is %v", loc, w[0], w[1], days, now, minute, got)
					return
				}
			}
		}
	}
}
