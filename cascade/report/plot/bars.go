package plot

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Step is one hop of a flow: what stops there, of the whole, and what is said of it.
type Step struct {
	Name, Amount string
	Stops        float64 // 0 to 1
}

// Flow draws one stream from all to those who have the message, from which what stops
// at each hop branches off: widths are shares of the whole. The first and the last say
// how much comes and how much is left.
func Flow(w Words, first Step, steps []Step, last Step) (*Figure, error) {
	s, err := newTypesetter()
	if err != nil {
		return nil, err
	}
	const row, top = 44.0, headingHeight + 4.0
	rows := len(steps) + 2
	height := top + row*float64(rows) + 10
	f := s.figure(&w, height)
	f.draw = func(c draw.Canvas) {
		s.heading(c, &w)
		const wide, x0 = 230.0, 10.0
		y := vg.Length(height - top)
		at := func(share float64) vg.Length { return vg.Length(x0 + wide*share) }
		left, outline := 1.0, []vg.Point{{X: x0, Y: y}, {X: at(1), Y: y}}
		for k := range rows {
			step, of := first, colours[0]
			switch {
			case k == rows-1:
				step = last
			case k > 0:
				step, of = steps[k-1], colours[1]
				next := math.Max(left-step.Stops, 0)
				c.FillPolygon(colours[1], branch(at(next), at(left), y, y-row, at(1)))
				outline = append(outline, vg.Point{X: at(left), Y: y}, vg.Point{X: at(next), Y: y})
				left = next
			}
			// What is said of a part has its colour, and a line from one to the next.
			c.StrokeLine2(draw.LineStyle{Color: faint, Width: 0.6}, at(1)+8, y-row, figureWidth-10, y-row)
			amount, _, _ := s.Box(step.Amount, s.style(10, of, 0, 0).Font)
			c.FillText(s.style(10, of, text.XLeft, text.YCenter), vg.Point{X: at(1) + 18, Y: y - row/2}, s.cut(step.Name, 10, figureWidth-10-at(1)-18-amount-8))
			c.FillText(s.style(10, of, text.XRight, text.YCenter), vg.Point{X: figureWidth - 10, Y: y - row/2}, step.Amount)
			y -= row
		}
		outline = append(outline, vg.Point{X: at(left), Y: y}, vg.Point{X: x0, Y: y})
		c.FillPolygon(colours[0], outline)
	}
	return f, nil
}

// branch is the outline of what branches off between x a and b at the top: it keeps its
// width, and ends at the right, at the bottom.
func branch(a, b, top, bottom, right vg.Length) []vg.Point {
	var out []vg.Point
	ease := func(t float64) vg.Length { return vg.Length(t * t * (3 - 2*t)) }
	const parts = 24
	edge := func(from, to vg.Length, t float64) vg.Point {
		return vg.Point{X: rounded(from + (to-from)*ease(t)), Y: rounded(top + (bottom-top)*vg.Length(t))}
	}
	for k := range parts + 1 {
		out = append(out, edge(b, right, float64(k)/parts))
	}
	for k := parts; k >= 0; k-- {
		out = append(out, edge(a, right-(b-a), float64(k)/parts))
	}
	return out
}

// A Swing is what a value that is not known does to the answer: at its low end and at
// its high end, in the unit of the axis.
type Swing struct {
	Name      string
	Low, High float64
	// LabelLow and LabelHigh stand at the ends: the values there.
	LabelLow, LabelHigh string
}

// lighter is a colour half way to white.
func lighter(c color.RGBA) color.RGBA {
	half := func(x uint8) uint8 { return uint8((int(x) + 0xff) / 2) }
	return color.RGBA{half(c.R), half(c.G), half(c.B), 0xff}
}

