// Package plot draws answers as figures for print and slides: SVG, PNG and PDF, with
// text in any script of the catalogue.
package plot

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Curve is one line of a plot over time.
type Curve struct {
	Name string
	// At are times in seconds, Y the values, and Low and High a band; these may be nil.
	At, Y, Low, High []float64
}

// A Flag marks a goal: so much by a time, of the curve of a name.
type Flag struct {
	Name  string
	At, Y float64
}

// Words are those of a figure, in its language.
type Words struct {
	Title, About, X, Y string
	// Of is the line below the title: what the figure is of.
	Of string
	// Time says a number of seconds, for an axis.
	Time func(seconds float64) string
}

// The colours of lines: those of Okabe and Ito, the light ones darker, so that all can
// be told apart on white also by who sees no red or green.
var colours = []color.RGBA{
	{0x00, 0x72, 0xb2, 0xff}, {0xc0, 0x4f, 0x00, 0xff}, {0x00, 0x7f, 0x5c, 0xff}, {0xa8, 0x46, 0x7f, 0xff},
	{0x8a, 0x5a, 0x00, 0xff}, {0x2d, 0x7d, 0xa8, 0xff}, {0x4d, 0x4d, 0x4d, 0xff}, {0x6a, 0x3d, 0x9a, 0xff},
}

var dashes = [][]vg.Length{nil, {6, 3}, {1.5, 2.5}, {8, 2.5, 1.5, 2.5}, {4, 4}, {10, 3, 2, 3, 2, 3}, {1, 4}, {12, 5}}

var (
	ink   = color.RGBA{0x1c, 0x22, 0x27, 0xff}
	quiet = color.RGBA{0x52, 0x5b, 0x63, 0xff}
	faint = color.RGBA{0xe3, 0xe6, 0xe9, 0xff}
)

// The size of figures in points: a column and a half of a page, in the golden ratio.
const (
	figureWidth  = 520.0
	figureHeight = 322.0
)

// style is text of a size.
func (s *shaped) style(size float64, c color.Color, x text.XAlignment, y text.YAlignment) text.Style {
	return text.Style{Color: c, Font: font.From(plot.DefaultFont, vg.Length(size)), XAlign: x, YAlign: y, Handler: s}
}

// figure is an empty one of a height.
func (w *Words) figure(height float64) *Figure {
	return &Figure{Title: w.Title + ": " + w.Of, About: w.About, Width: figureWidth, Height: height}
}

// headingHeight is what the two lines at the top take.
const headingHeight = 46

// heading writes the title and what the figure is of, cut where they are too long.
func (s *shaped) heading(c draw.Canvas, w *Words) {
	top := c.Max.Y - 8
	c.FillText(s.style(12.5, ink, text.XLeft, text.YTop), vg.Point{X: 10, Y: top}, s.cut(w.Title, 12.5, figureWidth-20))
	c.FillText(s.style(9.5, quiet, text.XLeft, text.YTop), vg.Point{X: 10, Y: top - 17}, s.cut(w.Of, 9.5, figureWidth-20))
}

