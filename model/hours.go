package model

import (
	"cmp"
	"slices"
	"time"
)

// Hours are the times of a week in which somebody starts something: an office
// from 10 to 17 on working days, a telephone in daytime. Work begun inside
// hours runs on past closing.
type Hours struct {
	Name string
	// Days tells for each time.Weekday whether a window opens on that day.
	Days [7]bool
	// From and To are minutes after midnight on the wall clock, 0 to 1440. A
	// window whose To is not after From runs past midnight into the next day.
	From, To int
	// Closed are dates (year, month and day count) on which no window opens.
	Closed []time.Time
}

// Window is an open stretch of time: it contains Open but not Close.
type Window struct{ Open, Close Tick }

// Calendar is a set of Hours laid out on the clock of one play.
type Calendar struct {
	// Name is that of the hours.
	Name    string
	windows []Window
	passed  []Tick // open time before each window, and in all
}

// maxWindows keeps a calendar within memory: some 270 years of daily windows.
const maxWindows = 100_000

// NewCalendar lays hours out from the release (tick 0 is the instant start, on
// the wall clock of start's location) to horizon. A moment is open where the wall
// clock then reads a time of a window: on a day on which clocks change a part of a
// window that exists is open, and one that comes twice is open twice. What opens
// only after the horizon does not open in this play.
func NewCalendar(h Hours, start time.Time, horizon Tick) (*Calendar, error) {
	if days := horizon / Day; days > maxWindows {
		return nil, Errorf("hours %q: a horizon of %d days is too long for a calendar (at most %d days)", h.Name, days, maxWindows)
	}
	closed := make([]string, len(h.Closed))
	for i, d := range h.Closed {
		closed[i] = d.Format(time.DateOnly)
	}
	end := start.Add(horizon.Duration())
	stretches := stretchesOf(start, end)
	y, m, d := start.Date()
	to := h.To
	if to <= h.From {
		to += 24 * 60
	}
	var windows []Window
	last := end.Add(stretches[len(stretches)-1].offset)
	for i := -1; ; i++ {
		day := time.Date(y, m, d+i, 0, 0, 0, 0, time.UTC)
		if day.After(last) {
			break
		}
		if !h.Days[day.Weekday()] || slices.Contains(closed, day.Format(time.DateOnly)) {
			continue
		}
		open, shut := day.Add(time.Duration(h.From)*time.Minute), day.Add(time.Duration(to)*time.Minute)
		for _, s := range stretches {
			w := Window{ticksBetween(start, later(open.Add(-s.offset), s.from)), ticksBetween(start, sooner(shut.Add(-s.offset), s.to))}
			if w.Open < w.Close && w.Open <= horizon {
				windows = append(windows, w)
			}
		}
		// No window that is still to come needs a stretch that ended a day before.
		for len(stretches) > 1 && stretches[0].to.Add(stretches[0].offset+24*time.Hour).Before(day) {
			stretches = stretches[1:]
		}
	}
	slices.SortFunc(windows, func(a, b Window) int { return cmp.Compare(a.Open, b.Open) })
	c := &Calendar{Name: h.Name}
	for _, w := range windows {
		c.add(w)
	}
	c.passed = make([]Tick, len(c.windows)+1)
	for i, w := range c.windows {
		c.passed[i+1] = c.passed[i] + w.Close - w.Open
	}
	return c, nil
}

// A stretch is a time, from one instant up to another, in which a location's clocks
// are ahead of UTC by the same offset.
type stretch struct {
	from, to time.Time
	offset   time.Duration
}

// stretchesOf are the stretches of start's location, in order, from a day before
// start to end.
func stretchesOf(start, end time.Time) []stretch {
	var out []stretch
	for at := start.Add(-24 * time.Hour); ; {
		_, seconds := at.Zone()
		_, next := at.ZoneBounds()
		if next.IsZero() || next.After(end) {
			next = end.Add(48 * time.Hour)
		}
		out = append(out, stretch{at.UTC(), next.UTC(), time.Duration(seconds) * time.Second})
		if next.After(end) {
			return out
		}
		at = next
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func sooner(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func ticksBetween(a, b time.Time) Tick { return Tick(b.UnixMicro() - a.UnixMicro()) }

// add appends a window, joined to the one before where they touch. Windows
// arrive in order of opening.
func (c *Calendar) add(w Window) {
	if w.Close <= w.Open || w.Close <= 0 {
		return
	}
	w.Open = max(w.Open, 0)
	if n := len(c.windows); n > 0 && w.Open <= c.windows[n-1].Close {
		c.windows[n-1].Close = max(c.windows[n-1].Close, w.Close)
		return
	}
	c.windows = append(c.windows, w)
}

// Windows are the open stretches from release to horizon, in order, apart.
func (c *Calendar) Windows() []Window { return c.windows }

// Next is the first open moment at or after t, or Never. A nil Calendar is
// always open.
func (c *Calendar) Next(t Tick) Tick {
	if c == nil {
		return t
	}
	return NextOpen(c.windows, t)
}

// NextOpen is the first moment at or after t that lies in one of several windows,
// which are in order, apart; or Never.
func NextOpen(windows []Window, t Tick) Tick {
	i := firstOpen(windows, t)
	if i == len(windows) {
		return Never
	}
	return max(t, windows[i].Open)
}

// firstOpen is the index of the first window that closes after t.
func firstOpen(windows []Window, t Tick) int {
	lo, hi := 0, len(windows)
	for lo < hi {
		if mid := (lo + hi) / 2; windows[mid].Close <= t {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// OpenTime is how much of the time from a to b is open, in ticks.
func (c *Calendar) OpenTime(a, b Tick) Tick {
	if b <= a {
		return 0
	}
	if c == nil {
		return b - a
	}
	return c.openUpTo(b) - c.openUpTo(a)
}

// openUpTo is how much of the time up to t is open.
func (c *Calendar) openUpTo(t Tick) Tick {
	i := firstOpen(c.windows, t)
	if i == len(c.windows) {
		return c.passed[i]
	}
	return c.passed[i] + max(t-c.windows[i].Open, 0)
}

// AfterOpen is the moment at which the time open since a reaches work, or
// Never where it does not within the horizon.
func (c *Calendar) AfterOpen(a, work Tick) Tick {
	if c == nil {
		return a + work
	}
	for i := firstOpen(c.windows, a); i < len(c.windows); i++ {
		from := max(a, c.windows[i].Open)
		if left := c.windows[i].Close - from; work <= left {
			return from + work
		} else {
			work -= left
		}
	}
	return Never
}
