package model_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"harkara/model"
)

func TestTicksOf(t *testing.T) {
	longest := float64(model.MaxDelay) / float64(model.Second)
	for _, c := range []struct {
		seconds float64
		want    model.Tick
	}{
		{0, 0},
		{math.Copysign(0, -1), 0},
		{1, model.Second},
		{86400, model.Day},
		{0.0000004, 0},
		{0.0000005, 1}, // halves go up
		{1.2345, 1_234_500},
		{1.2345678, 1_234_568},
		{-0.0000004, 0},
		{-1, 0},
		{math.Inf(-1), 0},
		{longest, model.MaxDelay},
		{longest + 0.0001, model.Never},
		{1e300, model.Never},
		{math.MaxFloat64, model.Never}, // overflows before it is rounded
		{math.Inf(1), model.Never},
		{math.NaN(), model.Never},
	} {
		if got := model.TicksOf(c.seconds); got != c.want {
			t.Errorf("TicksOf(%v) = %d, want %d", c.seconds, got, c.want)
		}
	}
}

// Every tick up to MaxDelay survives the way to seconds and back.
func TestSecondsAreTicks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := model.Tick(rapid.Int64Range(0, int64(model.MaxDelay)).Draw(t, "ticks"))
		if back := model.TicksOf(x.Seconds()); back != x {
			t.Fatalf("%d ticks are %v s, which are %d ticks", x, x.Seconds(), back)
		}
	})
	if s := model.Never.Seconds(); !math.IsInf(s, 1) {
		t.Errorf("Never is %v s", s)
	}
	if s := (model.Never + model.Day).Seconds(); !math.IsInf(s, 1) {
		t.Errorf("a day after Never is %v s", s)
	}
}

func TestDuration(t *testing.T) {
	for _, c := range []struct {
		ticks model.Tick
		want  time.Duration
	}{
		{0, 0},
		{-model.Second, -time.Second},
		{36 * model.Hour, 36 * time.Hour},
		{math.MaxInt64 / 1_000, math.MaxInt64 / 1_000 * time.Microsecond},
		{math.MaxInt64/1_000 + 1, math.MaxInt64},
		{model.MaxDelay, math.MaxInt64},
		{model.Never, math.MaxInt64},
	} {
		if got := c.ticks.Duration(); got != c.want {
			t.Errorf("%d ticks last %v, want %v", c.ticks, got, c.want)
		}
	}
}
