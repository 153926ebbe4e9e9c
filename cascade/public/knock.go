package public

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"harkara/cascade"
	"harkara/model"
)

// visits are rounds from house to house ready to be asked. A visit finds somebody
// with chance p = 1 − closed; homes not met are visited again, in up to again
// further rounds.
//
// So a home is visited J times, P(J = j) = p·q^(j−1) for j ≤ again and the rest for
// j = again + 1, with q = closed; all rounds make N = Σ J visits. While they go on
// each visit meets one home more with chance p, whichever round it is of: by visit n
//
//	E(homes met) = p·E min(n, N) = p·(E N − E(N − n)⁺)
//
// (Wald, Annals of Mathematical Statistics 15, 1944), and in the end a share
// 1 − q^(again+1) of the homes, after (1 − q^(again+1))/p visits a home.
type visits struct {
	perTick float64 // households a tick of open time
	hours   *model.Calendar
	dim     int
	unheard float64 // chance that a person of a home that was met does not hear
	closed  float64 // q
	again   int
	// mean to excess are the cumulants of J, 1 to 4; last is the covariance of J and
	// whether the home is not met before the last round.
	mean, vari, skew, excess, last float64
	// few has, for each number of homes below its length, E(N − n)⁺ for n from
	// first on, up to where it is 0.
	few []later
}

// later is E(N − n)⁺ for each n from first on.
type later struct {
	first int64
	left  []float64
}

// fewHomes is up to how many homes the law of N is computed term by term: from
// there on Edgeworth's series is within 1e-7 of it, as a share of homes
// (TestVisitsMade). fewTerms bounds the memory: 8 bytes a term.
const (
	fewHomes = 400
	fewTerms = 1 << 20
)

// preparedVisits are visits of which what does not depend on time is computed, for up
// to so many homes: once for those that are compared.
func preparedVisits(closed float64, again int, most int64, cache *cascade.Cache) visits {
	type key struct {
		closed float64
		again  int
		most   int64
	}
	most = min(most, fewHomes)
	return cache.Kept(key{closed, again, most}, most*bytesOfFew, func() any {
		v := visits{closed: closed, again: again}
		v.prepare(most)
		return v
	}).(visits)
}

// bytesOfFew is about what visits keep for each number of homes.
const bytesOfFew = 400

// prepare computes what does not depend on time, for up to so many homes.
func (v *visits) prepare(most int64) {
	if v.closed == 0 {
		return
	}
	p, q := 1-v.closed, v.closed
	var m [5]float64 // moments of J about 0
	weight := 1.0    // q^(j−1)
	for j := 1; j <= v.again+1; j++ {
		x := weight * p
		if j > v.again {
			x = weight
		}
		for k, power := 1, float64(j); k <= 4; k, power = k+1, power*float64(j) {
			m[k] += float64(x * power)
		}
		weight *= q
	}
	v.mean = m[1]
	v.vari = m[2] - float64(m[1]*m[1])
	v.skew = m[3] - float64(3*float64(m[1]*m[2])) + float64(2*float64(m[1]*float64(m[1]*m[1])))
	central := m[4] - float64(4*float64(m[1]*m[3])) + float64(6*float64(float64(m[1]*m[1])*m[2])) - float64(3*float64(float64(m[1]*m[1])*float64(m[1]*m[1])))
	v.excess = central - float64(3*float64(v.vari*v.vari))
	v.last = model.Power(q, int64(v.again)) * (float64(v.again+1) - v.mean)
	v.setFew(min(most, fewHomes))
}

// setFew finds E(N − n)⁺ for up to so many homes: the law of N for one home more is
// the convolution with that of J, whose geometric part is a recursive filter.
func (v *visits) setFew(most int64) {
	p, q := 1-v.closed, v.closed
	tail := model.Power(q, int64(v.again))
	law, first := []float64{1}, int64(0) // of N: law[i] is the chance of first + i
	v.few = append(v.few[:0], later{left: []float64{0}})
	// With f the law for one home less, g(i) = Σ_{j ≤ again} p q^(j−1) f(i + 1 − j) is
	//
	//	g(i) = q·g(i − 1) + p·f(i) − p·q^again·f(i − again)
	for terms := 0; int64(len(v.few)) <= most && terms < fewTerms; {
		next := make([]float64, len(law)+v.again)
		of := func(i int) float64 {
			if i < 0 || i >= len(law) {
				return 0
			}
			return law[i]
		}
		geometric := 0.0 // Σ_{j=1}^{again} p q^(j−1) law(i + 1 − j)
		for i := range next {
			geometric = float64(q*geometric) + float64(p*of(i)) - float64(p*float64(tail*of(i-v.again)))
			if v.again == 0 {
				geometric = 0
			}
			next[i] = max(geometric, 0) + float64(tail*of(i-v.again))
		}
		first++
		law = next
		// What no share of homes shows is cut off at both ends.
		for len(law) > 1 && law[0] < 1e-18 {
			law, first = law[1:], first+1
		}
		for len(law) > 1 && law[len(law)-1] < 1e-18 {
			law = law[:len(law)-1]
		}
		left, above, sum := make([]float64, len(law)), 0.0, 0.0
		for i := len(law) - 1; i >= 0; i-- {
			sum += above // E(N − n)⁺ − E(N − n − 1)⁺ = P(N > n)
			left[i] = sum
			above += law[i]
		}
		v.few = append(v.few, later{first, left})
		terms += len(left)
	}
}

