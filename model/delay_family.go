package model

import (
	"fmt"
	"slices"
)

// Family is what a delay is made of, as a scenario file writes it: of
// lognormal: {median: 30m, p90: 4h} the name "lognormal" and two parameters.
type Family struct {
	// Name is fixed, uniform, exponential, gamma, lognormal, weibull, pareto,
	// loglogistic, triangular, discrete or mixture.
	Name string
	// Params are in the order in which its constructor takes them, in seconds but
	// for shape, which is a number. Discrete delays and mixtures have none.
	Params []Param
	// Values (seconds, ascending) and Weights (that add up to one) are a discrete
	// delay's; a measured one is discrete.
	Values, Weights []float64
	// Parts are a mixture's; their weights add up to one.
	Parts []Part
}

// Param is a number of a Family, as it was given to the constructor.
type Param struct {
	Name  string
	Value float64
}

// Param is the parameter of that name, or 0 where there is none.
func (f Family) Param(name string) float64 {
	for _, p := range f.Params {
		if p.Name == name {
			return p.Value
		}
	}
	return 0
}

// parameters are a family and the parameters a delay was made with: comparable, so that
// delays are.
type parameters struct {
	kind   *kind
	values [3]float64
}

// kind is a family of delays with up to three parameters.
type kind struct {
	name   string
	params []string
}

func by1(f func(a float64) (Delay, error)) func([]float64) (Delay, error) {
	return func(x []float64) (Delay, error) { return f(x[0]) }
}

func by2(f func(a, b float64) (Delay, error)) func([]float64) (Delay, error) {
	return func(x []float64) (Delay, error) { return f(x[0], x[1]) }
}

var (
	uniformKind     = kind{name: "uniform", params: []string{"min", "max"}}
	exponentialKind = kind{name: "exponential", params: []string{"mean"}}
	gammaKind       = kind{name: "gamma", params: []string{"mean", "sd"}}
	logNormalKind   = kind{name: "lognormal", params: []string{"median", "p90"}}
	logNormalMeans  = kind{name: "lognormal", params: []string{"mean", "sd"}}
	weibullKind     = kind{name: "weibull", params: []string{"scale", "shape"}}
	paretoKind      = kind{name: "pareto", params: []string{"median", "p90"}}
	logLogisticKind = kind{name: "loglogistic", params: []string{"median", "p90"}}
	triangularKind  = kind{name: "triangular", params: []string{"min", "mode", "max"}}
	fixedKind       = kind{name: "fixed", params: []string{"delay"}}
)

// makers are the constructors of all kinds. They stand apart since each of them
// also names its kind.
func makers() map[*kind]func([]float64) (Delay, error) {
	return map[*kind]func([]float64) (Delay, error){
		&uniformKind: by2(NewUniform), &exponentialKind: by1(NewExponential), &gammaKind: by2(NewGamma),
		&logNormalKind: by2(NewLogNormal), &logNormalMeans: by2(NewLogNormalMoments), &weibullKind: by2(NewWeibull),
		&paretoKind: by2(NewPareto), &logLogisticKind: by2(NewLogLogistic),
		&triangularKind: func(x []float64) (Delay, error) { return NewTriangular(x[0], x[1], x[2]) },
		&fixedKind:      by1(newFixed),
	}
}

func newFixed(seconds float64) (Delay, error) {
	if !(seconds >= 0) || !positive(seconds+1) {
		return nil, Errorf("fixed needs a delay of 0 or more")
	}
	return Fixed(seconds), nil
}

// FamilyOf is what a delay of this package is made of; ok is false for a delay of
// another package. A delay whose parameters leave no room, as a uniform one from
// 5 to 5 seconds, is fixed.
func FamilyOf(d Delay) (f Family, ok bool) {
	switch d := d.(type) {
	case Fixed:
		return parameters{&fixedKind, [3]float64{float64(d)}}.family(), true
	case *discrete:
		f = Family{Name: "discrete", Values: slices.Clone(d.values)}
		before := 0.0
		for _, c := range d.cumulative {
			f.Weights = append(f.Weights, c-before)
			before = c
		}
		return f, true
	case mixture:
		return Family{Name: "mixture", Parts: slices.Clone(d.parts)}, true
	case continuous:
		return d.parameters.family(), true
	}
	return Family{}, false
}

func (g parameters) family() Family {
	f := Family{Name: g.kind.name}
	for i, name := range g.kind.params {
		f.Params = append(f.Params, Param{name, g.values[i]})
	}
	return f
}

// KeyOf tells delays of one family and parameters from all others; ok is false for
// those of many values or parts.
func KeyOf(d Delay) (key string, ok bool) {
	f, ok := FamilyOf(d)
	if !ok || len(f.Values) > 0 || len(f.Parts) > 0 {
		return "", false
	}
	return fmt.Sprint(f.Name, f.Params), true
}

// New makes the delay: the inverse of FamilyOf. Parameters may be in any order.
func (f Family) New() (Delay, error) {
	switch f.Name {
	case "discrete":
		return NewDiscrete(f.Values, f.Weights)
	case "mixture":
		return NewMixture(f.Parts)
	}
	known := false
	for k, make := range makers() {
		if k.name != f.Name {
			continue
		}
		known = true
		if x, ok := k.order(f.Params); ok {
			return make(x)
		}
	}
	if !known {
		return nil, Errorf("no family of delays is called %q", f.Name)
	}
	return nil, Errorf("%s has other parameters than those given", f.Name)
}

// order are the values of parameters in the kind's order; false where they are
// not the kind's.
func (k *kind) order(params []Param) ([]float64, bool) {
	if len(params) != len(k.params) {
		return nil, false
	}
	var out []float64
	for _, name := range k.params {
		for _, p := range params {
			if p.Name == name {
				out = append(out, p.Value)
			}
		}
	}
	return out, len(out) == len(k.params)
}
