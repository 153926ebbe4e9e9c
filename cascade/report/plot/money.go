package plot

import (
	"harkara/cascade/report/words"
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Level is a line across a figure, named at its end.
type Level struct {
	Name string
	At   float64
}

// Money draws what is reached, in percent, over how much money there is: At of the curve
// are amounts of money, which Words.Time says. The axis of what is reached need not begin
// at nothing, for it is lines that stand on it.
func Money(w Words, best Curve, levels []Level) (*Figure, error) {
	p, s, err := newPlot(&w)
	if err != nil {
		return nil, err
	}
	all := []Curve{best}
	low, high, end := math.Inf(1), math.Inf(-1), 1.0
	for i, y := range best.Y {
		low, high, end = min(low, y), max(high, y), max(end, best.At[i])
	}
	for _, l := range levels {
		low, high = min(low, l.At), max(high, l.At)
		all = append(all, Curve{Name: l.Name, At: []float64{0, end}, Y: []float64{l.At, l.At}})
	}
	ticks := percentTicks(low, high, 4)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, end, ticks[0].Value, ticks[len(ticks)-1].Value
	p.Y.Tick.Marker = plot.ConstantTicks(ticks)
	p.X.Tick.Marker = moneyTicks{w.Time}
	ink := []color.RGBA{colours[0], quiet, quiet}
	for i, c := range all {
		line, err := plotter.NewLine(points(c.At, c.Y))
		if err != nil {
			return nil, err
		}
		line.Color, line.Width = ink[min(i, 2)], 1
		if i == 0 {
			line.Width = 1.8
		}
		if i == 2 {
			line.Dashes = []vg.Length{4, 3}
		}
		p.Add(line)
	}
	dots, err := plotter.NewScatter(points(best.At, best.Y))
	if err != nil {
		return nil, err
	}
	dots.GlyphStyle = draw.GlyphStyle{Color: colours[0], Radius: 2.2, Shape: draw.CircleGlyph{}}
	p.Add(dots)
	f := s.figure(&w, figureHeight+axisTitle)
	f.draw = func(c draw.Canvas) {
		s.overTime(c, p, &w, all, func(i int) color.RGBA { return ink[min(i, 2)] })
	}
	return f, nil
}

// percentTicks are about so many marks as there are parts, of which the first is not above
// low and the last not below high.
func percentTicks(low, high, parts float64) (out []plot.Tick) {
	step := words.Step(max(high-low, 1e-3) / parts)
	first, last := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
	for k := first; k <= max(last, first+1); k++ {
		at := words.TenDigits(k * step)
		out = append(out, plot.Tick{Value: at, Label: strconv.FormatFloat(at, 'f', -1, 64)})
	}
	return out
}

// moneyTicks are marks of amounts of money.
type moneyTicks struct{ label func(float64) string }

// Ticks are at most six.
func (t moneyTicks) Ticks(lo, hi float64) (out []plot.Tick) {
	step := max(words.Step((hi-lo)/5), 1)
	for x := 0.0; x <= hi*(1+1e-9); x += step {
		out = append(out, plot.Tick{Value: x, Label: t.label(math.Round(x))})
	}
	return out
}