// done is the share a of homes met on rounds that have been under way for so many
// ticks of open time, as it is expected, and the variance of their number, w for
// each home: whole households, one after another.
func (v *visits) done(open model.Tick, homes int64) (a, w float64) {
	if homes == 0 {
		return 0, 0
	}
	n, h := v.made(open), float64(homes)
	if v.closed == 0 {
		return min(float64(n)/h, 1), 0
	}
	p, q := 1-v.closed, v.closed
	left, chance, over := v.left(n, homes)
	if left < 0 { // no round can be over
		return float64(p*float64(n)) / h, float64(float64(p*q)*float64(n)) / h
	}
	a = max(float64(p*(v.mean-left/h)), 0)
	// With M homes not met before the last round, whose end is N, those not met are
	// M − binomial(M − (N − n)⁺, p); M and N are as good as normal together, so that
	// the covariance of M and (N − n)⁺ is that of M and N times P(N > n) (Stein).
	m := model.Power(q, int64(v.again))
	w = float64(float64(p*q)*(m-left/h)) + float64(float64(q*q)*float64(m*(1-m)))
	w += float64(float64(p*p)*over)/h + float64(float64(2*float64(p*q))*float64(v.last*chance))
	return a, max(w, 0)
}

// roughly is done where a part of a visit counts as much of a home, and all rounds
// end at once: a straight line and a level.
func (v *visits) roughly(open model.Tick, homes int64) float64 {
	visited := float64(v.perTick*float64(open)) / float64(homes)
	return min(float64((1-v.closed)*visited), 1-model.Power(v.closed, int64(v.again+1)))
}

// left is E(N − n)⁺, P(N > n) and the variance of (N − n)⁺ for so many homes; it is
// negative where N exceeds n for sure.
func (v *visits) left(n, homes int64) (left, chance, over float64) {
	h := float64(homes)
	if n < homes { // each home is visited once at least
		return -1, 1, 0
	}
	// As good as normal: with x how many standard deviations n is above the mean μ = E N,
	// E(N − n)⁺ = σ(φ(x) − x(1 − Φ(x))), and E((N − n)⁺)² = σ²((1 + x²)(1 − Φ(x)) − xφ(x)).
	mu, sd := float64(h*v.mean), math.Sqrt(float64(h*v.vari))
	if sd == 0 {
		if float64(n) < mu {
			return -1, 1, 0
		}
		return 0, 0, 0
	}
	x := (float64(n) - mu) / sd
	phi, tail := snap(distuv.UnitNormal.Prob(x)), snap(distuv.UnitNormal.Survival(x))
	mean := float64(sd * (phi - float64(x*tail)))
	over = max(float64(float64(sd*sd)*(float64((1+float64(x*x))*tail)-float64(x*phi)))-float64(mean*mean), 0)
	if homes < int64(len(v.few)) {
		f := &v.few[homes]
		switch i := n - f.first; {
		case i < 0:
			return -1, 1, 0
		case i >= int64(len(f.left)):
			return 0, 0, 0
		case i+1 < int64(len(f.left)):
			return f.left[i], f.left[i] - f.left[i+1], over
		default:
			return f.left[i], f.left[i], over
		}
	}
	if x < -surely {
		return -1, 1, 0
	} else if x > surely {
		return 0, 0, 0
	}
	// Edgeworth's series to its second term (Cramér, Mathematical Methods of
	// Statistics, 1946, section 17.7), and Euler and Maclaurin's first for whole n.
	k3, k4 := v.skew/v.vari/sd, v.excess/v.vari/float64(sd*sd)
	x2 := float64(x * x)
	series := float64(k3*x)/6 + float64(k4*(x2-1))/24 + float64(float64(k3*k3)*(float64(x2*x2)-float64(6*x2)+3))/72
	return max(mean+float64(float64(sd*phi)*series)-phi/sd/12, 0), tail, over
}

// surely is how many standard deviations from its mean N is never.
const surely = 9

// roundings is what some operations in floating point move a number by, of itself.
const roundings = 4e-15

// made is how many visits rounds have made after so many ticks of open time, if
// there are homes enough.
// It is ⌊perTick · open⌋, where a product that is whole but for rounding is whole.
func (v *visits) made(open model.Tick) int64 {
	if open <= 0 {
		return 0
	}
	return int64(float64(v.perTick*float64(open)) * (1 + roundings))
}

// when is the time of the k-th visit (from 1) of rounds that began at s.
func (v *visits) when(s model.Tick, k int64) model.Tick { return v.hours.AfterOpen(s, v.after(k)) }

// after is the open time up to the k-th visit (from 1).
func (v *visits) after(k int64) model.Tick {
	return model.Tick(math.Ceil(float64(k) / v.perTick * (1 - roundings)))
}
