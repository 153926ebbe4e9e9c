package scenario

import (
	"math"
	"strconv"
	"strings"

	"harkara/model"
	"harkara/model/register"
)

// share is a number from 0 to 1.
func (f fields) share(key string, otherwise float64) float64 {
	if n := f.get(key); n != nil {
		if x, ok := f.d.share(n, f.at(key)); ok {
			return x
		}
	}
	return otherwise
}

func (d *decoder) share(n *node, path string) (float64, bool) {
	x, ok := parsePercent(n)
	if !ok {
		x, ok = d.parseNumber(n)
	}
	if !ok || !(x >= 0 && x <= 1) {
		d.fail(n, path, "%s is not a share: give a number from 0 to 1%s", n.plain(), shareHint(n))
		return 0, false
	}
	return x, true
}

// plain is a scalar as it was written, or what else a node is.
func (n *node) plain() clause {
	if n.kind == scalar && !n.null() && n.tag != "!!str" {
		return clause{text: shorten(n.text)}
	}
	return n.describe()
}

// parsePercent reads 85% or "85 %" as .85.
func parsePercent(n *node) (float64, bool) {
	if n.kind != scalar {
		return 0, false
	}
	number, percent := strings.TrimSpace(n.text), false
	for _, word := range percentWords {
		if cut, ok := strings.CutSuffix(strings.ToLower(number), word); ok {
			number, percent = cut, true
			break
		}
	}
	x, err := strconv.ParseFloat(register.Number(number), 64)
	return x / 100, percent && err == nil
}

// percentWords stand behind a number of percent.
var percentWords = []string{"%", "٪", "percent", "per cent", "pct", "प्रतिशत"}

// decimalHint says what to write for a number with a comma for a point, as in 0,5.
func decimalHint(n *node) clause {
	whole, part, ok := strings.Cut(n.text, ",")
	if n.kind != scalar || !ok || whole == "" || !digitsOnly(whole) || part == "" || !digitsOnly(part) {
		return clause{}
	}
	return clausef(" (for a fraction write a point: %s.%s)", whole, part)
}

// parseNumber reads a decimal number that is neither infinite nor NaN.
func (d *decoder) parseNumber(n *node) (float64, bool) {
	if n.kind != scalar || n.tag != "!!int" && n.tag != "!!float" && n.tag != "!!str" {
		return 0, false
	}
	x, err := strconv.ParseFloat(numberText(n), 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return 0, false
	}
	return x, true
}

// numberText is a number as a program writes it, of a scalar: without the marks
// that YAML or a person puts between thousands.
func numberText(n *node) string {
	if n.tag == "!!str" {
		return register.Number(n.text)
	}
	return strings.ReplaceAll(n.text, "_", "")
}

// number is a number of at least lo.
func (f fields) number(key string, lo, otherwise float64) float64 {
	n := f.get(key)
	if n == nil {
		return otherwise
	}
	x, ok := f.d.parseNumber(n)
	if !ok || x < lo {
		f.d.fail(n, f.at(key), "%s is not a number of at least %v%s", n.plain(), lo, decimalHint(n))
		return otherwise
	}
	return x
}

// whole is a whole number from lo to hi.
func (f fields) whole(key string, lo, hi, otherwise int64) int64 {
	if n := f.get(key); n != nil {
		if x, ok := f.d.whole(n, f.at(key), lo, hi); ok {
			return x
		}
	}
	return otherwise
}

func (d *decoder) whole(n *node, path string, lo, hi int64) (int64, bool) {
	x, ok := parseWhole(n)
	switch {
	case !ok:
		d.fail(n, path, "%s is not a whole number: give one from %s to %s%s", n.plain(), model.Thousands(lo), model.Thousands(hi), wholeHint(n))
	case x < lo || x > hi:
		d.fail(n, path, "%s is out of range: give a whole number from %s to %s", n.plain(), model.Thousands(lo), model.Thousands(hi))
	default:
		return x, true
	}
	return 0, false
}

// parseWhole reads a whole decimal number; 1e6 is one, 2.5 is not.
func parseWhole(n *node) (int64, bool) {
	if n.kind != scalar {
		return 0, false
	}
	digits := numberText(n)
	switch n.tag {
	case "!!str":
		x, ok := register.Whole(n.text)
		return x, ok
	case "!!int":
		x, err := strconv.ParseInt(digits, 10, 64)
		return x, err == nil
	case "!!float":
		x, err := strconv.ParseFloat(digits, 64)
		if err != nil || x != math.Trunc(x) || math.Abs(x) > 1<<53 {
			return 0, false
		}
		return int64(x), true
	}
	return 0, false
}
