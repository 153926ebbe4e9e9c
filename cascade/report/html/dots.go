package html

import (
	"math"
	"slices"
	"strconv"
)

// dotted is how many plays a quantile dot plot shows (Kay and others 2016; of 20 and 50
// dots people decide best: Fernandes and others 2018).
const dotted = 20

// dots is a quantile dot plot of when nine of ten of the tier that is shown have the
// message: each dot stands for one play in twenty. Plays in which they never do are in
// a box at the right.
func (v *view) dots() {
	if v.part == nil || v.part.Plays == nil || len(v.part.Plays.TimeTo) < dotted {
		return
	}
	times, never, end := v.quantiles()
	if len(times) == 0 {
		v.el("p", say("page-dots-none", v.part.Plays.Share, tierName(v.part.Tier), int64(v.part.Plays.Trials)))
		return
	}
	v.open("figure", "class", "dots")
	v.el("figcaption", say("page-dots", v.part.Plays.Share, tierName(v.part.Tier), int64(v.part.Plays.Trials)))
	const r, step, top = 5.0, 12.0, 12.0
	const bins, wide = 25, 0.78 // of the width, for times; the rest for never
	stack := map[int]int{}
	high := 1
	type dot struct{ bin, at int }
	var all []dot
	for _, t := range times {
		b := min(int(t/end*bins), bins-1)
		all = append(all, dot{b, stack[b]})
		stack[b]++
		high = max(high, stack[b])
	}
	high = max(high, (never+4)/5)
	base := top + float64(high)*step
	v.open("svg", labelled(say("page-dots", v.part.Plays.Share, tierName(v.part.Tier), int64(v.part.Plays.Trials)), "class", "dotplot", "width", "100%", "height", px(base+34), "role", "img")...)
	v.open("line", "class", "axis", "x1", "0", "x2", percent(wide), "y1", px(base), "y2", px(base)).close("line")
	for _, d := range all {
		x := (float64(d.bin) + 0.5) / bins * wide
		v.open("circle", "class", "dot", "cx", percent(x), "cy", px(base-(float64(d.at)+0.5)*step), "r", px(r)).close("circle")
	}
	for k := range 5 {
		x := float64(k) / 4
		anchor := []string{"start", "middle", "middle", "middle", "end"}[k]
		v.open("text", "class", "tick", "x", percent(x*wide), "y", px(base+16), "text-anchor", anchor).sayIn("tspan", say("time", x*end)).close("text")
	}
	v.open("rect", "class", "box", "x", percent(wide+0.03), "y", px(top/2), "width", percent(1-wide-0.035), "height", px(base-top/2)).close("rect")
	for k := range never {
		x := wide + 0.03 + (1-wide-0.035)*(float64(k%5)+0.5)/5
		v.open("circle", "class", "dot never", "cx", percent(x), "cy", px(base-(float64(k/5)+0.5)*step), "r", px(r)).close("circle")
	}
	v.open("text", "class", "tick", "x", percent(1-(1-wide-0.035)/2-0.005), "y", px(base+16), "text-anchor", "middle").sayIn("tspan", say("page-never")).close("text")
	v.close("svg")
	t := v.table(say("page-dots-caption"), true)
	t.head(say("page-plays-of"), false)
	t.head(say("page-time"), true)
	for i, x := range times {
		t.row()
		t.name(verbatim(strconv.Itoa(i + 1)))
		t.cell(say("time", x), value(&x), true)
	}
	if never > 0 {
		t.row()
		t.name(verbatim(strconv.Itoa(len(times)+1) + "–" + strconv.Itoa(dotted)))
		t.cell(say("page-never"), "null", true)
	}
	t.endFolded()
	v.close("figure")
}

// quantiles are the times of twenty plays that stand for all: the quantiles
// (k + ½)/20; how many of these are never; and a time at which an axis may end.
func (v *view) quantiles() (times []float64, never int, end float64) {
	var known []float64
	for _, t := range v.part.Plays.TimeTo {
		if t != nil {
			known = append(known, *t)
		}
	}
	slices.Sort(known)
	n := len(v.part.Plays.TimeTo)
	for k := range dotted {
		if i := int((float64(k) + 0.5) / dotted * float64(n)); i < len(known) {
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
