package model_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"harkara/model"
)

func delay(t interface{ Fatal(...any) }, d model.Delay, err error) model.Delay {
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A family is a way to make delays from numbers.
type family struct {
	name string
	make func(x []float64) (model.Delay, error)
	// draw makes up good parameters.
	draw func(t *rapid.T) []float64
	// zero tells for each parameter whether it may be 0.
	zero []bool
}

func between(lo, hi float64, name string) func(t *rapid.T) float64 {
	return func(t *rapid.T) float64 {
		return lo * math.Exp(math.Log(hi/lo)*rapid.Float64Range(0, 1).Draw(t, name))
	}
}

var (
	length = between(1e-3, 1e6, "length")
	ratio  = between(0.05, 5, "ratio")
)

func families() []family {
	ascending := func(n int) func(t *rapid.T) []float64 {
		return func(t *rapid.T) []float64 {
			x := make([]float64, n)
			for i := range x {
				x[i] = length(t)
			}
			slices.Sort(x)
			return x
		}
	}
	meanAndSD := func(t *rapid.T) []float64 {
		mean := length(t)
		return []float64{mean, mean * ratio(t)}
	}
	return []family{
		{"uniform", func(x []float64) (model.Delay, error) { return model.NewUniform(x[0], x[1]) }, ascending(2), []bool{true, true}},
		{"exponential", func(x []float64) (model.Delay, error) { return model.NewExponential(x[0]) }, ascending(1), []bool{false}},
		{"gamma", func(x []float64) (model.Delay, error) { return model.NewGamma(x[0], x[1]) }, meanAndSD, []bool{false, false}},
		{"lognormal", func(x []float64) (model.Delay, error) { return model.NewLogNormal(x[0], x[1]) }, func(t *rapid.T) []float64 {
			median := length(t)
			return []float64{median, median * (1 + ratio(t))}
		}, []bool{false, false}},
		{"lognormal by moments", func(x []float64) (model.Delay, error) { return model.NewLogNormalMoments(x[0], x[1]) }, meanAndSD, []bool{false, false}},
		{"weibull", func(x []float64) (model.Delay, error) { return model.NewWeibull(x[0], x[1]) }, func(t *rapid.T) []float64 {
			return []float64{length(t), between(0.5, 5, "shape")(t)}
		}, []bool{false, false}},
		{"triangular", func(x []float64) (model.Delay, error) { return model.NewTriangular(x[0], x[1], x[2]) }, ascending(3), []bool{true, true, true}},
		{"pareto", func(x []float64) (model.Delay, error) { return model.NewPareto(x[0], x[1]) }, func(t *rapid.T) []float64 {
			median := length(t)
			return []float64{median, median * (3.4 + ratio(t))}
		}, []bool{false, false}},
		{"loglogistic", func(x []float64) (model.Delay, error) { return model.NewLogLogistic(x[0], x[1]) }, func(t *rapid.T) []float64 {
			median := length(t)
			return []float64{median, median * (1 + ratio(t))}
		}, []bool{false, false}},
		{"mixture", func(x []float64) (model.Delay, error) {
			slow, err := model.NewExponential(x[0])
			if err != nil {
				return nil, err
			}
			quick, err := model.NewWeibull(x[1], 2)
			if err != nil {
				return nil, err
			}
			return model.NewMixture([]model.Part{{Weight: 0.7, Delay: quick}, {Weight: 0.3, Delay: slow}})
		}, func(t *rapid.T) []float64 { return []float64{length(t), length(t)} }, []bool{false, false}},
		{"measured", model.NewMeasured, func(t *rapid.T) []float64 {
			return rapid.SliceOfN(rapid.Custom(length), 1, 40).Draw(t, "measured")
		}, []bool{true, true, true}},
		{"discrete", func(x []float64) (model.Delay, error) {
			n := len(x) / 2
			return model.NewDiscrete(x[:n], x[n:])
		}, func(t *rapid.T) []float64 {
			n := rapid.IntRange(1, 20).Draw(t, "values")
			x := rapid.SliceOfN(rapid.Float64Range(0, 100), 2*n, 2*n).Draw(t, "values and weights")
			x[n] += 0.1 // a weight above 0
			return x
		}, []bool{true, true, true, true}},
	}
}

// eachFamily runs a property over random delays of every family.
func eachFamily(t *testing.T, check func(t *rapid.T, x []float64, d model.Delay)) {
	for _, f := range families() {
		t.Run(f.name, rapid.MakeCheck(func(t *rapid.T) {
			x := f.draw(t)
			d, err := f.make(x)
			check(t, x, delay(t, d, err))
		}))
	}
}

// spacing is the distance from x to the next number.
func spacing(x float64) float64 { return math.Nextafter(x, math.Inf(1)) - x }

func TestQuantileAndCDFAreInverse(t *testing.T) {
	eachFamily(t, func(t *rapid.T, x []float64, d model.Delay) {
		p := rapid.Float64Range(0.0001, 0.9999).Draw(t, "p")
		q := d.Quantile(p)
		if _, _, steps := model.Steps(d); !steps {
			// The share that is meant may lie between those of two neighbouring
			// numbers where a delay hardly varies.
			lo, hi := d.CDF(q-2*spacing(q)), d.CDF(q+2*spacing(q))
			if !(lo-1e-9 <= p && p <= hi+1e-9) {
				t.Fatalf("%v: Quantile(%v) = %v, where the share goes from %v to %v", x, p, q, lo, hi)
			}
			return
		}
		// A step function has no inverse; what stands in for it is the first
		// value that a share p does not exceed.
		if share := d.CDF(q); share < p {
			t.Fatalf("%v: Quantile(%v) = %v, but only %v are at most that", x, p, q, share)
		}
		if share := d.CDF(math.Nextafter(q, -1)); share >= p {
			t.Fatalf("%v: Quantile(%v) = %v, but %v are less", x, p, q, share)
		}
	})
}

func TestQuantileAndCDFNeverFall(t *testing.T) {
	eachFamily(t, func(t *rapid.T, x []float64, d model.Delay) {
		probability := rapid.Float64Range(0, 1)
		p, q := probability.Draw(t, "p"), probability.Draw(t, "q")
		if p > q {
			p, q = q, p
		}
		a, b := d.Quantile(p), d.Quantile(q)
		if !(0 <= a && a <= b) {
			t.Fatalf("%v: Quantile(%v) = %v, Quantile(%v) = %v", x, p, a, q, b)
		}
		if !math.IsInf(b, 1) {
			if f, g := d.CDF(a), d.CDF(b); !(0 <= f && f <= g && g <= 1) {
				t.Fatalf("%v: CDF(%v) = %v, CDF(%v) = %v", x, a, f, b, g)
			}
		}
	})
}

func TestEndsOfDelays(t *testing.T) {
	eachFamily(t, func(t *rapid.T, x []float64, d model.Delay) {
		least, most := d.Quantile(0), d.Quantile(1)
		if !(0 <= least && least < math.Inf(1)) {
			t.Fatalf("%v: Quantile(0) = %v", x, least)
		}
		if !(most >= d.Quantile(0.9999)) {
			t.Fatalf("%v: Quantile(1) = %v", x, most)
		}
		for _, outside := range []float64{math.Inf(-1), -1, -1e-300} {
			if share := d.CDF(outside); share != 0 {
				t.Fatalf("%v: CDF(%v) = %v", x, outside, share)
			}
		}
		if share := d.CDF(1e12); !(share > 0.999 && share <= 1) {
			t.Fatalf("%v: CDF(1e12) = %v", x, share)
		}
		if share := d.CDF(math.Inf(1)); share != 1 {
			t.Fatalf("%v: CDF(+Inf) = %v", x, share)
		}
	})
}

// moments integrates the quantile function over p = Φ(z) with the midpoint
// rule, which spreads the points evenly over the tails.
func moments(d model.Delay) (mean, variance float64) {
	const step = 1.0 / 256
	points := func(f func(q, weight float64)) {
		for z := -8 + step/2; z < 8; z += step {
			f(d.Quantile(distuv.UnitNormal.CDF(z)), step*distuv.UnitNormal.Prob(z))
		}
	}
	points(func(q, w float64) { mean += q * w })
	points(func(q, w float64) { variance += (q - mean) * (q - mean) * w })
	return mean, variance
}

func TestMomentsOfQuantiles(t *testing.T) {
	for name, d := range map[string]model.Delay{
		"fixed":       model.Fixed(90),
		"uniform":     must(model.NewUniform(10, 70)),
		"exponential": must(model.NewExponential(300)),
		"gamma":       must(model.NewGamma(240, 120)),
		"wide gamma":  must(model.NewGamma(240, 720)),
		"tight gamma": must(model.NewGamma(240, 0.24)),
		"lognormal":   must(model.NewLogNormal(720, 2000)),
		"moments":     must(model.NewLogNormalMoments(720, 500)),
		"weibull":     must(model.NewWeibull(60, 0.8)),
		"narrow":      must(model.NewWeibull(60, 6)),
		"triangular":  must(model.NewTriangular(5, 10, 60)),
		"loglogistic": must(model.NewLogLogistic(60, 120)),
		"pareto":      must(model.NewPareto(60, 60*3.4)),
		"left":        must(model.NewTriangular(5, 5, 60)),
		"right":       must(model.NewTriangular(5, 60, 60)),
		"discrete":    must(model.NewDiscrete([]float64{143, 24, 900}, []float64{2, 5, 0.5})),
		"measured":    must(model.NewMeasured([]float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5})),
	} {
		mean, variance := moments(d)
		sd := math.Sqrt(d.Variance())
		if math.Abs(mean-d.Mean()) > 0.003*sd+1e-9 {
			t.Errorf("%s: mean %v, by its quantiles %v", name, d.Mean(), mean)
		}
		if math.Abs(variance-d.Variance()) > 0.01*d.Variance()+1e-9 {
			t.Errorf("%s: variance %v, by its quantiles %v", name, d.Variance(), variance)
		}
	}
}

