package lattice

import (
	"math"

	"gonum.org/v1/gonum/dsp/fourier"

	"harkara/model"
)

// Grid is the times from the message's release to an end at which distributions
// are known: points k·step later for k = 0 … n, and the open cells between them.
// Cell k lies below point k. A wait is a time counted from point 0.
type Grid struct {
	From model.Tick // the time of point 0
	Step model.Tick
	// N is the number of the last point; there are N+1 points and N open cells.
	N    int
	fft  *fourier.FFT
	real []float64 // working memory of transforms: twice N, so that sums do not wrap around
}

// NewGrid is a grid of about cells cells from one time to another. Its step
// divides the waits that matter where it can, so that what happens then happens
// at points.
//
// from and end are times of the clock in ticks, matter are waits in ticks. The last
// point lies at least one tick after the end, so that what happens at the end lies
// within.
func NewGrid(from, end model.Tick, cells int, matter []model.Tick) *Grid {
	end = max(end-from, 1)
	g := &Grid{From: from, Step: stepOf(end, cells, matter)}
	g.N = int((end+g.Step-1)/g.Step) + 1
	size := evenSize(2*g.N + 4)
	g.fft = fourier.NewFFT(size)
	g.real = make([]float64, size)
	return g
}

// stepOf is the largest step of at most end/cells that divides the times that
// matter; those that would make it much smaller are left out.
//
// It works with the greatest common divisor of the waits: a step that divides it
// divides all of them. A wait that would bring the divisor below half of the step
// wanted is left out, as the grid would get too many cells.
func stepOf(end model.Tick, cells int, matter []model.Tick) model.Tick {
	want := max((end+model.Tick(cells)-1)/model.Tick(cells), 1)
	base := model.Tick(0)
	for _, t := range matter {
		if t > 0 && t < model.Never {
			if with := gcd(base, t); 2*with > want {
				base = with
			}
		}
	}
	switch {
	case base == 0:
		return want
	case base <= want:
		return base
	}
	for parts := (base + want - 1) / want; parts <= 2*(base/want)+2; parts++ {
		if base%parts == 0 {
			return base / parts
		}
	}
	return want
}

// gcd is the greatest common divisor of two numbers that are not negative, by
// Euclid's algorithm; gcd(0, b) is b.
func gcd(a, b model.Tick) model.Tick {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}

// evenSize is the smallest number of at least n that is a power of two, or that
// times 3, 5, 9 or 15: sizes at which the transform is fast.
//
// A real transform of even size can be done as a complex one of half the size.
func evenSize(n int) int {
	best := math.MaxInt
	for _, odd := range []int{1, 3, 5, 9, 15} {
		size := 2 * odd
		for size < n {
			size *= 2
		}
		best = min(best, size)
	}
	return best
}

// transform is the spectrum of numbers at the points of the grid.
//
// Zeros fill the second half, so that the cyclic convolution of two such sequences is
// the ordinary one for the first N+1 places.
func (g *Grid) transform(x []float64) []complex128 {
	copy(g.real, x)
	clear(g.real[len(x):])
	return g.fft.Coefficients(nil, g.real)
}

// inverse is the first n+2 numbers of a spectrum. Rounding leaves dust below
// zero, which is swept away.
//
// The transform is not normalised; dividing by its size makes it the inverse. All
// numbers that are transformed here are non-negative, and so are their convolutions.
func (g *Grid) inverse(f []complex128) []float64 {
	g.fft.Sequence(g.real, f)
	out := make([]float64, g.N+2)
	scale := 1 / float64(len(g.real))
	for k := range out {
		if x := g.real[k] * scale; x > rounding {
			out[k] = x
		}
	}
	return out
}

// rounding is what rounding in transforms may leave; every law's error has it.
const rounding = 1e-15

// Time is the time of point k.
func (g *Grid) Time(k int) model.Tick { return g.From + model.Tick(k)*g.Step }

// End is the time of the last point.
func (g *Grid) End() model.Tick { return g.Time(g.N) }

// locate is the cell or point in which a wait ends: point k exactly where at is
// true.
//
// A wait between points k−1 and k is in cell k.
func (g *Grid) locate(wait model.Tick) (k int, at bool) {
	k = int((wait + g.Step - 1) / g.Step)
	return k, wait%g.Step == 0
}

// Halves are the first and the last tick of each half of cell k, which has none of its
// own where the step is one tick: then they are its point's, or the one before.
func (g *Grid) Halves(k int) [4]model.Tick {
	t := g.Time(k)
	from, mid, to := t-g.Step+1, t-g.Step/2, t-1
	if from >= to {
		v := max(from, to)
		return [4]model.Tick{v, v, v, v}
	}
	return [4]model.Tick{from, mid - 1, mid, to}
}
