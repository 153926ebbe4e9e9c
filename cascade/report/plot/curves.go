package plot

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"harkara/cascade/report/words"
)

// Curves draws lines over time with their bands, of 100: each is named at its end, and
// goals are flags.
func Curves(w Words, curves []Curve, flags []Flag) (*Figure, error) {
	p, s, err := newPlot(&w)
	if err != nil {
		return nil, err
	}
	end := 0.0
	for _, c := range curves {
		end = max(end, slices.Max(append(c.At, 0)))
	}
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, max(end, 1e-3), 0, 100
	p.Y.Tick.Marker = plot.ConstantTicks{{Value: 0, Label: "0"}, {Value: 20, Label: "20"}, {Value: 40, Label: "40"}, {Value: 60, Label: "60"}, {Value: 80, Label: "80"}, {Value: 100, Label: "100"}}
	p.X.Tick.Marker = timeTicks{w.Time}
	for _, c := range curves {
		if err := addBand(p, c, c.colour()); err != nil {
			return nil, err
		}
	}
	for _, c := range curves {
		line, err := plotter.NewLine(points(c.At, c.Y))
		if err != nil {
			return nil, err
		}
		line.Color, line.Width, line.Dashes = c.colour(), 1.6, dashes[c.Index%len(dashes)]
		p.Add(line)
	}
	f := s.figure(&w, figureHeight+axisTitle)
	f.draw = func(c draw.Canvas) {
		data := s.overTime(c, p, &w, curves, func(i int) color.RGBA { return curves[i].colour() })
		s.flags(c, p, data, curves, flags)
	}
	return f, nil
}

// points are a line's, without those that are not known.
func points(x, y []float64) plotter.XYs {
	var out plotter.XYs
	for i := range x {
		if i < len(y) && !math.IsNaN(y[i]) {
			out = append(out, plotter.XY{X: x[i], Y: y[i]})
		}
	}
	if len(out) == 0 {
		out = plotter.XYs{{X: 0, Y: 0}}
	}
	return out
}

func addBand(p *plot.Plot, c Curve, of color.RGBA) error {
	low, high := points(c.At, c.Low), points(c.At, c.High)
	if len(low) < 2 || len(low) != len(high) {
		return nil
	}
	ring := append(plotter.XYs{}, high...)
	slices.Reverse(low)
	band, err := plotter.NewPolygon(append(ring, low...))
	if err != nil {
		return err
	}
	// Bands of many tiers lie over each other: faint, with edges in their colour, each can
	// be followed. A colour of gonum is premultiplied.
	part := func(n uint8) color.RGBA { return color.RGBA{of.R / n, of.G / n, of.B / n, 0xff / n} }
	band.Color, band.LineStyle.Width = part(14), 0
	p.Add(band)
	for _, edge := range []plotter.XYs{high, low} {
		line, err := plotter.NewLine(edge)
		if err != nil {
			return err
		}
		line.Color, line.Width = part(2), 0.4
		p.Add(line)
	}
	return nil
}

// room is what the names at the ends of curves take.
func (s *typesetter) room(curves []Curve) vg.Length {
	most := vg.Length(0)
	for _, c := range curves {
		w, _, _ := s.Box(c.Name+c.lastText(), font.From(plot.DefaultFont, 9))
		most = max(most, w)
	}
	return min(most, widestName) + 16
}

// widestName is how much of a figure's width names at ends of curves take at most.
const widestName = 170

// lastText is the last value of a curve, as it follows its name.
func (c Curve) lastText() string {
	if c.Last == "" {
		return ""
	}
	return " " + c.Last
}

