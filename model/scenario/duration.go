package scenario

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"harkara/model"
	"harkara/model/register"
)

// durationUnits are the units of a duration from the longest to the shortest.
var durationUnits = []struct {
	name   string
	length model.Tick
	long   []string // other names
}{
	{"w", model.Week, []string{"wk", "wks", "week", "weeks", "सप्ताह", "हफ्ता", "हफ्ते"}},
	{"d", model.Day, []string{"day", "days", "दिन"}},
	{"h", model.Hour, []string{"hr", "hrs", "hour", "hours", "घंटा", "घंटे", "घण्टा", "घण्टे"}},
	{"m", model.Minute, []string{"min", "mins", "minute", "minutes", "मिनट"}},
	{"s", model.Second, []string{"sec", "secs", "second", "seconds", "सेकंड", "सेकेंड"}},
	{"ms", model.Millisecond, []string{"msec", "millisecond", "milliseconds"}},
}

// ParseDuration reads a length of time: numbers with units from weeks to
// milliseconds, the longer unit first, as in "45s", "1d12h", "1.5h" or "250ms".
// Blanks and longer names of units do as well: "24 h", "1 day 2 hours", "90 min".
// A bare 0 needs no unit. It refuses what is negative, has no unit, or is
// longer than model.MaxDelay. A part of a microsecond is rounded, and
// refused where that would change the length by more than one part in a hundred.
func ParseDuration(s string) (model.Tick, error) {
	if s == "0" {
		return 0, nil
	}
	if s == "" {
		return 0, clausef("a duration is missing: write it like 45s, 90m, 1d12h or 2w")
	}
	if strings.HasPrefix(s, "-") {
		return 0, clausef("%s is negative: a duration is 0 or more", shorten(s))
	}
	if minutes, seconds, ok := strings.Cut(s, ":"); ok && digitsOnly(minutes) && digitsOnly(seconds) && minutes != "" && seconds != "" {
		return 0, clausef("%s may be hours and minutes or minutes and seconds: write %sh%sm or %sm%ss", quote(s), minutes, seconds, minutes, seconds)
	}
	if whole, part, ok := strings.Cut(s, ","); ok && digitsOnly(whole) && whole != "" {
		return 0, clausef("%s has a comma: for a fraction write a point, as in %s.%s", quote(s), whole, shorten(part))
	}
	if hint := durationHint(register.Digits(s)); hint != (clause{}) {
		return 0, clausef("%s is not a duration%s", quote(s), hint)
	}
	total, left, longest := 0.0, strings.TrimSpace(register.Digits(s)), len(durationUnits)
	if last, abbreviated := strings.CutSuffix(left, "."); abbreviated && strings.ContainsFunc(last, unicode.IsLetter) {
		left = last // as in 5 min.
	}
	next := 0
	for left != "" {
		number, unit, rest := cutDuration(left)
		if number == "" {
			return 0, clausef("%s is not a duration: write it like 45s, 90m, 1d12h or 2w", quote(s))
		}
		if unit == "" {
			return 0, clausef("%s has no unit: write it like %ss, %sm, %sh or %sd", quote(s), number, number, number, number)
		}
		i := unitIndex(unit)
		if i == longest {
			return 0, clausef("%s: no unit %s (units: w, d, h, m, s, ms)", quote(s), quote(unit))
		}
		if i < next {
			return 0, clausef("%s: units go from long to short, each once, as in 1d12h30m", quote(s))
		}
		x, err := strconv.ParseFloat(number, 64)
		if err != nil && !math.IsInf(x, 0) {
			return 0, clausef("%s is not a duration: write it like 45s, 90m, 1d12h or 2w", quote(s))
		}
		total += x * float64(durationUnits[i].length)
		left, next = rest, i+1
	}
	if !(total <= float64(model.MaxDelay)) {
		return 0, clausef("%s is too long (at most some 2,280 years)", quote(s))
	}
	whole := math.Round(total)
	if math.Abs(whole-total) > total/100 {
		return 0, clausef("%s has a part of a microsecond that counts: times are whole microseconds, as in %gms", quote(s), max(1, whole)/float64(model.Millisecond))
	}
	return model.Tick(whole), nil
}

// cutDuration cuts a number and the letters after it off the front.
func cutDuration(s string) (number, unit, rest string) {
	i := 0
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '.') {
		i++
	}
	j := i
	for j < len(s) && !(s[j] >= '0' && s[j] <= '9' || s[j] == '.') {
		j++
	}
	return s[:i], strings.TrimSpace(s[i:j]), s[j:]
}

func unitIndex(unit string) int {
	unit = norm.NFC.String(strings.ToLower(unit))
	for i, u := range durationUnits {
		if u.name == unit || slices.Contains(u.long, unit) {
			return i
		}
	}
	return len(durationUnits)
}

// FormatDuration is a length of time as a scenario would write it: 1d12h.
func FormatDuration(t model.Tick) string {
	if t == 0 {
		return "0s"
	}
	var b strings.Builder
	last := len(durationUnits) - 1
	for _, u := range durationUnits[:last] {
		if n := t / u.length; n > 0 {
			fmt.Fprintf(&b, "%d%s", n, u.name)
			t -= n * u.length
		}
	}
	if t > 0 {
		fmt.Fprintf(&b, "%g%s", float64(t)/float64(durationUnits[last].length), durationUnits[last].name)
	}
	return b.String()
}

// maxQuoted is how many characters a message quotes of what was read.
const maxQuoted = 40

// shorten keeps what is quoted in a message to one short line.
func shorten(s string) string { return model.Excerpt(s, maxQuoted) }

func quote(s string) string { return strconv.Quote(shorten(s)) }
