package trace

import (
	"testing"
	"time"

	"harkara/model"
)

// from is a calendar that opens at an hour and stays open for the rest of a
// play of one day; at 24 it never opens.
func from(t testing.TB, hour int) *model.Calendar {
	t.Helper()
	h := model.Hours{Name: "h", From: hour * 60, To: 24 * 60}
	for d := range h.Days {
		h.Days[d] = hour < 24
	}
	c, err := model.NewCalendar(h, time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), 23*model.Hour)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// hours is a fixed delay.
func hours(h float64) model.Delay { return model.Fixed(h * 3600) }
