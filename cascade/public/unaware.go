package public

import "harkara/model"

// Unaware is what has become, at the time and with the starts that were turned to, of the
// people of a unit with so many homes: the chance that a person, that nobody at a home of
// so many, and that nobody at one with one more has heard. Where sizes of households are
// given, the last two are the mean over them.
//
// Ways home by home come to a home independently of each other. With z the chance not to
// have heard from broadcasts to persons, a_i the share of homes a way has come to, and m_i
// the chance not to hear then (1 − a_i is all that is left of a way by which all hear),
// nobody of k at home has heard with chance
//
//	z^k · Π_i (1 − a_i·(1 − m_i^k)),
//
// which is what the layers of setLayers add up to where the public has one segment. Only
// rounds of visits know how many homes there are: the rest is kept for all units.
func (d *Direct) Unaware(homes, size int64) [3]float64 {
	l := &d.c.law
	if len(l.segments) > 1 && len(l.part) > 0 {
		u, z := d.SharesOf(homes)
		return [3]float64{u * z, u * d.None(size), u * d.None(size+1)}
	}
	u := 1.0
	for _, way := range l.whole {
		u *= 1 - d.cameTo(way, homes)
	}
	d.came = d.came[:0]
	for i, way := range l.part {
		if way.round >= 0 {
			d.came = append(d.came, camePart{i, d.cameTo(way, homes)})
		}
	}
	out := [3]float64{u * d.nobodyOf(1)}
	if d.c.sizes == nil {
		out[1] = u * d.nobodyOf(size)
		out[2] = u * d.nobodyOf(size+1)
		return out
	}
	for i, w := range d.c.sizes {
		out[1] += float64(w * float64(u*d.nobodyOf(int64(i+1))))
	}
	out[2] = out[1]
	return out
}

// camePart is the share of homes to which the i-th way of part has come.
type camePart struct {
	i     int
	share float64
}

// keptSize is what is kept of homes of one size: what broadcasts leave of them at the turn
// that is numbered, and for each way of part the chance that somebody hears, 1 − m^k.
type keptSize struct {
	turn  int
	left  float64
	hears []float64
}

// nobodyOf is the product for a home of k people, where rounds have come to the shares in
// came.
func (d *Direct) nobodyOf(k int64) float64 {
	for int64(len(d.kept)) <= min(k, keptSizes) {
		d.kept = append(d.kept, keptSize{})
	}
	x := &d.kept[min(k, keptSizes)]
	if x.hears == nil || k >= keptSizes {
		x.turn, x.hears = -1, x.hears[:0]
		for _, way := range d.c.law.part {
			x.hears = append(x.hears, 1-model.Power(d.c.law.unheard(way, 0), k))
		}
	}
	if x.turn != d.turns {
		x.turn, x.left = d.turns, d.leftBy(k, x.hears)
	}
	q := x.left
	for _, c := range d.came {
		q *= 1 - float64(c.share*x.hears[c.i])
	}
	return q
}

// leftBy is what broadcasts leave of homes of k people.
func (d *Direct) leftBy(k int64, hears []float64) float64 {
	q := model.Power(d.c.law.survival(&d.now, d.begun), k)
	for i, way := range d.c.law.part {
		if way.round < 0 {
			q *= 1 - float64(d.cameTo(way, 0)*hears[i])
		}
	}
	return q
}

// keptSizes is below what size of home something is kept.
const keptSizes = 32

// cameTo is the share of homes that a way has come to. What rounds have come to after so
// many visits is kept, where that is a series to sum.
func (d *Direct) cameTo(way byHome, homes int64) float64 {
	l := &d.c.law
	if way.round < 0 {
		a, _ := l.came(&d.now, way, d.begun, homes)
		return a
	}
	v, open := &l.rounds[way.round], d.now.open[way.round]-d.begun[len(l.broadcasts)+way.round]
	n := v.made(open)
	if v.closed == 0 || n < homes || homes == 0 || n >= keptVisits {
		a, _ := v.done(open, homes)
		return a
	}
	if d.met == nil {
		d.met = map[roundOf][]float64{}
	}
	key := roundOf{way.round, homes}
	known := d.met[key]
	for int64(len(known)) <= n {
		known = append(known, -1)
		d.met[key] = known
	}
	if known[n] < 0 {
		known[n], _ = v.done(open, homes)
	}
	return known[n]
}

// roundOf is a round of visits of a unit with so many homes.
type roundOf struct {
	round int
	homes int64
}

// keptVisits bounds the memory of what is kept of rounds: 8 bytes a visit.
const keptVisits = 1 << 16
