package html

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"harkara/model"
)

// sure says how sure the answer is, and how to have it again.
func (v *view) sure() {
	v.open("section", "class", "sure", "aria-labelledby", "sure-"+v.key())
	v.el("h2", say("page-sure"), "id", "sure-"+v.key())
	v.el("p", v.how())
	v.matters()
	v.warnings()
	if v.l != nil {
		v.el("p", say("page-checked"))
		v.manifest()
	}
	v.close("section")
}

// how says how the answer was found.
func (v *view) how() model.Note {
	r := &v.r.Run
	switch {
	case r.Solver == "exact" && r.Trials > 0:
		return say("page-how-both", int64(r.Trials))
	case r.Solver == "exact":
		return say("page-how-exact")
	case r.Points > 0:
		return say("page-how-points", int64(r.Trials), int64(r.Points))
	}
	return say("page-how-trials", int64(r.Trials))
}

// matters is what part of the spread is luck, and which values that are not known
// explain the rest: a tornado about one line.
func (v *view) matters() {
	t, x, _ := v.main()
	if x == nil || len(x.Matters) == 0 || x.Luck == nil || x.Unknown == nil {
		return
	}
	type part struct {
		name string
		x    float64
		raw  *float64
	}
	var parts []part
	for name, share := range x.Matters {
		if share != nil {
			parts = append(parts, part{name, *share, share})
		}
	}
	slices.SortFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(b.x, a.x), strings.Compare(a.name, b.name))
	})
	if len(parts) == 0 || x.Luck.Value == nil || x.Unknown.Value == nil {
		return
	}
	v.open("figure", "class", "matters")
	luck, unknown := math.Sqrt(max(*x.Luck.Value, 0)), math.Sqrt(max(*x.Unknown.Value, 0))
	v.el("figcaption", say("page-matters", tierName(t.Tier), v.moment(x.At), luck*100, unknown*100))
	b := v.table(model.Note{}, false)
	b.heads(1, "page-value", "page-explains")
	for _, p := range parts {
		b.row()
		b.name(verbatim(p.name))
		b.open("td", "class", "n bar", "data-v", value(p.raw))
		v.bar("gain", 0, max(p.x, 0)/max(parts[0].x, 1e-9), nil, nil, 1) // the first is the longest
		b.say(say("page-share", p.x)).close("td")
	}
	b.end()
	v.close("figure")
}

// warnings are what a reader of the numbers must know.
func (v *view) warnings() {
	if len(v.a.Warnings) == 0 {
		return
	}
	v.open("ul", "class", "notes")
	for _, w := range v.a.Warnings {
		v.el("li", noteOr(w.Note, w.Text))
	}
	v.close("ul")
}

// manifest is what made the answer, and how to have it again.
func (v *view) manifest() {
	v.open("details", "class", "manifest").open("summary").say(say("page-manifest")).close("summary").open("dl")
	item := func(name, text string) {
		if text != "" {
			v.el("dt", say(name)).open("dd").open("code").raw(escape(text)).close("code").close("dd")
		}
	}
	item("page-command", v.l.Scenario.Command)
	item("page-version", v.r.Harkara)
	item("page-seed", strconv.FormatUint(v.r.Run.Seed, 10))
	item("page-hash", v.r.Scenario.SHA256)
	v.close("dl")
	if len(v.l.Scenario.Sources) > 0 {
		v.el("h3", say("page-sources")).open("ul", "dir", "auto")
		for _, s := range v.l.Scenario.Sources {
			v.open("li").raw(escape(s)).close("li")
		}
		v.close("ul")
	}
	v.el("h3", say("page-scenario")).open("pre", "tabindex", "0", "dir", "ltr").open("code").raw(escape(v.l.Scenario.Text)).close("code").close("pre")
	v.close("details")
}
