package plot

import (
	"image/color"
	"math"

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
// at each hop turns away: widths are shares of the whole. The first and the last say
// how much comes and how much is left.
func Flow(w Words, first Step, steps []Step, last Step) (*Figure, error) {
	s, err := newShaped()
	if err != nil {
		return nil, err
	}
	const row, top = 44.0, headingHeight + 4.0
	rows := len(steps) + 2
	f := w.figure(top + row*float64(rows) + 10)
	f.draw = func(c draw.Canvas) {
		s.heading(c, &w)
		const wide, x0 = 230.0, 10.0
		y := vg.Length(f.Height - top)
		at := func(share float64) vg.Length { return vg.Length(x0 + wide*share) }
		left, outline := 1.0, []vg.Point{{X: x0, Y: y}, {X: at(1), Y: y}}
		for k := range rows {
			step := first
			switch {
			case k == rows-1:
				step = last
			case k > 0:
				step = steps[k-1]
				next := math.Max(left-step.Stops, 0)
				c.FillPolygon(colours[1], turning(at(next), at(left), y, y-row, at(1)))
				outline = append(outline, vg.Point{X: at(left), Y: y}, vg.Point{X: at(next), Y: y})
				left = next
			}
			c.FillText(s.style(10, ink, text.XLeft, text.YCenter), vg.Point{X: at(1) + 18, Y: y - row/2}, s.cut(step.Name, 10, 140))
			c.FillText(s.style(10, ink, text.XRight, text.YCenter), vg.Point{X: figureWidth - 10, Y: y - row/2}, step.Amount)
			y -= row
		}
		outline = append(outline, vg.Point{X: at(left), Y: y}, vg.Point{X: x0, Y: y})
		c.FillPolygon(colours[0], outline)
	}
	return f, nil
}

// turning is the outline of what turns away between x a and b at the top: it keeps its
// width, and ends at the right, at the bottom.
func turning(a, b, top, bottom, right vg.Length) []vg.Point {
	var out []vg.Point
	ease := func(t float64) vg.Length { return vg.Length(t * t * (3 - 2*t)) }
	const parts = 24
	edge := func(from, to vg.Length, t float64) vg.Point {
		return vg.Point{X: tidy(from + (to-from)*ease(t)), Y: tidy(top + (bottom-top)*vg.Length(t))}
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
	// Says are what stands at the ends: the values there.
	SaysLow, SaysHigh string
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
	s, err := newShaped()
	if err != nil {
		return nil, err
	}
	all := append(append([]Swing(nil), swings...), luck)
	lo, hi := base, base
	names := vg.Length(60)
	for _, x := range all {
		lo, hi = min(lo, x.Low, x.High), max(hi, x.Low, x.High)
		width, _, _ := s.Box(x.Name, s.style(9.5, ink, 0, 0).Font)
		names = max(names, min(width, 190))
	}
	if hi-lo < 1e-9 {
		lo, hi = lo-1, hi+1
	}
	const row, top = 22.0, headingHeight + 6.0
	f := w.figure(top + row*float64(len(all)) + 44)
	f.draw = func(c draw.Canvas) {
		s.heading(c, &w)
		x0, x1 := names+58, vg.Length(figureWidth-58)
		x := func(v float64) vg.Length { return x0 + (x1-x0)*vg.Length((v-lo)/(hi-lo)) }
		bottom := vg.Length(f.Height) - top - row*vg.Length(len(all))
		for k, sw := range all {
			y := vg.Length(f.Height) - top - row*vg.Length(k) - row/2
			of := colours[0]
			if k == len(all)-1 {
				of = color.RGBA{0x8b, 0x94, 0x9b, 0xff}
			}
			low := lighter(of)
			if k == len(all)-1 { // luck has no ends
				low = of
			}
			a, b := x(min(sw.Low, sw.High, base)), x(max(sw.Low, sw.High, base))
			for _, end := range []struct {
				of color.Color
				at float64
			}{{low, sw.Low}, {of, sw.High}} {
				from, to := min(x(end.at), x(base)), max(x(end.at), x(base))
				c.FillPolygon(end.of, []vg.Point{{X: from, Y: y - 6}, {X: to, Y: y - 6}, {X: to, Y: y + 6}, {X: from, Y: y + 6}})
			}
			c.FillText(s.style(9.5, ink, text.XRight, text.YCenter), vg.Point{X: x0 - 50, Y: y}, s.cut(sw.Name, 9.5, names))
			left, right := sw.SaysLow, sw.SaysHigh
			if sw.Low > sw.High {
				left, right = right, left
			}
			c.FillText(s.style(8, quiet, text.XRight, text.YCenter), vg.Point{X: a - 3, Y: y}, left)
			c.FillText(s.style(8, quiet, text.XLeft, text.YCenter), vg.Point{X: b + 3, Y: y}, right)
		}
		c.StrokeLine2(draw.LineStyle{Color: ink, Width: 0.8}, x(base), bottom-2, x(base), vg.Length(f.Height)-top+4)
		for _, v := range []float64{lo, base, hi} {
			c.FillText(s.style(9, quiet, text.XCenter, text.YTop), vg.Point{X: x(v), Y: bottom - 5}, number(v))
		}
		c.FillText(s.style(9.5, quiet, text.XCenter, text.YBottom), vg.Point{X: (x0 + x1) / 2, Y: 6}, w.X)
	}
	return f, nil
}
