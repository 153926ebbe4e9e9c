package public

import (
	"math"
	"math/bits"
	"slices"

	"harkara/model"
)

// curve is the share of waits of at most so many ticks, tabulated: 64 knots
// for each doubling of the wait, with straight lines between them. It differs
// from the distribution's own CDF by less than 1e-4 (TestCurveIsClose) and is
// rounded to 2^-32, so that it is the same on every machine. A delay with
// finitely many values is exact.
type curve struct {
	knot []float64
	last int // beyond this knot the share is 1

	steps []model.Tick
	share []float64
}

const (
	curveBits = 6
	curveUnit = 1 << curveBits
)

// knotOf is the knot at or below a wait, and how far the wait is towards the next.
func knotOf(x model.Tick) (int, float64) {
	if x < 2*curveUnit {
		return int(x), 0
	}
	e := bits.Len64(uint64(x)) - curveBits - 1
	rest := uint64(x) & (1<<e - 1)
	return e<<curveBits + int(uint64(x)>>e), math.Ldexp(float64(rest), -e)
}

// waitOf is the wait at knot i.
func waitOf(i int) model.Tick {
	if i < 2*curveUnit {
		return model.Tick(i)
	}
	e := i>>curveBits - 1
	return model.Tick(i-e<<curveBits) << e
}

// newCurve tabulates a delay for waits up to a horizon.
func newCurve(d model.Delay, horizon model.Tick) *curve {
	c := &curve{}
	if seconds, cumulative, ok := model.Steps(d); ok {
		for i, s := range seconds {
			c.steps = append(c.steps, model.TicksOf(s))
			c.share = append(c.share, round32(cumulative[i]))
		}
		return c
	}
	end, _ := knotOf(horizon)
	for i := 0; i <= end+1; i++ {
		// A wait is rounded to a tick: at most x ticks is below x and a half.
		f := round32(d.CDF((float64(waitOf(i)) + 0.5) / float64(model.Second)))
		c.knot = append(c.knot, f)
		if f >= 1 {
			break
		}
	}
	c.last = len(c.knot) - 1
	return c
}

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
	i, frac := knotOf(x)
	if i >= c.last {
		return c.knot[c.last]
	}
	return c.knot[i] + float64(frac*(c.knot[i+1]-c.knot[i]))
}

// broadcast is one broadcast ready to be asked.
type broadcast struct {
	curve    *curve
	share    float64
	delivers float64
	retry    model.Retry
	hours    *model.Calendar
	among    uint64
	dim      int // which of a unit's starts
}

// heard is the chance that a person in the audience has heard by t a broadcast
// that began at s: attempts follow each other until one is delivered.
//
//	H(t) = Σ_k p(1−p)^k F(t − τ_k),  τ_0 = open(s),  τ_{k+1} = open(τ_k + every)
func (b *broadcast) heard(s, t model.Tick) float64 {
	sum, left := 0.0, 1.0
	for k := 0; k <= b.retry.Times; k++ {
		if s = b.hours.Next(s); s > t {
			break
		}
		sum += float64(float64(left*b.delivers) * b.curve.at(t-s))
		left *= 1 - b.delivers
		if left < 0x1p-60 {
			break // no attempt after this one is felt
		}
		s += b.retry.Every
	}
	return sum
}

// visits are rounds from house to house ready to be asked.
type visits struct {
	perTick float64 // households a tick of open time
	hours   *model.Calendar
	dim     int
}

// done is the share of homes visited by t on rounds that began at s: whole
// households, one after another in open time.
func (v *visits) done(s, t model.Tick, homes int64) float64 {
	if t < s || homes == 0 {
		return 0
	}
	n := math.Floor(float64(v.perTick*float64(v.hours.OpenTime(s, t))) + 1e-9)
	return min(n/float64(homes), 1)
}

// when is the time of the k-th visit (from 1) of rounds that began at s.
func (v *visits) when(s model.Tick, k int64) model.Tick {
	return v.hours.AfterOpen(s, model.Tick(math.Ceil(float64(k)/v.perTick-1e-6)))
}

// law is how the people of one unit hear, given when its sources started.
type law struct {
	casts    []broadcast
	rounds   []visits
	segments []float64 // shares, at least one
	overlaps []model.Overlap
	castOf   []int   // index in casts of each of the public's sources, or -1
	talk     float64 // hazard per tick, all talk together
}

// alone is the chance that a person has not heard by t from any broadcast.
// Segments of the public are mixed; two overlapping audiences are joined.
func (l *law) alone(starts []model.Tick, t model.Tick) float64 {
	if len(l.segments) == 1 && len(l.overlaps) == 0 {
		q := 1.0
		for i := range l.casts {
			b := &l.casts[i]
			if s := starts[b.dim]; s <= t {
				q *= 1 - float64(b.share*b.heard(s, t))
			}
		}
		return q
	}
	sum := 0.0
	for g, w := range l.segments {
		sum += float64(w * l.aloneIn(g, starts, t))
	}
	return sum
}

func (l *law) aloneIn(segment int, starts []model.Tick, t model.Tick) float64 {
	q := 1.0
	var joined uint64
	for _, o := range l.overlaps {
		a, b := l.castOf[o.A], l.castOf[o.B]
		fa, fb := l.heardIn(segment, a, starts, t), l.heardIn(segment, b, starts, t)
		ca, cb := &l.casts[a], &l.casts[b]
		q *= 1 - float64(ca.share*fa) - float64(cb.share*fb) + float64(o.Share*float64(fa*fb))
		joined |= 1<<a | 1<<b
	}
	for i := range l.casts {
		if joined>>i&1 == 0 {
			q *= 1 - float64(l.casts[i].share*l.heardIn(segment, i, starts, t))
		}
	}
	return q
}

func (l *law) heardIn(segment, cast int, starts []model.Tick, t model.Tick) float64 {
	b := &l.casts[cast]
	if b.among != 0 && b.among>>segment&1 == 0 {
		return 0
	}
	return b.heard(starts[b.dim], t)
}

// unvisited is the share u of homes that no round has come to by t, and the
// variance of their number, v for each home: rounds of different sources go in
// orders that know nothing of each other, so that how many homes a round of a
// share a finds unvisited is hypergeometric.
//
//	u' = (1−a)u,  v' = (1−a)²v + a(1−a)u(1−u)
func (l *law) unvisited(starts []model.Tick, t model.Tick, homes int64) (u, v float64) {
	u = 1
	for i := range l.rounds {
		r := &l.rounds[i]
		a := r.done(starts[r.dim], t, homes)
		v = float64((1-a)*float64((1-a)*v)) + float64(a*(1-a))*float64(u*(1-u))
		u *= 1 - a
	}
	return u, v
}
