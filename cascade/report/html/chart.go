package html

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"harkara/cascade/report/words"
	"harkara/model"
)

// A chart is a drawing with two axes that needs no script: as wide as the screen, with
// what it says in letters of the page. Places in it run from 0 to 1 along each axis.
type chart struct {
	about model.Note // what is said of it to who cannot see it
	x, y  []tick
	areas []area
	lines []line
}

// A tick is a mark on an axis.
type tick struct {
	at   float64
	name model.Note
}

// An area lies between two lines that have the same x; class is its colour's.
type area struct {
	class        string
	x, low, high []float64
	name         model.Note // at its end; none where there is no kind
}

// A line is broken where y is not a number. Its name stands at its end.
type line struct {
	class string
	x, y  []float64
	name  model.Note
	dots  bool
}

// chartHeight is how high the middle of a chart is, in points.
const chartHeight = 230.0

// draw writes a chart.
func (p *page) draw(c chart) {
	p.open("svg", p.labelled(c.about, "class", "chart", "width", "100%", "height", px(chartHeight), "role", "img")...)
	for _, t := range c.y {
		y := px((1 - t.at) * chartHeight)
		p.open("line", "class", "grid", "x1", "0", "x2", "100%", "y1", y, "y2", y).close("line")
		p.open("text", "class", "tick", "x", "-6", "y", y, "dy", "4", "text-anchor", "end").sayIn("tspan", t.name).close("text")
	}
	for _, t := range c.x {
		p.open("line", "class", "grid", "x1", percent(t.at), "x2", percent(t.at), "y1", "0", "y2", px(chartHeight)).close("line")
		p.open("text", "class", "tick", "x", percent(t.at), "y", px(chartHeight+17), "text-anchor", "middle").sayIn("tspan", t.name).close("text")
	}
	p.open("svg", "viewBox", "0 0 1000 1000", "preserveAspectRatio", "none", "width", "100%", "height", px(chartHeight))
	for _, a := range c.areas {
		p.areaPath(a)
	}
	for _, l := range c.lines {
		p.linePath(l)
	}
	p.close("svg")
	for _, l := range c.lines {
		if !l.dots {
			continue
		}
		for i := range l.x {
			if !math.IsNaN(l.y[i]) {
				p.open("circle", "class", l.class, "cx", percent(l.x[i]), "cy", px((1-l.y[i])*chartHeight), "r", "3.5").close("circle")
			}
		}
	}
	p.ends(c)
	p.close("svg")
}

// spot is a place in a drawing of a thousand by a thousand.
func spot(x, y float64) string {
	of := func(v float64) string {
		return strconv.FormatFloat(math.Round(min(max(v, -1), 2)*10000)/10, 'f', -1, 64)
	}
	return of(x) + " " + of(1-y)
}

// areaPath draws an area; what is not a number is left out of it.
func (p *page) areaPath(a area) {
	var up, down []string
	for i := range a.x {
		if !math.IsNaN(a.low[i] + a.high[i]) {
			up, down = append(up, spot(a.x[i], a.high[i])), append(down, spot(a.x[i], a.low[i]))
		}
	}
	if len(up) > 0 {
		slices.Reverse(down)
		p.path("area "+a.class, "M"+strings.Join(append(up, down...), "L")+"Z")
	}
}

func (p *page) linePath(l line) {
	var d strings.Builder
	begun := false
	for i := range l.x {
		if math.IsNaN(l.y[i]) {
			begun = false
			continue
		}
		d.WriteString(map[bool]string{true: "L", false: "M"}[begun] + spot(l.x[i], l.y[i]))
		begun = true
	}
	p.path("curve "+l.class, d.String())
}

// ends writes names at the ends of lines and in the middle of the ends of areas, moved
// apart where they would meet.
func (p *page) ends(c chart) {
	type end struct {
		y     float64
		class string
		name  model.Note
	}
	var all []end
	for _, a := range c.areas {
		if n := len(a.x); n > 0 && a.name.Kind != "" {
			all = append(all, end{(1 - (a.low[n-1]+a.high[n-1])/2) * chartHeight, a.class, a.name})
		}
	}
	for _, l := range c.lines {
		n := len(l.y) - 1
		for n > 0 && math.IsNaN(l.y[n]) {
			n--
		}
		if n >= 0 && !math.IsNaN(l.y[n]) && l.name.Kind != "" {
			all = append(all, end{(1 - l.y[n]) * chartHeight, l.class, l.name})
		}
	}
	slices.SortStableFunc(all, func(a, b end) int { return cmp.Compare(a.y, b.y) })
	const gap = 15
	for k := 1; k < len(all); k++ {
		all[k].y = max(all[k].y, all[k-1].y+gap)
	}
	for k := len(all) - 1; k >= 0; k-- { // not below the axis
		all[k].y = min(all[k].y, chartHeight-gap*float64(len(all)-1-k))
	}
	for _, e := range all {
		p.open("text", "class", "end "+e.class, "x", "100%", "dx", "6", "y", px(e.y), "dy", "4").sayIn("tspan", e.name).close("text")
	}
}

// of100 are marks of shares: 0, 25, 50, 75 and 100 of a hundred.
func of100() []tick {
	var out []tick
	for k := range 5 {
		out = append(out, tick{float64(k) / 4, verbatim(strconv.Itoa(25 * k))})
	}
	return out
}

// times are marks of an axis from 0 to a time, at most so many parts.
func times(end float64, parts int) []tick {
	step := words.TimeStep(end, float64(parts)+1e-9)
	out := []tick{{0, verbatim("0")}}
	for k := 1.0; k*step <= end*(1+1e-9) && step > 0; k++ {
		out = append(out, tick{k * step / end, say("time", k*step)})
	}
	return out
}

// counts are marks of an axis of numbers from 0 to about most, and where that ends.
func counts(most float64) (ticks []tick, end float64) {
	step := words.Step(max(most, 1e-9) / 4)
	for k := 0.0; ; k++ {
		if k*step >= most-1e-12 {
			end = max(k, 1) * step
			break
		}
	}
	for k := 0.0; k*step <= end*(1+1e-9); k++ {
		ticks = append(ticks, tick{k * step / end, amount(k * step)})
	}
	return ticks, end
}

// amount is a number as an axis has it.
func amount(x float64) model.Note {
	if x == math.Round(x) {
		return say("count", int64(x))
	}
	return verbatim(strconv.FormatFloat(words.TenDigits(x), 'f', -1, 64))
}
