package exact

import (
	"math"
	"slices"

	"harkara/cascade/public"
	"harkara/model"
)

// integral finds the moments of chances to have heard by a time.
//
// These chances H do not fall with t. By parts,
//
//	∫ t dH = b·H(b) − a·H(a) − ∫ H dt.
//
// Their integrals are found by Simpson's rule on stretches that are halved until that
// changes by few parts in 10¹⁰ of the horizon, or no more than that can be missing, or the
// stretch is one tick long; Richardson's step then makes it Boole's. Where visits follow
// each other H is a stair: at one place between two visits after another it is smooth,
// and so is the sum of such places (stairs).
//
// What happens within one tick happens at its end; else times are rounded to ticks,
// those within half of one before its own.
type integral struct {
	width          int                             // how many chances there are
	at             func(t model.Tick, f []float64) // the chances by t
	reach, enough  float64                         // the greatest chance; seconds that an integral may be off
	chance, moment []float64                       // by the horizon, and the moments until then
	used, free     [][]float64                     // memory of samples
}

// sample is the chances by a time.
type sample struct {
	t model.Tick
	f []float64
}

// ask is the sample at t.
func (x *integral) ask(t model.Tick) sample {
	if len(x.free) == 0 {
		x.free = append(x.free, make([]float64, x.width))
	}
	f := x.free[len(x.free)-1]
	x.free, x.used = x.free[:len(x.free)-1], append(x.used, f)
	x.at(t, f)
	return sample{t, f}
}

// times finds the moments by times of which the last is the horizon, given the visits.
func (x *integral) times(between []model.Tick, knocks []public.Knocks) {
	x.free, x.used = append(x.free, x.used...), x.used[:0]
	x.chance, x.moment = make([]float64, x.width), make([]float64, x.width)
	end := x.ask(between[len(between)-1])
	copy(x.chance, end.f)
	x.reach = slices.Max(end.f)
	x.enough = 3e-11 * end.t.Seconds() * x.reach
	last := x.ask(between[0])
	for k := range last.f { // who has heard by the first tick hears then
		x.moment[k] += last.f[k] * last.t.Seconds()
	}
	for _, k := range knocks {
		if k.Many < fewKnocks || k.Every < fineKnocks {
			continue
		}
		first, to := k.At(0, 0), k.At(k.Many-1, 0)
		last = x.follow(last, between, first)
		next := x.ask(to)
		(&stairs{x, &k}).addAll()
		x.addEnds(last, next)
		last = next
	}
	x.follow(last, between, end.t)
}

// Fewer visits than fewKnocks, or those closer together than so many ticks, are followed
// like anything else.
const (
	fewKnocks  = 2 * fewSteps
	fineKnocks = 1000
)

// follow adds what happens from the last sample up to a time, by way of times between.
func (x *integral) follow(last sample, between []model.Tick, to model.Tick) sample {
	i, _ := slices.BinarySearch(between, last.t+1)
	for last.t < to {
		t := to
		if i < len(between) {
			t = min(t, between[i])
		}
		next := x.ask(t)
		if !slices.Equal(next.f, last.f) {
			x.add(last, x.middle(last, next), next)
		}
		last = next
		i++
	}
	return last
}

// middle is the sample between two, or the first where there is none.
func (x *integral) middle(a, b sample) sample {
	if b.t-a.t <= 1 {
		return a
	}
	return x.ask((a.t + b.t) / 2)
}

// add adds the stretch from a to b with its middle m.
func (x *integral) add(a, m, b sample) {
	if b.t-a.t <= 1 {
		for k := range a.f {
			x.moment[k] += (b.f[k] - a.f[k]) * b.t.Seconds()
		}
		return
	}
	left, right := x.middle(a, m), x.middle(m, b)
	if !x.straight(a, left, m, right, b) {
		x.add(a, left, m)
		x.add(m, right, b)
		return
	}
	width := (b.t - a.t).Seconds()
	for k := range a.f {
		mean := (7*a.f[k] + 32*left.f[k] + 12*m.f[k] + 32*right.f[k] + 7*b.f[k]) / 90
		x.moment[k] -= mean * width
	}
	x.addEnds(a, b)
}

// addEnds adds what the ends of a stretch add by parts, and the rounding of times to ticks.
func (x *integral) addEnds(a, b sample) {
	for k := range a.f {
		x.moment[k] += b.f[k]*b.t.Seconds() - a.f[k]*a.t.Seconds()
		x.moment[k] += (b.f[k] - a.f[k]) * model.Tick(1).Seconds() / 2
	}
}

// straight tells whether Simpson's rule is close enough over a stretch.
// What many hear at once they hear at its very tick; and steps that fall in with the
// halves of a stretch, as visits may, are seen aside of them.
func (x *integral) straight(a, left, m, right, b sample) bool {
	width, rise := (b.t - a.t).Seconds(), 0.0
	for k := range a.f {
		rise = max(rise, b.f[k]-a.f[k])
	}
	switch {
	case rise > 0.05*x.reach || b.t-a.t <= 8:
		return false
	case rise*width/2 < x.enough:
		return true
	}
	for k := range a.f {
		one := (a.f[k] + 4*m.f[k] + b.f[k]) / 6
		two := (a.f[k] + 4*left.f[k] + 2*m.f[k] + 4*right.f[k] + b.f[k]) / 12
		if math.Abs(two-one)*width > 60*x.enough {
			return false
		}
	}
	aside := x.ask(a.t + (b.t-a.t)*8/21)
	p := float64(aside.t-a.t) / float64(b.t-a.t)
	for k := range a.f {
		parabola := float64(a.f[k]*(1-p)*(1-2*p)) + float64(4*m.f[k]*p*(1-p)) + float64(b.f[k]*p*(2*p-1))
		if math.Abs(aside.f[k]-parabola)*width > 600*x.enough {
			return false
		}
	}
	return true
}
