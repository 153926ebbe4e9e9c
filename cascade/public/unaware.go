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
// which is what the layers of setLayers add up to where the public has one segment.
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
	for _, way := range l.part {
		d.came = append(d.came, d.cameTo(way, homes))
	}
	z := l.survival(&d.now, d.begun)
	out := [3]float64{u * d.nobodyOf(z, 1)}
	if d.c.sizes == nil {
		out[1] = u * d.nobodyOf(z, size)
		out[2] = u * d.nobodyOf(z, size+1)
		return out
	}
	for i, w := range d.c.sizes {
		out[1] += float64(w * float64(u*d.nobodyOf(z, int64(i+1))))
	}
	out[2] = out[1]
	return out
}

// nobodyOf is the product for a home of k people, by the shares in came.
func (d *Direct) nobodyOf(z float64, k int64) float64 {
	q := model.Power(z, k)
	for i, a := range d.came {
		q *= 1 - float64(a*d.hears(i, k))
	}
	return q
}

// hears is the chance that somebody of k at home hears what has come there by the i-th way
// of part, 1 − m^k.
func (d *Direct) hears(i int, k int64) float64 {
	if k >= keptSizes {
		return 1 - model.Power(d.c.law.unheard(d.c.law.part[i], 0), k)
	}
	if d.anybody == nil {
		for _, way := range d.c.law.part {
			var by [keptSizes]float64
			for size := range by {
				by[size] = 1 - model.Power(d.c.law.unheard(way, 0), size)
			}
			d.anybody = append(d.anybody, by)
		}
	}
	return d.anybody[i][k]
}

// keptSizes is below what size of home these chances are kept.
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
	key := roundOf{way.round, homes}
	known := d.met[key]
	for int64(len(known)) <= n {
		known = append(known, -1)
	}
	if known[n] < 0 {
		known[n], _ = v.done(open, homes)
	}
	if d.met == nil {
		d.met = map[roundOf][]float64{}
	}
	d.met[key] = known
	return known[n]
}

// roundOf is a round of visits of a unit with so many homes.
type roundOf struct {
	round int
	homes int64
}

// keptVisits bounds the memory of what is kept of rounds: 8 bytes a visit.
const keptVisits = 1 << 16
