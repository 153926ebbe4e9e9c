package fit

import (
	"cmp"
	"math"
	"slices"

	"harkara/model"
)

// Bound is a value and the interval that holds it with a confidence of 95 %. High
// may be infinite, where the log does not bound it.
type Bound struct{ Value, Low, High float64 }

// Fit is a family fitted to a log.
type Fit struct {
	// Family is the family's name, as in a scenario file.
	Family string
	// Scale and Shape are the family's own: of a lognormal delay its median and
	// the standard deviation of its logarithm, of an exponential one its mean and 1.
	Scale, Shape float64
	// Never is the share that never comes: its bounds are from 0 to 0 where it was
	// not asked for.
	Never Bound
	// Median and P90 are the times by which half, and nine in ten, of those who
	// come have come, in seconds.
	Median, P90 Bound
	// LogLikelihood is at its maximum; AICc compares families: smaller is better.
	LogLikelihood, AICc float64
	// Parameters is how many were fitted.
	Parameters int
	// Delay is what to write into a scenario.
	Delay model.Delay

	p problem
	x []float64
}

// Options are what to fit.
type Options struct {
	// Families are names; none is all.
	Families []string
	// Never says whether some may never come: NeverMaybe where that makes the fit
	// better.
	Never Never
	// NoBounds leaves bounds out.
	NoBounds bool
}

// Never is whether some may never come.
type Never int

// Whether some may never come.
const (
	NeverMaybe Never = iota
	NeverNo
	NeverYes
)

// better is by how much AICc must fall for a share that never comes to be kept.
const better = 2

// Fits are the families fitted to rows, the best first: that of the least AICc, of
// two that are alike the one with fewer parameters.
func Fits(rows []Row, o Options) ([]Fit, error) {
	if err := check(rows); err != nil {
		return nil, err
	}
	rows = gathered(rows, finest(rows))
	var out []Fit
	for _, f := range families {
		if len(o.Families) > 0 && !slices.Contains(o.Families, f.name) {
			continue
		}
		var one Fit
		switch o.Never {
		case NeverNo:
			one = fitted(f, rows, false)
		case NeverYes:
			one = fitted(f, rows, true)
		default:
			one = fitted(f, rows, false)
			if with := fitted(f, rows, true); with.AICc < one.AICc-better {
				one = with
			}
		}
		if one.LogLikelihood > impossible {
			out = append(out, one)
		}
	}
	slices.SortStableFunc(out, func(a, b Fit) int {
		if math.Abs(a.AICc-b.AICc) < 1e-9 {
			return a.Parameters - b.Parameters
		}
		return cmp.Compare(a.AICc, b.AICc)
	})
	for i := range out {
		if err := out[i].finish(o); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// fitted is a family at the maximum of its likelihood, found from three starts.
func fitted(f family, rows []Row, never bool) Fit {
	p := problem{family: f, rows: rows, anchor: 0.5, never: never}
	out := Fit{Family: f.name, LogLikelihood: impossible, AICc: math.Inf(1), Parameters: p.size(), p: p}
	unseen, all := 0.0, 0.0
	for _, r := range rows {
		all += r.count()
		if math.IsInf(r.To, 1) {
			unseen += r.count()
		}
	}
	for _, start := range [][3]float64{{1, 1, 0.5}, {3, 0.5, 0.1}, {0.5, 2, 0.9}} {
		x := []float64{math.Log(middle(rows) * start[0])}
		if f.shaped {
			x = append(x, math.Log(start[1]))
		}
		if never {
			c := min(max(unseen/all*start[2], 0.01), 0.99)
			x = append(x, math.Log(c/(1-c)))
		}
		x, _ = simplex(p.logLikelihood, x)
		x, value := maximum(p.logLikelihood, x)
		if value > out.LogLikelihood+1e-12 {
			out.LogLikelihood, out.x = value, x
		}
	}
	k := float64(p.size())
	out.AICc = -2*out.LogLikelihood + 2*k
	if rest := all - k - 1; rest > 0 {
		out.AICc += 2 * k * (k + 1) / rest
	}
	return out
}

// finish says what the parameters of a fit mean, with bounds.
func (f *Fit) finish(o Options) error {
	scale, k, never := f.p.unpack(f.x)
	f.Scale, f.Shape = scale, k
	var err error
	if f.Delay, err = f.p.make(scale, k); err != nil {
		return err
	}
	f.Median = Bound{Value: scale * f.p.quantile(0.5, k)}
	f.P90 = Bound{Value: scale * f.p.quantile(0.9, k)}
	f.Never = Bound{Value: never}
	if o.NoBounds {
		return nil
	}
	f.Median.Low, f.Median.High = f.quantileBounds(0.5)
	f.P90.Low, f.P90.High = f.quantileBounds(0.9)
	if f.p.never {
		f.Never.Low, f.Never.High = f.neverBounds()
	}
	return nil
}