func must(d model.Delay, err error) model.Delay {
	if err != nil {
		panic(err)
	}
	return d
}

// What the parameters of each family promise, worked out by hand.
func TestDelaysKeepTheirPromises(t *testing.T) {
	const minute, hour = 60.0, 3600.0
	lognormal := must(model.NewLogNormal(12*minute, 2*hour))
	moments := must(model.NewLogNormalMoments(100, 75))
	gamma := must(model.NewGamma(4*minute, 2*minute))
	triangular := must(model.NewTriangular(0, 2, 10))
	weibull := must(model.NewWeibull(50, 2))
	uniform := must(model.NewUniform(10, 30))
	exponential := must(model.NewExponential(5))
	sigma := math.Log(10) / 1.2815515655446004
	for name, c := range map[string]struct{ got, want float64 }{
		"half wait 12 minutes":           {lognormal.Quantile(0.5), 720},
		"nine in ten wait 2 hours":       {lognormal.Quantile(0.9), 7200},
		"mean of a lognormal":            {lognormal.Mean(), 720 * math.Exp(sigma*sigma/2)},
		"mean by moments":                {moments.Mean(), 100},
		"variance by moments":            {moments.Variance(), 5625},
		"median by moments":              {moments.Quantile(0.5), 100 / math.Sqrt(1+0.75*0.75)},
		"mean of a gamma":                {gamma.Mean(), 240},
		"variance of a gamma":            {gamma.Variance(), 14400},
		"gamma of shape 4 at its mean":   {gamma.CDF(240), 1 - math.Exp(-4)*(1+4+8+32.0/3)},
		"mode of a triangle":             {triangular.Quantile(0.2), 2},
		"mean of a triangle":             {triangular.Mean(), 4},
		"variance of a triangle":         {triangular.Variance(), 84.0 / 18},
		"a triangle beyond its mode":     {triangular.CDF(6), 1 - 16.0/80},
		"a Weibull at its scale":         {weibull.CDF(50), 1 - math.Exp(-1)},
		"a Weibull at twice its scale":   {weibull.CDF(100), 1 - math.Exp(-4)},
		"mean of a Weibull of shape 2":   {weibull.Mean(), 50 * math.Sqrt(math.Pi) / 2},
		"middle of a uniform":            {uniform.Quantile(0.5), 20},
		"variance of a uniform":          {uniform.Variance(), 400.0 / 12},
		"half-life of an exponential":    {exponential.Quantile(0.5), 5 * math.Ln2},
		"an exponential after its mean":  {exponential.CDF(5), 1 - math.Exp(-1)},
		"variance of an exponential":     {exponential.Variance(), 25},
		"gamma of shape 1 is memoryless": {must(model.NewGamma(5, 5)).Quantile(0.7), exponential.Quantile(0.7)},
		"so is Weibull of shape 1":       {must(model.NewWeibull(5, 1)).Quantile(0.7), exponential.Quantile(0.7)},
	} {
		if math.Abs(c.got-c.want) > 1e-9*c.want {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
}

// A spread of nothing is a fixed wait.
func TestDelaysWithoutSpread(t *testing.T) {
	for name, d := range map[string]model.Delay{
		"fixed":             model.Fixed(60),
		"uniform":           must(model.NewUniform(60, 60)),
		"lognormal":         must(model.NewLogNormal(60, 60)),
		"triangular":        must(model.NewTriangular(60, 60, 60)),
		"gamma":             must(model.NewGamma(60, 1e-6)),
		"one value":         must(model.NewDiscrete([]float64{60}, []float64{7})),
		"one that counts":   must(model.NewDiscrete([]float64{60, 80}, []float64{1, 0})),
		"one measured wait": must(model.NewMeasured([]float64{60})),
	} {
		for _, p := range []float64{0, 0.3, 1} {
			if q := d.Quantile(p); q != 60 {
				t.Errorf("%s: Quantile(%v) = %v", name, p, q)
			}
		}
		if d.Mean() != 60 || d.Variance() != 0 {
			t.Errorf("%s: mean %v, variance %v", name, d.Mean(), d.Variance())
		}
		if before, at := d.CDF(math.Nextafter(60, 0)), d.CDF(60); before != 0 || at != 1 {
			t.Errorf("%s: the share steps from %v to %v", name, before, at)
		}
		seconds, shares, ok := model.Steps(d)
		if !ok || !slices.Equal(seconds, []float64{60}) || !slices.Equal(shares, []float64{1}) {
			t.Errorf("%s: steps %v %v %v", name, seconds, shares, ok)
		}
	}
}

// A discrete delay with whole weights is a sorted list in which each value
// stands as often as it weighs.
func TestDiscreteIsASortedList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		values, weights, list := make([]float64, n), make([]float64, n), []float64(nil)
		for i := range n {
			values[i] = float64(rapid.IntRange(0, 9).Draw(t, "value"))
			times := rapid.IntRange(0, 4).Draw(t, "weight")
			weights[i] = float64(times)
			list = append(list, slices.Repeat(values[i:i+1], times)...)
		}
		d, err := model.NewDiscrete(values, weights)
		if len(list) == 0 {
			if err == nil {
				t.Fatal("nothing weighs anything, and nobody complains")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(list)
		mean, variance := 0.0, 0.0
		for k, v := range list {
			if got := d.Quantile((float64(k) + 0.5) / float64(len(list))); got != v {
				t.Fatalf("number %d of %v is %v", k, list, got)
			}
			atMost := 0
			for _, w := range list {
				if w <= v {
					atMost++
				}
			}
			if got, want := d.CDF(v), float64(atMost)/float64(len(list)); math.Abs(got-want) > 1e-12 {
				t.Fatalf("CDF(%v) = %v, want %v", v, got, want)
			}
			mean += v / float64(len(list))
		}
		for _, v := range list {
			variance += (v - mean) * (v - mean) / float64(len(list))
		}
		if math.Abs(d.Mean()-mean) > 1e-9 || math.Abs(d.Variance()-variance) > 1e-9 {
			t.Fatalf("mean %v and variance %v, want %v and %v", d.Mean(), d.Variance(), mean, variance)
		}
		if first, last := d.Quantile(0), d.Quantile(1); first != list[0] || last != list[len(list)-1] {
			t.Fatalf("from %v to %v, want %v to %v", first, last, list[0], list[len(list)-1])
		}
	})
}

// The empirical quantile function steps once an observation.
func TestMeasuredSteps(t *testing.T) {
	given := []float64{40, 10, 30, 20}
	d := must(model.NewMeasured(given))
	for _, c := range []struct{ p, want float64 }{
		{0, 10}, {0.25, 10}, {0.2500001, 20}, {0.5, 20}, {0.5000001, 30}, {0.75, 30}, {0.7500001, 40}, {1, 40},
	} {
		if got := d.Quantile(c.p); got != c.want {
			t.Errorf("Quantile(%v) = %v, want %v", c.p, got, c.want)
		}
	}
	seconds, shares, ok := model.Steps(d)
	if !ok || !slices.Equal(seconds, []float64{10, 20, 30, 40}) || !slices.Equal(shares, []float64{0.25, 0.5, 0.75, 1}) {
		t.Errorf("steps %v %v %v", seconds, shares, ok)
	}
	if !slices.Equal(given, []float64{40, 10, 30, 20}) {
		t.Errorf("the observations were changed to %v", given)
	}
	if _, _, ok := model.Steps(must(model.NewExponential(1))); ok {
		t.Error("an exponential delay has steps")
	}
}

// Shares of steps ascend to exactly 1 whatever the weights.
func TestStepsEndAtOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Custom(between(1e-20, 1e20, "weight")), 2, 30).Draw(t, "weights")
		values := make([]float64, len(weights))
		for i := range values {
			values[i] = float64(len(values) - i)
		}
		d, err := model.NewDiscrete(values, weights)
		_, shares, ok := model.Steps(delay(t, d, err))
		if !ok || shares[len(shares)-1] != 1 || !slices.IsSorted(shares) {
			t.Fatalf("shares %v", shares)
		}
	})
}

