package html

import (
	"math"
	"strconv"

	"harkara/model"
)

// watch is where the script shows the film.
func (v *view) watch() {
	if v.part == nil || len(v.part.Film) == 0 {
		return
	}
	v.open("section", "class", "watch", "aria-labelledby", "watch-"+v.key())
	v.el("h2", say("page-watch"), "id", "watch-"+v.key())
	var film struct {
		Typical bool `json:"arrivals"`
	}
	if read(v.part.Film, &film) != nil || !film.Typical {
		v.el("p", say("page-film-chance"))
	} else {
		v.el("p", say("page-film"))
	}
	v.open("div", "class", "film").close("div")
	v.el("noscript", say("page-no-script"))
	v.close("section")
}

// stuck says where the message stops, which units matter, and who is left behind.
func (v *view) stuck() {
	if v.stops == nil && v.left == nil {
		return
	}
	v.open("section", "class", "stuck", "aria-labelledby", "stuck-"+v.key())
	v.el("h2", say("page-stuck"), "id", "stuck-"+v.key())
	v.asItStands()
	if v.stops != nil {
		v.flow()
		v.worth()
	}
	if v.left != nil {
		v.leftBehind()
	}
	v.close("section")
}

// asItStands says where a section is of one guess, and the answer at the top of many.
func (v *view) asItStands() {
	if v.r.Run.Points > 0 {
		v.el("p", say("page-as-it-stands"))
	}
}

// flow is one stream from everybody to those who have it, from which what stops at
// each hop is peeled off: widths are people.
func (v *view) flow() {
	b := v.stops
	if b.Missed.Value == nil || b.Total == 0 {
		return
	}
	v.open("figure", "class", "flow")
	v.el("figcaption", say("page-flow", v.moment(b.At), allOf(b.Of)))
	v.open("ol", "class", "spine")
	left := 1.0
	v.band(say("page-everybody", allOf(b.Of)), left, left, b.Total, value(nil))
	for _, h := range b.Hops {
		if h.Stopped.Value == nil || *h.Stopped.Value < 0.00005 {
			continue
		}
		next := max(left-*h.Stopped.Value, 0)
		v.band(hopName(h.From, h.To), left, next, int64(math.Round(*h.Stopped.Value*float64(b.Total))), value(h.Stopped.Value))
		left = next
	}
	v.band(say("page-have-it"), left, left, int64(math.Round((1-*b.Missed.Value)*float64(b.Total))), value(nil))
	v.close("ol")
	t := v.table(say("page-hops-caption"), true)
	t.heads(1, "page-where", "page-stops", "page-of-all", "col-takes")
	for _, h := range b.Hops {
		t.row()
		t.name(hopName(h.From, h.To))
		if h.Stopped.Value == nil {
			t.cell(say("dash"), "null", true)
			t.cell(say("dash"), "null", true)
		} else {
			t.cell(say("count", int64(math.Round(*h.Stopped.Value*float64(b.Total)))), "", true)
			t.cell(say("page-share", *h.Stopped.Value), value(h.Stopped.Value), true)
		}
		switch {
		case h.Delay == nil:
			t.cell(say("dash"), "null", true)
		case *h.Delay < 0:
			t.cell(say("before-it"), value(h.Delay), true)
		default:
			t.cell(say("time", *h.Delay), value(h.Delay), true)
		}
	}
	t.endFolded()
	v.close("figure")
}

// hopName says between whom a message stops.
func hopName(from, to string) model.Note {
	switch {
	case from == "" && to == "":
		return say("nobody-above")
	case from == "":
		return say("page-hop-direct", to)
	}
	return say("page-hop", from, to)
}

