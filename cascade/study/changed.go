package study

import (
	"reflect"
	"slices"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// wholeLines are the lines of the whole.
func wholeLines(p *cascade.Problem) []cascade.Line {
	l := cascade.NewLayout(p)
	return l.Lines[:l.Whole]
}

// changedParts is, for each line of the whole of p, the largest part of it that
// depends on a single unit that is not what it is in base: 0 where nothing on
// which the line depends is changed, so that no play can differ.
func changedParts(base, p *cascade.Problem) []float64 {
	if base.Variants() == nil && p.Variants() == nil {
		return changedIn(base, p)
	}
	if x, y := base.Variants(), p.Variants(); sameCircumstances(base, p) {
		out := make([]float64, len(wholeLines(p)))
		for k := range x {
			a, b := base.Where(&x[k]), p.Where(&y[k])
			for i, part := range changedIn(&a, &b) {
				out[i] = max(out[i], part)
			}
		}
		return out
	}
	// Any play may be another than that opposite, so that a line is the same only if
	// it is in all variants of both.
	out := make([]float64, len(wholeLines(p)))
	first := *base
	first.Circumstances = nil
	for _, x := range append(byVariant(base), byVariant(p)...) {
		for i, part := range changedIn(&first, &x) {
			if part > 0 {
				out[i] = 1
			}
		}
	}
	return out
}

// sameCircumstances tells whether the same circumstances hold in each trial of two
// problems, so that plays of one variant are opposite each other.
func sameCircumstances(base, p *cascade.Problem) bool {
	same := func(x, y model.Variant) bool { return x.Holds == y.Holds && x.Chance == y.Chance }
	name := func(x, y model.Circumstance) bool { return x.Name == y.Name && x.Chance == y.Chance }
	a, b := base.Circumstances, p.Circumstances
	return a != nil && b != nil && slices.EqualFunc(a.Variants, b.Variants, same) && slices.EqualFunc(a.List, b.List, name)
}

// byVariant are the problems of a problem's variants; itself where there are none.
func byVariant(p *cascade.Problem) []cascade.Problem {
	if p.Variants() == nil {
		return []cascade.Problem{*p}
	}
	var out []cascade.Problem
	for i := range p.Variants() {
		out = append(out, p.Where(&p.Variants()[i]))
	}
	return out
}

// changedIn is changedParts where all plays go through one network.
func changedIn(base, p *cascade.Problem) []float64 {
	lines := wholeLines(p)
	out := make([]float64, len(lines))
	n := p.Network
	units := changedUnits(base.Network, n)
	everything := units == nil || !reflect.DeepEqual(base.Messages, p.Messages) || (answersMatter(base) || answersMatter(p)) && !sameForAnswers(base, p)
	people := !reflect.DeepEqual(base.Network.Public(), n.Public()) || !slices.Equal(base.Network.People(), n.People()) ||
		!reflect.DeepEqual(base.Network.Channels(), n.Channels())
	for i := range lines {
		l := &lines[i]
		switch {
		case l.Tier >= 0 && released(base, l.Tier) && released(p, l.Tier) && base.Message().At == p.Message().At:
		case everything || people && l.Tier < 0:
			out[i] = 1
		case len(n.Links()) > 0 && slices.Contains(units, true):
			out[i] = 1 // what goes wrong may spread over links
		default:
			out[i] = montecarlo.Largest(n, l, func(u model.Unit) bool { return units[u] && n.TierOf(u) != l.Tier })
		}
	}
	return out
}

// released tells whether all units of a tier have the message from its release on.
func released(p *cascade.Problem, tier int) bool {
	in, m := p.Network.InTier(tier), p.Message()
	if m.When != nil || m.Stream != nil || in.Len() == 0 || in.Len() > len(m.From) {
		return false
	}
	for u := in.Lo; u < in.Hi; u++ {
		if !slices.Contains(m.From, u) {
			return false
		}
	}
	return true
}

// changedUnits tells which units pass messages on in another way; nil where the
// networks are not made of the same units and links.
func changedUnits(a, b *model.Network) []bool {
	if a.Len() != b.Len() || !slices.Equal(a.Tiers(), b.Tiers()) || !slices.Equal(a.Parents(), b.Parents()) || !slices.Equal(a.Links(), b.Links()) {
		return nil
	}
	out := make([]bool, a.Len())
	known := map[[2]int]bool{}
	hit := changedOutages(a, b)
	for u := range out {
		x := model.Unit(u)
		kinds := [2]int{a.RelayKind(x), b.RelayKind(x)}
		changed, ok := known[kinds]
		if !ok {
			changed = changedRelay(a, b, a.Relay(x), b.Relay(x))
			known[kinds] = changed
		}
		out[u] = changed || hit(x)
	}
	return out
}

func changedRelay(a, b *model.Network, x, y *model.Relay) bool {
	if !reflect.DeepEqual(x, y) {
		return true
	}
	for _, c := range x.Over {
		if c >= len(a.Channels()) || c >= len(b.Channels()) || !reflect.DeepEqual(a.Channels()[c], b.Channels()[c]) {
			return true
		}
	}
	return false
}

// changedOutages tells which units an outage may befall that is in one of two
// networks only.
func changedOutages(a, b *model.Network) func(model.Unit) bool {
	units, tiers := map[model.Unit]bool{}, map[int]bool{}
	note := func(these, those []model.Outage) {
		for _, o := range these {
			if slices.ContainsFunc(those, func(x model.Outage) bool { return reflect.DeepEqual(o, x) }) {
				continue
			}
			if o.Unit != model.NoUnit {
				units[o.Unit] = true
			} else {
				tiers[o.Tier] = true
			}
		}
	}
	note(a.Outages(), b.Outages())
	note(b.Outages(), a.Outages())
	return func(u model.Unit) bool { return units[u] || tiers[a.TierOf(u)] }
}
