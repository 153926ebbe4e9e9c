package html

import (
	"math"
	"slices"

	"harkara/cascade/report/schema"
	"harkara/model"
)

// known shows what comes back: how many have the message, of how many that is known
// above, and, between the two, what is not known yet.
func (v *view) known() {
	known := v.knowings()
	if len(known) == 0 && !v.reported() {
		return
	}
	v.open("section", "class", "known", "aria-labelledby", "known-"+v.key())
	v.el("h2", say("page-known"), "id", "known-"+v.key())
	for i := range known {
		if i > 0 && known[i].Answer == known[i-1].Answer {
			continue // drawn with the one before
		}
		of := known[i:]
		for k := range of {
			if of[k].Answer != of[0].Answer {
				of = of[:k]
				break
			}
		}
		v.knowledge(of)
	}
	for i := range v.a.Answers {
		if v.a.Answers[i].Reports != nil {
			v.reports(&v.a.Answers[i])
		}
	}
	v.close("section")
}

func (v *view) reported() bool {
	return slices.ContainsFunc(v.a.Answers, func(a answered) bool { return a.Reports != nil })
}

// knowings are the curves of what is known above: those of the look, or else those of
// the times that were asked.
func (v *view) knowings() []knowing {
	if v.part != nil && len(v.part.Curves.Known) > 0 {
		return v.part.Curves.Known
	}
	var out []knowing
	for _, a := range v.a.Answers {
		for _, t := range a.Known {
			k := knowing{Answer: a.Name, From: a.From, Tier: t.Tier, Units: t.Units}
			for _, x := range t.Reach {
				k.Mean = append(k.Mean, x.Mean)
			}
			out = append(out, k)
		}
	}
	return out
}

// moments are the times of curves of so many points: those of the look, or, of what was
// saved before it told of this, those asked.
func (v *view) moments(points int) []float64 {
	if v.part != nil && len(v.part.Curves.At) == points {
		return v.part.Curves.At
	}
	var out []float64
	if len(v.a.Tiers) > 0 {
		for _, x := range v.a.Tiers[0].Reach {
			out = append(out, x.At)
		}
	}
	return out
}

// having is the curve of those of a tier who have the message, of so many points; nil
// where none is told.
func (v *view) having(tier string, points int) []*float64 {
	if v.part != nil && len(v.part.Curves.At) == points {
		for _, t := range v.part.Curves.Tiers {
			if t.Tier == tier {
				return t.Mean
			}
		}
	}
	for _, t := range v.a.Tiers {
		if t.Tier == tier {
			var out []*float64
			for _, x := range t.Reach {
				out = append(out, x.Mean)
			}
			return out
		}
	}
	return nil
}

// knowledge draws what one answer tells to the tiers that it climbs to: the gap to
// those who have the message is drawn of the highest.
func (v *view) knowledge(of []knowing) {
	at := v.moments(len(of[0].Mean))
	if len(at) == 0 || len(of[0].Mean) != len(at) {
		return
	}
	end := at[len(at)-1]
	c := chart{about: say("page-known-of", of[0].Answer, tierName(of[0].From)), x: times(end, 5), y: of100()}
	x, have := along(at, end), v.having(of[0].From, len(at))
	top := of[len(of)-1]
	if have != nil {
		low, high := numbers(top.Mean), numbers(have)
		c.areas = append(c.areas, area{class: "gap", x: x, low: least(low, high), high: high, name: say("page-gap")})
		c.lines = append(c.lines, line{"c0", x, high, say("page-have-it"), false})
	}
	for i, k := range of {
		c.lines = append(c.lines, line{"c" + string(rune('1'+i%6)), x, numbers(k.Mean), say("page-known-to", k.Tier), false})
	}
	v.open("figure", "class", "knowing")
	v.el("figcaption", c.about)
	v.draw(c)
	t := v.table(model.Note{}, true)
	t.head(say("page-time"), true)
	if have != nil {
		t.head(say("page-have-it"), true)
	}
	for _, k := range of {
		t.head(say("page-known-to", k.Tier), true)
	}
	for i, s := range at {
		t.row()
		t.cell(say("time", s), value(&s), true)
		if have != nil {
			t.share(have[i])
		}
		for _, k := range of {
			t.share(k.Mean[i])
		}
	}
	t.endFolded()
	v.close("figure")
}

// reports draws how many reports there are, and how many have come to each tier.
func (v *view) reports(a *answered) {
	made := a.Reports.Made
	if len(made) == 0 {
		return
	}
	most, end := 0.0, made[len(made)-1].At
	curve := func(list []schema.Amount) (x, y []float64) {
		x, y = []float64{0}, []float64{0}
		for _, n := range list {
			x = append(x, n.At/end)
			if n.Mean == nil {
				y = append(y, math.NaN())
			} else {
				y, most = append(y, *n.Mean), max(most, *n.Mean)
			}
		}
		return x, y
	}
	x, y := curve(made)
	c := chart{about: say("page-reports-of", a.Name, tierName(a.From)), x: times(end, 5)}
	c.lines = []line{{"c0", x, y, say("page-reports-made"), true}}
	for i, k := range a.Reports.Known {
		_, known := curve(k.Amounts)
		c.lines = append(c.lines, line{"c" + string(rune('1'+i%6)), x, known, say("page-known-to", k.Tier), true})
	}
	ticks, top := counts(most)
	c.y = ticks
	for _, l := range c.lines {
		for i := range l.y {
			l.y[i] /= top
		}
	}
	if n := len(c.lines); n > 1 {
		c.areas = []area{{class: "gap", x: x, low: least(c.lines[n-1].y, y), high: y}}
	}
	v.open("figure", "class", "knowing")
	v.el("figcaption", c.about)
	v.draw(c)
	t := v.table(model.Note{}, true)
	t.head(say("page-time"), true)
	t.head(say("page-reports-made"), true)
	for _, k := range a.Reports.Known {
		t.head(say("page-known-to", k.Tier), true)
	}
	for i := range made {
		t.row()
		t.cell(say("time", made[i].At), value(&made[i].At), true)
		t.number("page-mean", made[i].Mean)
		for _, k := range a.Reports.Known {
			t.number("page-mean", k.Amounts[i].Mean)
		}
	}
	t.endFolded()
	v.close("figure")
}

// along are times as places on an axis that ends at end.
func along(at []float64, end float64) []float64 {
	out := make([]float64, len(at))
	for i, t := range at {
		out[i] = t / end
	}
	return out
}

// numbers are those of the JSON; what is not known is not a number.
func numbers(list []*float64) []float64 {
	out := make([]float64, len(list))
	for i, x := range list {
		out[i] = math.NaN()
		if x != nil {
			out[i] = *x
		}
	}
	return out
}

// least is the lower of two curves at each place.
func least(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = min(a[i], b[i])
	}
	return out
}