// ends writes each curve's name and last value at its end, in a colour, moved apart where
// they would meet, with a line to the end then.
func (s *typesetter) ends(c draw.Canvas, p *plot.Plot, data draw.Canvas, curves []Curve, colour func(int) color.RGBA) {
	type end struct {
		i     int
		y, at vg.Length
	}
	var all []end
	for i, curve := range curves {
		xy := points(curve.At, curve.Y)
		y := data.Y(p.Y.Norm(xy[len(xy)-1].Y))
		all = append(all, end{i, y, y})
	}
	slices.SortStableFunc(all, func(a, b end) int { return cmp.Compare(b.y, a.y) })
	const gap = 11
	for k := 1; k < len(all); k++ {
		all[k].y = min(all[k].y, all[k-1].y-gap)
	}
	for k := len(all) - 1; k >= 0; k-- { // not below the axis
		all[k].y = max(all[k].y, data.Min.Y+gap*vg.Length(len(all)-1-k))
	}
	for _, e := range all {
		of := colour(e.i)
		c.StrokeLine2(draw.LineStyle{Color: lighter(of), Width: 0.5}, data.Max.X+1, e.at, data.Max.X+8, e.y)
		last := curves[e.i].lastText()
		w, _, _ := s.Box(last, font.From(plot.DefaultFont, 9))
		name := s.cut(curves[e.i].Name, 9, widestName-w) + last
		c.FillText(s.style(9, of, text.XLeft, text.YCenter), vg.Point{X: data.Max.X + 10, Y: e.y}, name)
	}
}

// flags draws goals: a point at the time and the share, a flag on a mast that stands on
// it, and beside it how likely it is.
func (s *typesetter) flags(c draw.Canvas, p *plot.Plot, data draw.Canvas, curves []Curve, flags []Flag) {
	for _, f := range flags {
		i := slices.IndexFunc(curves, func(c Curve) bool { return c.Name == f.Name })
		if i < 0 || f.At > p.X.Max || f.Y > p.Y.Max {
			continue
		}
		x, y := data.X(p.X.Norm(f.At)), data.Y(p.Y.Norm(f.Y))
		back, align := vg.Length(1), text.XLeft
		if x > (data.Min.X+data.Max.X)/2 {
			back, align = -1, text.XRight
		}
		of := curves[i].colour()
		const high = 14
		data.StrokeLine2(draw.LineStyle{Color: of, Width: 1}, x, y, x, y+high)
		data.FillPolygon(of, []vg.Point{{X: x, Y: y + high}, {X: x + back*9, Y: y + high - 3}, {X: x, Y: y + high - 6}})
		data.DrawGlyph(draw.GlyphStyle{Color: of, Radius: 2, Shape: draw.CircleGlyph{}}, vg.Point{X: x, Y: y})
		st := s.style(8, of, align, text.YCenter)
		at := vg.Point{X: x + back*12, Y: y + high - 3}
		s.halo(c, st, at, f.Label)
	}
}

// halo writes a text on a ground of its own, so that lines below it do not cross it.
func (s *typesetter) halo(c draw.Canvas, st text.Style, at vg.Point, txt string) {
	if txt == "" {
		return
	}
	w, up, down := s.Box(txt, st.Font)
	x := at.X + vg.Length(st.XAlign)*w
	h := (up + down) / 2 * 0.8
	c.FillPolygon(color.NRGBA{0xff, 0xff, 0xff, 0xd8}, []vg.Point{{X: x - 2, Y: at.Y - h}, {X: x + w + 2, Y: at.Y - h}, {X: x + w + 2, Y: at.Y + h}, {X: x - 2, Y: at.Y + h}})
	c.FillText(st, at, txt)
}

// timeTicks are marks in units in which people count time.
type timeTicks struct{ label func(float64) string }

// Ticks are at most nine.
func (t timeTicks) Ticks(lo, hi float64) []plot.Tick {
	step := words.TimeStep(hi-lo, 8.5)
	var out []plot.Tick
	for k := math.Ceil(lo / step); k*step <= hi*(1+1e-9); k++ {
		label := "0"
		if k > 0 {
			label = t.label(k * step)
		}
		out = append(out, plot.Tick{Value: k * step, Label: label})
	}
	return out
}
