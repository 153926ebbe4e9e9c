package ask

import (
	"fmt"
	"math"

	"harkara/cascade/random"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
)

// productOfThree is a product of three chances before ten leaves, and their ranges.
const productOfThree = `network: {tiers: [a, b, c, d], fan_out: {a: 1, b: 1, c: 1, d: 10}}
channels: {one: {delivers: 0.75}, two: {delivers: 0.9}, three: {delivers: 0.75}}
relays: {a: {over: [one]}, b: {over: [two]}, c: {over: [three]}}
questions: {horizon: 1h, at: [1h]}
uncertain:
  channels.one.delivers: {low: 0.5, high: 1}
  channels.two.delivers: {low: 0.8, high: 1}
  channels.three.delivers: {low: 0.6, high: 0.9}
`

var productLow, productHigh = [3]float64{0.5, 0.8, 0.6}, [3]float64{1, 1, 0.9}

// productIndices are those of a product of independent factors with means m and
// variances v: over all sets of factors.
func productIndices(m, v []float64) (variance float64, first, total, shapley []float64) {
	d := len(m)
	first, total, shapley = make([]float64, d), make([]float64, d), make([]float64, d)
	for set := 1; set < 1<<d; set++ {
		part, size := 1.0, 0.0
		for i := range d {
			if set>>i&1 == 1 {
				part, size = part*v[i], size+1
			} else {
				part *= m[i] * m[i]
			}
		}
		variance += part
		for i := range d {
			if set>>i&1 == 0 {
				continue
			}
			total[i] += part
			shapley[i] += part / size
			if size == 1 {
				first[i] = part
			}
		}
	}
	for i := range d {
		first[i], total[i], shapley[i] = first[i]/variance, total[i]/variance, shapley[i]/variance
	}
	return variance, first, total, shapley
}

// indices: the product, played from its scenario.
func (x *lawStudy) indices() error {
	s, err := x.read(1000, productOfThree)
	if err != nil {
		return err
	}
	of := []study.Measure{{Kind: study.ShareBy, Tier: "d", At: model.Hour}}
	factors := Factors(s)
	to := report.SensitivityAnswer{Measures: of}
	o := x.Options
	if err := o.indices(x.ctx, s, Sensitivity{Rows: 512, Shapley: true}, names(factors), o.answer(s, 0, factors, of), &to); err != nil {
		return err
	}
	var m, v []float64
	for i := range productLow {
		m, v = append(m, (productLow[i]+productHigh[i])/2), append(v, (productHigh[i]-productLow[i])*(productHigh[i]-productLow[i])/12)
	}
	got := to.Indices.Of[0]
	variance, first, total, shapley := productIndices(m, v)
	x.rows = append(x.rows, x.law.Row("mean", m[0]*m[1]*m[2], got.Mean, math.Sqrt(got.Variance.Value/float64(to.Indices.Rows)), 0))
	x.near("variance", variance, got.Variance)
	for i, g := range got.Values {
		x.near(fmt.Sprintf("S of value %d", i+1), first[i], g.First)
		x.near(fmt.Sprintf("S_T of value %d", i+1), total[i], g.Total)
		x.near(fmt.Sprintf("Shapley share of value %d", i+1), shapley[i], g.Shapley)
	}
	return nil
}

// tornado: the same at the ends of ranges, computed.
func (x *lawStudy) tornado() error {
	s, err := x.read(1000, productOfThree)
	if err != nil {
		return err
	}
	of := study.Measure{Kind: study.ShareBy, Tier: "d", At: model.Hour}
	ends, err := x.ends(x.ctx, s, 0, Factors(s), []study.Measure{of})
	if err != nil {
		return err
	}
	for i := range productLow {
		others := 1.0
		for k := range productLow {
			if k != i {
				others *= (productLow[k] + productHigh[k]) / 2
			}
		}
		x.exact(fmt.Sprintf("value %d at its low", i+1), productLow[i]*others, of.In(ends[1+2*i]).Value, 1e-6)
		x.exact(fmt.Sprintf("value %d at its high", i+1), productHigh[i]*others, of.In(ends[2+2*i]).Value, 1e-6)
	}
	return nil
}

// certainly is an answer without luck: a function of positions.
func certainly(f func(u []float64) float64) study.Answer {
	return func(at []float64, _ uint64, plays int) ([][]float64, error) {
		y := make([]float64, plays)
		for k := range y {
			y[k] = f(at)
		}
		return [][]float64{y}, nil
	}
}

