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
	// Label is what is written below the name, where there is room: the share.
	Label string
}

// Tree draws units, tier by tier, as dark as they are likely to have the message: as
// points that are joined where there are few, else as rows of boxes, as wide as what
// lies below. Parents come before their children. The lightest shade is that of the
// share low, which least names, the darkest that of all, which most names.
func Tree(w Words, nodes []Node, tiers []string, low float64, least, most string) (*Figure, error) {
	s, err := newTypesetter()
	if err != nil {
		return nil, err
	}
	start, leaf, all := widths(nodes)
	const x0, x1 = 78.0, figureWidth - 12
	x := func(v float64) vg.Length { return x0 + (x1-x0)*vg.Length(v/max(all, 1)) }
	shadeOf := func(share float64) color.RGBA { return shade((share - low) / max(1-low, 1e-9)) }
	joined := all <= 60
	rows, height := make([]vg.Length, len(tiers)), headingHeight+44.0
	for k := range rows {
		rows[k] = 56
		if !joined {
			rows[k] = 40
			if upright(nodes, k, func(i int) vg.Length { return x(leaf[i]) - x(0) }) {
				rows[k] = 66
			}
		}
		height += float64(rows[k])
	}
	f := s.figure(&w, height)
	f.draw = func(c draw.Canvas) {
		s.heading(c, &w)
		middle := make([]vg.Length, len(tiers))
		y := vg.Length(height - headingHeight)
		for k, t := range tiers {
			middle[k] = y - rows[k]/2 + 4
			y -= rows[k]
			c.FillText(s.style(9, quiet, text.XLeft, text.YCenter), vg.Point{X: 10, Y: middle[k]}, s.cut(t, 9, 64))
		}
		if joined {
			s.points(c, nodes, start, leaf, x, func(tier int) vg.Length { return middle[tier] }, shadeOf)
		} else {
			for i, n := range nodes {
				a, b, y, h := x(start[i]), x(start[i]+leaf[i]), middle[n.Tier], rows[n.Tier]/2-2
				b -= min(0.5, (b-a)/5)
				of := shadeOf(n.Share)
				c.FillPolygon(of, []vg.Point{{X: a, Y: y - h}, {X: b, Y: y - h}, {X: b, Y: y + h}, {X: a, Y: y + h}})
				s.inBox(c, n, a, b, y, h, onShade(of))
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

// How wide a box is in which a name can be read: along it, and upright.
const along, acrossBox = 28, 8.5

// upright tells whether most boxes of a tier have room for a name that stands upright, and
// for no other.
func upright(nodes []Node, tier int, wide func(int) vg.Length) bool {
	narrow, all := 0, 0
	for i, n := range nodes {
		if n.Tier != tier {
			continue
		}
		all++
		if w := wide(i); w >= acrossBox && w < along {
			narrow++
		}
	}
	return 2*narrow > all
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

// inBox writes a unit's name, and what share it has, as far as there is room: along the box or
// upright in it, cut where it is too long. A box in which no name can be read has none.
func (s *typesetter) inBox(c draw.Canvas, n Node, a, b, y, h vg.Length, of color.Color) {
	st := s.style(8, of, text.XLeft, text.YCenter)
	wide, up, down := s.Box(n.Name, st.Font)
	switch room := b - a - 6; {
	case room >= min(wide, along-6):
		line := (up + down) / 2
		if n.Label == "" {
			line = 0
		}
		c.FillText(st, vg.Point{X: a + 3, Y: y + line}, s.cut(n.Name, 8, room))
		if w, _, _ := s.Box(n.Label, st.Font); w <= room {
			c.FillText(st, vg.Point{X: a + 3, Y: y - line}, n.Label)
		}
	case b-a >= acrossBox:
		st.Rotation = math.Pi / 2
		name := n.Name
		if w, _, _ := s.Box(name+"  "+n.Label, st.Font); w <= 2*h-6 && n.Label != "" {
			name += "  " + n.Label
		}
		c.FillText(st, vg.Point{X: (a + b) / 2, Y: y - h + 3}, s.cut(name, 8, 2*h-6))
	}
}

// onShade is the colour of letters on a shade: that which stands out more.
func onShade(of color.RGBA) color.Color {
	if int(of.R)*299+int(of.G)*587+int(of.B)*114 > 140_000 {
		return ink
	}
	return color.White
}

// points draws units as points, with lines from parents to children.
func (s *typesetter) points(c draw.Canvas, nodes []Node, start, leaf []float64, x func(float64) vg.Length, y func(int) vg.Length, shadeOf func(float64) color.RGBA) {
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
	// A name has the room to the next of its tier on either side.
	room := make([]vg.Length, len(nodes))
	before := map[int]int{}
	for i, n := range nodes {
		room[i] = 2 * (figureWidth - 6 - at(i).X)
		if k, ok := before[n.Tier]; ok {
			between := at(i).X - at(k).X - 4
			room[i], room[k] = min(room[i], between), min(room[k], between)
		}
		before[n.Tier] = i
	}
	for i, n := range nodes {
		p := at(i)
		var ring vg.Path
		ring.Move(vg.Point{X: p.X + 4.5, Y: p.Y})
		ring.Arc(p, 4.5, 0, 2*math.Pi)
		ring.Close()
		c.SetColor(shadeOf(n.Share))
		c.Fill(ring)
		c.SetColor(color.RGBA{0x8b, 0x94, 0x9b, 0xff})
		c.SetLineWidth(0.6)
		c.Stroke(ring)
		st := s.style(7.5, ink, text.XCenter, text.YTop)
		if wide, _, _ := s.Box(n.Name, st.Font); room[i] >= min(wide, along-6) {
			c.FillText(st, vg.Point{X: p.X, Y: p.Y - 7}, s.cut(n.Name, 7.5, room[i]))
			if w, _, _ := s.Box(n.Label, st.Font); w <= room[i] {
				st.Color = quiet
				c.FillText(st, vg.Point{X: p.X, Y: p.Y - 17}, n.Label)
			}
		}
	}
}

// shade is the colour of a chance: from light to the dark end of cividis.
func shade(share float64) color.RGBA {
	t := min(max(share, 0), 1)
	mix := func(a, b float64) uint8 { return uint8(math.Round(a + (b-a)*t)) }
	return color.RGBA{mix(0xe9, 0x00), mix(0xec, 0x22), mix(0xef, 0x4e), 0xff}
}
