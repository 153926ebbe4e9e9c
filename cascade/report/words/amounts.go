package words

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

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

// Step is the least of 1, 2, 2.5, 5 or 10 times a power of ten that is not below x, which
// is above 0: how far the marks of an axis lie apart.
func Step(x float64) float64 {
	ten := math.Pow(10, math.Floor(math.Log10(x)))
	for _, k := range []float64{1, 2, 2.5, 5} {
		if k*ten >= x*(1-1e-9) {
			return k * ten
		}
	}
	return 10 * ten
}

// timeSteps are lengths of time that people count in, in seconds.
var timeSteps = []float64{1e-3, 2e-3, 5e-3, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 2 * 86400, 7 * 86400, 14 * 86400, 28 * 86400, 56 * 86400, 112 * 86400}

// TimeStep is the least length of time that people count in of which an end, in seconds,
// has no more than so many; the end itself where there is none.
func TimeStep(end, most float64) float64 {
	for _, s := range timeSteps {
		if end/s <= most {
			return s
		}
	}
	return end
}

// TenDigits is x to ten digits, which are the same on every machine. Processors differ in
// the last of the sixteen that a float64 has, above all where some multiply and add in one
// step and others in two.
func TenDigits(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 10, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// Plain writes a number of a scenario as it was written there: 60, 62.5, and 1e-07 of one so
// small that six decimals of it are zeros.
func Plain(x float64) string {
	if rounded := math.Round(x*1e6) / 1e6; rounded != 0 || x == 0 {
		return strconv.FormatFloat(rounded, 'f', -1, 64)
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}

// Seconds writes a time in seconds in its two largest units; +Inf is never and
// NaN a dash.
func (l Language) Seconds(s float64) string {
	c := l.catalogue()
	switch {
	case math.IsNaN(s):
		return "–"
	case math.IsInf(s, 1) || s >= model.Never.Seconds():
		return c.never
	case s < 0:
		return "-" + l.Seconds(-s)
	case s > 0 && s < 0.9995:
		return fmt.Sprintf("%.0f %s", math.Max(1, s*1000), c.short.ms)
	case s < 59.5:
		return fmt.Sprintf("%.0f %s", s, c.short.s)
	}
	units := []struct {
		name string
		of   float64
	}{{c.short.w, 7 * 86400}, {c.short.d, 86400}, {c.short.h, 3600}, {c.short.m, 60}, {c.short.s, 1}}
	i := 1 // weeks only where a plan is that long
	if s >= 14*86400 {
		i = 0
	}
	for s < units[i].of*(1-0.5/units[i].of) && units[i].of > 1 && math.Round(s/units[i+1].of)*units[i+1].of < units[i].of {
		i++
	}
	if units[i].of == 1 {
		return fmt.Sprintf("%.0f %s", s, units[i].name)
	}
	small := math.Round(s / units[i+1].of)
	per := units[i].of / units[i+1].of
	large := math.Floor(small / per)
	out := fmt.Sprintf("%.0f%s%s", large, c.short.blank, units[i].name)
	if rest := small - large*per; rest > 0 {
		out += fmt.Sprintf(" %.0f%s%s", rest, c.short.blank, units[i+1].name)
	}
	return out
}

// Moment writes a time that a person chose: 6 h, 72 h, 15 min, 7 d.
func (l Language) Moment(t model.Tick) string {
	c := l.catalogue()
	switch {
	case t == 0:
		return "0 " + c.long.s
	case t%model.Day == 0 && t > 4*model.Day:
		return fmt.Sprintf("%d %s", t/model.Day, c.long.d)
	case t == model.Hour:
		return "1 " + c.hour
	case t%model.Hour == 0 && t <= 100*model.Hour:
		return fmt.Sprintf("%d %s", t/model.Hour, c.long.h)
	case t%model.Minute == 0 && t < 2*model.Hour:
		return fmt.Sprintf("%d %s", t/model.Minute, c.long.m)
	case t%model.Second == 0 && t < 2*model.Minute:
		return fmt.Sprintf("%d %s", t/model.Second, c.long.s)
	case t%model.Millisecond == 0 && t < 2*model.Second:
		return fmt.Sprintf("%d %s", t/model.Millisecond, c.long.ms)
	}
	var parts []string
	for _, u := range []struct {
		name string
		of   model.Tick
	}{{c.long.d, model.Day}, {c.long.h, model.Hour}, {c.long.m, model.Minute}, {c.long.s, model.Second}, {c.long.ms, model.Millisecond}, {c.long.us, 1}} {
		if n := t / u.of; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, u.name))
			t -= n * u.of
		}
	}
	return strings.Join(parts, " ")
}

// oblique is a time before a postposition: only one hour has another form there.
func (l Language) oblique(text string) string {
	c := l.catalogue()
	if text == "1 "+c.hour {
		return "1 " + c.long.h
	}
	return text
}

// clock writes a time since the release to the second, in columns: 2d 03:04:05.
func (l Language) clock(t model.Tick) string {
	c := l.catalogue()
	s := int64(t / model.Second)
	text := fmt.Sprintf("%02d:%02d:%02d", s/3600%24, s/60%60, s%60)
	if d := s / 86400; d > 0 {
		text = fmt.Sprintf("%d%s%s %s", d, c.short.blank, c.short.d, text)
	}
	return text
}

// weekday writes a moment in columns: Mon 15:04.
func (l Language) weekday(t time.Time) string {
	return l.catalogue().weekdays[t.Weekday()] + t.Format(" 15:04")
}

// date writes a moment in full: Monday 2 January 2006, 15:04 MST.
func (l Language) date(t time.Time) string {
	c := l.catalogue()
	if c.months[0] == "" {
		return t.Format("Monday 2 January 2006, 15:04 MST")
	}
	return fmt.Sprintf("%s %d %s %s", c.days[t.Weekday()], t.Day(), c.months[t.Month()-1], t.Format("2006, 15:04 MST"))
}

// Count writes a whole number of units, people or trials: 900,422, and by lakh and
// crore, 9,00,422, where that is the custom.
func (l Language) Count(n int64) string {
	text := model.Thousands(n)
	if !l.catalogue().lakhs {
		return text
	}
	digits := strings.ReplaceAll(text, ",", "")
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	if len(digits) <= 3 {
		return text
	}
	out := digits[len(digits)-3:]
	for rest := digits[:len(digits)-3]; rest != ""; {
		cut := max(0, len(rest)-2)
		out, rest = rest[cut:]+","+out, rest[:cut]
	}
	return sign + out
}
