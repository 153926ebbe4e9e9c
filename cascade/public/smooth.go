package public

import (
	"math"
	"math/bits"
	"sync/atomic"

	"harkara/model"
)

// smooth is a delay's own distribution function, asked in few places: between two
// points of a grid it is a cubic through four of its values, where that is within
// smoothError of it, and the function itself where not (at a jump, at a kink). It is
// some five times faster than the function of most families. Pieces are made when they
// are first asked for; it may be used by many goroutines.
type smooth struct {
	delay  model.Delay
	pieces []atomic.Pointer[piece]
}

// piece is the cubic c0 + x(c1 + x(c2 + x·c3)) of the part x of the way from a point of
// the grid to the next; no cubic where the function is asked.
type piece struct {
	c     [4]float64
	cubic bool
}

// The grid has 2^smoothBits points for each doubling of a wait. smoothError is how far
// a cubic may be from the function where that is tried: it is five times as far at most
// where a kink lies in the worst place between.
const (
	smoothBits  = 8
	smoothError = 2e-12
)

// newSmooth is for waits up to a horizon.
func newSmooth(d model.Delay, horizon model.Tick) *smooth {
	last, _, _ := smoothPoint(horizon)
	return &smooth{delay: d, pieces: make([]atomic.Pointer[piece], last+1)}
}

// smoothPoint is the grid point at or below a wait, how many ticks the next is away,
// and how many of them the wait is beyond it.
func smoothPoint(x model.Tick) (i int, width, beyond uint64) {
	if x < 2<<smoothBits {
		return int(x), 1, 0
	}
	e := bits.Len64(uint64(x)) - smoothBits - 1
	width = 1 << e
	return e<<smoothBits + int(uint64(x)>>e), width, uint64(x) & (width - 1)
}

// at is the share of waits of at most x ticks, not below 0.
func (s *smooth) at(x model.Tick) float64 {
	i, width, beyond := smoothPoint(x)
	if i >= len(s.pieces) {
		return s.cdf(float64(x))
	}
	p := s.pieces[i].Load()
	if p == nil {
		p = s.fit(float64(uint64(x)-beyond), float64(width))
		s.pieces[i].Store(p)
	}
	if !p.cubic {
		return s.cdf(float64(x))
	}
	return p.at(float64(beyond) / float64(width))
}

func (p *piece) at(x float64) float64 {
	return p.c[0] + float64(x*(p.c[1]+float64(x*(p.c[2]+float64(x*p.c[3])))))
}

// fit is the cubic from a point of the grid to the next, through the function's values
// at both and at thirds of the way (Newton's divided differences).
func (s *smooth) fit(from, width float64) *piece {
	if width == 1 {
		return &piece{c: [4]float64{s.cdf(from)}, cubic: true}
	}
	at := func(x float64) float64 { return s.cdf(from + float64(x*width)) }
	y0, y1, y2, y3 := at(0), at(1.0/3), at(2.0/3), at(1)
	d1, d2, d3 := y1-y0, y2-2*y1+y0, y3-3*y2+3*y1-y0
	// y0 + d1·u + d2·u(u−1)/2 + d3·u(u−1)(u−2)/6 at u = 3x.
	p := &piece{c: [4]float64{y0, 3*d1 - 1.5*d2 + d3, 4.5*d2 - 4.5*d3, 4.5 * d3}, cubic: true}
	for _, x := range [...]float64{1.0 / 6, 0.5, 5.0 / 6} {
		p.cubic = p.cubic && math.Abs(p.at(x)-at(x)) <= smoothError
	}
	return p
}

// cdf is the share of waits of at most x ticks: a wait is rounded to a tick, so that it
// is that of waits below x and a half.
func (s *smooth) cdf(x float64) float64 {
	return s.delay.CDF((x + 0.5) / float64(model.Second))
}
