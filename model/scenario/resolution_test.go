package scenario

import (
	"math"
	"testing"

	"harkara/model"
)

// blurred is the note about delays that whole microseconds blur, if there is one.
func blurredDelays(s *Scenario) *model.Note {
	for _, n := range s.Notes {
		if n.Kind == "below-resolution" {
			return &n
		}
	}
	return nil
}

// Delays of a few microseconds are noted, with the share of waits that rounding
// brings too early; those that rounding leaves alone are not.
func TestDelaysBelowResolution(t *testing.T) {
	for delay, want := range map[string]float64{
		"exponential: {mean: 0.005ms}":              -math.Expm1(-0.1),
		"exponential: {mean: 0.02ms}":               -math.Expm1(-0.025),
		"exponential: {mean: 0.03ms}":               0,
		"exponential: {mean: 1h}":                   0,
		"uniform: {min: 0.002ms, max: 0.003ms}":     0.5,
		"fixed: 0.003ms":                            0,
		"discrete: {values: [0, 0.001ms, 0.007ms]}": 0,
		"triangular: {min: 1h, mode: 2h, max: 3h}":  0,
		"mixture: [{weight: 0.5, fixed: 1h}, {weight: 0.5, exponential: {mean: 0.005ms}}]": -math.Expm1(-0.1) / 2,
	} {
		s := parseGood(t, "name: x\nnetwork: {tiers: [a, b, c], tree: {A: {B: {C: {}}}}}\n"+
			"relays: {a: {notices: {"+delay+"}}, b: {notices: {fixed: 1s}}}\n")
		n := blurredDelays(s)
		switch {
		case (n != nil) != (want > 0):
			t.Errorf("%s: note %v", delay, n)
		case n != nil && (n.Args[0] != int64(1) || n.Args[1] != "relays.a.notices" || math.Abs(n.Args[2].(float64)-100*want) > 1e-9):
			t.Errorf("%s: note %v, want %g points", delay, n.Args, 100*want)
		}
	}
}

// Of several, the one that is blurred most is named.
func TestShortestDelayIsNamed(t *testing.T) {
	const text = "name: x\nnetwork: {tiers: [a, b, c], tree: {A: {B: {C: {}}}}}\n" +
		"relays: {a: {notices: {exponential: {mean: 0.01ms}}}, b: {notices: {exponential: {mean: 0.005ms}}}}\n"
	n := blurredDelays(parseGood(t, text))
	if n == nil || n.Args[0] != int64(2) || n.Args[1] != "relays.b.notices" {
		t.Errorf("note %v", n)
	}
}