func TestDelaysRefuseWhatIsNoWait(t *testing.T) {
	good := map[string][]float64{
		"uniform": {1, 2}, "exponential": {1}, "gamma": {1, 2}, "lognormal": {1, 2}, "lognormal by moments": {1, 2},
		"weibull": {1, 2}, "pareto": {1, 4}, "loglogistic": {1, 2}, "mixture": {1, 2}, "triangular": {1, 2, 3}, "measured": {1, 2, 3}, "discrete": {1, 2, 3, 4},
	}
	for _, f := range families() {
		if _, err := f.make(good[f.name]); err != nil {
			t.Errorf("%s%v: %v", f.name, good[f.name], err)
		}
		for i := range good[f.name] {
			for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, -1e-300, 0} {
				x := slices.Clone(good[f.name])
				x[i] = bad
				// A 0 may be fine, but not where it stands below the one before.
				fine := bad == 0 && f.zero[i] && (i == 0 || f.name == "measured" || f.name == "discrete")
				if d, err := f.make(x); (err == nil) != fine {
					t.Errorf("%s%v: %v, %v", f.name, x, d, err)
				}
			}
		}
	}
	for name, make := range map[string]func() (model.Delay, error){
		"uniform backwards":       func() (model.Delay, error) { return model.NewUniform(2, 1) },
		"lognormal backwards":     func() (model.Delay, error) { return model.NewLogNormal(2, 1) },
		"mode below min":          func() (model.Delay, error) { return model.NewTriangular(2, 1, 3) },
		"mode above max":          func() (model.Delay, error) { return model.NewTriangular(1, 4, 3) },
		"nothing measured":        func() (model.Delay, error) { return model.NewMeasured(nil) },
		"no values":               func() (model.Delay, error) { return model.NewDiscrete([]float64{}, []float64{}) },
		"a weight too few":        func() (model.Delay, error) { return model.NewDiscrete([]float64{1, 2}, []float64{1}) },
		"a weight too many":       func() (model.Delay, error) { return model.NewDiscrete([]float64{1}, []float64{1, 1}) },
		"no weights, but a list":  func() (model.Delay, error) { return model.NewDiscrete([]float64{1}, []float64{}) },
		"nothing weighs anything": func() (model.Delay, error) { return model.NewDiscrete([]float64{1, 2}, []float64{0, 0}) },
		"weights beyond numbers":  func() (model.Delay, error) { return model.NewDiscrete([]float64{1, 2}, []float64{1e308, 1e308}) },
	} {
		if d, err := make(); err == nil {
			t.Errorf("%s: made %v", name, d)
		}
	}
}

