// Package plot draws answers as figures for print and slides: SVG, PNG and PDF, with
// text in any script of the catalogue.
package plot

import (
	"image/color"
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
	// Last is its last value, as it is written after its name at its end.
	Last string
}

// colour is that of the curve.
func (c Curve) colour() color.RGBA { return colours[c.Index%len(colours)] }

// A Flag marks a goal: so much by a time, of the curve of a name.
type Flag struct {
	Name  string
	At, Y float64
	// Label is what is written beside it: how likely the goal is to be met.
	Label string
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
func (s *typesetter) style(size float64, c color.Color, x text.XAlignment, y text.YAlignment) text.Style {
	return text.Style{Color: c, Font: font.From(plot.DefaultFont, vg.Length(size)), XAlign: x, YAlign: y, Handler: s}
}

// figure is an empty one of a height, to which the note below it is added.
func (s *typesetter) figure(w *Words, height float64) *Figure {
	f := &Figure{Title: w.Title + ": " + w.Of, About: w.About, Width: figureWidth, Height: height, text: s}
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
func (s *typesetter) lines(txt string, size float64, room vg.Length) (out []string) {
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
func (s *typesetter) heading(c draw.Canvas, w *Words) {
	top := c.Max.Y - 8
	c.FillText(s.style(12.5, ink, text.XLeft, text.YTop), vg.Point{X: 10, Y: top}, s.cut(w.Title, 12.5, figureWidth-20))
	c.FillText(s.style(9.5, quiet, text.XLeft, text.YTop), vg.Point{X: 10, Y: top - 17}, s.cut(w.Of, 9.5, figureWidth-20))
}

// cut is a text that is no wider than there is room.
func (s *typesetter) cut(txt string, size float64, room vg.Length) string {
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
func newPlot(w *Words) (*plot.Plot, *typesetter, error) {
	s, err := newTypesetter()
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
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = faint, faint
	p.Add(grid)
	return p, s, nil
}

// overTime draws a plot with its heading, what the upright axis counts, over it, and the
// names of curves at their ends, in colours; it returns where the curves are.
func (s *typesetter) overTime(c draw.Canvas, p *plot.Plot, w *Words, curves []Curve, colour func(int) color.RGBA) draw.Canvas {
	s.heading(c, w)
	inner := draw.Crop(c, 8, -s.room(curves), 6, -headingHeight-axisTitle)
	p.Draw(inner)
	data := p.DataCanvas(inner)
	c.FillText(s.style(9.5, quiet, text.XLeft, text.YBottom), vg.Point{X: 10, Y: data.Max.Y + 7}, w.Y)
	s.ends(c, p, data, curves, colour)
	return data
}
