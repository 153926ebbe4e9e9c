package html

import (
	"math"
	"slices"
	"strconv"

	"harkara/model"
)

// fewDots and manyDots are how many plays a quantile dot plot shows: on wide screens the
// latter, with which people decide best (Kay and others 2016; Fernandes and others 2018).
const (
	fewDots  = 20
	manyDots = 50
)

// dots is a quantile dot plot of when nine of ten of the tier that is shown have the
// message: each dot stands for one play in twenty, or in fifty. Plays in which they never
// do are in a box at the right.
func (v *view) dots() {
	if v.part == nil || v.part.Plays == nil || len(v.part.Plays.TimeTo) < fewDots {
		return
	}
	plays := v.part.Plays
	known, never, end := v.quantiles(fewDots)
	if len(known) == 0 {
		v.el("p", say("page-dots-none", plays.Share, tierName(v.part.Tier), int64(plays.Trials)))
		return
	}
	v.open("figure", "class", "dots")
	about := say("page-dots", plays.Share, tierName(v.part.Tier), int64(plays.Trials))
	v.open("figcaption").say(about).raw(" ")
	if len(plays.TimeTo) >= manyDots {
		v.open("span", "class", "few").say(say("page-dots-each", int64(fewDots))).close("span")
		v.open("span", "class", "many").say(say("page-dots-each", int64(manyDots))).close("span")
	} else {
		v.say(say("page-dots-each", int64(fewDots)))
	}
	v.close("figcaption")
	if len(plays.TimeTo) < manyDots {
		v.dotplot("dotplot", about, known, never, end)
	} else {
		v.dotplot("dotplot few", about, known, never, end)
		times, off, last := v.quantiles(manyDots)
		v.dotplot("dotplot many", about, times, off, last)
	}
	v.dotTable(known, never)
	v.close("figure")
}

// dotplot draws some plays as dots along a time axis, and those of never in a box.
func (v *view) dotplot(class string, about model.Note, known []float64, never int, end float64) {
	const r, step, top, row = 5.0, 12.0, 12.0, 6
	const bins, wide = 40, 0.78 // of the width, for times; the rest for never
	var stack [bins]int
	high := (never + row - 1) / row
	bin := func(t float64) int { return min(int(t/end*bins), bins-1) }
	for _, t := range known {
		stack[bin(t)]++
		high = max(high, stack[bin(t)])
	}
	base := top + float64(max(high, 1))*step
	v.open("svg", v.labelled(about, "class", class, "width", "100%", "height", px(base+34), "role", "img")...)
	v.open("line", "class", "axis", "x1", "0", "x2", percent(wide), "y1", px(base), "y2", px(base)).close("line")
	clear(stack[:])
	dot := func(class string, x float64, at int) {
		v.open("circle", "class", class, "cx", percent(x), "cy", px(base-(float64(at)+0.5)*step), "r", px(r)).close("circle")
	}
	for _, t := range known {
		dot("dot", (float64(bin(t))+0.5)/bins*wide, stack[bin(t)])
		stack[bin(t)]++
	}
	for _, x := range times(end, 5) {
		anchor := "middle"
		if x.at == 0 {
			anchor = "start"
		}
		v.open("line", "class", "axis", "x1", percent(x.at*wide), "x2", percent(x.at*wide), "y1", px(base), "y2", px(base+4)).close("line")
		v.open("text", "class", "tick", "x", percent(x.at*wide), "y", px(base+16), "text-anchor", anchor).sayIn("tspan", x.name).close("text")
	}
	const from, room = wide + 0.03, 1 - wide - 0.035
	v.open("rect", "class", "box", "x", percent(from), "y", px(top/2), "width", percent(room), "height", px(base-top/2)).close("rect")
	for k := range never {
		dot("dot never", from+room*(float64(k%row)+0.5)/row, k/row)
	}
	v.open("text", "class", "tick", "x", percent(from+room/2), "y", px(base+16), "text-anchor", "middle").sayIn("tspan", say("page-never")).close("text")
	v.close("svg")
}

// dotTable is the table of twenty plays.
func (v *view) dotTable(known []float64, never int) {
	t := v.table(say("page-dots-caption"), true)
	t.heads(1, "page-plays-of", "page-time")
	for i, x := range known {
		t.row()
		t.name(verbatim(strconv.Itoa(i + 1)))
		t.cell(say("time", x), value(&x), true)
	}
	if never > 0 {
		t.row()
		t.name(verbatim(strconv.Itoa(len(known)+1) + "–" + strconv.Itoa(fewDots)))
		t.cell(say("page-never"), "null", true)
	}
	t.endFolded()
}

// quantiles are the times of n plays that stand for all: the quantiles (k + ½)/n; how
// many of these are never; and a time at which an axis may end.
func (v *view) quantiles(dots int) (times []float64, never int, end float64) {
	var known []float64
	for _, t := range v.part.Plays.TimeTo {
		if t != nil {
			known = append(known, *t)
		}
	}
	slices.Sort(known)
	n := len(v.part.Plays.TimeTo)
	for k := range dots {
		if i := int((float64(k) + 0.5) / float64(dots) * float64(n)); i < len(known) {
			times = append(times, known[i])
		} else {
			never++
		}
	}
	end = 1
	if len(times) > 0 {
		end = niceEnd(times[len(times)-1])
	}
	return times, never, end
}

// niceEnd is a time at or after t that four equal parts of an axis may end at.
func niceEnd(t float64) float64 {
	for _, unit := range []float64{4, 20, 60, 240, 1200, 3600, 4 * 3600, 12 * 3600, 24 * 3600, 4 * 86400} {
		if n := math.Ceil(t / unit); n <= 7 {
			return max(n, 1) * unit
		}
	}
	return math.Ceil(t/(28*86400)) * 28 * 86400
}
