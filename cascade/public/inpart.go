package public

import "harkara/model"

// layer is the homes that the same ways home by home have come to, of those by which
// not all at home hear: p is their share, and s the chance that a person in one of
// them has not heard.
type layer struct{ p, s float64 }

// inPart is the homes of a unit by what has come to them of which not all at home
// hear. Chances are without talk, by which those who have not heard are talked times
// as many.
type inPart struct {
	// came are the ways that have come to somebody, layers the homes by which of these
	// have come: bit i of a layer's index is for the i-th.
	came   []came
	layers []layer
	talked float64
	rounds bool // some of them are rounds of visits
	// chance is of each layer that a person in its homes has not heard, talk and all, and
	// power is that as raise left it.
	chance, power []float64
}

// setLayers finds the layers of a unit's homes now. Each way divides them by whether it
// has come; given that, the people of a home are alone, so that of k nobody has heard
// with chance Σ p·s^k. With w_g the share of segment g, z_g its survival of broadcasts
// to persons, and m_i the chance not to hear from way i,
//
//	s = Σ_g w_g z_g Π_{i has come, to g} m_i
func (l *law) setLayers(now *instant, b begun, homes int64) {
	h := &now.part
	h.came, h.talked, h.rounds = h.came[:0], 1, false
	layers := h.layers[:0]
	for _, way := range l.part {
		a, w := l.came(now, way, b, homes)
		if a == 0 {
			continue // it has come to nobody
		}
		h.came = append(h.came, came{a, w, way})
		h.rounds = h.rounds || way.round >= 0
	}
	// Ways come to a home or not, independently of each other: bit i of a layer's
	// index is for the i-th.
	if len(l.segments) == 1 {
		layers = append(layers, layer{1, l.survival(now, b)})
		for i := range h.came {
			c := &h.came[i]
			m := l.unheard(c.way, 0)
			for k := range len(layers) {
				x := &layers[k]
				with := layer{float64(x.p * c.share), float64(x.s * m)}
				x.p *= 1 - c.share
				layers = append(layers, with)
			}
		}
		h.layers = layers
		return
	}
	for set := range 1 << len(h.came) {
		x := layer{p: 1}
		for i, c := range h.came {
			if set>>i&1 == 1 {
				x.p *= c.share
			} else {
				x.p *= 1 - c.share
			}
		}
		if x.p > 0 {
			x.s = l.survivalAt(now, set, b)
		}
		layers = append(layers, x)
	}
	h.layers = layers
}

// less is what the variance of a sum over homes is less for it that rounds come to a
// number of homes that varies less than if homes were alone, for each home that is
// not visited and by what it is of one, f of each layer's chance s:
//
//	Σ_i (a_i(1−a_i) − w_i)·(E(f | i has come) − E(f | not))²
func (h *inPart) less(f func(s float64) float64) float64 {
	if !h.rounds {
		return 0
	}
	h.power = h.power[:0]
	for _, x := range h.layers {
		h.power = append(h.power, f(float64(x.s*h.talked)))
	}
	return h.lessOf(h.power)
}

// lessOf is less where what it is of is, of each layer, what has an entry in power.
func (h *inPart) lessOf(power []float64) float64 {
	if !h.rounds {
		return 0
	}
	sum, layers := 0.0, h.layers
	power = power[:len(layers)]
	for i := range h.came {
		c := &h.came[i]
		if c.way.round < 0 || c.share <= 0 || c.share >= 1 {
			continue
		}
		// Layers of homes to which the i-th has come, and of others, take turns in runs of 2^i.
		yes, no, run := 0.0, 0.0, 1<<i
		for from := 0; from < len(layers); from += 2 * run {
			for set := from; set < from+run; set++ {
				no += float64(layers[set].p * power[set])
			}
			for set := from + run; set < from+2*run; set++ {
				yes += float64(layers[set].p * power[set])
			}
		}
		slope := yes/c.share - no/(1-c.share)
		sum += float64(max(float64(c.share*(1-c.share))-c.vari, 0) * float64(slope*slope))
	}
	return sum
}

// came is how far a way home by home is: the share of homes it has come to, and the
// variance of their number, for each home.
type came struct {
	share, vari float64
	way         byHome
}

// survivalAt is s, the chance that a person has not heard at whose home the ways of a
// set have come.
func (l *law) survivalAt(now *instant, set int, b begun) float64 {
	sum := 0.0
	for g, w := range l.segments {
		q := l.overMissing(func(missing channels) float64 { return l.survivalIn(now, g, b, missing) })
		for i, c := range now.part.came {
			if set>>i&1 == 1 {
				q *= l.unheard(c.way, g)
			}
		}
		sum += float64(w * q)
	}
	return sum
}

// unheard is m, the chance that a person of a segment does not hear what has come home.
func (l *law) unheard(way byHome, segment int) float64 {
	if way.round >= 0 {
		return l.rounds[way.round].unheard
	}
	b := &l.broadcasts[way.broadcast]
	if b.among != 0 && b.among>>segment&1 == 0 {
		return 1
	}
	return b.unheard
}

// none is the chance that nobody of so many at home has heard whom no way has told
// for sure.
func (s *state) none(size int64) float64 {
	if s.part == nil {
		return model.Power(s.z, size)
	}
	sum := 0.0
	for _, x := range s.part.layers {
		if x.p > 0 {
			sum += float64(x.p * model.Power(min(float64(x.s*s.part.talked), 1), size))
		}
	}
	return sum
}

// start makes powers of the layers' chances ready to be raised, from the 0th.
func (h *inPart) start() {
	chance, power := h.chance[:0], h.power[:0]
	for k := range h.layers {
		chance, power = append(chance, min(float64(h.layers[k].s*h.talked), 1)), append(power, 1)
	}
	h.chance, h.power = chance, power
}

// fewFactors is up to how many factors are multiplied one by one.
const fewFactors = 6

// raise is none of homes that are larger by so many than at the last call.
func (h *inPart) raise(by int64) float64 {
	sum, layers := 0.0, h.layers
	chance, power := h.chance[:len(layers)], h.power[:len(layers)]
	// Homes of one unit differ by few people: mostly one factor is multiplied on.
	for k, y := range chance {
		switch {
		case by > fewFactors:
			power[k] *= model.Power(y, by)
		default:
			for range by {
				power[k] *= y
			}
		}
	}
	for k := range layers {
		sum += float64(layers[k].p * power[k])
	}
	return sum
}

// together is the covariance of two at one home, both not having heard: Σ p·s² − z².
func (s *state) together() float64 {
	if s.part == nil {
		return 0
	}
	sum := 0.0
	for _, x := range s.part.layers {
		y := float64(x.s * s.part.talked)
		sum += float64(x.p * float64(y*y))
	}
	return max(sum-float64(s.z*s.z), 0)
}
