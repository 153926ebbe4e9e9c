package fit

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"

	"harkara/model"
)

// family is a family of delays at scale 1, with a shape k that is 1 where the
// family has none. x is a delay in scales, above 0.
type family struct {
	name     string
	shaped   bool
	logPDF   func(x, k float64) float64
	survival func(x, k float64) float64 // 1 − F
	quantile func(p, k float64) float64
	make     func(scale, k float64) (model.Delay, error)
}

// families are in the order of their number of parameters, then of their name.
var families = []family{
	{
		name:     "exponential",
		logPDF:   func(x, _ float64) float64 { return -x },
		survival: func(x, _ float64) float64 { return math.Exp(-x) },
		quantile: func(p, _ float64) float64 { return -math.Log1p(-p) },
		make:     func(scale, _ float64) (model.Delay, error) { return model.NewExponential(scale) },
	},
	{
		name: "gamma", shaped: true,
		logPDF: func(x, k float64) float64 {
			lg, _ := math.Lgamma(k)
			return (k-1)*math.Log(x) - x - lg
		},
		survival: func(x, k float64) float64 { return mathext.GammaIncRegComp(k, x) },
		quantile: func(p, k float64) float64 { return mathext.GammaIncRegInv(k, p) },
		make:     func(scale, k float64) (model.Delay, error) { return model.NewGamma(scale*k, scale*math.Sqrt(k)) },
	},
	{
		name: "loglogistic", shaped: true,
		logPDF: func(x, k float64) float64 {
			return math.Log(k) + (k-1)*math.Log(x) - 2*math.Log1p(math.Pow(x, k))
		},
		survival: func(x, k float64) float64 { return 1 / (1 + math.Pow(x, k)) },
		quantile: func(p, k float64) float64 { return math.Pow(p/(1-p), 1/k) },
		make: func(scale, k float64) (model.Delay, error) {
			return model.NewLogLogistic(scale, scale*math.Pow(9, 1/k))
		},
	},
	{
		name: "lognormal", shaped: true, // k is the standard deviation of the logarithm
		logPDF: func(x, k float64) float64 {
			z := math.Log(x) / k
			return -math.Log(x) - math.Log(k) - z*z/2 - math.Log(2*math.Pi)/2
		},
		survival: func(x, k float64) float64 { return math.Erfc(math.Log(x)/k/math.Sqrt2) / 2 },
		quantile: func(p, k float64) float64 { return math.Exp(k * distuv.UnitNormal.Quantile(p)) },
		make: func(scale, k float64) (model.Delay, error) {
			return model.NewLogNormal(scale, scale*math.Exp(k*distuv.UnitNormal.Quantile(0.9)))
		},
	},
	{
		name: "pareto", shaped: true,
		logPDF:   func(x, k float64) float64 { return math.Log(k) - (k+1)*math.Log1p(x) },
		survival: func(x, k float64) float64 { return math.Exp(-k * math.Log1p(x)) },
		quantile: func(p, k float64) float64 { return math.Expm1(-math.Log1p(-p) / k) },
		make: func(scale, k float64) (model.Delay, error) {
			return model.NewPareto(scale*math.Expm1(math.Ln2/k), scale*math.Expm1(math.Ln10/k))
		},
	},
	{
		name: "weibull", shaped: true,
		logPDF: func(x, k float64) float64 {
			return math.Log(k) + (k-1)*math.Log(x) - math.Pow(x, k)
		},
		survival: func(x, k float64) float64 { return math.Exp(-math.Pow(x, k)) },
		quantile: func(p, k float64) float64 { return math.Pow(-math.Log1p(-p), 1/k) },
		make:     model.NewWeibull,
	},
}
