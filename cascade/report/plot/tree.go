package plot

import (
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func number(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }

// A Node is a unit of a tree: Parent is an index, or −1, Tier its row from the top,
// Share the chance to have the message, 0 to 1.
type Node struct {
	Name         string
	Parent, Tier int
	Share        float64
}

// Tree draws units, tier by tier, as dark as they are likely to have the message: as
// points that are joined where there are few, else as rows of boxes, as wide as what
// lies below. Parents come before their children.
func Tree(w Words, nodes []Node, tiers []string, least, most string) (*Figure, error) {
	s, err := newShaped()
	if err != nil {
		return nil, err
	}
	start, leaf, all := widths(nodes)
	const top = headingHeight
	row := 56.0
	joined := all <= 60
	if !joined {
		row = 40
	}
	f := w.figure(top + row*float64(len(tiers)) + 44)
	f.draw = func(c draw.Canvas) {
		s.heading(c, &w)
		const x0, x1 = 78.0, figureWidth - 12
		x := func(v float64) vg.Length { return x0 + (x1-x0)*vg.Length(v/max(all, 1)) }
		y := func(tier int) vg.Length { return vg.Length(f.Height) - top - vg.Length(row)*(vg.Length(tier)+0.4) }
		for k, t := range tiers {
			c.FillText(s.style(9, quiet, text.XLeft, text.YCenter), vg.Point{X: 10, Y: y(k)}, s.cut(t, 9, 64))
		}
		if joined {
			s.joined(c, nodes, start, leaf, x, y)
		} else {
			for i, n := range nodes {
				a, b := x(start[i]), x(start[i]+leaf[i])
				h := vg.Length(row)/2 - 2
				gap := min(0.5, (b-a)/5)
				c.FillPolygon(shade(n.Share), []vg.Point{{X: a, Y: y(n.Tier) - h}, {X: b - gap, Y: y(n.Tier) - h}, {X: b - gap, Y: y(n.Tier) + h}, {X: a, Y: y(n.Tier) + h}})
				s.inBox(c, n, a, b, y(n.Tier))
			}
		}
		for k := range 40 {
			a := vg.Length(x0 + 4*float64(k))
			c.FillPolygon(shade(float64(k)/39), []vg.Point{{X: a, Y: 14}, {X: a + 4.1, Y: 14}, {X: a + 4.1, Y: 22}, {X: a, Y: 22}})
		}
		c.FillText(s.style(8.5, quiet, text.XRight, text.YCenter), vg.Point{X: x0 - 4, Y: 18}, least)
		c.FillText(s.style(8.5, quiet, text.XLeft, text.YCenter), vg.Point{X: x0 + 166, Y: 18}, most)
	}
	return f, nil
}

// widths is where each unit begins and how wide it is, where every unit without units
// below is one wide; and how wide all are.
func widths(nodes []Node) (start, leaf []float64, all float64) {
	leaf, start = make([]float64, len(nodes)), make([]float64, len(nodes))
	has, next := make([]bool, len(nodes)), make([]float64, len(nodes))
	for i := len(nodes) - 1; i >= 0; i-- {
		if !has[i] {
			leaf[i] = 1
		}
		if p := nodes[i].Parent; p >= 0 {
			leaf[p] += leaf[i]
			has[p] = true
		}
	}
	for i, n := range nodes {
		if n.Parent < 0 {
			start[i] = all
			all += leaf[i]
		} else {
			start[i] = next[n.Parent]
			next[n.Parent] += leaf[i]
		}
		next[i] = start[i]
	}
	return start, leaf, all
}

// inBox writes a unit's name where there is room.
func (s *shaped) inBox(c draw.Canvas, n Node, a, b, y vg.Length) {
	of := color.RGBA{0xff, 0xff, 0xff, 0xff}
	if n.Share < 0.5 {
		of = ink
	}
	st := s.style(8, of, text.XLeft, text.YCenter)
	if w, _, _ := s.Box(n.Name, st.Font); w < b-a-6 {
		c.FillText(st, vg.Point{X: a + 3, Y: y}, n.Name)
	}
}

// joined draws units as points, with lines from parents to children.
func (s *shaped) joined(c draw.Canvas, nodes []Node, start, leaf []float64, x func(float64) vg.Length, y func(int) vg.Length) {
	at := func(i int) vg.Point { return vg.Point{X: x(start[i] + leaf[i]/2), Y: y(nodes[i].Tier)} }
	for i, n := range nodes {
		if n.Parent < 0 {
			continue
		}
		a, b := at(n.Parent), at(i)
		var p vg.Path
		p.Move(a)
		mid := (a.Y + b.Y) / 2
		p.CubeTo(vg.Point{X: a.X, Y: mid}, vg.Point{X: b.X, Y: mid}, b)
		c.SetColor(color.RGBA{0xc4, 0xca, 0xcf, 0xff})
		c.SetLineWidth(0.8)
		c.SetLineDash(nil, 0)
		c.Stroke(p)
	}
	ends := map[int]vg.Length{}
	for i, n := range nodes {
		p := at(i)
		var ring vg.Path
		ring.Move(vg.Point{X: p.X + 4.5, Y: p.Y})
		ring.Arc(p, 4.5, 0, 2*math.Pi)
		ring.Close()
		c.SetColor(shade(n.Share))
		c.Fill(ring)
		c.SetColor(color.RGBA{0x8b, 0x94, 0x9b, 0xff})
		c.SetLineWidth(0.6)
		c.Stroke(ring)
		st := s.style(7.5, ink, text.XCenter, text.YTop)
		w, _, _ := s.Box(n.Name, st.Font)
		if last, ok := ends[n.Tier]; !ok || p.X-w/2 > last+4 {
			c.FillText(st, vg.Point{X: p.X, Y: p.Y - 7}, n.Name)
			ends[n.Tier] = p.X + w/2
		}
	}
}

// shade is the colour of a chance: from light to the dark end of cividis.
func shade(share float64) color.RGBA {
	t := min(max(share, 0), 1)
	mix := func(a, b float64) uint8 { return uint8(math.Round(a + (b-a)*t)) }
	return color.RGBA{mix(0xe9, 0x00), mix(0xec, 0x22), mix(0xef, 0x4e), 0xff}
}
