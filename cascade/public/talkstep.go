package public

import (
	"math"

	"harkara/model"
)

// newCohort is a curve that begins in a state: unvisited is the share u of homes not
// visited, and between their variance v, both as the law has them at this moment.
func newCohort(s state) cohort {
	return cohort{state: s, unvisited: s.u, between: s.v}
}

// step takes the state from lo to hi: some of the homes that are visited
// meanwhile, then everything else, then the others (Strang, SIAM J. Numer. Anal. 5,
// 1968), so many of them that their mean time is that of the visits.
func (h *cohort) step(w *Work, homes int64, lo, hi model.Tick) {
	if len(w.law.rounds) > 0 {
		w.law.at(&w.now, lo)
		w.openAt = append(w.openAt[:0], w.now.open...)
	}
	w.law.at(&w.now, hi)
	next := w.law.state(&w.now, w.begun, homes)
	visited := h.unvisited > 0 && next.u < h.unvisited
	r, first := 1.0, 1.0
	if visited {
		r = next.u / h.unvisited
		first = 1 - (1-r)*(1-w.visitsMean())
		h.visit(first)
	}
	if hi-lo == 1 || next.z <= 0 {
		h.hear(next.z)
	} else {
		h.hearAndTalk(next.z, float64(w.law.talk*float64(hi-lo)))
	}
	if !visited {
		return
	}
	// The law has the variance of homes from the beginning of the play; here it begins
	// where growth handed over, with how many were visited known.
	v := max(float64(float64(r*r)*(h.v-h.between))+next.v, 0)
	if first > 0 {
		h.visit(r / first)
	}
	h.v, h.unvisited, h.between = v, next.u, next.v
}

// visitsMean is where in a step, from 0 at its beginning (openAt) to 1 at its end
// (now), visits are made on average: the k-th after k/perTick of open time.
func (w *Work) visitsMean() float64 {
	sum, all := 0.0, 0.0
	for r := range w.law.rounds {
		v, began := &w.law.rounds[r], w.begun[len(w.law.broadcasts)+r]
		open, length := w.openAt[r]-began, float64(w.now.open[r]-w.openAt[r])
		before, after := v.made(open), v.made(w.now.open[r]-began)
		if n := float64(after - before); n > 0 {
			mean := float64(before+1+after) / 2 / v.perTick
			sum += float64(n * min(max((mean-float64(open))/length, 0), 1))
			all += n
		}
	}
	if all == 0 {
		return 0.5
	}
	return sum / all
}

// visit leaves a share r of the homes not visited. Who lives in them is a sample
// of who lived in all.
// With z the share of people in them who do not know,
//
//	u becomes ru,  d becomes rd + (1−r)z(1−z),  delta becomes r·delta
func (h *cohort) visit(r float64) {
	h.d = float64(r*h.d) + float64((1-r)*float64(h.z*(1-h.z)))
	h.delta *= r
	h.uneven = float64(float64(r*r)*h.uneven) + float64(h.u*float64(r*(1-r)))
	h.u *= r
}

// hear lets people hear without talk, at one moment, until q is next: each of
// those who do not know stays so with the same chance.
// With r = next/q,
//
//	z becomes rz,  d becomes r²d + r(1−r)z,  delta becomes r·delta
func (h *cohort) hear(next float64) {
	if h.q <= 0 || next >= h.q {
		return
	}
	r := next / h.q
	h.d = float64(float64(r*r)*h.d) + float64(h.z*float64(r*(1-r)))
	h.z *= r
	h.delta *= r
	h.q = next
}

// nobody is a share of people so small that no unit has one person of it; its
// inverse squared is still a number.
const nobody = 1e-100

// hearAndTalk lets people hear without talk until q is next, and tell each other
// for b mean times of telling meanwhile. With a = ln(q/next), spread evenly,
// c = a + b and E = e^−c, the share y of people who do not know becomes
//
//	y₁ = cyE/(c − by(1−E))      (Bass, Management Science 15, 1969)
//
// and the slope of that, y₁' = c²E/(c − by(1−E))², carries variance and mean
// correction on; what they gain in between is added up by Simpson's rule.
func (h *cohort) hearAndTalk(next, b float64) {
	a := 0.0
	if next < h.q {
		a = snap(math.Log(h.q / next))
		h.q = next
	}
	// y is the share of all people who do not know, in homes not visited.
	y := h.u * h.z
	if y <= nobody {
		return
	}
	c := a + b
	half := decay(c / 2)
	all := half * half
	gain := func(y float64) float64 { return y * (a + float64(b*(1-y))) }
	// Shares after the step and half-way, and how a small difference in y has grown
	// by then.
	den, denHalf := c-float64(float64(b*y)*(1-all)), c-float64(float64(b*y)*(1-half))
	y1, mid := min(c*y*all/den, y), min(c*y*half/denHalf, y)
	slope, toMid := c*c*all/float64(den*den), c*c*half/float64(denHalf*denHalf)
	fromMid := slope / toMid
	g, gMid := gain(y), gain(mid)
	// Variances for each of all people; h.d is for each of those not visited.
	d := h.u * h.d
	dMid := float64(float64(toMid*toMid)*(d+g/4)) + gMid/4
	d1 := float64(float64(slope*slope)*(d+g/6)) + float64(float64(4*fromMid)*float64(fromMid*gMid))/6 + gain(y1)/6
	h.delta = float64(slope*h.delta) - float64(b*(float64(slope*d)+float64(4*float64(fromMid*dMid))+d1))/6
	h.z, h.d = y1/h.u, d1/h.u
}
