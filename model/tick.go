package model

import (
	"math"
	"time"
)

// Tick is a time or a duration in whole microseconds, counted from the release
// of the message. Whole numbers make sums exact and ties decided, on every
// machine alike; a microsecond is so short that rounding shows in no share.
type Tick int64

// The lengths of time a scenario names.
const (
	Microsecond Tick = 1
	Millisecond      = 1000 * Microsecond
	Second           = 1000 * Millisecond
	Minute           = 60 * Second
	Hour             = 60 * Minute
	Day              = 24 * Hour
	Week             = 7 * Day
)

// Never is the arrival of a message that does not arrive. It is later than any
// time that is played.
const Never Tick = 1 << 61

// MaxDelay is the longest single wait that is told from never: about 2,280
// years. A drawn delay beyond it counts as Never.
const MaxDelay Tick = 1 << 56

// Seconds is t in seconds; +Inf for Never.
func (t Tick) Seconds() float64 {
	if t >= Never {
		return math.Inf(1)
	}
	return float64(t) / float64(Second)
}

// TicksOf rounds a number of seconds to ticks. What is not a number or lies
// beyond MaxDelay is Never; a negative number is 0.
func TicksOf(seconds float64) Tick {
	x := math.Round(seconds * float64(Second))
	switch {
	case x > float64(MaxDelay) || math.IsNaN(x):
		return Never
	case x < 0:
		return 0
	}
	return Tick(x)
}

// Duration is t as a time.Duration. It is only for printing and for calendars:
// beyond 292 years it saturates.
func (t Tick) Duration() time.Duration {
	if t > Tick(math.MaxInt64/int64(time.Microsecond)) {
		return math.MaxInt64
	}
	return time.Duration(t) * time.Microsecond
}
