// Package plot draws answers as figures for print and slides: SVG, PNG and PDF, with
// text in any script of the catalogue.
package plot

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"strings"

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
	// Index is the place of its colour and its dashes: a tier has the same in every figure.
	Index int
	// Ends is what is written at its end, after its name: its last value.
	Ends string
}

// colour is that of the curve.
func (c Curve) colour() color.RGBA { return colours[c.Index%len(colours)] }

// A Flag marks a goal: so much by a time, of the curve of a name.
type Flag struct {
	Name  string
	At, Y float64
	// Says is what is written beside it: how likely the goal is to be met.
	Says string
}

// Words are those of a figure, in its language.
type Words struct {
	Title, About, X, Y string
	// Of is the line below the title: what the figure is of.
	Of string
	// Note is what is written below the figure: what its marks mean, how it was made.
	Note string
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

// figure is an empty one of a height, to which the note below it is added.
func (s *shaped) figure(w *Words, height float64) *Figure {
	f := &Figure{Title: w.Title + ": " + w.Of, About: w.About, Width: figureWidth, Height: height, shaped: s}
	if w.Note != "" {
		f.note = s.lines(w.Note, noteSize, figureWidth-20)
		f.foot = noteLine*float64(len(f.note)) + 6
		f.Height += f.foot
	}
	return f
}

// The size of the letters of a note, and how far its lines lie apart, in points.
const noteSize, noteLine = 8.0, 11.0

// lines are a text in lines that are no wider than there is room.
func (s *shaped) lines(txt string, size float64, room vg.Length) (out []string) {
	f := font.From(plot.DefaultFont, vg.Length(size))
	line := ""
	for _, word := range strings.Fields(txt) {
		longer := strings.TrimSpace(line + " " + word)
		if w, _, _ := s.Box(longer, f); w > room && line != "" {
			out, longer = append(out, line), word
		}
		line = longer
	}
	return append(out, s.cut(line, size, room))
}

// What the two lines at the top take, and the line over an axis.
const headingHeight, axisTitle = 46, 14

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
	p.X.Label.Text = w.X
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Label.TextStyle = s.style(9.5, quiet, text.XCenter, text.YBottom)
		a.Tick.Label = s.style(9, quiet, text.XCenter, text.YTop)
		a.LineStyle.Color, a.Tick.LineStyle.Color = quiet, quiet
		a.LineStyle.Width, a.Tick.LineStyle.Width = 0.6, 0.6
		a.Padding, a.Tick.Length = vg.Points(2), 4
	}
	// gonum puts the labels of this axis higher by what its own fonts have below the line.
	p.Y.Tick.Label.XAlign, p.Y.Tick.Label.YAlign = text.XRight, text.YCenter-0.2
	p.X.Tick.Label.YAlign = text.YTop - 0.15 // signs above letters keep off the marks
	p.Legend.TextStyle = s.style(9, ink, text.XLeft, text.YCenter)
	return p, s, nil
}

// above writes what the upright axis counts, over it, where it can be read without
// turning one's head.
func (s *shaped) above(c draw.Canvas, data draw.Canvas, txt string) {
	c.FillText(s.style(9.5, quiet, text.XLeft, text.YBottom), vg.Point{X: 10, Y: data.Max.Y + 7}, txt)
}

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
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = faint, faint
	p.Add(grid)
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
		s.heading(c, &w)
		inner := draw.Crop(c, 8, -s.room(curves), 6, -headingHeight-axisTitle)
		p.Draw(inner)
		data := p.DataCanvas(inner)
		s.above(c, data, w.Y)
		s.ends(c, p, data, curves)
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
func (s *shaped) room(curves []Curve) vg.Length {
	most := vg.Length(0)
	for _, c := range curves {
		w, _, _ := s.Box(c.Name+c.ends(), font.From(plot.DefaultFont, 9))
		most = max(most, w)
	}
	return min(most, widestName) + 16
}

// widestName is how much of a figure's width names at ends of curves take at most.
const widestName = 170

// ends is the last value of a curve, as it follows its name.
func (c Curve) ends() string {
	if c.Ends == "" {
		return ""
	}
	return " " + c.Ends
}

// ends writes each curve's name and last value at its end, moved apart where they would
// meet, with a line to the end then.
func (s *shaped) ends(c draw.Canvas, p *plot.Plot, data draw.Canvas, curves []Curve) {
	s.endsIn(c, p, data, curves, func(i int) color.RGBA { return curves[i].colour() })
}

// endsIn is ends in other colours.
func (s *shaped) endsIn(c draw.Canvas, p *plot.Plot, data draw.Canvas, curves []Curve, colour func(int) color.RGBA) {
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
		last := curves[e.i].ends()
		w, _, _ := s.Box(last, font.From(plot.DefaultFont, 9))
		name := s.cut(curves[e.i].Name, 9, widestName-w) + last
		c.FillText(s.style(9, of, text.XLeft, text.YCenter), vg.Point{X: data.Max.X + 10, Y: e.y}, name)
	}
}

// flags draws goals: a point at the time and the share, a flag on a mast that stands on
// it, and beside it how likely it is.
func (s *shaped) flags(c draw.Canvas, p *plot.Plot, data draw.Canvas, curves []Curve, flags []Flag) {
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
		s.halo(c, st, at, f.Says)
	}
}

// halo writes a text on a ground of its own, so that lines below it do not cross it.
func (s *shaped) halo(c draw.Canvas, st text.Style, at vg.Point, txt string) {
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
