package scenario

import (
	"testing"

	"harkara/model"
)

// On days on which clocks change people start when the wall clock says so: in a
// part of a window that exists, and not before the window by the wall clock.
func TestHoursWhereClocksChange(t *testing.T) {
	const rest = "\nnetwork: {tiers: [a, b], tree: {A: {B: {}}}}\nrelays: {a: {hours: h}}\nquestions: {horizon: 8d, at: [8d]}\n"
	for _, c := range []struct {
		head string
		want model.Tick
	}{
		// 01:00 becomes 02:00: of 01:30 to 02:30 the half after 02:00 is left.
		{"name: a\ntimezone: Europe/London\nstart: 2024-03-31 00:00\nhours: {h: {days: all, from: \"01:30\", to: \"02:30\"}}", model.Hour},
		// 02:00 becomes 03:00: the first moment within the window is 03:00.
		{"name: a\ntimezone: America/New_York\nstart: 2024-03-10 00:00\nhours: {h: {days: all, from: \"02:30\", to: \"23:00\"}}", 2 * model.Hour},
		// Midnight becomes 01:00: Sunday begins 24 hours after Saturday began.
		{"name: a\ntimezone: America/Havana\nstart: 2024-03-09 00:00\nhours: {h: {days: sun, from: \"00:00\", to: \"24:00\"}}", 24 * model.Hour},
	} {
		s := parseGood(t, c.head+rest)
		if got := s.Network.Relay(0).Hours.Next(0); got != c.want {
			t.Errorf("%.40q opens at %v, want %v", c.head, got.Duration(), c.want.Duration())
		}
	}
}
