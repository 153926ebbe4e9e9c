package fit

import (
	"harkara/model"
	"slices"
	"strconv"
	"strings"
	"time"
)

// layouts are the ways to write a time that are read, days before months first. No
// library guesses: one that does reads 12/10/2024 as 10 December without a word.
var layouts = []string{
	time.RFC3339, "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02T15:04:05", "2006-01-02T15:04",
	"2006-01-02 15:04:05", "2006-01-02 15:04", "2006/01/02 15:04:05", "2006/01/02 15:04", "2006-01-02",
	"2/1/2006 15:04:05", "2/1/2006 15:04", "2/1/2006 3:04:05 PM", "2/1/2006 3:04 PM", "2/1/2006, 15:04", "2/1/2006, 3:04 PM",
	"2/1/06, 15:04", "2/1/06, 3:04 PM", "2/1/06 15:04", "2/1/06 3:04 PM",
	"1/2/2006 15:04:05", "1/2/2006 15:04", "1/2/2006 3:04:05 PM", "1/2/2006 3:04 PM", "1/2/2006, 15:04", "1/2/2006, 3:04 PM",
	"1/2/06, 15:04", "1/2/06, 3:04 PM", "1/2/06 15:04", "1/2/06 3:04 PM",
	"2.1.2006 15:04:05", "2.1.2006 15:04", "2.1.06, 15:04", "2-1-2006 15:04:05", "2-1-2006 15:04",
	"2 Jan 2006 15:04", "2 January 2006 15:04", "Jan 2, 2006 3:04 PM", "January 2, 2006 15:04", "15:04:05", "15:04", "3:04 PM",
}

// parseTime reads a time in one layout; "unix" is seconds since 1970.
func parseTime(layout, s string) (time.Time, bool) {
	if layout == "unix" {
		x, err := strconv.ParseFloat(s, 64)
		return time.Unix(0, int64(x*1e9)).UTC(), err == nil && x > 1e8 && x < 1e11
	}
	t, err := time.Parse(layout, s)
	if before, after, ok := strings.Cut(layout, ":05"); ok && err != nil {
		// Whole minutes, as spreadsheets write them between others.
		t, err = time.Parse(before+after, s)
	}
	return t, err == nil
}

// plainTime is a time as layouts have it: with ordinary blanks, and AM or PM in
// capital letters.
func plainTime(s string) string {
	s = strings.NewReplacer("\u202f", " ", "\u00a0", " ", "a.m.", "AM", "p.m.", "PM").Replace(strings.TrimSpace(s))
	for _, half := range []string{"am", "pm"} {
		if cut, ok := strings.CutSuffix(strings.ToLower(s), half); ok {
			s = strings.TrimSpace(s[:len(cut)]) + " " + strings.ToUpper(half)
		}
	}
	return s
}

// readTimes reads pairs of times, of which the second may be empty, in the one
// layout that reads all of them. Where two do and say different things, the one
// under which nothing is seen before it is sent is taken; else it is an error with
// both readings.
func readTimes(pairs [][2]string) (out [][2]time.Time, layout string, err error) {
	type reading struct {
		layout string
		times  [][2]time.Time
		sound  bool
	}
	var good []reading
	for _, l := range append(slices.Clone(layouts), "unix") {
		r := reading{layout: l, sound: true}
		for _, p := range pairs {
			var both [2]time.Time
			ok := true
			for i, s := range p {
				if s = plainTime(s); s == "" && i == 1 {
					continue
				}
				both[i], ok = parseTime(l, s)
				if !ok {
					break
				}
			}
			if !ok {
				break
			}
			r.sound = r.sound && (both[1].IsZero() || !both[1].Before(both[0]))
			r.times = append(r.times, both)
		}
		if len(r.times) == len(pairs) && !slices.ContainsFunc(good, func(g reading) bool { return slices.Equal(g.times, r.times) }) {
			good = append(good, r)
		}
	}
	sound := slices.DeleteFunc(slices.Clone(good), func(r reading) bool { return !r.sound })
	switch {
	case len(sound) == 1:
		return sound[0].times, sound[0].layout, nil
	case len(sound) > 1:
		for i, p := range pairs {
			if a, b := sound[0].times[i], sound[1].times[i]; a != b {
				return nil, "", model.Errorf("%s may be %s or %s: write the times as in 2024-10-12 09:05", p[0], day(a[0]), day(b[0]))
			}
		}
	case len(good) > 0:
		for i, t := range good[0].times {
			if !t[1].IsZero() && t[1].Before(t[0]) {
				return nil, "", model.Errorf("row %d was seen (%s) before it was sent (%s)", i+1, pairs[i][1], pairs[i][0])
			}
		}
	}
	return nil, "", model.Errorf("no one way to write a time reads all of them (the first is %s): write them as in 2024-10-12 09:05", first(pairs))
}

// day is a date with its month's name, which no reader takes for another.
func day(t time.Time) model.Wording {
	return model.Worded("%d %s %d", t.Day(), model.Worded(t.Month().String()), t.Year())
}

func first(pairs [][2]string) string {
	if len(pairs) == 0 {
		return "not there"
	}
	return pairs[0][0]
}