// valueNames are names of values without a scenario.
func valueNames(d int) (out []string) {
	for i := range d {
		out = append(out, fmt.Sprintf("value %d", i+1))
	}
	return out
}

// screening: effects of the product on four levels.
func (x *lawStudy) screening() error {
	a, err := study.Screen{
		Names: valueNames(3), Trajectories: 4000, Plays: 1, Measures: 1, Seed: x.seed, Workers: x.Workers,
		Answer: certainly(func(u []float64) float64 {
			y := 1.0
			for i := range productLow {
				y *= productLow[i] + (productHigh[i]-productLow[i])*u[i]
			}
			return y
		}),
	}.Run(x.ctx)
	if err != nil {
		return err
	}
	for i, e := range a.Of[0] {
		// On levels 0, 1/3, 2/3 and 1 a position has the mean ½ and the variance 5/36.
		wide := productHigh[i] - productLow[i]
		mean, square := wide, wide*wide
		for k := range productLow {
			if w := productHigh[k] - productLow[k]; k != i {
				m := (productLow[k] + productHigh[k]) / 2
				mean, square = mean*m, square*(m*m+w*w*5/36)
			}
		}
		sigma := math.Sqrt(square - mean*mean)
		x.rows = append(x.rows,
			x.law.Row(fmt.Sprintf("μ* of value %d", i+1), mean, e.Size.Value, e.SE, 0),
			x.law.Row(fmt.Sprintf("σ of value %d", i+1), sigma, e.SD, sigma/math.Sqrt(float64(a.Trajectories)), 0))
	}
	return nil
}

// function holds the indices of a function without luck to those of theory.
func (x *lawStudy) function(f func(u []float64) float64, rows int, first, total []float64) error {
	a, err := study.Sensitivity{
		Names: valueNames(len(first)), Rows: rows, Plays: 2, Measures: 1, Seed: x.seed, Workers: x.Workers, Answer: certainly(f),
	}.Run(x.ctx)
	if err != nil {
		return err
	}
	for i, v := range a.Of[0].Values {
		x.near(fmt.Sprintf("S of value %d", i+1), first[i], v.First)
		x.near(fmt.Sprintf("S_T of value %d", i+1), total[i], v.Total)
	}
	return nil
}

func (x *lawStudy) ishigami() error {
	const a, b = 7, 0.1
	pi4 := math.Pow(math.Pi, 4)
	v1, v2, v13 := (1+b*pi4/5)*(1+b*pi4/5)/2, a*a/8.0, 8*b*b*pi4*pi4/225
	v := v1 + v2 + v13
	f := func(u []float64) float64 {
		at := func(i int) float64 { return math.Pi * (2*u[i] - 1) }
		return math.Sin(at(0)) + a*math.Pow(math.Sin(at(1)), 2) + b*math.Pow(at(2), 4)*math.Sin(at(0))
	}
	return x.function(f, 2048, []float64{v1 / v, v2 / v, 0}, []float64{(v1 + v13) / v, v2 / v, v13 / v})
}

func (x *lawStudy) sobolG() error {
	a := []float64{0, 1, 4.5, 9, 99, 99}
	var m, v []float64
	for _, a := range a {
		m, v = append(m, 1), append(v, 1/(3*(1+a)*(1+a)))
	}
	_, first, total, _ := productIndices(m, v)
	return x.function(func(u []float64) float64 {
		y := 1.0
		for i, a := range a {
			y *= (math.Abs(4*u[i]-2) + a) / (1 + a)
		}
		return y
	}, 2048, first, total)
}

// sobolPoints: the first six points, without scrambling.
func (x *lawStudy) sobolPoints() error {
	for k, p := range [][4]float64{{0, 0, 0, 0}, {0.5, 0.5, 0.5, 0.5}, {0.75, 0.25, 0.25, 0.25}, {0.25, 0.75, 0.75, 0.75}, {0.375, 0.375, 0.625, 0.875}, {0.875, 0.875, 0.125, 0.375}} {
		for d, want := range p {
			x.exact(fmt.Sprintf("point %d, coordinate %d", k+1, d+1), want, float64(random.Sobol(uint32(k), d))/(1<<32), 0)
		}
	}
	return nil
}