// cut is a text that is no wider than there is room.
func (s *shaped) cut(txt string, size float64, room vg.Length) string {
	f := font.From(plot.DefaultFont, vg.Length(size))
	if w, _, _ := s.Box(txt, f); w <= room {
		return txt
	}
	all := []rune(txt)
	low, high := 0, len(all) // so many letters fit
	for low < high {
		mid := (low + high + 1) / 2
		if w, _, _ := s.Box(string(all[:mid])+"…", f); w <= room {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return string(all[:low]) + "…"
}

// newPlot is an empty plot over time.
func newPlot(w *Words) (*plot.Plot, *shaped, error) {
	s, err := newShaped()
	if err != nil {
		return nil, nil, err
	}
	p := plot.New()
	p.TextHandler = s
	p.X.Label.Text, p.Y.Label.Text = w.X, w.Y
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Label.TextStyle = s.style(9.5, quiet, text.XCenter, text.YBottom)
		a.Tick.Label = s.style(9, quiet, text.XCenter, text.YTop)
		a.LineStyle.Color, a.Tick.LineStyle.Color = quiet, quiet
		a.LineStyle.Width, a.Tick.LineStyle.Width = 0.6, 0.6
		a.Padding = vg.Points(2)
	}
	p.Y.Tick.Label.XAlign, p.Y.Tick.Label.YAlign = text.XRight, text.YCenter
	p.Legend.TextStyle = s.style(9, ink, text.XLeft, text.YCenter)
	return p, s, nil
}

// Curves draws lines over time with their bands: each is named at its end, and goals
// are flags.
func Curves(w Words, curves []Curve, flags []Flag, percent bool) (*Figure, error) {
	p, s, err := newPlot(&w)
	if err != nil {
		return nil, err
	}
	end, top := 0.0, 0.0
	for _, c := range curves {
		end = max(end, slices.Max(append(c.At, 0)))
		for _, list := range [][]float64{c.Y, c.High} {
			for _, y := range list {
				if !math.IsNaN(y) {
					top = max(top, y)
				}
			}
		}
	}
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, max(end, 1e-3), 0, max(top*1.05, 1e-9)
	if percent {
		p.Y.Max = 100
		p.Y.Tick.Marker = plot.ConstantTicks{{Value: 0, Label: "0"}, {Value: 20, Label: "20"}, {Value: 40, Label: "40"}, {Value: 60, Label: "60"}, {Value: 80, Label: "80"}, {Value: 100, Label: "100"}}
	}
	p.X.Tick.Marker = timeTicks{w.Time}
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = faint, faint
	p.Add(grid)
	for i, c := range curves {
		if err := addBand(p, c, colours[i%len(colours)]); err != nil {
			return nil, err
		}
	}
	for i, c := range curves {
		line, err := plotter.NewLine(points(c.At, c.Y))
		if err != nil {
			return nil, err
		}
		line.Color, line.Width, line.Dashes = colours[i%len(colours)], 1.6, dashes[i%len(dashes)]
		p.Add(line)
	}
	f := w.figure(figureHeight)
	f.draw = func(c draw.Canvas) {
		s.heading(c, &w)
		inner := draw.Crop(c, 8, -s.room(curves), 6, -headingHeight)
		p.Draw(inner)
		data := p.DataCanvas(inner)
		s.ends(c, p, data, curves)
		flagsOn(p, data, curves, flags)
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
func (s *shaped) room(curves []Curve) vg.Length {
	most := vg.Length(0)
	for _, c := range curves {
		w, _, _ := s.Box(c.Name, font.From(plot.DefaultFont, 9))
		most = max(most, w)
	}
	return min(most, 170) + 12
}

// ends writes each curve's name at its end, moved apart where they would meet.
func (s *shaped) ends(c draw.Canvas, p *plot.Plot, data draw.Canvas, curves []Curve) {
	s.endsIn(c, p, data, curves, colours)
}

// endsIn is ends in other colours.
func (s *shaped) endsIn(c draw.Canvas, p *plot.Plot, data draw.Canvas, curves []Curve, colours []color.RGBA) {
	type end struct {
		i int
		y vg.Length
	}
	var all []end
	for i, curve := range curves {
		xy := points(curve.At, curve.Y)
		all = append(all, end{i, data.Y(p.Y.Norm(xy[len(xy)-1].Y))})
	}
	slices.SortStableFunc(all, func(a, b end) int {
		switch {
		case a.y > b.y:
			return -1
		case a.y < b.y:
			return 1
		}
		return 0
	})
	const gap = 11
	for k := 1; k < len(all); k++ {
		all[k].y = min(all[k].y, all[k-1].y-gap)
	}
	for k := len(all) - 1; k >= 0; k-- { // not below the axis
		all[k].y = max(all[k].y, data.Min.Y+gap*vg.Length(len(all)-1-k))
	}
	for _, e := range all {
		st := s.style(9, colours[e.i%len(colours)], text.XLeft, text.YCenter)
		c.FillText(st, vg.Point{X: data.Max.X + 5, Y: e.y}, s.cut(curves[e.i].Name, 9, 170))
	}
}

// flagsOn draws goals: a mast at the time, a flag at the share.
func flagsOn(p *plot.Plot, data draw.Canvas, curves []Curve, flags []Flag) {
	for _, f := range flags {
		i := slices.IndexFunc(curves, func(c Curve) bool { return c.Name == f.Name })
		if i < 0 || f.At > p.X.Max || f.Y > p.Y.Max {
			continue
		}
		x, y := data.X(p.X.Norm(f.At)), data.Y(p.Y.Norm(f.Y))
		back := vg.Length(1)
		if x > (data.Min.X+data.Max.X)/2 {
			back = -1
		}
		of := colours[i%len(colours)]
		data.StrokeLine2(draw.LineStyle{Color: of, Width: 1}, x, y-12, x, y)
		data.FillPolygon(of, []vg.Point{{X: x, Y: y}, {X: x + back*9, Y: y - 3}, {X: x, Y: y - 6}})
	}
}

// timeTicks are marks in units in which people count time.
type timeTicks struct{ say func(float64) string }

// Ticks are at most nine.
func (t timeTicks) Ticks(lo, hi float64) []plot.Tick {
	step := hi
	for _, s := range []float64{0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2419200, 4838400} {
		if (hi-lo)/s <= 8.5 {
			step = s
			break
		}
	}
	var out []plot.Tick
	for k := math.Ceil(lo / step); k*step <= hi*(1+1e-9); k++ {
		label := "0"
		if k > 0 {
			label = t.say(k * step)
		}
		out = append(out, plot.Tick{Value: k * step, Label: label})
	}
	return out
}
