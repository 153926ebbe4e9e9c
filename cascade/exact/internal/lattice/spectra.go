package lattice

import "math"

// spectra are the transforms of a law, made when first needed and kept, since one
// law (the notices of a relay, an arrival) enters many sums. Their names: in, of
// the masses in cells; at, at points; mass, of both; steps, of masses shared out
// to points; cellErr, meanErr and pointErr, of those bounds; wide, of wideErr;
// slopes, of slopeChange; both, of wide and slopes together; wideIn, of the
// greater of two cells; variation, of errVariation; moment, of where masses lie.
//
// All are discrete Fourier transforms of N+1 real numbers padded with zeros to the
// transform's size, of which half and one coefficients are kept, as the rest are
// their conjugates.
type spectra struct {
	in, at, mass, steps         []complex128
	cellErr, wide, both         []complex128
	slopes, meanErr, wideIn     []complex128
	variation, pointErr, moment []complex128
}

// spectrum makes one of the spectra of a law.
//
// s is where it is kept; value is the number at point k, asked only when it is not
// yet known.
func (l *Dist) spectrum(s *[]complex128, value func(k int) float64) []complex128 {
	if *s == nil {
		x := make([]float64, l.N+1)
		for k := range x {
			x[k] = value(k)
		}
		*s = l.transform(x)
	}
	return *s
}

// wideErr is a bound of the error in cell k and in the one above it.
//
// After a sum, a point of the grid may fall between the two: the greater bound holds
// for both.
func (l *Dist) wideErr(k int) float64 { return max(l.cellErr[k], l.cellErr[min(k+1, l.N)]) }

// slopeChange is by how much a sum may bend for the density's step at point k.
func (l *Dist) slopeChange(k int) float64 {
	next := 0.0
	if k < l.N {
		next = l.cells[k+1]
	}
	return math.Abs(next-l.cells[k]) / 4
}

// shared is the mass that goes to point k when each cell's is shared between the
// points at its ends so that the mean stays, and what is at point k.
func (l *Dist) shared(k int) float64 {
	sum := l.points[k] + l.cells[k]*l.centre[k]
	if k < l.N {
		sum += l.cells[k+1] * (1 - l.centre[k+1])
	}
	return sum
}
