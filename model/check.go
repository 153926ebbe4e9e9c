package model

import (
	"errors"
	"fmt"
	"math"
)

// check reports everything that is wrong with a specification, joined.
func (s *Spec) check() error {
	var errs []error
	fail := func(format string, a ...any) { errs = append(errs, fmt.Errorf(format, a...)) }
	r := &s.Rows
	n := len(r.Tier)
	switch {
	case len(s.Tiers) == 0 || len(s.Tiers) > MaxTiers:
		fail("a network has 1 to %d tiers, not %d", MaxTiers, len(s.Tiers))
	case n == 0:
		fail("a network needs at least one unit")
	case n > MaxUnits:
		fail("a network of %d units is too large (at most %d)", n, MaxUnits)
	case len(r.Parent) != n || len(r.Ordinal) != n || len(r.Population) != n || len(r.Households) != n:
		fail("the columns of units differ in length: Tier has %d, Parent %d, Ordinal %d, Population %d, Households %d",
			n, len(r.Parent), len(r.Ordinal), len(r.Population), len(r.Households))
	case len(s.TierRelay) != len(s.Tiers):
		fail("%d tiers but %d relays", len(s.Tiers), len(s.TierRelay))
	}
	if errs != nil {
		return errors.Join(errs...)
	}
	for i, p := range r.Parent {
		switch {
		case int(r.Tier[i]) >= len(s.Tiers):
			fail("unit %d: no tier %d", i, r.Tier[i])
		case p >= int32(n) || p < -1:
			fail("unit %d: no parent %d", i, p)
		case r.Ordinal[i] == 0 && i >= len(r.Name):
			fail("unit %d: it has neither a name nor an ordinal", i)
		case p >= 0 && r.Tier[p] >= r.Tier[i]:
			fail("unit %d: its parent is not of a higher tier", i)
		}
		if len(errs) > 20 {
			break
		}
	}
	for l := range s.allLinks() {
		if l.From < 0 || l.To < 0 || int(l.From) >= n || int(l.To) >= n || l.Over < 0 || int(l.Over) >= len(s.Channels) {
			fail("a link names a unit or a channel that is not there")
		}
	}
	for i, k := range s.Relays {
		for _, c := range k.Over {
			if c < 0 || c >= len(s.Channels) {
				fail("relay %d: no channel %d", i, c)
			}
		}
		if k.People < 0 || !isChance(k.PassesOn) || k.Notices == nil {
			fail("relay %d: needs people, passes_on from 0 to 1, and a delay", i)
		}
		if !isChance(k.Alike) {
			fail("relay %d: alike is from 0 to 1", i)
		}
	}
	for _, c := range s.Channels {
		if !isChance(c.Delivers) || c.Delay == nil {
			fail("channel %q: needs delivers from 0 to 1, and a delay", c.Name)
		}
		if !isChance(c.Unreachable) || !isChance(c.Retry.Delivers) {
			fail("channel %q: unreachable and the retry's delivers are from 0 to 1", c.Name)
		}
	}
	s.checkClimbs(fail)
	if s.Public != nil {
		for _, x := range s.Public.Hears {
			if !isChance(x.Unheard) || !isChance(x.Closed) || !isChance(x.Silent) || x.Again < 0 {
				fail("way to hear %q: unheard, closed and silent are from 0 to 1, and again is not below 0", x.Name)
			}
		}
	}
	if len(s.Relays) > math.MaxUint16 {
		fail("more than %d kinds of relay", math.MaxUint16)
	}
	return errors.Join(errs...)
}

// checkClimbs looks at how units pass on upwards.
func (s *Spec) checkClimbs(fail func(string, ...any)) {
	if len(s.Climbs) > 0 && len(s.TierClimb) != len(s.Tiers) {
		fail("%d tiers but %d ways to pass on upwards", len(s.Tiers), len(s.TierClimb))
	}
	if len(s.Climbs) > math.MaxInt16 {
		fail("more than %d kinds of passing on upwards", math.MaxInt16)
	}
	for i, k := range s.Climbs {
		if k.People < 0 || !isChance(k.PassesOn) || k.Notices == nil || !isChance(k.Alike) {
			fail("passing on upwards %d: needs people, passes_on and alike from 0 to 1, and a delay", i)
		}
		for _, c := range k.Over {
			if c < 0 || c >= len(s.Channels) {
				fail("passing on upwards %d: no channel %d", i, c)
			}
		}
	}
}

// isChance tells whether x is a chance; what is not a number is none.
func isChance(x float64) bool { return x >= 0 && x <= 1 }
