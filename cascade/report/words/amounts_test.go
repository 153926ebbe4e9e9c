package words

import (
	"math"
	"testing"

	"harkara/model"
)

func TestSeconds(t *testing.T) {
	for s, want := range map[float64]string{
		0: "0 s", 0.001: "1 ms", 0.4: "400 ms", 1: "1 s", 59.4: "59 s", 59.6: "1m", 60: "1m", 90: "1m 30s", 908.1: "15m 8s",
		3599.6: "1h", 3600: "1h", 5400: "1h 30m", 86399: "1d", 86400: "1d", 183600: "2d 3h", 7 * 86400: "7d",
		13.5 * 86400: "13d 12h", 14 * 86400: "2w", 30 * 86400: "4w 2d", 1e9: "1653w 3d", 119.7: "2m",
		math.Inf(1): "never", math.NaN(): "–", model.Never.Seconds(): "never",
	} {
		if got := English.Seconds(s); got != want {
			t.Errorf("Seconds(%v) = %q, want %q", s, got, want)
		}
	}
}

func TestMoment(t *testing.T) {
	for at, want := range map[model.Tick]string{
		0: "0 s", 500 * model.Millisecond: "500 ms", 15 * model.Second: "15 s", 17 * model.Minute: "17 min", 90 * model.Minute: "90 min",
		6 * model.Hour: "6 h", 72 * model.Hour: "72 h", 7 * model.Day: "7 d", 36 * model.Hour: "36 h",
		150 * model.Minute: "2 h 30 min", model.Hour + model.Millisecond: "1 h 1 ms", 101 * model.Hour: "4 d 5 h",
	} {
		if got := English.Moment(at); got != want {
			t.Errorf("Moment(%d) = %q, want %q", at, got, want)
		}
	}
}

// All is never said of less than all, nor nothing of more than nothing.
func TestPercent(t *testing.T) {
	for share, want := range map[float64]string{
		0: "0.0", 1: "100.0", 0.5: "50.0", 0.1234: "12.3", 0.99951: "99.9", 0.999999: "99.9", 0.0004: "<0.1", 1e-12: "<0.1",
		0.0005: "0.1", 0.9994: "99.9", math.NaN(): "–",
	} {
		if got := Percent(share); got != want {
			t.Errorf("Percent(%v) = %q, want %q", share, got, want)
		}
	}
}

// A number that is not 0 is never written as 0.
func TestPlainNumbers(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 60: "60", 62.5: "62.5", 1e-6: "0.000001", 4e-7: "4e-07", 1e-7: "1e-07", -2e-9: "-2e-09"} {
		if got := Plain(x); got != want {
			t.Errorf("%g: %s, want %s", x, got, want)
		}
	}
}
