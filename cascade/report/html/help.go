package html

import (
	"math"

	"harkara/cascade/report/schema"
	"harkara/model"
)

// help shows what plans change, and the best use of a budget.
func (v *view) help() {
	plans := v.plans != nil && len(v.plans.Rows) > 0
	if !plans && v.best == nil {
		return
	}
	v.open("section", "class", "help", "aria-labelledby", "help-"+v.key())
	v.el("h2", say("page-help"), "id", "help-"+v.key())
	v.asItStands()
	if plans {
		v.differences()
	}
	if v.best != nil {
		v.money()
	}
	v.close("section")
}

// differences show what plans change: for each the difference on the same random
// numbers, with its bounds, about one line that stands for no change.
func (v *view) differences() {
	tier, at := v.compared()
	v.open("figure", "class", "plans")
	v.el("figcaption", say("page-plans", tierName(tier), v.moment(at), int64(v.plans.Trials)))
	most := 0.001
	for _, x := range v.plans.Rows {
		if x.Tier == tier && x.At == at {
			for _, y := range []*float64{x.Low, x.High, x.Difference} {
				if y != nil {
					most = max(most, math.Abs(*y))
				}
			}
		}
	}
	t := v.table(model.Note{}, false)
	t.heads(1, "page-plan", "page-difference", "page-without", "page-with")
	for _, x := range v.plans.Rows {
		if x.Tier != tier || x.At != at {
			continue
		}
		t.row()
		t.name(verbatim(x.Plan))
		t.open("td", "class", "n bar", "data-v", value(x.Difference))
		if x.Difference == nil {
			t.say(say("dash"))
		} else {
			class := "gain"
			if *x.Difference < 0 {
				class = "loss"
			}
			v.about(class, x.Difference, x.Low, x.High, most)
			same := x.Low != nil && x.High != nil && *x.Low <= 0 && *x.High >= 0
			if same {
				t.say(say("page-no-difference"))
			} else {
				t.say(inPoints(*x.Difference))
			}
		}
		t.close("td")
		v.without(t, &x)
		t.share(x.With)
	}
	t.end()
	v.everyDifference()
	v.close("figure")
}

// without is the share without a plan, with its bounds where it was played.
func (v *view) without(t *table, x *schema.PlanReach) {
	if half := halfWidth(x.BaseLow, x.BaseHigh); half > 0 && x.Base != nil {
		t.cell(say("page-share-about", *x.Base, half), value(x.Base), true)
		return
	}
	t.share(x.Base)
}

// compared is which share the picture compares: that of the sentence at the top, where
// plans were compared by it, or else the last.
func (v *view) compared() (tier string, at float64) {
	last := v.plans.Rows[len(v.plans.Rows)-1]
	tier, at = last.Tier, last.At
	if t, x, _ := v.main(); t != nil {
		for _, r := range v.plans.Rows {
			if r.Tier == t.Tier && r.At == x.At {
				return t.Tier, x.At
			}
		}
	}
	for _, r := range v.plans.Rows {
		if r.Tier == model.PublicTier {
			tier, at = r.Tier, r.At
		}
	}
	return tier, at
}

// about is a dot with bounds about a line for no change.
func (v *view) about(class string, value, low, high *float64, most float64) {
	at := func(x float64) string { return px(50 + x/most*48) }
	v.open("svg", "class", "about "+class, "width", "100%", "height", "18", "aria-hidden", "true", "focusable", "false")
	v.open("line", "class", "zero", "x1", "50%", "x2", "50%", "y1", "0", "y2", "18").close("line")
	if low != nil && high != nil {
		v.open("line", "class", "range", "x1", at(*low)+"%", "x2", at(*high)+"%", "y1", "9", "y2", "9").close("line")
	}
	v.open("circle", "cx", at(*value)+"%", "cy", "9", "r", "4.5").close("circle")
	v.close("svg")
}

// inPoints is a difference of shares in points of a percent, with its sign.
func inPoints(difference float64) model.Note {
	points := math.Round(difference*1000) / 10
	if points < 0 {
		return say("page-points-less", -points)
	}
	return say("page-points", math.Abs(points)) // nothing is no less than nothing
}

// everyDifference is the table of all tiers and times.
func (v *view) everyDifference() {
	t := v.table(say("page-differences"), true)
	t.heads(2, "page-plan", "col-tier", "col-by", "page-without", "page-with", "page-difference", "page-from", "page-to")
	for _, x := range v.plans.Rows {
		t.row()
		t.name(verbatim(x.Plan))
		t.cell(verbatim(x.Tier), "", false)
		t.cell(say("time", x.At), value(&x.At), true)
		t.share(x.Base)
		t.share(x.With)
		for _, d := range []*float64{x.Difference, x.Low, x.High} {
			if d == nil {
				t.cell(say("dash"), "null", true)
			} else {
				t.cell(inPoints(*d), value(d), true)
			}
		}
	}
	t.endFolded()
}
