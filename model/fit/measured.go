package fit

import (
	"math"
	"slices"
)

// Measured is a quantile of a log without any family, with the bounds of the curve of
// Kaplan and Meier there: those of Greenwood on the scale of the logarithm (Brookmeyer and
// Crowley, Biometrics 38, 1982). Of a log of intervals it has no bounds: they are NaN.
func Measured(rows []Row, p float64) Bound {
	b := Bound{NewCurve(rows).Quantile(p), math.NaN(), math.NaN()}
	for _, r := range rows {
		if r.From != r.To && !math.IsInf(r.To, 1) || r.Until > 0 {
			return b
		}
	}
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, byDelay)
	atRisk := totalOf(rows)
	const normal = 1.959963984540054
	left, variance := 1.0, 0.0
	b.Low, b.High = math.Inf(1), math.Inf(1)
	for i := 0; i < len(rows); {
		t, came, gone := rows[i].From, 0.0, 0.0
		for ; i < len(rows) && rows[i].From == t; i++ {
			if gone += rows[i].count(); rows[i].To == t {
				came += rows[i].count()
			}
		}
		if came > 0 {
			left *= 1 - came/atRisk
			variance += came / (atRisk * (atRisk - came))
		}
		atRisk -= gone
		if came == 0 {
			continue
		}
		spread := math.Exp(normal * math.Sqrt(variance))
		if left == 0 {
			spread = 1
		}
		if left/spread <= 1-p+1e-12 {
			b.Low = min(b.Low, t)
		}
		if left*spread <= 1-p+1e-12 && left < 1 {
			b.High = min(b.High, t)
		}
	}
	return b
}
