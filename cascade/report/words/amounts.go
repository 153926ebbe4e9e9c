package words

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"harkara/model"
)

// Percent writes a share in percent with one digit. What is not all is not
// written as all, and what is not nothing not as nothing.
func Percent(share float64) string {
	switch x := share * 100; {
	case math.IsNaN(x):
		return "–"
	case x > 0 && x < 0.05:
		return "<0.1"
	case x < 100 && x >= 99.95:
		return "99.9"
	default:
		return strconv.FormatFloat(x, 'f', 1, 64)
	}
}

// whole writes a share in whole percent, with a digit near the ends.
func whole(share float64) string {
	x := share * 100
	if x > 0 && x < 1 || x > 99 && x < 100 {
		return Percent(share)
	}
	return strconv.FormatFloat(x, 'f', 0, 64)
}

// Plain writes a number of a scenario as it was written there: 60, 62.5.
func Plain(x float64) string { return strconv.FormatFloat(math.Round(x*1e6)/1e6, 'f', -1, 64) }

// Seconds writes a time in seconds in its two largest units; +Inf is never and
// NaN a dash.
func Seconds(s float64) string {
	switch {
	case math.IsNaN(s):
		return "–"
	case math.IsInf(s, 1) || s >= model.Never.Seconds():
		return "never"
	case s < 0:
		return "-" + Seconds(-s)
	case s > 0 && s < 0.9995:
		return fmt.Sprintf("%.0f ms", math.Max(1, s*1000))
	case s < 59.5:
		return fmt.Sprintf("%.0f s", s)
	}
	units := []struct {
		name string
		of   float64
	}{{"w", 7 * 86400}, {"d", 86400}, {"h", 3600}, {"m", 60}, {"s", 1}}
	i := 1 // weeks only where a plan is that long
	if s >= 14*86400 {
		i = 0
	}
	for s < units[i].of*(1-0.5/units[i].of) && units[i].of > 1 && math.Round(s/units[i+1].of)*units[i+1].of < units[i].of {
		i++
	}
	if units[i].of == 1 {
		return fmt.Sprintf("%.0f s", s)
	}
	small := math.Round(s / units[i+1].of)
	per := units[i].of / units[i+1].of
	large := math.Floor(small / per)
	out := fmt.Sprintf("%.0f%s", large, units[i].name)
	if rest := small - large*per; rest > 0 {
		out += fmt.Sprintf(" %.0f%s", rest, units[i+1].name)
	}
	return out
}

// Moment writes a time that a person chose: 6 h, 72 h, 15 min, 7 d.
func Moment(t model.Tick) string {
	switch {
	case t == 0:
		return "0 s"
	case t%model.Day == 0 && t > 4*model.Day:
		return fmt.Sprintf("%d d", t/model.Day)
	case t%model.Hour == 0 && t <= 100*model.Hour:
		return fmt.Sprintf("%d h", t/model.Hour)
	case t%model.Minute == 0 && t < 2*model.Hour:
		return fmt.Sprintf("%d min", t/model.Minute)
	case t%model.Second == 0 && t < 2*model.Minute:
		return fmt.Sprintf("%d s", t/model.Second)
	case t%model.Millisecond == 0 && t < 2*model.Second:
		return fmt.Sprintf("%d ms", t/model.Millisecond)
	}
	var parts []string
	for _, u := range []struct {
		name string
		of   model.Tick
	}{{"d", model.Day}, {"h", model.Hour}, {"min", model.Minute}, {"s", model.Second}, {"ms", model.Millisecond}, {"µs", 1}} {
		if n := t / u.of; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, u.name))
			t -= n * u.of
		}
	}
	return strings.Join(parts, " ")
}

// clock writes a time since the release to the second, in columns: 2d 03:04:05.
func clock(t model.Tick) string {
	s := int64(t / model.Second)
	text := fmt.Sprintf("%02d:%02d:%02d", s/3600%24, s/60%60, s%60)
	if d := s / 86400; d > 0 {
		text = fmt.Sprintf("%dd %s", d, text)
	}
	return text
}
