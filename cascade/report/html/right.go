package html

import (
	"harkara/model"
	"math"
)

// right shows what people hold: right, wrong, and, above, who has heard nothing yet.
func (v *view) right() {
	list := v.rightCurves()
	if len(list) == 0 {
		return
	}
	at := v.moments(len(list[0].Right))
	if len(at) == 0 {
		return
	}
	v.open("section", "class", "right", "aria-labelledby", "right-"+v.key())
	v.el("h2", say("page-right"), "id", "right-"+v.key())
	for _, r := range list {
		if len(r.Right) == len(at) {
			v.threeParts(r, at)
		}
	}
	v.close("section")
}

// rightCurves are what people hold at the times of the curves, or else at those asked.
func (v *view) rightCurves() []rightness {
	if v.part != nil && len(v.part.Curves.Right) > 0 {
		return v.part.Curves.Right
	}
	var out []rightness
	for _, x := range v.a.Right {
		r := rightness{Tier: x.Tier, Against: x.Against}
		for _, s := range x.Shares {
			r.Right, r.Wrong, r.Not = append(r.Right, s.Right.Value), append(r.Wrong, s.Wrong.Value), append(r.Not, s.Not.Value)
		}
		out = append(out, r)
	}
	return out
}

// threeParts draws what those of a tier hold: the parts fill the whole.
func (v *view) threeParts(r rightness, at []float64) {
	end := at[len(at)-1]
	x := along(at, end)
	right, wrong := numbers(r.Right), numbers(r.Wrong)
	both := make([]float64, len(right))
	floor, full := make([]float64, len(right)), make([]float64, len(right))
	for i := range right {
		if math.IsNaN(right[i]) || math.IsNaN(wrong[i]) {
			return // there is nobody
		}
		both[i], full[i] = right[i]+wrong[i], 1
	}
	what, names := say("page-right-of", tierName(r.Tier)), [3]model.Note{say("page-is-right"), say("page-is-wrong"), say("page-js-not-yet")}
	if r.Against != "" {
		what, names[0], names[1] = say("page-believe-of", tierName(r.Tier)), verbatim(v.a.Message), verbatim(r.Against)
	}
	c := chart{about: what, x: times(end, 5), y: of100(), areas: []area{
		{"right", x, floor, right, names[0]}, {"wrong", x, right, both, names[1]}, {"not", x, both, full, names[2]},
	}}
	v.open("figure", "class", "parts")
	v.el("figcaption", what)
	v.draw(c)
	t := v.table(model.Note{}, true)
	t.head(say("page-time"), true)
	for _, n := range names {
		t.head(n, true)
	}
	for i, s := range at {
		t.row()
		t.cell(say("time", s), value(&s), true)
		t.share(r.Right[i])
		t.share(r.Wrong[i])
		t.share(r.Not[i])
	}
	t.endFolded()
	v.close("figure")
}
