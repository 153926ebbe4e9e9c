package model

// Power is q^n by squaring: the same on every machine, unlike math.Pow. It is 1
// where n is not above 0.
func Power[N int | int64](q float64, n N) float64 {
	p := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			p *= q
		}
		q *= q
	}
	return p
}