// band is one row of the flow: the stream that goes on, and what leaves it.
func (v *view) band(name model.Note, before, after float64, people int64, data string) {
	v.open("li")
	v.open("svg", "class", "band", "viewBox", "0 0 100 10", "preserveAspectRatio", "none", "aria-hidden", "true", "focusable", "false")
	if after < before {
		// What leaves branches off to the right, below the stream that goes on.
		v.path("gone", "M"+px(after*100)+" 0L"+px(before*100)+" 0C"+px(before*100)+" 6 "+px(100-(before-after)*0)+" 4 100 10L"+px(100-(before-after)*100)+" 10C"+px(100-(before-after)*100)+" 8 "+px(after*100)+" 6 "+px(after*100)+" 0Z")
	}
	v.path("on", "M0 0H"+px(after*100)+"V10H0Z")
	v.close("svg")
	v.open("span", "class", "what").say(name).close("span")
	v.open("span", "class", "n")
	if after < before {
		v.say(say("page-lost", people, before-after))
	} else {
		v.say(say("page-of", people, after))
	}
	v.close("span")
	v.close("li")
}

func (s *markup) path(class, d string) {
	s.open("path", "class", class, "d", d).close("path")
}

// worth lists the units of which most depends.
func (v *view) worth() {
	if len(v.stops.Units) == 0 {
		return
	}
	// Each column of bars has its own scale: what is lost is many times what is gained.
	gained, lost := 0.0, 0.0
	for _, u := range v.stops.Units {
		gained, lost = max(gained, reaches(u.Perfect)), max(lost, reaches(u.Silent))
	}
	if max(gained, lost) == 0 {
		return
	}
	v.open("figure", "class", "worth")
	v.el("figcaption", say("page-worth", allOf(v.stops.Of)))
	t := v.table(model.Note{}, false)
	t.heads(2, "col-unit", "col-tier", "page-gained", "page-if-silent")
	for _, u := range v.stops.Units {
		t.row()
		t.name(called(u.Unit, u.Code))
		t.cell(verbatim(u.Tier), "", false)
		v.amount(t, u.Perfect, max(gained, 1e-9), "gain")
		v.amount(t, u.Silent, max(lost, 1e-9), "loss")
	}
	t.end()
	v.csvButton()
	v.close("figure")
}

// reaches is how far a bar goes with its bounds.
func reaches(e estimate) float64 {
	if e.High == nil {
		return 0
	}
	return math.Abs(*e.High)
}

// amount is a cell with a bar, its bounds, and the number.
func (v *view) amount(t *table, e estimate, most float64, class string) {
	t.open("td", "class", "n bar", "data-v", value(e.Value))
	if e.Value != nil {
		v.bar(class, 0, *e.Value/most, e.Low, e.High, most)
		t.say(say("count", int64(math.Round(*e.Value))))
	} else {
		t.say(say("dash"))
	}
	t.close("td")
}

// bar is a bar from one share of a width to another, with bounds as a line.
func (p *page) bar(class string, from, to float64, low, high *float64, scale float64) {
	p.open("svg", "class", "bar "+class, "viewBox", "0 0 100 10", "preserveAspectRatio", "none", "aria-hidden", "true", "focusable", "false")
	a, b := min(from, to), max(from, to)
	p.open("rect", "x", px(a*100), "y", "2", "width", px(max((b-a)*100, 0.3)), "height", "6").close("rect")
	if low != nil && high != nil && *high > *low {
		p.open("line", "x1", px((from+*low/scale)*100), "x2", px((from+*high/scale)*100), "y1", "5", "y2", "5").close("line")
	}
	p.close("svg")
}

// leftBehind lists where most people are not reached; the script sorts and searches it.
func (v *view) leftBehind() {
	if len(v.left.Units) == 0 {
		return
	}
	v.el("h3", say("page-left", v.moment(v.left.By)))
	v.el("p", say("page-left-sum", int64(math.Round(v.left.Unreached)), v.left.People))
	v.open("div", "class", "sortable")
	t := v.table(model.Note{}, false)
	t.head(say("col-unit"), false)
	t.head(say("col-people"), true)
	t.head(say("col-not-reached"), true)
	t.head(say("col-why"), false)
	for _, u := range v.left.Units {
		t.row()
		t.name(verbatim(u.Unit))
		t.cell(say("count", u.People), strconv.FormatInt(u.People, 10), true)
		t.cell(say("count", int64(math.Round(u.Unreached))), value(&u.Unreached), true)
		t.el("td", noteOr(u.Because, u.Why), "class", "why")
	}
	t.end()
	v.csvButton()
	v.close("div")
}
