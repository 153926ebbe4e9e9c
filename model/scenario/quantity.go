package scenario

import (
	"math"
	"strconv"
	"strings"
)

// quantity is a number, and what it counts: "" for a number, "%", what a rate is per,
// or secondsUnit, of a duration.
func quantity(n *node) (x float64, unit string, ok bool) {
	if n.kind != scalar || n.null() {
		return 0, "", false
	}
	number, per, isRate := strings.Cut(strings.TrimSpace(n.text), "/")
	percent := strings.TrimSuffix(number, "%")
	x, err := strconv.ParseFloat(strings.TrimSpace(percent), 64)
	switch per = strings.ToLower(strings.TrimSpace(per)); {
	case err != nil || math.IsInf(x, 0) || math.IsNaN(x):
	case !isRate && percent != number:
		return x, "%", true
	case !isRate:
		return x, "", true
	case percent == number && rateUnit(per) > 0:
		return x, "/" + per, true
	}
	t, err := ParseDuration(strings.TrimSpace(n.text))
	return t.Seconds(), secondsUnit, err == nil
}

// inUnit is a quantity in another unit: of one rate in another, or of a share in
// percent or not; else it is as it was, and not ok where the units differ.
func inUnit(x float64, unit, in string) (float64, bool) {
	a, b := rateUnit(strings.TrimPrefix(unit, "/")), rateUnit(strings.TrimPrefix(in, "/"))
	if unit != in && strings.HasPrefix(unit, "/") && strings.HasPrefix(in, "/") && a > 0 && b > 0 {
		return x * (float64(b) / float64(a)), true
	}
	return x, unit == in
}

// standing is what stands at a path of keys; nil where nothing does. Names may have
// dots in them.
func standing(n *node, steps []string) *node {
	if n == nil || len(steps) == 0 {
		return n
	}
	if n.kind == list {
		i, err := strconv.Atoi(steps[0])
		if err != nil || i < 0 || i >= len(n.items) {
			return nil
		}
		return standing(n.items[i], steps[1:])
	}
	for _, e := range n.entries {
		if after := stepOver(e.key, steps, 0); after > 0 {
			return standing(e.value, steps[after:])
		}
	}
	return nil
}

// Quantity is the number that stands at a path, in the scenario as it is, and what it
// counts: "" for a number, "%", what a rate is per, as in "/h", or "s", of a duration.
func (s *Scenario) Quantity(path string) (x float64, unit string, ok bool) {
	c := &problemList{}
	root, _ := c.apply(s.file.root, c.chosen(s.file.root, s.file.plans, s.file.once, s.options))
	n := standing(root, strings.Split(path, "."))
	if n == nil {
		return 0, "", false
	}
	return quantity(n)
}

// ParseQuantity reads a number, and what it counts, as Quantity tells them.
func ParseQuantity(text string) (x float64, unit string, ok bool) {
	return quantity(&node{kind: scalar, text: text})
}

// FormatQuantity writes a number with what it counts, to ten digits.
func FormatQuantity(x float64, unit string) string {
	r := Range{unit: unit}
	return r.write(x)
}

// SI is a number as it is counted in SI units: a duration in seconds, a rate a second, a
// percentage as a share; ok is false where the text is no number.
func SI(text string) (x float64, ok bool) {
	x, unit, ok := ParseQuantity(text)
	switch per := rateUnit(strings.TrimPrefix(unit, "/")); {
	case unit == "%":
		x /= 100
	case strings.HasPrefix(unit, "/") && per > 0:
		x /= per.Seconds()
	}
	return x, ok
}
