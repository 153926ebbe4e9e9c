package model

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// NewGamma is a gamma wait with the given mean and standard deviation in seconds.
func NewGamma(mean, sd float64) (Delay, error) {
	if !positive(mean) || !positive(sd) {
		return nil, fmt.Errorf("gamma needs a mean and an sd above 0")
	}
	shape := (mean / sd) * (mean / sd)
	if shape > 1e8 {
		return Fixed(mean), nil
	}
	g := distuv.Gamma{Alpha: shape, Beta: mean / (sd * sd)}
	from := parameters{&gammaKind, [3]float64{mean, sd}}
	if shape > 1e5 {
		return continuous{narrowGamma{g}, from}, nil
	}
	return continuous{gamma{g}, from}, nil
}

// narrowGamma is a gamma of large shape, whose cube root is normal (Wilson and
// Hilferty 1931). From shape 1e5 on that moves no share by more than 6e-8; the
// incomplete gamma function itself fails there far from the mean.
type narrowGamma struct{ distuv.Gamma }

func (g narrowGamma) Quantile(p float64) float64 {
	v := 1 / (9 * g.Alpha)
	root := 1 - v + float64(distuv.UnitNormal.Quantile(p)*math.Sqrt(v))
	return root * root * root * (g.Alpha / g.Beta)
}

func (g narrowGamma) CDF(x float64) float64 {
	v := 1 / (9 * g.Alpha)
	return distuv.UnitNormal.CDF((math.Cbrt(x*(g.Beta/g.Alpha)) - 1 + v) / math.Sqrt(v))
}

// gamma has quantiles of its own: those of gonum are wrong where the shape is
// small, and panic at the ends.
type gamma struct{ distuv.Gamma }

// Quantile solves P(shape, x) = p for x, P being the regularised incomplete
// gamma function: by Halley's method on logarithms, within a bracket that only
// shrinks. A step leaves about the cube of its length to go, so after a short one
// there is nothing left.
func (g gamma) Quantile(p float64) float64 { return g.quantileFrom(p, math.NaN()) }

// quantileFrom is Quantile, whose logarithm at Beta 1 is guessed; NaN is no guess.
func (g gamma) quantileFrom(p, guess float64) float64 {
	switch {
	case p <= 0:
		return 0
	case p >= 1:
		return math.Inf(1)
	}
	lo, hi := g.bracket(p)
	if lo < -40 {
		return math.Exp(lo) / g.Beta // exact to the last bit there
	}
	// A guess far from that of the normal law, in standard deviations, would be worse.
	y := g.guess(p)
	if far := math.Abs(guess-y) * math.Sqrt(g.Alpha); far < 0.1 {
		y = guess
	}
	for range 100 {
		if !(lo < y && y < hi) {
			y = lo + (hi-lo)/2
		}
		off, step := g.residual(p, y)
		if off < 0 {
			lo = y
		} else {
			hi = y
		}
		y += step
		if math.Abs(step) <= shortStep {
			break
		}
	}
	return math.Exp(y) / g.Beta
}

// shortStep is how long a step is after which there is nothing left but the last bits.
const shortStep = 1e-6

// QuantileNear is the quantile of a delay, to the last bits, of which it is known that it
// is near a number of seconds above 0: as where many are asked for in order. Of gamma delays, whose
// quantiles are dear, it takes half of the time.
func QuantileNear(d Delay, p, near float64) float64 {
	if c, ok := d.(continuous); ok {
		if g, ok := c.Delay.(gamma); ok && near > 0 {
			return g.quantileFrom(min(max(p, 0), 1), math.Log(near*g.Beta))
		}
	}
	return d.Quantile(p)
}

// bracket holds the logarithm of the p-quantile at Beta 1. P(a, x) is at most
// x^a/Γ(a+1), and at most a share e^−t exceeds a + √(2at) + t (Boucheron, Lugosi
// and Massart, Concentration Inequalities, section 2.4).
func (g gamma) bracket(p float64) (lo, hi float64) {
	a := g.Alpha
	lg, _ := math.Lgamma(a + 1)
	t := -math.Log1p(-p)
	return (math.Log(p) + lg) / a, math.Log(a + math.Sqrt(2*a*t) + t)
}

// guess is the logarithm of the p-quantile at Beta 1 by the cube root of a
// gamma number, which is nearly normal. It is NaN where that says nothing.
func (g gamma) guess(p float64) float64 {
	v := 1 / (9 * g.Alpha)
	return math.Log(g.Alpha) + 3*math.Log(1-v+distuv.UnitNormal.Quantile(p)*math.Sqrt(v))
}

// residual tells how far the share at e^y, or its logarithm, is above p, and the
// step in y that Halley's method takes for it. The smaller of the two tails is
// the one that is known well.
func (g gamma) residual(p, y float64) (off, step float64) {
	a, x := g.Alpha, math.Exp(y)
	lg, _ := math.Lgamma(a)
	density := float64(a*y) - x - lg // logarithm, per unit of y
	if p <= 0.5 {
		share := math.Log(mathext.GammaIncReg(a, x))
		off = share - math.Log(p)
		rate := math.Exp(density - share) // at which the logarithm grows
		return off, halley(-off/rate, a-x-rate)
	}
	share := math.Log(mathext.GammaIncRegComp(a, x))
	off = math.Log1p(-p) - share
	rate := math.Exp(density - share)
	return off, halley(-off/rate, a-x+rate)
}

// halley is the step of Halley's method: Newton's, corrected by curvature, the second
// derivative there over the first.
func halley(newton, curvature float64) float64 {
	if by := 1 + float64(newton*curvature)/2; by > 0.5 {
		return newton / by
	}
	return newton
}
