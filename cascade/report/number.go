package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"harkara/model"
)

// percent writes a share in percent with one digit. What is not all is not
// written as all, and what is not nothing not as nothing.
func percent(share float64) string {
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

// round writes a share in whole percent, with a digit near the ends.
func round(share float64) string {
	x := share * 100
	if x > 0 && x < 1 || x > 99 && x < 100 {
		return percent(share)
	}
	return strconv.FormatFloat(x, 'f', 0, 64)
}

// plain writes a number of a scenario as it was written there: 60, 62.5.
func plain(x float64) string { return strconv.FormatFloat(math.Round(x*1e6)/1e6, 'f', -1, 64) }

// seconds writes a time in seconds in its two largest units; +Inf is never and
// NaN a dash.
func seconds(s float64) string {
	switch {
	case math.IsNaN(s):
		return "–"
	case math.IsInf(s, 1) || s >= model.Never.Seconds():
		return "never"
	case s < 0:
		return "-" + seconds(-s)
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

// moment writes a time that a person chose: 6 h, 72 h, 15 min, 7 d.
func moment(t model.Tick) string {
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
	case t < 2*model.Second:
		return fmt.Sprintf("%d ms", t)
	}
	var parts []string
	for _, u := range []struct {
		name string
		of   model.Tick
	}{{"d", model.Day}, {"h", model.Hour}, {"min", model.Minute}, {"s", model.Second}, {"ms", 1}} {
		if n := t / u.of; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, u.name))
			t -= n * u.of
		}
	}
	return strings.Join(parts, " ")
}

// sureDigits is how many digits of a number are written for other programs.
// Processors differ in the last of the sixteen that a float64 has, above all
// where some multiply and add in one step and others in two.
const sureDigits = 10

// sure is x to the digits that are the same on every machine.
func sure(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', sureDigits, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// float writes a number for other programs; what is no number is empty.
func float(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatFloat(sure(x), 'g', -1, 64)
}

// number is x for JSON: null stands for never and for not known.
func number(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	y := sure(x)
	return &y
}
