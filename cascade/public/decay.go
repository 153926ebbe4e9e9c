package public

import "math"

// decay is e^−x, rounded as snap does, in about a third of the time of math.Exp, which
// talk waits for: in each of its steps the next depends on the one before. With k the
// quarters in x and y = k/4 − x, between −1/4 and 0, it is e^(−k/4), which is known,
// times twelve terms of the series of e^y, which are added in pairs so that they wait
// less for each other (Estrin 1960). What is left out is below 2e-16.
func decay(x float64) float64 {
	if !(x >= 0 && x < quarters/4) {
		return snap(math.Exp(-x))
	}
	k := int(x * 4)
	y := float64(k)/4 - x
	y2 := float64(y * y)
	y4 := float64(y2 * y2)
	first := 1 + y + float64(y2*(1./2+float64(y*(1./6))))
	second := 1./24 + float64(y*(1./120)) + float64(y2*(1./720+float64(y*(1./5040))))
	third := 1./40320 + float64(y*(1./362880)) + float64(y2*(1./3628800+float64(y*(1./39916800))))
	series := first + float64(y4*(second+float64(y4*third)))
	return snap(float64(decays[k] * series))
}

// quarters is how many quarters are known, and decays are e^−k/4 of them.
const quarters = 512

var decays = func() (e [quarters]float64) {
	for k := range e {
		e[k] = math.Exp(-float64(k) / 4)
	}
	return e
}()
