package fit

import (
	"cmp"
	"math"
	"slices"
	"strings"

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
	// NoBounds leaves bounds out: they are NaN.
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

// minGain is by how much AICc must fall for a share that never comes to be kept.
const minGain = 2

// Fits are the families fitted to rows, the best first: that of the least AICc, of
// two that are alike the one with fewer parameters. Of long logs, only the first
// three have bounds. Rows that do not tell how much delays differ (TellSpread) are
// fitted by families without a shape alone: of others the likelihood has no maximum.
func Fits(rows []Row, o Options) ([]Fit, error) {
	if err := check(rows); err != nil {
		return nil, err
	}
	rows = merged(rows, resolution(rows))
	spread := TellSpread(rows)
	var out []Fit
	for _, f := range families {
		if f.shaped && !spread {
			continue
		}
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
			if with := fitted(f, rows, true); with.AICc < one.AICc-minGain {
				one = with
			}
		}
		if one.LogLikelihood > impossible {
			out = append(out, one)
		}
	}
	if out == nil && !spread {
		return nil, model.Errorf("no two different delays were seen: nothing tells how much delays differ, as %s needs; %s can be fitted", strings.Join(o.Families, ", "), families[0].name)
	}
	slices.SortStableFunc(out, func(a, b Fit) int {
		if math.Abs(a.AICc-b.AICc) < 1e-9 {
			return a.Parameters - b.Parameters
		}
		return cmp.Compare(a.AICc, b.AICc)
	})
	for i := range out {
		if i >= 3 && len(rows) > maxTested {
			o.NoBounds = true // they take long, and nobody reads them
		}
		if err := out[i].finish(o); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// fitted is a family at the maximum of its likelihood, found from three starts.
func fitted(f family, rows []Row, never bool) Fit {
	if few := subsample(rows); len(few) < len(rows) {
		// The maximum of a long log is near that of a part of it.
		out := fitted(f, few, never)
		if out.p.rows = rows; out.x == nil {
			return out
		}
		out.x, out.LogLikelihood = maximum(out.p.logLikelihood, out.x)
		out.compare(rows)
		return out
	}
	p := problem{family: f, rows: rows, anchor: 0.5, never: never}
	out := Fit{Family: f.name, LogLikelihood: impossible, AICc: math.Inf(1), Parameters: p.size(), p: p}
	unseen, all := 0.0, totalOf(rows)
	for _, r := range rows {
		if math.IsInf(r.To, 1) {
			unseen += r.count()
		}
	}
	if unseen == 0 && never {
		return out // all came: nothing says that some do not
	}
	for _, start := range [][3]float64{{1, 1, 0.5}, {3, 0.5, 0.1}, {0.5, 2, 0.9}} {
		x := []float64{math.Log(roughMedian(rows) * start[0])}
		if f.shaped {
			x = append(x, math.Log(start[1]))
		}
		if never {
			c := min(max(unseen/all*start[2], 0.01), 0.99)
			x = append(x, math.Log(c/(1-c)))
		}
		x, value := maximum(p.logLikelihood, x)
		if value > out.LogLikelihood+1e-12 {
			out.LogLikelihood, out.x = value, x
		}
	}
	out.compare(rows)
	return out
}

// compare sets what families are compared by.
func (f *Fit) compare(rows []Row) {
	all, k := totalOf(rows), float64(f.Parameters)
	f.AICc = -2*f.LogLikelihood + 2*k
	if rest := all - k - 1; rest > 0 {
		f.AICc += 2 * k * (k + 1) / rest
	}
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
		for _, b := range []*Bound{&f.Median, &f.P90, &f.Never} {
			b.Low, b.High = math.NaN(), math.NaN()
		}
		return nil
	}
	f.Median.Low, f.Median.High = f.quantileBounds(0.5)
	f.P90.Low, f.P90.High = f.quantileBounds(0.9)
	if f.p.never {
		f.Never.Low, f.Never.High = f.neverBounds()
	}
	return nil
}

// Saturated tells whether the log has no more to say than the fit has parameters: shares
// of so many intervals, which any family with as many parameters takes. Then nothing is
// left to test the family by.
func (f *Fit) Saturated() bool {
	for _, r := range f.p.rows {
		if r.From == r.To {
			return false
		}
	}
	return len(f.p.rows)-1 <= f.Parameters
}

// Families are the names of the families that are fitted.
func Families() (names []string) {
	for _, f := range families {
		names = append(names, f.name)
	}
	return names
}
