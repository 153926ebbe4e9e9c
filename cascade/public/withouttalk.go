package public

import "harkara/model"

// askWithoutTalk is askPart for units whose people do not talk, one by one, where
// households have the sizes that the units' own figures give. It adds up, in
// the same order, what count adds up; but sums that are kept in memory have to
// wait for each other, and these are not.
func (w *Work) askWithoutTalk(p *part, people, homes *moments) {
	l, now, width := &w.law, &w.now, w.law.width()
	// Variables of this function may live in registers, where fields may not.
	all, of := *people, *homes
	for k, i := range p.units {
		b := p.begun[k*width : (k+1)*width]
		z := l.survival(now, b)
		u, v := l.unvisited(now, b, w.Crowd.homes[i])
		e := w.membersOf(i)
		all.mean += float64(e.people * (1 - float64(u*z)))
		all.vari += float64(float64(e.people*u) * float64(z*(1-z)))
		all.vari += float64(float64(e.uneven*float64(u*(1-u))) * float64(z*z))
		// Visits are drawn by home, so that all people of one are visited together.
		if v > 0 {
			all.vari += float64(float64(e.people*v)*float64(z*z)) * (e.people / max(e.total(), 1))
		}
		if e.lo >= e.hi {
			continue
		}
		// The chance that nobody of a home has heard is a power of z: from size to size it
		// is multiplied on.
		size := w.classes[e.lo]
		none := model.Power(z, size)
		for c := e.lo; c < e.hi; c++ {
			for ; size < w.classes[c]; size++ {
				none *= z
			}
			h := e.homes[c]
			of.mean += float64(h * (1 - float64(u*none)))
			of.vari += float64(float64(h*u)*float64(none*(1-none))) + float64(float64(h*v)*float64(none*none))
		}
	}
	*people, *homes = all, of
}

// total is the number of all homes.
func (w *members) total() float64 {
	n := 0.0
	for k := w.lo; k < w.hi; k++ {
		n += w.homes[k]
	}
	return n
}
