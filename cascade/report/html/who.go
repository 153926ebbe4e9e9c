package html

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"time"

	"harkara/cascade/report/schema"
	"harkara/model"
)

// view is the answer for one message that is being written.
type view struct {
	*page
	r     *result
	a     *answer
	l     *look
	part  *lookPart
	index int

	stops *bottlenecks
	left  *leftBehind
	plans *compare
	best  *place
}

// readStudies reads the studies of a message. One that cannot be read is left out: a
// later version may tell it otherwise.
func (v *view) readStudies() {
	if v.part == nil {
		return
	}
	for _, raw := range v.part.Studies {
		_ = v.readStudy(raw)
	}
}

func (v *view) readStudy(raw json.RawMessage) error {
	switch format(raw) {
	case "harkara.bottlenecks/v1":
		v.stops = &bottlenecks{}
		return read(raw, v.stops)
	case "harkara.left-behind/v1":
		v.left = &leftBehind{}
		return read(raw, v.left)
	case "harkara.compare/v1":
		v.plans = &compare{}
		return read(raw, v.plans)
	case "harkara.study/v1":
		best, err := readPlace(raw)
		v.best = best
		return err
	}
	return nil
}

// main is what the sentence at the top is about: the last goal, or else the public, or
// the last tier, at the last time.
func (v *view) main() (t *tier, x *reach, g *goal) {
	name, at := "", math.Inf(1)
	if n := len(v.a.Goals); n > 0 {
		g = &v.a.Goals[n-1]
		name, at = g.Tier, g.By
	} else {
		for i := range v.a.Tiers {
			if t := v.a.Tiers[i].Tier; t != model.HouseholdTier {
				name = t
			}
		}
	}
	for i := range v.a.Tiers {
		if t = &v.a.Tiers[i]; t.Tier == name {
			break
		}
	}
	if t == nil || len(t.Reach) == 0 {
		return nil, nil, nil
	}
	// The time of the goal, or the last before it that is told.
	x = &t.Reach[0]
	for i := range t.Reach {
		if t.Reach[i].At <= at+1e-9 {
			x = &t.Reach[i]
		}
	}
	return t, x, g
}

// moment says when: on the clock where the scenario has one, else after the release.
func (v *view) moment(seconds float64) model.Note {
	if v.start.IsZero() {
		return say("page-after", seconds)
	}
	return say("page-clock", v.start.Add(time.Duration(seconds*1e9)))
}

// tierName is what a tier is called in a sentence.
func tierName(name string) model.Note {
	switch name {
	case model.PublicTier:
		return say("page-people")
	case model.HouseholdTier:
		return say("page-households")
	}
	return say("page-units", name)
}

// allOf is the same where no postposition follows it: 12 लोग, but 12 लोगों के पास.
func allOf(name string) model.Note {
	switch name {
	case model.PublicTier:
		return say("page-people-all")
	case model.HouseholdTier:
		return say("page-homes-all")
	}
	return say("page-units-all", name)
}

// lead is the sentence at the top.
func (v *view) lead() []model.Note {
	t, x, _ := v.main()
	if x == nil || x.Mean == nil {
		return []model.Note{say("page-lead-nobody")}
	}
	out := []model.Note{say("page-lead", v.moment(x.At), *x.Mean, tierName(t.Tier))}
	if x.P05 != nil && x.P95 != nil && *x.P05 < *x.P95 && v.r.Run.Trials >= fewestPlays {
		out = append(out, say("page-lead-range", *x.P05, *x.P95))
	}
	for _, g := range v.goalsInOrder() {
		out = append(out, v.leadGoal(g, g.Tier == t.Tier, g.By == x.At))
	}
	return out
}

// fewestPlays is from how many plays on the range of nine of ten is told.
const fewestPlays = 20

// likely is a chance in words (IPCC, Guidance Note on Uncertainties, 2010).
func likely(chance float64) model.Note {
	switch {
	case chance >= 0.99:
		return say("page-virtually-certain")
	case chance >= 0.9:
		return say("page-very-likely")
	case chance >= 0.66:
		return say("page-likely")
	case chance > 0.33:
		return say("page-as-likely-as-not")
	case chance > 0.1:
		return say("page-unlikely")
	case chance > 0.01:
		return say("page-very-unlikely")
	}
	return say("page-exceptionally-unlikely")
}

