package scenario

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"harkara/model/register"
)

// shareHint says what to write for a share that is written in another way: a number
// of percent, a fraction, a comma for a point.
func shareHint(n *node) clause {
	if hint := decimalHint(n); hint != (clause{}) || n.kind != scalar {
		return hint
	}
	if x, err := strconv.ParseFloat(register.Number(n.text), 64); err == nil && x >= 10 && x <= 100 {
		return clausef(" (for percent write %v%%)", x)
	}
	if m := fraction.FindStringSubmatch(n.text); m != nil {
		part, _ := strconv.ParseFloat(m[1], 64)
		if whole, _ := strconv.ParseFloat(m[2], 64); part <= whole && whole > 0 {
			return clausef(" (write %.4g)", part/whole)
		}
	}
	return clause{}
}

// fraction is 8/10, 1 in 3 or 2 of 5.
var fraction = regexp.MustCompile(`^\s*(\d{1,9})\s*(?:/|in|of|out of)\s*(\d{1,9})\s*$`)

// wholeHint says what to write for a whole number that is written in another way.
func wholeHint(n *node) clause {
	text := strings.TrimSpace(register.Digits(n.text))
	switch marks := strings.NewReplacer(",", "", ".", "", "'", "", "’", "", " ", "").Replace(text); {
	case n.kind != scalar:
		return clause{}
	case n.null() || text == "" || strings.EqualFold(text, "unknown") || strings.EqualFold(text, "n/a") || text == "-" || text == "?":
		return clausef(" (leave the key out where it is not known)")
	case n.tag == "!!str" && text != marks && digitsOnly(marks) && len(marks) < 15:
		return clausef(" (write %s, if that is meant)", strings.TrimLeft(marks, "0"))
	}
	if m := counted.FindStringSubmatch(strings.ToLower(text)); m != nil {
		x, _ := strconv.ParseFloat(m[1], 64)
		return clausef(" (write %.0f)", x*counts[m[2]])
	}
	return clause{}
}

// counts are words and letters for large numbers.
var (
	counts  = map[string]float64{"k": 1e3, "thousand": 1e3, "हज़ार": 1e3, "हजार": 1e3, "lakh": 1e5, "lakhs": 1e5, "लाख": 1e5, "m": 1e6, "million": 1e6, "crore": 1e7, "crores": 1e7, "करोड़": 1e7}
	counted = regexp.MustCompile(`^([\d.]{1,12})\s*(k|thousand|हज़ार|हजार|lakhs?|लाख|m|million|crores?|करोड़)$`)
)

// durationHint says what to write for a length of time that is written in another
// way: as a clock shows it, or as from one to another.
func durationHint(s string) clause {
	if m := clockLike.FindStringSubmatch(s); m != nil {
		return clausef(": write %sh%sm%ss", m[1], m[2], m[3])
	}
	if m := fromTo.FindStringSubmatch(s); m != nil {
		unit, first := m[4], cmp.Or(m[2], m[4])
		if i := unitIndex(unit); i < len(durationUnits) && unitIndex(first) == i {
			unit = durationUnits[unitIndex(unit)].name
			return clausef(": for any time between two write {uniform: {min: %s%s, max: %s%s}}", m[1], unit, m[3], unit)
		}
	}
	return clause{}
}

var (
	clockLike = regexp.MustCompile(`^\s*(\d{1,3}):(\d\d):(\d\d)\s*$`)
	fromTo    = regexp.MustCompile(`^\s*([\d.]+)\s*([a-zA-Z]*)\s*(?:-|–|to)\s*([\d.]+)\s*([a-zA-Z]+)\s*$`)
)

// unitsHint says how to write units that are given in another way than a tree has
// them.
func unitsHint(n *node) clause {
	if n.kind != list || len(n.items) == 0 {
		return clause{}
	}
	switch item := n.items[0]; {
	case item.kind == mapping:
		return clausef(": a list has names alone; units with figures or children stand without dashes, as in {North: 900, South: {code: S}}")
	case item.kind == scalar && item.tag != "!!str":
		return clausef(`: names that are numbers need quotes, as in ["1", "2"]`)
	}
	return clause{}
}