// Tornado draws what each value does, the most first, about the line of the answer as
// it is, lighter at its low end than at its high end, and below it the range of nine
// plays of ten, which is luck.
func Tornado(w Words, base float64, swings []Swing, luck Swing) (*Figure, error) {
	s, err := newTypesetter()
	if err != nil {
		return nil, err
	}
	t := &tornado{typesetter: s, base: base, all: append(append([]Swing(nil), swings...), luck), ofLuck: len(swings)}
	t.span()
	const row, top = 24.0, headingHeight + 20.0
	height := top + row*float64(len(t.all)) + 40
	f := s.figure(&w, height)
	f.draw = func(c draw.Canvas) {
		s.heading(c, &w)
		head, bottom := vg.Length(height-top), vg.Length(height-top-row*float64(len(t.all)))
		for _, v := range t.ticks {
			c.StrokeLine2(draw.LineStyle{Color: faint, Width: 0.6}, t.x(v.Value), bottom, t.x(v.Value), head)
			c.FillText(s.style(9, quiet, text.XCenter, text.YTop), vg.Point{X: t.x(v.Value), Y: bottom - 4}, v.Label)
		}
		for k := range t.all {
			t.bar(c, k, head-row*(vg.Length(k)+0.5))
		}
		c.StrokeLine2(draw.LineStyle{Color: ink, Width: 0.8}, t.x(base), bottom, t.x(base), head+3)
		c.FillText(s.style(9, ink, text.XCenter, text.YBottom), vg.Point{X: t.x(base), Y: head + 4}, number(base))
		c.FillText(s.style(9.5, quiet, text.XCenter, text.YBottom), vg.Point{X: (t.left + t.right) / 2, Y: 4}, w.X)
	}
	return f, nil
}

// tornado is where the bars of one lie.
type tornado struct {
	*typesetter
	base   float64
	all    []Swing
	ofLuck int // the place of luck among them
	ticks  []plot.Tick
	// names is how wide the names are; the bars lie between left and right.
	names, left, right vg.Length
}

// span finds the marks of the axis, and the room for names and for what stands at bars.
func (t *tornado) span() {
	lo, hi := t.base, t.base
	t.names = 60
	for _, x := range t.all {
		lo, hi = min(lo, x.Low, x.High), max(hi, x.Low, x.High)
		width, _, _ := t.Box(x.Name, t.style(9.5, ink, 0, 0).Font)
		t.names = max(t.names, min(width, 190))
	}
	if hi-lo < 1e-9 {
		lo, hi = lo-1, hi+1
	}
	t.ticks = percentTicks(lo, hi, 5)
	t.left, t.right = 10+t.names+10, figureWidth-12
	for range 3 { // as bars become shorter, so does what stands out over them
		over, beyond := vg.Length(0), vg.Length(0)
		for _, x := range t.all {
			a, b, left, right := t.ends(x)
			wa, _, _ := t.Box(left, t.style(8, ink, 0, 0).Font)
			wb, _, _ := t.Box(right, t.style(8, ink, 0, 0).Font)
			over, beyond = max(over, 10+t.names+10-(a-wa-3)), max(beyond, b+wb+3-(figureWidth-10))
		}
		t.left, t.right = t.left+max(over, 0), t.right-max(beyond, 0)
	}
}

// x is where a value lies.
func (t *tornado) x(v float64) vg.Length {
	lo, hi := t.ticks[0].Value, t.ticks[len(t.ticks)-1].Value
	return t.left + (t.right-t.left)*vg.Length((v-lo)/(hi-lo))
}

// ends are where the bar of a value begins and ends, and what stands there.
func (t *tornado) ends(sw Swing) (a, b vg.Length, left, right string) {
	left, right = sw.LabelLow, sw.LabelHigh
	if sw.Low > sw.High {
		left, right = right, left
	}
	return t.x(min(sw.Low, sw.High, t.base)), t.x(max(sw.Low, sw.High, t.base)), left, right
}

// bar draws one, in two parts that meet at the answer as it is.
func (t *tornado) bar(c draw.Canvas, k int, y vg.Length) {
	sw, high := t.all[k], colours[0]
	low := lighter(high)
	if k == t.ofLuck { // luck has no ends
		high = color.RGBA{0x8b, 0x94, 0x9b, 0xff}
		low = high
	}
	const half = 8
	for _, end := range []struct {
		of color.Color
		at float64
	}{{low, sw.Low}, {high, sw.High}} {
		from, to := min(t.x(end.at), t.x(t.base)), max(t.x(end.at), t.x(t.base))
		c.FillPolygon(end.of, []vg.Point{{X: from, Y: y - half}, {X: to, Y: y - half}, {X: to, Y: y + half}, {X: from, Y: y + half}})
	}
	a, b, left, right := t.ends(sw)
	c.FillText(t.style(9.5, ink, text.XRight, text.YCenter), vg.Point{X: 10 + t.names, Y: y}, t.cut(sw.Name, 9.5, t.names))
	c.FillText(t.style(8, quiet, text.XRight, text.YCenter), vg.Point{X: a - 3, Y: y}, left)
	c.FillText(t.style(8, quiet, text.XLeft, text.YCenter), vg.Point{X: b + 3, Y: y}, right)
}
