package exact

import (
	"math"

	"harkara/cascade/public"
)

// stairs takes the integral of the chances from the first of many visits to the last.
//
// At one place between two visits, after one visit after another, the chances are smooth,
// so that of the sum of all of them few have to be asked. The two places are those whose
// mean is that of a cubic (Gauss 1814).
type stairs struct {
	*integral
	*public.Knocks
}

// gauss are the two places, as parts of the way from one visit to the next.
var gauss = [2]float64{0.2113248654051871, 0.7886751345948129}

// places are the chances at both.
type places [2]sample

// after are those after the n-th visit.
func (s *stairs) after(n int64) places {
	return places{s.ask(s.At(n, gauss[0])), s.ask(s.At(n, gauss[1]))}
}

// addAll takes the whole integral.
func (s *stairs) addAll() {
	last := s.Many - 1
	from, a := int64(0), s.after(0)
	for last-from > fewSteps {
		length := int64(fewSteps)
		for 2*length < last-from {
			length *= 2
		}
		b, q := s.after(from+length), length/4
		s.addBlock(from, length, [5]places{a, s.after(from + q), s.after(from + 2*q), s.after(from + 3*q), b})
		from, a = from+length, b
	}
	for ; from < last; from++ {
		s.addStep(from)
	}
}

// fewSteps are followed one by one where they are not smooth.
const fewSteps = 8

// addStep takes what is between two visits, as any other stretch.
func (s *stairs) addStep(n int64) {
	a, b := s.ask(s.At(n, 0)), s.ask(s.At(n+1, 0)-1)
	s.add(a, s.middle(a, b), b)
	s.addEnds(b, a) // which the whole has
	s.take(1e-6, b)
}

// take takes the chances of a sample for so many seconds.
func (s *stairs) take(seconds float64, of sample) {
	for k, f := range of.f {
		s.moment[k] -= seconds * f
	}
}

// addBlock takes a block of steps of which the quarters are known, by the polynomial of
// fourth degree through these, where two more lie on it.
//
// With h at steps of q terms, the sum of all terms but the last is, by Euler and
// Maclaurin, q∫h − (h₄−h₀)/2 + (h′₄−h′₀)/12q − (h‴₄−h‴₀)/720q³, exactly.
func (s *stairs) addBlock(from, length int64, h [5]places) {
	q := length / 4
	first, second := s.after(from+q/2), s.after(from+2*q+q/2)
	switch {
	case s.onCurve(&h, first, second, float64(length)):
		w := float64(q)
		for i := range h {
			times := w*[5]float64{14, 64, 24, 64, 14}[i]/45 + [5]float64{0.5, 0, 0, 0, -0.5}[i]
			times += [5]float64{7, -16, 18, -16, 7}[i]/(36*w) - [5]float64{1, -4, 6, -4, 1}[i]/(180*w*w*w)
			for _, x := range h[i] {
				s.take(times*s.Every/2e6, x)
			}
		}
	case length == fewSteps:
		for n := range length {
			s.addStep(from + n)
		}
	default:
		s.addBlock(from, length/2, [5]places{h[0], first, h[1], s.after(from + q + q/2), h[2]})
		s.addBlock(from+2*q, length/2, [5]places{h[2], second, h[3], s.after(from + 3*q + q/2), h[4]})
	}
}

// onCurve tells whether what is half a quarter after the first and the third of five lies
// on the polynomial through these, but for what may be missing of so many steps.
func (s *stairs) onCurve(h *[5]places, first, second places, steps float64) bool {
	for i := range first {
		for k := range first[i].f {
			a, b, c, d, e := h[0][i].f[k], h[1][i].f[k], h[2][i].f[k], h[3][i].f[k], h[4][i].f[k]
			early := (35*a + 140*b - 70*c + 28*d - 5*e) / 128
			late := (3*a - 20*b + 90*c + 60*d - 5*e) / 128
			off := max(math.Abs(first[i].f[k]-early), math.Abs(second[i].f[k]-late))
			if off*steps*s.Every/1e6 > 30*s.enough {
				return false
			}
		}
	}
	return true
}
