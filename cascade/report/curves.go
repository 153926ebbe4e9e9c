package report

import (
	"io"
	"math"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"harkara/cascade/report/words"
)

// A DrawnCurve is one curve of a drawing for the terminal: shares from 0 to 1 at times
// in seconds; what is not known is NaN.
type DrawnCurve struct {
	Name  string
	At, Y []float64
}

// Drawing is how curves are drawn on a terminal.
type Drawing struct {
	Width    int  // in columns; 0 is 80
	Plain    bool // with letters alone, where the terminal knows no others
	Language words.Language
	// Most is the share at the top of the scale; 0 is 1.
	Most float64
}

// The rows of a drawing, and the columns that its scale takes.
const (
	drawnRows  = 17
	scaleWidth = 5
)

// WriteCurves draws curves with dots, eight to a cell (braille), or with letters, one
// for each curve; the names stand at their ends.
func WriteCurves(w io.Writer, d Drawing, curves []DrawnCurve) error {
	if d.Width <= 0 {
		d.Width = defaultWidth
	}
	names := 0
	for _, c := range curves {
		names = max(names, min(twwidth.Width(oneLine(c.Name)), 20))
	}
	cells := max(d.Width-scaleWidth-names-4, 10)
	end := 0.0
	for _, c := range curves {
		if n := len(c.At); n > 0 {
			end = max(end, c.At[n-1])
		}
	}
	g := newDots(cells, drawnRows, d.Plain)
	for i, c := range curves {
		g.curve(c, i, end)
	}
	at := endsOf(curves)
	var b strings.Builder
	for row := range drawnRows {
		scale := "     "
		if row%4 == 0 {
			top := d.Most
			if top == 0 {
				top = 1
			}
			scale = pad(d.Language.Text("round-percent", 100*top*(1-float64(row)/(drawnRows-1))), scaleWidth-1) + " "
		}
		line := scale + "|" + g.row(row)
		if i, ok := at[row]; ok {
			mark := "  "
			if d.Plain {
				mark = " " + string(letter(i)) + " "
			}
			line += mark + oneLine(curves[i].Name)
		}
		b.WriteString(strings.TrimRight(line, " \u2800") + "\n")
	}
	b.WriteString(strings.Repeat(" ", scaleWidth) + "+" + strings.Repeat("-", cells) + "\n")
	b.WriteString(timesUnder(d, cells, end) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// pad puts blanks before a text.
func pad(s string, width int) string {
	return strings.Repeat(" ", max(width-twwidth.Width(s), 0)) + s
}

// endsOf is which curve's name stands in which row: that of its end, or the next that
// is free below, or above where there is none.
func endsOf(curves []DrawnCurve) map[int]int {
	type end struct{ i, row int }
	var all []end
	for i, c := range curves {
		last := 0.0
		for _, y := range c.Y {
			if !math.IsNaN(y) {
				last = y
			}
		}
		all = append(all, end{i, int(math.Round((1 - last) * (drawnRows - 1)))})
	}
	slices.SortStableFunc(all, func(a, b end) int { return a.row - b.row })
	out := map[int]int{}
	for _, e := range all {
		row := e.row
		for row < drawnRows {
			if _, taken := out[row]; !taken {
				break
			}
			row++
		}
		for row >= drawnRows || row > 0 && func() bool { _, taken := out[row]; return taken }() {
			row--
		}
		if _, taken := out[row]; !taken {
			out[row] = e.i
		}
	}
	return out
}

// timesUnder are four times under a drawing.
func timesUnder(d Drawing, cells int, end float64) string {
	line := strings.Repeat(" ", scaleWidth+1) + "0"
	for k := 1; k <= 4; k++ {
		text := d.Language.Text("time", end*float64(k)/4)
		line += pad(text, scaleWidth+1+cells*k/4-twwidth.Width(line))
	}
	return line
}

// dots is a drawing of dots: two by four in each cell, or one letter.
type dots struct {
	cells, rows int
	plain       bool
	bits        []byte
	letters     []rune
}

func newDots(cells, rows int, plain bool) *dots {
	return &dots{cells, rows, plain, make([]byte, cells*rows), make([]rune, cells*rows)}
}

// letter is that of a curve where there are letters alone.
func letter(i int) rune { return rune("abcdefghijklmnopqrstuvwxyz"[i%26]) }

// curve draws one, point by point.
func (g *dots) curve(c DrawnCurve, i int, end float64) {
	before := -1
	for x := range g.cells * 2 {
		t := end * (float64(x) + 0.5) / float64(g.cells*2)
		y := valueAt(c, t)
		if math.IsNaN(y) {
			before = -1
			continue
		}
		to := int(math.Round((1 - min(max(y, 0), 1)) * float64(g.rows*4-1)))
		from := to
		if before >= 0 && before != to { // what is steep has no gaps
			from = before + 1
			if before > to {
				from = before - 1
			}
		}
		for dot := min(from, to); dot <= max(from, to); dot++ {
			g.dot(x, dot, i)
		}
		before = to
	}
}

// dot draws one.
func (g *dots) dot(x, y, i int) {
	cell := y/4*g.cells + x/2
	// The dots of a cell of braille (Unicode 15, 2800–28FF), by column and row.
	g.bits[cell] |= [2][4]byte{{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}[x%2][y%4]
	g.letters[cell] = letter(i)
}

// valueAt is a curve's value at a time, on a straight line between its points.
func valueAt(c DrawnCurve, t float64) float64 {
	j, _ := slices.BinarySearch(c.At, t)
	switch {
	case j == len(c.At):
		return math.NaN()
	case j == 0 || c.At[j] == t:
		return c.Y[j]
	}
	x := (t - c.At[j-1]) / (c.At[j] - c.At[j-1])
	return c.Y[j-1] + float64((c.Y[j]-c.Y[j-1])*x)
}

func (g *dots) row(k int) string {
	var b strings.Builder
	for i := k * g.cells; i < (k+1)*g.cells; i++ {
		switch {
		case !g.plain:
			b.WriteRune(0x2800 + rune(g.bits[i]))
		case g.letters[i] != 0:
			b.WriteRune(g.letters[i])
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}
