package public

import (
	"math"
	"math/bits"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// curve is the share of waits of at most so many ticks, tabulated: 64 grid points
// for each doubling of the wait, with straight lines between them. It differs
// from the distribution's own CDF by less than 4e-4 (TestCurveIsClose), or 5e-3
// just where a density jumps, and is rounded to 2^-32, so that it is the same on
// every machine. A delay with finitely many values is exact.
type curve struct {
	from   model.Tick // waits are counted from here: no shorter one is felt
	points []float64
	last   int // beyond this grid point the share is 1

	steps []model.Tick
	share []float64

	error  float64 // how far a straight line is from the delay's own, at most
	direct *smooth // asked in place of the table, where given
}

// A wait is a binary number of curveBits digits and an exponent: so points are as
// dense, for their size, everywhere, and the point of a wait is found without a
// search. Waits below 2·curveUnit are points themselves.
const (
	curveBits = 6
	curveUnit = 1 << curveBits
)

// pointOf is the grid point at or below a wait, and how far the wait is towards the next.
func pointOf(x model.Tick) (int, float64) {
	if x < 2*curveUnit {
		return int(x), 0
	}
	e := bits.Len64(uint64(x)) - curveBits - 1
	rest := uint64(x) & (1<<e - 1)
	// A power of two divides as its inverse multiplies, to the last bit, in a fourth of the time.
	part := math.Float64frombits(uint64(1023-e) << 52)
	return e<<curveBits + int(uint64(x)>>e), float64(float64(rest) * part)
}

// waitOf is the wait at grid point i.
func waitOf(i int) model.Tick {
	if i < 2*curveUnit {
		return model.Tick(i)
	}
	e := i>>curveBits - 1
	return model.Tick(i-e<<curveBits) << e
}

// curveOf is newCurve of a channel of a network, made once for it: all messages that
// are played through the network share it.
//
// Networks that are compared share it where their delays are the same.
func curveOf(n *model.Network, channel int, horizon model.Tick, direct bool, cache *cascade.Cache) *curve {
	type key struct {
		channel int
		horizon model.Tick
		direct  bool
	}
	return n.Kept(key{channel, horizon, direct}, func() any {
		d := n.Channels()[channel].Delay
		family, ok := model.KeyOf(d)
		if !ok {
			return newCurve(d, horizon, direct)
		}
		return cache.Kept(curveKey{family, horizon, direct}, bytesOfCurve, func() any { return newCurve(d, horizon, direct) })
	}).(*curve)
}

// curveKey is that of a curve in a Cache, of about so many bytes.
type curveKey struct {
	family  string
	horizon model.Tick
	direct  bool
}

const bytesOfCurve = 20 << 10

// newCurve tabulates a delay for waits up to a horizon; a direct one is right to 1e-11.
func newCurve(d model.Delay, horizon model.Tick, direct bool) *curve {
	c := &curve{}
	if seconds, cumulative, ok := model.Steps(d); ok {
		for i, s := range seconds {
			c.steps = append(c.steps, model.TicksOf(s))
			c.share = append(c.share, round32(cumulative[i]))
		}
		return c
	}
	if direct {
		c.direct = newSmooth(d, horizon)
		return c
	}
	c.from = min(shortest(d), horizon)
	end, _ := pointOf(horizon - c.from)
	for i := 0; i <= end+1; i++ {
		// A wait is rounded to a tick: at most x ticks is below x and a half.
		f := round32(d.CDF((float64(c.from+waitOf(i)) + 0.5) / float64(model.Second)))
		c.points = append(c.points, f)
		if f >= 1 {
			break
		}
	}
	c.last = len(c.points) - 1
	c.setError(d)
	return c
}

// setError finds how far straight lines are from a delay's own distribution, by
// asking it half-way between points. Where a density jumps between two points
// that may be half of what it is.
func (c *curve) setError(d model.Delay) {
	for i := range c.last {
		lo, hi := waitOf(i), waitOf(i+1)
		if mid := lo + (hi-lo)/2; mid > lo {
			f := d.CDF((float64(c.from+mid) + 0.5) / float64(model.Second))
			c.error = max(c.error, math.Abs(c.at(c.from+mid)-f))
		}
	}
}

// shortest is a wait that all of a delay exceed, but for less than is felt,
// where they differ little for how long they are; else 0. It is coarse, so that
// it is the same on every machine.
func shortest(d model.Delay) model.Tick {
	const felt = 0x1p-34
	from := model.TicksOf(d.Quantile(felt))
	width := model.TicksOf(d.Quantile(1-felt)) - from
	if from <= width/8 {
		return 0
	}
	grain := model.Tick(1) << max(bits.Len64(uint64(width))-6, 0)
	return max(from/grain-1, 0) * grain
}

// round32 rounds to 2^-32: distribution functions of the mathematical library differ
// between machines in the last of 53 bits.
func round32(x float64) float64 { return math.Round(x*(1<<32)) / (1 << 32) }

// at is the share of waits of at most x ticks.
func (c *curve) at(x model.Tick) float64 {
	if x < 0 {
		return 0
	}
	if c.steps != nil {
		i, exact := slices.BinarySearch(c.steps, x)
		if exact {
			for i+1 < len(c.steps) && c.steps[i+1] == x {
				i++ // values that are the same tick
			}
			return c.share[i]
		}
		if i == 0 {
			return 0
		}
		return c.share[i-1]
	}
	if c.direct != nil {
		return c.direct.at(x)
	}
	if x -= c.from; x < 0 {
		return 0
	}
	i, frac := pointOf(x)
	if i >= c.last {
		return c.points[c.last]
	}
	return c.points[i] + float64(frac*(c.points[i+1]-c.points[i]))
}