func (v *view) who() {
	v.open("section", "class", "who", "aria-labelledby", "who-"+v.key())
	v.el("h2", say("page-who"), "id", "who-"+v.key())
	v.open("p", "class", "lead", "role", "status", "aria-live", "polite")
	for i, n := range v.lead() {
		if i > 0 {
			v.raw(" ")
		}
		v.say(n)
	}
	v.close("p")
	for _, do := range v.toDo() {
		v.el("p", do, "class", "do")
	}
	v.curves()
	v.goals()
	v.dots()
	v.close("section")
}

// key tells the ids of one answer from those of others.
func (v *view) key() string { return strconv.Itoa(v.n) + "-" + strconv.Itoa(v.index+1) }

// curves is where the script draws the reach of every tier; the table behind it is of
// the times that were asked.
func (v *view) curves() {
	v.open("figure", "class", "curves")
	v.el("figcaption", say("page-curves"))
	v.open("div", v.labelled(say("page-curves-keys"), "class", "plot", "tabindex", "0", "role", "application")...).close("div")
	v.open("p", "class", "readout", "aria-live", "polite").close("p")
	if v.part != nil && v.part.Plays != nil && len(v.part.Plays.Reach) > 1 {
		v.open("label", "class", "check").open("input", "type", "checkbox", "class", "single").raw(" ")
		v.say(say("page-singles", int64(len(v.part.Plays.Reach)), allOf(v.part.Tier))).close("label")
	}
	v.reachTable()
	v.close("figure")
}

func (v *view) reachTable() {
	t := v.table(say("page-reach-caption"), false)
	t.head(say("col-tier"), false)
	t.head(say("page-how-many"), true)
	var times []reach
	if len(v.a.Tiers) > 0 {
		times = v.a.Tiers[0].Reach
	}
	for _, x := range times {
		t.head(say("page-by", x.At), true)
	}
	t.head(say("page-nine-of-ten-have"), true)
	for _, tier := range v.a.Tiers {
		t.row()
		t.name(verbatim(tier.Tier))
		t.cell(say("count", tier.Units), strconv.FormatInt(tier.Units, 10), true)
		for _, x := range tier.Reach {
			t.cell(v.shareCell(x), value(x.Mean), true)
		}
		ninth := slices.IndexFunc(tier.TimeTo, func(x schema.TimeTo) bool { return x.Share == 0.9 })
		switch {
		case ninth < 0 || tier.TimeTo[ninth].Met == nil:
			t.cell(say("dash"), "", true)
		case tier.TimeTo[ninth].Median == nil:
			t.cell(say("page-not-in-half"), "null", true)
		default:
			t.cell(say("time", *tier.TimeTo[ninth].Median), value(tier.TimeTo[ninth].Median), true)
		}
	}
	t.end()
	v.csvButton()
}

// shareCell is a share with the range of nine of ten plays.
func (v *view) shareCell(x reach) model.Note {
	switch {
	case x.Mean == nil:
		return say("dash")
	case x.P05 == nil || x.P95 == nil || v.r.Run.Trials < fewestPlays || *x.P05 > *x.Mean || *x.P95 < *x.Mean:
		return say("page-share", *x.Mean)
	}
	return say("page-share-range", *x.Mean, *x.P05, *x.P95)
}

func (v *view) goals() {
	if len(v.a.Goals) == 0 {
		return
	}
	v.open("ul", "class", "goals")
	for _, g := range v.a.Goals {
		class, verdict := "missed", say("page-goal-missed")
		switch {
		case g.Chance == nil:
			class = "open"
		case g.Met != nil && *g.Met:
			class, verdict = "met", say("page-goal-met")
		}
		v.open("li", "class", class)
		if g.Chance == nil {
			v.say(say("page-goal-open", g.Share, allOf(g.Tier), v.moment(g.By)))
		} else {
			v.say(say("page-goal", g.Share, allOf(g.Tier), v.moment(g.By), *g.Chance, verdict))
		}
		v.close("li")
	}
	v.close("ul")
}