// A delay gives back what it was made of, and what it gives back makes the same
// delay again; equal delays are equal values.
func TestFamiliesComeBack(t *testing.T) {
	eachFamily(t, func(t *rapid.T, x []float64, d model.Delay) {
		f, ok := model.FamilyOf(d)
		if !ok {
			t.Fatalf("%T has no family", d)
		}
		again, err := f.New()
		if err != nil {
			t.Fatalf("%+v: %v", f, err)
		}
		for _, p := range []float64{0, 0.001, 0.1, 0.5, 0.9, 0.999} {
			if a, b := d.Quantile(p), again.Quantile(p); math.Abs(a-b) > 1e-9*math.Abs(a) {
				t.Fatalf("%+v: the %g quantile is %g, and %g made again", f, p, a, b)
			}
		}
		if len(f.Params) > 0 && d != again {
			t.Fatalf("%+v is not the delay that it was made of", f)
		}
		for i, p := range f.Params {
			if f.Name != "fixed" && (p.Value != x[i] || f.Param(p.Name) != x[i]) {
				t.Fatalf("%+v: %s is not %g", f, p.Name, x[i])
			}
		}
		for name, bad := range map[string]model.Family{"no family": {Name: "normal"}, "other parameters": {Name: "gamma", Params: f.Params[:min(1, len(f.Params))]}} {
			if _, err := bad.New(); err == nil {
				t.Fatalf("%s makes a delay", name)
			}
		}
	})
	for name, want := range map[string][]string{
		"uniform": {"min", "max"}, "lognormal": {"median", "p90"}, "lognormal by moments": {"mean", "sd"}, "weibull": {"scale", "shape"},
		"triangular": {"min", "mode", "max"}, "exponential": {"mean"}, "gamma": {"mean", "sd"}, "pareto": {"median", "p90"}, "loglogistic": {"median", "p90"},
	} {
		for _, f := range families() {
			if f.name != name {
				continue
			}
			d, err := f.make([]float64{1, 5, 8})
			got, _ := model.FamilyOf(delay(t, d, err))
			if names := paramNames(got); !slices.Equal(names, want) || got.Name != strings.Fields(name)[0] {
				t.Errorf("%s is %+v", name, got)
			}
		}
	}
}

func paramNames(f model.Family) (out []string) {
	for _, p := range f.Params {
		out = append(out, p.Name)
	}
	return out
}
