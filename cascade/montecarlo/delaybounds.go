package montecarlo

import (
	"math"
	"math/big"

	"harkara/cascade"
	"harkara/model"
)

// A span is the times within which something may happen, in ticks.
type span struct{ from, to model.Tick }

// delayOf is when those who have the message by the horizon have it: mean, median
// and nine tenths, in seconds of 1,000 ticks, over all units and trials, with bounds
// at the confidence of all.
// within is the times at which anybody may have it. late is what no play may have
// shown.
func (d *delays) delayOf(within span, late lateness) cascade.Delay {
	n := d.all.n
	if n == 0 {
		return cascade.Delay{Mean: cascade.Nobody(), Median: cascade.Nobody(), P90: cascade.Nobody()}
	}
	if late.sure {
		r, _ := d.all.MeanVariance()
		at := func(q float64) cascade.Estimate {
			v, _ := d.pooled.Rank(uint64(math.Ceil(q * float64(n))))
			return seconds(cascade.Estimate{Value: v, Low: v, High: v})
		}
		return cascade.Delay{Mean: seconds(cascade.Estimate{Value: r, Low: r, High: r}), Median: at(0.5), P90: at(0.9)}
	}
	return cascade.Delay{Mean: d.mean(within, late), Median: d.quantile(0.5, within, late), P90: d.quantile(0.9, within, late)}
}

// mean is the pooled mean R = ΣT/Σn with Fieller's bounds (1954) for a ratio of
// means: those r with
//
//	(Σ(T−rn))² ≤ z² Σ(T−rn)²,
//
// that is, in δ = r−R, (A²−z²C)δ² + 2z²Kδ − z²V ≤ 0 with A = Σn, C = Σn²,
// V = Σ(T−Rn)² and K = Σn(T−Rn). They are all times where so few plays reach
// anybody that the left factor is not positive.
// Delays grow from the release as their spread does (a mean of exponential delays
// has a spread of itself), so that a bound a share x below a multiple of the mean
// stands for 1/(1+x), and one above for 1/(1−x).
func (d *delays) mean(within span, late lateness) cascade.Estimate {
	r, _ := d.all.MeanVariance()
	unit := float64(uint64(1) << d.shift)
	v, k := d.residuals()
	v, k = v*unit*unit, k*unit // squares of ticks; ticks times a number
	z2 := normal() * normal()
	a, c := float64(d.all.n), float64x(d.nn)
	lead := a*a - float64(z2*c)
	out := cascade.Estimate{Value: r, Low: float64(within.from), High: float64(within.to)}
	if lead > 0 {
		root := math.Sqrt(math.Max(float64(z2*z2)*k*k+float64(lead*z2)*v, 0))
		down, up := (root+float64(z2*k))/lead, (root-float64(z2*k))/lead
		// No play showed what is rarer than any: it may come late.
		up = math.Hypot(up, late.wait)
		if wait := r - float64(within.from); wait > 0 {
			out.Low = max(r-float64(down)/(1+down/wait), out.Low)
			if up < wait {
				out.High = min(r+float64(up)/(1-up/wait), out.High)
			}
		} else {
			out.High = min(r+up, out.High)
		}
	}
	return seconds(out)
}

// residuals are Σ(T−Rn)² and Σn(T−Rn), with T in units of 2^shift ticks, computed
// from whole numbers and rounded once: the differences of their terms would lose
// most digits where plays are alike.
func (d *delays) residuals() (v, k float64) {
	a, b := new(big.Int).SetUint64(d.all.n), wide(d.all.sum)
	b.Rsh(b, d.shift)
	c, x, y := wide(d.nn), wide(d.nt), wide(d.tt)
	mul := func(f ...*big.Int) *big.Int {
		p := big.NewInt(1)
		for _, g := range f {
			p.Mul(p, g)
		}
		return p
	}
	// A²V = A²·ΣT² − 2AB·ΣnT + B²·Σn², and AK = A·ΣnT − B·Σn².
	square := mul(a, a, y)
	square.Sub(square, mul(big.NewInt(2), a, b, x)).Add(square, mul(b, b, c))
	cross := mul(a, x)
	cross.Sub(cross, mul(b, c))
	return math.Max(quotient(square, mul(a, a)), 0), quotient(cross, a)
}

// quantile is the time by which a share q of all who have it have it, with the
// bounds of Woodruff (J. Am. Stat. Assoc. 47, 1952) for samples of clusters: those
// bins at whose end the share may be q,
//
//	|Σ(c−qn)| ≤ z √(q(1−q)·ρ·Σn²),
//
// where c is how many a play has by then, and ρ, from 0 to 1, how much those of one
// play are alike (alike). It needs no assumption about how times are distributed. As
// Wilson's interval does, it takes the variance that there is where the share is q:
// that of what was seen is too small where few plays reach anybody, and q near 1.
func (d *delays) quantile(q float64, within span, late lateness) cascade.Estimate {
	n, nn := float64(d.all.n), float64x(d.nn)
	rank := math.Ceil(q * n)
	value, _ := d.pooled.Rank(uint64(rank))
	out := cascade.Estimate{Value: value, Low: float64(within.from), High: float64(within.to)}
	// Of two or three plays nothing follows.
	if n <= normal()*math.Sqrt(nn) {
		return seconds(out)
	}
	half := math.Hypot(normal()*math.Sqrt(float64(q*(1-q))*d.alike(rank)*nn), late.share*n)
	if low := q*n - half; low >= 0 {
		// The first bin by whose end the share may be q.
		here, _ := d.pooled.Rank(uint64(max(math.Ceil(low), 1)))
		out.Low = min(here, value)
	}
	// The first by whose end it is more for certain.
	if here, ok := d.pooled.Rank(uint64(math.Floor(q*n+half)) + 1); ok {
		out.High = max(here, value)
	}
	return seconds(out)
}

// alike is how much those whom one play reaches are alike in whether they have it by
// the time of a rank: their variance between plays Σ(c−Fn)² as a part of F(1−F)Σn²,
// which it is where all of a play have it or none. It is taken at the ends of the bin
// of the rank and of the one before, whichever is more; where nobody, or everybody,
// has it by then, they are taken to be wholly alike.
func (d *delays) alike(rank float64) float64 {
	n, nn := float64(d.all.n), float64x(d.nn)
	by, squares, products := 0.0, 0.0, 0.0
	of := func() float64 {
		f := by / n
		if f <= 0 || f >= 1 {
			return 0
		}
		return (squares - float64(2*f*products) + float64(float64(f*f)*nn)) / (float64(f*(1-f)) * nn)
	}
	for o, page := range d.pooled.pages {
		for i := range page {
			if page[i].n == 0 {
				continue
			}
			before := of()
			by += float64(page[i].n)
			squares += float64x(d.joint[o][i].squares)
			products += float64x(d.joint[o][i].products)
			if by < rank {
				continue
			}
			if most := max(before, of()); most > 0 {
				return min(most, 1)
			}
			return 1
		}
	}
	return 1
}

// seconds is an estimate in ticks, in seconds.
func seconds(e cascade.Estimate) cascade.Estimate {
	const perSecond = float64(model.Second)
	return cascade.Estimate{Value: e.Value / perSecond, Low: e.Low / perSecond, High: e.High / perSecond}
}

// float64x is a number of 128 bits, rounded to a float64.
func float64x(w [2]uint64) float64 { return float64(w[0])*0x1p64 + float64(w[1]) }
