package plot

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Rows draws how fast curves rise, each in a row of its own with a scale of its own, one
// below the other over the same time, as a landscape of which the highest part is
// named: curves of which one is ten times as high as another can be read all the same.
func Rows(w Words, curves []Curve) (*Figure, error) {
	s, err := newTypesetter()
	if err != nil {
		return nil, err
	}
	const row, top, foot = 64.0, headingHeight + axisTitle + 8.0, 32.0
	height := top + row*float64(len(curves)) + foot
	end := 1e-3
	names := vg.Length(40)
	for _, c := range curves {
		end = max(end, slices.Max(append(c.At, 0)))
		wide, _, _ := s.Box(c.Name, s.style(9.5, ink, 0, 0).Font)
		names = max(names, min(wide, 110))
	}
	left, right := 10+names+10, vg.Length(figureWidth-24)
	x := func(t float64) vg.Length { return left + (right-left)*vg.Length(t/end) }
	f := s.figure(&w, height)
	f.draw = func(c draw.Canvas) {
		s.heading(c, &w)
		head, bottom := vg.Length(height-top), vg.Length(foot)
		c.FillText(s.style(9.5, quiet, text.XLeft, text.YBottom), vg.Point{X: 10, Y: head + 8}, w.Y)
		for _, t := range (timeTicks{w.Time}).Ticks(0, end) {
			c.StrokeLine2(draw.LineStyle{Color: faint, Width: 0.6}, x(t.Value), bottom, x(t.Value), head)
			c.FillText(s.style(9, quiet, text.XCenter, text.YTop), vg.Point{X: x(t.Value), Y: bottom - 3}, t.Label)
		}
		c.FillText(s.style(9.5, quiet, text.XCenter, text.YBottom), vg.Point{X: (left + right) / 2, Y: 4}, w.X)
		for k, curve := range curves {
			s.landscape(c, curve, x, head-row*vg.Length(k+1), row-16)
			c.FillText(s.style(9.5, curve.colour(), text.XRight, text.YBottom), vg.Point{X: left - 10, Y: head - row*vg.Length(k+1)}, s.cut(curve.Name, 9.5, names))
		}
	}
	return f, nil
}

// landscape draws a curve from a base line up, as high as there is room, and writes how
// high its highest part is.
func (s *typesetter) landscape(c draw.Canvas, curve Curve, x func(float64) vg.Length, base, room vg.Length) {
	xy := points(curve.At, curve.Y)
	peak := 0
	for i, p := range xy {
		if p.Y > xy[peak].Y {
			peak = i
		}
	}
	most := math.Max(xy[peak].Y, 1e-9)
	of := curve.colour()
	outline := make([]vg.Point, 0, len(xy)+2)
	for _, p := range xy {
		outline = append(outline, vg.Point{X: rounded(x(p.X)), Y: rounded(base + room*vg.Length(p.Y/most))})
	}
	ground := append(append([]vg.Point{{X: outline[0].X, Y: base}}, outline...), vg.Point{X: outline[len(outline)-1].X, Y: base})
	c.FillPolygon(color.RGBA{of.R / 3, of.G / 3, of.B / 3, 0xff / 3}, ground)
	c.StrokeLine2(draw.LineStyle{Color: quiet, Width: 0.6}, x(0), base, x(xy[len(xy)-1].X), base)
	c.StrokeLines(draw.LineStyle{Color: of, Width: 1}, outline)
	says := number(xy[peak].Y)
	w, _, _ := s.Box(says, s.style(9, of, 0, 0).Font)
	left := min(outline[peak].X, figureWidth-6-w)
	c.FillText(s.style(9, of, text.XLeft, text.YBottom), vg.Point{X: left, Y: outline[peak].Y}, says)
}
